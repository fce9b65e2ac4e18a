import type { Budget } from './budget.ts';
import type { Downloads } from './downloads.ts';
import type { Events } from './events.ts';
import type { Git } from './git.ts';
import type { RunStore } from './runs.ts';
import type { State, TokenIdentity } from './state.ts';

/** All of this GitHub: the data that every operation, REST or GraphQL, reads and changes. */
export interface World {
  readonly state: State;
  readonly git: Git;
  readonly events: Events;
  readonly budget: Budget;
  readonly downloads: Downloads;
  /** The runner sets it. */
  runs: RunStore;
  /** Seconds until a new merge is associated with its commits, because GitHub's index lags behind. Default: 0. */
  indexLagSeconds?: number;
  /** `down`: GitHub cannot check signatures, and says so of each that it has not checked before. */
  signatureService?: 'up' | 'down';
  /** False: calls are not counted, as on a GitHub Enterprise Server without rate limits. */
  rateLimits?: boolean;
  /** Sandbox time in milliseconds. */
  now(): number;
  /** `http://127.0.0.1:PORT`, which serves REST, GraphQL and git. */
  origin: () => string;
  /** Runs changes one after another, so that a change's checks still hold when it writes. */
  serially<T>(work: () => Promise<T>): Promise<T>;
}

/** The caller: the token's identity, or undefined without a token. */
export type Caller = TokenIdentity | undefined;

export function createSerially(): World['serially'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
