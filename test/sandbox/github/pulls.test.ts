import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { containing, refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe('a pull request', () => {
  test('is opened with its one file and commit, mergeable, by its author', async () => {
    const number = await bench.pull('alice', 'first', { 'requests/first.yaml': 'policy: orders-db-read\n' });
    const alice = bench.as('alice');
    const { data } = await alice.pulls.get({ ...REPO, pull_number: number });
    expect(data).toMatchObject({
      state: 'open',
      merged: false,
      mergeable: true,
      commits: 1,
      changed_files: 1,
      additions: 1,
      user: { login: 'alice', id: 1001, type: 'User' },
      base: { ref: 'main', repo: { id: 700100 } },
      head: { ref: 'first', repo: { id: 700100 } },
    });
    const files = await alice.pulls.listFiles({ ...REPO, pull_number: number });
    expect(files.data).toMatchObject([
      {
        filename: 'requests/first.yaml',
        status: 'added',
        additions: 1,
        patch: '@@ -0,0 +1 @@\n+policy: orders-db-read',
      },
    ]);
    const commits = await alice.pulls.listCommits({ ...REPO, pull_number: number });
    expect(commits.data).toMatchObject([
      {
        sha: data.head.sha,
        author: { id: 1001 },
        committer: null,
        commit: {
          committer: { name: 'GitHub', email: 'noreply@github.com' },
          verification: { verified: true, reason: 'valid' },
        },
      },
    ]);
  });

  test('is not opened twice, nor from a branch that is not there, nor for nothing', async () => {
    await bench.pull('alice', 'twice', { 'requests/twice.yaml': 'a: 1\n' });
    const open = (head: string) => refusal(bench.as('alice').pulls.create({ ...REPO, title: 'x', head, base: 'main' }));
    expect(await open('twice')).toMatchObject({
      status: 422,
      message: containing('Validation Failed'),
      body: { errors: [{ message: 'A pull request already exists for acme:twice.' }] },
    });
    expect(await open('nowhere')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'head', code: 'invalid' }] },
    });
    await bench.branch('alice', 'nothing', {});
    expect(await open('nothing')).toMatchObject({
      body: { errors: [{ message: 'No commits between main and nothing' }] },
    });
  });

  test('that conflicts says so and cannot be merged', async () => {
    const one = await bench.pull('alice', 'conflict-a', { 'same.txt': 'a\n' });
    const two = await bench.pull('alice', 'conflict-b', { 'same.txt': 'b\n' });
    const alice = bench.as('alice');
    await alice.pulls.merge({ ...REPO, pull_number: one });
    const { data } = await alice.pulls.get({ ...REPO, pull_number: two });
    expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty', merge_commit_sha: null });
    expect(await refusal(alice.pulls.merge({ ...REPO, pull_number: two }))).toMatchObject({ status: 405 });
  });

  test('is listed by state, head and base, newest first', async () => {
    const number = await bench.pull('bob', 'listed', { 'listed.txt': '1\n' });
    const bob = bench.as('bob');
    const head = await bob.pulls.list({ ...REPO, head: 'acme:listed' });
    expect(head.data.map((pull) => pull.number)).toEqual([number]);
    await bob.pulls.update({ ...REPO, pull_number: number, state: 'closed' });
    expect((await bob.pulls.list({ ...REPO, head: 'acme:listed' })).data).toEqual([]);
    const closed = await bob.pulls.list({ ...REPO, head: 'acme:listed', state: 'closed' });
    expect(closed.data).toMatchObject([{ number, merged_at: null, closed_at: '2026-11-24T02:17:00Z' }]);
    expect((await bob.pulls.list({ ...REPO, base: 'nowhere', state: 'all' })).data).toEqual([]);
    const all = (await bob.pulls.list({ ...REPO, state: 'all' })).data.map((pull) => pull.number);
    expect(all).toEqual([...all].sort((a, b) => b - a));
  });

  test('can be pointed at another base, closed and opened again', async () => {
    const number = await bench.pull('alice', 'retarget', { 'retarget.txt': '1\n' });
    await bench.branch('alice', 'other-base', {});
    const alice = bench.as('alice');
    const moved = await alice.pulls.update({ ...REPO, pull_number: number, base: 'other-base', title: 'renamed' });
    expect(moved.data).toMatchObject({ title: 'renamed', base: { ref: 'other-base' } });
    expect(bench.github.state.pulls.get(number)?.timeline).toMatchObject([
      { event: 'base_ref_changed', from: 'main', to: 'other-base' },
    ]);
    await alice.pulls.update({ ...REPO, pull_number: number, state: 'closed' });
    const again = await alice.pulls.update({ ...REPO, pull_number: number, state: 'open' });
    expect(again.data).toMatchObject({ state: 'open', closed_at: null });
  });

  test('is closed with its head branch, and keeps its head', async () => {
    const number = await bench.pull('alice', 'gone', { 'gone.txt': '1\n' });
    const alice = bench.as('alice');
    const { data } = await alice.pulls.get({ ...REPO, pull_number: number });
    await alice.git.deleteRef({ ...REPO, ref: 'heads/gone' });
    expect((await alice.pulls.get({ ...REPO, pull_number: number })).data).toMatchObject({
      state: 'closed',
      merged: false,
    });
    const kept = await alice.git.getRef({ ...REPO, ref: `pull/${number}/head` });
    expect(kept.data.object.sha).toBe(data.head.sha);
  });
});

