import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.close());

const activity = async (query: object = {}) => (await bench.as('bob').repos.listActivities({ ...REPO, ...query })).data;

test('a branch’s updates tell who made them, newest first, each from where the one before led', async () => {
  const first = await bench.branch('alice', 'told', { 'a.txt': 'a\n', 'b.txt': 'b\n' });
  const alice = bench.as('alice');
  const main = bench.github.repository.branch('main') ?? '';
  await bench.as('dave').git.updateRef({ ...REPO, ref: 'heads/told', sha: main, force: true });
  const number = await bench.pull('erin', 'merged', { 'c.txt': 'c\n' });
  await alice.pulls.merge({ ...REPO, pull_number: number });
  await alice.git.deleteRef({ ...REPO, ref: 'heads/told' });
  const updates = await activity({ ref: 'told' });
  expect(updates.map(({ activity_type, actor }) => [activity_type, actor?.login])).toEqual([
    ['branch_deletion', 'alice'],
    ['force_push', 'dave'],
    ['push', 'alice'],
    ['push', 'alice'],
    ['branch_creation', 'alice'],
  ]);
  expect(updates[1]).toMatchObject({ before: first, after: main, ref: 'refs/heads/told' });
  for (const [index, { before }] of updates.slice(0, -1).entries()) expect(before).toBe(updates[index + 1]?.after);
  expect(updates.at(-1)?.before).toMatch(/^0+$/);
  expect((await activity({ ref: 'main', activity_type: 'pr_merge' })).map(({ actor }) => actor?.login)).toEqual([
    'alice',
  ]);
});

test('the list goes on behind cursors, which stand when it grows', async () => {
  await bench.branch('alice', 'long', { '1.txt': '1\n', '2.txt': '2\n', '3.txt': '3\n' });
  const all = await activity({ ref: 'long' });
  const bob = bench.as('bob');
  const page = await bob.repos.listActivities({ ...REPO, ref: 'long', per_page: 2 });
  expect(page.data).toEqual(all.slice(0, 2));
  const next = /<([^>]+)>; rel="next"/.exec(page.headers.link ?? '')?.[1] ?? '';
  await bench.as('dave').repos.createOrUpdateFileContents({
    ...REPO,
    path: '4.txt',
    branch: 'long',
    content: '',
    message: 'grow',
  });
  const second = await bob.request(`GET ${next}`);
  expect(second.data).toEqual(all.slice(2, 4));
  expect(second.headers.link).toContain('rel="prev"');
  expect(second.headers.link).not.toContain('rel="next"');
  expect(await refusal(activity({ after: 'nowhere' }))).toMatchObject({ status: 422 });
});

test('a renamed account keeps its id, its address and what it did; its old login is free', async () => {
  const sha = await bench.branch('erin', 'by-erin', { 'e.txt': 'e\n' });
  bench.github.renameUser('erin', 'erin-renamed');
  const [latest] = await activity({ ref: 'by-erin' });
  expect(latest?.actor).toMatchObject({ login: 'erin-renamed', id: 1005 });
  const { data } = await bench.as('bob').repos.getCommit({ ...REPO, ref: sha });
  expect(data.author).toMatchObject({ login: 'erin-renamed', id: 1005 });
  expect(await refusal(bench.as('bob').users.getByUsername({ username: 'erin' }))).toMatchObject({ status: 404 });
});

test('a deleted account is nobody to whoever asks what it did, and its token is bad', async () => {
  const number = await bench.pull('alice', 'reviewed', { 'r.txt': 'r\n' });
  const carol = bench.as('carol');
  await carol.pulls.createReview({ ...REPO, pull_number: number, event: 'APPROVE' });
  await bench.branch('carol', 'by-carol', { 'd.txt': 'd\n' });
  bench.github.deleteUser('carol');
  expect((await activity({ ref: 'by-carol' }))[0]?.actor).toBeNull();
  expect(await refusal(carol.users.getAuthenticated())).toMatchObject({ status: 401 });
  const { data } = await bench.as('bob').pulls.listReviews({ ...REPO, pull_number: number });
  expect(data).toMatchObject([{ state: 'APPROVED', user: { login: 'ghost' } }]);
  const query = `query { repository(owner: "acme", name: "access") {
    pullRequest(number: ${number}) { reviews(first: 1) { nodes { author { login } } } } } }`;
  expect(await bench.as('bob').graphql(query)).toMatchObject({
    repository: { pullRequest: { reviews: { nodes: [{ author: null }] } } },
  });
});
