import { userByEmail, userById } from '../../people.ts';
import type { User } from '../../state.ts';
import type { Node, View } from './node.ts';

/** Returns an `Actor` of the account's kind, or null for a deleted account, as GitHub does. */
export function actorNode({ world }: View, id: number): Node | null {
  const account = world.state.users.get(id);
  return account === undefined ? null : accountNode(account);
}

/** Returns the caller. A bot's token sees its bot as a `User`, under its REST name. */
export function viewerNode({ world, caller }: View): Node {
  if (caller === undefined) throw new Error('GraphQL needs an identity');
  const { id, login } = userById(world.state, caller.user);
  return { __typename: 'User', databaseId: id, login };
}

/** Returns a `GitActor` for a git address. */
export function gitActorNode({ world }: View, { email }: { readonly email: string }): Node {
  const user = userByEmail(world.state, email);
  // GraphQL treats only people as users, so a bot's address has no user.
  return { email, user: user?.type === 'User' ? accountNode(user) : null };
}

export function accountNode({ id, login, type }: User): Node {
  // REST names a bot `name[bot]`, GraphQL names it `name`.
  return { __typename: type, databaseId: id, login: type === 'Bot' ? login.replace(/\[bot\]$/, '') : login };
}
