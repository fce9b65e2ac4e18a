import type { DocumentDigests, Evidence } from '../core/decision/evidence.ts';
import type { BindingChange } from '../core/grant/actor.ts';
import type { RawPolicy } from '../core/grant/iam-policy.ts';
import type { Shard } from '../core/ledger/ledger.ts';
import type { Instant } from '../core/time.ts';

/*
 * The outside, as far as reconcile needs it. Readings of GitHub throw an Error whose message says what could not be
 * read; everything else answers with a value that says what happened.
 */

export interface Repository {
  readonly repository: () => Promise<RepositoryState>;
  /** Every `policies/*.yaml` at a commit. */
  readonly documents: (commit: string) => Promise<readonly DocumentFile[]>;
  /** Every request file of the months (`YYYY-MM`) given. */
  readonly requestFiles: (commit: string, months: readonly string[]) => Promise<readonly DocumentFile[]>;
  /** First parents only, newest first. */
  readonly mainline: (head: string, since: Instant) => Promise<readonly MainlineCommit[]>;
  readonly lastChange: (head: string, path: string) => Promise<LastChange | undefined>;
  readonly gather: (subject: Subject) => Promise<Gathered>;
  /** GitHub's clock, by its last answer. */
  readonly time: () => Instant | undefined;
}

export interface RepositoryState {
  readonly id: number;
  readonly name: string;
  readonly defaultBranch: string;
  readonly head: string;
}

export interface DocumentFile {
  readonly path: string;
  readonly blob: string;
  readonly mode: string;
  /** `null` if too long to be a document, or no file. */
  readonly bytes: Uint8Array | null;
}

export interface MainlineCommit {
  readonly sha: string;
  readonly committedAt: Instant;
  readonly parents: readonly string[];
}

export interface LastChange {
  readonly at: Instant;
  readonly pull: number | null;
  readonly by: string | null;
}

export interface Subject {
  readonly head: string;
  readonly path: string;
  readonly mainline: readonly MainlineCommit[];
  readonly teams: readonly string[];
  readonly documentsOf: (commit: string) => Promise<DocumentDigests | null>;
}

export type Gathered = { readonly evidence: Evidence; readonly unknown?: undefined } | { readonly unknown: string };

/** IAM allow policies, read at version 3 and written against their etag. */
export interface IamPolicies {
  readonly read: (resource: string) => Promise<{ readonly policy: RawPolicy } | { readonly unreadable: string }>;
  /** @param reason goes into Google's own audit log. */
  readonly write: (resource: string, policy: RawPolicy, reason: string) => Promise<WriteResult>;
  readonly time: () => Instant | undefined;
}

export type WriteResult =
  | { readonly outcome: 'written' | 'conflict' }
  /** `rejected`: invalid, nothing landed. `refused`: no permission. `busy`: try later. `uncertain`: may have landed. */
  | { readonly outcome: 'rejected' | 'refused' | 'busy' | 'uncertain'; readonly sentence: string };

/** The audit branch. */
export interface LedgerBranch {
  readonly read: () => Promise<LedgerReading>;
  readonly append: (head: string, files: readonly Shard[], message: Message) => Promise<Appended>;
}

export type LedgerReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | { readonly kind: 'read'; readonly head: string; readonly shards: readonly Shard[] };

export interface Message {
  readonly headline: string;
  readonly body: string;
}

export type Appended =
  | { readonly outcome: 'appended'; readonly head: string }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'failed'; readonly sentence: string };

/** The log outside GitHub; `written` means acknowledged. */
export interface OutsideLog {
  readonly write: (
    entries: readonly LogEntry[],
  ) => Promise<{ readonly outcome: 'written' } | { readonly outcome: 'failed'; readonly sentence: string }>;
}

export interface LogEntry {
  readonly insertId: string;
  readonly timestamp: Instant;
  readonly severity: 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR';
  readonly labels: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Google's own record of who changed IAM policies. */
export interface PolicyHistory {
  /** What was recorded on a resource since an instant, in any order; the newest, where there are very many. `null`: it cannot be read. */
  readonly changes: (resource: string, since: Instant) => Promise<readonly BindingChange[] | null>;
}

export interface World {
  readonly repository: Repository;
  readonly iam: IamPolicies;
  /** Absent: nobody is asked who was behind a drift. */
  readonly history?: PolicyHistory;
  readonly ledger: LedgerBranch;
  readonly openLog: (config: { readonly project: string; readonly name: string }) => OutsideLog;
  /** Waits before try `attempt` (from 1), longer each time, with jitter. */
  readonly pause: (attempt: number) => Promise<void>;
}
