import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf, type Draft } from '../../../src/core/ledger/record.ts';
import { parseLedger, type Shard } from '../../../src/core/ledger/shard.ts';
import { EMPTY_TREE } from '../../../src/core/ledger/tree-head.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { draft, fact, GENESIS, numbered } from '../build.ts';

const FIRST = 'audit/entries/000000.jsonl';
const SECOND = 'audit/entries/000001.jsonl';

/** A ledger of `count` records, genesis included. */
function ledger(count: number): readonly Shard[] {
  const drafts = Array.from({ length: count - 1 }, (_, index) => draft({ pull: index + 1, bindings: [fact()] }));
  return shardsOf(extend(EMPTY_TREE, [GENESIS, ...drafts]).files);
}

function shardsOf(files: readonly Shard[]): readonly Shard[] {
  return files.filter(({ path }) => path.endsWith('.jsonl'));
}

function tipOf(count: number) {
  const drafts = Array.from({ length: count - 1 }, (_, index) => draft({ pull: index + 1, bindings: [fact()] }));
  return extend(EMPTY_TREE, [GENESIS, ...drafts]).tree;
}

function text(shards: readonly Shard[], path = FIRST): string {
  return shards.find((shard) => shard.path === path)?.text ?? '';
}

describe('a record', () => {
  it('is one line of canonical JSON', () => {
    const line = lineOf({ ...draft({ reasons: [{ code: 'b', sentence: 'é\n"' }] }), seq: 7 });
    expect(line).toBe(
      '{"at":"2026-11-24T02:19:00Z","kind":"activated","pull":42,"reasons":[{"code":"b","sentence":"é\\n\\""}],"run":{"attempt":"1","event":"push","id":"77001","kind":"actions","url":"https://github.com/acme/access/actions/runs/77001"},"schema":1,"seq":7,"tool":{"name":"pullcord","version":"0.1.0"}}',
    );
  });
});

