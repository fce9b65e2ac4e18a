import * as queries from './queries.ts';

/** A GraphQL document and the shape of its answer in GitHub's schema. A field is nullable if it is nullable there. */
export interface Query<A> {
  readonly document: string;
  /** Never present. It only carries the type. */
  readonly answer?: A;
}

export const REPOSITORY: Query<Of<RepositoryAnswer>> = { document: queries.REPOSITORY_GRAPHQL };
export const OVERVIEW: Query<Of<OverviewAnswer>> = { document: queries.OVERVIEW_GRAPHQL };
export const PIN: Query<PinAnswer> = { document: queries.PIN_GRAPHQL };
export const MAINLINE: Query<MainlineAnswer> = { document: queries.MAINLINE_GRAPHQL };
export const FOLDER: Query<Of<FolderAnswer>> = { document: queries.FOLDER_GRAPHQL };
export const LEDGER: Query<LedgerAnswer> = { document: queries.LEDGER_GRAPHQL };
export const LEDGER_NOTES: Query<LedgerFilesAnswer> = { document: queries.LEDGER_NOTES_GRAPHQL };
export const LEDGER_FILES: Query<LedgerFilesAnswer> = { document: queries.LEDGER_FILES_GRAPHQL };
export const PATH_HISTORY: Query<Of<PathHistoryAnswer>> = { document: queries.PATH_HISTORY_GRAPHQL };
export const LONG_HISTORY: Query<Of<PathHistoryAnswer>> = { document: queries.LONG_HISTORY_GRAPHQL };
export const COMMIT_PULLS: Query<CommitPullsAnswer> = { document: queries.COMMIT_PULLS_GRAPHQL };
export const PULL_REQUEST: Query<PullRequestAnswer> = { document: queries.PULL_REQUEST_GRAPHQL };
export const SECOND_FACTORS: Query<SecondFactorsAnswer> = { document: queries.SECOND_FACTORS_GRAPHQL };
export const COMMIT_DATE: Query<CommitDateAnswer> = { document: queries.COMMIT_DATE_GRAPHQL };
export const REACHED: Query<ReachedAnswer> = { document: queries.REACHED_GRAPHQL };
export const IDENTITY: Query<IdentityAnswer> = { document: queries.IDENTITY_GRAPHQL };
export const REVISIONS: Query<RevisionsAnswer> = { document: queries.REVISIONS_GRAPHQL };
export const COMMIT: Query<{
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } | null } | null;
}> = {
  document: queries.COMMIT_GRAPHQL,
};

interface Of<T> {
  readonly repository: T | null;
}

export interface Counted<T> {
  readonly totalCount: number;
  readonly nodes: readonly (T | null)[] | null;
}

export interface Connection<T> extends Counted<T> {
  readonly pageInfo: PageInfo;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

export interface RepositoryAnswer {
  readonly databaseId: number | null;
  readonly nameWithOwner: string;
  readonly defaultBranchRef: { readonly name: string; readonly target: { readonly oid: string } | null } | null;
}

export interface OverviewAnswer extends Omit<RepositoryAnswer, 'defaultBranchRef'> {
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target:
      | ({
          readonly oid: string;
          readonly history?: Connection<MainlineNode>;
          readonly pin?: ContentAnswer | null;
        } & {
          readonly [Folder in 'policies' | 'first' | 'second' | 'third' | 'fourth']?: FolderContentAnswer | null;
        })
      | null;
  } | null;
}

export type PinAnswer = Of<{
  readonly object: {
    readonly pin?: ContentAnswer | null;
    readonly history?: Counted<{ readonly oid: string }>;
  } | null;
}>;

export interface LedgerAnswer {
  readonly repository: { readonly ref: { readonly target: LedgerCommitAnswer | null } | null } | null;
}

export interface LedgerCommitAnswer {
  readonly oid: string;
  readonly checkpoint?: ContentAnswer | null;
  readonly opening?: ContentAnswer | null;
  readonly first?: ContentAnswer | null;
  readonly keys?: FolderContentAnswer | null;
  readonly entries?: FolderNamesAnswer | null;
  readonly history?: { readonly nodes: readonly (BranchCommitAnswer | null)[] | null } | null;
}

export interface BranchCommitAnswer {
  readonly oid: string;
  readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] | null };
  readonly checkpoint: ContentAnswer | null;
}

export type LedgerFilesAnswer = Of<{ readonly object: { readonly entries?: FolderNamesAnswer | null } | null }>;

export interface FolderNamesAnswer {
  readonly object: { readonly __typename: string; readonly entries?: readonly NamedAnswer[] | null } | null;
}

export interface NamedAnswer extends FileAnswer {
  readonly name: string;
}

export type MainlineAnswer = Of<{ readonly object: { readonly history?: Connection<MainlineNode> } | null }>;

export interface MainlineNode {
  readonly oid: string;
  readonly committedDate: string;
  readonly parents: Counted<{ readonly oid: string }>;
  readonly policies: { readonly oid: string } | null;
}

export interface FolderAnswer {
  readonly commit: { readonly oid: string } | null;
  readonly object: FolderObjectAnswer | null;
}

export interface FolderContentAnswer {
  readonly oid: string;
  readonly object: FolderObjectAnswer | null;
}

export interface FolderObjectAnswer {
  readonly __typename: string;
  readonly entries?: readonly TreeEntryAnswer[] | null;
}

export interface TreeEntryAnswer extends FileAnswer {
  readonly name: string;
  readonly object: BlobAnswer | null;
}

/** `mode` is a number. Its octal notation is git's file mode. */
export interface FileAnswer {
  readonly mode: number;
  readonly oid: string;
  readonly type: string;
}

