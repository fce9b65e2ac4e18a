import { canonicalText } from './canonical.ts';
import { voidedBy, type Draft, type LedgerRecord, type RecordKind } from './ledger.ts';
import { foldAll, type State } from './on-record.ts';

/*
 * A record is sealed once a checkpoint covers it. Whoever can only push to `audit` can append records, but cannot seal
 * them. Unsealed records therefore count only where they withhold something.
 */

/** Kinds of records that withhold and so count without a seal. */
const WITHHOLDING: ReadonlySet<RecordKind> = new Set([
  ...(['ended', 'revoked', 'removed', 'altered', 'unexplained'] as const),
  ...(['refused', 'lapsed', 'quarantined', 'heartbeat'] as const),
]);

/** Answers if a draft may be appended without a checkpoint of its own. */
export function isWithholding({ kind, voids }: Pick<Draft, 'kind' | 'voids'>): boolean {
  return WITHHOLDING.has(kind) && voids === undefined;
}

/** A ledger whose last records lie under no checkpoint. */
export interface UnsealedTail {
  /** Everything that counts, folded. */
  readonly state: State;
  /** Unsealed records that count for nothing, oldest first. The heartbeat that seals them voids them by number. */
  readonly uncounted: readonly LedgerRecord[];
}

/**
 * Folds unsealed records into the state of the sealed ones.
 * @param tail the records after the last checkpoint, oldest first
 */
export function foldUnsealed(sealed: State, tail: readonly LedgerRecord[]): UnsealedTail {
  let state = sealed;
  const uncounted: LedgerRecord[] = [];
  for (const record of tail) {
    const counts = isWithholding(record) && repeatsWhatIsOnRecord(record, state);
    if (!counts) uncounted.push(record);
    state = foldAll(state, [record], counts ? NONE : new Set([record.seq]));
  }
  return { state, uncounted };
}

const NONE: ReadonlySet<number> = new Set();

/** A grant decided under a seal is not replaced without one: another requester would escape a quarantine. */
function repeatsWhatIsOnRecord({ pull, grant, decision }: LedgerRecord, { byPull }: State): boolean {
  const known = pull === null ? undefined : byPull.get(pull)?.grant;
  if (known === undefined) return true;
  return decision === undefined && (grant === undefined || canonicalText(grant) === canonicalText(known));
}

/** The records of a ledger that count, in order. @param covered how many of them the last checkpoint covers */
export function countingRecords(records: readonly LedgerRecord[], covered: number): readonly LedgerRecord[] {
  const voided = voidedBy(records.slice(0, covered));
  return records.filter((record) => !voided.has(record.seq) && (record.seq < covered || isWithholding(record)));
}
