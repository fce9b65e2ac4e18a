import type { DocumentVerdict, RecordedChange } from '../acceptance/change.ts';
import type { Reason } from '../decision/rule.ts';
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
    payload: {
      message: sentenceFor(whole(record, decision, change)),
      record: change === undefined ? record : { ...record, ...verdictsOf(record, change) },
    },
  }));
}

function whole(record: LedgerRecord, decision: LedgerRecord['decision'], change: LedgerRecord['change']): LedgerRecord {
  return { ...record, ...(decision === undefined ? {} : { decision }), ...(change === undefined ? {} : { change }) };
}

/** Maximum number of items of each list of a change in the log. Cloud Logging refuses entries above 256 KiB. */
const MOST_ITEMS = 50;
const MOST_REASONS = 3;
const MOST_CONTRIBUTORS = 20;
/** UTF-16 units of one text. */
const LONGEST_TEXT = 300;

/**
 * The log receives the verdicts on a change without their evidence, which is too long for it. A change of very many
 * documents is cut short. `leftOut` has the number of items that the ledger has and the entry has not.
 */
function verdictsOf({ reasons }: Pick<LedgerRecord, 'reasons'>, change: RecordedChange): object {
  const { commit, at, documents, approvedBy } = change;
  const leftOut = {
    documents: Math.max(0, documents.length - MOST_ITEMS),
    reasons: Math.max(0, reasons.length - MOST_ITEMS),
    approvedBy: Math.max(0, approvedBy.length - MOST_ITEMS),
  };
  return {
    reasons: reasons.slice(0, MOST_ITEMS).map(shortReason),
    change: {
      ...{ commit, at },
      documents: documents.slice(0, MOST_ITEMS).map(shortVerdict),
      approvedBy: approvedBy.slice(0, MOST_ITEMS),
      ...(Object.values(leftOut).some((count) => count > 0) ? { leftOut } : {}),
    },
  };
}

function shortVerdict({ path, blob, verdict, reasons, contributors }: DocumentVerdict): object {
  const left = Math.max(0, reasons.length - MOST_REASONS);
  const hidden = Math.max(0, (contributors?.length ?? 0) - MOST_CONTRIBUTORS);
  return {
    ...{ path: clipped(path), blob, verdict, reasons: reasons.slice(0, MOST_REASONS).map(shortReason) },
    ...(contributors === undefined ? {} : { contributors: contributors.slice(0, MOST_CONTRIBUTORS) }),
    ...(left + hidden === 0 ? {} : { leftOut: { reasons: left, contributors: hidden } }),
  };
}

function shortReason({ code, sentence }: Reason): Reason {
  return { code, sentence: clipped(sentence) };
}

/** Cuts a text between code points, because half a pair is no text. */
function clipped(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text
        .slice(0, LONGEST_TEXT - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}

const GRAVE: readonly string[] = ['altered', 'removed', 'unexplained', 'refused', 'review-overdue', 'quarantined'];

function isGrave({ kind, review }: Pick<LedgerRecord, 'kind' | 'review'>): boolean {
  return GRAVE.includes(kind) || review?.verdict === 'not justified';
}

function labelsFor(event: string, repository: string, pull: number | null): Record<string, string> {
  return { event, repository, ...(pull === null ? {} : { pull: String(pull) }) };
}
