import { refused } from './errors.ts';

/** The arguments of every connection. */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A connection in GitHub's format. Connections whose `edges` say more than the node build them separately. */
export interface Connection<T> {
  readonly totalCount: number;
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const LIMIT = 100;

/**
 * Returns the requested page of `all`. Cursors name a position in the list. Later additions at the end do not shift it.
 * @param field the connection's name, for messages
 * @throws GitHub's errors for a page without a size or over 100, and for an invalid cursor
 */
export function paginate<T>(field: string, all: readonly T[], page: PageArguments): Connection<T> {
  const size = pageSize(field, page);
  const from = page.after == null ? 0 : position(page.after) + 1;
  const to = page.before == null ? all.length : position(page.before);
  const within = Math.max(from, to);
  const [start, end] =
    page.first == null ? [Math.max(from, within - size), within] : [from, Math.min(within, from + size)];
  const nodes = all.slice(start, end);
  return {
    totalCount: all.length,
    nodes,
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length === 0 ? null : cursor(start),
      endCursor: nodes.length === 0 ? null : cursor(start + nodes.length - 1),
    },
  };
}

function pageSize(field: string, { first, last }: PageArguments): number {
  const [name, size] = first == null ? (['last', last] as const) : (['first', first] as const);
  if (size == null)
    throw refused(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
    );
  if (size > LIMIT)
    throw refused(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${field}\` connection exceeds the \`${name}\` limit of ${LIMIT} records.`,
    );
  if (size < 0)
    throw refused('INVALID_PAGINATION', `\`${name}\` on the \`${field}\` connection cannot be less than zero.`);
  return size;
}

function cursor(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64');
}

function position(text: string): number {
  const index = /^cursor:(\d+)$/.exec(Buffer.from(text, 'base64').toString())?.[1];
  if (index === undefined)
    throw refused('INVALID_CURSOR_ARGUMENTS', `\`${text}\` does not appear to be a valid cursor.`);
  return Number(index);
}
