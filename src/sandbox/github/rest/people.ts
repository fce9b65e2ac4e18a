import { assertIdentified, hasRole } from '../access.ts';
import { ApiError, notFound } from '../errors.ts';
import { collaboratorPermission, permissionsOf, privateUser, publicUser, simpleUser } from '../bodies/accounts.ts';
import { roleOf, userById, userByLogin } from '../people.ts';
import type { World } from '../world.ts';
import {
  listed,
  noContent,
  numberParameter,
  ok,
  parameter,
  repositoryRoute,
  route,
  type Request,
  type Routes,
} from './route.ts';

const COLLABORATORS = '/repos/{owner}/{repo}/collaborators';

export const peopleRoutes: Routes = (world) => [
  route(world, 'GET /user', ({ caller }) => {
    assertIdentified(caller);
    if (caller.kind !== 'user') throw new ApiError(403, 'Resource not accessible by integration');
    return ok(privateUser(world, userById(world.state, caller.user)));
  }),

  route(world, 'GET /user/{account_id}', (request) => {
    const user = world.state.users.get(numberParameter(request, 'account_id'));
    if (user === undefined) throw notFound();
    return ok(publicUser(world, user));
  }),

  route(world, 'GET /users/{username}', (request) => ok(publicUser(world, userNamed(request)))),

  repositoryRoute(world, `GET ${COLLABORATORS}`, ['metadata', 'read'], (request) => {
    const { caller } = request;
    if (caller?.kind === 'user' && !hasRole(world.state, caller.user, 'write')) {
      throw new ApiError(403, 'Must have push access to view repository collaborators.');
    }
    return listed(request, everybodyWithARole(world), (id) => ({
      ...simpleUser(world, id),
      permissions: permissionsOf(roleOf(world.state, id)),
      role_name: roleOf(world.state, id) ?? 'none',
    }));
  }),

  repositoryRoute(world, `GET ${COLLABORATORS}/{username}`, ['metadata', 'read'], (request) => {
    if (roleOf(world.state, userNamed(request).id) === undefined) throw notFound();
    return noContent();
  }),

  repositoryRoute(world, `GET ${COLLABORATORS}/{username}/permission`, ['metadata', 'read'], (request) => {
    const user = userByLogin(world.state, parameter(request, 'username'));
    if (user === undefined) throw new ApiError(404, `${parameter(request, 'username')} is not a user`);
    return ok(collaboratorPermission(world, user));
  }),
];

function everybodyWithARole(world: World): readonly number[] {
  return [...world.state.users.keys()].filter((id) => roleOf(world.state, id) !== undefined);
}

function userNamed(request: Request) {
  const user = userByLogin(request.world.state, parameter(request, 'username'));
  if (user === undefined) throw notFound();
  return user;
}
