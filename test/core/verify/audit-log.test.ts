import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerRecord, RecordKind } from '../../../src/core/ledger/record.ts';
import { addSeconds, type Instant } from '../../../src/core/time.ts';
import { beginCompleteness, LATE, parseAuditLog, RUN, SKEW } from '../../../src/core/verify/audit-log.ts';
import { bindingOf, draft, fact, grant, VIEWER } from '../build.ts';

/* The seconds of records against the nanoseconds of Google's entries. */

const TITLE = 'pullcord/acme';
const LAST = '2026-12-31T23:59:59Z';
const binding = bindingOf(grant());
const came = { ...fact(), after: [binding] };
const went = { ...fact(), before: [binding] };

type Action = 'ADD' | 'REMOVE';

/** An entry of a whole second, with a fraction such as `.000000001`. */
const entry = (at: Instant, fraction = '', action: Action = 'REMOVE', pull = 42) => ({
  insertId: `${pull}`,
  timestamp: at.replace('Z', `${fraction}Z`),
  resource: { labels: { project_id: 'acme-orders-prod' } },
  protoPayload: {
    methodName: 'SetIamPolicy',
    serviceData: {
      policyDelta: { bindingDeltas: [{ action, role: VIEWER, condition: { title: `${TITLE}/${pull}` } }] },
    },
  },
});
type Entry = ReturnType<typeof entry> | { readonly timestamp: string };

const record = (kind: RecordKind, at: Instant, pull = 42): LedgerRecord => ({
  ...draft({ kind, at, pull, bindings: [kind === 'activated' ? came : went] }),
  seq: 1,
});

/** `weight code`, of everything a ledger of these records and this last one comes to. */
function found(entries: readonly Entry[], records: readonly LedgerRecord[], last: Instant): readonly string[] {
  const text = entries.map((one) => JSON.stringify(one)).join('\n');
  const log = parseAuditLog([{ where: 'log', text }], 'acme');
  if ('invalid' in log) throw new Error(log.invalid);
  const completeness = beginCompleteness();
  for (const one of records) completeness.record(one);
  return completeness.end(log, last).map(({ weight, code }) => `${weight} ${code}`);
}

const NANOSECOND = '.000000001';
const NEARLY = '.999999999';

describe('a change in Google’s audit log that no record tells', () => {
  it.each<[string, Instant, string]>([
    ['a nanosecond before the second of the last record', addSeconds(LAST, -1), NEARLY],
    ['at the beginning of that second', LAST, ''],
    ['in that second', LAST, '.5'],
    ['at the end of that second', LAST, NEARLY],
    ['a nanosecond into the second after', addSeconds(LAST, 1), NANOSECOND],
    ['a second before, as of a clone made between two commits of a run', addSeconds(LAST, -1), ''],
    ['as long before as a run may be, by clocks as far apart as may be', addSeconds(LAST, -RUN - SKEW), ''],
    ['as long before, and a fraction less', addSeconds(LAST, -RUN - SKEW), NEARLY],
  ])('may yet have its record: %s', (_, at, fraction) => {
    for (const action of ['ADD', 'REMOVE'] as const)
      expect(found([entry(at, fraction, action)], [], LAST)).toEqual(['incomplete omitted']);
  });

  it.each<[string, Instant, string]>([
    ['a nanosecond longer before the last record than a run may be', addSeconds(LAST, -RUN - SKEW - 1), NEARLY],
    ['a second longer', addSeconds(LAST, -RUN - SKEW - 1), ''],
    ['a month', addSeconds(LAST, -30 * 86_400), '.5'],
  ])('never will have one: %s', (_, at, fraction) => {
    for (const action of ['ADD', 'REMOVE'] as const)
      expect(found([entry(at, fraction, action)], [], LAST)).toEqual(['broken omitted']);
  });

  it.each<[string, RecordKind, number, string]>([
    ['may yet have one while the ledger holds the binding open', 'activated', -LATE, 'incomplete omitted'],
    ['may yet have one of an intent', 'intent', -LATE, 'incomplete omitted'],
    ['never will have one that late', 'activated', -LATE - 1, 'broken omitted'],
    ['never will have one once the binding is closed', 'ended', -RUN - SKEW - 1, 'broken omitted'],
  ])('%s', (_, kind, seconds, expected) => {
    const at = addSeconds(LAST, seconds);
    const before = [record('activated', addSeconds(at, -LATE - 9)), record(kind, addSeconds(at, -LATE - 5))];
    expect(found([entry(at)], before, LAST)).toEqual([expected]);
  });

  it('is named with the last record, and with the time until which one may follow', () => {
    const said = (at: Instant) => {
      const log = parseAuditLog([{ where: 'log', text: JSON.stringify(entry(at)) }], 'acme');
      if ('invalid' in log) throw new Error(log.invalid);
      return beginCompleteness().end(log, LAST)[0]?.sentence;
    };
    expect(said(LAST)).toMatch(
      /has no record; the last record is of 2026-12-31T23:59:59Z, and a run may record the change until 2027-01-08T23:59:59Z: git fetch, then verify again$/,
    );
    expect(said(addSeconds(LAST, 1))).toMatch(
      /has no record; the change is later than the last record: git fetch, then verify again$/,
    );
    expect(said(addSeconds(LAST, -RUN - SKEW - 1))).toMatch(/has no record$/);
  });
});

