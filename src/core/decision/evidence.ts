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
  /** Blob ids by path under `policies/`, on the commit before the merge and at the default branch's head. */
  readonly policies: { readonly before: DocumentDigests | null; readonly head: DocumentDigests | null };
  /** When GitHub answered the last of it, by its own clock. */
  readonly gathered: Instant;
}

export type TextProblem = 'not-utf8' | 'too-long';

export type DocumentDigests = Readonly<Record<string, string>>;

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
  readonly head: { readonly sha: string; readonly repository: number | null; readonly file: FileFact | null };
  readonly merge: MergeFact | null;
  readonly changedFiles: number;
  readonly files: readonly { readonly path: string; readonly change: string }[];
  readonly commitCount: number;
  readonly commits: readonly CommitFact[];
  readonly reviewCount: number;
  readonly reviews: readonly ReviewFact[];
}

export interface MergeFact {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string; readonly file: FileFact | null }[];
  readonly file: FileFact | null;
  readonly signedByGitHub: boolean;
  /** Whether the merge commit is on the default branch's first-parent line; `null` if the line was not read far enough. */
  readonly onMainline: boolean | null;
}

export interface CommitFact {
  readonly sha: string;
  /** Author and co-authors; `null` for an address that belongs to no account. */
  readonly authors: readonly (number | null)[];
  readonly authorCount: number;
  /** `null`: belongs to no account. GitHub itself, when it commits for somebody, is `'github'` iff it signed the commit. */
  readonly committer: number | 'github' | null;
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
