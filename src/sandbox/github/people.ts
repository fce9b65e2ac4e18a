import type { Role, State, Team, User } from './state.ts';

/** Logins are compared as GitHub does, whatever their case. */
export function userByLogin(state: State, login: string): User | undefined {
  const wanted = login.toLowerCase();
  return [...state.users.values()].find((user) => user.login.toLowerCase() === wanted);
}

/** Who stands in REST for accounts that are gone. */
const GHOST: User = { id: 10137, login: 'ghost', name: 'Deleted user', type: 'User', twoFactor: false, createdAt: 0 };

/** @throws when there never was one: ids inside the state always lead to a user, or to where one was. */
export function userById(state: State, id: number): User {
  const user = state.users.get(id) ?? (state.deleted.has(id) ? GHOST : undefined);
  if (user === undefined) throw new Error(`no user with id ${id}`);
  return user;
}

/** Whose address this is: `<id>+<login>@users.noreply.github.com` or `<login>@<organization>.example`; any other is nobody's. */
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

/** The address GitHub gives the commits it makes for somebody. */
export function noreplyEmail(user: User): string {
  return `${user.id}+${user.login}@users.noreply.github.com`;
}

export function teamBySlug(state: State, slug: string): Team | undefined {
  return state.teams.find((team) => team.slug === slug.toLowerCase());
}

/** The user's role on the repository, undefined for a stranger; owners of the organisation administer everything. */
export function roleOf(state: State, user: number): Role | undefined {
  if (state.organization.members.get(user) === 'admin') return 'admin';
  return state.collaborators.get(user);
}

/** Gives an account another login. Its id, its address and all it ever did stay its own; the old login is free. */
export function renameUser(state: State, login: string, to: string): void {
  const user = userByLogin(state, login);
  if (user === undefined) throw new Error(`no user \`${login}\` to rename`);
  if (userByLogin(state, to) !== undefined) throw new Error(`\`${to}\` is somebody already`);
  state.users.set(user.id, { ...user, login: to, mailbox: user.mailbox ?? user.login });
}

/** Deletes an account: what it did stays, and names nobody any more. */
export function deleteUser(state: State, login: string): void {
  const user = userByLogin(state, login);
  if (user === undefined) throw new Error(`no user \`${login}\` to delete`);
  state.users.delete(user.id);
  state.deleted.add(user.id);
  state.organization.members.delete(user.id);
  state.organization.saml?.delete(user.id);
  state.collaborators.delete(user.id);
  for (const { members } of state.teams) members.delete(user.id);
  for (const [token, identity] of state.tokens) if (identity.user === user.id) state.tokens.delete(token);
  for (const [id, key] of state.signingKeys) if (key.user === user.id) state.signingKeys.delete(id);
}
