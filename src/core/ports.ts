import type { ChangeEvidence } from './acceptance/change.ts';
import type { Evidence, PeopleFacts, PullFact, RepositoryFact } from './decision/evidence.ts';
import type {
  ActionsFact,
  BranchRule,
  CodeownersError,
  EnvironmentFact,
  Fact,
  GateRepository,
  RulesetFact,
  TextFile,
  TokenFact,
} from './gate/facts.ts';
import type { BindingChange } from './plan/attribution.ts';
import type { RawPolicy } from './grant/iam-policy.ts';
import type { BranchActivity, BranchCommit, BranchUpdate } from './ledger/branch-activity.ts';
import type { PinFile } from './ledger/pin.ts';
import type { Shard } from './ledger/shard.ts';
import type { PullComment } from './revocation/revoke-comment.ts';
import type { DenyPolicy } from './quarantine/deny-policy.ts';
import type { IssueComment, ReviewIssue, ReviewMaterial } from './review/opinion.ts';
import type { Standings } from './review/review.ts';
import type { Instant } from './time.ts';

/*
 * Every interface to the outside, once. Edges implement them, flows use them, tests replace them. Methods that read GitHub
 * throw an Error whose message names the unreadable resource. All other methods return their outcome as a value.
 */

/** Everything outside that a run uses. */
export interface Ports {
  readonly repository: Repository;
  readonly gate: BranchRules;
  readonly iam: IamPolicies;
  /** Absent if no audit log is readable. Drift is then recorded without an actor. */
  readonly history?: PolicyHistory;
  readonly ledger: LedgerBranch;
  readonly incidents: Incidents;
  readonly comments: Comments;
  readonly issues: Issues;
  readonly reviews: Reviews;
  readonly auditLogs: AuditLogs;
  /** Signers for Cloud KMS key versions by name, and for the key in the run's settings, if there is one. */
  readonly signers: (kms: readonly string[]) => readonly Signer[];
  readonly openBucket: (name: string) => Bucket;
  readonly openLog: (config: { readonly project: string; readonly name: string }) => OutsideLog;
  /** Waits before attempt number `attempt` (from 1), longer each time, with jitter. */
  readonly pause: (attempt: number) => Promise<void>;
}

// ── GitHub: the repository ──

/** The repository on GitHub. Each method throws if GitHub does not return the whole answer. */
export interface Repository {
  readonly repository: () => Promise<RepositoryState>;
  /** Reads the default branch at one commit, in one round trip: documents, and requests of the months around now. */
  readonly overview: () => Promise<Overview>;
  /** Reads every `policies/*.yaml` at a commit, by path. */
  readonly documents: (commit: string) => Promise<readonly DocumentFile[]>;
  /** Reads `.github/pullcord-genesis` at a commit of the default branch. */
  readonly pin: (commit: string) => Promise<PinFile>;
  /** Reads every request file of these months (`YYYY-MM`), by path. */
  readonly requestFiles: (commit: string, months: readonly string[]) => Promise<readonly DocumentFile[]>;
  /**
   * Reads first parents only, newest first, from `head` down to the last commit at or after `since`. It ends earlier at
   * the commit `until`, if the line has it.
   */
  readonly mainline: (head: string, since: Instant, until?: string) => Promise<readonly MainlineCommit[]>;
  /** Reads the pull request behind a commit of the default branch, and the facts about its people. */
  readonly gatherChange: (subject: ChangeSubject) => Promise<GatheredChange>;
  /** True if `head` has the commit in its history. */
  readonly contains: (head: string, commit: string) => Promise<boolean>;
  /** Reads the last change or removal of a path. `undefined` if the path has no history. */
  readonly lastChange: (head: string, path: string) => Promise<LastChange | undefined>;
  /** Reads the facts for the decision on a request that is on the default branch. */
  readonly gather: (subject: MergedSubject) => Promise<Gathered>;
  /** The time in GitHub's last answer. */
  readonly time: () => Instant | undefined;
}

