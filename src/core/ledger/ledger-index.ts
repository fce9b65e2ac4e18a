import type { OnRecord } from '../plan/table.ts';
import { isQuarantineKind, isQuarantineNews } from '../quarantine/on-record.ts';
import { addSeconds, type Instant } from '../time.ts';
import { foldRecords } from './fold.ts';
import { entryKey, isOpenEntry, resourceOf, roleOf } from './grant-state.ts';
import { EMPTY_STATE, keysOfUnexplained, type LedgerState } from './ledger-state.ts';
import { isReviewNews, overdueAmong } from './on-review.ts';
import type { Draft, LedgerRecord } from './record.ts';

/** The state, with the questions a plan and a decision ask of it. */
export interface LedgerIndex extends OnRecord, LedgerState {
  /**
   * Pull requests by which these people broke glass and whose review is overdue; `null`: one is past its time by `now`,
   * and no run has recorded yet what became of it.
   */
  readonly overdueReviewsOf: (ids: readonly number[], now: Instant) => readonly number[] | null;
}

/** Folds records, oldest first. */
export function indexRecords(records: readonly LedgerRecord[]): LedgerIndex {
  return toIndex(foldRecords(EMPTY_STATE, records));
}

/** Answers what a plan and a decision ask of a state. */
export function toIndex(state: LedgerState): LedgerIndex {
  const { byPull } = state;
  return {
    ...state,
    overdueReviewsOf: (ids, now) => overdueAmong([...byPull.values()], ids, now),
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

/** Seconds without a record after which one is made for its own sake: a day, less the time a late run may need. */
const SILENCE = 86_400 - 3600;

/** Answers if the ledger was silent for so long that its schedule could be dead. */
export function isSilent({ last }: LedgerState, now: Instant): boolean {
  return last !== undefined && addSeconds(last, SILENCE) <= now;
}

/** Answers if a draft says something that the ledger does not. Another run may have recorded it meanwhile. */
export function isNews(draft: Draft, index: LedgerIndex): boolean {
  if (draft.kind === 'genesis') return true;
  if (isQuarantineKind(draft.kind)) return isQuarantineNews(draft, index.quarantines);
  if (draft.kind === 'heartbeat') return draft.reasons.length > 0 || isSilent(index, draft.at);
  if (draft.kind === 'key-rotated') return JSON.stringify(draft.keys) !== JSON.stringify(index.keys);
  if (draft.kind === 'unexplained') return keysOfUnexplained(draft).some((key) => !index.unexplained.has(key));
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
