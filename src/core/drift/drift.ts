import type { LedgerRecord } from '../ledger/record.ts';
import { addSeconds, type Instant } from '../time.ts';

const KINDS: readonly string[] = ['altered', 'removed', 'unexplained'];
const A_DAY = 86_400;

/** Whether a record says that somebody changed by hand what only pull requests change. */
export function isDrift({ kind }: Pick<LedgerRecord, 'kind'>): boolean {
  return KINDS.includes(kind);
}

/** Records of drift that somebody may not have been told of: those of the last day. */
export function recentDrift(drift: readonly LedgerRecord[], now: Instant): readonly LedgerRecord[] {
  const since = addSeconds(now, -A_DAY);
  return drift.filter(({ at }) => at >= since);
}
