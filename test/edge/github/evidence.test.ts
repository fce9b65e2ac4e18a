import { afterEach, describe, expect, it } from 'vitest';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import { Unread } from '../../../src/edge/github/unread.ts';
import type { Answer } from '../../../src/sandbox/http.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';
import {
  MAINLINE,
  MERGED_AT,
  BLOB,
  PATH,
  TEXT,
  REST,
  bob,
  commit,
  named,
  pathHistory,
  pullRequest,
  review,
  script,
  user,
} from './merged-request.ts';

let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

async function gather(given: Script = script(), teams: readonly string[] = ['sre-leads']) {
  running = await startAnswering(given);
  const { gather: read } = evidenceReader(running.github, { owner: 'acme', name: 'access' });
  return read({
    head: 'merge',
    path: PATH,
    mainline: MAINLINE,
    teams,
    documentsOf: (at) => Promise.resolve({ 'policies/organization.yaml': `blob at ${at}` }),
  });
}

describe('the evidence of a merged request', () => {
  it('is every fact a decision rests on, in one value', async () => {
    expect(await gather()).toEqual({
      evidence: {
        repository: { id: 700100, name: 'acme/access', defaultBranch: 'main' },
        head: 'merge',
        path: PATH,
        file: { blob: BLOB, mode: '100644' },
        addedAt: MERGED_AT,
        text: TEXT,
        pull: {
          number: 42,
          url: 'https://github.com/acme/access/pull/42',
          state: 'merged',
          author: { type: 'User', login: 'alice', id: 1001 },
          mergedBy: { type: 'User', login: 'alice', id: 1001 },
          createdAt: '2026-11-24T02:05:00Z',
          mergedAt: MERGED_AT,
          base: 'main',
          head: { sha: 'head', repository: 700100, file: { blob: BLOB, mode: '100644' } },
          merge: {
            sha: 'merge',
            parents: [
              { sha: 'before', file: null },
              { sha: 'head', file: { blob: BLOB, mode: '100644' } },
            ],
            file: { blob: BLOB, mode: '100644' },
            signedByGitHub: true,
            onMainline: true,
          },
          changedFiles: 1,
          files: [{ path: PATH, change: 'ADDED' }],
          commitCount: 1,
          commits: [{ sha: 'head', authors: [1001], authorCount: 1, committer: 1001 }],
          reviewCount: 1,
          reviews: [
            {
              id: '1',
              state: 'APPROVED',
              submittedAt: '2026-11-24T02:10:00Z',
              commit: 'head',
              author: { type: 'User', login: 'bob', id: 1002 },
            },
          ],
        },
        permissions: { 1002: 'write' },
        teams: { 'sre-leads': [1002] },
        secondFactors: { required: true, enabled: { 1001: true, 1002: true } },
        policies: {
          before: { 'policies/organization.yaml': 'blob at before' },
          head: { 'policies/organization.yaml': 'blob at merge' },
        },
        gathered: '2026-11-24T02:17:05Z',
      },
    });
  });

  it('has all 137 reviews, the deciding one on the last page, and every commit but once', async () => {
    const comments = Array.from({ length: 136 }, (_, index) => review(index + 1, bob, { state: 'COMMENTED' }));
    const commits = Array.from({ length: 130 }, (_, index) => commit(`c${index}`));
    const reviews = [...comments, review(137, bob)];
    const { evidence } = await gather(script({ PullRequest: pullRequest({ reviews, commits }) }));
    expect(evidence?.pull?.reviews.map(({ id }) => Number(id))).toEqual(Array.from({ length: 137 }, (_, n) => n + 1));
    expect(evidence?.pull?.reviews.at(-1)?.state).toBe('APPROVED');
    expect(evidence?.pull?.reviewCount).toBe(137);
    expect(evidence?.pull?.commits.map(({ sha }) => sha)).toEqual(commits.map((_, index) => `c${index}`));
  });

  it('takes no page twice when one list is longer than the other', async () => {
    const reviews = Array.from({ length: 250 }, (_, index) => review(index + 1, bob));
    const { evidence } = await gather(script({ PullRequest: pullRequest({ reviews }) }));
    expect(evidence?.pull?.reviews).toHaveLength(250);
    expect(evidence?.pull?.commits).toHaveLength(1);
  });

  it("keeps GitHub's own count beside a list that is shorter", async () => {
    const { evidence } = await gather(script({ PullRequest: pullRequest({ reviewCount: 3 }) }));
    expect(evidence?.pull).toMatchObject({ reviewCount: 3, reviews: [{ id: '1' }] });
  });

  it('names nobody for an address without an account, and keeps every author', async () => {
    const authors = {
      totalCount: 12,
      nodes: [{ user: { databaseId: 1001 } }, { user: { databaseId: 1002 } }, { user: null }],
    };
    const commits = [commit('head', { authors, committer: { user: null } })];
    const { evidence } = await gather(script({ PullRequest: pullRequest({ commits }) }));
    expect(evidence?.pull?.commits).toEqual([
      { sha: 'head', authors: [1001, 1002, null], authorCount: 12, committer: null },
    ]);
  });

  it.each([
    ['is GitHub when it signed', { isValid: true, wasSignedByGitHub: true }, 'github'],
    ['is not GitHub when its signature is not valid', { isValid: false, wasSignedByGitHub: true }, 19864447],
    ['is not GitHub when somebody else signed', { isValid: true, wasSignedByGitHub: false }, 19864447],
  ])('says that the committer %s', async (_, signature, committer) => {
    const commits = [commit('head', { signature, committer: { user: { databaseId: 19864447 } } })];
    const { evidence } = await gather(script({ PullRequest: pullRequest({ commits }) }));
    expect(evidence?.pull?.commits[0]?.committer).toBe(committer);
  });

  it('asks for the permission of people only, each once', async () => {
    const bot = { __typename: 'Bot', login: 'copilot', databaseId: 7 };
    const reviews = [review(1, bob), review(2, bot), review(3, null), review(4, bob), review(5, user('erin', 1005))];
    const { evidence } = await gather(script({ PullRequest: pullRequest({ reviews }) }));
    expect(evidence?.permissions).toEqual({ 1002: 'write', 1005: 'write' });
    expect(evidence?.secondFactors.enabled).toEqual({ 1001: true, 1002: true, 1005: null });
    expect(evidence?.pull?.reviews[2]?.author).toBeNull();
    expect(running?.calls.filter(({ operation }) => operation.endsWith('/permission'))).toHaveLength(2);
  });

  it.each([403, 404, 503])('has a team that GitHub answers with %i as not known', async (status) => {
    const answer: Answer = { status, body: { message: 'no' } };
    const { evidence } = await gather({
      ...script(),
      rest: { ...REST, 'GET /orgs/{org}/teams/{team_slug}/members': () => answer },
    });
    expect(evidence?.teams).toEqual({ 'sre-leads': null });
  });

  it('has a commit that is too old for the mainline read as not known to stand there', async () => {
    const merge = {
      ...pullRequest()({}).repository.pullRequest.mergeCommit,
      oid: 'x',
      committedDate: '2026-11-01T00:00:00Z',
    };
    const { evidence } = await gather(script({ PullRequest: pullRequest({}, { mergeCommit: merge }) }));
    expect(evidence?.pull?.merge?.onMainline).toBeNull();
  });

  it('has no file and no text where the head has none', async () => {
    const headCommit = { nodes: [{ commit: { oid: 'head', file: null } }] };
    const { evidence } = await gather(script({ PullRequest: pullRequest({}, { headCommit }) }));
    expect(evidence).toMatchObject({ text: null, pull: { head: { file: null } } });
  });

  it('names no pull request while GitHub does not, and says when the commit arrived', async () => {
    const { evidence } = await gather(script({ PathHistory: pathHistory([]) }));
    expect(evidence).toMatchObject({
      pull: null,
      text: null,
      addedAt: MERGED_AT,
      permissions: {},
      policies: { before: null },
    });
  });

  it('names the pull request even if it is not on the mainline that was read', async () => {
    const elsewhere = named.map((pull) => ({ ...pull, mergeCommit: { oid: 'elsewhere' } }));
    const { evidence } = await gather(script({ PathHistory: pathHistory(elsewhere) }));
    expect(evidence?.pull?.number).toBe(42);
  });
});

