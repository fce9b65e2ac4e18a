import { createHash } from 'node:crypto';
import type { MainlineCommit } from '../../../src/core/ports.ts';
import type { Script } from './answering.ts';

/* One merged request as GitHub's GraphQL tells it; tests change what they are about. */

export const PATH = 'requests/2026/11/orders.yaml';
export const TEXT = 'policy: orders-db-read\n';
export const BLOB = createHash('sha1').update(`blob ${TEXT.length}\0${TEXT}`).digest('hex');
export const FILE = { mode: 0o100644, oid: BLOB, type: 'blob' };
export const MERGED_AT = '2026-11-24T02:15:00Z';
const MAINLINE: MainlineCommit[] = [
  { sha: 'merge', committedAt: MERGED_AT, parents: ['before', 'head'], policies: 'policies' },
  { sha: 'before', committedAt: '2026-11-20T00:00:00Z', parents: ['older'], policies: 'policies' },
];
export const user = (login: string, databaseId: number) => ({ __typename: 'User', login, databaseId });
const alice = user('alice', 1001);
export const bob = user('bob', 1002);

export const review = (id: number, author: object | null, change: object = {}) => ({
  fullDatabaseId: String(id),
  state: 'APPROVED',
  submittedAt: '2026-11-24T02:10:00Z',
  commit: { oid: 'head' },
  author,
  ...change,
});

export const commit = (oid: string, change: object = {}) => ({
  commit: {
    oid,
    authors: { totalCount: 1, nodes: [{ email: 'alice@acme.example', user: { login: 'alice', databaseId: 1001 } }] },
    committer: { email: 'alice@acme.example', user: { login: 'alice', databaseId: 1001 } },
    signature: null,
    ...change,
  },
});

/** Pages a list the way GitHub does: the cursor is the place of the last item. */
function page<T>(items: readonly T[], after: unknown, totalCount = items.length) {
  const from = after === null ? 0 : Number(after);
  const nodes = items.slice(from, from + 100);
  const end = from + nodes.length;
  const endCursor = nodes.length === 0 ? null : String(end);
  return { totalCount, pageInfo: { hasNextPage: end < items.length, endCursor }, nodes };
}

interface Lists {
  readonly reviews?: readonly object[];
  readonly reviewCount?: number;
  readonly commits?: readonly object[];
  readonly dismissals?: readonly object[];
}

export const pullRequest =
  (
    { reviews = [review(1, bob)], reviewCount, commits = [commit('head')], dismissals = [] }: Lists = {},
    change: object = {},
  ) =>
  ({ reviewsAfter, commitsAfter, dismissalsAfter }: Readonly<Record<string, unknown>>) => ({
    repository: {
      databaseId: 700100,
      pullRequest: {
        number: 42,
        url: 'https://github.com/acme/access/pull/42',
        state: 'MERGED',
        merged: true,
        createdAt: '2026-11-24T02:05:00Z',
        mergedAt: MERGED_AT,
        author: alice,
        mergedBy: alice,
        baseRefName: 'main',
        baseRefOid: 'before',
        headRefName: 'orders',
        headRefOid: 'head',
        headRepository: { databaseId: 700100 },
        changedFiles: 1,
        files: { totalCount: 1, nodes: [{ path: PATH, changeType: 'ADDED' }] },
        baseChanges: { totalCount: 0, nodes: [] },
        mergeCommit: {
          oid: 'merge',
          committedDate: MERGED_AT,
          file: FILE,
          parents: {
            totalCount: 2,
            nodes: [
              { oid: 'before', file: null },
              { oid: 'head', file: FILE },
            ],
          },
          signature: { isValid: true, state: 'VALID', wasSignedByGitHub: true, signer: null },
        },
        headCommit: {
          nodes: [
            {
              commit: {
                oid: 'head',
                committedDate: '2026-11-24T02:04:00Z',
                parents: { totalCount: 1, nodes: [{ oid: 'before', committedDate: '2026-11-20T00:00:00Z' }] },
                signature: {
                  isValid: true,
                  state: 'VALID',
                  wasSignedByGitHub: false,
                  signer: { databaseId: 1001 },
                  payload: 'tree …',
                  signature: '-----BEGIN SSH SIGNATURE-----',
                },
                file: { ...FILE, object: { byteSize: TEXT.length, isBinary: false, isTruncated: false, text: TEXT } },
              },
            },
          ],
        },
        commits: page(commits, commitsAfter),
        reviews: page(reviews, reviewsAfter, reviewCount),
        dismissals: page(dismissals, dismissalsAfter ?? null),
        ...change,
      },
    },
  });

