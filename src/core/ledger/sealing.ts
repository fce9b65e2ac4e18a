import { addSeconds, CLOCK_SKEW } from '../time.ts';
import { CLOSING_KINDS, entryKey, isUndecided, type GrantState } from './grant-state.ts';
import { canonicalText } from './canonical.ts';
import type { Draft, LedgerRecord, RecordKind } from './record.ts';
import { voidedBy } from './voids.ts';
import { foldRecords } from './fold.ts';
import { EMPTY_STATE, type LedgerState } from './ledger-state.ts';
import { isTellable } from './tellable.ts';

/*
 * A record is sealed once a checkpoint covers it. A person who can only push to `audit` can append records, but not seal
 * them. So an unsealed record counts only if it withholds access and adds nothing else.
 */

/** Kinds of records that withhold access, and so may count unsealed. */
const WITHHOLDING: ReadonlySet<RecordKind> = new Set([
  ...(['ended', 'revoked', 'removed', 'altered', 'unexplained'] as const),
  ...(['refused', 'lapsed', 'quarantined', 'heartbeat'] as const),
]);

/** True if records of this kind may count unsealed. */
export function isWithholding({ kind, voids }: Pick<Draft, 'kind' | 'voids'>): boolean {
  return WITHHOLDING.has(kind) && voids === undefined;
}

/** True if a record counts unsealed after `state`. Any other draft waits for a signature. */
export function countsUnsealed(record: Draft, state: LedgerState): boolean {
  return isWithholding(record) && isInTime(record, state) && isTellable(record) && bringsNothing(record, state);
}

/** True unless the record is older than clock skew allows. An old time would make runs forget its subject too early. */
function isInTime({ at }: Draft, { last }: LedgerState): boolean {
  return last === undefined || at >= addSeconds(last, -2 * CLOCK_SKEW);
}

/**
 * True if a record adds no new fact. A grant, its requester, its request and a decision's evidence count only sealed. A false
 * requester would escape a quarantine, and a false path the request's deletion. A false approver would replace the one who
 * may `/revoke`.
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

/** True if no verdict is on record. Verdicts are final: none replaces another or its path. */
function isFirstVerdict({ pull, request }: Draft, known: GrantState | undefined, { strayPaths }: LedgerState): boolean {
  if (pull !== null) return known === undefined || isUndecided(known);
  return request === undefined || !strayPaths.has(request.path);
}

/** True if an honest run could close the bindings now. Another closing would leave the ledger out of order for ever. */
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

/** A ledger whose last records are unsealed. */
export interface UnsealedTail {
  /** The state of all records that count. */
  readonly state: LedgerState;
  /** Unsealed records that do not count, oldest first. The heartbeat that seals them voids them by number. */
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

/** Returns the state after a record; `undefined` if the record cannot be folded. */
function foldOrNothing(state: LedgerState, record: LedgerRecord): LedgerState | undefined {
  try {
    return foldRecords(state, [record]);
  } catch {
    return undefined;
  }
}

/** Returns the records that count, in order. @param covered number of records under the last checkpoint */
export function countingRecords(records: readonly LedgerRecord[], covered: number): readonly LedgerRecord[] {
  const sealed = records.slice(0, covered);
  const tail = records.slice(covered);
  const uncounted = tail.length === 0 ? [] : foldUnsealed(foldRecords(EMPTY_STATE, sealed), tail).uncounted;
  const left = new Set([...voidedBy(sealed), ...uncounted.map(({ seq }) => seq)]);
  return records.filter(({ seq }) => !left.has(seq));
}
