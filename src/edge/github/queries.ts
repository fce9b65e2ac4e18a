import { CONTENT, FILE, FOLDER_CONTENT, FOLDER_NAMES, LINE, OF_A_CHANGE, OF_A_PULL } from './fragments.ts';

/**
 * Every GraphQL document we send. Each is validated in tests against GitHub's published schema, and the sandbox answers each.
 * One round trip gathers what REST would need a dozen for; https://docs.github.com/en/graphql/reference.
 */

/** The repository as it stands: numeric id, default branch and its head. */
export const REPOSITORY_GRAPHQL = `
  query Repository($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      defaultBranchRef { name target { oid } }
    }
  }`;

/** All that a run looks at first, of one commit of the default branch: documents, requests of four months, history. */
export const OVERVIEW_GRAPHQL = `
  query Overview(
    $owner: String!
    $name: String!
    $first: String!
    $second: String!
    $third: String!
    $fourth: String!
  ) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      defaultBranchRef {
        name
        target {
          oid
          ... on Commit {
            policies: file(path: "policies") { ...FolderContent }
            first: file(path: $first) { ...FolderContent }
            second: file(path: $second) { ...FolderContent }
            third: file(path: $third) { ...FolderContent }
            fourth: file(path: $fourth) { ...FolderContent }
            history(first: 100) { ...Line }
          }
        }
      }
    }
  }
  ${FOLDER_CONTENT}
  ${LINE}`;

/** The default branch's history, newest first, page by page; first parents are followed by the caller. */
export const MAINLINE_GRAPHQL = `
  query Mainline($owner: String!, $name: String!, $head: GitObjectID!, $after: String) {
    repository(owner: $owner, name: $name) {
      object(oid: $head) { ... on Commit { history(first: 100, after: $after) { ...Line } } }
    }
  }
  ${LINE}`;

/**
 * A folder's entries at a commit (`expression` is `<commit>:<folder>`), with the text of small blobs; the commit too, for an
 * absent folder to be told from an absent commit.
 */
export const FOLDER_GRAPHQL = `
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

/**
 * The branch the ledger lives on, at one commit: which files of records there are, and what belongs to its growing end. A
 * young ledger has one file of records, which comes along.
 */
export const LEDGER_GRAPHQL = `
  query Ledger($owner: String!, $name: String!, $ref: String!) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        target {
          oid
          ... on Commit {
            checkpoint: file(path: "audit/checkpoint") { ...Content }
            opening: file(path: "audit/open.json") { ...Content }
            first: file(path: "audit/entries/000000.jsonl") { ...Content }
            entries: file(path: "audit/entries") { ...FolderNames }
          }
        }
      }
    }
  }
  ${CONTENT}
  ${FOLDER_NAMES}`;

/** Every file of records at a commit of that branch, by name. */
export const LEDGER_FILES_GRAPHQL = `
  query LedgerFiles($owner: String!, $name: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $name) {
      object(oid: $head) { ... on Commit { entries: file(path: "audit/entries") { ...FolderNames } } }
    }
  }
  ${FOLDER_NAMES}`;

/** Which pull requests brought a path to where it stands at `head`; the last few changes with all that is to be known of them. */
export const PATH_HISTORY_GRAPHQL = `
  query PathHistory($owner: String!, $name: String!, $head: GitObjectID!, $path: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      defaultBranchRef { name }
      object(oid: $head) {
        ... on Commit {
          file(path: $path) { ...File }
          history(first: 3, path: $path) { totalCount nodes { ...Change } }
        }
      }
    }
  }
  ${OF_A_CHANGE}`;

/** The same of many changes, with no more than the names of the pull requests. */
export const LONG_HISTORY_GRAPHQL = `
  query LongHistory($owner: String!, $name: String!, $head: GitObjectID!, $path: String!) {
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

/** What one commit of the default branch made of a document, and the pull request it merged. */
export const DOCUMENT_CHANGE_GRAPHQL = `
  query DocumentChange($owner: String!, $name: String!, $commit: GitObjectID!, $path: String!) {
    repository(owner: $owner, name: $name) { object(oid: $commit) { ... on Commit { ...Change } } }
  }
  ${OF_A_CHANGE}`;

/** A document's changes from a commit back, page by page, and the last of them that the ledger began with. */
export const DOCUMENT_HISTORY_GRAPHQL = `
  query DocumentHistory(
    $owner: String!
    $name: String!
    $commit: GitObjectID!
    $genesis: GitObjectID!
    $path: String!
    $after: String
  ) {
    repository(owner: $owner, name: $name) {
      genesis: object(oid: $genesis) {
        ... on Commit { file(path: $path) { ...Content } history(first: 1, path: $path) { nodes { oid } } }
      }
      object(oid: $commit) {
        ... on Commit {
          history(first: 5, path: $path, after: $after) {
            totalCount
            pageInfo { hasNextPage endCursor }
            nodes { ...Change }
          }
        }
      }
    }
  }
  ${OF_A_CHANGE}`;

/** What a commit reaches of those committed at one instant. */
export const REACHED_GRAPHQL = `
  query Reached($owner: String!, $name: String!, $commit: GitObjectID!, $at: GitTimestamp!) {
    repository(owner: $owner, name: $name) {
      object(oid: $commit) { ... on Commit { history(first: 100, since: $at, until: $at) { totalCount nodes { oid } } } }
    }
  }`;

/** Everything a decision needs to know of one pull request, but for permissions, teams, second factors and who pushed. */
export const PULL_REQUEST_GRAPHQL = `
  query PullRequest($owner: String!, $name: String!, $number: Int!, $path: String!, $reviewsAfter: String, $commitsAfter: String) {
    repository(owner: $owner, name: $name) {
      databaseId
      pullRequest(number: $number) {
        ...Pull
        reviews(first: 100, after: $reviewsAfter) { ...Reviews }
        commits(first: 100, after: $commitsAfter) { ...Commits }
      }
    }
  }
  ${OF_A_PULL}`;

/** Second factors of the organisation's members; `hasTwoFactorEnabled` is null to whoever may not see it. */
export const SECOND_FACTORS_GRAPHQL = `
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

/**
 * Under which name SAML single sign-on knows an account. Told to organization owners and to Apps with `members: read`;
 * null where the organisation does not use it, or an enterprise does for it.
 */
export const IDENTITY_GRAPHQL = `
  query Identity($organization: String!, $login: String!) {
    organization(login: $organization) {
      samlIdentityProvider {
        externalIdentities(first: 10, login: $login) {
          totalCount
          nodes { user { databaseId } samlIdentity { nameId } }
        }
      }
    }
  }`;

/** Appends to a branch if its head is still the expected one; signed by GitHub. */
export const COMMIT_GRAPHQL = `
  mutation Commit($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid url } }
  }`;
