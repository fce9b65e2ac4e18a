import type { Caller, World } from '../../world.ts';
import type { Connection } from '../pages.ts';

/**
 * What a resolver gives for an object type: plain values, and functions of the field's arguments for what costs something or has
 * arguments. graphql-js calls a function only when the document selects the field.
 */
export type Node = Readonly<Record<string, unknown>>;

/** What every node is read from: the world, through the eyes of one caller. */
export interface View {
  readonly world: World;
  readonly caller: Caller;
}

/** GitHub's DateTime: whole seconds, UTC. */
export function dateTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** A page of nodes that are made one by one, so that a long list costs what is shown of it. */
export async function nodesOf<T>(
  connection: Connection<T>,
  make: (item: T) => Node | Promise<Node>,
): Promise<Omit<Connection<T>, 'nodes'> & { readonly nodes: readonly Node[] }> {
  return { ...connection, nodes: await Promise.all(connection.nodes.map(async (item) => make(item))) };
}
