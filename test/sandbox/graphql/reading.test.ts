import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FOLDER_GRAPHQL,
  MAINLINE_GRAPHQL,
  PATH_HISTORY_GRAPHQL,
  REACHED_GRAPHQL,
  REPOSITORY_GRAPHQL,
} from '../../../src/edge/github/queries.ts';
import { refusal, startHarness, type Harness } from './harness.ts';

const NAMES = { owner: 'acme', name: 'access' };
/** The edge does not ask for the owner. */
const withOwner = (query: string) => query.replace('nameWithOwner', 'nameWithOwner owner { __typename login }');
let github: Harness;
let first: string;
let head: string;

beforeAll(async () => {
  github = await startHarness();
  first = github.world.git.branch('main') ?? '';
  github.pass(60);
  await github.commit('acme-admin', 'main', {
    'requests/2026/x.yaml': 'policy: a\n',
    'logo.png': Buffer.from([0x89, 0x50, 0, 0x0d]),
    'long.txt': 'é'.repeat(300_000),
  });
  github.pass(60);
  head = await github.commit('acme-admin', 'main', { 'requests/2026/x.yaml': 'policy: b\n' });
});
afterAll(() => github.close());

describe('GraphQL of the repository', () => {
  test('tells its numeric id, its owner and the head of its default branch', async () => {
    expect(await github.as('alice')(withOwner(REPOSITORY_GRAPHQL), NAMES)).toEqual({
      repository: {
        databaseId: 700100,
        nameWithOwner: 'acme/access',
        owner: { __typename: 'Organization', login: 'acme' },
        defaultBranchRef: { name: 'main', target: { oid: head } },
      },
    });
  });

  test('finds it whatever the case of its names', async () => {
    expect(await github.as('alice')(REPOSITORY_GRAPHQL, { owner: 'ACME', name: 'Access' })).toMatchObject({
      repository: { databaseId: 700100 },
    });
  });

  test('reads history newest first, with parents and the documents of each commit', async () => {
    expect(await github.as('alice')(MAINLINE_GRAPHQL, { ...NAMES, head })).toMatchObject({
      repository: {
        object: {
          history: {
            totalCount: 3,
            pageInfo: { hasNextPage: false },
            nodes: [
              {
                oid: head,
                committedDate: '2026-11-24T02:02:00Z',
                parents: { totalCount: 1 },
                policies: { oid: expect.stringMatching(/^[0-9a-f]{40}$/) as string },
              },
              { parents: { nodes: [{ oid: first }] } },
              { oid: first, parents: { totalCount: 0, nodes: [] } },
            ],
          },
        },
      },
    });
    const at = (instant: string) => github.as('alice')(REACHED_GRAPHQL, { ...NAMES, commit: head, at: instant });
    expect(await at('2026-11-24T02:02:00Z')).toMatchObject({
      repository: { object: { history: { totalCount: 1, nodes: [{ oid: head }] } } },
    });
    expect(await at('2026-11-24T02:00:00Z')).toMatchObject({
      repository: { object: { history: { totalCount: 1, nodes: [{ oid: first }] } } },
    });
  });

  test("gives a path's history as git simplifies it, and the file with its mode as a number", async () => {
    const log = execFileSync('git', ['log', '--format=%H', head, '--', 'requests/2026/x.yaml'], {
      cwd: github.world.git.directory,
      encoding: 'utf8',
    });
    const answer = await github.as('alice')(PATH_HISTORY_GRAPHQL, { ...NAMES, head, path: 'requests/2026/x.yaml' });
    const nodes = log
      .trim()
      .split('\n')
      .map((oid) => expect.objectContaining({ oid, associatedPullRequests: { totalCount: 0, nodes: [] } }) as unknown);
    expect(nodes).toHaveLength(2);
    expect(answer).toMatchObject({
      repository: { object: { file: { mode: 33188, type: 'blob' }, history: { totalCount: 2, nodes } } },
    });
  });

  test('knows no file where there is none', async () => {
    expect(
      await github.as('alice')(PATH_HISTORY_GRAPHQL, { ...NAMES, head, path: 'requests/none.yaml' }),
    ).toMatchObject({
      repository: { object: { file: null, history: { totalCount: 0, nodes: [] } } },
    });
  });

  test('lists a folder, with the text of text and without that of binary, and cuts what is too long', async () => {
    const answer = await github.as('alice')(FOLDER_GRAPHQL, { ...NAMES, commit: head, expression: `${head}:` });
    expect(answer).toMatchObject({
      repository: {
        object: {
          __typename: 'Tree',
          entries: [
            {
              name: 'README.md',
              mode: 0o100644,
              type: 'blob',
              object: { byteSize: 6, isBinary: false, isTruncated: false, text: 'hello\n' },
            },
            { name: 'logo.png', object: { byteSize: 4, isBinary: true, text: null } },
            { name: 'long.txt', object: { byteSize: 600_000, isBinary: false, isTruncated: true } },
            { name: 'policies', mode: 0o040000, type: 'tree', object: {} },
            { name: 'requests', type: 'tree' },
          ],
        },
      },
    });
  });

  test('tells a link and a program by their modes', async () => {
    const { git } = github.world;
    const blob = await git.writeBlob('README.md');
    const tree = await git.writeTreeWith(undefined, [
      { path: 'link', entry: { mode: '120000', oid: blob } },
      { path: 'module', entry: { mode: '160000', oid: head } },
      { path: 'run', entry: { mode: '100755', oid: blob } },
    ]);
    const who = { name: 'x', email: 'x@acme.example', at: github.world.now() };
    const commit = await git.writeCommit({ tree, parents: [], author: who, committer: who, message: 'kinds' });
    expect(await github.as('alice')(FOLDER_GRAPHQL, { ...NAMES, commit, expression: `${commit}:` })).toMatchObject({
      repository: {
        object: {
          entries: [
            { name: 'link', mode: 0o120000, type: 'blob' },
            { name: 'module', mode: 0o160000, type: 'commit', object: null },
            { name: 'run', mode: 0o100755, type: 'blob' },
          ],
        },
      },
    });
  });

  test('gives null, without an error, for an object that is not there', async () => {
    const ask = github.as('alice');
    const absent = { repository: { commit: { oid: head }, object: null } };
    expect(await ask(FOLDER_GRAPHQL, { ...NAMES, commit: head, expression: `${head}:nowhere` })).toEqual(absent);
    expect(await ask(FOLDER_GRAPHQL, { ...NAMES, commit: head, expression: 'nowhere:' })).toEqual(absent);
    expect(await ask(MAINLINE_GRAPHQL, { ...NAMES, head: 'f'.repeat(40), since: '2026-11-24T00:00:00Z' })).toEqual({
      repository: { object: null },
    });
  });
});

