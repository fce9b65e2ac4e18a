import type { Evidence } from './decision/evidence.ts';
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
import type { Shard } from './ledger/shard.ts';
import type { PullComment } from './revocation/revoke-comment.ts';
import type { DenyPolicy } from './quarantine/deny-policy.ts';
import type { IssueComment, ReviewIssue, ReviewMaterial } from './review/opinion.ts';
import type { Standings } from './review/review.ts';
import type { Instant } from './time.ts';

/*
 * Every interface to the outside, once. Edges implement them, flows use them, tests replace them. Methods that read GitHub
 * throw an Error whose message names what was unreadable. All other methods return a value that says what happened.
 */

/** All that a run uses. */
export interface Ports {
  readonly repository: Repository;
  readonly gate: BranchRules;
  readonly iam: IamPolicies;
  /** Absent: drift is recorded without an actor. */
  readonly history?: PolicyHistory;
  readonly ledger: LedgerBranch;
  readonly incidents: Incidents;
  readonly comments: Comments;
  readonly issues: Issues;
  readonly reviews: Reviews;
  readonly auditLogs: AuditLogs;
  /** Signers for Cloud KMS key versions by name, and for the key that this run was given, if any. */
  readonly signers: (kms: readonly string[]) => readonly Signer[];
  readonly openBucket: (name: string) => Bucket;
  readonly openLog: (config: { readonly project: string; readonly name: string }) => OutsideLog;
  /** Waits before try `attempt` (from 1), longer each time, with jitter. */
  readonly pause: (attempt: number) => Promise<void>;
}

// ── GitHub: the repository ──

/** The repository on GitHub. Each method throws if GitHub does not return the whole answer. */
export interface Repository {
  readonly repository: () => Promise<RepositoryState>;
  /** The default branch at one commit: documents, and requests of the months around now. One round trip. */
  readonly overview: () => Promise<Overview>;
  /** Every `policies/*.yaml` at a commit, by path. */
  readonly documents: (commit: string) => Promise<readonly DocumentFile[]>;
  /** Every request file of the months (`YYYY-MM`) given, by path. */
  readonly requestFiles: (commit: string, months: readonly string[]) => Promise<readonly DocumentFile[]>;
  /** First parents only, newest first, from `head` down to the last commit made at or after `since`. */
  readonly mainline: (head: string, since: Instant) => Promise<readonly MainlineCommit[]>;
  /** The last change of a path, or its removal; `undefined`: the path has no history. */
  readonly lastChange: (head: string, path: string) => Promise<LastChange | undefined>;
  /** The facts behind the decision on a request that stands on the default branch. */
  readonly gather: (subject: MergedSubject) => Promise<Gathered>;
  /** GitHub's clock, by its last answer. */
  readonly time: () => Instant | undefined;
}

/** The default branch at one of its commits. */
export interface Overview {
  readonly repository: RepositoryState;
  readonly documents: readonly DocumentFile[];
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
  /** `null`: too long to be a document, or not a file. */
  readonly bytes: Uint8Array | null;
}

export interface MainlineCommit {
  readonly sha: string;
  readonly committedAt: Instant;
  /** The line goes on to the first. */
  readonly parents: readonly string[];
  /** The id of its folder `policies/`; `null`: it has none, or GitHub does not return it. */
  readonly policies: string | null;
}

export interface LastChange {
  /** The merge if a pull request brought the change, otherwise the commit's own date. */
  readonly at: Instant;
  readonly pull: number | null;
  /** Login of the person who merged it; `null` for a commit without a pull request. */
  readonly by: string | null;
}

/** A request on the default branch whose facts are gathered. */
export interface MergedSubject {
  /** The default branch's commit that everything is read at. */
  readonly head: string;
  readonly path: string;
  readonly defaultBranch: string;
  readonly mainline: readonly MainlineCommit[];
  /** Paths of the documents whose changes decide. */
  readonly documents: readonly string[];
  /** The documents the ledger began with; `null`: the ledger was unreadable, and then no change is known. */
  readonly genesis: Evidence['genesis'];
  /** People are known by their name at single sign-on. */
  readonly saml: boolean;
  /** Slugs of every team that may matter. */
  readonly teams: readonly string[];
  /** More teams, which the documents at a commit name. It may fail; the evidence then goes without them. */
  readonly teamsAt: (commit: string) => Promise<readonly string[]>;
  /** Teams that an earlier organization document asks to approve changes. */
  readonly teamsIn: (organization: string) => readonly string[];
}

/** GitHub's part of the evidence: all but the documents, the ledger's word and the incident. */
export type Facts = Omit<Evidence, 'documents' | 'genesis' | 'onRecord' | 'incident'>;

