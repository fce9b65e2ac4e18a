import { buildSchema, GraphQLError, GraphQLScalarType, type GraphQLSchema } from 'graphql';

/**
 * The part of GitHub's GraphQL schema that Pullcord's documents use. Names, types, nullability and arguments are
 * GitHub's, and nothing is added. Tests compare it with the published one
 * (https://docs.github.com/en/graphql/overview/public-schema).
 */
const SDL = `
  scalar Base64String
  scalar BigInt
  scalar DateTime
  scalar GitObjectID
  scalar GitTimestamp
  scalar URI

  type Query {
    organization(login: String!): Organization
    repository(name: String!, owner: String!): Repository
    nodes(ids: [ID!]!): [Node]!
    viewer: User!
  }
  type Mutation {
    createCommitOnBranch(input: CreateCommitOnBranchInput!): CreateCommitOnBranchPayload
  }

  interface Node { id: ID! }
  type IssueComment implements Node {
    author: Actor
    body: String!
    createdAt: DateTime!
    editor: Actor
    id: ID!
    lastEditedAt: DateTime
    userContentEdits(after: String, before: String, first: Int, last: Int): UserContentEditConnection
  }
  type UserContentEdit { deletedAt: DateTime diff: String editedAt: DateTime! editor: Actor }
  type UserContentEditConnection { nodes: [UserContentEdit] pageInfo: PageInfo! totalCount: Int! }
  interface Actor { login: String! }
  interface GitObject { oid: GitObjectID! }
  interface GitSignature {
    isValid: Boolean!
    payload: String!
    signature: String!
    signer: User
    state: GitSignatureState!
    wasSignedByGitHub: Boolean!
  }
  enum GitSignatureState {
    BAD_CERT BAD_EMAIL EXPIRED_KEY GPGVERIFY_ERROR GPGVERIFY_UNAVAILABLE INVALID MALFORMED_SIG NOT_SIGNING_KEY NO_USER
    OCSP_ERROR OCSP_PENDING OCSP_REVOKED UNKNOWN_KEY UNKNOWN_SIG_TYPE UNSIGNED UNVERIFIED_EMAIL VALID
  }
  interface RepositoryOwner { login: String! }

  type Bot implements Actor { databaseId: Int login: String! }
  type Mannequin implements Actor { databaseId: Int login: String! }
  type User implements Actor & RepositoryOwner { databaseId: Int login: String! }

  type Organization implements Actor & RepositoryOwner {
    login: String!
    membersWithRole(after: String, before: String, first: Int, last: Int): OrganizationMemberConnection!
    requiresTwoFactorAuthentication: Boolean
    samlIdentityProvider: OrganizationIdentityProvider
  }
  type OrganizationIdentityProvider {
    externalIdentities(
      after: String, before: String, first: Int, last: Int, login: String, membersOnly: Boolean, userName: String
    ): ExternalIdentityConnection!
  }
  type ExternalIdentityConnection { nodes: [ExternalIdentity] pageInfo: PageInfo! totalCount: Int! }
  type ExternalIdentity { samlIdentity: ExternalIdentitySamlAttributes user: User }
  type ExternalIdentitySamlAttributes { nameId: String }
  type OrganizationMemberConnection { edges: [OrganizationMemberEdge] pageInfo: PageInfo! totalCount: Int! }
  type OrganizationMemberEdge { hasTwoFactorEnabled: Boolean node: User }

  type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }

  type Repository {
    databaseId: Int
    defaultBranchRef: Ref
    description: String
    hasIssuesEnabled: Boolean!
    hasWikiEnabled: Boolean!
    id: ID!
    mergeCommitAllowed: Boolean!
    name: String!
    nameWithOwner: String!
    object(expression: String, oid: GitObjectID): GitObject
    owner: RepositoryOwner!
    parent: Repository
    pullRequest(number: Int!): PullRequest
    rebaseMergeAllowed: Boolean!
    ref(qualifiedName: String!): Ref
    squashMergeAllowed: Boolean!
    viewerPermission: RepositoryPermission
  }
  enum RepositoryPermission { ADMIN MAINTAIN READ TRIAGE WRITE }
  type Ref { name: String! target: GitObject }

  type Commit implements GitObject {
    associatedPullRequests(after: String, before: String, first: Int, last: Int): PullRequestConnection
    authors(after: String, before: String, first: Int, last: Int): GitActorConnection!
    committedDate: DateTime!
    committer: GitActor
    file(path: String!): TreeEntry
    history(
      after: String, before: String, first: Int, last: Int, path: String, since: GitTimestamp, until: GitTimestamp
    ): CommitHistoryConnection!
    oid: GitObjectID!
    parents(after: String, before: String, first: Int, last: Int): CommitConnection!
    signature: GitSignature
    url: URI!
  }
  type CommitConnection { nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }
  type CommitHistoryConnection { nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }
  type GitActor { email: String user: User }
  type GitActorConnection { nodes: [GitActor] pageInfo: PageInfo! totalCount: Int! }

  type GpgSignature implements GitSignature {
    isValid: Boolean!
    payload: String!
    signature: String!
    signer: User
    state: GitSignatureState!
    wasSignedByGitHub: Boolean!
  }
  type SshSignature implements GitSignature {
    isValid: Boolean!
    payload: String!
    signature: String!
    signer: User
    state: GitSignatureState!
    wasSignedByGitHub: Boolean!
  }
  type UnknownSignature implements GitSignature {
    isValid: Boolean!
    payload: String!
    signature: String!
    signer: User
    state: GitSignatureState!
    wasSignedByGitHub: Boolean!
  }

  type Tree implements GitObject { entries: [TreeEntry!] oid: GitObjectID! }
  type TreeEntry { mode: Int! name: String! object: GitObject oid: GitObjectID! type: String! }
  type Blob implements GitObject { byteSize: Int! isBinary: Boolean isTruncated: Boolean! oid: GitObjectID! text: String }
  type Tag implements GitObject { oid: GitObjectID! }

  type PullRequest {
    author: Actor
    baseRefName: String!
    baseRefOid: GitObjectID!
    changedFiles: Int!
    commits(after: String, before: String, first: Int, last: Int): PullRequestCommitConnection!
    createdAt: DateTime!
    files(after: String, before: String, first: Int, last: Int): PullRequestChangedFileConnection
    headRefName: String!
    headRefOid: GitObjectID!
    headRepository: Repository
    mergeCommit: Commit
    merged: Boolean!
    mergedAt: DateTime
    mergedBy: Actor
    number: Int!
    reviews(after: String, before: String, first: Int, last: Int): PullRequestReviewConnection
    state: PullRequestState!
    timelineItems(
      after: String, before: String, first: Int, itemTypes: [PullRequestTimelineItemsItemType!], last: Int
    ): PullRequestTimelineItemsConnection!
    url: URI!
  }
  type PullRequestTimelineItemsConnection { nodes: [PullRequestTimelineItems] pageInfo: PageInfo! totalCount: Int! }
  union PullRequestTimelineItems = AutomaticBaseChangeSucceededEvent | BaseRefChangedEvent | ReviewDismissedEvent
  enum PullRequestTimelineItemsItemType {
    AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT BASE_REF_CHANGED_EVENT REVIEW_DISMISSED_EVENT
  }
  type ReviewDismissedEvent {
    actor: Actor
    createdAt: DateTime!
    databaseId: Int
    dismissalMessage: String
    previousReviewState: PullRequestReviewState!
    review: PullRequestReview
  }
  type BaseRefChangedEvent { actor: Actor createdAt: DateTime! currentRefName: String! previousRefName: String! }
  type AutomaticBaseChangeSucceededEvent { actor: Actor createdAt: DateTime! newBase: String! oldBase: String! }
  type PullRequestConnection { nodes: [PullRequest] pageInfo: PageInfo! totalCount: Int! }
  enum PullRequestState { CLOSED MERGED OPEN }
  type PullRequestCommit { commit: Commit! }
  type PullRequestCommitConnection { nodes: [PullRequestCommit] pageInfo: PageInfo! totalCount: Int! }
  type PullRequestChangedFile { changeType: PatchStatus! path: String! }
  type PullRequestChangedFileConnection { nodes: [PullRequestChangedFile] pageInfo: PageInfo! totalCount: Int! }
  enum PatchStatus { ADDED CHANGED COPIED DELETED MODIFIED RENAMED }
  type PullRequestReview {
    author: Actor
    commit: Commit
    fullDatabaseId: BigInt
    state: PullRequestReviewState!
    submittedAt: DateTime
  }
  type PullRequestReviewConnection { nodes: [PullRequestReview] pageInfo: PageInfo! totalCount: Int! }
  enum PullRequestReviewState { APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING }

  input CreateCommitOnBranchInput {
    branch: CommittableBranch!
    clientMutationId: String
    expectedHeadOid: GitObjectID!
    fileChanges: FileChanges
    message: CommitMessage!
  }
  input CommittableBranch { branchName: String repositoryNameWithOwner: String }
  input CommitMessage { body: String headline: String! }
  input FileChanges { additions: [FileAddition!] = [] deletions: [FileDeletion!] = [] }
  input FileAddition { contents: Base64String! path: String! }
  input FileDeletion { path: String! }
  type CreateCommitOnBranchPayload { clientMutationId: String commit: Commit }
`;

/** RFC 4648 with padding, as GitHub requires for file contents. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const OID = /^[0-9a-f]{40}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Returns the reduced schema. Its scalars refuse the same values as GitHub's. */
export function buildReducedSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  restrict(schema, 'Base64String', (text) => BASE64.test(text));
  restrict(schema, 'GitObjectID', (text) => OID.test(text));
  restrict(schema, 'GitTimestamp', (text) => TIMESTAMP.test(text) && !Number.isNaN(Date.parse(text)));
  return schema;
}

function restrict(schema: GraphQLSchema, name: string, admits: (text: string) => boolean): void {
  const scalar = schema.getType(name);
  if (!(scalar instanceof GraphQLScalarType)) throw new Error(`the schema has no scalar ${name}`);
  scalar.coerceInputValue = (value: unknown) => {
    if (typeof value === 'string' && admits(value)) return value;
    throw new GraphQLError(`Could not coerce value ${JSON.stringify(value)} to ${name}`);
  };
}
