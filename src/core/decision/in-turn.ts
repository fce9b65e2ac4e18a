import { judge } from './judge.ts';
import type { Judged } from './decision.ts';

/**
 * Lets the break-glass requests of one run wait for each other, in the order of their merges. The ledger does not have
 * the earlier ones yet. A request that these would use up the limit of waits for the next run, which reads them there.
 *
 * @param accountsOf all account numbers of the person with this account
 */
export function judgeInTurn(
  judged: readonly Judged[],
  accountsOf: (id: number) => readonly number[],
): readonly Judged[] {
  const approved = new Map<number, readonly number[]>();
  const waiting = new Map<Judged, Judged>();
  for (const one of judged.toSorted(byMerge)) {
    const { grant } = one.decision;
    const { onRecord, pull } = one.evidence;
    if (grant?.breakGlass === undefined || pull === null || onRecord?.unreviewed == null) continue;
    const person = Math.min(...accountsOf(grant.requester.id));
    const earlier = approved.get(person) ?? [];
    const judgedAfter = (unreviewed: readonly number[] | null) =>
      judge({ ...one.evidence, onRecord: { ...onRecord, unreviewed } });
    const all = [...new Set([...onRecord.unreviewed, ...earlier])];
    if (judgedAfter(all).decision.grant === undefined) waiting.set(one, judgedAfter(null));
    else approved.set(person, [...earlier, pull.number]);
  }
  return judged.map((one) => waiting.get(one) ?? one);
}

function byMerge({ evidence: { pull: a } }: Judged, { evidence: { pull: b } }: Judged): number {
  const [first, second] = [a?.mergedAt ?? '', b?.mergedAt ?? ''];
  if (first !== second) return first < second ? -1 : 1;
  return (a?.number ?? 0) - (b?.number ?? 0);
}
