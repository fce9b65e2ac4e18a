import { FORK_APPROVALS } from '../settings.ts';
import { readBody } from './body.ts';
import { noContent, ok, repositoryRoute, type Routes } from './route.ts';
import { repositoryUrl } from '../bodies/repository.ts';
import { ApiError, notFound, validationFailed } from '../errors.ts';
import type { World } from '../world.ts';

const ACTIONS = '/repos/{owner}/{repo}/actions';
const PERMISSIONS = `${ACTIONS}/permissions`;
const SELECTED = `${PERMISSIONS}/selected-actions`;
const FORKS = `${PERMISSIONS}/fork-pr-contributor-approval`;

/** Permissions of workflows in this repository. Source: https://docs.github.com/rest/actions/permissions */
export const permissionRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${PERMISSIONS}`, ['administration', 'read'], () => ok(permissionsBody(world))),

  repositoryRoute(world, `PUT ${PERMISSIONS}`, ['administration', 'write'], (request) => {
    const body = readBody(request);
    const { settings } = world.state;
    const enabled = body.optionalFlag('enabled');
    if (enabled === undefined) throw validationFailed('enabled is required');
    settings.actions = {
      enabled,
      allowed: body.optionalOneOf('allowed_actions', ['all', 'local_only', 'selected']) ?? settings.actions.allowed,
      pinning: body.optionalFlag('sha_pinning_required') ?? settings.actions.pinning,
    };
    return noContent();
  }),

  repositoryRoute(world, `GET ${PERMISSIONS}/workflow`, ['administration', 'read'], () => {
    const { defaultPermissions, mayApprove } = world.state.settings.token;
    return ok({ default_workflow_permissions: defaultPermissions, can_approve_pull_request_reviews: mayApprove });
  }),

  repositoryRoute(world, `PUT ${PERMISSIONS}/workflow`, ['administration', 'write'], (request) => {
    const body = readBody(request);
    const { settings } = world.state;
    if (settings.tokenIsTheOrganizations) throw new ApiError(409, 'Conflict');
    settings.token = {
      defaultPermissions:
        body.optionalOneOf('default_workflow_permissions', ['read', 'write']) ?? settings.token.defaultPermissions,
      mayApprove: body.optionalFlag('can_approve_pull_request_reviews') ?? settings.token.mayApprove,
    };
    return noContent();
  }),

  repositoryRoute(world, `GET ${FORKS}`, ['administration', 'read'], () => {
    assertPublic(world);
    return ok({ approval_policy: world.state.settings.forkApproval });
  }),

  repositoryRoute(world, `PUT ${FORKS}`, ['administration', 'write'], (request) => {
    assertPublic(world);
    world.state.settings.forkApproval = readBody(request).oneOf('approval_policy', FORK_APPROVALS);
    return noContent();
  }),

  repositoryRoute(world, `GET ${SELECTED}`, ['administration', 'read'], () => {
    assertSelected(world);
    const { githubOwned, verified, patterns } = world.state.settings.selectedActions;
    return ok({ github_owned_allowed: githubOwned, verified_allowed: verified, patterns_allowed: [...patterns] });
  }),

  repositoryRoute(world, `PUT ${SELECTED}`, ['administration', 'write'], (request) => {
    assertSelected(world);
    const body = readBody(request);
    const { settings } = world.state;
    settings.selectedActions = {
      githubOwned: body.optionalFlag('github_owned_allowed') ?? settings.selectedActions.githubOwned,
      verified: body.optionalFlag('verified_allowed') ?? settings.selectedActions.verified,
      patterns: body.has('patterns_allowed') ? body.texts('patterns_allowed') : settings.selectedActions.patterns,
    };
    return noContent();
  }),
];

function permissionsBody(world: World) {
  const { enabled, allowed, pinning } = world.state.settings.actions;
  if (!enabled) return { enabled };
  return {
    enabled,
    allowed_actions: allowed,
    ...(allowed === 'selected'
      ? { selected_actions_url: `${repositoryUrl(world)}/actions/permissions/selected-actions` }
      : {}),
    sha_pinning_required: pinning,
  };
}

/** Without the policy `selected` there is no selection. @throws ApiError 409 */
function assertSelected(world: World): void {
  if (world.state.settings.actions.allowed !== 'selected') throw new ApiError(409, 'Conflict');
}

/** Only forks of public repositories ask for approval. @throws ApiError 404 */
function assertPublic(world: World): void {
  if (world.state.repository.private) throw notFound();
}
