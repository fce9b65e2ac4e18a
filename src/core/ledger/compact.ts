import { compactAccepted } from '../acceptance/versions.ts';
import { monthOf, monthsAround } from '../documents/paths.ts';
import { addSeconds, LONGEST_DURATION, type Instant } from '../time.ts';
import { hasOpenEntries, type GrantState } from './grant-state.ts';
import type { LedgerState } from './ledger-state.ts';

/** Seconds after its window for which a closed grant is kept whole. No later question needs the rest. */
const KEPT_WHOLE = LONGEST_DURATION + 86_400;

/**
 * Removes the facts that no later question needs. A grant's state stays whole while a binding is open or its review is owed.
 * It also stays whole for eight days after its window. After that, path, blob, head and fate stay while runs read the request files of its
 * month. They keep a run from judging or recording the file again. Finally the state is dropped.
 */
export function compact(state: LedgerState, at: Instant): LedgerState {
  const { byPull, strayPaths, drift, unexplained } = state;
  const dayBefore = addSeconds(at, -86_400);
  const [firstMonth = ''] = monthsAround(dayBefore);
  const grants = [...byPull.values()];
  const open = new Set(grants.filter(hasOpenEntries));
  const openMonths = new Set([...open].map(({ path }) => monthOf(path)));
  // Thousands of paths are in few folders.
  const folders = new Map<string, boolean>();
  const isLookedAt = (path: string): boolean => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const month = monthOf(folder);
    const looked = month !== undefined && (month >= firstMonth || openMonths.has(month));
    folders.set(folder, looked);
    return looked;
  };
  const wholeSince = addSeconds(at, -KEPT_WHOLE);
  const driftSince = addSeconds(at, -DRIFT_KEPT);
  const kept = new Map<number, GrantState>();
  for (const grant of grants) {
    if (open.has(grant) || isWhole(grant, wholeSince)) kept.set(grant.pull, grant);
    else if (isLookedAt(grant.path)) kept.set(grant.pull, bare(grant));
  }
  return {
    ...state,
    byPull: kept,
    accepted: compactAccepted(state.accepted, at),
    strayPaths: new Map([...strayPaths].filter(([path]) => isLookedAt(path))),
    drift: drift.filter((record) => record.at >= driftSince),
    unexplained: new Map([...unexplained].filter(([, when]) => when >= dayBefore)),
  };
}

/** Seconds. Reports have the drift of one day, and clocks may differ a little. */
const DRIFT_KEPT = 2 * 86_400;

/** True if a grant without open bindings stays whole. @param since grants that ended by then do not */
function isWhole(state: GrantState, since: Instant): boolean {
  const { grant, last } = state;
  const over = grant === undefined || grant.window.end < last ? last : grant.window.end;
  return over > since || owesReview(state);
}

function owesReview({ review }: GrantState): boolean {
  return review?.state === 'owed' || review?.state === 'overdue';
}

/** Keeps head and issue with the path: a head commit serves once, and an issue belongs to one pull request. */
function bare(state: GrantState): GrantState {
  if (isBare(state)) return state;
  const { pull, path, blob, head, fate, review, last } = state;
  return {
    ...{ pull, path, blob, head, fate, last },
    ...{ grant: undefined, entries: new Map(), approvers: [] },
    ...(review === undefined ? {} : { review: { ...review, text: null } }),
    ...{ wasGiven: false, closedAt: undefined, usageRead: false },
  };
}

function isBare({ grant, entries, approvers, review, wasGiven, closedAt, usageRead }: GrantState): boolean {
  return (
    grant === undefined &&
    entries.size === 0 &&
    approvers.length === 0 &&
    (review?.text ?? null) === null &&
    !wasGiven &&
    closedAt === undefined &&
    !usageRead
  );
}
