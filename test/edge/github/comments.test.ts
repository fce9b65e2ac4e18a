import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Comments } from '../../../src/core/ports.ts';
import { commentsReader } from '../../../src/edge/github/comments.ts';
import { REPO, startBench, type Bench } from '../../sandbox/github/support.ts';
import { ACME, connectTo } from './rehearsal.ts';

const EVERYWHERE = 'GET /repos/{owner}/{repo}/issues/comments';
const OF_ONE = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const LONG_AGO = '2020-01-01T00:00:00Z';

let bench: Bench;
let comments: Comments;
let calls: string[];

beforeEach(async () => {
  bench = await startBench();
  comments = commentsReader(connectTo(bench), ACME);
  calls = [];
  bench.github.service.exchanges.subscribe(({ call }) => void calls.push(call.operation));
});
afterEach(() => bench.close());

async function issue(): Promise<number> {
  return (await bench.as('alice').issues.create({ ...REPO, title: 'x' })).data.number;
}

async function say(login: 'alice' | 'bob', number: number, body: string): Promise<void> {
  await bench.as(login).issues.createComment({ ...REPO, issue_number: number, body });
}

/** As many as a busy repository has, without a call for each. */
function fill(number: number, count: number): void {
  const all = bench.github.state.comments.get(number) ?? [];
  const [one] = all;
  if (one === undefined) throw new Error('there is no comment to repeat');
  for (let more = 0; more < count; more += 1) all.push({ ...one, id: bench.github.state.nextId() });
}

describe('comments', () => {
  it('are told with who made them, when, and on what, by one call for all', async () => {
    const [first, second] = [await issue(), await issue()];
    await say('alice', first, 'please');
    await say('bob', second, 'thank you');
    calls = [];
    expect(await comments.since(LONG_AGO, [first, second])).toMatchObject([
      { pull: first, author: { type: 'User', login: 'alice', id: 1001 }, body: 'please' },
      { pull: second, author: { type: 'User', login: 'bob', id: 1002 }, body: 'thank you' },
    ]);
    expect(calls).toEqual([EVERYWHERE]);
    expect((await comments.since(LONG_AGO, [first]))[0]?.url).toContain('#issuecomment-');
  });

  it('that were edited are told revision by revision, each with who wrote it', async () => {
    const number = await issue();
    await say('alice', number, 'thanks');
    const [comment] = bench.github.state.comments.get(number) ?? [];
    bench.pass(60);
    await bench.as('bob').issues.updateComment({ ...REPO, comment_id: comment?.id ?? 0, body: '/revoke' });
    bench.pass(60);
    await bench.as('alice').issues.updateComment({ ...REPO, comment_id: comment?.id ?? 0, body: 'what was that' });
    const alice = { login: 'alice' };
    expect(await comments.since(LONG_AGO, [number])).toMatchObject([
      { author: { login: 'alice' }, body: 'what was that', commentBy: alice },
      { author: { login: 'bob' }, body: '/revoke', commentBy: alice },
      { author: { login: 'alice' }, body: 'thanks', commentBy: alice },
    ]);
  });

  it('that were edited in their own second are told as they were', async () => {
    const number = await issue();
    await say('alice', number, 'thanks');
    const [comment] = bench.github.state.comments.get(number) ?? [];
    await bench.as('bob').issues.updateComment({ ...REPO, comment_id: comment?.id ?? 0, body: '/revoke' });
    const told = await comments.since(LONG_AGO, [number]);
    expect(told.map(({ author, body }) => [author?.login, body])).toEqual([
      ['bob', '/revoke'],
      ['alice', 'thanks'],
    ]);
  });

  it('whose first text is gone have a revision without a body', async () => {
    const number = await issue();
    await say('alice', number, '/revoke');
    const [comment] = bench.github.state.comments.get(number) ?? [];
    bench.pass(60);
    await bench.as('bob').issues.updateComment({ ...REPO, comment_id: comment?.id ?? 0, body: 'lgtm' });
    comment?.revisions.shift();
    const told = await comments.since(LONG_AGO, [number]);
    expect(told.map(({ author, body }) => [author?.login, body])).toEqual([
      ['bob', 'lgtm'],
      ['alice', null],
    ]);
  });

  it('that are older are not asked for', async () => {
    const number = await issue();
    await say('alice', number, '/revoke');
    const later = new Date(bench.github.world.now() + 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    expect(await comments.since(later, [number])).toEqual([]);
  });

  it('are more than one page', async () => {
    const number = await issue();
    await say('alice', number, 'x');
    fill(number, 150);
    calls = [];
    expect(await comments.since(LONG_AGO, [number])).toHaveLength(151);
    expect(calls).toEqual([EVERYWHERE, EVERYWHERE]);
  });

  it('where the whole repository has too many, are asked for of each pull request, and none is missing', async () => {
    const [noisy, quiet] = [await issue(), await issue()];
    await say('bob', noisy, 'x');
    fill(noisy, 600);
    await say('alice', quiet, '/revoke');
    calls = [];
    expect(await comments.since(LONG_AGO, [quiet])).toMatchObject([{ pull: quiet, body: '/revoke' }]);
    expect(calls).toEqual([...Array.from({ length: 5 }, () => EVERYWHERE), OF_ONE, 'POST /graphql']);
  });

  it('of which a page is missing are not known', async () => {
    const number = await issue();
    await say('alice', number, 'x');
    fill(number, 150);
    const only = ({ query }: { query: URLSearchParams }) => query.get('page') === '2';
    bench.github.service.faults.add({ operation: EVERYWHERE, when: 'after', answer: 403, times: 9, only });
    await expect(comments.since(LONG_AGO, [number])).rejects.toThrow('the comments of the repository');
  });
});
