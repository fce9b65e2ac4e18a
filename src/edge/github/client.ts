import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { instantOf, type Instant } from '../../core/time.ts';
import type { Query } from './answers.ts';
import { createTransport } from './transport.ts';
import { oneLine, reasonOf, Unread } from './unread.ts';

export interface GitHubOptions {
  readonly token: string;
  /** Base URL of REST, as in `GITHUB_API_URL`. GitHub Enterprise Server's ends in `/api/v3`. */
  readonly apiUrl?: string;
  /** URL of GraphQL, as in `GITHUB_GRAPHQL_URL`. If absent, it is derived from `apiUrl`. */
  readonly graphqlUrl?: string;
  readonly userAgent: string;
  /** Receives one line before each wait, without secrets. */
  readonly log?: (sentence: string) => void;
  /** Milliseconds for one exchange. */
  readonly timeout?: number;
  /** Milliseconds in one second of waiting. Rehearsals shorten it. */
  readonly second?: number;
  /** The local clock, in milliseconds. It serves only to guess which months to read. */
  readonly clock?: () => number;
}

/** A connection to GitHub with one token. */
export interface GitHub {
  /** REST, throttled and retried within bounds. */
  readonly octokit: Octokit;
  /** The latest time of GitHub's own clock; `undefined` until an answer has one. */
  readonly time: () => Instant | undefined;
  /** The time of the local clock. Callers verify the result by {@link time} afterwards. */
  readonly guess: () => Instant;
  /** Returns a query's whole answer. @throws {Unread} on any error beside it. */
  readonly ask: <A>(what: string, query: Query<A>, variables: Variables) => Promise<A>;
  /** Returns a query's answer with its errors. Each error may stand for a `null` in the answer. @throws {Unread} without one. */
  readonly askInPart: <A>(what: string, query: Query<A>, variables: Variables, retries?: number) => Promise<InPart<A>>;
  /** Returns every item of a REST list. @throws {Unread} if a page is missing. */
  readonly list: (what: string, route: string, parameters: Variables) => Promise<unknown[]>;
  /** Yields the pages of a REST list that continues with a cursor. @throws {Unread} if a page is missing. */
  readonly pages: (what: string, route: string, parameters: Variables) => AsyncGenerator<readonly unknown[], void>;
}

export type Variables = Readonly<Record<string, unknown>>;

export interface InPart<A> {
  readonly data: A | null;
  readonly errors: readonly GraphQLProblem[];
}

export interface GraphQLProblem {
  /** GitHub's class of the error: `NOT_FOUND`, `FORBIDDEN`, `STALE_DATA`, … */
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

const SECOND = 1000;
const RETRIES = 2;
const LONGEST_WAIT_SECONDS = 60;
const MOST_PAGES = 100;
const ThrottledOctokit = Octokit.plugin(throttling, retry);

/** Connects to GitHub. Every call has a time limit, waits are bounded, and every answer's date is noted. */
export function connectGitHub(options: GitHubOptions): GitHub {
  const { token, userAgent, log = () => undefined, timeout = 30_000, second = SECOND, clock = Date.now } = options;
  const apiUrl = (options.apiUrl ?? 'https://api.github.com').replace(/\/+$/, '');
  const graphqlUrl = options.graphqlUrl ?? graphqlBeside(apiUrl);
  const transport = createTransport(timeout);
  const octokit = new ThrottledOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    // Octokit's own log lines contain whole requests. Errors report failures instead.
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    request: { fetch: transport.fetch },
    throttle: {
      retryAfterBaseValue: second,
      ...{ global: atMost(MOST_AT_ONCE), write: unspaced as never },
      // The throttle puts three real seconds between calls that notify people. A rehearsal notifies nobody.
      ...(second === SECOND ? {} : { notifications: unspaced as never }),
      onRateLimit: waiting('rate limit', log),
      onSecondaryRateLimit: waiting('secondary rate limit', log),
    },
    // The throttle handles 429. A retry after it gave up would fail again.
    retry: { retries: RETRIES, retryAfterBaseValue: second, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
  });

