import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorReport } from '../../src/core/gate/doctor.ts';
import { readFederation } from '../../src/core/gate/federation.ts';
import { doctorSections } from '../../src/core/report/doctor.ts';
import { renderText } from '../../src/core/report/render.ts';
import { connectGitHub } from '../../src/edge/github/client.ts';
import { gateReader } from '../../src/edge/github/gate.ts';
import { doctor } from '../../src/flow/doctor.ts';
import { requestFor } from './people.ts';
import { marked } from './cloud.ts';
import { openStage, raiseStage, UNPROTECTED, type Stage } from './stage.ts';
import { approved, bindingsOf } from './steps.ts';
import { blocksIn, errorsIn, infosIn } from '../support/messages.ts';

const MAIN = '/rulesets/600001';
const AUDIT = '/rulesets/600002';
const ENVIRONMENT = '/environments/break-glass';
const QUARANTINE = '/environments/pullcord-quarantine';
const ASIDE = readFileSync(join(import.meta.dirname, '../../.github/workflows/quarantine.yml'), 'utf8');
const WORKFLOW = readFileSync(join(import.meta.dirname, '../../.github/workflows/reconcile.yml'), 'utf8');

let stage: Stage;

/** The repository with its workflows, but nothing runs: what is looked at here are files and settings. */
beforeAll(async () => {
  stage = await raiseStage({ workflows: true });
  await stage.sandbox.runner.stop();
}, 60_000);
afterAll(() => stage.close());

/** By whoever's token; the provider as the sandbox's Google has it unless told. */
async function examined(token = 'acme-admin', condition?: string): Promise<DoctorReport> {
  const { sandbox } = stage;
  const github = connectGitHub({
    token: sandbox.tokens[token] ?? token,
    apiUrl: sandbox.github.apiUrl,
    userAgent: 'pullcord-scenario',
    second: 1,
  });
  const provider = readFederation('provider.json', condition ?? describedProvider());
  if (typeof provider === 'string') throw new Error(provider);
  return doctor(gateReader(github, { owner: 'acme', name: 'access' }), provider);
}

/** What gcloud would print of the provider that the sandbox's token exchange goes by. */
function describedProvider(): string {
  const { name, attributeCondition, attributes } = stage.sandbox.google.provider;
  const mapping = attributes.map((attribute) => [`attribute.${attribute}`, `assertion.${attribute}`]);
  return JSON.stringify({
    name,
    state: 'ACTIVE',
    attributeCondition,
    attributeMapping: Object.fromEntries([...mapping, ['google.subject', 'assertion.sub']]) as Record<string, string>,
    oidc: { issuerUri: 'https://token.actions.githubusercontent.com' },
  });
}

function findings(report: DoctorReport) {
  return report.rooms.flatMap((room) => room.findings);
}

const codes = (report: DoctorReport) => [...new Set(findings(report).map(({ code }) => code))].sort();

const admin = (method: string, path: string, body?: unknown) => async () => {
  // Some answers have no body, which `call` would want to read.
  await stage
    .person('acme-admin')
    .call(method, path, body)
    .catch((error: unknown) => {
      if (!(error instanceof SyntaxError)) throw error;
    });
};

/** A commit on main by way of a pull request that its code owner approves. @param content `undefined` removes the file */
function commit(path: string, content: string | undefined): () => Promise<void> {
  return async () => {
    const branch = `plant-${(planted += 1)}`;
    const alice = stage.person('alice');
    await alice.commit(branch, path, content);
    const pull = await alice.open(branch);
    await stage.person('carol').approve(pull);
    await alice.merge(pull);
  };
}
let planted = 0;

type Rules = readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[];

/** The same rules with another parameter of `pull_request`. */
const mainWith = (parameters: Readonly<Record<string, unknown>>) => async () => {
  const { rules } = (await stage.person('acme-admin').call('GET', MAIN)) as { rules: Rules };
  await admin('PUT', MAIN, {
    rules: rules.map((rule) =>
      rule.type === 'pull_request' ? { ...rule, parameters: { ...rule.parameters, ...parameters } } : rule,
    ),
  })();
};

const without = (ruleset: string, type: string) => async () => {
  const { rules } = (await stage.person('acme-admin').call('GET', ruleset)) as { rules: Rules };
  await admin('PUT', ruleset, { rules: rules.filter((rule) => rule.type !== type) })();
};

