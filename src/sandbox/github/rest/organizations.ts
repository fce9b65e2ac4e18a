import { assertIdentified, forbidden, may, type Level, type Permission } from '../access.ts';
import { ApiError, notFound } from '../errors.ts';
import { fullOrganization, fullTeam, membershipBody, simpleUser, teamBody } from '../bodies/accounts.ts';
import { teamBySlug, userByLogin } from '../people.ts';
import type { Team } from '../state.ts';
import type { World } from '../world.ts';
import { readBody } from './body.ts';
import { listed, noContent, ok, organizationRoute, parameter, type Request, type Routes } from './route.ts';

const ORG = '/orgs/{org}';
const TEAM = `${ORG}/teams/{team_slug}`;

export const organizationRoutes: Routes = (world) => [
  organizationRoute(world, `GET ${ORG}`, ({ caller }) =>
    ok(fullOrganization(world, may(world.state, caller, 'organization_administration', 'read'))),
  ),

  organizationRoute(world, `GET ${ORG}/members`, (request) => {
    assertMayOn(request, 'members', 'read');
    return listed(request, selectedMembers(request), (id) => simpleUser(world, id));
  }),

  organizationRoute(world, `GET ${ORG}/members/{username}`, (request) => {
    const user = userByLogin(world.state, parameter(request, 'username'));
    if (!may(world.state, request.caller, 'members', 'read')) throw notFound();
    if (user === undefined || !world.state.organization.members.has(user.id))
      throw new ApiError(404, 'User does not exist or is not a member of the organization');
    return noContent();
  }),

  organizationRoute(world, `GET ${ORG}/memberships/{username}`, (request) => {
    assertMayOn(request, 'members', 'read');
    const user = userByLogin(world.state, parameter(request, 'username'));
    if (user === undefined || !world.state.organization.members.has(user.id)) throw notFound();
    return ok(membershipBody(world, user.id));
  }),

  organizationRoute(world, `GET ${ORG}/teams`, (request) => {
    assertMayOn(request, 'members', 'read');
    return listed(request, world.state.teams, (team) => teamBody(world, team));
  }),

  organizationRoute(world, `GET ${TEAM}`, (request) => ok(fullTeam(world, teamOf(request)))),

  organizationRoute(world, `POST ${ORG}/teams`, (request) => {
    assertMayOn(request, 'members', 'write');
    const name = readBody(request).text('name');
    const slug = freeSlug(world, name);
    const team: Team = { id: world.state.nextId(), slug, name, members: new Map() };
    world.state.teams.push(team);
    return { status: 201, body: fullTeam(world, team) };
  }),

  organizationRoute(world, `PATCH ${TEAM}`, (request) => {
    const team = teamOf(request);
    assertMayOn(request, 'members', 'write');
    const name = readBody(request).optionalText('name') ?? team.name;
    if (name !== team.name) Object.assign(team, { name, slug: freeSlug(world, name) });
    return ok(fullTeam(world, team));
  }),

  organizationRoute(world, `GET ${TEAM}/members`, (request) => {
    const team = teamOf(request);
    const role = request.call.query.get('role') ?? 'all';
    const members = [...team.members]
      .filter(([, member]) => member.state === 'active' && (role === 'all' || member.role === role))
      .map(([id]) => id);
    return listed(request, members, (id) => simpleUser(world, id));
  }),

  organizationRoute(world, `GET ${TEAM}/memberships/{username}`, (request) => {
    const team = teamOf(request);
    const user = userByLogin(world.state, parameter(request, 'username'));
    const member = user === undefined ? undefined : team.members.get(user.id);
    if (user === undefined || member === undefined) throw notFound();
    return ok(teamMembership(world, team, user.login, member));
  }),

  organizationRoute(world, `PUT ${TEAM}/memberships/{username}`, (request) => {
    const team = teamOf(request);
    assertMayOn(request, 'members', 'write');
    const user = userByLogin(world.state, parameter(request, 'username'));
    if (user?.type !== 'User') throw notFound();
    const role = readBody(request).optionalOneOf('role', ['member', 'maintainer']) ?? 'member';
    // A person outside the organization is invited first, and joins the team on acceptance.
    const state = world.state.organization.members.has(user.id) ? ('active' as const) : ('pending' as const);
    const member = { role, state };
    team.members.set(user.id, member);
    return ok(teamMembership(world, team, user.login, member));
  }),

  organizationRoute(world, `DELETE ${TEAM}/memberships/{username}`, (request) => {
    const team = teamOf(request);
    assertMayOn(request, 'members', 'write');
    const user = userByLogin(world.state, parameter(request, 'username'));
    if (user === undefined || !team.members.delete(user.id)) throw notFound();
    return noContent();
  }),
];

/** GitHub derives the slug from the name, and frees it at once on a rename. @throws ApiError 422 if a team has it */
function freeSlug({ state }: World, name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (slug === '' || teamBySlug(state, slug) !== undefined)
    throw new ApiError(422, 'Validation Failed: Name must be unique for this org');
  return slug;
}

/** @throws ApiError 401, or GitHub's 403 for data of the organization */
function assertMayOn({ world, caller }: Request, permission: Permission, level: Level): void {
  assertIdentified(caller);
  if (!may(world.state, caller, permission, level)) throw forbidden(caller, permission, level);
}

/**
 * Returns a team. A team that the caller may not see does not exist for it.
 * @throws ApiError 404, 403 for a token without the permission
 */
function teamOf(request: Request): Team {
  assertMayOn(request, 'members', 'read');
  const team = teamBySlug(request.world.state, parameter(request, 'team_slug'));
  if (team === undefined) throw notFound();
  return team;
}

function selectedMembers({ world, call, caller }: Request): readonly number[] {
  const { members } = world.state.organization;
  const filter = call.query.get('filter') ?? 'all';
  const role = call.query.get('role') ?? 'all';
  const owner = caller?.kind === 'user' && members.get(caller.user) === 'admin';
  if (filter !== 'all' && !owner) throw new ApiError(422, 'Only owners can use this filter.');
  return (
    [...members]
      .filter(([, membership]) => role === 'all' || membership === role)
      .map(([id]) => id)
      // The sandbox has no weak second factors, so no member matches a filter for them.
      .filter((id) => filter === 'all' || (filter === '2fa_disabled' && world.state.users.get(id)?.twoFactor === false))
  );
}

function teamMembership(world: World, team: Team, login: string, member: { role: string; state: string }) {
  const url = `${world.origin()}/organizations/${world.state.organization.id}/team/${team.id}/memberships/${login}`;
  return { url, role: member.role, state: member.state };
}
