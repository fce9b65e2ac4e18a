import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_PERMISSIONS } from '../../../src/sandbox/github/acme.ts';
import { containing, refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
let number: number;
beforeAll(async () => {
  bench = await startBench();
  number = await bench.pull('alice', 'first', { 'requests/first.yaml': 'a: 1\n' });
});
afterAll(() => bench.close());

const app = { kind: 'installation', permissions: APP_PERMISSIONS } as const;
const workflow = (permissions: Record<string, 'read' | 'write'>) => ({ kind: 'workflow', permissions }) as const;
const team = { org: 'acme', team_slug: 'sre-leads' };

describe('a token', () => {
  test('that is unknown or taken back is bad credentials', async () => {
    const octokit = bench.with('wrong');
    expect(await refusal(octokit.repos.get(REPO))).toMatchObject({
      status: 401,
      body: {
        message: 'Bad credentials',
        documentation_url: containing('https://docs.github.com'),
        status: '401',
      },
    });
    const token = bench.token('alice');
    const before = bench.with(token);
    expect((await before.users.getAuthenticated()).data).toMatchObject({ login: 'alice', id: 1001 });
    bench.github.revokeToken(token);
    expect(await refusal(before.users.getAuthenticated())).toMatchObject({ status: 401 });
  });

  test('that is missing sees no private repository, and a public one only to read', async () => {
    expect(await refusal(bench.with().repos.get(REPO))).toMatchObject({ status: 404 });
    const open = await startBench({ private: false });
    const nobody = open.with();
    expect((await nobody.repos.get(REPO)).data).toMatchObject({
      visibility: 'public',
      permissions: { pull: true, push: false },
    });
    expect(await refusal(nobody.issues.create({ ...REPO, title: 'x' }))).toMatchObject({ status: 401 });
    await open.close();
  });
});

describe('somebody who only reads', () => {
  test('reads, comments and reviews', async () => {
    const mallory = bench.as('mallory');
    expect((await mallory.repos.get(REPO)).data.permissions).toMatchObject({ pull: true, push: false });
    const review = await mallory.pulls.createReview({ ...REPO, pull_number: number, event: 'APPROVE' });
    expect(review.data).toMatchObject({ state: 'APPROVED', user: { id: 1006 } });
    expect((await mallory.issues.createComment({ ...REPO, issue_number: number, body: 'hm' })).status).toBe(201);
  });

  test('makes no branch, no file, no pull request and no merge', async () => {
    const mallory = bench.as('mallory');
    const sha = bench.github.repository.branch('main') ?? '';
    const attempts = [
      mallory.git.createRef({ ...REPO, ref: 'refs/heads/x', sha }),
      mallory.repos.createOrUpdateFileContents({ ...REPO, path: 'x', branch: 'first', content: '', message: 'x' }),
      mallory.pulls.create({ ...REPO, title: 'x', head: 'first', base: 'main' }),
      mallory.pulls.merge({ ...REPO, pull_number: number }),
      mallory.pulls.update({ ...REPO, pull_number: number, title: 'mine now' }),
      mallory.teams.addOrUpdateMembershipForUserInOrg({ ...team, username: 'mallory' }),
    ];
    for (const attempt of attempts) expect(await refusal(attempt)).toMatchObject({ status: 403 });
    const answer = await refusal(mallory.git.createRef({ ...REPO, ref: 'refs/heads/x', sha }));
    expect(answer.headers['x-accepted-github-permissions']).toBe('contents=write');
  });
});

describe('a workflow’s token', () => {
  test('does what its permissions name and nothing else', async () => {
    const reading = bench.as(workflow({ contents: 'read' }));
    expect((await reading.repos.getContent({ ...REPO, path: 'README.md' })).status).toBe(200);
    expect(await refusal(reading.pulls.list(REPO))).toMatchObject({
      status: 403,
      message: 'Resource not accessible by integration',
    });
    expect(await refusal(reading.issues.create({ ...REPO, title: 'x' }))).toMatchObject({ status: 403 });
    expect(
      (await bench.as(workflow({ issues: 'write' })).issues.create({ ...REPO, title: 'x' })).data.user,
    ).toMatchObject({
      login: 'github-actions[bot]',
      id: 41898282,
      type: 'Bot',
    });
  });

  test('knows nothing of teams and members, and is nobody to ask itself about', async () => {
    const token = bench.as(workflow({ contents: 'write', pull_requests: 'write', issues: 'write', actions: 'write' }));
    const attempts = [
      token.teams.list({ org: 'acme' }),
      token.teams.getByName(team),
      token.teams.getMembershipForUserInOrg({ ...team, username: 'bob' }),
      token.orgs.listMembers({ org: 'acme' }),
      token.users.getAuthenticated(),
    ];
    for (const attempt of attempts) {
      expect(await refusal(attempt)).toMatchObject({ status: 403, message: 'Resource not accessible by integration' });
    }
    const level = await token.repos.getCollaboratorPermissionLevel({ ...REPO, username: 'bob' });
    expect(level.data).toMatchObject({ permission: 'write', role_name: 'write', user: { id: 1002 } });
  });
});

describe('the App', () => {
  test('reads teams and who is in them, but changes nothing there', async () => {
    const octokit = bench.as(app);
    expect((await octokit.teams.list({ org: 'acme' })).data.map(({ id, slug }) => [id, slug])).toEqual([
      [801, 'orders-oncall'],
      [802, 'sre-leads'],
      [803, 'security'],
    ]);
    expect((await octokit.teams.listMembersInOrg(team)).data.map(({ login }) => login)).toEqual(['bob', 'erin']);
    expect((await octokit.teams.getMembershipForUserInOrg({ ...team, username: 'BOB' })).data).toMatchObject({
      state: 'active',
      role: 'member',
    });
    expect(await refusal(octokit.teams.getMembershipForUserInOrg({ ...team, username: 'alice' }))).toMatchObject({
      status: 404,
    });
    expect(await refusal(octokit.teams.getByName({ org: 'acme', team_slug: 'nobody' }))).toMatchObject({ status: 404 });
    expect(await refusal(octokit.teams.removeMembershipForUserInOrg({ ...team, username: 'bob' }))).toMatchObject({
      status: 403,
    });
    expect(await refusal(octokit.pulls.createReview({ ...REPO, pull_number: number, event: 'APPROVE' }))).toMatchObject(
      { status: 403 },
    );
  });
});

describe('the organisation', () => {
  test('tells its second-factor rule to those who may know it', async () => {
    const told = async (who: Parameters<Bench['as']>[0]) =>
      (await bench.as(who).orgs.get({ org: 'acme' })).data.two_factor_requirement_enabled;
    expect(await told('acme-admin')).toBe(true);
    expect(await told(app)).toBe(true);
    expect(await told('alice')).toBeUndefined();
    expect(await told(workflow({}))).toBeUndefined();
  });

  test('lets only its owners ask who has no second factor', async () => {
    const ask = (who: string) => bench.as(who).orgs.listMembers({ org: 'acme', filter: '2fa_disabled' });
    expect((await ask('acme-admin')).data).toEqual([]);
    expect(await refusal(ask('alice'))).toMatchObject({ status: 422 });
    expect((await bench.as('alice').orgs.listMembers({ org: 'acme', role: 'admin' })).data).toMatchObject([
      { login: 'acme-admin' },
    ]);
    const membership = await bench.as('alice').orgs.getMembershipForUser({ org: 'acme', username: 'bob' });
    expect(membership.data).toMatchObject({ role: 'member', state: 'active', user: { id: 1002 } });
  });

  test('has its teams filled and emptied by its owner', async () => {
    const owner = bench.as('acme-admin');
    const added = await owner.teams.addOrUpdateMembershipForUserInOrg({ ...team, username: 'dave' });
    expect(added.data).toMatchObject({ state: 'active', role: 'member' });
    expect((await owner.teams.getByName(team)).data).toMatchObject({ id: 802, members_count: 3 });
    await owner.teams.removeMembershipForUserInOrg({ ...team, username: 'dave' });
    expect(await refusal(owner.teams.getMembershipForUserInOrg({ ...team, username: 'dave' }))).toMatchObject({
      status: 404,
    });
  });
});

test('the role of a stranger on a private repository is none, and nobody’s is not found', async () => {
  const alice = bench.as('alice');
  const level = async (username: string) =>
    (await alice.repos.getCollaboratorPermissionLevel({ ...REPO, username })).data.permission;
  expect(await level('acme-admin')).toBe('admin');
  expect(await level('mallory')).toBe('read');
  expect(await level('github-actions[bot]')).toBe('none');
  expect(await refusal(level('nobody'))).toMatchObject({ status: 404 });
  expect((await alice.users.getByUsername({ username: 'ERIN' })).data).toMatchObject({
    id: 1005,
    login: 'erin',
    type: 'User',
  });
  expect(await refusal(alice.users.getByUsername({ username: 'nobody' }))).toMatchObject({ status: 404 });
});