/** The facts, or the reason why GitHub did not return them. */
export type Gathered =
  { readonly facts: Facts; readonly unknown?: undefined } | { readonly unknown: string; readonly facts?: undefined };

/** GitHub as a check uses it: read only, with no more than a pull request's own token. */
export interface PullRequests {
  readonly repository: Repository['repository'];
  readonly documents: Repository['documents'];
  readonly pullFiles: (number: number) => Promise<readonly { readonly path: string; readonly change: string }[]>;
  /** The facts of an open pull request, as if it were merged onto `head` now. */
  readonly gatherPull: (subject: PullSubject) => Promise<GatheredPull>;
}

export interface PullSubject {
  readonly number: number;
  /** The default branch's commit that it is judged against. */
  readonly head: string;
  /** The request file; `undefined`: the pull request brings none. */
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

/** The rules of branches. Never throws: a rule that GitHub does not show is a fact without a value. */
export interface BranchRules {
  /** The active rules of a branch, whether the branch exists or not. */
  readonly rulesOf: (branch: string) => Promise<Fact<readonly BranchRule[]>>;
}

/** Everything that guards the repository. Only `repository` throws. */
export interface GateReader extends BranchRules {
  readonly repository: () => Promise<GateRepository>;
  readonly files: (commit: string) => Promise<GateFiles>;
  readonly settings: () => Promise<GateSettings>;
}

export interface GateFiles {
  readonly paths: Fact<readonly string[]>;
  readonly codeowners: Fact<{ readonly file: TextFile | null }>;
  readonly workflows: Fact<readonly TextFile[]>;
  /** The bytes of `policies/organization.yaml`; `null` within: there is no such file. */
  readonly organization: Fact<{ readonly bytes: Uint8Array | null }>;
}

/** A type and not an interface, so that `Object.values` knows what it returns. */
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
  /** Every comment on these pull requests made or edited since `at`; it may contain comments on others. Throws. */
  readonly since: (at: Instant, pulls: readonly number[]) => Promise<readonly PullComment[]>;
  /** Numeric ids of a team's members; `null`: unreadable. Never throws. */
  readonly team: (slug: string) => Promise<readonly number[] | null>;
}

/** The issues that ask for reviews and report drift. Every method throws an Error whose message names what failed. */
export interface Issues {
  /** Every issue with the label that this token's own account opened, in any state. */
  readonly ours: (label: string) => Promise<readonly ReviewIssue[]>;
  readonly open: (issue: NewIssue) => Promise<void>;
  readonly comment: (issue: number, body: string) => Promise<void>;
  readonly change: (issue: number, change: IssueChange) => Promise<void>;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Logins. GitHub may refuse to assign some of them; the text mentions them too. */
  readonly assignees: readonly string[];
}

export interface IssueChange {
  /** All labels, those that the issue already has included. */
  readonly labels?: readonly string[];
  readonly close?: 'completed' | 'not_planned';
}

