import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await settled();
  bench.events.length = 0;
});

/** Events go out in the turn after the answer. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const seen = async () => {
  await settled();
  return bench.events.map((event) =>
    'action' in event ? `${event.name} ${event.action}` : `${event.name} ${event.ref}`,
  );
};

test('a pull request’s life is told in order, each event with its ref, commit and webhook body', async () => {
  const number = await bench.pull('alice', 'life', { 'life.txt': '1\n' });
  await bench.as('bob').pulls.createReview({ ...REPO, pull_number: number, event: 'APPROVE' });
  await bench.as('bob').pulls.merge({ ...REPO, pull_number: number, merge_method: 'squash' });
  expect(await seen()).toEqual([
    'push refs/heads/life',
    'push refs/heads/life',
    'pull_request opened',
    'pull_request_review submitted',
    'push refs/heads/main',
    'pull_request closed',
  ]);
  const [, , opened, reviewed, pushed, closed] = bench.events;
  const pull = (await bench.as('bob').pulls.get({ ...REPO, pull_number: number })).data;
  const test = bench.github.repository.refs().get(`refs/pull/${number}/merge`);
  expect(opened).toMatchObject({
    number,
    base: 'main',
    head: 'life',
    paths: ['life.txt'],
    ref: `refs/pull/${number}/merge`,
    sha: test,
    actor: { login: 'alice', id: 1001 },
    by: 'user',
    payload: {
      action: 'opened',
      number,
      pull_request: { number, merged: false, head: { sha: pull.head.sha } },
      sender: { login: 'alice' },
      repository: { id: 700100 },
      organization: { id: 900100 },
    },
  });
  expect(reviewed).toMatchObject({
    sha: test,
    payload: { review: { state: 'approved', user: { id: 1002 }, commit_id: pull.head.sha } },
  });
  expect(pushed).toMatchObject({
    sha: pull.merge_commit_sha,
    paths: ['life.txt'],
    deleted: false,
    payload: {
      after: pull.merge_commit_sha,
      forced: false,
      commits: [{ id: pull.merge_commit_sha, author: { username: 'alice' } }],
      pusher: { name: 'bob' },
    },
  });
  expect(closed).toMatchObject({
    ref: 'refs/heads/main',
    sha: pull.merge_commit_sha,
    payload: { pull_request: { merged: true } },
  });
});

test('a pull request that conflicts with its base is not told: no workflow could run on it', async () => {
  const one = await bench.pull('alice', 'clash-a', { 'clash.txt': 'a\n' });
  const two = await bench.pull('alice', 'clash-b', { 'clash.txt': 'b\n' });
  await bench.as('bob').pulls.merge({ ...REPO, pull_number: one });
  await settled();
  bench.events.length = 0;
  await bench.as('bob').pulls.createReview({ ...REPO, pull_number: two, event: 'APPROVE' });
  await bench.as('alice').pulls.update({ ...REPO, pull_number: two, state: 'closed' });
  expect(await seen()).toEqual([]);
});

test('a deleted branch, a comment and a dismissal are told, and by what kind of token', async () => {
  await bench.branch('alice', 'short', {});
  const number = await bench.pull('alice', 'dismissed', { 'dismissed.txt': '1\n' });
  const { data } = await bench.as('bob').pulls.createReview({ ...REPO, pull_number: number, event: 'APPROVE' });
  await settled();
  bench.events.length = 0;
  const workflow = bench.as({ kind: 'workflow', permissions: { contents: 'write', issues: 'write' } });
  await workflow.git.deleteRef({ ...REPO, ref: 'heads/short' });
  await workflow.issues.createComment({ ...REPO, issue_number: number, body: 'hello' });
  await bench.as('erin').pulls.dismissReview({ ...REPO, pull_number: number, review_id: data.id, message: 'no' });
  expect(await seen()).toEqual(['push refs/heads/short', 'issue_comment created', 'pull_request_review dismissed']);
  expect(bench.events).toMatchObject([
    { deleted: true, by: 'workflow', actor: { id: 41898282 }, payload: { deleted: true, after: '0'.repeat(40) } },
    { ref: 'refs/heads/main', payload: { comment: { body: 'hello' }, issue: { number } } },
    { by: 'user', payload: { review: { state: 'dismissed' } } },
  ]);
});

test('what a refused call would have caused is not told, and what a lost answer caused is', async () => {
  const main = bench.github.repository.branch('main') ?? '';
  await bench
    .as('alice')
    .git.createRef({ ...REPO, ref: 'refs/heads/main', sha: main })
    .catch(() => undefined);
  expect(await seen()).toEqual([]);
  bench.github.service.faults.add({
    operation: 'POST /repos/{owner}/{repo}/git/refs',
    when: 'after',
    answer: 'drop',
    times: 1,
  });
  await expect(bench.as('alice').git.createRef({ ...REPO, ref: 'refs/heads/lost', sha: main })).rejects.toThrow();
  expect(await seen()).toEqual(['push refs/heads/lost']);
});

test('an event is delivered only after its call is answered', async () => {
  const order: string[] = [];
  const stop = bench.github.events.subscribe(() => order.push('event'));
  const stopWatching = bench.github.service.exchanges.subscribe(() => order.push('answer'));
  await bench
    .as('alice')
    .git.createRef({ ...REPO, ref: 'refs/heads/ordered', sha: bench.github.repository.branch('main') ?? '' });
  await settled();
  stop();
  stopWatching();
  expect(order).toEqual(['answer', 'event']);
});
