/** Shared parts of the GraphQL documents in `queries.ts`. Each part contains the parts that it names. */

export const ACCOUNT = `
  fragment Account on Actor {
    __typename
    login
    ... on User { databaseId }
    ... on Bot { databaseId }
    ... on Mannequin { databaseId }
  }`;

export const FILE = `
  fragment File on TreeEntry { mode oid type }`;

export const CONTENT = `
  fragment Content on TreeEntry { mode oid type object { ... on Blob { byteSize isBinary isTruncated text } } }`;

export const FOLDER_CONTENT = `
  fragment FolderContent on TreeEntry {
    oid
    object {
      __typename
      ... on Tree {
        oid
        entries { name mode oid type object { ... on Blob { byteSize isBinary isTruncated text } } }
      }
    }
  }`;

export const FOLDER_NAMES = `
  fragment FolderNames on TreeEntry { oid object { __typename ... on Tree { entries { name mode oid type } } } }`;

/** One page of the default branch's history. Each commit has its folder of documents. */
export const LINE = `
  fragment Line on CommitHistoryConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { oid committedDate parents(first: 3) { totalCount nodes { oid } } policies: file(path: "policies") { oid } }
  }`;

const SIGNATURE = `
  fragment Signature on GitSignature { isValid state wasSignedByGitHub signer { databaseId } }`;

const REVIEWS = `
  fragment Reviews on PullRequestReviewConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { fullDatabaseId state submittedAt commit { oid } author { ...Account } }
  }`;

/** A dismissal names its review. The review itself keeps the time of its submission. */
const DISMISSALS = `
  fragment Dismissals on PullRequestTimelineItemsConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ... on ReviewDismissedEvent { createdAt previousReviewState review { fullDatabaseId } } }
  }`;

const COMMITS = `
  fragment Commits on PullRequestCommitConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      commit {
        oid
        authors(first: 10) { totalCount nodes { email user { login databaseId } } }
        committer { email user { login databaseId } }
        signature { ...Signature }
      }
    }
  }`;

/** The facts of one pull request that a decision needs, without its lists of reviews, dismissals and commits. */
const PULL = `
  fragment Pull on PullRequest {
    number
    url
    state
    merged
    createdAt
    mergedAt
    author { ...Account }
    mergedBy { ...Account }
    baseRefName
    baseRefOid
    headRefName
    headRefOid
    headRepository { databaseId }
    changedFiles
    files(first: 10) { totalCount nodes { path changeType } }
    baseChanges: timelineItems(
      first: 50
      itemTypes: [BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT]
    ) {
      totalCount
      nodes {
        ... on BaseRefChangedEvent { createdAt }
        ... on AutomaticBaseChangeSucceededEvent { createdAt }
      }
    }
    mergeCommit {
      oid
      committedDate
      file(path: $path) { ...File }
      parents(first: 3) { totalCount nodes { oid file(path: $path) { ...File } } }
      signature { ...Signature }
    }
    headCommit: commits(last: 1) {
      nodes {
        commit {
          oid
          committedDate
          parents(first: 10) { totalCount nodes { oid committedDate } }
          signature { ...Signature payload signature }
          file(path: $path) { ...Content }
        }
      }
    }
  }`;

/** One change of a path, with the pull requests that may have made it: whole, except very long lists. */
const CHANGE = `
  fragment Change on Commit {
    oid
    committedDate
    file(path: $path) { ...Content }
    parents(first: 3) { totalCount nodes { oid file(path: $path) { oid } } }
    associatedPullRequests(first: 3) {
      totalCount
      nodes {
        ...Pull
        reviews(first: 100) { ...Reviews }
        commits(first: 30) { ...Commits }
        dismissals: timelineItems(first: 30, itemTypes: [REVIEW_DISMISSED_EVENT]) { ...Dismissals }
      }
    }
  }`;

export const OF_A_PULL = [PULL, REVIEWS, COMMITS, DISMISSALS, SIGNATURE, ACCOUNT, FILE, CONTENT].join('');
export const OF_A_CHANGE = CHANGE + OF_A_PULL;