/** Every field is absent if the object is not a blob. */
export interface BlobAnswer {
  readonly byteSize?: number;
  readonly isBinary?: boolean | null;
  readonly isTruncated?: boolean;
  readonly text?: string | null;
}

export interface PathHistoryAnswer {
  readonly databaseId: number | null;
  readonly nameWithOwner: string;
  readonly defaultBranchRef: { readonly name: string } | null;
  readonly object: {
    readonly file?: FileAnswer | null;
    readonly history?: Counted<PathChange> & { readonly pageInfo?: PageInfo };
  } | null;
}

export interface PathChange {
  readonly oid: string;
  readonly committedDate: string;
  readonly file: { readonly oid: string } | null;
  readonly associatedPullRequests: Counted<AssociatedPull> | null;
}

export interface AssociatedPull {
  readonly number: number;
  readonly merged: boolean;
  readonly mergedAt: string | null;
  readonly baseRefName: string;
  readonly mergeCommit: { readonly oid: string } | null;
}

export type CommitPullsAnswer = Of<{
  readonly object: { readonly associatedPullRequests?: Connection<AssociatedPull> | null } | null;
}>;

export type CommitDateAnswer = Of<{ readonly object: { readonly committedDate?: string } | null }>;

export type ReachedAnswer = Of<{ readonly object: { readonly history?: Connection<{ readonly oid: string }> } | null }>;

export interface IdentityAnswer {
  readonly organization: {
    readonly samlIdentityProvider: {
      readonly externalIdentities: Counted<{
        readonly user: { readonly databaseId: number | null } | null;
        readonly samlIdentity: { readonly nameId: string | null } | null;
      }>;
    } | null;
  } | null;
}

export interface AccountAnswer {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}

export type PullRequestAnswer = Of<{ readonly databaseId: number | null; readonly pullRequest: PullNode | null }>;

export interface PullNode {
  readonly number: number;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly merged: boolean;
  readonly createdAt: string;
  readonly mergedAt: string | null;
  readonly author: AccountAnswer | null;
  readonly mergedBy: AccountAnswer | null;
  readonly baseRefName: string;
  readonly baseRefOid: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly headRepository: { readonly databaseId: number | null } | null;
  readonly changedFiles: number;
  readonly files: Counted<{ readonly path: string; readonly changeType: string }> | null;
  /** An item of a kind that the query does not name would come without a time. */
  readonly baseChanges: Counted<{ readonly createdAt?: string }>;
  readonly mergeCommit: MergeAnswer | null;
  readonly headCommit: { readonly nodes: readonly (HeadAnswer | null)[] | null };
  readonly commits: Connection<{ readonly commit: CommitAnswer }>;
  readonly reviews: Connection<ReviewAnswer> | null;
  readonly dismissals: Connection<DismissalAnswer>;
}

export interface MergeAnswer {
  readonly oid: string;
  readonly committedDate: string;
  readonly file: FileAnswer | null;
  readonly parents: Counted<{ readonly oid: string; readonly file: FileAnswer | null }>;
  readonly signature: SignatureAnswer | null;
}

export type ContentAnswer = FileAnswer & { readonly object: BlobAnswer | null };

export interface HeadAnswer {
  readonly commit: {
    readonly oid: string;
    readonly committedDate: string;
    readonly parents: Counted<{ readonly oid: string; readonly committedDate: string }>;
    readonly signature: (SignatureAnswer & { readonly payload: string; readonly signature: string }) | null;
    readonly file: ContentAnswer | null;
  };
}

export interface SignatureAnswer {
  readonly isValid: boolean;
  /** `VALID`, `UNKNOWN_KEY`, `GPGVERIFY_UNAVAILABLE`, …: https://docs.github.com/en/graphql/reference/enums#gitsignaturestate */
  readonly state: string;
  readonly wasSignedByGitHub: boolean;
  readonly signer: { readonly databaseId: number | null } | null;
}

interface GitActorAnswer {
  readonly user: { readonly databaseId: number | null } | null;
}

export interface CommitAnswer {
  readonly oid: string;
  readonly authors: Counted<GitActorAnswer>;
  readonly committer: GitActorAnswer | null;
  readonly signature: SignatureAnswer | null;
}

export interface ReviewAnswer {
  readonly fullDatabaseId: string | number | null;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly submittedAt: string | null;
  readonly commit: { readonly oid: string } | null;
  readonly author: AccountAnswer | null;
}

/** `review` is null if GitHub does not return it. https://docs.github.com/graphql/reference/objects#reviewdismissedevent */
export interface DismissalAnswer {
  readonly createdAt: string;
  readonly previousReviewState: ReviewAnswer['state'];
  readonly review: { readonly fullDatabaseId: string | number | null } | null;
}

/** Fields are absent if the node is not a comment, and a node is null if it is gone. */
export interface RevisionsAnswer {
  readonly nodes: readonly ({
    readonly author?: AccountAnswer | null;
    readonly editor?: AccountAnswer | null;
    readonly body?: string;
    readonly createdAt?: string;
    readonly lastEditedAt?: string | null;
    readonly userContentEdits?: Counted<{
      readonly editedAt: string;
      readonly deletedAt: string | null;
      readonly diff: string | null;
      readonly editor: AccountAnswer | null;
    }> | null;
  } | null)[];
}

export interface SecondFactorsAnswer {
  readonly organization: OrganizationAnswer | null;
}

interface OrganizationAnswer {
  readonly requiresTwoFactorAuthentication: boolean | null;
  readonly membersWithRole: {
    readonly totalCount: number;
    readonly pageInfo: PageInfo;
    readonly edges: readonly (MemberAnswer | null)[] | null;
  } | null;
}

interface MemberAnswer {
  readonly hasTwoFactorEnabled: boolean | null;
  readonly node: { readonly databaseId: number | null } | null;
}

export interface CommitDone {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } | null } | null;
}