describe('evidence is unknown, with a sentence,', () => {
  it.each([
    [
      'when the history fails',
      { PathHistory: () => ({ errors: [{ message: 'timeout' }] }) },
      `history of ${PATH} at merge`,
    ],
    [
      'when there is no commit',
      { PathHistory: () => ({ repository: null }) },
      'no such repository, default branch or commit',
    ],
    ['when the pull request fails', { PullRequest: () => ({ errors: [{ message: 'timeout' }] }) }, 'pull request #42'],
    [
      'when GitHub shows no pull request',
      { PullRequest: () => ({ repository: { pullRequest: null } }) },
      'no such pull',
    ],
    [
      'when a review is missing',
      { PullRequest: pullRequest({ reviews: [null as never] }) },
      'an item of a list is missing',
    ],
    [
      'when a review has no id',
      { PullRequest: pullRequest({ reviews: [review(1, bob, { fullDatabaseId: null })] }) },
      'no id',
    ],
    ['when a time is none', { PullRequest: pullRequest({}, { mergedAt: 'yesterday' }) }, '"yesterday" is no instant'],
  ])('%s', async (_, change, sentence) => {
    const { unknown } = await gather(script(change));
    expect(unknown).toContain('could not read');
    expect(unknown).toContain(sentence);
  });

  it('with the status when GitHub is down', async () => {
    running = await startAnswering(script());
    running.service.faults.add({ operation: 'POST /graphql', when: 'before', answer: 503, times: 3 });
    const { gather: read } = evidenceReader(running.github, { owner: 'acme', name: 'access' });
    const answer = await read({
      head: 'merge',
      path: PATH,
      mainline: [],
      teams: [],
      documentsOf: () => Promise.resolve({}),
    });
    expect(answer.unknown).toContain('GitHub answered 503');
  });

  it('when the pull request moves while its pages are read', async () => {
    const reviews = Array.from({ length: 101 }, (_, index) => review(index + 1, bob));
    const moved = { headRefOid: 'moved' };
    const { unknown } = await gather(
      script({
        PullRequest: (variables) =>
          pullRequest({ reviews }, variables['reviewsAfter'] === null ? {} : moved)(variables),
      }),
    );
    expect(unknown).toBe('could not read pull request #42: it changed while it was read');
  });
});

describe('documents that could not be read', () => {
  it('are not known, and everything else is', async () => {
    running = await startAnswering(script());
    const { gather: read } = evidenceReader(running.github, { owner: 'acme', name: 'access' });
    const documentsOf = (at: string) =>
      at === 'before' ? Promise.reject(new Unread('policies/', 'GitHub answered 503', 503)) : Promise.resolve({});
    const { evidence } = await read({ head: 'merge', path: PATH, mainline: MAINLINE, teams: [], documentsOf });
    expect(evidence?.policies).toEqual({ before: null, head: {} });
  });
});