const CUSTOM = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
const CODEOWNERS = readFileSync(join(import.meta.dirname, '../../.github/CODEOWNERS'), 'utf8');
const OTHER = [
  'on: [pull_request]',
  'permissions: {}',
  'jobs:',
  '  other:',
  '    runs-on: ubuntu-24.04',
  '    steps: [{ run: echo }]',
  '',
].join('\n');
const other = (from: string, to: string) => commit('.github/workflows/other.yml', OTHER.replace(from, to));
const removeOther = commit('.github/workflows/other.yml', undefined);
const reconcileWith = (from: string | RegExp, to: string) =>
  commit('.github/workflows/reconcile.yml', WORKFLOW.replace(from, to));
const restoreReconcile = commit('.github/workflows/reconcile.yml', WORKFLOW);

/** What is planted, which codes must be found, and how it is taken out again. */
const PLANTED: readonly (readonly [string, () => Promise<void>, readonly string[], () => Promise<void>])[] = [
  [
    'the ruleset of main is disabled',
    admin('PUT', MAIN, { enforcement: 'disabled' }),
    ['main-code-owners', 'main-deletion', 'main-force-push', 'main-pull-requests', 'ruleset-inactive'],
    admin('PUT', MAIN, { enforcement: 'active' }),
  ],
  [
    'a team is exempt from the rules of main',
    admin('PUT', MAIN, { bypass_actors: [{ actor_id: 802, actor_type: 'Team', bypass_mode: 'exempt' }] }),
    ['main-bypass-exempt'],
    admin('PUT', MAIN, { bypass_actors: [] }),
  ],
  [
    'the organization’s owners bypass the rules of main',
    admin('PUT', MAIN, { bypass_actors: [{ actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }] }),
    ['main-bypass'],
    admin('PUT', MAIN, { bypass_actors: [] }),
  ],
  [
    'rebase merges are allowed',
    mainWith({ allowed_merge_methods: ['merge', 'squash', 'rebase'] }),
    ['main-rebase'],
    mainWith({ allowed_merge_methods: ['merge', 'squash'] }),
  ],
  [
    'no code owner has to review',
    mainWith({ require_code_owner_review: false }),
    ['main-code-owners'],
    mainWith({ require_code_owner_review: true }),
  ],
  [
    'approvals outlive a push',
    mainWith({ dismiss_stale_reviews_on_push: false }),
    ['main-stale-reviews'],
    mainWith({ dismiss_stale_reviews_on_push: true }),
  ],
  [
    'audit can be force-pushed',
    without(AUDIT, 'non_fast_forward'),
    ['ledger-not-protected'],
    admin('PUT', AUDIT, { rules: ['update', 'deletion', 'non_fast_forward'].map((type) => ({ type })) }),
  ],
  [
    'a person may write audit besides the App',
    admin('PUT', AUDIT, {
      bypass_actors: [
        { actor_id: 970001, actor_type: 'Integration', bypass_mode: 'always' },
        { actor_id: 1004, actor_type: 'User', bypass_mode: 'always' },
      ],
    }),
    ['ledger-bypass'],
    admin('PUT', AUDIT, {
      bypass_actors: [{ actor_id: 970001, actor_type: 'Integration', bypass_mode: 'always' }],
    }),
  ],
  [
    'CODEOWNERS is removed',
    commit('.github/CODEOWNERS', undefined),
    ['codeowners-missing'],
    commit('.github/CODEOWNERS', CODEOWNERS),
  ],
  [
    'a later line takes the policies from their owners',
    commit('.github/CODEOWNERS', `${CODEOWNERS}/policies/\n`),
    ['codeowners-unowned'],
    commit('.github/CODEOWNERS', CODEOWNERS),
  ],
  [
    'CODEOWNERS names a team that is not there',
    commit('.github/CODEOWNERS', CODEOWNERS.replace('/requests/', '/policies/ @acme/nobody\n/requests/')),
    ['codeowners-error'],
    commit('.github/CODEOWNERS', CODEOWNERS),
  ],
  [
    'tokens may write by default',
    admin('PUT', '/actions/permissions/workflow', { default_workflow_permissions: 'write' }),
    ['token-writes'],
    admin('PUT', '/actions/permissions/workflow', { default_workflow_permissions: 'read' }),
  ],
  [
    'actions need no full commit',
    admin('PUT', '/actions/permissions', { enabled: true, sha_pinning_required: false }),
    ['actions-pinning'],
    admin('PUT', '/actions/permissions', { enabled: true, sha_pinning_required: true }),
  ],
  [
    'the environment is open to every branch',
    admin('PUT', ENVIRONMENT, { deployment_branch_policy: null }),
    ['environment-branches'],
    async () => {
      await admin('PUT', ENVIRONMENT, CUSTOM)();
      await admin('POST', `${ENVIRONMENT}/deployment-branch-policies`, { name: 'main' })();
    },
  ],
  [
    'the environment has reviewers',
    admin('PUT', ENVIRONMENT, { ...CUSTOM, reviewers: [{ type: 'Team', id: 803 }] }),
    ['environment-reviewers'],
    admin('PUT', ENVIRONMENT, CUSTOM),
  ],
  [
    'the environment of quarantine is open to every branch',
    admin('PUT', QUARANTINE, { deployment_branch_policy: null }),
    ['quarantine-branches'],
    async () => {
      await admin('PUT', QUARANTINE, CUSTOM)();
      await admin('POST', `${QUARANTINE}/deployment-branch-policies`, { name: 'main' })();
    },
  ],
  [
    'the environment of quarantine admits the merge refs of pull requests',
    admin('POST', `${QUARANTINE}/deployment-branch-policies`, { name: 'refs/pull/*/merge' }),
    ['quarantine-branches'],
    async () => {
      await admin('PUT', QUARANTINE, { deployment_branch_policy: null })();
      await admin('PUT', QUARANTINE, CUSTOM)();
      await admin('POST', `${QUARANTINE}/deployment-branch-policies`, { name: 'main' })();
    },
  ],
  [
    'quarantine has the identity of reconcile',
    commit('.github/workflows/quarantine.yml', ASIDE.replaceAll('vars.PULLCORD_QUARANTINE_', 'vars.PULLCORD_')),
    ['quarantine-identity'],
    commit('.github/workflows/quarantine.yml', ASIDE),
  ],
  [
    'quarantine runs on pull requests',
    commit('.github/workflows/quarantine.yml', ASIDE.replace('on:\n', 'on:\n  pull_request:\n')),
    ['quarantine-event'],
    commit('.github/workflows/quarantine.yml', ASIDE),
  ],
  [
    'a workflow runs on pull_request_target',
    other('[pull_request]', '[pull_request_target]'),
    ['workflow-target'],
    removeOther,
  ],
  [
    'a workflow uses an action by its tag',
    other('{ run: echo }', '{ uses: actions/checkout@v7 }'),
    ['workflow-unpinned'],
    removeOther,
  ],
  [
    'a second workflow may ask for an identity token',
    other('    runs-on', '    permissions: { id-token: write }\n    runs-on'),
    ['workflow-identity'],
    removeOther,
  ],
  [
    'a workflow grants at the top',
    other('permissions: {}', 'permissions: { contents: write }'),
    ['workflow-permissions'],
    removeOther,
  ],
  [
    'a script contains the title of a pull request',
    other('{ run: echo }', "{ run: 'echo ${{ github.event.pull_request.title }}' }"),
    ['workflow-injection'],
    removeOther,
  ],
  [
    'reconcile runs in no environment',
    reconcileWith('    environment: break-glass\n', ''),
    ['reconcile-environment'],
    restoreReconcile,
  ],
  [
    'reconcile cancels the run before it',
    reconcileWith(/cancel-in-progress: false\n {2}queue: max/, 'cancel-in-progress: true'),
    ['reconcile-cancelled'],
    restoreReconcile,
  ],
  [
    'reconcile runs on issue_comment too',
    reconcileWith('on:\n', 'on:\n  issue_comment:\n'),
    ['reconcile-event'],
    restoreReconcile,
  ],
];

