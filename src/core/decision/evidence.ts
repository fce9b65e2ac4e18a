import type { Issue } from '../issue.ts';
import type { Instant } from '../time.ts';

/**
 * The facts behind one decision, as one plain value. A run gathers it first, the ledger keeps it whole, and `evaluate`
 * judges it alone. `null` always means *not known* (forbidden, missing, truncated, not answered), never "no".
 */
export interface Evidence {
  readonly repository: RepositoryFact;
  /** The commit of the default branch at which everything was read. */
  readonly head: string;
  readonly path: string;
  /** The request file on the default branch; here `null` is a known fact: the file does not exist. */
  readonly file: FileFact | null;
  /** The pull request that added the file; `null` while GitHub names none. */
  readonly pull: PullFact | null;
  /** The time of the commit that added the file, from GitHub; `null` if not known. */
  readonly addedAt: Instant | null;
  /** Present if an earlier file of this path was removed from the default branch. */
  readonly pathUsedBefore?: true;
  /** Present if the file has so many edits that the commit that added it is out of reach. */
  readonly changedTooOften?: true;
  /** The bytes judged, as UTF-8 text; `null` if they could not be read. */
  readonly text: string | null;
  /** The fault of bytes that were read and are not a text; absent otherwise. */
  readonly textProblem?: TextProblem;
  /** Permissions by numeric id, for everybody whose review might count. */
  readonly permissions: Readonly<Record<string, Permission | null>>;
  /** By `teamKey`, numeric ids of the author and reviewers in it; `null` if the team was not read. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
  readonly secondFactors: SecondFactorFacts;
  /** By numeric id, the account's name in SAML single sign-on; absent if the organization does not use it. */
  readonly identities?: Readonly<Record<string, string | null>>;
  /** Everything under `policies/`, on the commit before the merge and at the default branch's head. */
  readonly documents: { readonly before: DocumentsFact | null; readonly head: DocumentsFact | null };
  /** Texts by blob id: the organization and the request's policy at both commits, and each of `versions` or `changes`. */
  readonly texts: Readonly<Record<string, string>>;
  /**
   * The verdicts on the organization and on the request's policy, by path; `null` if not known. Absent in evidence from
   * before verdicts were recorded. Such evidence has `changes` and `genesis` instead.
   */
  readonly versions?: Readonly<Record<string, DocumentVersions | null>>;
  /**
   * Only in evidence without `versions`: changes by path, newest first; `null` if not known. For the organization, every
   * change since the genesis. For the request's policy, the changes that led to its versions before the merge and at the
   * head.
   */
  readonly changes?: Readonly<Record<string, readonly DocumentChange[] | null>>;
  /** Only in evidence without `versions`: the documents at the ledger's start; `null` if it could not be read. */
  readonly genesis?: { readonly commit: string; readonly policies: DocumentDigests } | null;
  /** Facts of the ledger against this request. They may withhold, never authorise. `null` if it could not be read. */
  readonly onRecord: OnRecordFact | null;
  /** The request's incident, from GitHub Issues or PagerDuty; absent if no policy demands one. */
  readonly incident?: IncidentFact;
  /** The time of GitHub's last answer, by GitHub's clock. */
  readonly gathered: Instant;
  /** The edition of the rules that the decision goes by: `EDITION`. Absent in evidence from before editions: 1. */
  readonly edition?: number;
}

/** The edition of the rules in new evidence. Older decisions replay by the rules of their time. 2: approvals expire. */
export const EDITION = 2;

export type TextProblem = 'not-utf8' | 'too-long';

/** Blob ids by path under `policies/`. */
export type DocumentDigests = Readonly<Record<string, string>>;

export interface DocumentsFact {
  readonly digests: DocumentDigests;
  /** The first few issues of the whole set; empty if every document parsed. */
  readonly issues: readonly Issue[];
}

/** The versions of one document that count, and the newest change that does not. */
export interface DocumentVersions {
  /** Newest first, back to the version at the merge and at every approval. */
  readonly accepted: readonly VersionFact[];
  /** The newest change since the accepted version. Absent if the accepted version is at the head. */
  readonly unaccepted?: UnacceptedFact;
}

export interface VersionFact {
  /** `null` if the change removed the document. */
  readonly blob: string | null;
  readonly commit: string;
  readonly at: Instant;
  readonly place: LinePlace;
}

/** A change without an acceptance. `pending`: a fact about it could not be read yet. */
export interface UnacceptedFact {
  readonly pull: number | null;
  readonly commit: string;
  readonly place: LinePlace;
  readonly verdict: 'not accepted' | 'pending';
  readonly sentence: string;
}

/**
 * The place of a commit on the default branch's first-parent line, compared with the merge of the request. `off`: it is
 * not on the line, because somebody rewrote the branch.
 */
export type LinePlace = 'before' | 'after' | 'off' | null;

/** Facts about people, for decisions on requests and on changes of policies. */
export type PeopleFacts = Pick<Evidence, 'permissions' | 'teams' | 'secondFactors' | 'identities'>;

