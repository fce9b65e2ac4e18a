import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalLine,
  canonicalText,
  flawOf,
  MOST_LINE,
  MOST_TEXT,
  parseCanonical,
  tidy,
  Unfit,
} from '../../../src/core/ledger/canonical.ts';

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

describe('the guard', () => {
  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['whole numbers up to 2^53-1', { seq: 2 ** 53 - 1, pull: -(2 ** 53 - 1) }, undefined],
    ['a number beyond', { seq: 2 ** 53 }, 'record-number at /seq'],
    ['a fraction, quoted as well', { evidence: { ratio: 0.5 } }, 'record-number at /evidence/ratio'],
    ['minus zero', { seq: -0 }, 'record-number at /seq'],
    ['no number at all', { seq: Number.NaN }, 'record-number at /seq'],
    ['infinity', { seq: Number.POSITIVE_INFINITY }, 'record-number at /seq'],
    ['half a character, quoted as well', { request: { path: 'a\ud800' } }, 'record-text at /request/path'],
    [
      'words of ours that are not in form NFC',
      { reasons: [{ sentence: 'e\u0301' }] },
      'record-text at /reasons/0/sentence',
    ],
    ['quoted words that are not in form NFC', { request: { path: 'e\u0301' } }, undefined],
    ['a tab in words of ours', { reasons: [{ sentence: 'a\tb' }] }, 'record-text at /reasons/0/sentence'],
    ['a C1 control in words of ours', { run: { url: 'a\u0085' } }, 'record-text at /run/url'],
    ['a newline in words of ours', { reasons: [{ sentence: 'a\nb' }] }, undefined],
    ['controls in quoted words', { decision: { evidence: { text: 'a\r\n\u0000' } } }, undefined],
    ['words of ours of 16 KiB', { kind: 'x'.repeat(MOST_TEXT) }, undefined],
    ['longer words of ours', { kind: 'x'.repeat(MOST_TEXT + 1) }, 'record-long at /kind'],
    ['longer words of ours in fewer characters', { kind: 'é'.repeat(MOST_TEXT / 2 + 1) }, 'record-long at /kind'],
    ['longer quoted words', { decision: { text: 'x'.repeat(MOST_TEXT * 4) } }, undefined],
    ['32 levels', { evidence: deep(31) }, undefined],
    ['33 levels', { evidence: deep(32) }, `record-deep at /evidence${'/0'.repeat(31)}`],
    ['a key of ours that is no name', { 'a-b': 1 }, 'record-key at /a-b'],
    ['a key within ours that is no name', { run: { 'a b': 1 } }, 'record-key at /run/a b'],
    ['a quoted key', { genesis: { policies: { 'policies/a~b.yaml': '1' } } }, undefined],
    ['the key __proto__', { genesis: JSON.parse('{"__proto__":1}') as unknown }, 'record-key at /genesis/__proto__'],
    ['a date', { evidence: { at: new Date(0) } }, 'record-value at /evidence/at'],
    ['nothing in a list', { reasons: [undefined] }, 'record-value at /reasons/0'],
    ['nothing in a member, as if it were absent', { grant: undefined }, undefined],
    ['a function', { evidence: { call: () => 1 } }, 'record-value at /evidence/call'],
  ])('%s', (_, record, flaw) => {
    const found = flawOf(record);
    expect(found === undefined ? undefined : `${found.code} at ${found.at}`).toBe(flaw);
    if (flaw !== undefined) expect(() => canonicalLine(record)).toThrow(flaw);
  });

  it('takes a line of 4 MiB and none longer', () => {
    const around = '{"decision":""}'.length;
    expect(canonicalLine({ decision: 'x'.repeat(MOST_LINE - around) })).toHaveLength(MOST_LINE);
    expect(() => canonicalLine({ decision: 'x'.repeat(MOST_LINE - around + 1) })).toThrow(Unfit);
  });

  it('survives a thousandfold nesting', () => {
    expect(flawOf({ evidence: deep(5000) })?.code).toBe('record-deep');
    expect(parseCanonical(`{"evidence":${'['.repeat(20000)}${']'.repeat(20000)}}`)).toBeUndefined();
  });
});

describe('a line', () => {
  it('has its keys in order of UTF-16 and no blanks: RFC 8785', () => {
    expect(canonicalLine({ evidence: { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, ö: 6, '\u0080': 7 } })).toBe(
      '{"evidence":{"\\r":2,"1":4,"\u0080":7,"ö":6,"€":1,"😀":5,"\ufb33":3}}',
    );
  });

  it('is read back as what it says, and nothing else reads as it', () => {
    const json = fc.object({
      values: [fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)],
      maxDepth: 4,
    });
    fc.assert(
      fc.property(json, (evidence) => {
        fc.pre(flawOf({ evidence }) === undefined);
        const line = canonicalLine({ evidence });
        expect(parseCanonical(line)).toEqual({ evidence });
        expect(parseCanonical(` ${line}`)).toBeUndefined();
      }),
    );
  });

  it.each([
    '[]',
    'null',
    '1',
    '{"a":1.0}',
    '{"a":1,"a":1}',
    '{"b":1,"a":1}',
    '{"kind":"\\u0061"}',
    '{"seq":1e2}',
    '{"seq":9007199254740993}',
  ])('%s is none', (line) => expect(parseCanonical(line)).toBeUndefined());
});

it('words of ours are made fit, and those that are stay as they are', () => {
  expect(tidy([{ code: 'a', sentence: 'e\u0301\tb\nc \ud800' }])).toEqual([{ code: 'a', sentence: 'é b\nc \ufffd' }]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), (sentence) => {
      expect(flawOf({ reasons: [{ sentence: tidy(sentence) }] })).toBeUndefined();
    }),
  );
});

describe('the quick way', () => {
  const keys = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('10', '9', 'a', 'b', 'é', '\ud7ff', '𝒳', '\uffee', '__proto__'),
  );
  const values = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(null, true, -0, 1e21, 1e-7),
      fc.array(tie('any')),
      fc.dictionary(keys, tie('any')),
    ),
  })).any;

  it('writes of any value what the canonicalizer writes', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalText(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads of any object, in whatever order it was written, the canonical line and no other', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('at', 'evidence', 'b', 'a', 'z', 'B', '1'), values), (value) => {
        const line = JSON.stringify(value);
        let canonical: string | undefined;
        try {
          canonical = canonicalLine(JSON.parse(line) as Record<string, unknown>);
        } catch {
          canonical = undefined;
        }
        expect(parseCanonical(line) !== undefined).toBe(canonical === line);
      }),
      { numRuns: 3000 },
    );
  });
});
