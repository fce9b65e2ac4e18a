import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_PERMISSIONS } from '../../../src/sandbox/github/acme.ts';
import { containing, refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const app = { kind: 'installation', permissions: APP_PERMISSIONS } as const;
const write = (who: Parameters<Bench['as']>[0], branch: string, path: string) =>
  bench.as(who).repos.createOrUpdateFileContents({ ...REPO, path, branch, content: 'MQo=', message: `Write ${path}` });

describe('main', () => {
  test('takes pull requests only, by whatever way it is asked', async () => {
    const before = bench.github.repository.branch('main') ?? '';
    expect(await refusal(write('alice', 'main', 'direct.txt'))).toMatchObject({
      status: 409,
      message: 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
    });
    expect(await refusal(write(app, 'main', 'direct.txt'))).toMatchObject({ status: 409 });
    const sha = await bench.branch('alice', 'ahead', { 'ahead.txt': '1\n' });
    const alice = bench.as('alice');
    expect(await refusal(alice.git.updateRef({ ...REPO, ref: 'heads/main', sha }))).toMatchObject({
      status: 422,
      message: containing('Changes must be made through a pull request.'),
    });
    expect(await refusal(alice.git.deleteRef({ ...REPO, ref: 'heads/main' }))).toMatchObject({ status: 422 });
    expect(bench.github.repository.branch('main')).toBe(before);
  });

  test('lets the organisation’s owner in, to set it up', async () => {
    expect((await write('acme-admin', 'main', 'setup.txt')).status).toBe(201);
  });

  test('tells its rules to whoever reads, and who may bypass them to its owner', async () => {
    const { data } = await bench.as('mallory').repos.getBranchRules({ ...REPO, branch: 'main' });
    expect(data.map(({ type }) => type)).toEqual(['deletion', 'non_fast_forward', 'pull_request']);
    expect(data[2]).toMatchObject({
      ruleset_id: 600001,
      parameters: { required_approving_review_count: 0, allowed_merge_methods: ['merge', 'squash', 'rebase'] },
    });
    expect((await bench.as('mallory').repos.getBranchRules({ ...REPO, branch: 'other/branch' })).data).toEqual([]);
    const ruleset = (who: string) => bench.as(who).repos.getRepoRuleset({ ...REPO, ruleset_id: 600001 });
    expect((await ruleset('alice')).data).not.toHaveProperty('bypass_actors');
    expect((await ruleset('acme-admin')).data).toMatchObject({
      bypass_actors: [{ actor_type: 'OrganizationAdmin', bypass_mode: 'always' }],
      current_user_can_bypass: 'always',
    });
  });
});

describe('audit', () => {
  test('is written by the App alone, by whatever way it is asked', async () => {
    const sha = bench.github.repository.branch('main') ?? '';
    await bench.as(app).git.createRef({ ...REPO, ref: 'refs/heads/audit', sha });
    for (const who of ['alice', 'acme-admin', { kind: 'workflow', permissions: { contents: 'write' } }] as const) {
      expect(await refusal(write(who, 'audit', 'entry'))).toMatchObject({
        status: 409,
        message: containing('Cannot update this protected ref.'),
      });
      expect(await refusal(bench.as(who).git.deleteRef({ ...REPO, ref: 'heads/audit' }))).toMatchObject({
        status: 422,
      });
    }
    const { data } = await write(app, 'audit', 'entry');
    expect(data.commit).toMatchObject({ author: { name: 'pullcord-acme[bot]' }, verification: { verified: true } });
  });

  test('is anybody’s who writes where the sandbox is told not to protect it', async () => {
    const open = await startBench({ protectLedger: false });
    await open.branch('alice', 'audit', { entry: '1\n' });
    expect((await open.as('alice').repos.getBranchRules({ ...REPO, branch: 'audit' })).data).toEqual([]);
    await open.close();
  });
});

describe('a ruleset', () => {
  const rules = (required_approving_review_count: number) => [
    {
      type: 'pull_request' as const,
      parameters: {
        allowed_merge_methods: ['squash' as const],
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_approving_review_count,
        required_review_thread_resolution: false,
      },
    },
  ];

  test('is made, changed and deleted by an administrator, and holds at once', async () => {
    const admin = bench.as('acme-admin');
    const settings = {
      ...REPO,
      name: 'strict',
      enforcement: 'active' as const,
      conditions: { ref_name: { include: ['refs/heads/strict/**'], exclude: [] } },
    };
    expect(await refusal(bench.as('alice').repos.createRepoRuleset(settings))).toMatchObject({ status: 403 });
    const { data } = await admin.repos.createRepoRuleset({ ...settings, rules: rules(1) });
    const base = 'strict/base';
    await bench.branch('alice', base, {});
    await bench.branch('alice', 'strict-change', { 'strict.txt': '1\n' });
    const pull_number = (await bench.as('alice').pulls.create({ ...REPO, title: 'x', head: 'strict-change', base }))
      .data.number;
    const merge = (merge_method: 'merge' | 'squash') =>
      bench.as('alice').pulls.merge({ ...REPO, pull_number, merge_method });
    expect(await refusal(merge('merge'))).toMatchObject({
      status: 405,
      message: containing('not allowed'),
    });
    expect(await refusal(merge('squash'))).toMatchObject({
      status: 405,
      message: containing('At least 1 approving review'),
    });
    await admin.repos.updateRepoRuleset({ ...settings, ruleset_id: data.id, rules: rules(0) });
    expect((await merge('squash')).data.merged).toBe(true);
    await admin.repos.deleteRepoRuleset({ ...REPO, ruleset_id: data.id });
    expect((await bench.as('alice').repos.getBranchRules({ ...REPO, branch: base })).data).toEqual([]);
    expect(await refusal(admin.repos.getRepoRuleset({ ...REPO, ruleset_id: data.id }))).toMatchObject({ status: 404 });
  });

  test('with a rule that would not be held is refused', async () => {
    const made = bench.as('acme-admin').repos.createRepoRuleset({
      ...REPO,
      name: 'x',
      enforcement: 'active',
      rules: [{ type: 'required_signatures' }],
    });
    expect(await refusal(made)).toMatchObject({ status: 422 });
  });
});
