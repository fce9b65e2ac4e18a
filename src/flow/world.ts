import type { Evidence } from '../core/decision/evidence.ts';
import type { BranchRule, Fact } from '../core/gate/facts.ts';
import type { BindingChange } from '../core/grant/actor.ts';
import type { RawPolicy } from '../core/grant/iam-policy.ts';
import type { Shard } from '../core/ledger/ledger.ts';
import type { Instant } from '../core/time.ts';
import type { Comments } from './early-end.ts';
import type { Incidents } from './incidents.ts';
import type { ReviewWorld } from './reviews.ts';
import type { AuditLogs } from './usage.ts';

/*
 * The outside, as far as reconcile needs it. Readings of GitHub throw an Error whose message says what could not be
 * read; everything else answers with a value that says what happened.
 */

export interface Repository {
  readonly repository: () => Promise<RepositoryState>;
  /** The default branch at one commit: documents, requests of the months around now. */
  readonly overview: () => Promise<Overview>;
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

export interface Overview {
  readonly repository: RepositoryState;
  readonly documents: readonly DocumentFile[];
  readonly requests: readonly DocumentFile[];
  /** The months (`YYYY-MM`) of these requests. */
  readonly months: readonly string[];
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
  /** The id of its folder `policies/`; `null`: it has none, or GitHub does not tell. */
  readonly policies: string | null;
}

export interface LastChange {
  readonly at: Instant;
  readonly pull: number | null;
  readonly by: string | null;
}

export interface Subject {
  readonly head: string;
  readonly path: string;
  readonly defaultBranch: string;
  readonly mainline: readonly MainlineCommit[];
  /** Paths of the documents whose changes decide. */
  readonly documents: readonly string[];
  /** What the ledger began with; `null`: it could not be read. */
  readonly genesis: Evidence['genesis'];
  /** Whether people are known by the name single sign-on gives them. */
  readonly saml: boolean;
  /** Slugs of every team that may matter. */
  readonly teams: readonly string[];
  /** More teams, which the documents at a commit name. */
  readonly teamsAt: (commit: string) => Promise<readonly string[]>;
  /** Teams that an organization as it once was asks to approve changes. */
  readonly teamsIn: (organization: string) => readonly string[];
}

/** What GitHub tells of a request: all of the evidence but the documents it is judged by and what is on record. */
export type Facts = Omit<Evidence, 'documents' | 'genesis' | 'onRecord' | 'incident'>;

export type Gathered = { readonly facts: Facts; readonly unknown?: undefined } | { readonly unknown: string };

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

/** What guards the repository, as far as every run asks. Never throws: what GitHub does not tell is a fact without a value. */
export interface Gate {
  /** The active rules of a branch, whether it is there yet or not. */
  readonly rulesOf: (branch: string) => Promise<Fact<readonly BranchRule[]>>;
}

/** Google's own record of who changed IAM policies. */
export interface PolicyHistory {
  /** What was recorded on a resource since an instant, in any order; the newest, where there are very many. `null`: it cannot be read. */
  readonly changes: (resource: string, since: Instant) => Promise<readonly BindingChange[] | null>;
}

export interface World extends ReviewWorld {
  readonly repository: Repository;
  readonly gate: Gate;
  readonly iam: IamPolicies;
  /** Absent: nobody is asked who was behind a drift. */
  readonly history?: PolicyHistory;
  readonly ledger: LedgerBranch;
  readonly incidents: Incidents;
  readonly comments: Comments;
  readonly auditLogs: AuditLogs;
  /** Keys in Cloud KMS by their names, and the key this run was given, if it was. */
  readonly signers: (kms: readonly string[]) => readonly Signer[];
  readonly openBucket: (name: string) => Bucket;
  readonly openLog: (config: { readonly project: string; readonly name: string }) => OutsideLog;
  /** Waits before try `attempt` (from 1), longer each time, with jitter. */
  readonly pause: (attempt: number) => Promise<void>;
}