describe('GraphQL errors', () => {
  test('a repository that is not there is NOT_FOUND, at its path', async () => {
    expect(await refusal(github.as('alice')(REPOSITORY_GRAPHQL, { owner: 'acme', name: 'other' }))).toEqual({
      data: { repository: null },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository'],
          locations: [{ line: 3, column: 5 }],
          message: "Could not resolve to a Repository with the name 'acme/other'.",
        },
      ],
    });
  });

  test('a token that is none of ours is bad credentials, and so is no token', async () => {
    for (const headers of [{ authorization: 'bearer nonsense' }, {}]) {
      const answer = await fetch(`${github.origin}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ query: REPOSITORY_GRAPHQL, variables: NAMES }),
      });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ message: 'Bad credentials' });
    }
  });

  test('a body that is no request is 400', async () => {
    const token = github.mint({ kind: 'user', login: 'alice' });
    for (const body of ['not json', '{}', '[]']) {
      const answer = await fetch(`${github.origin}/graphql`, {
        method: 'POST',
        headers: { authorization: `bearer ${token}` },
        body,
      });
      expect(answer.status).toBe(400);
    }
  });

  test('a document that does not parse or does not fit the schema is answered with errors and no data', async () => {
    expect(await refusal(github.as('alice')('query {'))).toMatchObject({
      data: undefined,
      errors: [{ message: expect.stringContaining('Syntax Error') as string }],
    });
    const { errors } = await refusal(github.as('alice')('query { repository(owner: "acme", name: "access") { nme } }'));
    expect(errors).toMatchObject([
      { message: expect.stringContaining('nme') as string, locations: [{ line: 1, column: 53 }] },
    ]);
  });

  test('an object id, an instant or a variable that is none is refused', async () => {
    for (const wrong of [{ commit: 'main' }, { at: 'yesterday' }, { at: undefined }]) {
      const { errors } = await refusal(
        github.as('alice')(REACHED_GRAPHQL, { ...NAMES, commit: head, at: '2026-11-24T00:00:00Z', ...wrong }),
      );
      expect(errors[0]?.message).toMatch(/\$commit|\$at/);
    }
  });

  test('a token without the permission is FORBIDDEN, and the rest is answered', async () => {
    const ask = github.as({ kind: 'workflow', permissions: { pull_requests: 'read' } });
    expect(await refusal(ask(FOLDER_GRAPHQL, { ...NAMES, commit: head, expression: `${head}:` }))).toMatchObject({
      data: { repository: { commit: null, object: null } },
      errors: ['commit', 'object'].map((field) => ({
        type: 'FORBIDDEN',
        path: ['repository', field],
        message: 'Resource not accessible by integration',
      })),
    });
  });
});
