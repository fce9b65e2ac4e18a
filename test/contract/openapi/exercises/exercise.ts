import type { TokenRequest } from '../../../../src/sandbox/github/tokens.ts';
import type { Bench } from '../../../sandbox/github/support.ts';

/** One call: the operation's parameters are those of the sandbox's own repository unless told. */
export interface Hit {
  readonly status: number;
  /** Who calls; alice unless told, `nobody` without a token. */
  readonly as?: string | TokenRequest;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Whether to ask the other sandbox, whose repository is empty and whose rate limits are off. */
  readonly bare?: boolean;
}

/** What shows an operation at work and refused. An operation that documents no error has no `bad`. */
export interface Exercise {
  readonly good: Hit;
  readonly bad?: Hit;
}

/** What the sandbox holds before the exercises begin; each makes what it changes itself. */
export interface Fixture {
  readonly bench: Bench;
  readonly main: string;
  /** An open pull request by alice, with a submitted review by bob. */
  readonly pull: number;
  readonly head: string;
  readonly review: number;
  /** Merged by bob. */
  readonly merged: number;
  readonly mergeCommit: string;
  readonly issue: number;
  readonly comment: number;
  readonly run: number;
  readonly job: number;
  /** A new open pull request on a branch of its own. */
  readonly freshPull: () => Promise<number>;
}

export type Exercises = Readonly<Record<string, (fixture: Fixture) => Exercise | Promise<Exercise>>>;

/** Not the sandbox's repository: not there, for whoever asks. */
export const ELSEWHERE = { repo: 'elsewhere' };
export const NOBODYS_OID = 'f'.repeat(40);