export const named = [
  { number: 42, merged: true, mergedAt: MERGED_AT, baseRefName: 'main', mergeCommit: { oid: 'merge' } },
];
export const pathHistory =
  (pulls: object[] = named, change: object = {}) =>
  () => ({
    repository: {
      databaseId: 700100,
      nameWithOwner: 'acme/access',
      defaultBranchRef: { name: 'main' },
      object: {
        file: FILE,
        history: {
          totalCount: 1,
          nodes: [
            {
              oid: 'head',
              committedDate: '2026-11-24T02:04:00Z',
              file: { oid: BLOB },
              associatedPullRequests: { totalCount: pulls.length, nodes: pulls },
              parents: { totalCount: 1, nodes: [] },
            },
          ],
        },
        ...change,
      },
    },
  });

/** One update of a branch, as REST lists it: `from > to by 1001`. */
export const update = (line: string, change: object = {}) => {
  const [before = '', , after = '', , actor] = line.split(' ');
  return { before, after, actor: actor === 'nobody' ? null : { id: Number(actor) }, ...change };
};
export const NOWHERE = '0'.repeat(40);
export const ACTIVITY = 'GET /repos/{owner}/{repo}/activity';

export const REST: NonNullable<Script['rest']> = {
  [ACTIVITY]: () => ({ status: 200, body: [update(`${NOWHERE} > head by 1001`)] }),
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission': ({ params }) => ({
    status: 200,
    body: { permission: 'write', user: { id: params['username'] === 'bob' ? 1002 : 1005 } },
  }),
  'GET /orgs/{org}/teams/{team_slug}/members': ({ params }) =>
    params['team_slug'] === 'sre-leads'
      ? { status: 200, body: [{ id: 1002 }, { id: 1005 }] }
      : { status: 404, body: {} },
};

/** The pull requests that hold a commit, page by page: the cursor is the place of the last item. */
export const commitPulls =
  (pulls: readonly object[] = named) =>
  ({ after }: Readonly<Record<string, unknown>>) => {
    const from = Number(after ?? 0);
    const nodes = pulls.slice(from, from + 50);
    const end = from + nodes.length;
    const pageInfo = { hasNextPage: end < pulls.length, endCursor: String(end) };
    return { repository: { object: { associatedPullRequests: { totalCount: pulls.length, pageInfo, nodes } } } };
  };

/** What is asked about the request, unless a test asks otherwise. */
export const SUBJECT = {
  head: 'merge',
  path: PATH,
  defaultBranch: 'main',
  mainline: MAINLINE,
  saml: false,
  teams: ['sre-leads'],
  teamsBefore: () => Promise.resolve([]),
};

const secondFactors = () => ({
  organization: {
    requiresTwoFactorAuthentication: true,
    membersWithRole: {
      totalCount: 2,
      pageInfo: { hasNextPage: false, endCursor: null },
      edges: [1001, 1002].map((databaseId) => ({ hasTwoFactorEnabled: true, node: { databaseId } })),
    },
  },
});

export const script = (graphql: NonNullable<Script['graphql']> = {}): Script => ({
  rest: REST,
  graphql: {
    PathHistory: pathHistory(),
    LongHistory: pathHistory(),
    CommitPulls: commitPulls(),
    PullRequest: pullRequest(),
    SecondFactors: secondFactors,
    ...graphql,
  },
});
