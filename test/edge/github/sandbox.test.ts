import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gathered } from '../../../src/core/ports.ts';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import { repositoryReader } from '../../../src/edge/github/repository.ts';
import { REPO, startBench, startGit, type Bench } from '../../sandbox/github/support.ts';
import { ACME, connectTo } from './rehearsal.ts';

const SINCE = '2026-11-01T00:00:00Z';
const TEXT = 'policy: orders-db-read\nduration: 2h\n';
let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
  const number = await ask('known');
  await approve('bob', number);
  await merge(number);
});
afterAll(() => bench.close());

const connect = (token?: string) => connectTo(bench, token);
const requestPath = (name: string) => `requests/2026/11/${name}.yaml`;

/** A pull request by alice that adds one request. */
const ask = (name: string) => bench.pull('alice', name, { [requestPath(name)]: TEXT });

const approve = (login: string, pull_number: number) =>
  bench.as(login).pulls.createReview({ ...REPO, pull_number, event: 'APPROVE' });

async function merge(pull_number: number, merge_method: 'merge' | 'squash' | 'rebase' = 'squash') {
  bench.pass(60);
  return (await bench.as('alice').pulls.merge({ ...REPO, pull_number, merge_method })).data.sha;
}

async function gather(name: string, github = connect()): Promise<Gathered> {
  const reader = repositoryReader(github, ACME);
  const { head } = await reader.repository();
  return evidenceReader(github, ACME).gather({
    head,
    path: requestPath(name),
    mainline: await reader.mainline(head, SINCE),
    defaultBranch: 'main',
    saml: false,
    teams: ['orders-oncall', 'sre-leads'],
    teamsBefore: () => Promise.resolve([]),
  });
}

