import { ApiError, badCredentials, notFound, requiresAuthentication } from './errors.ts';
import { roleOf } from './people.ts';
import type { Role, State, TokenIdentity } from './state.ts';
import type { Caller } from './world.ts';

/** Names of GitHub's fine-grained permissions, as in a workflow's `permissions` and an App's settings. */
export type Permission =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'issues'
  | 'actions'
  | 'secrets'
  | 'variables'
  | 'administration'
  | 'members'
  | 'organization_administration';

export type Level = 'read' | 'write';

/**
 * Returns the identity behind a request's `Authorization` header, or undefined without one. Accepts `bearer`, `token`,
 * and basic with the token as the password, as git sends it.
 * @throws ApiError 401 for an unknown token
 */
export function identify(state: State, authorization: string | undefined): Caller {
  const token = readToken(authorization);
  if (token === undefined) return undefined;
  const identity = state.tokens.get(token);
  if (identity === undefined) throw badCredentials();
  return identity;
}

function readToken(authorization: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  if (value === '') return undefined;
  if (scheme.toLowerCase() !== 'basic') return value;
  const [user = '', ...password] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return password.join(':') || user;
}

/** @throws ApiError 401 without an identity */
export function assertIdentified(caller: Caller): asserts caller is TokenIdentity {
  if (caller === undefined) throw requiresAuthentication();
}

/**
 * Requires a permission on the repository. A caller who may not see the repository is answered as if it did not exist.
 * @throws ApiError 404 if the caller may not see it
 * @throws ApiError 401 for a change without an identity
 * @throws ApiError 403 if the caller may see it but lacks the permission
 */
export function assertMay(state: State, caller: Caller, permission: Permission, level: Level): void {
  if (!maySeeRepository(state, caller)) throw notFound();
  if (may(state, caller, permission, level)) return;
  if (caller === undefined) throw requiresAuthentication();
  throw forbidden(caller, permission, level);
}

/**
 * Returns true if the caller may see the repository. A private one needs a role on it, or a token of an App or a
 * workflow.
 */
export function maySeeRepository(state: State, caller: Caller): boolean {
  if (!state.repository.private) return true;
  return caller !== undefined && (caller.kind !== 'user' || roleOf(state, caller.user) !== undefined);
}

/** Returns true if the caller's role or its token's permissions allow the operation. */
export function may(state: State, caller: Caller, permission: Permission, level: Level): boolean {
  const anybodyReads = !state.repository.private && level === 'read' && REPOSITORY_PERMISSIONS.has(permission);
  if (caller === undefined) return anybodyReads;
  if (caller.kind === 'user') return anybodyReads || userMay(state, caller.user, permission, level);
  if (permission === 'metadata') return level === 'read';
  const given = caller.permissions[permission];
  return given === 'write' || given === level;
}

const REPOSITORY_PERMISSIONS: ReadonlySet<Permission> = new Set([
  'metadata',
  'contents',
  'pull_requests',
  'issues',
  'actions',
]);

function userMay(state: State, user: number, permission: Permission, level: Level): boolean {
  const membership = state.organization.members.get(user);
  switch (permission) {
    case 'members':
      return level === 'read' ? membership !== undefined : membership === 'admin';
    case 'organization_administration':
      return membership === 'admin';
    case 'administration':
      return hasRole(state, user, 'admin');
    case 'contents':
    case 'actions':
      return hasRole(state, user, level);
    case 'variables':
      // Collaborators read and change variables. Everybody else sees none.
      return hasRole(state, user, 'write');
    case 'secrets':
      // Writers may list the names. No caller may read the values.
      return hasRole(state, user, level === 'read' ? 'write' : 'admin');
    case 'metadata':
    case 'pull_requests':
    case 'issues':
      // Every reader can open issues, comment and review. Operations that need more require it themselves.
      return hasRole(state, user, 'read');
  }
}

const ROLES: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin'];

/** Returns true if the user's role on the repository is `least` or higher. */
export function hasRole(state: State, user: number, least: Role): boolean {
  const role = roleOf(state, user);
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Returns GitHub's 403 for each kind of token. It names the permission that would suffice. */
export function forbidden(caller: TokenIdentity, permission: Permission, level: Level): ApiError {
  const by = caller.kind === 'user' ? 'personal access token' : 'integration';
  return new ApiError(403, `Resource not accessible by ${by}`, {
    headers: { 'X-Accepted-GitHub-Permissions': `${permission}=${level}` },
  });
}
