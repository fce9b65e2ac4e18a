import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  declaredTwice,
  flowFaults,
  importCycles,
  interfacesTwice,
  namesTwice,
  type Exceptions,
  type Source,
} from './house.ts';

/** Words that mean one thing each. */
const ONCE = ['Standing', 'standingOf', 'Told', 'nameOf', 'CLOSING', 'isGrant'];

const INTERFACES_TWICE: Exceptions = {
  Step: 'core/verify has its own for a step of a verification',
  Person: 'src/flow imports the one of core/quarantine by this name',
  Followed: 'local to two files of src/flow',
  'Completeness and RecordsCheck': 'two passes of core/verify over the same records',
  'RecordReading and Verification': 'one pass of core/verify within the other',
};
const NAMES_TWICE: Exceptions = {
  Step: 'core/verify has its own for a step of a verification',
  Person: 'src/flow imports the one of core/quarantine by this name',
  isDrift: 'of a record in core/drift, of a step in core/plan; src/flow and core/ledger import them by this name',
  explain: 'of a drift in core/plan, and the flow of the command `explain`',
};

// Declarations beside JavaScript are generated.
const sources: readonly Source[] = ['core', 'flow', 'edge']
  .flatMap((room) => globSync(`src/${room}/**/*.ts`))
  .filter((path) => !path.endsWith('.d.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));

describe('core, flow and edge', () => {
  it('are read', () => {
    expect(sources.length).toBeGreaterThan(200);
  });

  it('have no import cycle', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it('keep the flow in short files', () => {
    expect(flowFaults(sources)).toEqual([]);
  });

  it('declare every interface once', () => {
    expect(interfacesTwice(sources, INTERFACES_TWICE)).toEqual([]);
  });

  it('export every name from one file', () => {
    expect(namesTwice(sources, NAMES_TWICE)).toEqual([]);
  });

  it('declare each of certain names once', () => {
    expect(declaredTwice(sources, ONCE)).toEqual([]);
  });
});

describe('an import cycle', () => {
  it.each([
    ['of two files', { 'a.ts': "import { b } from './b.ts';", 'b.ts': "import { a } from './a.ts';" }, 'a.ts, b.ts'],
    [
      'of types across rooms',
      { 'x/a.ts': "import type { B } from '../y/b.ts';", 'y/b.ts': "export type { A } from '../x/a.ts';" },
      'x/a.ts, y/b.ts',
    ],
    [
      'of three files, one beside it',
      {
        'a.ts': "import './b.ts';",
        'b.ts': "const c = await import('./c.ts');",
        'c.ts': "export * from './a.ts'; import './d.ts';",
        'd.ts': '',
      },
      'a.ts, b.ts, c.ts',
    ],
    ['of one file', { 'a.ts': "import type { A } from './a.ts';" }, 'a.ts'],
  ])('%s is found', (_, files, members) => {
    expect(importCycles(planted(files))).toEqual([`import cycle: ${members}`]);
  });

  it('is found once for each group', () => {
    const files = {
      'a.ts': "import './b.ts'; import './c.ts';",
      'b.ts': "import './a.ts';",
      'c.ts': "import './d.ts';",
      'd.ts': "import './c.ts';",
    };
    expect(importCycles(planted(files))).toEqual(['import cycle: c.ts, d.ts', 'import cycle: a.ts, b.ts']);
  });

  it('is none where imports go one way', () => {
    const files = {
      'a.ts': "import './b.ts'; import './c.ts'; import 'node:fs';",
      'b.ts': "import './c.ts'; // import './a.ts'",
      'c.ts': 'const text = "import \'./a.ts\'";',
    };
    expect(importCycles(planted(files))).toEqual([]);
  });
});

describe('the flow', () => {
  const lines = (count: number) => 'x;\n'.repeat(count);

  it('has a short reconcile', () => {
    expect(flowFaults(planted({ 'src/flow/reconcile.ts': lines(119) }))).toEqual([]);
    expect(flowFaults(planted({ 'src/flow/reconcile.ts': lines(120) }))).toEqual([
      'src/flow/reconcile.ts has 120 lines; at most 119',
    ]);
  });

  it('has no long file, in its rooms neither', () => {
    const files = { 'src/flow/observe/a.ts': lines(201), 'src/flow/b.ts': lines(200), 'src/core/c.ts': lines(300) };
    expect(flowFaults(planted(files))).toEqual(['src/flow/observe/a.ts has 201 lines; at most 200']);
  });

  it('has at most sixteen files beside its rooms', () => {
    const files = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/flow/f${index}.ts`, lines(1)]));
    expect(flowFaults(planted({ ...files(16), 'src/flow/observe/a.ts': lines(1) }))).toEqual([]);
    expect(flowFaults(planted(files(17)))).toEqual(['src/flow has 17 files of its own; at most 16']);
  });
});

describe('an interface', () => {
  const signer = 'interface Signer { readonly sign: (text: string) => string; readonly publicKey: () => string }';

  it.each([
    ['an interface, exported or not', signer, `export ${signer}`],
    ['a type literal', 'interface Signer { a: 1 }', 'type Signer = { b: 2 };'],
    ['one part of a union', 'interface Signer { a: 1 }', "type Signer = 'none' | ({ b: 2 } & { c: 3 });"],
  ])('of one name in two files is found: %s', (_, one, other) => {
    expect(interfacesTwice(planted({ 'a.ts': one, 'b.ts': other }))).toEqual(['Signer: declared in a.ts and b.ts']);
  });

  it.each([
    ['as methods', 'interface Keys { sign(text: string): string; publicKey(): string }'],
    [
      'with more members',
      'type Keys = { name: string; publicKey: () => string; sign: () => string; destroy(): void };',
    ],
    ['by a name for a function', 'type Sign = () => string; interface Keys { sign: Sign; publicKey: Sign }'],
  ])('written again under another name is found: %s', (_, other) => {
    expect(interfacesTwice(planted({ 'a.ts': signer, 'b.ts': other }))).toEqual([
      'Keys and Signer: both have publicKey, sign, in a.ts and b.ts',
    ]);
  });

  it.each([
    ['extends it', "import type { Signer } from './a.ts'; interface Keys extends Signer { destroy(): void }"],
    ['picks from it', "import type { Signer } from './a.ts'; export type Keys = Pick<Signer, 'sign' | 'publicKey'>;"],
    ['shares one function', 'interface Keys { sign: () => string; destroy: () => void }'],
    ['shares values only', 'interface Keys { sign: string; publicKey: string }'],
    ['is no literal', "import type { Other } from './c.ts'; type Signer = Other['signer'];"],
  ])('is not written again by one that %s', (_, other) => {
    expect(interfacesTwice(planted({ 'a.ts': signer, 'b.ts': other }))).toEqual([]);
  });

  it('may be an exception as long as it needs to be', () => {
    const files = planted({ 'a.ts': signer, 'b.ts': signer });
    expect(interfacesTwice(files, { Signer: 'for now' })).toEqual([]);
    expect(interfacesTwice(files.slice(1), { Signer: 'for now' })).toEqual(['Signer: an exception that nothing needs']);
  });
});

describe('a name', () => {
  it.each([
    ['a function', 'export function told() {}'],
    ['an asynchronous function', 'export async function told() {}'],
    ['a constant', 'export const other = 1, told = 2;'],
    ['a type', 'export type told = 1;'],
    ['an interface', 'export interface told {}'],
    ['a class', 'export class told {}'],
  ])('that two files export is found: %s', (_, text) => {
    expect(namesTwice(planted({ 'a.ts': 'export const told = 1;', 'b.ts': text }))).toEqual([
      'told: exported by a.ts and b.ts',
    ]);
  });

  it('that one file exports and another keeps for itself is none', () => {
    expect(namesTwice(planted({ 'a.ts': 'export const told = 1;', 'b.ts': 'const told = 2;' }))).toEqual([]);
  });

  it('may be an exception as long as it needs to be', () => {
    const files = planted({ 'a.ts': 'export const told = 1;', 'b.ts': 'export const told = 2;' });
    expect(namesTwice(files, { told: 'for now' })).toEqual([]);
    expect(namesTwice(files.slice(1), { told: 'for now' })).toEqual(['told: an exception that nothing needs']);
  });

  it.each([
    ['at the top', 'const nameOf = 1;'],
    ['within a function', 'function outer() { const nameOf = () => 1; }'],
    ['as a type', 'type nameOf = 1;'],
  ])('that must stand once is found %s', (_, text) => {
    expect(declaredTwice(planted({ 'a.ts': 'function nameOf() {}', 'b.ts': text }), ['nameOf'])).toEqual([
      'nameOf: declared in a.ts and b.ts',
    ]);
  });

  it('that must stand once may be used anywhere', () => {
    const files = { 'a.ts': 'export function nameOf() {}', 'b.ts': "import { nameOf } from './a.ts'; nameOf();" };
    expect(declaredTwice(planted(files), ['nameOf'])).toEqual([]);
  });
});

function planted(files: Readonly<Record<string, string>>): readonly Source[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}
