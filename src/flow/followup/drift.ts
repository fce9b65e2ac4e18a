import { recentDrift } from '../../core/drift/drift.ts';
import { DRIFT_LABEL, driftBody, driftMarker, driftTitle } from '../../core/drift/letter.ts';
import type { Party } from '../../core/documents/policy.ts';
import type { LedgerRecord } from '../../core/ledger/ledger.ts';
import { bears, duplicateComment } from '../../core/review/letter.ts';
import type { ReviewIssue } from '../../core/review/opinion.ts';
import type { Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { Issues } from '../../core/ports.ts';

export interface DriftInputs {
  readonly repository: { readonly id: number; readonly name: string };
  readonly security: readonly Party[];
  readonly now: Instant;
}

/** However much was changed at once, a run opens so many issues; the next goes on. */
const MOST_ISSUES = 10;

/**
 * Tells people of drift: one issue for each record of the last day that has none. GitHub is asked only where there is such
 * a record.
 * @returns what could not be told, in sentences; the next run tries again
 */
export async function reportDrift(
  { issues }: { readonly issues: Issues },
  drift: readonly LedgerRecord[],
  { repository, security, now }: DriftInputs,
): Promise<readonly string[]> {
  const recent = recentDrift(drift, now);
  if (recent.length === 0) return [];
  try {
    const there = await issues.ours(DRIFT_LABEL);
    const untold = recent.filter(({ seq }) => about(there, repository.id, seq).length === 0);
    const first = untold.slice(0, MOST_ISSUES);
    for (const record of first)
      await issues.open({
        title: driftTitle({ record }),
        body: driftBody({ record, repository, security }),
        labels: [DRIFT_LABEL],
        assignees: [],
      });
    if (first.length > 0) await closeDoubled(issues, first, repository.id);
    return untold.length > first.length
      ? [`drift: ${untold.length - first.length} more records wait for an issue; the next run opens them`]
      : [];
  } catch (error) {
    return [`drift on record could not be told by an issue: ${errorMessage(error)}; the next run tries again`];
  }
}

/** Two runs may open one each: the first one is it. */
async function closeDoubled(issues: Issues, records: readonly LedgerRecord[], repository: number): Promise<void> {
  const there = await issues.ours(DRIFT_LABEL);
  for (const { seq } of records) {
    const [first, ...more] = about(there, repository, seq);
    for (const { number, state } of more) {
      if (first === undefined || state === 'closed') continue;
      await issues.comment(number, duplicateComment(first.number));
      await issues.change(number, { close: 'not_planned' });
    }
  }
}

function about(issues: readonly ReviewIssue[], repository: number, record: number): readonly ReviewIssue[] {
  const marker = driftMarker(repository, record);
  return issues.filter(({ body }) => bears(body, marker)).toSorted((a, b) => a.number - b.number);
}
