import type { OnRecord } from '../plan/table.ts';
import { isQuarantineKind, isQuarantineNews } from '../quarantine/on-record.ts';
import { addSeconds, type Instant } from '../time.ts';
import { foldRecords } from './fold.ts';
import { entryKey, hasOpenEntries, isOpenEntry, resourceOf, roleOf, type GrantState } from './grant-state.ts';
import { EMPTY_STATE, keysOfUnexplained, type LedgerState } from './ledger-state.ts';
import { isReviewNews, overdueAmong } from './on-review.ts';
import type { Draft, LedgerRecord } from './record.ts';

/** The state, with the questions that plans and decisions ask. */
export interface LedgerIndex extends OnRecord, LedgerState {
  /**
   * Returns these people's pull requests with an overdue break-glass review. Returns `null` if a review is due by `now` and
   * no run has recorded its result yet.
   */
  readonly overdueReviewsOf: (ids: readonly number[], now: Instant) => readonly number[] | null;
  /** Returns these people's break-glass pull requests whose access nobody has reviewed, or that may still give some. */
  readonly unreviewedOf: (ids: readonly number[]) => readonly number[];
}

/** True for access that was given, and for access that an approved request may still give. */
function awaitsReview(state: GrantState, ids: readonly number[]): boolean {
  const { review } = state;
  if (review === undefined || !ids.includes(review.requester)) return false;
  return review.state === 'asked' ? state.fate === 'granted' && hasOpenEntries(state) : review.state !== 'reviewed';
}

/** Folds records, oldest first. */
export function indexRecords(records: readonly LedgerRecord[]): LedgerIndex {
  return toIndex(foldRecords(EMPTY_STATE, records));
}

/** Adds the questions of plans and decisions to a state. */
export function toIndex(state: LedgerState): LedgerIndex {
  const { byPull } = state;
  return {
    ...state,
    overdueReviewsOf: (ids, now) => overdueAmong([...byPull.values()], ids, now),
    unreviewedOf: (ids) => [...byPull.values()].filter((state) => awaitsReview(state, ids)).map(({ pull }) => pull),
    entry(pull, resource, role) {
      const known = byPull.get(pull);
      if (known?.fate === 'refused') return { is: 'refused', unconditionalBefore: [] };
      if (known?.fate === 'lapsed') return { is: 'closed', unconditionalBefore: [] };
      return known?.entries.get(entryKey(resource, role));
    },
    open: (resource) =>
      [...byPull.values()].flatMap((known) =>
        [...known.entries]
          .filter(([key, entry]) => isOpenEntry(entry) && resourceOf(key) === resource)
          .map(([key]) => ({ pull: known.pull, role: roleOf(key) })),
      ),
  };
}

/** Seconds without a record after which a run adds a heartbeat: a day, less the delay of a late run. */
const SILENCE = 86_400 - 3600;

/** True if the ledger had no record for so long that the schedule may have stopped. */
export function isSilent({ last }: LedgerState, now: Instant): boolean {
  return last !== undefined && addSeconds(last, SILENCE) <= now;
}

/** True if the ledger does not have the event of a draft yet. Another run may have recorded it meanwhile. */
export function isNews(draft: Draft, index: LedgerIndex): boolean {
  if (draft.kind === 'genesis') return true;
  if (isQuarantineKind(draft.kind)) return isQuarantineNews(draft, index.quarantines);
  if (draft.kind === 'heartbeat') return draft.reasons.length > 0 || isSilent(index, draft.at);
  if (draft.kind === 'key-rotated') return JSON.stringify(draft.keys) !== JSON.stringify(index.keys);
  if (draft.kind === 'unexplained') return keysOfUnexplained(draft).some((key) => !index.unexplained.has(key));
  if (draft.kind === 'policies-changed')
    return !index.accepted.judged.some(({ commit }) => commit === draft.change?.commit);
  if (draft.pull === null)
    return draft.request === undefined || index.strayPaths.get(draft.request.path) !== draft.request.blob;
  const known = index.byPull.get(draft.pull);
  if (draft.kind === 'reviewed' || draft.kind === 'review-overdue') return isReviewNews(draft.kind, known?.review);
  if (draft.kind === 'refused') return known === undefined;
  if (draft.kind === 'used') return known !== undefined && !known.usageRead;
  if (draft.kind === 'lapsed' && draft.bindings === undefined) return known === undefined;
  if (known !== undefined && known.fate !== 'granted') return false;
  const states = (draft.bindings ?? []).map(({ resource, role }) => known?.entries.get(entryKey(resource, role))?.is);
  if (draft.kind === 'intent') return states.some((is) => is === undefined);
  if (draft.kind === 'activated') return states.some((is) => is === undefined || is === 'intent');
  return states.some((is) => is !== 'closed');
}
