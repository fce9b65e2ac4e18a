import type { Bench } from '../../../sandbox/github/support.ts';
import type { Exercises } from './exercise.ts';

const REPO = '/repos/{owner}/{repo}';
const PERMISSIONS = `${REPO}/actions/permissions`;
const FORKS = `${PERMISSIONS}/fork-pr-contributor-approval`;
const ENVIRONMENT = `${REPO}/environments/{environment_name}`;
const POLICIES = `${ENVIRONMENT}/deployment-branch-policies`;
const as = 'acme-admin';
const CUSTOM = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
const STAGED = { environment_name: 'staged' };

/** What guards a repository besides its rulesets. */
export const GUARDS: Exercises = {
  [`GET ${PERMISSIONS}`]: () => ({ good: { status: 200, as } }),
  [`PUT ${PERMISSIONS}`]: () => ({
    good: { status: 204, as, body: { enabled: true, allowed_actions: 'selected', sha_pinning_required: true } },
  }),
  [`GET ${PERMISSIONS}/workflow`]: () => ({ good: { status: 200, as } }),
  [`PUT ${PERMISSIONS}/workflow`]: () => ({
    good: { status: 204, as, body: { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true } },
    bad: { status: 409, as, body: { default_workflow_permissions: 'write' }, bare: true },
  }),
  [`GET ${PERMISSIONS}/selected-actions`]: async ({ bench }) => {
    await select(bench);
    return { good: { status: 200, as } };
  },
  [`PUT ${PERMISSIONS}/selected-actions`]: async ({ bench }) => {
    await select(bench);
    return { good: { status: 204, as, body: { github_owned_allowed: true, patterns_allowed: ['acme/*'] } } };
  },
  [`GET ${FORKS}`]: () => ({ good: { status: 200, as, bare: true }, bad: { status: 404, as } }),
  [`PUT ${FORKS}`]: () => ({
    good: { status: 204, as, body: { approval_policy: 'all_external_contributors' }, bare: true },
    bad: { status: 422, as, body: { approval_policy: 'nobody' }, bare: true },
  }),
  [`GET ${REPO}/actions/secrets`]: () => ({ good: { status: 200 } }),
  [`GET ${REPO}/actions/secrets/public-key`]: () => ({ good: { status: 200 } }),
  [`PUT ${REPO}/actions/secrets/{secret_name}`]: async ({ bench }) => ({
    good: { status: 201, as, params: { secret_name: 'exercised' }, body: await sealed(bench) },
  }),
  [`GET ${REPO}/actions/variables`]: () => ({ good: { status: 200 } }),
  [`POST ${REPO}/actions/variables`]: () => ({ good: { status: 201, as, body: { name: 'made', value: '1' } } }),
  [`PATCH ${REPO}/actions/variables/{name}`]: async ({ bench }) => {
    const variable = { owner: 'acme', repo: 'access', name: 'changed', value: '1' };
    await bench.as(as).actions.createRepoVariable(variable);
    return { good: { status: 204, as, params: { name: 'changed' }, body: { value: '2' } } };
  },
  [`GET ${REPO}/environments`]: () => ({ good: { status: 200 } }),
  [`GET ${ENVIRONMENT}`]: async ({ bench }) => {
    await stage(bench);
    return { good: { status: 200, params: STAGED } };
  },
  [`PUT ${ENVIRONMENT}`]: () => ({
    good: {
      status: 200,
      as,
      params: { environment_name: 'guarded' },
      body: {
        wait_timer: 5,
        prevent_self_review: true,
        reviewers: [
          { type: 'User', id: 1002 },
          { type: 'Team', id: 803 },
        ],
        ...CUSTOM,
      },
    },
    bad: { status: 422, as, params: { environment_name: 'guarded' }, body: { wait_timer: -1 } },
  }),
  [`DELETE ${ENVIRONMENT}`]: () => ({ good: { status: 204, as, params: { environment_name: 'guarded' } } }),
  [`GET ${ENVIRONMENT}/secrets`]: async ({ bench }) => {
    await stage(bench);
    return { good: { status: 200, params: STAGED } };
  },
  [`GET ${ENVIRONMENT}/secrets/public-key`]: async ({ bench }) => {
    await stage(bench);
    return { good: { status: 200, params: STAGED } };
  },
  [`PUT ${ENVIRONMENT}/secrets/{secret_name}`]: async ({ bench }) => {
    await stage(bench);
    return { good: { status: 201, as, params: { ...STAGED, secret_name: 'exercised' }, body: await sealed(bench) } };
  },
  [`GET ${POLICIES}`]: async ({ bench }) => {
    await stage(bench);
    return { good: { status: 200, params: STAGED } };
  },
  [`POST ${POLICIES}`]: async ({ bench }) => {
    await stage(bench);
    return {
      good: { status: 200, as, params: STAGED, body: { name: 'main' } },
      bad: { status: 404, as, params: { environment_name: 'no-such' }, body: { name: 'main' } },
    };
  },
  [`DELETE ${POLICIES}/{branch_policy_id}`]: async ({ bench }) => {
    await stage(bench);
    const { data } = await bench
      .as(as)
      .repos.createDeploymentBranchPolicy({ owner: 'acme', repo: 'access', ...STAGED, name: 'release/*' });
    return { good: { status: 204, as, params: { ...STAGED, branch_policy_id: data.id ?? 0 } } };
  },
  [`GET ${REPO}/codeowners/errors`]: async ({ bench }) => {
    await bench.as(as).repos.createOrUpdateFileContents({
      owner: 'acme',
      repo: 'access',
      path: 'CODEOWNERS',
      message: 'Own',
      content: Buffer.from('* @acme/nobody\n').toString('base64'),
    });
    return { good: { status: 200 }, bad: { status: 404, query: { ref: 'no-such' } } };
  },
};

async function select(bench: Bench): Promise<void> {
  const selected = { owner: 'acme', repo: 'access', enabled: true, allowed_actions: 'selected' } as const;
  await bench.as(as).actions.setGithubActionsPermissionsRepository(selected);
}

/** Bytes as long as a sealed box of nothing. */
async function sealed(bench: Bench) {
  const { data } = await bench.as(as).actions.getRepoPublicKey({ owner: 'acme', repo: 'access' });
  return { key_id: data.key_id, encrypted_value: Buffer.alloc(48).toString('base64') };
}

async function stage(bench: Bench): Promise<void> {
  await bench.as(as).repos.createOrUpdateEnvironment({ owner: 'acme', repo: 'access', ...STAGED, ...CUSTOM });
}
