import { afterEach, describe, expect, it } from 'vitest';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import type { Answer, Call } from '../../../src/sandbox/http.ts';
import { startAnswering, type Answering } from './answering.ts';
import { ACTIVITY, commit, NOWHERE, pullRequest, REST, script, SUBJECT, update } from './merged-request.ts';

let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

/** Who pushed, with these answers about the branch; the pull request has the commits `first` and `head`. */
async function pushers(activity: (call: Call) => Answer, change: object = {}) {
  const PullRequest = pullRequest({ commits: [commit('first'), commit('head')] }, change);
  running = await startAnswering({ ...script({ PullRequest }), rest: { ...REST, [ACTIVITY]: activity } });
  const { facts } = await evidenceReader(running.github, { owner: 'acme', name: 'access' }).gather(SUBJECT);
  return facts?.pull?.pushers;
}

const branch = (...lines: readonly string[]) =>
  pushers(() => ({ status: 200, body: lines.map((line) => update(line)) }));

describe('who pushed to the branch of a pull request', () => {
  it('is followed back from its head to where the branch began', async () => {
    expect(await branch('first > head by 1006', 'base > first by 1001', `${NOWHERE} > base by 1002`)).toEqual([
      1006, 1001, 1002,
    ]);
    expect(running?.calls.find(({ operation }) => operation === ACTIVITY)?.query.get('ref')).toBe('refs/heads/orders');
  });

  it.each([
    ['who pushed after the head does not count', ['head > later by 1006', `${NOWHERE} > head by 1001`], [1001]],
    [
      'who forced it away and back counts, and everybody between',
      ['other > head by 1006', 'head > other by 1004', `${NOWHERE} > head by 1001`],
      [1006, 1004, 1001],
    ],
    ['a deleted account is nobody, and counts', ['base > head by nobody', `${NOWHERE} > base by 1001`], [null, 1001]],
    [
      'who brought the commits before the branch was deleted and made anew counts',
      [`${NOWHERE} > head by 1006`, `head > ${NOWHERE} by 1006`, 'first > head by 1002', `${NOWHERE} > first by 1004`],
      [1006, 1002, 1004],
    ],
    [
      'who used the name for something else before does not count',
      [`${NOWHERE} > head by 1001`, `other > ${NOWHERE} by 1002`, `${NOWHERE} > other by 1002`],
      [1001],
    ],
  ])('%s', async (_, lines, ids) => {
    expect(await branch(...lines)).toEqual(ids);
  });

  it('is read where GitHub says nowhere by null', async () => {
    const began = update('x > head by 1001', { before: null });
    expect(await pushers(() => ({ status: 200, body: [began] }))).toEqual([1001]);
  });

  it('is read page by page, behind cursors', async () => {
    const pages: Record<string, Answer> = {
      start: {
        status: 200,
        body: [update('first > head by 1006')],
        headers: { Link: '<https://api.github.com/x?after=second&ref=y>; rel="next"' },
      },
      second: { status: 200, body: [update(`${NOWHERE} > first by 1001`)] },
    };
    expect(await pushers(({ query }) => pages[query.get('after') ?? 'start'] ?? { status: 404 })).toEqual([1006, 1001]);
  });

  it.each([
    ['an update does not begin where the one before ended', ['first > head by 1001', `${NOWHERE} > base by 1002`]],
    ['the head is not among them', [`${NOWHERE} > first by 1001`]],
    ['they do not reach back to where it began', ['first > head by 1001', 'base > first by 1002']],
    ['there are none', []],
  ])('is not known when %s', async (_, lines) => {
    expect(await branch(...lines)).toBeNull();
  });

  it.each([403, 404, 422, 500])('is not known when GitHub answers %i', async (status) => {
    expect(await pushers(() => ({ status, body: { message: 'no' } }))).toBeNull();
  });

  it('is not known when a page is missing', async () => {
    const body = [update('first > head by 1006'), update(`${NOWHERE} > first by 1001`)];
    const headers = { Link: '<https://api.github.com/x?after=second>; rel="next"' };
    const gone = { status: 404, body: {} };
    expect(await pushers(({ query }) => (query.has('after') ? gone : { status: 200, body, headers }))).toBeNull();
  });

  it('is not known when the way to the next page is missing', async () => {
    const headers = { Link: '<https://api.github.com/x>; rel="next"' };
    expect(await pushers(() => ({ status: 200, body: [update(`${NOWHERE} > head by 1001`)], headers }))).toBeNull();
  });

  it('is not asked of a branch in another repository', async () => {
    const answer = () => ({ status: 200, body: [update(`${NOWHERE} > head by 1001`)] });
    expect(await pushers(answer, { headRepository: { databaseId: 4711 } })).toBeNull();
    expect(running?.calls.some(({ operation }) => operation === ACTIVITY)).toBe(false);
  });
});
