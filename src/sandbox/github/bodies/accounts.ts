import { roleOf, userById } from '../people.ts';
import type { Organization, Role, Team, User } from '../state.ts';
import type { World } from '../world.ts';
import { toInstant, toNodeId, type Data, type UserBody } from './types.ts';

/** Returns `simple-user`: the short form of a person or bot. */
export function simpleUser(world: World, id: number): UserBody {
  const user = userById(world.state, id);
  return account(world, user.id, user.login, user.type, user.type === 'Bot' ? 'apps' : undefined);
}

/** Returns the organization as a `simple-user`, as the owner of its repository. */
export function ownerBody(world: World): UserBody {
  const { id, login } = world.state.organization;
  return account(world, id, login, 'Organization', undefined);
}

function account(world: World, id: number, login: string, type: string, page: string | undefined): UserBody {
  const origin = world.origin();
  const url = `${origin}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: toNodeId(type === 'Organization' ? 'O' : type === 'Bot' ? 'BOT' : 'U', id),
    avatar_url: `${origin}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: page === undefined ? `${origin}/${login}` : `${origin}/${page}/${login.replace('[bot]', '')}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
    user_view_type: 'public',
  };
}

/** Returns `public-user`: `GET /users/{username}`. */
export function publicUser(world: World, user: User): Data<'users', 'getByUsername'> {
  return {
    ...simpleUser(world, user.id),
    user_view_type: 'public',
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: toInstant(user.createdAt),
    updated_at: toInstant(user.createdAt),
  };
}

/** Returns `private-user`: people's own data in `GET /user`. */
export function privateUser(world: World, user: User): Data<'users', 'getAuthenticated'> {
  return {
    ...publicUser(world, user),
    user_view_type: 'private',
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: user.twoFactor,
    plan: { name: 'free', space: 976_562_499, collaborators: 0, private_repos: 10_000 },
  };
}

/** Returns `organization-simple`. */
export function simpleOrganization(world: World, { id, login }: Organization) {
  const origin = world.origin();
  const url = `${origin}/orgs/${login}`;
  return {
    login,
    id,
    node_id: toNodeId('O', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${origin}/avatars/${id}`,
    description: null,
  };
}

/** Returns `organization-full`. `full` adds the parts that only owners may see. */
export function fullOrganization(world: World, full: boolean): Data<'orgs', 'get'> {
  const { organization, repository } = world.state;
  const created = toInstant(repository.createdAt);
  const ofOwners = {
    two_factor_requirement_enabled: organization.requiresTwoFactor,
    default_repository_permission: 'none',
    members_can_create_repositories: false,
    total_private_repos: repository.private ? 1 : 0,
    owned_private_repos: repository.private ? 1 : 0,
    collaborators: 0,
    billing_email: `billing@${organization.login}.example`,
    plan: {
      name: 'team',
      space: 976_562_499,
      private_repos: 999_999,
      filled_seats: organization.members.size,
      seats: 25,
    },
  };
  return {
    ...simpleOrganization(world, organization),
    name: organization.login,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: repository.private ? 0 : 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${world.origin()}/${organization.login}`,
    type: 'Organization',
    created_at: created,
    updated_at: created,
    archived_at: null,
    ...(full ? ofOwners : {}),
  };
}

/** Returns `team`. */
export function teamBody(world: World, team: Team): Data<'teams', 'list'>[number] {
  const { organization } = world.state;
  const url = `${world.origin()}/organizations/${organization.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: toNodeId('T', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: `${world.origin()}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: organization.id,
    parent: null,
  };
}

/** Returns `team-full`. */
export function fullTeam(world: World, team: Team): Data<'teams', 'getByName'> {
  const { organization, repository } = world.state;
  const created = toInstant(repository.createdAt);
  const full = fullOrganization(world, false);
  return {
    ...teamBody(world, team),
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    parent: null,
    members_count: [...team.members.values()].filter(({ state }) => state === 'active').length,
    repos_count: 0,
    created_at: created,
    updated_at: created,
    organization: { ...full, ...simpleOrganization(world, organization), name: organization.login },
  };
}

/** Returns `org-membership`. */
export function membershipBody(world: World, user: number): Data<'orgs', 'getMembershipForUser'> {
  const { organization } = world.state;
  const login = userById(world.state, user).login;
  return {
    url: `${world.origin()}/orgs/${organization.login}/memberships/${login}`,
    state: 'active',
    role: organization.members.get(user) ?? 'member',
    organization_url: `${world.origin()}/orgs/${organization.login}`,
    organization: simpleOrganization(world, organization),
    user: simpleUser(world, user),
  };
}

/** Returns the five coarse permissions of a role. */
export function permissionsOf(role: Role | undefined) {
  const level = role === undefined ? -1 : ['read', 'triage', 'write', 'maintain', 'admin'].indexOf(role);
  return { admin: level >= 4, maintain: level >= 3, push: level >= 2, triage: level >= 1, pull: level >= 0 };
}

/** Returns `GET …/collaborators/{username}/permission`: the coarse permission and the role's real name. */
export function collaboratorPermission(world: World, user: User): Data<'repos', 'getCollaboratorPermissionLevel'> {
  const role = roleOf(world.state, user.id) ?? (world.state.repository.private ? undefined : 'read');
  const coarse = role === 'maintain' ? 'write' : role === 'triage' ? 'read' : (role ?? 'none');
  return {
    permission: coarse,
    role_name: role ?? 'none',
    user: { ...simpleUser(world, user.id), permissions: permissionsOf(role), role_name: role ?? 'none' },
  };
}
