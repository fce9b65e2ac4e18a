import type { LedgerRecord } from '../ledger/record.ts';
import { addSeconds, type Instant } from '../time.ts';

const KINDS: readonly string[] = ['altered', 'removed', 'unexplained'];
const A_DAY = 86_400;

/** True if a record reports a change by hand to a binding that only pull requests may change. */
export function isDrift({ kind }: Pick<LedgerRecord, 'kind'>): boolean {
  return KINDS.includes(kind);
}

/** Returns the drift of the last day. Its issues may not be open yet. */
export function recentDrift(drift: readonly LedgerRecord[], now: Instant): readonly LedgerRecord[] {
  const since = addSeconds(now, -A_DAY);
  return drift.filter(({ at }) => at >= since);
}