  async function askInPart<A>(
    what: string,
    query: Query<A>,
    variables: Variables,
    retries = RETRIES,
  ): Promise<InPart<A>> {
    const { document } = query;
    const answer = await reading(
      what,
      octokit.request({
        method: 'POST',
        url: graphqlUrl,
        query: document,
        variables,
        request: { retries },
      }),
    );
    const { data, errors } = (answer.data ?? {}) as { data?: A | null; errors?: GraphQLProblem[] };
    if (data === undefined && errors === undefined)
      throw new Unread(what, 'GitHub answered without data', answer.status);
    return { data: data ?? null, errors: errors ?? [] };
  }

  async function ask<A>(what: string, query: Query<A>, variables: Variables): Promise<A> {
    const { data, errors } = await askInPart(what, query, variables);
    const [first] = errors;
    if (first !== undefined) throw new Unread(what, `GitHub answered ${describe(first)}`, 200);
    if (data === null) throw new Unread(what, 'GitHub answered without data', 200);
    return data;
  }

  // Octokit's paginate mistakes a 409 or an empty answer for the end of the list.
  async function list(what: string, route: string, parameters: Variables): Promise<unknown[]> {
    const items: unknown[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await reading(what, octokit.request(route, { ...parameters, per_page: 100, page }));
      if (!Array.isArray(answer.data)) throw new Unread(what, `page ${page} of the list is missing`, answer.status);
      items.push(...(answer.data as unknown[]));
      if (answer.headers.link?.includes('rel="next"') !== true) return items;
    }
    throw new Unread(what, `the list is longer than ${MOST_PAGES} pages`);
  }

  async function* pages(what: string, route: string, parameters: Variables): AsyncGenerator<readonly unknown[], void> {
    let after: string | undefined;
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const answer = await reading(
        what,
        octokit.request(route, { ...parameters, per_page: 100, ...(after === undefined ? {} : { after }) }),
      );
      if (!Array.isArray(answer.data)) throw new Unread(what, `page ${page} of the list is missing`, answer.status);
      yield answer.data as unknown[];
      const next = /<([^<>]+)>; rel="next"/.exec(answer.headers.link ?? '')?.[1];
      if (next === undefined) return;
      const cursor = new URL(next).searchParams.get('after');
      if (cursor === null || cursor === after) throw new Unread(what, 'the cursor of the next page is missing');
      after = cursor;
    }
    throw new Unread(what, `the list is longer than ${MOST_PAGES} pages`);
  }

  const guess = () => instantOf(clock());
  return { octokit, time: transport.time, guess, ask, askInPart, list, pages };
}

/** Awaits a call's answer. @throws {Unread} with `what` in its message, for every error of Octokit */
export async function reading<T>(what: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { why, status } = reasonOf(error);
    throw new Unread(what, why, status);
  }
}

/** Describes an error beside a GraphQL answer, for a sentence. */
export function describe(problem: GraphQLProblem): string {
  return `${oneLine(problem.type ?? 'an error')} (${oneLine(problem.message)})`;
}

function graphqlBeside(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? apiUrl.replace(/\/v3$/, '/graphql') : `${apiUrl}/graphql`;
}

function waiting(limit: string, log: (sentence: string) => void) {
  return (seconds: number, _call: unknown, _octokit: unknown, retried: number): boolean => {
    const again = retried < RETRIES && seconds <= LONGEST_WAIT_SECONDS;
    log(
      `GitHub's ${limit} is reached: ${again ? `waiting ${seconds} s` : `giving up, because it lasts ${seconds} s more`}`,
    );
    return again;
  };
}

function nothing(): void {
  // Logs nothing, see above.
}

/**
 * Maximum number of concurrent calls. GitHub allows a hundred:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.
 */
const MOST_AT_ONCE = 60;

/** Limits concurrent calls. The throttle's own limit of ten would split calls into rounds that can run together. */
function atMost(limit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  const schedule = async (_options: unknown, job: (...of: unknown[]) => unknown, ...of: unknown[]) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await job(...of);
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return { key: () => ({ schedule }) };
}

/**
 * Removes the throttle's second between POST calls, which it adds for the notifications of writes. Nearly all of ours are
 * GraphQL queries, which cause none. Our few writes wait for each other in any case.
 */
const unspaced = {
  key: () => ({ schedule: (_options: unknown, job: () => unknown) => job() }),
};
