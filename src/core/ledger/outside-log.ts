import { sha256 } from '../digest.ts';
import type { RecordContext } from './drafts.ts';
import type { Grant } from '../grant/grant.ts';
import type { LedgerRecord } from './record.ts';
import { sentenceFor } from './story.ts';
import type { Instant } from '../time.ts';

/**
 * What goes to the log outside GitHub. `insertId` and `timestamp` follow from what is said, so that saying it twice is
 * saying it once: Cloud Logging drops entries that agree in both.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
export interface OutsideEntry {
  readonly insertId: string;
  readonly timestamp: Instant;
  readonly severity: 'INFO' | 'NOTICE' | 'WARNING';
  readonly labels: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Said before IAM is touched. */
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

/** Said after the ledger has it: each record, with its decision left to the ledger for its size. */
export function logEntriesFor(records: readonly LedgerRecord[], repository: string): OutsideEntry[] {
  return records.map(({ decision, ...record }) => ({
    insertId: sha256(`record ${repository} ${record.seq} ${record.kind}`).slice(0, 40),
    timestamp: record.at,
    severity: isGrave(record) ? 'WARNING' : 'INFO',
    labels: labelsFor(record.kind, repository, record.pull),
    payload: { message: sentenceFor({ ...record, ...(decision === undefined ? {} : { decision }) }), record },
  }));
}

const GRAVE: readonly string[] = ['altered', 'removed', 'unexplained', 'refused', 'review-overdue', 'quarantined'];

function isGrave({ kind, review }: Pick<LedgerRecord, 'kind' | 'review'>): boolean {
  return GRAVE.includes(kind) || review?.verdict === 'not justified';
}

function labelsFor(event: string, repository: string, pull: number | null): Record<string, string> {
  return { event, repository, ...(pull === null ? {} : { pull: String(pull) }) };
}