/** Reviews of broken glass, and the people who wrote them. Throws like `Issues`. */
export interface Reviews {
  readonly ofPull: (pull: number) => Promise<ReviewMaterial['reviews']>;
  /** An issue as it stands, and its comments, oldest first. */
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

/** The places that hold incidents. Every method throws an Error whose message says why there was no answer. */
export interface Incidents {
  /** @param repository `owner/name`. `undefined`: there is no such issue, and the token would see it. */
  readonly issue: (repository: string, number: number) => Promise<IssueAnswer | undefined>;
  /** By id or number. `undefined`: PagerDuty has no such incident. */
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
  /** Its service's id. */
  readonly service: string;
  readonly url: string;
}

// ── Google Cloud: IAM ──

/** IAM allow policies, read at version 3 and written against their etag. */
export interface IamPolicies {
  /** @param resource a name in a form of `RESOURCE_KINDS` */
  readonly read: (resource: string) => Promise<ReadResult>;
  /**
   * Replaces the policy once, if its etag still stands. The caller repeats it, never the edge.
   * @param reason appears in Google's own audit log beside the change
   */
  readonly write: (resource: string, policy: RawPolicy, reason: string) => Promise<WriteResult>;
  /** The latest time in any of Google's answers. */
  readonly time: () => Instant | undefined;
}

export type ReadResult = { readonly policy: RawPolicy } | { readonly unreadable: string };

/** The result of a write. Only `uncertain` may have landed without being `written`. */
export type WriteResult =
  | { readonly outcome: 'written'; readonly policy: RawPolicy }
  /** The policy changed since it was read: read and plan again. */
  | { readonly outcome: 'conflict' }
  /**
   * `rejected`: the policy is invalid, for instance with a member that does not exist. `refused`: not signed in, no
   * permission, or no such resource. `busy`: nothing landed, a later run may succeed. `uncertain`: read again to know.
   */
  | { readonly outcome: 'rejected' | 'refused' | 'busy' | 'uncertain'; readonly sentence: string };

/** Google's own record of changes of IAM policies. */
export interface PolicyHistory {
  /** Changes on a resource since an instant, in any order; the newest, if there are many. `null`: unreadable. */
  readonly changes: (resource: string, since: Instant) => Promise<readonly BindingChange[] | null>;
}

/** IAM deny policies. Never throws, and every call may be repeated. */
export interface DenyPolicies {
  /** Done once the policy stands as asked, read back. A different policy of the same name is left alone. */
  readonly place: (policy: DenyPolicy) => Promise<DenyResult>;
  /** Done once the policy no longer exists. */
  readonly remove: (resource: string, id: string) => Promise<DenyResult>;
}

export type DenyResult = { readonly outcome: 'done' } | { readonly outcome: 'failed'; readonly sentence: string };

/** Google's audit logs. */
export interface AuditLogs {
  /**
   * At most `most` entries of one resource's own logs.
   * @param resource `projects/…`, `folders/…` or `organizations/…`
   * @param order the entries that come first; those that come last are left out if there are more
   */
  readonly read: (
    resource: string,
    filter: string,
    most: number,
    order?: 'oldest first' | 'newest first',
  ) => Promise<EntriesRead>;
}

/** Entries as Cloud Logging has them. `lasting`: a later try fails too. */
export type EntriesRead =
  | { readonly kind: 'read'; readonly entries: readonly unknown[]; readonly complete: boolean }
  | { readonly kind: 'unread'; readonly sentence: string; readonly lasting: boolean };

// ── The ledger and its anchors ──

/** The audit branch, which is only appended to. */
export interface LedgerBranch {
  /** The growing end: three files, however long the ledger is. */
  readonly read: () => Promise<LedgerReading>;
  /** Every file of records at a commit, in order. Throws. */
  readonly shards: (head: string) => Promise<readonly Shard[]>;
  /** Commits `files` if the branch still stands at `head`; GitHub signs the commit. */
  readonly append: (head: string, files: readonly Shard[], message: CommitMessage) => Promise<Appended>;
}

/** The audit branch before it exists. */
export interface NewLedger {
  /** Begins the branch with a commit that has no parent. */
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
      /** `audit/checkpoint`, `audit/open.json` and the last file of records; `undefined` if absent. */
      readonly checkpoint: string | undefined;
      readonly snapshot: string | undefined;
      readonly last: Shard | undefined;
    };

export interface CommitMessage {
  readonly headline: string;
  readonly body: string;
}

export type Appended =
  | { readonly outcome: 'appended'; readonly head: string }
  /** The branch no longer stands at the expected commit: read and decide again. */
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'failed'; readonly sentence: string };

/** A key that signs checkpoints with Ed25519: in Cloud KMS, or in a file. The caller verifies every signature. */
export interface Signer {
  /** For people: which key this is. */
  readonly name: string;
  /** 64 bytes over the text's UTF-8. */
  readonly sign: (text: string) => Promise<{ readonly signature: Uint8Array } | { readonly failed: string }>;
  /** 32 bytes. */
  readonly publicKey: () => Promise<{ readonly key: Uint8Array } | { readonly failed: string }>;
}

/** Objects in Cloud Storage that are created once and never replaced. */
export interface Bucket {
  /** `exists`: an object of this name exists, with any content. Safe to repeat. */
  readonly create: (name: string, text: string) => Promise<ObjectCreated>;
  readonly read: (name: string) => Promise<{ readonly text: string } | { readonly unread: string }>;
  /** Names with this prefix from `first` on, in order, at most a thousand. */
  readonly list: (
    prefix: string,
    first: string,
  ) => Promise<{ readonly names: readonly string[] } | { readonly unread: string }>;
}

export type ObjectCreated =
  { readonly outcome: 'created' | 'exists' } | { readonly outcome: 'failed'; readonly sentence: string };

/** The log outside GitHub; `written` means acknowledged. */
export interface OutsideLog {
  /** All entries or none. Safe to repeat. */
  readonly write: (entries: readonly LogEntry[]) => Promise<LogResult>;
}

export type LogResult = { readonly outcome: 'written' } | { readonly outcome: 'failed'; readonly sentence: string };

export interface LogEntry {
  /** Cloud Logging shows one entry of the same `insertId` and `timestamp`, however often it is sent. */
  readonly insertId: string;
  readonly timestamp: Instant;
  readonly severity: 'INFO' | 'NOTICE' | 'WARNING' | 'ERROR';
  readonly labels: Readonly<Record<string, string>>;
  /** JSON values only. */
  readonly payload: Readonly<Record<string, unknown>>;
}
