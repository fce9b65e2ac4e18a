/**
 * Every GraphQL document we send. Each is validated in tests against GitHub's published schema, and the sandbox answers each.
 * One round trip gathers what REST would need a dozen for; https://docs.github.com/en/graphql/reference.
 */

const ACCOUNT = `
  fragment Account on Actor {
    __typename
    login
    ... on User { databaseId }
    ... on Bot { databaseId }
    ... on Mannequin { databaseId }
  }`;

const FILE = `
  fragment File on TreeEntry { mode oid type }`;

/** The repository as it stands: numeric id, default branch and its head. */
export const REPOSITORY = `
  query Repository($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      owner { __typename login }
      defaultBranchRef { name target { oid } }
    }
  }`;

/** The default branch's history, newest first, down to `since`; first parents are followed by the caller. */
export const MAINLINE = `
  query Mainline($owner: String!, $name: String!, $head: GitObjectID!, $since: GitTimestamp!, $after: String) {
    repository(owner: $owner, name: $name) {
      object(oid: $head) {
        ... on Commit {
          history(first: 100, since: $since, after: $after) {
            totalCount
            pageInfo { hasNextPage endCursor }
            nodes { oid committedDate parents(first: 3) { totalCount nodes { oid } } }
          }
        }
      }
    }
  }`;

/**
 * A folder's entries at a commit (`expression` is `<commit>:<folder>`), with the text of small blobs; the commit too, for an
 * absent folder to be told from an absent commit.
 */
export const FOLDER = `
  query Folder($owner: String!, $name: String!, $commit: GitObjectID!, $expression: String!) {
    repository(owner: $owner, name: $name) {
      commit: object(oid: $commit) { oid }
      object(expression: $expression) {
        __typename
        ... on Tree {
          oid
          entries { name mode oid type object { ... on Blob { byteSize isBinary isTruncated text } } }
        }
      }
    }
  }`;

/** Which pull requests brought a path to where it stands at `head`. */
export const PATH_HISTORY = `
  query PathHistory($owner: String!, $name: String!, $head: GitObjectID!, $path: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      defaultBranchRef { name }
      object(oid: $head) {
        ... on Commit {
          file(path: $path) { ...File }
          history(first: 100, path: $path) {
            totalCount
            nodes {
              oid
              committedDate
              file(path: $path) { oid }
              associatedPullRequests(first: 50) {
                totalCount
                nodes { number merged mergedAt baseRefName mergeCommit { oid } }
              }
            }
          }
        }
      }
    }
  }
  ${FILE}`;

/** Everything a decision needs to know of one pull request, but for permissions, teams and second factors. */
export const PULL_REQUEST = `
  query PullRequest($owner: String!, $name: String!, $number: Int!, $path: String!, $reviewsAfter: String, $commitsAfter: String) {
    repository(owner: $owner, name: $name) {
      databaseId
      pullRequest(number: $number) {
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
        headRefOid
        headRepository { databaseId }
        changedFiles
        files(first: 10) { totalCount nodes { path changeType } }
        mergeCommit {
          oid
          committedDate
          file(path: $path) { ...File }
          parents(first: 3) { totalCount nodes { oid file(path: $path) { ...File } } }
          signature { isValid wasSignedByGitHub }
        }
        headCommit: commits(last: 1) {
          nodes {
            commit {
              oid
              file(path: $path) { ...File object { ... on Blob { byteSize isBinary isTruncated text } } }
            }
          }
        }
        commits(first: 100, after: $commitsAfter) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            commit {
              oid
              authors(first: 10) { totalCount nodes { email user { login databaseId } } }
              committer { email user { login databaseId } }
              signature { isValid wasSignedByGitHub signer { databaseId } }
            }
          }
        }
        reviews(first: 100, after: $reviewsAfter) {
          totalCount
          pageInfo { hasNextPage endCursor }
          nodes {
            fullDatabaseId
            state
            submittedAt
            commit { oid }
            author { ...Account }
          }
        }
      }
    }
  }
  ${ACCOUNT}
  ${FILE}`;

/** Second factors of the organisation's members; `hasTwoFactorEnabled` is null to whoever may not see it. */
export const SECOND_FACTORS = `
  query SecondFactors($organization: String!, $after: String) {
    organization(login: $organization) {
      requiresTwoFactorAuthentication
      membersWithRole(first: 100, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        edges { hasTwoFactorEnabled node { databaseId } }
      }
    }
  }`;

/** Appends to a branch if its head is still the expected one; signed by GitHub. */
export const COMMIT = `
  mutation Commit($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid url } }
  }`;
