import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/core/gate/facts.ts';
import { gateReader } from '../../../src/edge/github/gate.ts';
import { APP_PERMISSIONS } from '../../../src/sandbox/github/acme.ts';
import { startBench, type Bench } from '../../sandbox/github/support.ts';
import { startAnswering, type Script } from './answering.ts';
import { ACME, connectTo } from './rehearsal.ts';

const FILES = [
  { path: '.github/CODEOWNERS', content: '* @acme/security\n' },
  { path: '.github/workflows/reconcile.yml', content: 'on: push\n' },
  { path: '.github/workflows/link.yml', content: 'reconcile.yml', mode: '120000' as const },
  { path: '.github/workflows/latin.yml', content: Buffer.from([0x6f, 0xe4, 0x6e]) },
  { path: '.github/workflows/notes.md', content: '# no workflow\n' },
  { path: 'docs/CODEOWNERS', content: '* @acme/orders-oncall\n' },
  { path: 'policies/organization.yaml', content: 'installation: acme\n' },
];

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({ from: FILES, hardened: true, private: false });
});
afterAll(() => bench.close());

const reader = (who: Parameters<Bench['token']>[0]) => gateReader(connectTo(bench, bench.token(who)), ACME);

describe('the gate, read with an administrator’s token', () => {
  it('is the rules, the settings and the files as they are', async () => {
    const gate = reader('acme-admin');
    const repository = await gate.repository();
    expect(repository).toMatchObject({ id: 700100, ownerId: 900100, name: 'acme/access', private: false });
    expect(repository.head).toBe(bench.github.repository.branch('main'));
    expect((await gate.rulesOf('main')).value?.at(-1)).toEqual({
      type: 'pull_request',
      ruleset: 600001,
      pullRequest: { codeOwnerReview: true, dismissStaleReviews: true, mergeMethods: ['merge', 'squash'] },
    });
    expect((await gate.rulesOf('audit')).value?.map(({ type }) => type)).toEqual([
      'update',
      'deletion',
      'non_fast_forward',
    ]);
    const settings = await gate.settings();
    expect(settings.rulesets.value?.map(({ id, bypass }) => [id, bypass.value])).toEqual([
      [600001, []],
      [600002, [{ type: 'Integration', id: 970001, mode: 'always' }]],
    ]);
    expect(settings).toMatchObject({
      codeownersErrors: { value: [] },
      actions: { value: { enabled: true, allowed: 'selected', pinningRequired: true } },
      token: { value: { defaultPermissions: 'read', mayApprove: false } },
      forkApproval: { value: 'all_external_contributors' },
      secrets: { value: [] },
      twoFactorRequired: { value: true },
    });
    expect(settings.environments.value).toMatchObject([
      { name: 'break-glass', reviewers: 0, waitTimer: 0, branches: { value: [{ name: 'main', type: 'branch' }] } },
      { name: 'pullcord-quarantine', branches: { value: [{ name: 'main', type: 'branch' }] } },
    ]);
  });

  it('takes the first CODEOWNERS of those GitHub looks for, and no link and no bytes for text', async () => {
    const gate = reader('acme-admin');
    const files = await gate.files((await gate.repository()).head);
    expect(files.codeowners.value?.file).toEqual({ path: '.github/CODEOWNERS', text: '* @acme/security\n' });
    expect(files.workflows.value).toEqual([
      { path: '.github/workflows/latin.yml', text: null },
      { path: '.github/workflows/link.yml', text: null },
      { path: '.github/workflows/reconcile.yml', text: 'on: push\n' },
    ]);
    expect(new TextDecoder().decode(files.organization.value?.bytes ?? undefined)).toBe('installation: acme\n');
  });

  it('tells an environment’s reviewers, timer and whom it lets in', async () => {
    const admin = bench.as('acme-admin');
    const slow = { owner: 'acme', repo: 'access', environment_name: 'slow' };
    await admin.repos.createOrUpdateEnvironment({
      ...slow,
      wait_timer: 7,
      reviewers: [{ type: 'User', id: 1002 }],
    });
    const { environments } = await reader('acme-admin').settings();
    await admin.repos.deleteAnEnvironment(slow);
    expect(environments.value?.at(-1)).toEqual({
      name: 'slow',
      reviewers: 1,
      waitTimer: 7,
      branches: { value: 'all' },
      secrets: { value: [] },
    });
  });
});

describe('what a token may not see', () => {
  it.each([
    ['a person who may write', 'alice' as const],
    ['the App', { kind: 'installation', permissions: APP_PERMISSIONS } as const],
    ['a workflow', { kind: 'workflow', permissions: { contents: 'read' } } as const],
  ])('is unknown to %s, with why, and no failure', async (_, who) => {
    const { actions, token, rulesets } = await reader(who).settings();
    for (const fact of [actions, token] as readonly Fact<object>[]) {
      expect(fact.value).toBeNull();
      expect(fact.why).toContain('GitHub answered 403');
      expect(fact).not.toHaveProperty('failed');
    }
    expect(rulesets.value?.[0]?.bypass.why).toContain('only to people who may change it');
  });

  it('is never the rules of a branch', async () => {
    const gate = reader({ kind: 'workflow', permissions: { contents: 'read' } });
    expect((await gate.rulesOf('main')).value).toHaveLength(3);
    expect((await gate.rulesOf('audit')).value).toHaveLength(3);
  });
});

describe('an answer that is none', () => {
  const REPO = '/repos/{owner}/{repo}';
  const answering = async (rest: Script['rest'] & object) => {
    const { github, service } = await startAnswering({ rest });
    return { gate: gateReader(github, ACME), close: () => service.close() };
  };

  it.each([
    ['a failure', 502, true],
    ['a refusal', 403, false],
    ['nothing there', 404, false],
  ])('%s is a fact without a value', async (_, status, failed) => {
    const { gate, close } = await answering({
      [`GET ${REPO}/rules/branches/{branch}`]: () => ({ status, body: { message: 'x' } }),
    });
    const fact = await gate.rulesOf('main');
    await close();
    expect(fact.value).toBeNull();
    expect('failed' in fact).toBe(failed);
    expect(fact.why).toContain(String(status));
  });

  it('a tree of which a part is missing tells nothing of its files', async () => {
    const { gate, close } = await answering({
      [`GET ${REPO}/git/trees/{tree_sha}`]: () => ({ status: 200, body: { sha: 'a', tree: [], truncated: true } }),
    });
    const { paths, codeowners, workflows, organization } = await gate.files('a');
    await close();
    for (const fact of [paths, codeowners, workflows, organization])
      expect(fact.why).toContain('only a part of the files');
  });

  it('a list that is shorter than its count tells nothing', async () => {
    const { gate, close } = await answering({
      [`GET ${REPO}/actions/secrets`]: () => ({ status: 200, body: { total_count: 2, secrets: [{ name: 'A' }] } }),
      [`GET ${REPO}/environments`]: () => ({ status: 200, body: { total_count: 0, environments: [] } }),
    });
    const { secrets, environments } = await gate.settings();
    await close();
    expect(secrets.value).toBeNull();
    expect(environments.value).toEqual([]);
  });
});