/** The default branch at one of its commits. */
export interface Overview {
  readonly repository: RepositoryState;
  readonly documents: readonly DocumentFile[];
  readonly pin: PinFile;
  readonly requests: readonly DocumentFile[];
  /** The months (`YYYY-MM`) of these requests. */
  readonly months: readonly string[];
}

export interface RepositoryState {
  readonly id: number;
  /** `owner/name`, as GitHub spells it. */
  readonly name: string;
  readonly defaultBranch: string;
  /** The default branch's commit. */
  readonly head: string;
}

export interface DocumentFile {
  readonly path: string;
  readonly blob: string;
  readonly mode: string;
  /** `null` if it is too long for a document, or not a file. */
  readonly bytes: Uint8Array | null;
}

export interface MainlineCommit {
  readonly sha: string;
  readonly committedAt: Instant;
  /** The first parent continues the mainline. */
  readonly parents: readonly string[];
  /** The id of its folder `policies/`. `null` if it has none, or GitHub does not return it. */
  readonly policies: string | null;
}

export interface LastChange {
  /** The time of the merge. For a commit without a pull request, the commit's own date. */
  readonly at: Instant;
  readonly pull: number | null;
  /** Login of the person who merged it. `null` for a commit without a pull request. */
  readonly by: string | null;
}

/** A request on the default branch, with everything needed to gather its facts. */
export interface MergedSubject {
  /** The commit of the default branch for all reads. */
  readonly head: string;
  readonly path: string;
  readonly defaultBranch: string;
  readonly mainline: readonly MainlineCommit[];
  /** True if single sign-on identifies people. */
  readonly saml: boolean;
  /** Slugs of every team that may matter. */
  readonly teams: readonly string[];
  /** Reads the teams in the documents that were accepted before the merge. It may fail; the evidence then lacks them. */
  readonly teamsBefore: (pull: Omit<PullFact, 'pushers'>) => Promise<readonly string[]>;
}

/** A commit of the default branch that changed documents. */
export interface ChangeSubject {
  readonly commit: string;
  readonly repository: RepositoryFact;
  readonly mainline: readonly MainlineCommit[];
  readonly saml: boolean;
  readonly teams: readonly string[];
  /** Numeric ids of everybody who made earlier changes in it. Single sign-on must know them too. */
  readonly contributors: readonly number[];
}

/** The facts about a change, without those about its documents. */
export type ChangeFacts = Pick<ChangeEvidence, 'pull' | 'gathered'> & PeopleFacts;

export type GatheredChange =
  | { readonly facts: ChangeFacts; readonly unknown?: undefined }
  | { readonly unknown: string; readonly facts?: undefined };

/** GitHub's part of the evidence: everything except the documents, the ledger's facts and the incident. */
export type Facts = Omit<
  Evidence,
  'documents' | 'texts' | 'versions' | 'changes' | 'genesis' | 'onRecord' | 'incident' | 'edition'
>;

/**
 * The facts, or the reason that GitHub did not return them. Several merged pull requests can hold the commit of one
 * request: `others` has the facts with each of the others.
 */
export type Gathered =
  | { readonly facts: Facts; readonly others: readonly Facts[]; readonly unknown?: undefined }
  | { readonly unknown: string; readonly facts?: undefined };

/** GitHub for a check: read-only, with the token of a pull request's own run. */
export interface PullRequests {
  readonly repository: Repository['repository'];
  readonly documents: Repository['documents'];
  readonly pin: Repository['pin'];
  readonly pullFiles: (number: number) => Promise<readonly { readonly path: string; readonly change: string }[]>;
  /** Reads the facts of an open pull request, as if it were merged onto `head` now. */
  readonly gatherPull: (subject: PullSubject) => Promise<GatheredPull>;
}