describe('doctor', () => {
  it('finds nothing where everything is as the README sets it up', async () => {
    const report = await examined();
    expect(findings(report)).toEqual([]);
    expect(report).toMatchObject({ asDeclared: true, messages: [] });
    expect(renderText(doctorSections(report), (_, text) => text)).toContain('The repository is guarded as declared');
  });

  it.each(PLANTED)(
    'finds, with its fix, that %s',
    async (_, plant, expected, takeOut) => {
      await plant();
      const report = await examined();
      await takeOut();
      expect(codes(report)).toEqual([...expected].sort());
      expect(report.asDeclared).toBe(false);
      for (const { fix, sentence } of findings(report)) expect([fix.length, sentence.length]).not.toContain(0);
      expect(findings(await examined())).toEqual([]);
    },
    60_000,
  );

  it('finds whom a condition by repository alone lets in', async () => {
    const report = await examined('acme-admin', "assertion.repository == 'acme/access'");
    expect(codes(report)).toEqual(['federation-admits']);
    const told = findings(report)
      .map(({ sentence }) => sentence)
      .join('\n');
    for (const stranger of ['another-branch', 'event-pull_request_target', 'no-environment', 'the-same-name-again'])
      expect(told).toContain(stranger);
    expect(told).not.toContain('a-fork');
    expect(findings(report)[0]?.fix).toContain("assertion.repository_id == '700100'");
  });

  it('takes nothing that its token may not see for well', async () => {
    const report = await examined('alice');
    const unseen = findings(report);
    expect(new Set(unseen.map(({ severity }) => severity))).toEqual(new Set(['unknown']));
    expect(codes(report)).toEqual([
      'actions-unknown',
      'fork-approval-unknown',
      'ledger-bypass-unknown',
      'main-bypass-unknown',
      'second-factor-rule-unknown',
      'token-unknown',
    ]);
    // Listed, and no weakness: what the organization declares, alice's token could see.
    expect(report).toMatchObject({ asDeclared: true, messages: [] });
  });

  it('says that the outside failed, which is no verdict', async () => {
    const { faults } = stage.sandbox.github.service;
    faults.add({
      operation: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
      when: 'before',
      answer: 502,
      times: 100,
    });
    const report = await examined();
    faults.clear();
    expect(report.asDeclared).toBe(false);
    expect(errorsIn(report).join('\n')).toContain('502');
  });
});

