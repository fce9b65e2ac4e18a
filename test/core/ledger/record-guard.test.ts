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
    expect(new Set(Object.values(kept.values).map(({ kind }) => kind))).toEqual(new Set(RECORD_KINDS));
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
