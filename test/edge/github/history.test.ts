import { afterEach, describe, expect, it } from 'vitest';
import type { MainlineCommit } from '../../../src/core/ports.ts';
import type { PathChange } from '../../../src/edge/github/answers.ts';
import { arrivalOf, readMainline, standsOn, type HistoryPage } from '../../../src/edge/github/history.ts';
import { pullOf } from '../../../src/edge/github/commit-pulls.ts';
import { additionOf } from '../../../src/edge/github/path-history.ts';
import { startAnswering, type Answering } from './answering.ts';

const ACME = { owner: 'acme', name: 'access' };
const SINCE = '2026-11-01T00:00:00Z';
let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

/** A node as GitHub lists it: `d < c b` is a commit d whose parents are c and b. */
const node = (line: string) => {
  const [oid = '', ...parents] = line.split(/[ <]+/);
  return {
    oid,
    committedDate: '2026-11-02T00:00:00Z',
    parents: { totalCount: parents.length, nodes: parents.map((parent) => ({ oid: parent })) },
    policies: { oid: `policies of ${oid}` },
  };
};

describe('the mainline', () => {
  const pages: Record<string, unknown> = {
    start: {
      totalCount: 4,
      pageInfo: { hasNextPage: true, endCursor: 'second' },
      nodes: [node('d < b c'), node('c < a')],
    },
    second: {
      totalCount: 4,
      pageInfo: { hasNextPage: false, endCursor: 'end' },
      nodes: [node('b < a'), node('a < old')],
    },
  };
  const answering = (change: Record<string, unknown> = {}) =>
    startAnswering({
      graphql: {
        Mainline: ({ after }) => ({
          repository: { object: { history: { ...pages, ...change }[typeof after === 'string' ? after : 'start'] } },
        }),
      },
    });
  const line = (head = 'd') => readMainline(running?.github ?? never(), ACME, head, SINCE);

  it('follows first parents through every page, down to the commits before the time asked for', async () => {
    running = await answering();
    const commits = await line();
    expect(commits.map(({ sha }) => sha)).toEqual(['d', 'b', 'a']);
    expect(commits[0]).toEqual({
      sha: 'd',
      committedAt: '2026-11-02T00:00:00Z',
      parents: ['b', 'c'],
      policies: 'policies of d',
    });
    expect(running.calls[0]?.body).toMatchObject({ variables: { ...ACME, head: 'd', after: null } });
  });

  it('is read no further than the first that is older than the time asked for', async () => {
    running = await answering();
    const github = running.github;
    const commits = await readMainline(github, ACME, 'd', '2026-11-03T00:00:00Z');
    expect(commits.map(({ sha }) => sha)).toEqual(['d']);
    expect(running.calls).toHaveLength(1);
  });

  it('goes on from a first page that is at hand', async () => {
    running = await answering();
    const first = pages['start'] as HistoryPage;
    const commits = await readMainline(running.github, ACME, 'd', SINCE, { first });
    expect(commits.map(({ sha }) => sha)).toEqual(['d', 'b', 'a']);
    expect(running.calls.map(({ body }) => body)).toMatchObject([{ variables: { after: 'second' } }]);
  });

  it('ends at a commit that the caller knows, without another page', async () => {
    running = await answering();
    const commits = await readMainline(running.github, ACME, 'd', '2000-01-01T00:00:00Z', { until: 'd' });
    expect(commits.at(-1)?.sha).toBe('d');
    expect(running.calls).toHaveLength(1);
  });

  it('is not read when GitHub counts more commits than it lists', async () => {
    running = await answering({ second: { ...(pages['second'] as object), totalCount: 5 } });
    await expect(line()).rejects.toThrow('GitHub counts 5 commits but lists 4');
  });

  it.each([
    ['without its nodes', { nodes: null }],
    ['with a node missing', { nodes: [node('b < a'), null] }],
    ['that is the first again', pages['start']],
  ])('is not read when a page comes %s', async (_, page) => {
    running = await answering({ second: { ...(pages['second'] as object), ...(page as object) } });
    await expect(line()).rejects.toThrow('could not read the history of d');
  });

  it('is not read when it does not begin at the head', async () => {
    running = await answering();
    await expect(line('elsewhere')).rejects.toThrow('does not begin at the requested commit');
  });

  it('is not read when there is no such commit', async () => {
    running = await startAnswering({ graphql: { Mainline: () => ({ repository: { object: null } }) } });
    await expect(line()).rejects.toThrow('GitHub does not have this commit');
  });
});

