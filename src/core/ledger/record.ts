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

/** One audit record: one line of the ledger. What is not known is `null`, what does not apply is absent. */
export interface LedgerRecord extends Draft {
  /** Counts from 0 without gaps. */
  readonly seq: number;
}

/** A record before it has its place. */
export interface Draft {
  readonly schema: 1;
  readonly kind: RecordKind;
  /** When it was seen to be true, by the clocks of GitHub and Google. */
  readonly at: Instant;
  readonly pull: number | null;
  /** The request file, for every record that has one. */
  readonly request?: { readonly path: string; readonly blob: string | null; readonly url: string | null };
  /** On the first record of a pull request: the decision, and everything it rests on. */
  readonly decision?: RecordedDecision;
  readonly grant?: Grant;
  readonly bindings?: readonly BindingFact[];
  /** On a record that somebody is in quarantine. */
  readonly quarantine?: QuarantineFact;
  /** On a record that a quarantine was lifted. */
  readonly release?: ReleaseFact;
  /** On a record of what became of deny policies. */
  readonly deny?: DenyFact;
  /** On a record that glass once broken was reviewed. */
  readonly review?: ReviewRecord;
  /** On `used`: what the principal was seen to do, read once the grant has closed. */
  readonly usage?: UsageDigest;
  readonly reasons: readonly Reason[];
  readonly run: RunFact;
  readonly tool: { readonly name: 'pullcord'; readonly version: string };
  readonly genesis?: Genesis;
  /** On `genesis` and `key-rotated`: the keys that sign from here on, as `formatKey` writes them. */
  readonly keys?: readonly string[];
  /** On `heartbeat`: numbers of earlier records that lay under no checkpoint and count for nothing. */
  readonly voids?: readonly number[];
  /** On the first record of every file but the first: SHA-256 of `audit/open.json`, in hexadecimal. */
  readonly open?: string;
}

/** Kinds of records about the review that broken glass owes. */
export const REVIEW_KINDS = ['reviewed', 'review-overdue'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** `heartbeat`: nothing else was to be recorded for a day. `key-rotated`: others sign from here on. */
export const RECORD_KINDS = [
  ...(['genesis', 'intent'] as const),
  ...EVENT_KINDS,
  ...REVIEW_KINDS,
  ...QUARANTINE_KINDS,
  ...(['used', 'heartbeat', 'key-rotated'] as const),
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export interface RecordedDecision {
  readonly verdict: 'approved' | 'pending' | 'denied';
  readonly reasons: readonly Reason[];
  /** Every rule with what came of it, in the words people were shown. */
  readonly results: readonly Result[];
  readonly approvals: readonly ApprovalAccount[];
  /** The requester's proof, if the policy demanded one. */
  readonly proof?: ProofFact;
  readonly evidence: Evidence;
}

/** The change of one (resource, role): our bindings before and after. */
export interface BindingFact {
  readonly resource: string;
  readonly role: string;
  readonly before: readonly Binding[];
  readonly after: readonly Binding[];
  readonly unconditionalBefore: readonly string[];
  /** Of drift: the person behind it, by Google's audit log; `null`: the log does not name one. */
  readonly actor?: Actor | null;
}

/** Which run wrote a record: a workflow run, or somebody's command line. */
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
  /** The default branch's commit, and the documents it had. */
  readonly commit: string;
  readonly policies: DocumentDigests;
  /** Request files that were there already: examples, not requests. */
  readonly requests: DocumentDigests;
}

/** A record's one line: RFC 8785 canonical JSON, without the newline. @throws {Unfit} where it may not be written */
export function lineOf(record: LedgerRecord): string {
  return canonicalLine({ ...record });
}
