import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentNamed, mayDeploy } from '../../../src/sandbox/github/deployments.ts';
import { containing, refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({
    hardened: true,
    from: [{ path: 'CODEOWNERS', content: '* @acme/security\n/requests/\n/teams/ @acme/no-such @mallory [x]\n' }],
  });
});
afterAll(() => bench.close());

describe('where code owners must review', () => {
  const merge = (login: string, pull_number: number) => bench.as(login).pulls.merge({ ...REPO, pull_number });
  const approve = (login: string, pull_number: number) =>
    bench.as(login).pulls.createReview({ ...REPO, pull_number, event: 'APPROVE' });

  test('what they own waits for one of them', async () => {
    const number = await bench.pull('alice', 'policy', { 'policies/new.yaml': 'a: 1\n' });
    expect(await refusal(merge('alice', number))).toMatchObject({
      status: 405,
      message: containing('Waiting on code owner review.'),
    });
    await approve('bob', number);
    expect(await refusal(merge('alice', number))).toMatchObject({ status: 405 });
    expect(await refusal(merge('acme-admin', number))).toMatchObject({ status: 405 });
    await approve('carol', number);
    expect((await merge('alice', number)).data.merged).toBe(true);
  });

  test('what nobody owns waits for nobody, and an owner’s own change has the owner’s approval', async () => {
    const request = await bench.pull('alice', 'request', { 'requests/2026/11/a.yaml': 'a: 1\n' });
    expect((await merge('alice', request)).data.merged).toBe(true);
    const own = await bench.pull('carol', 'own', { 'policies/own.yaml': 'a: 1\n' });
    expect((await merge('carol', own)).data.merged).toBe(true);
  });

  test('owners that are none are told as errors', async () => {
    const { data } = await bench.as('alice').repos.codeownersErrors(REPO);
    expect(data.errors.map(({ line, kind, source }) => [line, kind, source])).toEqual(
      ['@acme/no-such', '@mallory', '[x]'].map(() => [3, 'Unknown owner', '/teams/ @acme/no-such @mallory [x]']),
    );
  });
});

describe('an environment', () => {
  const ref = (name: string) => {
    const environment = environmentNamed(bench.github.state, 'guarded');
    return environment !== undefined && mayDeploy(bench.github.state, environment, name);
  };
  const set = (deployment_branch_policy: object | null) =>
    bench.as('acme-admin').request('PUT /repos/{owner}/{repo}/environments/{environment_name}', {
      ...REPO,
      environment_name: 'guarded',
      deployment_branch_policy: deployment_branch_policy as never,
    });

  test('admits every ref, or those with rules, or those it names', async () => {
    await set(null);
    expect(['refs/heads/x', 'refs/pull/7/merge', 'refs/tags/v1'].map(ref)).toEqual([true, true, true]);
    await set({ protected_branches: true, custom_branch_policies: false });
    expect(['refs/heads/main', 'refs/heads/audit', 'refs/heads/x', 'refs/pull/7/merge'].map(ref)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await set({ protected_branches: false, custom_branch_policies: true });
    expect(ref('refs/heads/main')).toBe(false);
    const add = (name: string, type: 'branch' | 'tag') =>
      bench.as('acme-admin').repos.createDeploymentBranchPolicy({ ...REPO, environment_name: 'GUARDED', name, type });
    await add('release/*', 'branch');
    await add('v*', 'tag');
    expect(
      ['refs/heads/release/1', 'refs/heads/release/1/x', 'refs/tags/v1', 'refs/heads/v1', 'refs/tags/release/1'].map(
        ref,
      ),
    ).toEqual([true, false, true, false, false]);
  });

  test('is changed by administrators, and seen by whoever reads', async () => {
    await set(null);
    const asAlice = bench.as('alice').repos.createOrUpdateEnvironment({ ...REPO, environment_name: 'guarded' });
    expect(await refusal(asAlice)).toMatchObject({ status: 403 });
    const { data } = await bench.as('mallory').repos.getAllEnvironments(REPO);
    expect(data.environments?.map(({ name }) => name)).toEqual(['break-glass', 'pullcord-quarantine', 'guarded']);
    expect(await refusal(bench.as('mallory').actions.listRepoSecrets(REPO))).toMatchObject({ status: 403 });
  });
});

test('a change of a ruleset leaves what it does not name as it was', async () => {
  const admin = bench.as('acme-admin');
  const read = async () => (await admin.repos.getRepoRuleset({ ...REPO, ruleset_id: 600001 })).data;
  const before = await read();
  await admin.repos.updateRepoRuleset({ ...REPO, ruleset_id: 600001, enforcement: 'disabled' });
  expect(await read()).toMatchObject({ ...before, enforcement: 'disabled' });
  await admin.repos.updateRepoRuleset({ ...REPO, ruleset_id: 600001, enforcement: 'active' });
  expect(await read()).toEqual(before);
});
