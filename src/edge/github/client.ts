import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { instantOf, type Instant } from '../../core/time.ts';
import type { Query } from './answers.ts';
import { createTransport } from './transport.ts';
import { oneLine, reasonOf, Unread } from './unread.ts';

export interface GitHubOptions {
  readonly token: string;
  /** REST base, as `GITHUB_API_URL` has it; GitHub Enterprise Server's ends in `/api/v3`. */
  readonly apiUrl?: string;
  /** As `GITHUB_GRAPHQL_URL` has it; follows from `apiUrl` when absent. */
  readonly graphqlUrl?: string;
  readonly userAgent: string;
  /** Receives one line before each wait, without secrets. */
  readonly log?: (sentence: string) => void;
  /** Milliseconds one exchange may take. */
  readonly timeout?: number;
  /** How many milliseconds a second of waiting takes; rehearsals shorten it. */
  readonly second?: number;
  /** The clock here, in milliseconds: good for nothing but a guess of what to ask for. */
  readonly clock?: () => number;
}

/** One GitHub, as one token sees it. */
export interface GitHub {
  /** REST, throttled and retried within bounds. */
  readonly octokit: Octokit;
  /** The latest instant of GitHub's own clock; `undefined` while no answer had one. */
  readonly time: () => Instant | undefined;
  /** The time by the clock here, for what is verified by {@link time} afterwards. */
  readonly guess: () => Instant;
  /** A query's whole answer. @throws {Unread} on any error beside it. */
  readonly ask: <A>(what: string, query: Query<A>, variables: Variables) => Promise<A>;
  /** A query's answer and the errors beside it, each of which may have left a `null` behind. @throws {Unread} if there is none. */
  readonly askInPart: <A>(what: string, query: Query<A>, variables: Variables, retries?: number) => Promise<InPart<A>>;
  /** Every item of a REST list. @throws {Unread} if one page of it is missing. */
  readonly list: (what: string, route: string, parameters: Variables) => Promise<unknown[]>;
  /** The pages, one after another, of a REST list that goes on behind a cursor. @throws {Unread} if one is missing. */
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

/** Connects to GitHub: every call has a time limit, waits are bounded, and every answer's date is noted. */
export function connectGitHub(options: GitHubOptions): GitHub {
  const { token, userAgent, log = () => undefined, timeout = 30_000, second = SECOND, clock = Date.now } = options;
  const apiUrl = (options.apiUrl ?? 'https://api.github.com').replace(/\/+$/, '');
  const graphqlUrl = options.graphqlUrl ?? graphqlBeside(apiUrl);
  const transport = createTransport(timeout);
  const octokit = new ThrottledOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    // Octokit's own log lines hold whole requests; errors report failures instead.
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    request: { fetch: transport.fetch },
    throttle: {
      retryAfterBaseValue: second,
      ...{ global: atMost(MOST_AT_ONCE), write: unspaced as never },
      // The throttle puts three real seconds between calls that notify people; a rehearsal notifies no one.
      ...(second === SECOND ? {} : { notifications: unspaced as never }),
      onRateLimit: waiting('rate limit', log),
      onSecondaryRateLimit: waiting('secondary rate limit', log),
    },
    // 429 is the throttle's to decide; retrying what it gave up on would knock on a closed door.
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

  // Octokit's own paginate takes a 409 or an empty answer for the end of the list, so pages are turned here.
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
      if (cursor === null || cursor === after) throw new Unread(what, 'the way to its next page is missing');
      after = cursor;
    }
    throw new Unread(what, `the list is longer than ${MOST_PAGES} pages`);
  }

  const guess = () => instantOf(clock());
  return { octokit, time: transport.time, guess, ask, askInPart, list, pages };
}

/** A call's answer. @throws {Unread} with `what` in its message, for every error of Octokit */
export async function reading<T>(what: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { why, status } = reasonOf(error);
    throw new Unread(what, why, status);
  }
}

/** An error that stands beside a GraphQL answer, for a sentence. */
export function describe(problem: GraphQLProblem): string {
  return `${oneLine(problem.type ?? 'an error')} (${oneLine(problem.message)})`;
}

function graphqlBeside(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? apiUrl.replace(/\/v3$/, '/graphql') : `${apiUrl}/graphql`;
}

function waiting(limit: string, log: (sentence: string) => void) {
  return (seconds: number, _call: unknown, _octokit: unknown, retried: number): boolean => {
    const again = retried < RETRIES && seconds <= LONGEST_WAIT_SECONDS;
    log(`GitHub's ${limit} is reached: ${again ? `waiting ${seconds} s` : `giving up, as it lasts ${seconds} s more`}`);
    return again;
  };
}

function nothing(): void {
  // Says nothing, see above.
}

/** GitHub lets a hundred calls run at once: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api. */
const MOST_AT_ONCE = 60;

/** The throttle lets ten calls run at once, which makes rounds of what could be asked together. */
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
 * The throttle spaces every POST by a second, for the notifications that writes cause. Nearly all of ours are GraphQL
 * queries, which cause none; our few writes wait for each other anyway.
 */
const unspaced = {
  key: () => ({ schedule: (_options: unknown, job: () => unknown) => job() }),
};
