import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PULL_REQUEST_GRAPHQL } from '../../../src/edge/github/queries.ts';
import type { Pull } from '../../../src/sandbox/github/state.ts';
import { refusal, startHarness, type Harness } from './harness.ts';

const NAMES = { owner: 'acme', name: 'access' };
const PATH = 'requests/x.yaml';

let github: Harness;
beforeAll(async () => {
  github = await startHarness();
});
afterAll(() => github.close());

let branches = 0;
async function opened(path = PATH, login = 'alice'): Promise<Pull> {
  const branch = `request-${(branches += 1)}`;
  await github.branchOff(branch);
  await github.commit(login, branch, { [path]: `policy: ${branch}\n` });
  return github.pull(login, branch);
}

/** A pull request of many commits, made in git directly: a push each would take minutes. */
async function openedWith(commits: number): Promise<Pull> {
  const { git } = github.world;
  const branch = `long-${(branches += 1)}`;
  const base = git.branch('main') ?? '';
  const who = { name: 'alice', email: 'alice@acme.example', at: github.world.now() };
  let oid = base;
  for (let n = 0; n < commits; n += 1) {
    const tree = await git.writeTreeWith(undefined, [
      { path: PATH, entry: { mode: '100644', oid: await git.writeBlob(String(n)) } },
    ]);
    oid = await git.writeCommit({ tree, parents: [oid], author: who, committer: who, message: String(n) });
  }
  await git.updateRef(`refs/heads/${branch}`, undefined, oid);
  return github.pull('alice', branch);
}

async function ask(number: number, more: Readonly<Record<string, unknown>> = {}): Promise<Record<string, unknown>> {
  const answer = await github.as('alice')<{ repository: { pullRequest: Record<string, unknown> } }>(
    PULL_REQUEST_GRAPHQL,
    {
      ...NAMES,
      number,
      path: PATH,
      ...more,
    },
  );
  return answer.repository.pullRequest;
}

