import { afterEach, describe, expect, it } from 'vitest';
import type { MergedSubject } from '../../../src/core/ports.ts';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import type { Answer } from '../../../src/sandbox/http.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';
import {
  MERGED_AT,
  BLOB,
  PATH,
  SUBJECT,
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

async function gather(given: Script = script(), change: Partial<MergedSubject> = {}) {
  running = await startAnswering(given);
  const { gather: read } = evidenceReader(running.github, { owner: 'acme', name: 'access' });
  return read({ ...SUBJECT, ...change });
}

function dismissal(id: number, was: string) {
  return { createdAt: '2026-11-24T03:00:00Z', previousReviewState: was, review: { fullDatabaseId: String(id) } };
}

describe('the evidence of a merged request', () => {
  it('is every fact a decision rests on, in one value', async () => {
    expect(await gather()).toEqual({
      facts: {
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
          head: {
            sha: 'head',
            repository: 700100,
            file: { blob: BLOB, mode: '100644' },
            commit: {
              parents: ['before'],
              committedAt: '2026-11-24T02:04:00Z',
              parentsOnMain: true,
              signature: { payload: 'tree …', armored: '-----BEGIN SSH SIGNATURE-----' },
            },
          },
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
          commits: [{ sha: 'head', authors: [1001], authorCount: 1, committer: 1001, signature: null }],
          pushers: [1001],
          retargeted: [],
          retargetCount: 0,
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
        gathered: '2026-11-24T02:17:05Z',
      },
      others: [],
    });
  });

  it('has all 137 reviews, the deciding one on the last page, and every commit but once', async () => {
    const comments = Array.from({ length: 136 }, (_, index) => review(index + 1, bob, { state: 'COMMENTED' }));
    const commits = Array.from({ length: 130 }, (_, index) => commit(`c${index}`));
    const reviews = [...comments, review(137, bob)];
    const { facts } = await gather(script({ PullRequest: pullRequest({ reviews, commits }) }));
    expect(facts?.pull?.reviews.map(({ id }) => Number(id))).toEqual(Array.from({ length: 137 }, (_, n) => n + 1));
    expect(facts?.pull?.reviews.at(-1)?.state).toBe('APPROVED');
    expect(facts?.pull?.reviewCount).toBe(137);
    expect(facts?.pull?.commits.map(({ sha }) => sha)).toEqual(commits.map((_, index) => `c${index}`));
  });

  it('takes no page twice when one list is longer than the other', async () => {
    const reviews = Array.from({ length: 250 }, (_, index) => review(index + 1, bob));
    const { facts } = await gather(script({ PullRequest: pullRequest({ reviews }) }));
    expect(facts?.pull?.reviews).toHaveLength(250);
    expect(facts?.pull?.commits).toHaveLength(1);
  });

  it("keeps GitHub's own count beside a list that is shorter", async () => {
    const { facts } = await gather(script({ PullRequest: pullRequest({ reviewCount: 3 }) }));
    expect(facts?.pull).toMatchObject({ reviewCount: 3, reviews: [{ id: '1' }] });
  });

  it('names nobody for an address without an account, and keeps every author', async () => {
    const authors = {
      totalCount: 12,
      nodes: [{ user: { databaseId: 1001 } }, { user: { databaseId: 1002 } }, { user: null }],
    };
    const commits = [commit('head', { authors, committer: { user: null } })];
    const { facts } = await gather(script({ PullRequest: pullRequest({ commits }) }));
    expect(facts?.pull?.commits).toEqual([
      { sha: 'head', authors: [1001, 1002, null], authorCount: 12, committer: null, signature: null },
    ]);
  });

  it.each([
    ['is GitHub when it signed', ['VALID', true, true], 'github', { valid: true, signer: 'github' }],
    [
      "is not GitHub's word when the signature is not valid",
      ['INVALID', false, true],
      19864447,
      { valid: false, signer: 'github' },
    ],
    ['is not GitHub when somebody else signed', ['VALID', true, false], 19864447, { valid: true, signer: 1001 }],
    [
      'is not known to be GitHub while it checks none',
      ['GPGVERIFY_UNAVAILABLE', false, true],
      19864447,
      { valid: null, signer: 'github' },
    ],
    ['is nobody new when the check failed', ['GPGVERIFY_ERROR', false, false], 19864447, { valid: null, signer: 1001 }],
  ] as const)('says that the committer %s', async (_, [state, isValid, wasSignedByGitHub], committer, told) => {
    const signature = { state, isValid, wasSignedByGitHub, signer: { databaseId: 1001 } };
    const commits = [commit('head', { signature, committer: { user: { databaseId: 19864447 } } })];
    const { facts } = await gather(script({ PullRequest: pullRequest({ commits }) }));
    expect(facts?.pull?.commits[0]).toMatchObject({ committer, signature: told });
  });

  it.each([
    ['VALID', true, true, true],
    ['VALID', true, false, false],
    ['INVALID', false, true, false],
    ['GPGVERIFY_UNAVAILABLE', false, true, null],
    ['OCSP_PENDING', false, false, null],
  ])('tells of a merge whose signature is %s (%s, by GitHub %s) that GitHub signed it: %s', async (...given) => {
    const [state, isValid, wasSignedByGitHub, signed] = given;
    const { mergeCommit } = pullRequest()({}).repository.pullRequest;
    const signature = { state, isValid, wasSignedByGitHub, signer: null };
    const { facts } = await gather(
      script({ PullRequest: pullRequest({}, { mergeCommit: { ...mergeCommit, signature } }) }),
    );
    expect(facts?.pull?.merge?.signedByGitHub).toBe(signed);
  });

  it("has when its base was changed, oldest first, and how often by GitHub's count", async () => {
    const nodes = [{ createdAt: '2026-11-24T02:12:00Z' }, { createdAt: '2026-11-24T02:11:00Z' }];
    const { facts } = await gather(script({ PullRequest: pullRequest({}, { baseChanges: { totalCount: 3, nodes } }) }));
    expect(facts?.pull).toMatchObject({
      retargeted: ['2026-11-24T02:11:00Z', '2026-11-24T02:12:00Z'],
      retargetCount: 3,
    });
  });

  it('asks for the permission of people who gave an opinion only, each once', async () => {
    const bot = { __typename: 'Bot', login: 'copilot', databaseId: 7 };
    const reviews = [
      review(1, bob),
      review(2, bot),
      review(3, null),
      review(4, bob),
      review(5, user('erin', 1005)),
      review(6, user('dave', 1004), { state: 'COMMENTED' }),
    ];
    const { facts } = await gather(script({ PullRequest: pullRequest({ reviews }) }));
    expect(facts?.permissions).toEqual({ 1002: 'write', 1005: 'write' });
    expect(facts?.secondFactors.enabled).toEqual({ 1001: true, 1002: true, 1005: null });
    expect(facts?.pull?.reviews[2]?.author).toBeNull();
    expect(running?.calls.filter(({ operation }) => operation.endsWith('/permission'))).toHaveLength(2);
  });

  it.each([403, 404, 503])('has a team that GitHub answers with %i as not known', async (status) => {
    const answer: Answer = { status, body: { message: 'no' } };
    const { facts } = await gather({
      ...script(),
      rest: { ...REST, 'GET /orgs/{org}/teams/{team_slug}/members': () => answer },
    });
    expect(facts?.teams).toEqual({ 'sre-leads': null });
  });

  it('has a commit that is too old for the mainline read as not known to stand there', async () => {
    const merge = {
      ...pullRequest()({}).repository.pullRequest.mergeCommit,
      oid: 'x',
      committedDate: '2026-11-01T00:00:00Z',
    };
    const { facts } = await gather(script({ PullRequest: pullRequest({}, { mergeCommit: merge }) }));
    expect(facts?.pull?.merge?.onMainline).toBeNull();
  });

  it('has no file and no text where the head has none', async () => {
    const [head] = pullRequest()({}).repository.pullRequest.headCommit.nodes;
    const headCommit = { nodes: [{ commit: { ...head?.commit, file: null } }] };
    const { facts } = await gather(script({ PullRequest: pullRequest({}, { headCommit }) }));
    expect(facts).toMatchObject({ text: null, pull: { head: { file: null } } });
  });

  it('names no pull request while GitHub does not, and says when the commit arrived', async () => {
    const { facts } = await gather(script({ PathHistory: pathHistory([]) }));
    expect(facts).toMatchObject({
      pull: null,
      text: null,
      addedAt: MERGED_AT,
      permissions: {},
      teams: { 'sre-leads': [] },
    });
  });

  it('names the pull request even if it is not on the mainline that was read', async () => {
    const elsewhere = named.map((pull) => ({ ...pull, mergeCommit: { oid: 'elsewhere' } }));
    const { facts } = await gather(script({ PathHistory: pathHistory(elsewhere) }));
    expect(facts?.pull?.number).toBe(42);
  });

  it('has the time of each dismissal and the opinion before it, through every page', async () => {
    const others = Array.from({ length: 130 }, (_, at) => dismissal(1000 + at, 'APPROVED'));
    const { facts } = await gather(
      script({
        PullRequest: pullRequest({
          reviews: [{ ...review(1, bob), state: 'DISMISSED' }, review(2, bob)],
          dismissals: [...others, dismissal(1, 'CHANGES_REQUESTED')],
        }),
      }),
    );
    expect(facts?.pull?.reviews.map((one) => one.dismissal)).toEqual([
      { at: '2026-11-24T03:00:00Z', was: 'CHANGES_REQUESTED' },
      undefined,
    ]);
  });

  it.each([
    ['lists none', []],
    ['lists it without its review', [{ ...dismissal(1, 'APPROVED'), review: null }]],
    ['lists two', [dismissal(1, 'APPROVED'), dismissal(1, 'CHANGES_REQUESTED')]],
  ])('does not know when a review was dismissed if GitHub %s', async (_, dismissals) => {
    const reviews = [{ ...review(1, bob), state: 'DISMISSED' }];
    const { facts } = await gather(script({ PullRequest: pullRequest({ reviews, dismissals }) }));
    expect(facts?.pull?.reviews[0]?.dismissal).toBeNull();
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
      'GitHub does not have this repository, default branch or commit',
    ],
    ['when the pull request fails', { PullRequest: () => ({ errors: [{ message: 'timeout' }] }) }, 'pull request #42'],
    [
      'when GitHub shows no pull request',
      { PullRequest: () => ({ repository: { pullRequest: null } }) },
      'GitHub does not have this pull request',
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
    [
      'when a time is none',
      { PullRequest: pullRequest({}, { mergedAt: 'yesterday' }) },
      '"yesterday" is not an instant',
    ],
  ])('%s', async (_, change, sentence) => {
    const { unknown } = await gather(script(change));
    expect(unknown).toContain('could not read');
    expect(unknown).toContain(sentence);
  });

  it('with the status when GitHub is down', async () => {
    running = await startAnswering(script());
    running.service.faults.add({ operation: 'POST /graphql', when: 'before', answer: 503, times: 9 });
    const { gather: read } = evidenceReader(running.github, { owner: 'acme', name: 'access' });
    const answer = await read({ ...SUBJECT, mainline: [], teams: [] });
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
    expect(unknown).toBe('could not read pull request #42: the pull request changed while it was read');
  });
});
