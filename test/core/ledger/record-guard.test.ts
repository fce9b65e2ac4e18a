import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RECORD_KINDS } from '../../../src/core/ledger/record.ts';
import { isGenesis, isQuarantine, isRecord, isRecordedGrant } from '../../../src/core/ledger/record-guard.ts';
import { instantOf, parseInstant } from '../../../src/core/time.ts';
import { differences, mixedDifferences, readVerdicts } from '../../support/verdicts.ts';

const kept = readVerdicts('record');
const { properties, $defs } = JSON.parse(
  readFileSync(new URL('../../../policies/schema/record.schema.json', import.meta.url), 'utf8'),
) as {
  readonly properties: { readonly kind: { readonly enum: readonly string[] } };
  readonly $defs: { readonly instant: { readonly pattern: string } };
};

describe('the schema of records accepts and refuses what the guards before it did', () => {
  it.each(Object.entries(kept.values))('of %s, changed at each place', (name, value) => {
    expect(isRecord(value)).toBe(true);
    expect(differences(value, kept.single[name] ?? {}, isRecord)).toEqual([]);
  });

  it.each([
    ['grant', isRecordedGrant],
    ['genesis', isGenesis],
    ['quarantine', isQuarantine],
  ])('of a %s by itself', (name, accepts) => {
    const { value, verdicts } = kept.parts[name] ?? { value: undefined, verdicts: {} };
    expect(accepts(value)).toBe(true);
    expect(differences(value, verdicts, accepts)).toEqual([]);
  });

  it('of each with a member of another', () => {
    const differing = Object.entries(kept.grafts).flatMap(([name, others]) =>
      Object.entries(others).flatMap(([other, verdicts]) =>
        Object.entries(kept.values[other] ?? {}).flatMap(([member, given], index) =>
          isRecord({ ...kept.values[name], [member]: given }) === (verdicts[index] === '+')
            ? []
            : [`${name} with ${member} of ${other}`],
        ),
      ),
    );
    expect(differing).toEqual([]);
  });

  it('of a verdict that no kept value has, and of a number that no record has', () => {
    const { reviewed, 'heartbeat with voids': heartbeat } = kept.values;
    const review = { ...(reviewed?.['review'] as object), verdict: 'not justified' };
    expect(isRecord({ ...reviewed, review })).toBe(true);
    expect(isRecord({ ...heartbeat, seq: 1e300, voids: [2 ** 53 - 1] })).toBe(true);
    expect(isRecord({ ...heartbeat, seq: 1e300, voids: [2 ** 53] })).toBe(false);
  });

  it('of some changed at two or three places', () => {
    expect(kept.mixed).toHaveLength(2000);
    expect(mixedDifferences(kept, isRecord)).toEqual([]);
  });
});

describe('the schema of records', () => {
  it('has the kinds that the code has', () => {
    expect(properties.kind.enum).toEqual(RECORD_KINDS);
    // The guard before it did not know changes of documents.
    const known = new Set(Object.values(kept.values).map(({ kind }) => kind));
    expect(new Set([...known, 'policies-changed'])).toEqual(new Set(RECORD_KINDS));
    expect(known.has('policies-changed')).toBe(false);
  });

  const verdict = { path: 'policies/orders.yaml', blob: null, verdict: 'accepted', reasons: [] };
  const change = {
    ...{ commit: 'c1', at: '2026-11-24T02:17:00Z', documents: [verdict], approvedBy: ['carol'] },
    evidence: { pull: { number: 7, url: 'https://github.com/acme/access/pull/7', head: { sha: 'h1' } } },
  };
  const { run, tool, seq, at, pull, reasons, schema } = kept.values['heartbeat with voids'] ?? {};
  const judged = { run, tool, seq, at, pull, reasons, schema, kind: 'policies-changed', change };

  it('accepts the verdicts on a change of documents, with and without a pull request', () => {
    expect(isRecord(judged)).toBe(true);
    expect(isRecord({ ...judged, change: { ...change, evidence: { pull: null } } })).toBe(true);
    const refused = {
      ...verdict,
      verdict: 'not accepted',
      reasons: [{ code: 'c', sentence: 's' }],
      contributors: [1, null],
    };
    expect(isRecord({ ...judged, change: { ...change, documents: [refused] } })).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no change', undefined],
    ['a change without a commit', { ...change, commit: undefined }],
    ['an instant that does not exist', { ...change, at: '2026-02-30T00:00:00Z' }],
    ['documents that are no list', { ...change, documents: {} }],
    ['a document without a path', { ...change, documents: [{ ...verdict, path: undefined }] }],
    ['a blob that is a number', { ...change, documents: [{ ...verdict, blob: 1 }] }],
    ['a verdict that waits', { ...change, documents: [{ ...verdict, verdict: 'pending' }] }],
    ['a reason without a sentence', { ...change, documents: [{ ...verdict, reasons: [{ code: 'c' }] }] }],
    ['a contributor who is a text', { ...change, documents: [{ ...verdict, contributors: ['carol'] }] }],
    ['an approver who is a number', { ...change, approvedBy: [1003] }],
    ['no evidence', { ...change, evidence: undefined }],
    ['evidence without a pull request', { ...change, evidence: {} }],
    ['a pull request without a head', { ...change, evidence: { pull: { number: 7, url: 'u' } } }],
  ])('refuses a change of documents with %s', (_name, given) => {
    expect(isRecord(JSON.parse(JSON.stringify({ ...judged, change: given })))).toBe(false);
  });

  it('refuses a change of documents on every other kind', () => {
    const others = Object.values(kept.values).filter((value) => isRecord({ ...value, change }));
    expect(others).toEqual([]);
  });

  it('accepts members of later versions', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(kept.values)), fc.jsonValue(), (value, more) => {
        expect(isRecord({ ...value, memberOfLater: more })).toBe(true);
      }),
    );
  });

  it('accepts an instant if and only if that second exists', () => {
    const pattern = new RegExp($defs.instant.pattern, 'u');
    const differing: string[] = [];
    const compare = (text: string) => {
      if (pattern.test(text) !== (parseInstant(text) !== undefined)) differing.push(text);
    };
    const two = (number: number) => String(number).padStart(2, '0');
    for (let year = 0; year < 10_000; year += year > 1880 && year < 2120 ? 1 : 20)
      for (let month = 0; month <= 13; month += 1)
        for (let day = 0; day <= 32; day += 1)
          compare(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T00:00:00Z`);
    for (let hour = 0; hour <= 25; hour += 1)
      for (let minute = 0; minute <= 61; minute += 1) {
        compare(`2026-11-24T${two(hour)}:${two(minute)}:00Z`);
        compare(`2026-11-24T${two(hour % 24)}:00:${two(minute)}Z`);
      }
    fc.assert(
      fc.property(
        fc.nat({ max: 250_000_000_000_000 }),
        fc.nat({ max: 19 }),
        fc.string({ maxLength: 2 }),
        (ms, at, put) => {
          const text = instantOf(ms);
          compare(text);
          compare(text.slice(0, at) + put + text.slice(at + put.length));
          compare(text + put);
        },
      ),
      { numRuns: 2000 },
    );
    expect(differing).toEqual([]);
  });
});