describe('evidence of a merged request', () => {
  it('is whole for a squashed pull request', async () => {
    const number = await ask('squashed');
    await approve('bob', number);
    const sha = await merge(number);
    const { facts } = await gather('squashed');
    expect(facts).toMatchObject({
      repository: { id: 700100, name: 'acme/access', defaultBranch: 'main' },
      head: sha,
      text: TEXT,
      addedAt: facts?.pull?.mergedAt,
      permissions: { 1002: 'write' },
      teams: { 'orders-oncall': [1001], 'sre-leads': [1002] },
      secondFactors: { required: true, enabled: { 1001: true, 1002: true } },
      pull: {
        number,
        state: 'merged',
        author: { type: 'User', login: 'alice', id: 1001 },
        changedFiles: 1,
        files: [{ path: requestPath('squashed'), change: 'ADDED' }],
        commits: [{ authors: [1001], authorCount: 1 }],
        reviewCount: 1,
        reviews: [{ state: 'APPROVED', author: { id: 1002 } }],
        merge: { sha, signedByGitHub: true, onMainline: true },
      },
    });
    const pull = facts?.pull;
    expect(pull?.reviews[0]?.commit).toBe(pull?.head.sha);
    expect(pull?.merge?.parents).toEqual([{ sha: expect.any(String) as string, file: null }]);
    expect(new Set([pull?.head.file, pull?.merge?.file, facts?.file].map((file) => file?.blob)).size).toBe(1);
    expect(facts?.file?.mode).toBe('100644');
  });

  it('finds the pull request behind a merge commit after its branch is gone', async () => {
    const number = await ask('merged');
    const sha = await merge(number, 'merge');
    await bench.as('alice').git.deleteRef({ ...REPO, ref: 'heads/merged' });
    const { facts } = await gather('merged');
    expect(facts).toMatchObject({ text: TEXT, addedAt: facts?.pull?.mergedAt, pull: { number, merge: { sha } } });
    expect(facts?.pull?.merge?.parents[1]?.sha).toBe(facts?.pull?.head.sha);
  });

  it('has the deciding one of 137 reviews on the last page', async () => {
    const number = await ask('discussed');
    const bob = bench.as('bob');
    for (let n = 0; n < 136; n += 1) {
      await bob.pulls.createReview({ ...REPO, pull_number: number, event: 'COMMENT', body: `thought ${n}` });
      bench.pass(2);
    }
    await approve('erin', number);
    await merge(number);
    const { facts } = await gather('discussed');
    expect(facts?.pull?.reviewCount).toBe(137);
    expect(facts?.pull?.reviews).toHaveLength(137);
    expect(facts?.pull?.reviews.at(-1)).toMatchObject({ state: 'APPROVED', author: { login: 'erin', id: 1005 } });
    expect(facts?.permissions).toEqual({ 1005: 'write' });
  }, 60_000);

  it('names co-authors, and nobody for an address without an account', async () => {
    const client = await startGit();
    const { folder, git } = client;
    try {
      await git('clone', '--quiet', bench.github.gitUrl(bench.token('alice')), '.');
      await git('checkout', '--quiet', '-b', 'pushed');
      await mkdir(`${folder}/requests/2026/11`, { recursive: true });
      await writeFile(`${folder}/${requestPath('pushed')}`, TEXT);
      await git('add', '.');
      const noreply = (id: number, login: string) => `${login} <${id}+${login}@users.noreply.github.com>`;
      const trailers = `Co-authored-by: ${noreply(1002, 'bob')}\nCo-authored-by: Nobody <nobody@elsewhere.example>`;
      await git('commit', '--quiet', '--author', noreply(1001, 'alice'), '-m', `Ask\n\n${trailers}`);
      await git('push', '--quiet', 'origin', 'pushed');
    } finally {
      await client.remove();
    }
    const { data } = await bench.as('alice').pulls.create({ ...REPO, title: 'Ask', head: 'pushed', base: 'main' });
    await merge(data.number);
    const { facts } = await gather('pushed');
    expect(facts?.pull?.commits).toMatchObject([{ authors: [1001, 1002, null], authorCount: 3, committer: 1001 }]);
  });

  it('names no pull request while the index lags, and says when the commit arrived', async () => {
    const number = await ask('lagging');
    bench.github.world.indexLagSeconds = 60;
    try {
      await merge(number);
      const fresh = (await gather('lagging')).facts;
      expect(fresh).toMatchObject({ pull: null, text: null });
      expect(fresh?.addedAt).toMatch(/^2026-11-24T/);
      bench.pass(60);
      expect((await gather('lagging')).facts?.pull?.number).toBe(number);
    } finally {
      bench.github.world.indexLagSeconds = 0;
    }
  });

  it('names the one that added the file, not one that edited it later', async () => {
    const number = await ask('edited');
    await merge(number);
    const edit = bench.as('alice');
    const main = await edit.git.getRef({ ...REPO, ref: 'heads/main' });
    await edit.git.createRef({ ...REPO, ref: 'refs/heads/edit', sha: main.data.object.sha });
    const path = requestPath('edited');
    const { data } = await edit.repos.getContent({ ...REPO, path, ref: 'edit' });
    const content = Buffer.from(`${TEXT}# more\n`).toString('base64');
    const sha = Array.isArray(data) ? '' : data.sha;
    await edit.repos.createOrUpdateFileContents({ ...REPO, path, branch: 'edit', content, sha, message: 'Edit' });
    const pull = await edit.pulls.create({ ...REPO, title: 'Edit', head: 'edit', base: 'main' });
    await merge(pull.data.number, 'merge');
    const { facts } = await gather('edited');
    expect(facts?.pull?.number).toBe(number);
    expect(facts?.file?.blob).not.toBe(facts?.pull?.head.file?.blob);
  });

  it("has teams and second factors as not known with a workflow's own token", async () => {
    const permissions = { metadata: 'read', contents: 'write', pull_requests: 'read' } as const;
    const { facts } = await gather('known', connect(bench.token({ kind: 'workflow', permissions })));
    expect(facts?.teams).toEqual({ 'orders-oncall': null, 'sre-leads': null });
    expect(facts?.secondFactors.enabled).toEqual({ 1001: null, 1002: null });
    expect(facts?.pull?.reviews).toHaveLength(1);
  });

  it.each([403, 404, 503])(
    'has a team as not known when GitHub answers %i, and the other one as it is',
    async (answer) => {
      bench.github.service.faults.add({
        operation: 'GET /orgs/{org}/teams/{team_slug}/members',
        when: 'before',
        answer,
        times: 3,
        only: ({ params }) => params['team_slug'] === 'sre-leads',
      });
      const { facts } = await gather('known');
      bench.github.service.faults.clear();
      expect(facts?.teams).toEqual({ 'orders-oncall': [1001], 'sre-leads': null });
    },
  );

  it('is unknown while GitHub is down', async () => {
    const github = connect();
    const reader = repositoryReader(github, ACME);
    const { head } = await reader.repository();
    bench.github.service.faults.add({ operation: 'POST /graphql', when: 'before', answer: 503, times: 99 });
    const answer = await evidenceReader(github, ACME).gather({
      head,
      path: requestPath('squashed'),
      mainline: [],
      defaultBranch: 'main',
      saml: false,
      teams: [],
      teamsBefore: () => Promise.resolve([]),
    });
    bench.github.service.faults.clear();
    expect(answer.unknown).toContain('GitHub answered 503');
  });
});