export interface PullSubject {
  readonly number: number;
  /** The commit of the default branch for the check. */
  readonly head: string;
  /** The request file. `undefined` if the pull request adds none. */
  readonly path: string | undefined;
  readonly teams: readonly string[];
  readonly saml: boolean;
}

export type GatheredPull =
  | {
      readonly facts: Facts;
      readonly requests: readonly { readonly path: string; readonly bytes: Uint8Array | null }[];
      readonly unknown?: undefined;
    }
  | { readonly unknown: string; readonly facts?: undefined };

// ── GitHub: its protection ──

/** The rules of branches. Never throws: an unreadable rule is a fact without a value. */
export interface BranchRules {
  /** Reads the active rules of a branch. The branch need not exist. */
  readonly rulesOf: (branch: string) => Promise<Fact<readonly BranchRule[]>>;
}

/** All protection settings of the repository. Only `repository` throws. */
export interface GateReader extends BranchRules {
  readonly repository: () => Promise<GateRepository>;
  readonly files: (commit: string) => Promise<GateFiles>;
  /** Reads the number of the team that has this slug now. */
  readonly teamNumber: (slug: string) => Promise<Fact<number>>;
  readonly settings: () => Promise<GateSettings>;
}

export interface GateFiles {
  readonly paths: Fact<readonly string[]>;
  readonly codeowners: Fact<{ readonly file: TextFile | null }>;
  readonly workflows: Fact<readonly TextFile[]>;
  /** The bytes of `policies/organization.yaml`. `bytes` is `null` if there is no such file. */
  readonly organization: Fact<{ readonly bytes: Uint8Array | null }>;
}

/** A type, not an interface, so that `Object.values` has a precise type. */
export type GateSettings = {
  readonly rulesets: Fact<readonly RulesetFact[]>;
  readonly codeownersErrors: Fact<readonly CodeownersError[]>;
  readonly actions: Fact<ActionsFact>;
  readonly token: Fact<TokenFact>;
  readonly forkApproval: Fact<string>;
  readonly environments: Fact<readonly EnvironmentFact[]>;
  readonly secrets: Fact<readonly string[]>;
  readonly twoFactorRequired: Fact<boolean>;
};

// ── GitHub: people and issues ──

/** Comments on pull requests. */
export interface Comments {
  /** Reads every comment on these pull requests since `at`, new or edited. It may return others too. Throws. */
  readonly since: (at: Instant, pulls: readonly number[]) => Promise<readonly PullComment[]>;
  /** Reads the numeric ids of a team's members, by `teamKey`. `null` if unreadable. Never throws. */
  readonly team: (key: string) => Promise<readonly number[] | null>;
}

/** The issues that ask for reviews and report drift. Every method throws an Error whose message names the failure. */
export interface Issues {
  /** Reads every issue with this label by the token's own account, open or closed. */
  readonly ours: (label: string) => Promise<readonly ReviewIssue[]>;
  readonly open: (issue: NewIssue) => Promise<void>;
  readonly comment: (issue: number, body: string) => Promise<void>;
  readonly change: (issue: number, change: IssueChange) => Promise<void>;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Logins. GitHub may refuse to assign some of them, so the text mentions them too. */
  readonly assignees: readonly string[];
}

export interface IssueChange {
  /** All labels, including those that the issue already has. */
  readonly labels?: readonly string[];
  readonly close?: 'completed' | 'not_planned';
}

/** Break-glass reviews and their authors. Throws like `Issues`. */
export interface Reviews {
  readonly ofPull: (pull: number) => Promise<ReviewMaterial['reviews']>;
  /** Reads the current issue and its comments, oldest first. */
  readonly conversation: (
    issue: number,
  ) => Promise<{ readonly issue: ReviewIssue; readonly comments: readonly IssueComment[] }>;
  readonly standings: (
    people: readonly { readonly id: number; readonly login: string }[],
    teams: readonly string[],
    saml: boolean,
  ) => Promise<Standings>;
}

// ── Incidents ──

