import { userByEmail, userById } from '../../people.ts';
import type { User } from '../../state.ts';
import type { Node, View } from './node.ts';

/** An `Actor`, by the kind of account it is; null for an account that is gone, as GitHub answers for a deleted one. */
export function actorNode({ world }: View, id: number): Node | null {
  const account = world.state.users.get(id);
  return account === undefined ? null : accountNode(account);
}

/** Who asks. GitHub shows a bot's token its bot as a `User`, under the name REST has for it. */
export function viewerNode({ world, caller }: View): Node {
  if (caller === undefined) throw new Error('GraphQL is for nobody anonymous');
  const { id, login } = userById(world.state, caller.user);
  return { __typename: 'User', databaseId: id, login };
}

/** Whose git address this is: a `GitActor`. */
export function gitActorNode({ world }: View, { email }: { readonly email: string }): Node {
  const user = userByEmail(world.state, email);
  // only people are users to GraphQL: a bot's address is nobody's
  return { email, user: user?.type === 'User' ? accountNode(user) : null };
}

export function accountNode({ id, login, type }: User): Node {
  // REST calls a bot `name[bot]`, GraphQL `name`
  return { __typename: type, databaseId: id, login: type === 'Bot' ? login.replace(/\[bot\]$/, '') : login };
}
