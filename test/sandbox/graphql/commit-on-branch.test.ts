import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { COMMIT_GRAPHQL, PULL_REQUEST_GRAPHQL } from '../../../src/edge/github/queries.ts';
import type { RepositoryEvent } from '../../../src/sandbox/github/events.ts';
import { refusal, startHarness, type Harness } from './harness.ts';

let github: Harness;
let head: string;

beforeAll(async () => {
  github = await startHarness();
  await github.commit('acme-admin', 'main', { 'audit/old': 'x' });
});
afterAll(() => github.close());
beforeEach(async () => {
  const { git } = github.world;
  await git.updateRef('refs/heads/audit', git.branch('audit'), git.branch('main'));
  head = git.branch('audit') ?? '';
});

interface Wish {
  readonly branch?: string;
  readonly repository?: string;
  readonly expected?: string;
  readonly additions?: readonly { path: string; contents: string }[];
  readonly deletions?: readonly { path: string }[];
  readonly message?: { headline: string; body?: string };
}

function input({
  branch = 'audit',
  repository = 'acme/access',
  expected = head,
  additions = [],
  deletions = [],
  message = { headline: 'append' },
}: Wish): unknown {
  return {
    branch: { repositoryNameWithOwner: repository, branchName: branch },
    expectedHeadOid: expected,
    fileChanges: { additions, deletions },
    message,
  };
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const append = (who: Parameters<Harness['as']>[0], wish: Wish = {}) =>
  github.as(who)<{ createCommitOnBranch: { commit: { oid: string; url: string } } }>(COMMIT_GRAPHQL, {
    input: input(wish),
  });
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: github.world.git.directory, encoding: 'utf8' }).trim();

