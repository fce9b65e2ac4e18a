import type { Caller, World } from '../../world.ts';
import type { Connection } from '../pages.ts';

/**
 * A resolver's value for an object type. Plain values are cheap and have no arguments; functions of the field's
 * arguments serve the rest. graphql-js calls a function only when the document selects the field.
 */
export type Node = Readonly<Record<string, unknown>>;

/** The world as one caller sees it. Every node is read from it. */
export interface View {
  readonly world: World;
  readonly caller: Caller;
}

/** Returns GitHub's DateTime: whole seconds, UTC. */
export function dateTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Returns a page of nodes. It makes only the nodes that it shows, so a long list stays cheap. */
export async function nodesOf<T>(
  connection: Connection<T>,
  make: (item: T) => Node | Promise<Node>,
): Promise<Omit<Connection<T>, 'nodes'> & { readonly nodes: readonly Node[] }> {
  return { ...connection, nodes: await Promise.all(connection.nodes.map(async (item) => make(item))) };
}