describe('the repository', () => {
  it("is told with the sandbox's time", async () => {
    const github = connect();
    const state = await repositoryReader(github, ACME).repository();
    expect(state).toMatchObject({
      id: 700100,
      name: 'acme/access',
      defaultBranch: 'main',
    });
    expect(github.time()).toMatch(/^2026-11-24T0/);
  });

  it('gives the requests of a month with their bytes, and none of a month without any', async () => {
    const reader = repositoryReader(connect(), ACME);
    const { head } = await reader.repository();
    const files = await reader.requestFiles(head, ['2026-10', '2026-12']);
    expect(files.map(({ path, mode, bytes }) => [path, mode, Buffer.from(bytes ?? []).toString()])).toEqual([
      ['requests/2026/10/old.yaml', '100644', 'policy: orders-db-read\n'],
    ]);
  });

  it('has a mainline of first parents only', async () => {
    await merge(await ask('beside'), 'merge');
    const reader = repositoryReader(connect(), ACME);
    const { head } = await reader.repository();
    const line = await reader.mainline(head, SINCE);
    expect(line[0]?.sha).toBe(head);
    expect(line.every(({ parents }, index) => parents[0] === line[index + 1]?.sha)).toBe(true);
    expect(line.some(({ parents }) => parents.length === 2)).toBe(true);
  });

  it('refuses a commit that is not there', async () => {
    const reader = repositoryReader(connect(), ACME);
    await expect(reader.documents('0'.repeat(40))).rejects.toThrow('GitHub does not have this repository or commit');
  });

  it('tells which merge removed a file, when, and by whom', async () => {
    const number = await ask('returned');
    await merge(number);
    const bob = bench.as('bob');
    const main = await bob.git.getRef({ ...REPO, ref: 'heads/main' });
    await bob.git.createRef({ ...REPO, ref: 'refs/heads/return', sha: main.data.object.sha });
    const path = requestPath('returned');
    const { data } = await bob.repos.getContent({ ...REPO, path, ref: 'return' });
    const sha = Array.isArray(data) ? '' : data.sha;
    await bob.repos.deleteFile({ ...REPO, path, branch: 'return', sha, message: 'Return' });
    const pull = await bob.pulls.create({ ...REPO, title: 'Return', head: 'return', base: 'main' });
    bench.pass(600);
    await bob.pulls.merge({ ...REPO, pull_number: pull.data.number, merge_method: 'merge' });
    const reader = repositoryReader(connect(), ACME);
    const { head } = await reader.repository();
    const { data: merged } = await bob.pulls.get({ ...REPO, pull_number: pull.data.number });
    expect(await reader.lastChange(head, path)).toEqual({ at: merged.merged_at, pull: pull.data.number, by: 'bob' });
    expect(await reader.lastChange(head, requestPath('never'))).toBeUndefined();
  });
});

describe('an open pull request', () => {
  it('gives its evidence and the requests it brings', async () => {
    const number = await ask('open');
    await approve('bob', number);
    const reader = evidenceReader(connect(), ACME);
    const { head } = await repositoryReader(connect(), ACME).repository();
    const gathered = await reader.gatherPull({
      number,
      head,
      path: requestPath('open'),
      teams: ['sre-leads'],
      saml: false,
    });
    expect(gathered).toMatchObject({
      facts: { text: TEXT, file: null, pull: { number, state: 'open', merge: null, reviewCount: 1 } },
      requests: [{ path: requestPath('open'), change: 'added', mode: '100644', bytes: new TextEncoder().encode(TEXT) }],
    });
    expect(await reader.pullFiles(number)).toMatchObject([
      { path: requestPath('open'), change: 'added', previous: null },
    ]);
  });

  it('without a request gives its evidence all the same', async () => {
    const number = await bench.pull('alice', 'words', { 'README.md.new': 'words\n' });
    const reader = evidenceReader(connect(), ACME);
    const { head } = await repositoryReader(connect(), ACME).repository();
    const gathered = await reader.gatherPull({ number, head, path: undefined, teams: [], saml: false });
    expect(gathered).toMatchObject({ facts: { path: '', file: null, text: null, pull: { number } }, requests: [] });
  });
});