/** One change of a document under `policies/`, in evidence without `versions`. */
export interface DocumentChange {
  /** The blob id after the change; `null` if the document was removed. */
  readonly blob: string | null;
  /** The time of its commit. GitHub attests it for merges; for a direct push, the pusher chose it. */
  readonly at: Instant;
  /** Its pull request, with the document as the file and `onMainline` set; `null` if it has none. */
  readonly pull: PullFact | null;
}

export interface OnRecordFact {
  /** Other pull requests on record with the same head commit: a signature proves one request. */
  readonly headUsedBy: readonly number[];
  /** The requester's break-glass grants with an overdue review; `null` if one is due and was not looked up yet. */
  readonly overdueReviews: readonly number[] | null;
  /**
   * The requester's other break-glass requests whose access nobody has reviewed; `null` if not known. Absent in evidence
   * from before their number was limited.
   */
  readonly unreviewed?: readonly number[] | null;
  /** Numeric ids of people in quarantine. */
  readonly quarantined: readonly number[];
}

export interface IncidentFact {
  readonly source: 'github' | 'pagerduty';
  /** The name that the request gives it. */
  readonly id: string;
  readonly state: 'open' | 'closed' | 'missing' | 'unreachable';
  /** The issue's labels, or the incident's service. */
  readonly labels: readonly string[];
  /** PagerDuty's status of an existing incident: `triggered`, `acknowledged`, `resolved`. */
  readonly status?: string;
  readonly url: string | null;
  readonly asked: Instant;
  /** The cause of a missing incident or a missing answer. */
  readonly sentence?: string;
}

export interface RepositoryFact {
  readonly id: number;
  readonly name: string;
  readonly defaultBranch: string;
}

export interface FileFact {
  readonly blob: string;
  /** Git's file mode in octal: `100644`. */
  readonly mode: string;
}

export type Permission = 'admin' | 'write' | 'read' | 'none';

/** `type` is GraphQL's `__typename`: only `User` is a person. In place of a deleted account stands `null`. */
export interface Account {
  readonly type: string;
  readonly login: string;
  readonly id: number | null;
}

export interface PullFact {
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly author: Account | null;
  readonly mergedBy: Account | null;
  readonly createdAt: Instant;
  readonly mergedAt: Instant | null;
  readonly base: string;
  readonly head: {
    readonly sha: string;
    readonly repository: number | null;
    readonly file: FileFact | null;
    readonly commit: HeadCommitFact | null;
  };
  readonly merge: MergeFact | null;
  readonly changedFiles: number;
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly commitCount: number;
  readonly commits: readonly CommitFact[];
  /**
   * Numeric ids of everybody who pushed to its branch, from the head back to the branch's start. A `null` within is a
   * deleted account. `null` if GitHub no longer lists the pushes, as for a deleted branch.
   */
  readonly pushers: readonly (number | null)[] | null;
  /** Times of changes of its base, oldest first. An earlier approval was given for another base. */
  readonly retargeted: readonly Instant[];
  readonly retargetCount: number;
  readonly reviewCount: number;
  readonly reviews: readonly ReviewFact[];
}

/** The facts of the head commit that a security key's signature needs. */
export interface HeadCommitFact {
  readonly parents: readonly string[];
  readonly committedAt: Instant;
  /** True if every parent is on the default branch; `null` if not known. */
  readonly parentsOnMain: boolean | null;
  /** The signed text and the armored signature over it, as git stores them; `null` if unsigned. */
  readonly signature: { readonly payload: string; readonly armored: string } | null;
}

export interface MergeFact {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string; readonly file: FileFact | null }[];
  readonly file: FileFact | null;
  /** `null` if GitHub could not check signatures at that time. */
  readonly signedByGitHub: boolean | null;
  /**
   * True if the merge commit is on the default branch's first-parent line; `null` if it was read in part only.
   * For a change of a document older than the line, true if the line reaches it.
   */
  readonly onMainline: boolean | null;
}

export interface CommitFact {
  readonly sha: string;
  /** Author and co-authors; `null` for an address without an account. */
  readonly authors: readonly (number | null)[];
  readonly authorCount: number;
  /** `null` if it has no account. GitHub itself is `'github'` if it committed for a person and signed the commit. */
  readonly committer: number | 'github' | null;
  /** `null` if unsigned. `valid` is `null` if GitHub could not check it. `signer` is `'github'` if GitHub signed for the author. */
  readonly signature: { readonly valid: boolean | null; readonly signer: number | 'github' | null } | null;
}

export interface ReviewFact {
  readonly id: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly submittedAt: Instant | null;
  readonly commit: string | null;
  readonly author: Account | null;
  /** Only of a dismissed review; `null` if GitHub lists no event of it. Earlier versions did not read it. */
  readonly dismissal?: Dismissal | null;
}

/** The dismissal of a review. Any writer may dismiss, also after the merge. */
export interface Dismissal {
  readonly at: Instant;
  /** The opinion until then. */
  readonly was: ReviewFact['state'];
}

export interface SecondFactorFacts {
  /** True if the GitHub organization requires two-factor authentication. */
  readonly required: boolean | null;
  /** True, by numeric id, if the account has a second factor. */
  readonly enabled: Readonly<Record<string, boolean | null>>;
}
