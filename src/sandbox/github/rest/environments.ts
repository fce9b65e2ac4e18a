import { notFound, validationFailed } from '../errors.ts';
import { branchPolicyBody, environmentBody } from '../bodies/environments.ts';
import type { DeploymentEnvironment } from '../settings.ts';
import { environmentNamed } from '../deployments.ts';
import type { World } from '../world.ts';
import { readBody, type BodyReader } from './body.ts';
import {
  noContent,
  numberParameter,
  ok,
  page,
  parameter,
  repositoryRoute,
  type Request,
  type Routes,
} from './route.ts';

const ENVIRONMENTS = '/repos/{owner}/{repo}/environments';
const ENVIRONMENT = `${ENVIRONMENTS}/{environment_name}`;
const POLICIES = `${ENVIRONMENT}/deployment-branch-policies`;

/** Source: https://docs.github.com/rest/deployments/environments */
export const environmentRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${ENVIRONMENTS}`, ['actions', 'read'], (request) => {
    const { environments } = world.state.settings;
    const { items, headers } = page(request, environments);
    const bodies = items.map((environment) => environmentBody(world, environment));
    return ok({ total_count: environments.length, environments: bodies }, headers);
  }),

  repositoryRoute(world, `GET ${ENVIRONMENT}`, ['actions', 'read'], (request) =>
    ok(environmentBody(world, environmentOf(request))),
  ),

  repositoryRoute(world, `PUT ${ENVIRONMENT}`, ['administration', 'write'], (request) => {
    const environment = madeOrFound(world, parameter(request, 'environment_name'));
    change(world, environment, readBody(request));
    return ok(environmentBody(world, environment));
  }),

  repositoryRoute(world, `DELETE ${ENVIRONMENT}`, ['administration', 'write'], (request) => {
    const { environments } = world.state.settings;
    environments.splice(environments.indexOf(environmentOf(request)), 1);
    return noContent();
  }),

  repositoryRoute(world, `GET ${POLICIES}`, ['actions', 'read'], (request) => {
    const { policies } = environmentOf(request);
    const { items, headers } = page(request, policies);
    return ok({ total_count: policies.length, branch_policies: items.map(branchPolicyBody) }, headers);
  }),

  repositoryRoute(world, `POST ${POLICIES}`, ['administration', 'write'], (request) => {
    const environment = environmentOf(request);
    if (environment.branches !== 'custom') throw notFound();
    const body = readBody(request);
    const policy = {
      id: world.state.nextId(),
      name: body.text('name'),
      type: body.optionalOneOf('type', ['branch', 'tag']) ?? 'branch',
    };
    const known = environment.policies.find(({ name, type }) => name === policy.name && type === policy.type);
    if (known === undefined) environment.policies.push(policy);
    return ok(branchPolicyBody(known ?? policy));
  }),

  repositoryRoute(world, `DELETE ${POLICIES}/{branch_policy_id}`, ['administration', 'write'], (request) => {
    const { policies } = environmentOf(request);
    const at = policies.findIndex(({ id }) => id === numberParameter(request, 'branch_policy_id'));
    if (at < 0) throw notFound();
    policies.splice(at, 1);
    return noContent();
  }),
];

/** @throws ApiError 404 */
export function environmentOf(request: Request): DeploymentEnvironment {
  const found = environmentNamed(request.world.state, parameter(request, 'environment_name'));
  if (found === undefined) throw notFound();
  return found;
}

function madeOrFound(world: World, name: string): DeploymentEnvironment {
  const found = environmentNamed(world.state, name);
  if (found !== undefined) return found;
  const made: DeploymentEnvironment = {
    id: world.state.nextId(),
    name,
    createdAt: world.now(),
    secrets: [],
    waitTimer: 0,
    preventSelfReview: false,
    reviewers: [],
    branches: null,
    policies: [],
  };
  world.state.settings.environments.push(made);
  return made;
}

/** Sets the whole environment. Fields that the body leaves out get the value of a new environment. */
function change(world: World, environment: DeploymentEnvironment, body: BodyReader): void {
  const timer = body.value('wait_timer') ?? 0;
  if (typeof timer !== 'number' || !Number.isInteger(timer) || timer < 0 || timer > 43_200)
    throw validationFailed('wait_timer must be between 0 and 43200');
  const reviewers = body.objects('reviewers').map((reviewer) => readReviewer(world, reviewer));
  if (reviewers.length > 6) throw validationFailed('there are at most six reviewers');
  environment.branches = readBranches(body.object('deployment_branch_policy'));
  environment.waitTimer = timer;
  environment.preventSelfReview = body.optionalFlag('prevent_self_review') ?? false;
  environment.reviewers = reviewers;
  if (environment.branches !== 'custom') environment.policies.splice(0);
}

function readReviewer(world: World, reviewer: BodyReader): DeploymentEnvironment['reviewers'][number] {
  const type = reviewer.oneOf('type', ['User', 'Team']);
  const id = reviewer.value('id');
  const there = type === 'User' ? world.state.users.has(Number(id)) : world.state.teams.some((team) => team.id === id);
  if (typeof id !== 'number' || !there)
    throw validationFailed(`the ${type} ${String(id)} does not exist, so it cannot review`);
  return { type, id };
}

function readBranches(policy: BodyReader | undefined): DeploymentEnvironment['branches'] {
  if (policy === undefined) return null;
  const isProtected = policy.optionalFlag('protected_branches');
  const isCustom = policy.optionalFlag('custom_branch_policies');
  if (isProtected === isCustom) throw validationFailed('protected_branches and custom_branch_policies must differ');
  return isProtected === true ? 'protected' : 'custom';
}
