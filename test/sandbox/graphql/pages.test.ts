import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorBody } from '../../../src/sandbox/github/graphql/errors.ts';
import { paginate, type Connection, type PageArguments } from '../../../src/sandbox/github/graphql/pages.ts';
import { GraphQLError } from 'graphql';

const LETTERS = ['a', 'b', 'c', 'd', 'e'];

describe('a connection', () => {
  test('gives the first ones, and a cursor to go on from', () => {
    const page = paginate('letters', LETTERS, { first: 2 });
    expect(page.nodes).toEqual(['a', 'b']);
    expect(page.totalCount).toBe(5);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(paginate('letters', LETTERS, { first: 9, after: page.pageInfo.endCursor }).nodes).toEqual(['c', 'd', 'e']);
  });

  test('gives the last ones, in the same order', () => {
    const page = paginate('letters', LETTERS, { last: 2 });
    expect(page.nodes).toEqual(['d', 'e']);
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(paginate('letters', LETTERS, { last: 2, before: page.pageInfo.startCursor }).nodes).toEqual(['b', 'c']);
  });

  test('has no cursors when it is empty', () => {
    expect(paginate('letters', [], { first: 1 }).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test('read page by page is the whole, whatever the size of the pages', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 100 }), (all, first) => {
        const seen: number[] = [];
        for (let after: string | null = null; ;) {
          const page: Connection<number> = paginate('numbers', all, { first, after });
          seen.push(...page.nodes);
          if (!page.pageInfo.hasNextPage) break;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  test.each<[PageArguments, string]>([
    [{}, 'MISSING_PAGINATION_BOUNDARIES'],
    [{ first: 101 }, 'EXCESSIVE_PAGINATION'],
    [{ last: 101 }, 'EXCESSIVE_PAGINATION'],
    [{ first: -1 }, 'INVALID_PAGINATION'],
    [{ first: 1, after: 'nonsense' }, 'INVALID_CURSOR_ARGUMENTS'],
  ])('refuses %j with %s', (page, type) => {
    expect(refusal(() => paginate('letters', LETTERS, page)).type).toBe(type);
  });
});

function refusal(action: () => unknown): { type?: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof GraphQLError) return errorBody(error);
    throw error;
  }
  throw new Error('nothing was refused');
}
