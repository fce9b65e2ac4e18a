import type { DocumentDigests, Evidence } from '../core/decision/evidence.ts';
import type { RawPolicy } from '../core/grant/iam-policy.ts';
import type { Shard } from '../core/ledger/ledger.ts';
import type { Instant } from '../core/time.ts';
import type { AuditLogs } from './usage.ts';

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
  /** Every file of records at a commit. */
  readonly shards: (head: string) => Promise<readonly Shard[]>;
  readonly append: (head: string, files: readonly Shard[], message: Message) => Promise<Appended>;
}

export type LedgerReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | {
      readonly kind: 'read';
      readonly head: string;
      /** `audit/checkpoint`, `audit/open.json` and the last file of records, where they are there. */
      readonly checkpoint: string | undefined;
      readonly opening: string | undefined;
      readonly last: Shard | undefined;
    };

/** Who signs checkpoints: a key in Cloud KMS, or one in a file. */
export interface Signer {
  /** For people: which key this is. */
  readonly name: string;
  /** Ed25519 over the text's UTF-8: 64 bytes. */
  readonly sign: (text: string) => Promise<{ readonly signature: Uint8Array } | { readonly failed: string }>;
  /** 32 bytes. */
  readonly publicKey: () => Promise<{ readonly key: Uint8Array } | { readonly failed: string }>;
}

/** Objects that are created once and never replaced, in Cloud Storage. */
export interface Bucket {
  /** `exists`: there is one of this name already, whatever it says. */
  readonly create: (name: string, text: string) => Promise<Created>;
  readonly read: (name: string) => Promise<{ readonly text: string } | { readonly unread: string }>;
  /** Names with this prefix from `first` on, in order, a thousand at most. */
  readonly list: (
    prefix: string,
    first: string,
  ) => Promise<{ readonly names: readonly string[] } | { readonly unread: string }>;
}

export type Created =
  { readonly outcome: 'created' | 'exists' } | { readonly outcome: 'failed'; readonly sentence: string };

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

export interface World {
  readonly repository: Repository;
  readonly iam: IamPolicies;
  readonly ledger: LedgerBranch;
  readonly auditLogs: AuditLogs;
  /** Keys in Cloud KMS by their names, and the key this run was given, if it was. */
  readonly signers: (kms: readonly string[]) => readonly Signer[];
  readonly openBucket: (name: string) => Bucket;
  readonly openLog: (config: { readonly project: string; readonly name: string }) => OutsideLog;
  /** Waits before try `attempt` (from 1), longer each time, with jitter. */
  readonly pause: (attempt: number) => Promise<void>;
}
