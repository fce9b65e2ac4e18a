import { ACCOUNT, CONTENT, FILE, FOLDER_CONTENT, FOLDER_NAMES, LINE, OF_A_CHANGE, OF_A_PULL } from './fragments.ts';

/**
 * Contains every GraphQL document that we send. Tests validate each against GitHub's published schema, and the sandbox
 * answers each. One round trip reads facts that need a dozen over REST. https://docs.github.com/en/graphql/reference
 */

/** The repository: numeric id, default branch and its head. */
export const REPOSITORY_GRAPHQL = `
  query Repository($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      defaultBranchRef { name target { oid } }
    }
  }`;

/** The first reading of a run, at one commit of the default branch: documents, requests of four months, history. */
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
            pin: file(path: ".github/pullcord-genesis") { ...Content }
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
  ${CONTENT}
  ${FOLDER_CONTENT}
  ${LINE}`;

/** The pin of the ledger at a commit, and the newest change of its path. */
export const PIN_GRAPHQL = `
  query Pin($owner: String!, $name: String!, $commit: GitObjectID!) {
    repository(owner: $owner, name: $name) {
      object(oid: $commit) {
        ... on Commit {
          pin: file(path: ".github/pullcord-genesis") { ...Content }
          history(first: 1, path: ".github/pullcord-genesis") { totalCount nodes { oid } }
        }
      }
    }
  }
  ${CONTENT}`;

/** The default branch's history, newest first, page by page. The caller follows first parents. */
export const MAINLINE_GRAPHQL = `
  query Mainline($owner: String!, $name: String!, $head: GitObjectID!, $after: String) {
    repository(owner: $owner, name: $name) {
      object(oid: $head) { ... on Commit { history(first: 100, after: $after) { ...Line } } }
    }
  }
  ${LINE}`;

/**
 * A folder's entries at a commit (`expression` is `<commit>:<folder>`), with the text of small blobs. The answer contains
 * the commit, so that a missing folder differs from a missing commit.
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
 * The ledger's branch at one commit: the names of its files of records, and the files at its growing end. A young ledger
 * has only one file of records, which is included.
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
            keys: file(path: "audit/keys") { ...FolderContent }
            entries: file(path: "audit/entries") { ...FolderNames }
            history(first: 20) {
              nodes { oid parents(first: 2) { nodes { oid } } checkpoint: file(path: "audit/checkpoint") { ...Content } }
            }
          }
        }
      }
    }
  }
  ${CONTENT}
  ${FOLDER_CONTENT}
  ${FOLDER_NAMES}`;

/** Every kept checkpoint at a commit of that branch, by name. */
export const LEDGER_NOTES_GRAPHQL = `
  query LedgerNotes($owner: String!, $name: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $name) {
      object(oid: $head) { ... on Commit { entries: file(path: "audit/checkpoints") { ...FolderNames } } }
    }
  }
  ${FOLDER_NAMES}`;

/** Every file of records at a commit of that branch, by name. */
export const LEDGER_FILES_GRAPHQL = `
  query LedgerFiles($owner: String!, $name: String!, $head: GitObjectID!) {
    repository(owner: $owner, name: $name) {
      object(oid: $head) { ... on Commit { entries: file(path: "audit/entries") { ...FolderNames } } }
    }
  }
  ${FOLDER_NAMES}`;

/** The pull requests that made a path's present version at `head`. The last few changes come with all their facts. */
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

/** The same for many changes, page by page, with only the names of the pull requests. */
export const LONG_HISTORY_GRAPHQL = `
  query LongHistory($owner: String!, $name: String!, $head: GitObjectID!, $path: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      databaseId
      nameWithOwner
      defaultBranchRef { name }
      object(oid: $head) {
        ... on Commit {
          file(path: $path) { ...File }
          history(first: 100, after: $after, path: $path) {
            totalCount
            pageInfo { hasNextPage endCursor }
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

/** The pull requests that hold a commit, page by page. */
export const COMMIT_PULLS_GRAPHQL = `
  query CommitPulls($owner: String!, $name: String!, $commit: GitObjectID!, $after: String) {
    repository(owner: $owner, name: $name) {
      object(oid: $commit) {
        ... on Commit {
          associatedPullRequests(first: 50, after: $after) {
            totalCount
            pageInfo { hasNextPage endCursor }
            nodes { number merged mergedAt baseRefName mergeCommit { oid } }
          }
        }
      }
    }
  }`;

/** The date of one commit; no object if GitHub does not have it. */
export const COMMIT_DATE_GRAPHQL = `
  query CommitDate($owner: String!, $name: String!, $commit: GitObjectID!) {
    repository(owner: $owner, name: $name) { object(oid: $commit) { ... on Commit { committedDate } } }
  }`;

/** The commits of one instant that a commit reaches, page by page. */
export const REACHED_GRAPHQL = `
  query Reached($owner: String!, $name: String!, $commit: GitObjectID!, $at: GitTimestamp!, $after: String) {
    repository(owner: $owner, name: $name) {
      object(oid: $commit) {
        ... on Commit {
          history(first: 100, after: $after, since: $at, until: $at) {
            totalCount
            pageInfo { hasNextPage endCursor }
            nodes { oid }
          }
        }
      }
    }
  }`;

/** The facts of one pull request that a decision needs, without permissions, teams, second factors and pushers. */
export const PULL_REQUEST_GRAPHQL = `
  query PullRequest($owner: String!, $name: String!, $number: Int!, $path: String!, $reviewsAfter: String, $commitsAfter: String, $dismissalsAfter: String) {
    repository(owner: $owner, name: $name) {
      databaseId
      pullRequest(number: $number) {
        ...Pull
        reviews(first: 100, after: $reviewsAfter) { ...Reviews }
        commits(first: 100, after: $commitsAfter) { ...Commits }
        dismissals: timelineItems(first: 100, after: $dismissalsAfter, itemTypes: [REVIEW_DISMISSED_EVENT]) { ...Dismissals }
      }
    }
  }
  ${OF_A_PULL}`;

/** Every text of edited comments, with its writer: https://docs.github.com/graphql/reference/objects#usercontentedit */
export const REVISIONS_GRAPHQL = `
  query Revisions($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on IssueComment {
        author { ...Account }
        editor { ...Account }
        body
        createdAt
        lastEditedAt
        userContentEdits(first: 100) { totalCount nodes { editedAt deletedAt diff editor { ...Account } } }
      }
    }
  }
  ${ACCOUNT}`;

/** Second factors of the organization's members. `hasTwoFactorEnabled` is null if the token may not see it. */
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
 * The name of an account at SAML single sign-on. GitHub shows it to organization owners and to Apps with `members: read`. It
 * is null if the organization does not use single sign-on, or its enterprise does so for it.
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

/** Appends to a branch if its head is still the expected one. GitHub signs the commit. */
export const COMMIT_GRAPHQL = `
  mutation Commit($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid url } }
  }`;
