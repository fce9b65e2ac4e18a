import { afterEach, describe, expect, it } from 'vitest';
import { pullMergedBy } from '../../../src/edge/github/commit-pulls.ts';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import { reaches } from '../../../src/edge/github/history.ts';
import { repositoryReader } from '../../../src/edge/github/repository.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';
import { BLOB, commitPulls, FILE, MERGED_AT, named, script, SUBJECT } from './merged-request.ts';

/* Lists longer than one page: read to the end, or not known. Never half a list as a whole one. */

const ACME = { owner: 'acme', name: 'access' };
type Variables = Readonly<Record<string, unknown>>;
type GraphQL = NonNullable<Script['graphql']>;
let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

/** One page of a list, whose cursor is the place of its last item. */
function pageOf<T>(items: readonly T[], { after }: Variables, size = 100, totalCount = items.length) {
  const from = Number(after ?? 0);
  const nodes = items.slice(from, from + size);
  const end = from + nodes.length;
  return { totalCount, pageInfo: { hasNextPage: end < items.length, endCursor: String(end) }, nodes };
}

const change = (oid: string, there = true, pulls: object = { totalCount: 1, nodes: named }) => ({
  ...{ oid, committedDate: '2026-11-24T02:04:00Z', file: there ? { oid: BLOB } : null },
  associatedPullRequests: pulls,
});
/** The changes of the file, newest first; #42 added it with the last one. */
const changes = (count: number) => [
  ...Array.from({ length: count - 1 }, (_, n) => change(`edit ${n}`, true, { totalCount: 0, nodes: [] })),
  change('head'),
];
const historyOf =
  (all: readonly object[], size: number, totalCount?: number) =>
  (variables: Variables): unknown => ({
    repository: {
      ...{ databaseId: 700100, nameWithOwner: 'acme/access', defaultBranchRef: { name: 'main' } },
      object: { file: FILE, history: pageOf(all, variables, size, totalCount) },
    },
  });
const histories = (all: readonly object[], totalCount?: number): GraphQL => ({
  PathHistory: historyOf(all, 3, totalCount),
  LongHistory: historyOf(all, 100, totalCount),
});

async function start(graphql: GraphQL) {
  running = await startAnswering(script(graphql));
  return running.github;
}
const gather = async (graphql: GraphQL) => evidenceReader(await start(graphql), ACME).gather(SUBJECT);

const incomplete =
  (pulls: readonly object[], totalCount: number) =>
  (variables: Variables): unknown => ({
    repository: { object: { associatedPullRequests: pageOf(pulls, variables, 50, totalCount) } },
  });

const other = (number: number) => ({
  ...{ number, merged: true, mergedAt: MERGED_AT, baseRefName: 'main', mergeCommit: { oid: `merge ${number}` } },
});
const others = (count: number) => Array.from({ length: count }, (_, n) => other(1000 + n));

describe('the changes of a request file', () => {
  it.each([4, 100, 101, 2000])('are read to the first one: %i', async (count) => {
    const { facts } = await gather(histories(changes(count)));
    expect(facts).toMatchObject({ pull: { number: 42 }, addedAt: MERGED_AT });
    expect(facts).not.toHaveProperty('changedTooOften');
  });

  it('are too many beyond the limit', async () => {
    expect((await gather(histories(changes(2001)))).facts).toMatchObject({ changedTooOften: true, pull: null });
  });

  it('are read no further than the last absence of the file', async () => {
    const all = [change('head'), change('gone', false), ...changes(3000)];
    const { facts } = await gather(histories(all));
    expect(facts).toMatchObject({ pull: { number: 42 }, pathUsedBefore: true });
  });

  it.each([
    ['fewer than it lists', 2, 'GitHub counts 2 changes but lists 5'],
    ['more than it lists', 7, 'GitHub counts 7 changes but lists 5'],
  ])('are not known if GitHub counts %s', async (_, totalCount, why) => {
    const { facts, unknown } = await gather(histories(changes(5), totalCount));
    expect([facts, unknown]).toEqual([undefined, expect.stringContaining(why)]);
  });

  it('are not known if a page repeats', async () => {
    const first = historyOf(changes(300), 100)({ after: null });
    const { unknown } = await gather({ PathHistory: historyOf(changes(300), 3), LongHistory: () => first });
    expect(unknown).toContain('a page of the history repeats known changes');
  });
});

describe('the pull requests of the commit that added a request', () => {
  const added = (pulls: readonly object[], listed: number) =>
    histories([change('head', true, { totalCount: pulls.length, nodes: pulls.slice(0, listed) })]);

  it('are read page by page, so that the one on main is found', async () => {
    const pulls = [...others(120), ...named];
    const { facts } = await gather({
      ...added(pulls, 3),
      LongHistory: historyOf([change('head', true, { totalCount: pulls.length, nodes: pulls.slice(0, 50) })], 100),
      CommitPulls: commitPulls(pulls),
    });
    expect(facts?.pull?.number).toBe(42);
  });

  it('are not known if GitHub counts more than it lists', async () => {
    const pulls = others(60);
    const { unknown } = await gather({
      ...added(pulls, 3),
      LongHistory: historyOf([change('head', true, { totalCount: 60, nodes: pulls.slice(0, 50) })], 100),
      CommitPulls: incomplete(pulls.slice(0, 55), 60),
    });
    expect(unknown).toContain('GitHub counts 60 pull requests but lists 55');
  });
});

describe('the pull request that a commit merged', () => {
  it('is none only if GitHub lists as many as it counts', async () => {
    const found = async (CommitPulls: GraphQL[string]) =>
      pullMergedBy(await start({ CommitPulls }), ACME, 'merge', 'main');
    expect(await found(incomplete(others(120), 120))).toBeUndefined();
    await running?.service.close();
    await expect(found(incomplete(others(120), 121))).rejects.toThrow('GitHub counts 121 pull requests but lists 120');
    await running?.service.close();
    await expect(found(incomplete([], 1))).rejects.toThrow('GitHub counts 1 pull requests but lists 0');
  });
});

describe('a commit older than the line', () => {
  const commits = Array.from({ length: 250 }, (_, n) => ({ oid: `c${n}` }));
  const reached =
    (totalCount = commits.length) =>
    (variables: Variables): unknown => ({
      repository: { object: { history: pageOf(commits, variables, 100, totalCount) } },
    });
  const ask = async (sha: string, Reached = reached()) =>
    reaches(await start({ Reached }), ACME, 'head', sha, '2026-11-01T00:00:00Z');

  it('is found among hundreds of the same second', async () => {
    expect(await ask('c249')).toBe(true);
  });

  it('is not there only if every one of them was read', async () => {
    expect(await ask('elsewhere')).toBe(false);
    await running?.service.close();
    await expect(ask('elsewhere', reached(251))).rejects.toThrow(
      'GitHub counts 251 commits of that time but lists 250',
    );
  });
});

it('the last change of a document needs one page of its history', async () => {
  const Long = historyOf(changes(900), 100);
  const asked: unknown[] = [];
  const github = await start({
    LongHistory: (variables) => {
      asked.push(variables['after']);
      return Long(variables);
    },
  });
  await repositoryReader(github, ACME).lastChange('merge', 'policies/organization.yaml');
  expect(asked).toEqual([null]);
});
