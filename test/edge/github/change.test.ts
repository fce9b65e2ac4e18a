import { afterEach, describe, expect, it } from 'vitest';
import type { ChangeSubject } from '../../../src/core/ports.ts';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';
import {
  ACTIVITY,
  commit,
  commitPulls,
  named,
  NOWHERE,
  pullRequest,
  script,
  SUBJECT,
  update,
} from './merged-request.ts';

let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

const CHANGE: ChangeSubject = {
  commit: 'merge',
  repository: { id: 700100, name: 'acme/access', defaultBranch: 'main' },
  mainline: SUBJECT.mainline,
  saml: false,
  teams: ['sre-leads'],
  contributors: [],
};

async function gather(
  graphql: NonNullable<Script['graphql']> = {},
  change: Partial<ChangeSubject> = {},
  rest: NonNullable<Script['rest']> = {},
) {
  const whole = script(graphql);
  running = await startAnswering({ ...whole, rest: { ...whole.rest, ...rest } });
  return evidenceReader(running.github, { owner: 'acme', name: 'access' }).gatherChange({ ...CHANGE, ...change });
}

const other = (number: number, change: object = {}) => ({
  ...{ number, merged: true, mergedAt: '2026-11-24T02:00:00Z', baseRefName: 'main' },
  mergeCommit: { oid: 'elsewhere' },
  ...change,
});

const FILES = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
const PULL = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
const manyFiles = (count: number) => Array.from({ length: count }, (_, n) => `policies/p${n}.yaml`);
const listed = (paths: readonly string[]) => paths.map((filename) => ({ filename, status: 'modified', sha: 'b10b' }));

describe('the facts about a change of documents', () => {
  it('are its pull request without facts of one file, and its people', async () => {
    const { facts } = await gather();
    expect(facts).toMatchObject({
      pull: {
        number: 42,
        pushers: [1001],
        head: { sha: 'head', file: null, commit: { parentsOnMain: true } },
        merge: { sha: 'merge', file: null, onMainline: true, parents: [{ file: null }, { file: null }] },
      },
      permissions: { 1002: 'write' },
      teams: { 'sre-leads': [1002] },
      secondFactors: { required: true, enabled: { 1001: true, 1002: true } },
    });
    expect(facts).not.toHaveProperty('identities');
  });

  it.each([
    ['that was pushed', []],
    ['that is in a branch which another commit merged', [other(41)]],
    ['that is in an open pull request', [{ ...named[0], merged: false, mergedAt: null }]],
    ['that was merged into another branch', [{ ...named[0], baseRefName: 'side' }]],
  ])('name no pull request for a commit %s', async (_, pulls) => {
    expect((await gather({ CommitPulls: commitPulls(pulls) })).facts?.pull).toBeNull();
  });

  it('find the pull request among more than a page of others with the same commit', async () => {
    const pulls = [...Array.from({ length: 120 }, (_, n) => other(100 + n)), ...named];
    expect((await gather({ CommitPulls: commitPulls(pulls) })).facts?.pull?.number).toBe(42);
  });

  it('list every changed file, also beyond the first ten', async () => {
    const paths = manyFiles(130);
    const change = {
      changedFiles: 130,
      files: { totalCount: 130, nodes: paths.slice(0, 10).map((path) => ({ path, changeType: 'MODIFIED' })) },
    };
    const { facts } = await gather(
      { PullRequest: pullRequest({}, change) },
      {},
      {
        [PULL]: () => ({ status: 200, body: { changed_files: 130 } }),
        [FILES]: ({ query }) => {
          const page = Number(query.get('page') ?? '1');
          const link = page === 1 ? { link: '<https://example/?page=2>; rel="next"' } : {};
          return { status: 200, headers: link, body: listed(paths.slice((page - 1) * 100, page * 100)) };
        },
      },
    );
    expect(facts?.pull?.files.map(({ path }) => path)).toEqual(paths);
  });

  it('are not known while GitHub lists fewer files than it counts', async () => {
    const change = { changedFiles: 12, files: { totalCount: 12, nodes: [] } };
    const { unknown } = await gather(
      { PullRequest: pullRequest({}, change) },
      {},
      {
        [PULL]: () => ({ status: 200, body: { changed_files: 12 } }),
        [FILES]: () => ({ status: 200, body: listed(manyFiles(11)) }),
      },
    );
    expect(unknown).toBe('could not read the files of pull request #42: GitHub counts 12 files but lists 11');
  });

  it('ask beyond the line if the parents of the head commit are on the branch', async () => {
    const asked: unknown[] = [];
    const Reached = (variables: Readonly<Record<string, unknown>>) => {
      asked.push(variables['commit']);
      return { repository: { object: { history: { totalCount: 1, nodes: [{ oid: 'before' }] } } } };
    };
    const mainline = SUBJECT.mainline.slice(0, 1);
    const { facts } = await gather({ Reached }, { mainline });
    expect(facts?.pull?.head.commit?.parentsOnMain).toBe(true);
    expect(asked).toEqual(['before']);
  });

  it('are not known if GitHub does not return the pull requests of the commit', async () => {
    const { unknown } = await gather({ CommitPulls: () => ({ repository: { object: null } }) });
    expect(unknown).toBe('could not read the pull request that merge merged: GitHub does not have this commit');
  });

  it('have null for pushers and teams that GitHub does not return', async () => {
    const { facts } = await gather(
      {},
      { teams: ['sre-leads', 'secret'] },
      {
        'GET /repos/{owner}/{repo}/activity': () => ({ status: 403, body: {} }),
      },
    );
    expect(facts?.pull?.pushers).toBeNull();
    expect(facts?.teams).toEqual({ 'sre-leads': [1002], secret: null });
  });
});