describe('a run', () => {
  it('grants nothing while a declared requirement is unmet, still revokes, and says which and how', async () => {
    const night = await openStage();
    const over = await approved(night, 'over', requestFor('orders-db-read', '30m'));
    await night.reconcile();
    expect(marked(await bindingsOf(night), over)).toHaveLength(2);
    await night.pass(31 * 60);
    const due = await approved(night, 'due');
    await night.person('acme-admin').call('PUT', MAIN, { enforcement: 'disabled' });
    const report = await night.reconcile();
    expect(report.records.map(({ kind, pull }) => [kind, pull])).toEqual([['ended', over]]);
    expect(marked(await bindingsOf(night))).toEqual([]);
    const why = blocksIn(report).join('\n');
    expect(why).toContain('people with write access can push to main without a pull request');
    expect(why).toContain('policies/organization.yaml requires pullRequestsOnly');
    expect(why).toContain('add this rule to an active ruleset of the default branch: { "type": "pull_request"');
    await night.person('acme-admin').call('PUT', MAIN, { enforcement: 'active' });
    expect((await night.reconcile()).records.map(({ kind, pull }) => [kind, pull])).toEqual([['activated', due]]);
  });

  it('grants nothing while it cannot see the rules', async () => {
    const night = await openStage();
    await approved(night, 'due');
    const { faults } = night.sandbox.github.service;
    faults.add({
      operation: 'GET /repos/{owner}/{repo}/rules/branches/{branch}',
      when: 'before',
      answer: 403,
      times: 100,
    });
    const report = await night.reconcile();
    expect(marked(await bindingsOf(night))).toEqual([]);
    expect(blocksIn(report).join('\n')).toContain('could not read the rules of main');
    faults.clear();
    expect((await night.reconcile()).records.map(({ kind }) => kind)).toEqual(['activated']);
  });

  it('says in every report that the ledger is not protected, and grants where the organization allows that', async () => {
    const night = await openStage(UNPROTECTED);
    await approved(night, 'due');
    const report = await night.reconcile();
    expect(report.records.map(({ kind }) => kind)).toEqual(['activated']);
    for (const each of [report, await night.reconcile()])
      expect(infosIn(each).join('\n')).toContain('the ledger is not protected');
  });

  it('grants nothing with a ledger that is not protected otherwise', async () => {
    const night = await openStage({ sandbox: { protectLedger: false } });
    await approved(night, 'due');
    const report = await night.reconcile();
    expect(marked(await bindingsOf(night))).toEqual([]);
    expect(blocksIn(report).join('\n')).toContain('requires protectedLedger');
  });
});