describe('createCommitOnBranch', () => {
  test('appends one commit: additions and deletions, by the owner of the token, committed and signed by GitHub', async () => {
    const { createCommitOnBranch } = await append('alice', {
      additions: [{ path: 'audit/entries/000000.jsonl', contents: base64('{"é":1}\n') }],
      deletions: [{ path: 'audit/old' }],
      message: { headline: 'activated #42', body: 'Requester: alice\nRole: roles/viewer' },
    });
    const { oid, url } = createCommitOnBranch.commit;
    expect(url).toBe(`${github.origin}/acme/access/commit/${oid}`);
    expect(git('rev-parse', 'audit')).toBe(oid);
    expect(git('log', '-1', '--format=%P|%an|%ae|%cn|%ce|%B', oid)).toBe(
      `${head}|Alice Adams|1001+alice@users.noreply.github.com|GitHub|noreply@github.com|activated #42\n\nRequester: alice\nRole: roles/viewer`,
    );
    expect(git('log', '-1', '--format=%(trailers:key=Requester,valueonly)', oid)).toBe('alice');
    expect(git('ls-tree', '-r', '--name-only', oid).split('\n')).toEqual([
      'README.md',
      'audit/entries/000000.jsonl',
      'policies/a.yaml',
    ]);
    expect(git('show', `${oid}:audit/entries/000000.jsonl`)).toBe('{"é":1}');
    expect(github.world.state.signedByGitHub.has(oid)).toBe(true);
  });

  test('is a push by the caller, told as one and kept in the activity', async () => {
    const seen: RepositoryEvent[] = [];
    const stop = github.world.events.subscribe((event) => seen.push(event));
    const { createCommitOnBranch } = await append(
      { kind: 'workflow', permissions: { contents: 'write' } },
      { additions: [{ path: 'a', contents: '' }] },
    );
    stop();
    const { oid } = createCommitOnBranch.commit;
    expect(seen).toMatchObject([
      { name: 'push', ref: 'refs/heads/audit', sha: oid, by: 'workflow', actor: { login: 'github-actions[bot]' } },
    ]);
    expect(github.world.state.activity.at(-1)).toMatchObject({
      ref: 'refs/heads/audit',
      before: head,
      after: oid,
      type: 'push',
    });
  });

  test('makes an empty commit when nothing is to change, and takes the full name of the branch', async () => {
    const { createCommitOnBranch } = await append('bob', { branch: 'refs/heads/audit' });
    expect(git('diff', head, createCommitOnBranch.commit.oid)).toBe('');
    expect(git('rev-parse', 'audit')).toBe(createCommitOnBranch.commit.oid);
  });

  test('compares and swaps: a head that is not the expected one is STALE_DATA, word for word', async () => {
    const before = head;
    await append('bob');
    head = git('rev-parse', 'audit');
    const asked = append('alice', { expected: before, additions: [{ path: 'a', contents: base64('other') }] });
    expect(await refusal(asked)).toEqual({
      data: { createCommitOnBranch: null },
      errors: [
        {
          type: 'STALE_DATA',
          path: ['createCommitOnBranch'],
          locations: [{ line: 3, column: 5 }],
          message: `Expected branch to point to "${before}" but it did not.  Pull and try again.`,
        },
      ],
    });
    expect(git('rev-parse', 'audit')).toBe(head);
  });

  test('of many at once upon one head exactly one lands', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) =>
        append('alice', { additions: [{ path: `race/${n}`, contents: base64(String(n)) }] }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(git('rev-list', '--count', `${head}..audit`)).toBe('1');
  });

  test.each<[string, Wish, { type: string; message: RegExp }]>([
    ['a branch that is not there', { branch: 'nowhere' }, { type: 'NOT_FOUND', message: /^Branch not found$/ }],
    ['another repository', { repository: 'acme/other' }, { type: 'NOT_FOUND', message: /'acme\/other'/ }],
    [
      'a path named twice',
      { additions: [{ path: 'a', contents: '' }], deletions: [{ path: 'a' }] },
      { type: 'UNPROCESSABLE', message: /more than once.*: a$/ },
    ],
    [
      'a deletion of what is not there',
      { deletions: [{ path: 'nothing' }] },
      { type: 'UNPROCESSABLE', message: /deletion which does not exist.*: nothing$/ },
    ],
    [
      'a path out of the repository',
      { additions: [{ path: '../a', contents: '' }] },
      { type: 'UNPROCESSABLE', message: /not valid: \.\.\/a$/ },
    ],
    [
      'a path that starts with a slash',
      { additions: [{ path: '/a', contents: '' }] },
      { type: 'UNPROCESSABLE', message: /not valid: \/a$/ },
    ],
  ])('refuses %s and writes nothing', async (_what, wish, { type, message }) => {
    const { errors, data } = await refusal(append('alice', wish));
    expect(data).toEqual({ createCommitOnBranch: null });
    expect(errors).toMatchObject([
      { type, path: ['createCommitOnBranch'], message: expect.stringMatching(message) as string },
    ]);
    expect(git('rev-parse', 'audit')).toBe(head);
  });

  test('refuses contents that are not base64 with padding, and an expected head that is no object id', async () => {
    for (const wish of [
      { additions: [{ path: 'a', contents: 'YQ' }] },
      { additions: [{ path: 'a', contents: 'Y_==' }] },
      { expected: 'HEAD' },
    ]) {
      const { errors } = await refusal(append('alice', wish));
      expect(errors).toMatchObject([{ message: expect.stringContaining('$input') as string }]);
    }
    expect(git('rev-parse', 'audit')).toBe(head);
  });

  test('honours the rules of the branch, and who may pass them by', async () => {
    const expected = git('rev-parse', 'main');
    const { errors } = await refusal(append('alice', { branch: 'main', expected }));
    expect(errors).toMatchObject([
      {
        type: 'UNPROCESSABLE',
        message: 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
      },
    ]);
    expect(git('rev-parse', 'main')).toBe(expected);
    await append('acme-admin', { branch: 'main', expected });
    expect(git('rev-parse', 'main^')).toBe(expected);
  });

  test('refuses readers and tokens that may not write', async () => {
    expect((await refusal(append('mallory'))).errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'mallory does not have the correct permissions to execute `CreateCommitOnBranch`' },
    ]);
    expect((await refusal(append({ kind: 'workflow', permissions: { contents: 'read' } }))).errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
    ]);
    expect(git('rev-parse', 'audit')).toBe(head);
  });

  test('moves the head of the pull request of the branch', async () => {
    await github.branchOff('request');
    await github.commit('alice', 'request', { 'requests/a.yaml': 'a\n' });
    const pull = await github.pull('alice', 'request');
    const { createCommitOnBranch } = await append('alice', {
      branch: 'request',
      expected: pull.head.sha,
      additions: [{ path: 'requests/a.yaml', contents: base64('b\n') }],
    });
    expect(
      await github.as('alice')(PULL_REQUEST_GRAPHQL, {
        owner: 'acme',
        name: 'access',
        number: pull.number,
        path: 'requests/a.yaml',
      }),
    ).toMatchObject({
      repository: { pullRequest: { headRefOid: createCommitOnBranch.commit.oid, commits: { totalCount: 2 } } },
    });
  });
});
