import type { Budget } from './budget.ts';
import type { Downloads } from './downloads.ts';
import type { Events } from './events.ts';
import type { Git } from './git.ts';
import type { RunStore } from './runs.ts';
import type { State, TokenIdentity } from './state.ts';

/** The whole of this GitHub: what every operation, REST or GraphQL, reads and changes. */
export interface World {
  readonly state: State;
  readonly git: Git;
  readonly events: Events;
  readonly budget: Budget;
  readonly downloads: Downloads;
  /** Set by whoever runs workflows. */
  runs: RunStore;
  /** For how many seconds a fresh merge is not yet associated with its commits: GitHub's index lags behind. 0 when left out. */
  indexLagSeconds?: number;
  /** `down`: GitHub cannot check signatures, and says so of each it has not checked before. */
  signatureService?: 'up' | 'down';
  /** False: calls are not counted, as on a GitHub Enterprise Server whose rate limits are off. */
  rateLimits?: boolean;
  /** Sandbox time in milliseconds. */
  now(): number;
  /** `http://127.0.0.1:PORT`, where REST, GraphQL and git are all served. */
  origin: () => string;
  /** Runs changes one after another, so that what one has checked still holds when it writes. */
  serially<T>(work: () => Promise<T>): Promise<T>;
}

/** Who calls: the token's identity, or nobody. */
export type Caller = TokenIdentity | undefined;

export function createSerially(): World['serially'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
