import { sha256 } from '../digest.ts';
import type { RecordContext } from './drafts.ts';
import type { Grant } from '../grant/grant.ts';
import type { LedgerRecord } from './record.ts';
import { sentenceFor } from './story.ts';
import type { Instant } from '../time.ts';

/**
 * An entry of the log outside GitHub. Its `insertId` and `timestamp` follow from its content, so a retry adds no second
 * entry. Cloud Logging drops entries that have both in common.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
export interface OutsideEntry {
  readonly insertId: string;
  readonly timestamp: Instant;
  readonly severity: 'INFO' | 'NOTICE' | 'WARNING';
  readonly labels: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Makes the entries of intents, which are logged before any write to IAM. */
export function intentEntries(
  grants: readonly Grant[],
  repository: string,
  { run, version }: RecordContext,
): OutsideEntry[] {
  return grants.map((grant) => ({
    insertId: sha256(`intent ${repository} ${grant.pull} ${grant.window.start}`).slice(0, 40),
    timestamp: grant.window.start,
    severity: 'NOTICE',
    labels: labelsFor('intent', repository, grant.pull),
    payload: { message: `intent #${grant.pull}: ${grant.requester.login} under ${grant.policy}`, grant, run, version },
  }));
}

/** Makes the entries of recorded records, without the evidence of decisions and verdicts, which is too long for the log. */
export function logEntriesFor(records: readonly LedgerRecord[], repository: string): OutsideEntry[] {
  return records.map(({ decision, change, ...record }) => ({
    insertId: sha256(`record ${repository} ${record.seq} ${record.kind}`).slice(0, 40),
    timestamp: record.at,
    severity: isGrave(record) ? 'WARNING' : 'INFO',
    labels: labelsFor(record.kind, repository, record.pull),
    payload: { message: sentenceFor(whole(record, decision, change)), record: { ...record, ...verdictsOf(change) } },
  }));
}

function whole(record: LedgerRecord, decision: LedgerRecord['decision'], change: LedgerRecord['change']): LedgerRecord {
  return { ...record, ...(decision === undefined ? {} : { decision }), ...(change === undefined ? {} : { change }) };
}

/** The log receives the verdicts on a change without their evidence, which is too long for it. */
function verdictsOf(change: LedgerRecord['change']): object {
  if (change === undefined) return {};
  const { commit, at, documents, approvedBy } = change;
  return { change: { commit, at, documents, approvedBy } };
}

const GRAVE: readonly string[] = ['altered', 'removed', 'unexplained', 'refused', 'review-overdue', 'quarantined'];

function isGrave({ kind, review }: Pick<LedgerRecord, 'kind' | 'review'>): boolean {
  return GRAVE.includes(kind) || review?.verdict === 'not justified';
}

function labelsFor(event: string, repository: string, pull: number | null): Record<string, string> {
  return { event, repository, ...(pull === null ? {} : { pull: String(pull) }) };
}
