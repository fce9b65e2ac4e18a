import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

let count = 0;
async function open(): Promise<{ pull_number: number; head: string }> {
  count += 1;
  const pull_number = await bench.pull('alice', `review-${count}`, { [`review-${count}.txt`]: '1\n' });
  const { data } = await bench.as('alice').pulls.get({ ...REPO, pull_number });
  return { pull_number, head: data.head.sha };
}
const review = (
  who: string,
  pull_number: number,
  event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT',
  more: { body?: string; commit_id?: string } = {},
) => bench.as(who).pulls.createReview({ ...REPO, pull_number, event, body: 'seen', ...more });
const list = async (pull_number: number) => (await bench.as('alice').pulls.listReviews({ ...REPO, pull_number })).data;

test('an approval is of the head, at sandbox time, by its reviewer', async () => {
  const { pull_number, head } = await open();
  bench.pass(60);
  const { data } = await review('bob', pull_number, 'APPROVE');
  expect(data).toMatchObject({
    state: 'APPROVED',
    commit_id: head,
    user: { login: 'bob', id: 1002, type: 'User' },
    submitted_at: new Date(bench.github.world.now()).toISOString().replace('.000Z', 'Z'),
  });
  expect((await bench.as('alice').pulls.getReview({ ...REPO, pull_number, review_id: data.id })).data).toEqual(data);
});

test('nobody gives an opinion of their own pull request, but may comment', async () => {
  const { pull_number } = await open();
  expect(await refusal(review('alice', pull_number, 'APPROVE'))).toMatchObject({
    status: 422,
    body: { message: 'Unprocessable Entity', errors: ['Can not approve your own pull request'] },
  });
  expect(await refusal(review('alice', pull_number, 'REQUEST_CHANGES'))).toMatchObject({ status: 422 });
  expect((await review('alice', pull_number, 'COMMENT')).data.state).toBe('COMMENTED');
  expect(await refusal(review('bob', pull_number, 'COMMENT', { body: '' }))).toMatchObject({ status: 422 });
});

test('an approval stays as it was when the branch is pushed to, and may be given on an older commit', async () => {
  const { pull_number, head } = await open();
  await review('bob', pull_number, 'APPROVE');
  await bench.as('alice').repos.createOrUpdateFileContents({
    ...REPO,
    path: 'later.txt',
    branch: `review-${count}`,
    message: 'later',
    content: 'MQo=',
  });
  await review('erin', pull_number, 'APPROVE', { commit_id: head });
  expect((await list(pull_number)).map(({ state, commit_id }) => [state, commit_id])).toEqual([
    ['APPROVED', head],
    ['APPROVED', head],
  ]);
  expect(await refusal(review('carol', pull_number, 'APPROVE', { commit_id: '1'.repeat(40) }))).toMatchObject({
    status: 422,
  });
});

test('a merged pull request can still be approved, and the instant tells', async () => {
  const { pull_number } = await open();
  await bench.as('bob').pulls.merge({ ...REPO, pull_number });
  bench.pass(1);
  const { data } = await review('bob', pull_number, 'APPROVE');
  const pull = (await bench.as('bob').pulls.get({ ...REPO, pull_number })).data;
  expect(Date.parse(data.submitted_at ?? '')).toBeGreaterThan(Date.parse(pull.merged_at ?? ''));
});

test('a dismissal takes an opinion back, by writers only and with a reason', async () => {
  const { pull_number } = await open();
  const { data } = await review('bob', pull_number, 'APPROVE');
  const dismiss = (who: string, message = 'no longer') =>
    bench.as(who).pulls.dismissReview({ ...REPO, pull_number, review_id: data.id, message });
  expect(await refusal(dismiss('mallory'))).toMatchObject({ status: 403 });
  expect(await refusal(dismiss('dave', ''))).toMatchObject({ status: 422 });
  expect((await dismiss('dave')).data).toMatchObject({
    state: 'DISMISSED',
    submitted_at: data.submitted_at,
    user: { id: 1002 },
  });
  expect(await refusal(dismiss('dave'))).toMatchObject({ status: 422 });
});

test('a pending review is its author’s alone until it is submitted', async () => {
  const { pull_number } = await open();
  const bob = bench.as('bob');
  const { data } = await bob.pulls.createReview({ ...REPO, pull_number });
  expect(data.state).toBe('PENDING');
  expect(data).not.toHaveProperty('submitted_at');
  expect(await list(pull_number)).toEqual([]);
  expect(await refusal(bob.pulls.createReview({ ...REPO, pull_number }))).toMatchObject({ status: 422 });
  const submit = { ...REPO, pull_number, review_id: data.id, event: 'APPROVE' } as const;
  expect(await refusal(bench.as('erin').pulls.submitReview(submit))).toMatchObject({ status: 404 });
  bench.pass(5);
  const submitted = await bob.pulls.submitReview(submit);
  expect(submitted.data.state).toBe('APPROVED');
  expect(Date.parse(submitted.data.submitted_at ?? '')).toBe(bench.github.world.now());
  expect(await list(pull_number)).toMatchObject([{ id: data.id, state: 'APPROVED' }]);
  expect(await refusal(bob.pulls.submitReview(submit))).toMatchObject({ status: 422 });
});
