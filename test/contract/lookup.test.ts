import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { OPTIONS } from '../../bin/options.js';
import { COMMANDS } from '../../src/command/commands.ts';
import { grantsCsv } from '../../src/core/audit/csv.ts';
import { RECORD_KINDS } from '../../src/core/ledger/record.ts';
import { filesUnder, matches, read, section, sorted, textOf } from './documents.ts';

/* The pages that people look things up in: each entry of the code has a row, and each row has its entry. */

/** First cells of a table, without their code marks, and the cells that follow. */
function rowsOf(text: string): (readonly [name: string, ...rest: string[]])[] {
  return text.split('\n').flatMap((line) => {
    const [, name, rest = ''] = /^\| `([^`]+)` +\| (.*) \|$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, ...rest.split(' | ').map((cell) => cell.trim())] as const];
  });
}

const namesIn = (text: string): string[] => rowsOf(text).map(([name]) => name);

describe('docs/command-line.md', () => {
  const page = textOf('docs/command-line.md');
  const commands = matches(page, /^### (\S+)/gm);

  it('has every command once, and no other', () => {
    expect(commands.toSorted()).toEqual(COMMANDS.map(({ name }) => name).toSorted());
  });

  it.each(COMMANDS)('has every option of $name, with its value, and no other', async ({ name, load: loadCommand }) => {
    const { options } = (await loadCommand()).usage;
    const written = Object.entries(options).map(([flag, option]) =>
      option.takes === 'nothing' ? `--${flag}` : `--${flag} ${option.value}`,
    );
    const part = section(page, `${name}(?: [^\\n]*)?`);
    expect(namesIn(part).toSorted()).toEqual(written.toSorted());
  });

  it('has every option of the launcher', () => {
    for (const flag of Object.keys(OPTIONS)) expect(page).toMatch(new RegExp(`\`--${flag}\\b`));
  });

  it('has every environment variable that the program reads, and no other', () => {
    const sources = filesUnder('src')
      .filter((path) => /^src\/(?:command\/.*|[a-z]+)\.ts$/.test(path))
      .map(read)
      .join('\n');
    const wanted = matches(sources, /\benv\['([A-Z_]+)'\]/g);
    const helped = matches(sources, /^ {4}([A-Z]+(?:_[A-Z]+)+): '/gm);
    expect(wanted.length).toBeGreaterThan(15);
    expect(namesIn(section(page, 'Environment variables')).toSorted()).toEqual(sorted([...wanted, ...helped]));
  });

  it("has the action's inputs and outputs in their order", () => {
    const { inputs, outputs } = load(read('action.yml')) as { inputs: object; outputs: object };
    const expected = [...Object.keys(inputs), ...Object.keys(outputs)];
    expect(namesIn(section(page, 'The action'))).toEqual(expected);
  });

  it('has the variables and secrets of the workflows, each of its kind, and no other', () => {
    const workflows = filesUnder('.github/workflows').map(read).join('\n');
    const wanted = [...workflows.matchAll(/\b(vars|secrets)\.(\w+)/g)].map(
      ([, kind, name = '']) => `${name} ${kind === 'vars' ? 'variable' : 'secret'}`,
    );
    const rows = rowsOf(section(page, 'Variables and secrets of the repository'));
    expect(rows.map(([name, kind = '']) => `${name} ${kind}`).toSorted()).toEqual(sorted(wanted));
  });
});

interface Schema {
  readonly $ref?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const schemaOf = (name: string) => JSON.parse(read(`policies/schema/${name}.schema.json`)) as Schema;

/** `path yes` or `path no` for each field, in order. Rules nest without an end and have a table of their own. */
function fieldsOf(schema: Schema, defs: NonNullable<Schema['$defs']>, at = ''): string[] {
  const name = schema.$ref?.split('/').at(-1);
  if (name === 'rule') return [];
  if (name !== undefined) return fieldsOf(defs[name] ?? {}, defs, at);
  if (schema.items !== undefined) return fieldsOf(schema.items, defs, `${at}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const path = at === '' ? key : `${at}.${key}`;
    return [`${path} ${schema.required?.includes(key) === true ? 'yes' : 'no'}`, ...fieldsOf(field, defs, path)];
  });
}

describe('docs/documents.md', () => {
  const page = textOf('docs/documents.md');

  it.each(['Request', 'Policy', 'Organization'])('has every field of the schema of a document: %s', (title) => {
    const schema = schemaOf(title.toLowerCase());
    const rows = rowsOf(section(page, title)).map(([name, required = '']) => `${name} ${required}`);
    expect(rows.length).toBeGreaterThan(4);
    expect(rows).toEqual(fieldsOf(schema, schema.$defs ?? {}));
  });

  it('has every keyword of a rule', () => {
    const rule = schemaOf('policy').$defs?.['rule']?.properties ?? {};
    expect(namesIn(section(page, 'Rules'))).toEqual(Object.keys(rule));
  });

  it('says something of each field', () => {
    for (const [name, ...cells] of rowsOf(page)) expect({ name, says: cells.at(-1) }).not.toEqual({ name, says: '' });
  });
});

describe('docs/records.md', () => {
  const page = textOf('docs/records.md');

  it('has every kind of record, and no other', () => {
    expect(namesIn(section(page, 'Kinds')).toSorted()).toEqual([...RECORD_KINDS].toSorted());
  });

  it('has every field of a record, in the order of the schema', () => {
    expect(namesIn(section(page, 'Fields'))).toEqual(Object.keys(schemaOf('record').properties ?? {}));
  });

  it('has every column of the export, in its order', () => {
    expect(namesIn(section(page, 'Columns of the export')).join()).toBe(grantsCsv([]).trim());
  });
});