describe('a ledger', () => {
  it('is read back as the records it was extended with, whatever they say', () => {
    const written = fc.record({
      kind: fc.constantFrom('intent' as const, 'activated' as const, 'refused' as const, 'unexplained' as const),
      pull: fc.option(fc.nat()),
      reasons: fc.array(
        fc.record({
          code: fc.string(),
          sentence: fc.string({ unit: 'grapheme' }).map((words) => words.normalize('NFC')),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.array(written), fc.nat({ max: 5 }), (changes, cut) => {
        const drafts: readonly Draft[] = [GENESIS, ...changes.map((change) => draft(change))];
        const first = extend(EMPTY_TREE, drafts.slice(0, cut + 1));
        const second = extend(first.tree, drafts.slice(cut + 1));
        const shards = second.files.length > 0 ? second.files : first.files;
        expect(parseLedger(shards)).toEqual({ records: [...first.records, ...second.records] });
        expect([...first.records, ...second.records]).toEqual(numbered(drafts));
      }),
    );
  });

  it('begins a new file with record 256, and names only the files that change', () => {
    const full = ledger(256);
    expect(full.map(({ path }) => path)).toEqual([FIRST]);
    const { files, records } = extend(tipOf(256), [draft(), draft()]);
    expect(records.map(({ seq }) => seq)).toEqual([256, 257]);
    expect(files.map(({ path }) => path)).toEqual(['audit/open.json', SECOND]);
    expect(extend(tipOf(255), [draft(), draft()]).files.map(({ path }) => path)).toEqual([
      FIRST,
      'audit/open.json',
      SECOND,
    ]);
    const parsed = parseLedger([...shardsOf(files), ...full]);
    expect('records' in parsed && parsed.records.length).toBe(258);
  });

  it('is not changed where it was', () => {
    const before = text(ledger(3));
    const after = text(extend(tipOf(3), [draft()]).files);
    expect(after.startsWith(before)).toBe(true);
    expect(after.slice(before.length)).toBe(`${lineOf({ ...draft(), seq: 3 })}\n`);
  });
});

describe('a damaged ledger', () => {
  const shards = ledger(4);
  const good = text(shards);
  const lines = good.slice(0, -1).split('\n');
  const damaged = (change: (lines: string[]) => void, path = FIRST): Shard[] => {
    const copy = [...lines];
    change(copy);
    return [{ path, text: `${copy.join('\n')}\n` }];
  };
  const inLine = (number: number, from: string | RegExp, to: string) =>
    damaged((all) => {
      const line = all[number - 1] ?? '';
      all[number - 1] = line.replace(from, to);
      if (all[number - 1] === line) throw new Error(`nothing to damage in line ${number}`);
    });
  const no = (line: number) => `${FIRST}:${line} is not a canonical audit record`;

  it.each<[string, Shard[], string]>([
    ['with a key twice', inLine(3, '"pull":2,', '"pull":2,"pull":2,'), no(3)],
    ['with a blank', inLine(3, '"pull":2', '"pull": 2'), no(3)],
    ['with a blank at the end of a line', inLine(3, /$/, ' '), no(3)],
    ['with CRLF', inLine(3, /$/, '\r'), no(3)],
    [
      'with its keys in another order',
      inLine(2, /^\{("at":"[^"]+"),("bindings":.*?\]),"kind"/, '{$2,$1,"kind"'),
      no(2),
    ],
    ['with an escape JSON does not need', inLine(2, 'activated', '\\u0061ctivated'), no(2)],
    ['with a number in another form', inLine(2, '"pull":1', '"pull":1.0'), no(2)],
    ['with a number past all bounds', inLine(2, '"seq":1', '"seq":1e999'), no(2)],
    ['with half a character', inLine(2, '"event":"push"', '"event":"\\ud800"'), no(2)],
    ['with a kind nobody knows', inLine(4, '"activated"', '"approved"'), no(4)],
    ['of another schema', inLine(4, '"schema":1', '"schema":2'), no(4)],
    ['with bindings that are none', inLine(4, /"bindings":\[.*?\}\]/, '"bindings":[5]'), no(4)],
    ['with a line of something else', damaged((all) => all.splice(1, 0, 'null')), no(2)],
    ['with an empty line', damaged((all) => all.splice(2, 0, '')), no(3)],
    ['with a byte order mark', damaged((all) => (all[0] = `\ufeff${all[0] ?? ''}`)), no(1)],
    [
      'with two records swapped',
      damaged((all) => all.splice(1, 2, all[2] ?? '', all[1] ?? '')),
      `${FIRST}:2 has seq 2 instead of 1`,
    ],
    ['with a record left out', damaged((all) => all.splice(1, 1)), `${FIRST}:2 has seq 2 instead of 1`],
    ['with a record twice', damaged((all) => all.splice(1, 0, all[1] ?? '')), `${FIRST}:3 has seq 1 instead of 2`],
    ['without its beginning', damaged((all) => all.splice(0, 1)), `${FIRST}:1 has seq 1 instead of 0`],
    [
      'that begins with another kind',
      inLine(1, '"kind":"genesis"', '"kind":"revoked"'),
      `${FIRST}:1: only the first record is the genesis`,
    ],
    [
      'with a second genesis',
      [{ path: FIRST, text: extend(EMPTY_TREE, [GENESIS, GENESIS]).files[0]?.text ?? '' }],
      `${FIRST}:2: only the first record is the genesis`,
    ],
    ['whose last line is cut', [{ path: FIRST, text: good.slice(0, -20) }], `${FIRST} does not end with a newline`],
    ['whose last newline is cut', [{ path: FIRST, text: good.slice(0, -1) }], `${FIRST} does not end with a newline`],
    ['in an empty file', [{ path: FIRST, text: '' }], `${FIRST} does not end with a newline`],
    ['in another file', damaged(() => undefined, SECOND), `${SECOND}: record 0 belongs in another file`],
    ['of no files', [], 'the ledger has no genesis record'],
    [
      'with a file missing between',
      [...ledger(256), { path: 'audit/entries/000002.jsonl', text: `${lineOf({ ...draft(), seq: 256 })}\n` }],
      'audit/entries/000002.jsonl: record 256 belongs in another file',
    ],
    [
      'with a file that ends early',
      [...ledger(200), { path: SECOND, text: `${lineOf({ ...draft(), seq: 256 })}\n` }],
      `${SECOND}:1 has seq 256 instead of 200`,
    ],
    [
      'with a file that ends late',
      [{ path: FIRST, text: `${text(ledger(256))}${lineOf({ ...draft(), seq: 256, open: '0'.repeat(64) })}\n` }],
      `${FIRST}:257: record 256 belongs in ${SECOND}`,
    ],
  ])('%s is told where', (_, given, invalid) => {
    expect(parseLedger(given)).toEqual({ invalid });
  });

  it('is told, or reads as exactly what it says, whatever single character is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.constantFrom(...Array.from(' "0,\n}\\')), (at, to) => {
        const changed = good.slice(0, at) + to + good.slice(at + 1);
        const parsed = parseLedger([{ path: FIRST, text: changed }]);
        if ('invalid' in parsed) expect(parsed.invalid).toContain(FIRST);
        else expect(parsed.records.map((record) => `${lineOf(record)}\n`).join('')).toBe(changed);
      }),
      { numRuns: 500 },
    );
  });
});
