import type { Issue } from '../issue.ts';
import type { Instant } from '../time.ts';

/**
 * The facts one decision rests on, as one plain value: gathered first, kept whole in the ledger, judged by `evaluate`
 * alone. `null` always means *not known* (forbidden, missing, truncated, not answered), never "no".
 */
export interface Evidence {
  readonly repository: RepositoryFact;
  /** The default branch's commit everything was read at. */
  readonly head: string;
  readonly path: string;
  /** The request file as it stands on the default branch; `null` here is known: the file is not there. */
  readonly file: FileFact | null;
  /** The pull request that added the file; `null` while GitHub names none. */
  readonly pull: PullFact | null;
  /** When the commit that added the file was made, by GitHub's word; `null` if not known. */
  readonly addedAt: Instant | null;
  /** Present when a file of this path was on the default branch before and was removed. */
  readonly pathUsedBefore?: true;
  /** Present when the file was edited so often that what added it is out of reach. */
  readonly changedTooOften?: true;
  /** The bytes judged, as UTF-8 text; `null` if they could not be read. */
  readonly text: string | null;
  /** Why a text that was read is none; absent when it is one, or when it could not be read. */
  readonly textProblem?: TextProblem;
  /** Logins and permissions by numeric id, for everybody whose review might count. */
  readonly permissions: Readonly<Record<string, Permission | null>>;
  /** Who of the author and the reviewers is in which team, by slug, as numeric ids; `null` where a team could not be read. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
  readonly secondFactors: SecondFactorFacts;
  /** By numeric id, the name SAML single sign-on knows the account under; absent where the organization does not use it. */
  readonly identities?: Readonly<Record<string, string | null>>;
  /** Everything under `policies/`, on the commit before the merge and at the default branch's head. */
  readonly documents: { readonly before: DocumentsFact | null; readonly head: DocumentsFact | null };
  /**
   * Texts by blob id: the organization and the request's policy at both commits, the organization the ledger began with,
   * and every organization of `changes`.
   */
  readonly texts: Readonly<Record<string, string>>;
  /**
   * By path, newest first: every change to the organization's document since the genesis, and the changes to the
   * request's policy that made it what it was before the merge and what it is at the head. `null`: not known.
   */
  readonly changes: Readonly<Record<string, readonly DocumentChange[] | null>>;
  /** What the ledger began with; `null`: the ledger could not be read. */
  readonly genesis: { readonly commit: string; readonly policies: DocumentDigests } | null;
  /** What the ledger holds against this request. It may withhold, never authorise. `null`: it could not be read. */
  readonly onRecord: OnRecordFact | null;
  /** What the place where incidents are kept said of the request's; absent where no policy asks. */
  readonly incident?: IncidentFact;
  /** When GitHub answered the last of it, by its own clock. */
  readonly gathered: Instant;
}

export type TextProblem = 'not-utf8' | 'too-long';

/** Blob ids by path under `policies/`. */
export type DocumentDigests = Readonly<Record<string, string>>;

export interface DocumentsFact {
  readonly digests: DocumentDigests;
  /** What is wrong with the whole set there, the first few issues; none: every document parsed. */
  readonly issues: readonly Issue[];
}

/** How one document under `policies/` came to be what it was after one merge. */
export interface DocumentChange {
  /** After the change; `null`: it was removed. */
  readonly blob: string | null;
  /** When the commit that made it was made, by GitHub's word for merges; of a direct push nobody vouches for it. */
  readonly at: Instant;
  /** The pull request that brought it, with the document as its file and `onMainline` told; `null`: none did. */
  readonly pull: PullFact | null;
}

export interface OnRecordFact {
  /** Other pull requests on record that had the same head commit: a signature proves one request. */
  readonly headUsedBy: readonly number[];
  /** Earlier break-glass grants of the requester whose review is overdue; `null`: one is due and nobody has looked yet. */
  readonly overdueReviews: readonly number[] | null;
  /** Numeric ids of people in quarantine. */
  readonly quarantined: readonly number[];
}

export interface IncidentFact {
  readonly source: 'github' | 'pagerduty';
  /** As the request names it. */
  readonly id: string;
  readonly state: 'open' | 'closed' | 'missing' | 'unreachable';
  /** What the policy may ask for: labels of the issue, service of the incident. */
  readonly labels: readonly string[];
  /** PagerDuty's own word for how an incident that is there stands: `triggered`, `acknowledged`, `resolved`. */
  readonly status?: string;
  readonly url: string | null;
  readonly asked: Instant;
  /** Why there is no such incident, or why nobody answered. */
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

/** `type` is GraphQL's `__typename`: only `User` is a person. A deleted account is `null` wherever an account may stand. */
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
   * Numeric ids of everybody who pushed to its branch, followed back from the head to where the branch began (`null`
   * within: a deleted account); `null` where GitHub no longer tells, as when the branch is gone.
   */
  readonly pushers: readonly (number | null)[] | null;
  /** When its base was changed, oldest first: an approval given before was given to something else. */
  readonly retargeted: readonly Instant[];
  readonly retargetCount: number;
  readonly reviewCount: number;
  readonly reviews: readonly ReviewFact[];
}

/** The head commit as far as a security key's signature rests on it. */
export interface HeadCommitFact {
  readonly parents: readonly string[];
  readonly committedAt: Instant;
  /** Whether every parent is on the default branch; `null`: not known. */
  readonly parentsOnMain: boolean | null;
  /** The signed text and the armored signature over it, as git has them; `null`: unsigned. */
  readonly signature: { readonly payload: string; readonly armored: string } | null;
}

export interface MergeFact {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string; readonly file: FileFact | null }[];
  readonly file: FileFact | null;
  /** `null`: GitHub could not check signatures when asked. */
  readonly signedByGitHub: boolean | null;
  /**
   * Whether the merge commit is on the default branch's first-parent line; `null` if the line was not read far enough. Of a
   * change of a document that is older than the line: whether the line reaches it.
   */
  readonly onMainline: boolean | null;
}

export interface CommitFact {
  readonly sha: string;
  /** Author and co-authors; `null` for an address that belongs to no account. */
  readonly authors: readonly (number | null)[];
  readonly authorCount: number;
  /** `null`: belongs to no account. GitHub itself, when it commits for somebody, is `'github'` iff it signed the commit. */
  readonly committer: number | 'github' | null;
  /** `null`: unsigned. `valid` is `null` where GitHub could not check it; `signer` is `'github'` where it signed for the author. */
  readonly signature: { readonly valid: boolean | null; readonly signer: number | 'github' | null } | null;
}

export interface ReviewFact {
  readonly id: string;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly submittedAt: Instant | null;
  readonly commit: string | null;
  readonly author: Account | null;
}

export interface SecondFactorFacts {
  /** Whether the organisation demands two-factor authentication. */
  readonly required: boolean | null;
  /** By numeric id. */
  readonly enabled: Readonly<Record<string, boolean | null>>;
}
