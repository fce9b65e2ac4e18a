import { describe, expect, it } from 'vitest';
import {
  lineOf,
  RECORD_KINDS,
  type Draft,
  type LedgerRecord,
  type RecordKind,
} from '../../../src/core/ledger/record.ts';
import { parseLedger, RECORDS_PER_SHARD } from '../../../src/core/ledger/shard.ts';
import { voidedBy } from '../../../src/core/ledger/voids.ts';
import { foldRecords } from '../../../src/core/ledger/fold.ts';
import { EMPTY_STATE } from '../../../src/core/ledger/ledger-state.ts';
import { countingRecords, foldUnsealed, isWithholding } from '../../../src/core/ledger/sealing.ts';
import { draft, END, evidence, fact, GENESIS, grant, numbered, PROJECT, VIEWER } from '../build.ts';

const request = { path: grant().path, blob: grant().blob, url: grant().url };
const activated = draft({ kind: 'activated', pull: 42, grant: grant(), request, bindings: [fact()] });
const heartbeat = (voids?: readonly number[]): Draft => ({
  ...draft({ kind: 'heartbeat', pull: null }),
  ...(voids === undefined ? {} : { voids }),
});
const at = (record: Draft, seq: number): LedgerRecord => ({ ...record, seq });

describe('a record under no checkpoint', () => {
  it.each<[boolean, readonly RecordKind[]]>([
    [true, ['ended', 'revoked', 'removed', 'altered', 'unexplained', 'refused', 'lapsed', 'quarantined', 'heartbeat']],
    [
      false,
      [
        ...(['genesis', 'intent', 'activated', 'reviewed', 'review-overdue'] as const),
        ...(['released', 'deny-policies', 'used', 'key-rotated', 'policies-changed'] as const),
      ],
    ],
  ])('counts: %s, for exactly these kinds: %j', (counts, kinds) => {
    expect(RECORD_KINDS.filter((kind) => isWithholding({ kind }) === counts).sort()).toEqual([...kinds].sort());
  });

  it('counts for nothing where it voids others', () => {
    expect(isWithholding({ kind: 'heartbeat', voids: [3] })).toBe(false);
  });

  it('closes access and opens none', () => {
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, activated]));
    const closing = at({ ...activated, kind: 'revoked' }, 2);
    const opening = at({ ...activated, pull: 43, grant: grant({ pull: 43 }) }, 3);
    const { state, uncounted } = foldUnsealed(sealed, [closing, opening]);
    expect(state.byPull.get(42)?.entries.get(`${PROJECT} ${VIEWER}`)?.is).toBe('closed');
    expect(state.byPull.has(43)).toBe(false);
    expect(uncounted).toEqual([opening]);
  });

  it('does not replace the grant of a request: not its requester, by whom a quarantine finds it', () => {
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, activated]));
    const other = grant({ requester: { login: 'dave', id: 1004 } });
    const forged = at({ ...activated, kind: 'revoked', grant: other, bindings: [fact('roles/other')] }, 2);
    const { state, uncounted } = foldUnsealed(sealed, [forged]);
    expect(state.byPull.get(42)?.grant).toEqual(grant());
    expect(uncounted).toEqual([forged]);
    // The same record with the grant as it is on record counts.
    expect(foldUnsealed(sealed, [{ ...forged, grant: grant() }]).uncounted).toEqual([]);
  });

  it.each<[string, Partial<Draft>]>([
    ['a grant that is not on record', { pull: 43, grant: grant({ pull: 43 }) }],
    ['another path, by which its deletion would not be seen', { request: { path: 'x', blob: 'y', url: null } }],
    ['a request of a pull request that is not on record', { pull: 43, request: { path: 'x', blob: 'y', url: null } }],
    ['a time of long ago, by which it would be forgotten', { at: '2000-01-01T00:00:00Z' }],
    ['reasons that cannot be told', { reasons: [null] as unknown as Draft['reasons'] }],
    ['a run that is none', { run: { kind: {} } as unknown as Draft['run'] }],
    ['bindings that are none', { bindings: [{ ...fact(), before: [5] as unknown as [] }] }],
    ['evidence that is none', { kind: 'refused', pull: 44, decision: {} as unknown as NonNullable<Draft['decision']> }],
  ])('counts for nothing where it brings %s', (_, change) => {
    const bare = draft({ kind: 'ended', pull: 42 });
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, activated]));
    const forged = at({ ...bare, ...change }, 2);
    const { state, uncounted } = foldUnsealed(sealed, [forged]);
    expect(uncounted).toEqual([forged]);
    expect(state).toEqual(sealed);
  });

  it('counts where an honest run could not sign: closings as they are on record, and verdicts', () => {
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, activated]));
    const judged = { verdict: 'denied', reasons: [], results: [], approvals: [], evidence: evidence() } as const;
    const honest = [
      { ...activated, kind: 'ended', at: END },
      draft({ kind: 'revoked', pull: 77, bindings: [fact()] }),
      draft({ kind: 'refused', pull: 43, request, decision: judged }),
      draft({ kind: 'unexplained', pull: null, bindings: [fact()] }),
      heartbeat(),
    ] as const;
    expect(
      foldUnsealed(
        sealed,
        honest.map((one, index) => at({ ...one, at: END }, index + 2)),
      ).uncounted,
    ).toEqual([]);
  });

  it.each<[string, Partial<Draft>, boolean]>([
    ['ended before its window is over', { kind: 'ended' }, false],
    ['revoked', { kind: 'revoked' }, true],
    ['removed', { kind: 'removed' }, true],
    ['removed where it was not active', { kind: 'removed', bindings: [fact('roles/other')] }, false],
    ['revoked without a binding', { kind: 'revoked', bindings: [] }, false],
    ['refused although access was given', { kind: 'refused', bindings: [] }, false],
    ['told of at great length', { kind: 'revoked', reasons: [{ code: 'x', sentence: 'y'.repeat(65_536) }] }, false],
    [
      'reviewed in passing',
      { kind: 'revoked', review: { by: null } as unknown as NonNullable<Draft['review']> },
      false,
    ],
  ])('closes in the order of an honest run: what is %s counts: %s', (_, change, counts) => {
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, activated]));
    const { uncounted } = foldUnsealed(sealed, [at({ ...activated, ...change }, 2)]);
    expect(uncounted).toHaveLength(counts ? 0 : 1);
  });

  it('does not replace a verdict, nor the path of one', () => {
    const refusal = draft({ kind: 'refused', pull: 43, request });
    const stray = draft({ kind: 'refused', pull: null, request: { ...request, path: 'requests/2026/11/stray.yaml' } });
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, refusal, stray]));
    const again = [
      { ...refusal, request: { ...request, path: 'x' } },
      { ...refusal, kind: 'lapsed' as const },
      { ...stray, request: { ...request, path: 'requests/2026/11/stray.yaml', blob: 'other' } },
    ].map((one, index) => at(one, index + 3));
    expect(foldUnsealed(sealed, again).uncounted).toEqual(again);
  });

  it('does not decide a request a second time', () => {
    const sealed = foldRecords(EMPTY_STATE, numbered([GENESIS, activated]));
    const decision = { verdict: 'approved', reasons: [], results: [], approvals: [], evidence: evidence() } as const;
    const again = at({ ...activated, kind: 'revoked', decision }, 2);
    expect(foldUnsealed(sealed, [again]).uncounted).toEqual([again]);
  });
});