describe('GraphQL of a pull request', () => {
  test('tells everything of an open one', async () => {
    const pull = await opened();
    expect(await ask(pull.number)).toMatchObject({
      number: pull.number,
      url: `${github.origin}/acme/access/pull/${pull.number}`,
      state: 'OPEN',
      merged: false,
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
      author: { __typename: 'User', login: 'alice', databaseId: 1001 },
      baseRefName: 'main',
      baseRefOid: pull.base.sha,
      headRefOid: pull.head.sha,
      headRepository: { databaseId: 700100 },
      changedFiles: 1,
      files: { totalCount: 1, nodes: [{ path: PATH, changeType: 'ADDED' }] },
      headCommit: {
        nodes: [
          {
            commit: {
              oid: pull.head.sha,
              file: {
                mode: 33188,
                type: 'blob',
                object: { text: expect.stringContaining('policy: request-') as string },
              },
            },
          },
        ],
      },
      commits: {
        totalCount: 1,
        nodes: [
          {
            commit: {
              oid: pull.head.sha,
              authors: { totalCount: 1, nodes: [{ user: { login: 'alice', databaseId: 1001 } }] },
              committer: { email: 'noreply@github.com', user: null },
              signature: { isValid: true, wasSignedByGitHub: true, signer: null },
            },
          },
        ],
      },
      reviews: { totalCount: 0, nodes: [] },
    });
  });

  test('tells how and by whom it was merged, and that GitHub signed the merge', async () => {
    const pull = await opened('requests/merged.yaml');
    github.pass(30);
    const oid = await github.merge('bob', pull, 'merge');
    expect(await ask(pull.number, { path: 'requests/merged.yaml' })).toMatchObject({
      state: 'MERGED',
      merged: true,
      mergedBy: { login: 'bob' },
      mergeCommit: {
        oid,
        file: { mode: 33188 },
        parents: {
          totalCount: 2,
          nodes: [
            { oid: pull.base.sha, file: null },
            { oid: pull.head.sha, file: { mode: 33188 } },
          ],
        },
        signature: { isValid: true, wasSignedByGitHub: true },
      },
      commits: { totalCount: 1 },
      changedFiles: 1,
    });
  });

  test('tells a closed one from a merged one, and each kind of change', async () => {
    const branch = 'kinds';
    await github.commit('acme-admin', 'main', {
      'old.txt': 'old enough to be recognised\n',
      'gone.txt': 'something else entirely\n',
    });
    await github.branchOff(branch);
    await github.commit('alice', branch, {
      'README.md': 'changed\n',
      'gone.txt': null,
      'old.txt': null,
      'new.txt': 'old enough to be recognised\n',
    });
    const pull = await github.pull('alice', branch);
    pull.state = 'closed';
    expect(await ask(pull.number)).toMatchObject({
      state: 'CLOSED',
      merged: false,
      files: {
        nodes: [
          { path: 'README.md', changeType: 'MODIFIED' },
          { path: 'gone.txt', changeType: 'DELETED' },
          { path: 'new.txt', changeType: 'RENAMED' },
        ],
      },
    });
  });

  test('pages through reviews and commits with cursors', async () => {
    const pull = await openedWith(105);
    const reviewed = pull.head.sha;
    const comment = {
      author: 1002,
      state: 'COMMENTED',
      body: '',
      commit: reviewed,
      submittedAt: github.world.now(),
    } as const;
    pull.reviews.push(...Array.from({ length: 119 }, (_, n) => ({ ...comment, id: n + 1 })));
    await github.review('bob', pull, 'APPROVE');
    const first = await ask(pull.number);
    expect(first).toMatchObject({
      reviews: { totalCount: 120, pageInfo: { hasNextPage: true } },
      commits: { totalCount: 105, pageInfo: { hasNextPage: true } },
    });
    const pages = first as unknown as Record<
      'reviews' | 'commits',
      { nodes: unknown[]; pageInfo: { endCursor: string } }
    >;
    expect(pages.reviews.nodes[0]).toMatchObject({
      state: 'COMMENTED',
      commit: { oid: reviewed },
      author: { databaseId: 1002 },
    });
    const second = await ask(pull.number, {
      reviewsAfter: pages.reviews.pageInfo.endCursor,
      commitsAfter: pages.commits.pageInfo.endCursor,
    });
    const rest = second as unknown as typeof pages;
    expect(rest.reviews.nodes).toHaveLength(20);
    expect(rest.reviews.nodes.at(-1)).toMatchObject({
      state: 'APPROVED',
      submittedAt: expect.stringMatching(/^2026-11-24T02:\d\d:\d\dZ$/) as string,
      fullDatabaseId: expect.stringMatching(/^\d+$/) as string,
      commit: { oid: pull.head.sha },
    });
    expect(rest.commits.nodes).toHaveLength(5);
    expect(rest.commits.nodes.at(-1)).toMatchObject({ commit: { oid: pull.head.sha } });
  });

  test('shows a pending review to its author only', async () => {
    const pull = await opened('requests/pending.yaml');
    pull.reviews.push({ id: 5, author: 1002, state: 'PENDING', body: '', commit: pull.head.sha, submittedAt: null });
    const asBob = await github.as('bob')(PULL_REQUEST_GRAPHQL, { ...NAMES, number: pull.number, path: PATH });
    expect(asBob).toMatchObject({
      repository: { pullRequest: { reviews: { nodes: [{ state: 'PENDING', submittedAt: null }] } } },
    });
    expect(await ask(pull.number)).toMatchObject({ reviews: { totalCount: 0 } });
  });

  test('tells bots from people, and an account that is gone by null', async () => {
    const pull = await opened('requests/bot.yaml');
    const bot = [...github.world.state.users.values()].find(({ type }) => type === 'Bot');
    const review = { state: 'APPROVED', body: '', commit: pull.head.sha, submittedAt: github.world.now() } as const;
    pull.reviews.push({ ...review, id: 6, author: bot?.id ?? 0 }, { ...review, id: 7, author: 4242 });
    expect(await ask(pull.number)).toMatchObject({
      reviews: {
        nodes: [{ author: { __typename: 'Bot', login: 'github-actions', databaseId: bot?.id } }, { author: null }],
      },
    });
  });

  test('names co-authors, and nobody for an address that is nobody’s', async () => {
    const pull = await opened('requests/together.yaml');
    await github.commit(
      'alice',
      pull.head.ref,
      { 'requests/together.yaml': 'b\n' },
      'together\n\nCo-authored-by: Bob <bob@acme.example>\nCo-authored-by: X <x@elsewhere.example>',
    );
    expect(await ask(pull.number)).toMatchObject({
      commits: {
        nodes: [
          {},
          {
            commit: {
              authors: {
                totalCount: 3,
                nodes: [
                  { user: { login: 'alice' } },
                  { user: { login: 'bob' } },
                  { email: 'x@elsewhere.example', user: null },
                ],
              },
            },
          },
        ],
      },
    });
  });

  test('a commit nobody signed has no signature, and one signed by a key we do not know is not valid', async () => {
    const { git } = github.world;
    const pull = await opened('requests/signed.yaml');
    const base = await git.readCommit(pull.head.sha);
    const raw = `tree ${base?.tree ?? ''}\nparent ${pull.head.sha}\nauthor A <alice@acme.example> 1795485600 +0000\ncommitter A <alice@acme.example> 1795485600 +0000\n`;
    const unsigned = await git.writeObject('commit', Buffer.from(`${raw}\nunsigned\n`));
    const signed = await git.writeObject(
      'commit',
      Buffer.from(
        raw.replace(pull.head.sha, unsigned) +
          'gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\n\nsigned\n',
      ),
    );
    pull.head.sha = signed;
    const signature = { isValid: false, wasSignedByGitHub: false, signer: null };
    expect(await ask(pull.number)).toMatchObject({
      commits: { nodes: [{}, { commit: { oid: unsigned, signature: null } }, { commit: { oid: signed, signature } }] },
    });
  });

  test('is not found where there is none', async () => {
    expect(await refusal(ask(9999))).toMatchObject({
      data: { repository: { databaseId: 700100, pullRequest: null } },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository', 'pullRequest'],
          message: 'Could not resolve to a PullRequest with the number of 9999.',
        },
      ],
    });
  });
});
