import type { Party } from '../../core/documents/policy.ts';
import { recentDrift } from '../../core/drift/drift.ts';
import { DRIFT_LABEL, driftBody, driftMarker, driftTitle } from '../../core/drift/letter.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import { message, type Message } from '../../core/message.ts';
import type { Issues } from '../../core/ports.ts';
import { bears, duplicateComment } from '../../core/review/letter.ts';
import type { ReviewIssue } from '../../core/review/opinion.ts';
import type { Instant } from '../../core/time.ts';

export interface DriftInputs {
  readonly repository: { readonly id: number; readonly name: string };
  readonly security: readonly Party[];
  readonly now: Instant;
}

/** Maximum number of issues that one run opens. The next run opens the others. */
const MOST_ISSUES = 10;

/**
 * Opens one issue for each drift record of the last day that has none. Reads GitHub only if there is such a record.
 * @returns errors; the next run retries
 */
export async function reportDrift(
  { issues }: { readonly issues: Issues },
  drift: readonly LedgerRecord[],
  { repository, security, now }: DriftInputs,
): Promise<readonly Message[]> {
  const recent = recentDrift(drift, now);
  if (recent.length === 0) return [];
  try {
    const there = await issues.ours(DRIFT_LABEL);
    const unreported = recent.filter(({ seq }) => about(there, repository.id, seq).length === 0);
    const first = unreported.slice(0, MOST_ISSUES);
    for (const record of first)
      await issues.open({
        title: driftTitle({ record }),
        body: driftBody({ record, repository, security }),
        labels: [DRIFT_LABEL],
        assignees: [],
      });
    if (first.length > 0) await closeDoubled(issues, first, repository.id);
    return unreported.length > first.length
      ? [
          message(
            'drift-unreported',
            `drift records that still need an issue: ${unreported.length - first.length}. The next run opens them`,
          ),
        ]
      : [];
  } catch (error) {
    const why = `GitHub did not open an issue about recorded drift, so the next run retries: ${errorMessage(error)}`;
    return [message('drift-unreported', why)];
  }
}

/** Closes duplicates. If two runs open one issue each, the first one counts. */
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
