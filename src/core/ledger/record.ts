import type { RecordedChange } from '../acceptance/change.ts';
import type { UsageDigest } from '../audit/usage.ts';
import type { ApprovalAccount } from '../decision/approval.ts';
import type { Reason, Result } from '../decision/rule.ts';
import type { DocumentDigests, Evidence } from '../decision/evidence.ts';
import type { ProofFact } from '../decision/rules/proof.ts';
import type { Actor } from '../plan/table.ts';
import type { Grant } from '../grant/grant.ts';
import type { Binding } from '../grant/iam-policy.ts';
import { EVENT_KINDS } from '../plan/table.ts';
import { QUARANTINE_KINDS, type DenyFact, type QuarantineFact, type ReleaseFact } from '../quarantine/fact.ts';
import type { ReviewRecord } from '../review/review.ts';
import type { Instant } from '../time.ts';
import { canonicalLine } from './canonical.ts';

/** One audit record: one line of the ledger. Unknown members are `null`; members that do not apply are absent. */
export interface LedgerRecord extends Draft {
  /** Number of the record, from 0 without gaps. */
  readonly seq: number;
  /** On the first record of a commit, and of a file: the commit that it was appended to. Older records lack it. */
  readonly parent?: string;
}

/** A record without its number. */
export interface Draft {
  readonly schema: 1;
  readonly kind: RecordKind;
  /** Time of the observation, by the clocks of GitHub and Google. */
  readonly at: Instant;
  readonly pull: number | null;
  /** The request file, if the record has one. */
  readonly request?: { readonly path: string; readonly blob: string | null; readonly url: string | null };
  /** On the first record of a pull request: the decision and its evidence. */
  readonly decision?: RecordedDecision;
  readonly grant?: Grant;
  readonly bindings?: readonly BindingFact[];
  /** On `quarantined`: the quarantine. */
  readonly quarantine?: QuarantineFact;
  /** On a record of the end of a quarantine. */
  readonly release?: ReleaseFact;
  /** On a record about deny policies. */
  readonly deny?: DenyFact;
  /** On `reviewed`: the break-glass review. */
  readonly review?: ReviewRecord;
  /** On `policies-changed`: the verdicts on a change of documents, with their evidence. */
  readonly change?: RecordedChange;
  /** On `used`: the principal's use of the access, read after the grant closed. */
  readonly usage?: UsageDigest;
  readonly reasons: readonly Reason[];
  readonly run: RunFact;
  readonly tool: { readonly name: 'pullcord'; readonly version: string };
  readonly genesis?: Genesis;
  /** On `genesis` and `key-rotated`: the keys that sign from here on, as `formatKey` writes them. */
  readonly keys?: readonly string[];
  /** On `heartbeat`: numbers of earlier records without a checkpoint that do not count. */
  readonly voids?: readonly number[];
  /** On the first record of every file except the first: SHA-256 of `audit/open.json`, in hexadecimal. */
  readonly open?: string;
}

/** Kinds of records about break-glass reviews. */
export const REVIEW_KINDS = ['reviewed', 'review-overdue'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/**
 * `policies-changed`: the verdicts on a change of documents. `heartbeat`: a day had no other record. `key-rotated`: other
 * keys sign from here on.
 */
export const RECORD_KINDS = [
  ...(['genesis', 'policies-changed', 'intent'] as const),
  ...EVENT_KINDS,
  ...REVIEW_KINDS,
  ...QUARANTINE_KINDS,
  ...(['used', 'heartbeat', 'key-rotated'] as const),
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export interface RecordedDecision {
  readonly verdict: 'approved' | 'pending' | 'denied';
  readonly reasons: readonly Reason[];
  /** Every rule with its result, in the words that people saw. */
  readonly results: readonly Result[];
  readonly approvals: readonly ApprovalAccount[];
  /** The requester's proof, if the policy demanded one. */
  readonly proof?: ProofFact;
  readonly evidence: Evidence;
}

/** A change of one (resource, role): Pullcord's bindings before and after. */
export interface BindingFact {
  readonly resource: string;
  readonly role: string;
  readonly before: readonly Binding[];
  readonly after: readonly Binding[];
  readonly unconditionalBefore: readonly string[];
  /** On drift: its author according to Google's audit log; `null` if the log names none. */
  readonly actor?: Actor | null;
}

/** The writer of a record: a workflow run or a command line. */
export interface RunFact {
  readonly kind: 'actions' | 'cli';
  readonly id: string;
  readonly attempt: string;
  readonly event: string;
  readonly url: string;
}

export interface Genesis {
  readonly installation: string;
  readonly repository: { readonly id: number; readonly name: string };
  /** The commit of the default branch. `policies` has its documents. */
  readonly commit: string;
  readonly policies: DocumentDigests;
  /** Request files that already existed. They are examples, not requests. */
  readonly requests: DocumentDigests;
}

/** Returns a record's line: RFC 8785 canonical JSON without the newline. @throws {Unfit} if it may not be written */
export function lineOf(record: LedgerRecord): string {
  return canonicalLine({ ...record });
}