describe('people known by single sign-on', () => {
  const identities =
    (nodes: readonly object[], totalCount = nodes.length) =>
    () => ({
      organization: { samlIdentityProvider: { externalIdentities: { totalCount, nodes } } },
    });
  const known = (databaseId: number, nameId: string | null) => ({ user: { databaseId }, samlIdentity: { nameId } });
  const ask = async (Identity: () => unknown) => (await gather({ Identity }, { saml: true })).facts?.identities;

  it('are named by numeric id, and an account that is not linked has no name', async () => {
    expect(await ask(identities([known(1001, 'alice@acme.example')]))).toEqual({
      1001: 'alice@acme.example',
      1002: null,
    });
  });

  const LOGINS: Readonly<Record<string, string>> = {
    1001: 'alice',
    1003: 'carol',
    1004: 'dave',
    1005: 'erin',
    1006: 'frank',
  };
  const byLogin = ({ login }: Readonly<Record<string, unknown>>) => {
    const id = Object.entries(LOGINS).find(([, known]) => known === login)?.[0];
    return identities(id === undefined ? [] : [known(Number(id), `${String(login)}@acme.example`)])();
  };
  const REST_OF_PEOPLE: NonNullable<Script['rest']> = {
    'GET /user/{account_id}': ({ params }) => {
      const login = LOGINS[String(params['account_id'])];
      return login === undefined ? { status: 404, body: {} } : { status: 200, body: { login } };
    },
    [ACTIVITY]: () => ({ status: 200, body: [update('base > head by 1003'), update(`${NOWHERE} > base by 1001`)] }),
  };
  const author = (login: string, databaseId: number) => ({
    email: `${login}@acme.example`,
    user: { login, databaseId },
  });
  const byMany = pullRequest({
    commits: [
      commit('base', { authors: { totalCount: 2, nodes: [author('alice', 1001), author('dave', 1004)] } }),
      commit('head', { committer: author('erin', 1005) }),
    ],
  });
  const everybody = {
    1001: 'alice@acme.example',
    1002: null,
    1003: 'carol@acme.example',
    1004: 'dave@acme.example',
    1005: 'erin@acme.example',
  };

  it('are the pusher, the co-author and the committer too, and those of earlier changes', async () => {
    const { facts } = await gather(
      { Identity: byLogin, PullRequest: byMany },
      { saml: true, contributors: [1006, 1007] },
      REST_OF_PEOPLE,
    );
    expect(facts?.identities).toEqual({ ...everybody, 1006: 'frank@acme.example', 1007: null });
  });

  it('are all these of a request as well', async () => {
    const whole = script({ Identity: byLogin, PullRequest: byMany });
    running = await startAnswering({ ...whole, rest: { ...whole.rest, ...REST_OF_PEOPLE } });
    const reader = evidenceReader(running.github, { owner: 'acme', name: 'access' });
    const { facts } = await reader.gather({ ...SUBJECT, saml: true });
    expect(facts?.identities).toEqual(everybody);
  });

  it.each([
    ['there is no provider', () => ({ organization: { samlIdentityProvider: null } })],
    ['it is forbidden', () => ({ errors: [{ type: 'FORBIDDEN', message: 'no' }] })],
    ['GitHub left some out', identities([known(1001, 'alice@acme.example')], 2)],
    ['two claim the account', identities([known(1001, 'alice@acme.example'), known(1001, 'mallory@acme.example')])],
    ['it has no name', identities([known(1001, null)])],
  ])('are not known when %s', async (_, answer) => {
    expect(await ask(answer)).toEqual({ 1001: null, 1002: null });
  });
});
