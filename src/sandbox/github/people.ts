import type { Role, State, Team, User } from './state.ts';

/** Finds a user by login. As on GitHub, case does not matter. */
export function userByLogin(state: State, login: string): User | undefined {
  const wanted = login.toLowerCase();
  return [...state.users.values()].find((user) => user.login.toLowerCase() === wanted);
}

/** GitHub's REST API shows this account in place of deleted ones. */
const GHOST: User = { id: 10137, login: 'ghost', name: 'Deleted user', type: 'User', twoFactor: false, createdAt: 0 };

/**
 * Returns a user, or the ghost for a deleted account.
 * @throws Error if the account never existed, because every id inside the state belongs to an account
 */
export function userById(state: State, id: number): User {
  const user = state.users.get(id) ?? (state.deleted.has(id) ? GHOST : undefined);
  if (user === undefined) throw new Error(`no user has the id ${id}`);
  return user;
}

/**
 * Returns the owner of an address `<id>+<login>@users.noreply.github.com` or `<login>@<organization>.example`. Returns
 * undefined for any other address.
 */
export function userByEmail(state: State, email: string): User | undefined {
  const noreply = /^(\d+)\+.+@users\.noreply\.github\.com$/.exec(email);
  if (noreply !== null) return state.users.get(Number(noreply[1]));
  const suffix = `@${state.organization.login}.example`;
  if (!email.endsWith(suffix)) return undefined;
  const mailbox = email.slice(0, -suffix.length).toLowerCase();
  return [...state.users.values()].find(
    (user) => user.type === 'User' && (user.mailbox ?? user.login).toLowerCase() === mailbox,
  );
}

/** Returns the address of a user in commits that GitHub creates. */
export function noreplyEmail(user: User): string {
  return `${user.id}+${user.login}@users.noreply.github.com`;
}

/** Finds a team by slug. As on GitHub, case does not matter. */
export function teamBySlug(state: State, slug: string): Team | undefined {
  return state.teams.find((team) => team.slug === slug.toLowerCase());
}

/**
 * Returns the user's role on the repository, or undefined for a stranger. Owners of the organization administer
 * everything.
 */
export function roleOf(state: State, user: number): Role | undefined {
  if (state.organization.members.get(user) === 'admin') return 'admin';
  return state.collaborators.get(user);
}

/** Renames an account. It keeps its id, its address and its past actions. The old login becomes free. */
export function renameUser(state: State, login: string, to: string): void {
  const user = userByLogin(state, login);
  if (user === undefined) throw new Error(`cannot rename \`${login}\`: no user has this login`);
  if (userByLogin(state, to) !== undefined) throw new Error(`cannot rename to \`${to}\`: another user has this login`);
  state.users.set(user.id, { ...user, login: to, mailbox: user.mailbox ?? user.login });
}

/** Deletes an account. Its past actions remain, without a name. */
export function deleteUser(state: State, login: string): void {
  const user = userByLogin(state, login);
  if (user === undefined) throw new Error(`cannot delete \`${login}\`: no user has this login`);
  state.users.delete(user.id);
  state.deleted.add(user.id);
  state.organization.members.delete(user.id);
  state.organization.saml?.delete(user.id);
  state.collaborators.delete(user.id);
  for (const { members } of state.teams) members.delete(user.id);
  for (const [token, identity] of state.tokens) if (identity.user === user.id) state.tokens.delete(token);
  for (const [id, key] of state.signingKeys) if (key.user === user.id) state.signingKeys.delete(id);
}
