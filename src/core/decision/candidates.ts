import type { Judged } from './decision.ts';

/**
 * Chooses the pull request that counts for a request file. Several merged ones can hold its commit, because anybody who
 * may write can open another one on it. So one's refusal does not touch another's approval.
 *
 * The pull request on record counts, if there is one. Otherwise an approved one counts before one that waits, and a
 * refusal counts last. Among several of them, the one with the fewest reasons counts.
 */
export function chooseCandidate(
  [first, ...others]: readonly [Judged, ...Judged[]],
  isOnRecord: (pull: number) => boolean,
): Judged {
  const all = [first, ...others];
  const recorded = all.find(({ evidence: { pull } }) => pull !== null && isOnRecord(pull.number));
  return recorded ?? all.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best));
}

const ORDER = { approved: 0, pending: 1, denied: 2 } as const;

/** Lower counts first. No decision has a thousand reasons. */
function weightOf({ decision: { verdict, reasons } }: Judged): number {
  return ORDER[verdict] * 1000 + Math.min(reasons.length, 999);
}
