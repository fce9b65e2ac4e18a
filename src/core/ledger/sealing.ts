import { addSeconds, CLOCK_SKEW } from '../time.ts';
import { CLOSING_KINDS, entryKey, isUndecided, type GrantState } from './grant-state.ts';
import { canonicalText } from './canonical.ts';
import type { Draft, LedgerRecord, RecordKind } from './record.ts';
import { voidedBy } from './voids.ts';
import { foldRecords } from './fold.ts';
import { EMPTY_STATE, type LedgerState } from './ledger-state.ts';
import { isTellable } from './tellable.ts';

/*
 * A record is sealed once a checkpoint covers it. Whoever can only push to `audit` can append records, but cannot seal
 * them. Unsealed records therefore count only where they withhold something, and bring nothing else.
 */

/** Kinds of records that withhold and so may count without a seal. */
const WITHHOLDING: ReadonlySet<RecordKind> = new Set([
  ...(['ended', 'revoked', 'removed', 'altered', 'unexplained'] as const),
  ...(['refused', 'lapsed', 'quarantined', 'heartbeat'] as const),
]);

/** Answers if records of a kind may count under no checkpoint. */
export function isWithholding({ kind, voids }: Pick<Draft, 'kind' | 'voids'>): boolean {
  return WITHHOLDING.has(kind) && voids === undefined;
}

/** Answers if a record counts under no checkpoint, after everything in `state`. A draft that does not waits for a signature. */
export function countsUnsealed(record: Draft, state: LedgerState): boolean {
  return isWithholding(record) && isInTime(record, state) && isTellable(record) && bringsNothing(record, state);
}

/** Clocks may differ, but a record of long ago would make what it is about be forgotten. */
function isInTime({ at }: Draft, { last }: LedgerState): boolean {
  return last === undefined || at >= addSeconds(last, -2 * CLOCK_SKEW);
}

/**
 * A grant, its requester, its request and the evidence of a decision come only under a seal. Otherwise another requester would
 * escape a quarantine, another path the request's deletion, and another approver would lose their `/revoke`.
 */
function bringsNothing(record: Draft, state: LedgerState): boolean {
  const { kind, pull, grant, decision, request, bindings } = record;
  const known = pull === null ? undefined : state.byPull.get(pull);
  if (grant !== undefined && (known?.grant === undefined || canonicalText(grant) !== canonicalText(known.grant)))
    return false;
  if (kind === 'refused' || (kind === 'lapsed' && bindings === undefined))
    return bindings === undefined && isFirstVerdict(record, known, state);
  return decision === undefined && (request === undefined || isItsRequest(request, known)) && isInOrder(record, known);
}

/** A verdict is final: none replaces another, nor its path. */
function isFirstVerdict({ pull, request }: Draft, known: GrantState | undefined, { strayPaths }: LedgerState): boolean {
  if (pull !== null) return known === undefined || isUndecided(known);
  return request === undefined || !strayPaths.has(request.path);
}

/** A closing that an honest run would not make is none: it would stand out of its order for ever. */
function isInOrder({ kind, at, bindings = [] }: Draft, known: GrantState | undefined): boolean {
  if (!CLOSING_KINDS.includes(kind)) return true;
  const states = bindings.map(({ resource, role }) => known?.entries.get(entryKey(resource, role))?.is);
  if (kind === 'removed') return states.length > 0 && states.every((is) => is === 'active');
  if (kind === 'ended' && known?.grant !== undefined && at < known.grant.window.end) return false;
  return states.some((is) => is !== 'closed');
}

function isItsRequest({ path, blob }: NonNullable<Draft['request']>, known: GrantState | undefined): boolean {
  return known !== undefined && path === known.path && (blob === null || blob === known.blob);
}

/** A ledger whose last records lie under no checkpoint. */
export interface UnsealedTail {
  /** Everything that counts, folded. */
  readonly state: LedgerState;
  /** Unsealed records that count for nothing, oldest first. The heartbeat that seals them voids them by number. */
  readonly uncounted: readonly LedgerRecord[];
}

/**
 * Folds unsealed records into the state of the sealed ones.
 * @param tail the records after the last checkpoint, oldest first
 */
export function foldUnsealed(sealed: LedgerState, tail: readonly LedgerRecord[]): UnsealedTail {
  let state = sealed;
  const uncounted: LedgerRecord[] = [];
  for (const record of tail) {
    const counted = countsUnsealed(record, state) ? foldOrNothing(state, record) : undefined;
    if (counted === undefined) uncounted.push(record);
    state = counted ?? foldRecords(state, [record], new Set([record.seq]));
  }
  return { state, uncounted };
}

/** The state after a record; `undefined` where the record is too odd to be followed. */
function foldOrNothing(state: LedgerState, record: LedgerRecord): LedgerState | undefined {
  try {
    return foldRecords(state, [record]);
  } catch {
    return undefined;
  }
}

/** The records of a ledger that count, in order. @param covered how many of them the last checkpoint covers */
export function countingRecords(records: readonly LedgerRecord[], covered: number): readonly LedgerRecord[] {
  const sealed = records.slice(0, covered);
  const tail = records.slice(covered);
  const uncounted = tail.length === 0 ? [] : foldUnsealed(foldRecords(EMPTY_STATE, sealed), tail).uncounted;
  const left = new Set([...voidedBy(sealed), ...uncounted.map(({ seq }) => seq)]);
  return records.filter(({ seq }) => !left.has(seq));
}