describe('a record and the change it tells', () => {
  const between = { timestamp: addSeconds(LAST, -60 * 86_400) };
  const after = { timestamp: addSeconds(LAST, 60 * 86_400) };
  const end = addSeconds(LAST, 60 * 86_400);

  const joined = (kind: RecordKind, action: Action, seconds: number, fraction: string) =>
    found([between, entry(addSeconds(LAST, seconds), fraction, action), after], [record(kind, LAST)], end);

  it.each<[string, RecordKind, Action, number, string]>([
    ['a grant as late in its run as a run is long', 'activated', 'ADD', RUN, ''],
    ['a grant nearly a second later', 'activated', 'ADD', RUN, NEARLY],
    ['a revocation by clocks as far apart as may be', 'ended', 'REMOVE', SKEW, NEARLY],
    ['in the record’s second', 'activated', 'ADD', 0, NEARLY],
    ['as long before as a record may be late', 'ended', 'REMOVE', -LATE, ''],
    ['nearly a second less', 'activated', 'ADD', -LATE, NEARLY],
  ])('belong together: %s', (_, kind, action, seconds, fraction) => {
    expect(joined(kind, action, seconds, fraction)).toEqual([]);
  });

  it.each<[string, RecordKind, Action, number, string]>([
    ['a grant later than a run may be', 'activated', 'ADD', RUN + 1, ''],
    ['a revocation later than clocks may differ', 'ended', 'REMOVE', SKEW + 1, ''],
    ['earlier by a nanosecond than a record may be late', 'activated', 'ADD', -LATE - 1, NEARLY],
  ])('are two: %s', (_, kind, action, seconds, fraction) => {
    expect(joined(kind, action, seconds, fraction)).toEqual(['broken omitted', 'broken unexplained-change']);
  });
});

describe('a record whose change Google’s audit log does not have', () => {
  const of = (from: number, to: number) => {
    const entries = [{ timestamp: addSeconds(LAST, from) }, { timestamp: addSeconds(LAST, to) }];
    return found(entries, [record('activated', LAST)], LAST);
  };

  it.each<[string, number, number, readonly string[]]>([
    ['an export that has all of the run', -RUN - SKEW - 1, RUN + 1, ['broken unexplained-change']],
    ['an export that may lack one second of the run', -RUN - SKEW, RUN + 1, []],
    ['an export that ends in the latest second of the run', -LATE - 1, RUN, []],
    ['an export that begins after the record', 1, RUN + 1, []],
  ])('by %s', (_, from, to, expected) => {
    expect(of(from, to)).toEqual(expected);
  });
});

describe('of a ledger that agrees with Google’s audit log', () => {
  /** Each change with its record, by the honest run that made it. */
  const lives = fc
    .array(
      fc.record({
        gap: fc.integer({ min: 0, max: 3 * 86_400 }),
        late: fc.oneof(fc.integer({ min: -RUN, max: 2 }), fc.integer({ min: -RUN, max: RUN + SKEW })),
        nanoseconds: fc.integer({ min: 0, max: 999_999_999 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((events) => {
      let at = LAST;
      return events.map(({ gap, late, nanoseconds }, index) => {
        at = addSeconds(at, gap);
        const fraction = `.${String(nanoseconds).padStart(9, '0')}`;
        return {
          record: record('activated', at, index + 1),
          entry: entry(addSeconds(at, -late), fraction, 'ADD', index + 1),
        };
      });
    });

  it('no beginning is broken by the whole log, and the whole is not even incomplete', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const entries = life.map((one) => one.entry);
        for (let size = 1; size <= life.length; size += 1) {
          const records = life.slice(0, size).map((one) => one.record);
          const last = records.at(-1)?.at ?? LAST;
          expect(found(entries, records, last).filter((one) => one.startsWith('broken'))).toEqual([]);
          if (size === life.length) expect(found(entries, records, last)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('the whole is not broken by any part of the log', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), (life, first, count) => {
        const sorted = life.map((one) => one.entry).sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
        const from = first % sorted.length;
        const part = sorted.slice(from, from + 1 + (count % (sorted.length - from)));
        const records = life.map((one) => one.record);
        const last = records.at(-1)?.at ?? LAST;
        expect(found(part, records, last).filter((one) => one.startsWith('broken'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