/** The places of incidents. Every method throws an Error whose message says why there was no answer. */
export interface Incidents {
  /** @param repository `owner/name`. @returns `undefined` if there is no such issue, and the token could read it */
  readonly issue: (repository: string, number: number) => Promise<IssueAnswer | undefined>;
  /** Reads an incident by id or number. `undefined` if PagerDuty has no such incident. */
  readonly pagerduty: (id: string) => Promise<PagerDutyAnswer | undefined>;
}

export interface IssueAnswer {
  readonly isPull: boolean;
  readonly state: 'open' | 'closed';
  readonly labels: readonly string[];
  readonly url: string;
}

export interface PagerDutyAnswer {
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  /** The id of the incident's service. */
  readonly service: string;
  readonly url: string;
}

// ── Google Cloud: IAM ──

/** IAM allow policies, read at version 3 and written against their etag. */
export interface IamPolicies {
  /** @param resource a name in a form of `RESOURCE_KINDS` */
  readonly read: (resource: string) => Promise<ReadResult>;
  /**
   * Replaces the policy once, if its etag is current. Only the caller retries, not the edge.
   * @param reason for Google's own audit log, which shows it beside the change
   */
  readonly write: (resource: string, policy: RawPolicy, reason: string) => Promise<WriteResult>;
  /** The latest time in any of Google's answers. */
  readonly time: () => Instant | undefined;
}

export type ReadResult = { readonly policy: RawPolicy } | { readonly unreadable: string };

/** The result of a write. Except for `written`, only an `uncertain` write may have landed. */
export type WriteResult =
  | { readonly outcome: 'written'; readonly policy: RawPolicy }
  /** The policy changed after the read. The caller reads and plans again. */
  | { readonly outcome: 'conflict' }
  /**
   * `rejected`: the policy is invalid, for example because a member does not exist. `refused`: not signed in, no
   * permission, or no such resource. `busy`: nothing landed, and a later run may succeed. `uncertain`: read again.
   */
  | { readonly outcome: 'rejected' | 'refused' | 'busy' | 'uncertain'; readonly sentence: string };

/** Google's own record of changes to IAM policies. */
export interface PolicyHistory {
  /** Reads changes on a resource since an instant, in any order. Many are cut to the newest. `null` if unreadable. */
  readonly changes: (resource: string, since: Instant) => Promise<readonly BindingChange[] | null>;
}

/** IAM deny policies. Never throws, and every call is safe to repeat. */
export interface DenyPolicies {
  /** Creates the policy and reads it back. A different policy of the same name stays unchanged. */
  readonly place: (policy: DenyPolicy) => Promise<DenyResult>;
  /** Removes the policy. A missing policy counts as removed. */
  readonly remove: (resource: string, id: string) => Promise<DenyResult>;
}

export type DenyResult = { readonly outcome: 'done' } | { readonly outcome: 'failed'; readonly sentence: string };

/** Google's audit logs. */
export interface AuditLogs {
  /**
   * Reads at most `most` entries of one resource's own logs.
   * @param resource `projects/…`, `folders/…` or `organizations/…`
   * @param order of the entries; the last ones are left out if there are more
   */
  readonly read: (
    resource: string,
    filter: string,
    most: number,
    order?: 'oldest first' | 'newest first',
  ) => Promise<EntriesRead>;
}

/** Raw entries of Cloud Logging. `lasting` is true if a later attempt fails too. */
export type EntriesRead =
  | { readonly kind: 'read'; readonly entries: readonly unknown[]; readonly complete: boolean }
  | { readonly kind: 'unread'; readonly sentence: string; readonly lasting: boolean };

// ── The ledger and its anchors ──

