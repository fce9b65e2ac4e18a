import type { TokenIdentity } from './state.ts';

type Caller = TokenIdentity | undefined;

/**
 * Counts each caller's calls in the current hour. Headers report the count, as GitHub's do. The sandbox never enforces
 * the limit.
 */
export interface Budget {
  /** Counts one call. */
  take(caller: Caller): Spent;
  look(caller: Caller): Spent;
}

export interface Spent {
  readonly limit: number;
  readonly used: number;
  /** End of the hour, in seconds since the epoch. */
  readonly reset: number;
}

const HOUR = 3_600_000;

/** Creates a budget. Each caller's hour begins with its first call. @param now sandbox time in milliseconds */
export function createBudget(now: () => number): Budget {
  const hours = new Map<string, { since: number; used: number }>();

  function hourOf(caller: Caller) {
    const name = caller === undefined ? 'nobody' : `${caller.kind} ${caller.user}`;
    const present = hours.get(name);
    if (present !== undefined && now() - present.since < HOUR) return present;
    const fresh = { since: now(), used: 0 };
    hours.set(name, fresh);
    return fresh;
  }

  function look(caller: Caller): Spent {
    const limit = caller === undefined ? 60 : caller.kind === 'workflow' ? 1000 : 5000;
    const { since, used } = hourOf(caller);
    return { limit, used: Math.min(used, limit), reset: Math.ceil((since + HOUR) / 1000) };
  }

  return {
    look,
    take(caller) {
      hourOf(caller).used += 1;
      return look(caller);
    },
  };
}

/** Counts the call and returns the headers that report it. Returns no headers if rate limits are off. */
export function budgetHeaders(
  { budget, rateLimits }: { readonly budget: Budget; readonly rateLimits?: boolean },
  caller: Caller,
  resource: 'core' | 'graphql',
): Record<string, string> {
  if (rateLimits === false) return {};
  const { limit, used, reset } = budget.take(caller);
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(limit - used),
    'X-RateLimit-Used': String(used),
    'X-RateLimit-Reset': String(reset),
    'X-RateLimit-Resource': resource,
  };
}