describe('whether a commit stands on the mainline', () => {
  const line: MainlineCommit[] = [
    { sha: 'd', committedAt: '2026-11-04T00:00:00Z', parents: ['b', 'c'], policies: null },
    { sha: 'b', committedAt: '2026-11-02T00:00:00Z', parents: ['a'], policies: null },
  ];
  it.each([
    ['one that is listed', 'b', '2026-11-02T00:00:00Z', true],
    ['one that is not, and would be by its date', 'x', '2026-11-03T00:00:00Z', false],
    ['one older than what was read', 'x', '2026-11-01T00:00:00Z', null],
    ['one as old as the last that was read', 'x', '2026-11-02T00:00:00Z', null],
  ])('is told of %s', (_, sha, date, stands) => {
    expect(standsOn(line, sha, date)).toBe(stands);
  });

  it('is known of every commit once the line was read to its root', () => {
    expect(standsOn([{ sha: 'b', committedAt: '2026-11-02T00:00:00Z', parents: [], policies: null }], 'x', SINCE)).toBe(
      false,
    );
  });

  it('is not known when no line was read', () => {
    expect(standsOn([], 'x', SINCE)).toBeNull();
  });

  it('tells when a commit or a merged tip arrived', () => {
    expect(arrivalOf('b', line)).toBe('2026-11-02T00:00:00Z');
    expect(arrivalOf('c', line)).toBe('2026-11-04T00:00:00Z');
    expect(arrivalOf('x', line)).toBe(line[0]?.committedAt);
    expect(arrivalOf('x', [])).toBeUndefined();
  });
});

describe('the change that added a path', () => {
  const change = (oid: string, there = true): PathChange => ({
    oid,
    committedDate: SINCE,
    file: there ? { oid: 'blob' } : null,
    associatedPullRequests: null,
  });
  const repository = { id: 1, name: 'acme/access', defaultBranch: 'main' };
  const history = (changes: PathChange[], cut = false) => ({ repository, file: null, changes, cut });

  it('is the oldest when it was only edited since', () => {
    expect(additionOf(history([change('edit'), change('add')]))).toMatchObject({ oid: 'add' });
  });
  it('is the one after its last removal', () => {
    const changes = [change('edit'), change('again'), change('gone', false), change('add')];
    expect(additionOf(history(changes, true))).toMatchObject({ oid: 'again' });
  });
  it('is none while the path is not there', () => {
    expect(additionOf(history([change('gone', false), change('add')]))).toBeUndefined();
  });
  it('is too far back when older changes were left out', () => {
    expect(additionOf(history([change('edit')], true))).toBe('too far back');
  });
});

describe('the pull request of a change', () => {
  const pull = (number: number, mergedAt: string | null, base = 'main') => ({
    number,
    merged: mergedAt !== null,
    mergedAt,
    baseRefName: base,
    mergeCommit: mergedAt === null ? null : { oid: `merge-${number}` },
  });
  const among = (pulls: ReturnType<typeof pull>[], totalCount = pulls.length): PathChange => ({
    oid: 'c',
    committedDate: SINCE,
    file: null,
    associatedPullRequests: { totalCount, nodes: pulls },
  });
  const line = (sha: string): MainlineCommit[] => [{ sha, committedAt: SINCE, parents: [], policies: null }];

  it('is the first merged into the default branch', () => {
    const pulls = [
      pull(6, null),
      pull(7, '2026-11-03T00:00:00Z'),
      pull(8, '2026-11-02T00:00:00Z'),
      pull(9, SINCE, 'release'),
    ];
    expect(pullOf('x', among(pulls), 'main', [])?.number).toBe(8);
  });
  it('is the one whose merge stands on the mainline, whenever others were', () => {
    const pulls = [pull(7, '2026-11-03T00:00:00Z'), pull(8, '2026-11-02T00:00:00Z')];
    expect(pullOf('x', among(pulls), 'main', line('merge-7'))?.number).toBe(7);
  });
  it('is none when none was merged', () => {
    expect(pullOf('x', among([pull(6, null)]), 'main', [])).toBeUndefined();
  });
  it('is not known when GitHub left some out', () => {
    expect(() => pullOf('x', among([pull(6, SINCE)], 51), 'main', [])).toThrow('too many pull requests');
  });
});

function never(): never {
  throw new Error('the server is not running');
}