/** The audit branch, which is append-only. */
export interface LedgerBranch {
  /** Reads the end of the ledger: three files, for a ledger of any length. */
  readonly read: () => Promise<LedgerReading>;
  /** Reads every file of records at a commit, in order. Throws. */
  readonly shards: (head: string) => Promise<readonly Shard[]>;
  /** Reads the smallest kept checkpoint that covers a record at a commit; `undefined` if there is none. Throws. */
  readonly noteOver: (head: string, seq: number) => Promise<string | undefined>;
  /** Reads GitHub's own list of the branch's updates, newest first, to the first for which `isEnough` is true. */
  readonly activity: (isEnough: (update: BranchUpdate) => boolean) => Promise<BranchActivity>;
  /** Commits `files` if `head` is still the branch's commit. GitHub signs the commit. */
  readonly append: (head: string, files: readonly Shard[], message: CommitMessage) => Promise<Appended>;
}

/** The audit branch before its first commit. */
export interface NewLedger {
  /** Creates the branch with a commit without a parent. */
  readonly create: (files: readonly Shard[], message: CommitMessage) => Promise<LedgerCreated>;
}

export type LedgerCreated =
  | { readonly outcome: 'created'; readonly head: string }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'failed'; readonly sentence: string };

export type LedgerReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | {
      readonly kind: 'read';
      readonly head: string;
      /** The newest commits of the branch, from its head along first parents. */
      readonly line: readonly BranchCommit[];
      /** `audit/checkpoint`, `audit/open.json` and the last file of records. Each is `undefined` if absent. */
      readonly checkpoint: string | undefined;
      readonly snapshot: string | undefined;
      readonly last: Shard | undefined;
      /** The line of record 0; `undefined` if the ledger has no file of records. */
      readonly genesis: string | undefined;
      /** The files of the folder `audit/keys/`. */
      readonly keyProofs: readonly Shard[];
    };

export interface CommitMessage {
  readonly headline: string;
  readonly body: string;
}

export type Appended =
  | { readonly outcome: 'appended'; readonly head: string }
  /** The branch is no longer at the expected commit. The caller reads and decides again. */
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'failed'; readonly sentence: string };

/** A key that signs checkpoints with Ed25519: in Cloud KMS, or in a file. The caller verifies every signature. */
export interface Signer {
  /** The key's name, for people. */
  readonly name: string;
  /** Signs the text's UTF-8. The signature has 64 bytes. */
  readonly sign: (text: string) => Promise<{ readonly signature: Uint8Array } | { readonly failed: string }>;
  /** Reads the public key of 32 bytes. */
  readonly publicKey: () => Promise<{ readonly key: Uint8Array } | { readonly failed: string }>;
}

/** Objects in Cloud Storage. Pullcord creates each once and never replaces it. */
export interface Bucket {
  /** Creates an object. `exists` if one of this name exists, with any content. Safe to repeat. */
  readonly create: (name: string, text: string) => Promise<ObjectCreated>;
  readonly read: (name: string) => Promise<{ readonly text: string } | { readonly unread: string }>;
  /** Lists the names with this prefix from `first` on, in order, at most a thousand. */
  readonly list: (
    prefix: string,
    first: string,
  ) => Promise<{ readonly names: readonly string[] } | { readonly unread: string }>;
}

export type ObjectCreated =
  { readonly outcome: 'created' | 'exists' } | { readonly outcome: 'failed'; readonly sentence: string };

/** The log outside GitHub. `written` means that the log acknowledged the entries. */
export interface OutsideLog {
  /** Writes all entries or none. Safe to repeat. */
  readonly write: (entries: readonly LogEntry[]) => Promise<LogResult>;
}

export type LogResult = { readonly outcome: 'written' } | { readonly outcome: 'failed'; readonly sentence: string };

export interface LogEntry {
  /** Cloud Logging stores one entry for the same `insertId` and `timestamp`, even if a run sends it twice. */
  readonly insertId: string;
  readonly timestamp: Instant;
  readonly severity: 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR';
  readonly labels: Readonly<Record<string, string>>;
  /** JSON values only. */
  readonly payload: Readonly<Record<string, unknown>>;
}
