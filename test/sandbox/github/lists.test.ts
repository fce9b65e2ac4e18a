import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  const alice = bench.as('alice');
  for (let index = 1; index <= 65; index += 1) {
    await alice.issues.create({ ...REPO, title: `issue ${index}`, ...(index % 2 === 0 ? { labels: ['even'] } : {}) });
  }
});
afterAll(() => bench.close(["GET /repos/acme/access/nothing: not an operation of GitHub's published description"]));

describe('a list', () => {
  test('comes thirty at a time, with links to the rest that can be followed to its end', async () => {
    const first = await bench.as('alice').issues.listForRepo(REPO);
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toMatch(/page=2>; rel="next", .*page=3>; rel="last"/);
    const titles: string[] = [];
    let next: string | undefined = `${bench.github.apiUrl}/repos/acme/access/issues`;
    while (next !== undefined) {
      const answer: Response = await fetch(next, { headers: { authorization: `token ${bench.token('bob')}` } });
      titles.push(...((await answer.json()) as { title: string }[]).map(({ title }) => title));
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(titles).toEqual(Array.from({ length: 65 }, (_, index) => `issue ${65 - index}`));
  });

  test('is put together by Octokit, at most a hundred at a time', async () => {
    const alice = bench.as('alice');
    const all = await alice.paginate(alice.issues.listForRepo, { ...REPO, per_page: 20 });
    expect(new Set(all.map(({ number }) => number)).size).toBe(65);
    expect((await alice.issues.listForRepo({ ...REPO, per_page: 500 })).headers.link).toBeUndefined();
    const last = await alice.issues.listForRepo({ ...REPO, per_page: 20, page: 4 });
    expect(last.data).toHaveLength(5);
    expect(last.headers.link).toMatch(/page=3>; rel="prev", .*page=1>; rel="first"/);
    expect((await alice.issues.listForRepo({ ...REPO, page: 9 })).data).toEqual([]);
  });
});

describe('an issue', () => {
  test('is found by its labels, closed, and opened again', async () => {
    const alice = bench.as('alice');
    const even = await alice.issues.listForRepo({ ...REPO, labels: 'even', per_page: 100 });
    expect(even.data).toHaveLength(32);
    const { number = 0, title = '' } = even.data[0] ?? {};
    const closed = await alice.issues.update({ ...REPO, issue_number: number, state: 'closed' });
    expect(closed.data).toMatchObject({ state: 'closed', closed_by: { id: 1001 }, closed_at: '2026-11-24T02:17:00Z' });
    expect((await alice.issues.get({ ...REPO, issue_number: number })).data.state).toBe('closed');
    await alice.issues.update({ ...REPO, issue_number: number, state: 'open', title: 'again' });
    expect((await alice.issues.get({ ...REPO, issue_number: number })).data).toMatchObject({
      state: 'open',
      title: 'again',
      closed_at: null,
    });
    await alice.issues.update({ ...REPO, issue_number: number, title });
    expect(await refusal(alice.issues.get({ ...REPO, issue_number: 999 }))).toMatchObject({ status: 404 });
    expect(
      await refusal(bench.as('mallory').issues.update({ ...REPO, issue_number: number, title: 'x' })),
    ).toMatchObject({ status: 403 });
  });

  test('is commented on, and a comment changed by its author', async () => {
    const bob = bench.as('bob');
    const { data } = await bob.issues.createComment({ ...REPO, issue_number: 1, body: 'first' });
    const changed = await bob.issues.updateComment({ ...REPO, comment_id: data.id, body: 'second' });
    expect(changed.data).toMatchObject({ body: 'second', user: { id: 1002 } });
    expect((await bob.issues.listComments({ ...REPO, issue_number: 1 })).data.map(({ body }) => body)).toEqual([
      'second',
    ]);
    expect(
      await refusal(bench.as('mallory').issues.updateComment({ ...REPO, comment_id: data.id, body: 'x' })),
    ).toMatchObject({ status: 403 });
    expect(
      await refusal(bob.issues.createComment({ ...REPO, issue_number: 1, body: 7 as unknown as string })),
    ).toMatchObject({ status: 422 });
  });
});

test('calls are counted, and the count is told', async () => {
  const erin = bench.as('erin');
  const first = await erin.repos.get(REPO);
  const second = await erin.repos.get(REPO);
  expect(Number(first.headers['x-ratelimit-remaining']) - Number(second.headers['x-ratelimit-remaining'])).toBe(1);
  expect((await erin.rateLimit.get()).data.rate).toMatchObject({
    limit: 5000,
    used: Number(second.headers['x-ratelimit-used']),
  });
  expect(new Date(second.headers.date ?? '').toISOString()).toBe('2026-11-24T02:17:00.000Z');
});

test('a path that is not served is not found', async () => {
  expect(await refusal(bench.as('alice').request('GET /repos/acme/access/nothing'))).toMatchObject({
    status: 404,
    body: { message: 'Not Found', status: '404' },
  });
  expect(await refusal(bench.as('alice').repos.get({ owner: 'acme', repo: 'other' }))).toMatchObject({ status: 404 });
});
