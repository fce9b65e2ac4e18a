import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BYTES } from '../../src/core/documents/document.ts';
import { parseLedger } from '../../src/core/ledger/shard.ts';
import { judge, listFixtures, readBytes, FIXTURES, sampleOrganization, toBytes } from '../core/documents.ts';
import { UNITS } from '../core/documents/heavy.ts';

const LONGEST_INPUT = 64 * 1024;
const RUNS = 400;
const organization = sampleOrganization();
const KINDS = ['request', 'policy', 'organization'] as const;

describe('the parsers', () => {
  it.each(KINDS)('answer anything that looks like YAML with issues: %s', (kind) => {
    fc.assert(
      fc.property(yamlish, (text) => {
        const bytes = toBytes(text).subarray(0, LONGEST_INPUT);
        const issues = judge(kind, 'fuzz.yaml', bytes, organization);
        for (const issue of issues) {
          expect(issue.code).toMatch(/^[a-z][a-z0-9-]+$/);
          expect(issue.line).toBeGreaterThan(0);
          expect(issue.column).toBeGreaterThan(0);
          expect(issue.sentence.length).toBeLessThan(1000);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it.each(KINDS)('answer damaged fixtures, and throw nothing: %s', (kind) => {
    const fixtures = listFixtures().filter((fixture) => fixture.startsWith(`${kind}/`));
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), damage, (fixture, change) => {
        const bytes = change(readBytes(FIXTURES + fixture)).subarray(0, LONGEST_INPUT);
        judge(kind, fixture.slice(kind.length + 1), bytes, organization);
      }),
      { numRuns: RUNS },
    );
  });

  it.each(UNITS)('answer 64 KiB of %s', (_, unit) => {
    const bytes = toBytes(unit.repeat(LONGEST_INPUT / unit.length)).subarray(0, LONGEST_INPUT);
    for (const size of [MAX_BYTES, LONGEST_INPUT])
      for (const kind of KINDS) expect(judge(kind, 'x.yaml', bytes.subarray(0, size), organization)).not.toEqual([]);
  });

  it('answer anything instead of a ledger', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 8 }), fc.string({ unit: 'binary', maxLength: 2000 })), (line) => {
        const text = `${line}\n`.repeat(20).slice(0, LONGEST_INPUT);
        const read = parseLedger([{ path: 'audit/entries/000000.jsonl', text }]);
        expect('invalid' in read).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});

const KEYS = ['policy', 'duration', 'reason', 'access', 'people', 'approval', '__proto__', '<<', 'a', '"b"', '1', '~'];
const SCALARS = [
  '2h',
  '-0',
  '0x1F',
  '1e400',
  '.inf',
  'null',
  "'q'",
  '"\\u0000"',
  '!!js/function x',
  '&a x',
  '*a',
  '|\n  x',
  '>-\n  y',
  '2026-11-24',
];

/** A grammar of YAML, good and bad: what it derives is often nearly a document. */
const { yamlish } = fc.letrec<{ yamlish: string; value: string; line: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...SCALARS),
    fc.string({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(', ')}]`),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 4 }).map(flowMapping),
  ),
  line: fc
    .tuple(fc.nat({ max: 6 }), fc.constantFrom('', '- ', '? '), fc.constantFrom(...KEYS), tie('value'))
    .map(([indent, mark, key, value]) => `${' '.repeat(indent)}${mark}${key}: ${value}`),
  yamlish: fc
    .tuple(
      fc.array(tie('line'), { maxLength: 30 }),
      fc.constantFrom('\n', '\r\n', '\n\n', '\n---\n'),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([lines, end, times]) => (lines.join(end) + end).repeat(times)),
}));

function flowMapping(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
}

/** One blow to a document's bytes. */
const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    byte: fc.nat({ max: 255 }),
    how: fc.constantFrom('flip', 'cut', 'drop', 'insert', 'double' as const),
  })
  .map(({ at, length, byte, how }) => (bytes) => {
    const offset = Math.floor(at * bytes.length);
    const [before, after] = [bytes.subarray(0, offset), bytes.subarray(offset)];
    switch (how) {
      case 'flip':
        return Uint8Array.of(...before, byte, ...after.subarray(1));
      case 'cut':
        return before;
      case 'drop':
        return Uint8Array.of(...before, ...after.subarray(length));
      case 'insert':
        return Uint8Array.of(...before, ...new Uint8Array(length).fill(byte), ...after);
      case 'double':
        return Uint8Array.of(...before, ...after.subarray(0, length), ...after);
      default:
        return bytes;
    }
  });