describe('a heartbeat voids', () => {
  const B = RECORDS_PER_SHARD;
  it.each<[string, readonly (readonly [number, readonly number[]])[], readonly number[]]>([
    ['records of its own file', [[B + 9, [B + 1, B + 7]]], [B + 1, B + 7]],
    ['no record of the file before', [[B + 9, [B - 1, B + 1]]], [B + 1]],
    ['where it begins a file, records of the file before alone', [[2 * B, [B - 1, B + 1]]], [B + 1]],
    [
      'nothing where a later one voids it',
      [
        [5, [3]],
        [7, [5]],
      ],
      [5],
    ],
  ])('%s', (_, heartbeats, voided) => {
    const records = heartbeats.map(([seq, voids]) => ({ seq, voids }));
    expect([...voidedBy(records)]).toEqual(voided);
  });

  it('so that nothing follows from them', () => {
    const records = numbered([GENESIS, activated, heartbeat([1])]);
    const state = foldRecords(EMPTY_STATE, records);
    expect(state.byPull.has(42)).toBe(false);
    expect(countingRecords(records, 3).map(({ seq }) => seq)).toEqual([0, 2]);
  });

  it('only under a checkpoint: until then the record it names counts', () => {
    const records = numbered([GENESIS, activated, heartbeat([1])]);
    expect(countingRecords(records, 2).map(({ seq }) => seq)).toEqual([0, 1]);
  });

  it.each<[string, Draft]>([
    ['on a record of another kind', { ...activated, voids: [0] }],
    ['of the genesis', heartbeat([0])],
    ['of nothing', heartbeat([])],
    ['of itself', heartbeat([2])],
    ['of what is no number', heartbeat(['1' as unknown as number])],
  ])('and a line is no record with voids %s', (_, odd) => {
    const lines = numbered([GENESIS, activated, odd]).map(lineOf);
    expect(parseLedger([{ path: 'audit/entries/000000.jsonl', text: `${lines.join('\n')}\n` }])).toEqual({
      invalid: 'audit/entries/000000.jsonl:3 is not a canonical audit record',
    });
  });
});

it('a genesis on a later record is refused: it would name other documents that count from the start', () => {
  const { genesis } = GENESIS;
  const lines = numbered([GENESIS, { ...heartbeat(), ...(genesis === undefined ? {} : { genesis }) }]).map(lineOf);
  expect(parseLedger([{ path: 'audit/entries/000000.jsonl', text: `${lines.join('\n')}\n` }])).toEqual({
    invalid: 'audit/entries/000000.jsonl:2 has a genesis although it is not the first record',
  });
});