describe('a merge', () => {
  test('by merge has two parents, GitHub as its committer and its signature', async () => {
    const number = await bench.pull('alice', 'by-merge', { 'by-merge.txt': '1\n' });
    const before = (await bench.as('alice').git.getRef({ ...REPO, ref: 'heads/main' })).data.object.sha;
    const { pull, commit } = await merge(number, 'merge');
    expect(commit).toMatchObject({
      sha: pull.merge_commit_sha,
      parents: [{ sha: before }, { sha: pull.head.sha }],
      author: { email: '1002+bob@users.noreply.github.com' },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
      verification: { verified: true },
    });
    expect(pull).toMatchObject({
      merged: true,
      state: 'closed',
      merged_by: { id: 1002 },
      merged_at: '2026-11-24T02:17:00Z',
    });
  });

  test('by squash has one parent and the author of the pull request', async () => {
    const number = await bench.pull('alice', 'by-squash', { 'squash-1.txt': '1\n', 'squash-2.txt': '2\n' });
    const { pull, commit } = await merge(number, 'squash');
    expect(commit.parents).toHaveLength(1);
    expect(commit).toMatchObject({
      sha: pull.merge_commit_sha,
      message: containing(`(#${number})`),
      author: { email: '1001+alice@users.noreply.github.com' },
      committer: { email: 'noreply@github.com' },
      verification: { verified: true },
    });
  });

  test('by rebase replays each commit in the merger’s name, unsigned', async () => {
    const number = await bench.pull('alice', 'by-rebase', { 'rebase-1.txt': '1\n', 'rebase-2.txt': '2\n' });
    await bench.as('acme-admin').repos.createOrUpdateFileContents({
      ...REPO,
      path: 'meanwhile.txt',
      content: 'MQo=',
      message: 'meanwhile',
    });
    const main = (await bench.as('bob').git.getRef({ ...REPO, ref: 'heads/main' })).data.object.sha;
    const { pull, commit } = await merge(number, 'rebase');
    expect(commit).toMatchObject({
      sha: pull.merge_commit_sha,
      message: 'Add rebase-2.txt',
      author: { email: '1001+alice@users.noreply.github.com' },
      committer: { email: '1002+bob@users.noreply.github.com' },
      verification: { verified: false, reason: 'unsigned' },
    });
    const first = await bench.as('bob').git.getCommit({ ...REPO, commit_sha: commit.parents[0]?.sha ?? '' });
    expect(first.data).toMatchObject({ message: 'Add rebase-1.txt', parents: [{ sha: main }] });
    expect(pull).toMatchObject({ commits: 2, changed_files: 2 });
  });

  test('is refused for another head than the one named, for a draft, and the second time', async () => {
    const number = await bench.pull('alice', 'checks', { 'checks.txt': '1\n' });
    const bob = bench.as('bob');
    expect(await refusal(bob.pulls.merge({ ...REPO, pull_number: number, sha: '0'.repeat(40) }))).toMatchObject({
      status: 409,
      message: 'Head branch was modified. Review and try the merge again.',
    });
    expect(await refusal(bob.pulls.checkIfMerged({ ...REPO, pull_number: number }))).toMatchObject({ status: 404 });
    await bob.pulls.merge({ ...REPO, pull_number: number });
    expect((await bob.pulls.checkIfMerged({ ...REPO, pull_number: number })).status).toBe(204);
    expect(await refusal(bob.pulls.merge({ ...REPO, pull_number: number }))).toMatchObject({ status: 405 });
    await bench.branch('alice', 'draft', { 'draft.txt': '1\n' });
    const draft = await bench
      .as('alice')
      .pulls.create({ ...REPO, title: 'x', head: 'draft', base: 'main', draft: true });
    expect(await refusal(bob.pulls.merge({ ...REPO, pull_number: draft.data.number }))).toMatchObject({ status: 405 });
  });

  test('is found from its commit', async () => {
    const number = await bench.pull('alice', 'found', { 'found.txt': '1\n' });
    const { pull } = await merge(number, 'squash');
    const list = (commit_sha: string) =>
      bench.as('bob').repos.listPullRequestsAssociatedWithCommit({ ...REPO, commit_sha });
    expect((await list(pull.merge_commit_sha ?? '')).data.map((one) => one.number)).toEqual([number]);
    expect((await list(pull.head.sha)).data.map((one) => one.number)).toEqual([number]);
  });

  async function merge(number: number, method: 'merge' | 'squash' | 'rebase') {
    const bob = bench.as('bob');
    const merged = await bob.pulls.merge({ ...REPO, pull_number: number, merge_method: method });
    expect(merged.data.merged).toBe(true);
    const pull = (await bob.pulls.get({ ...REPO, pull_number: number })).data;
    const main = await bob.git.getRef({ ...REPO, ref: 'heads/main' });
    expect(main.data.object.sha).toBe(merged.data.sha);
    return { pull, commit: (await bob.git.getCommit({ ...REPO, commit_sha: merged.data.sha })).data };
  }
});
