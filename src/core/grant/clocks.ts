import { secondsBetween, type Instant, type Seconds } from '../time.ts';

/** What GitHub and Google last said the time is, in their `Date` headers. The runner's own clock is never asked. */
export interface Clocks {
  readonly github: Instant | undefined;
  readonly google: Instant | undefined;
}

export interface ClockReading {
  /** What is past by this one is over by every clock that was read. */
  readonly earlier: Instant;
  /** What is ahead of this one is live by every clock that was read. */
  readonly later: Instant;
  /** Why nothing may be granted by these clocks, if so. Revoking needs Google's alone. */
  readonly noGrants?: string;
}

const TOLERATED: Seconds = 300;

/** The time by all clocks, or `undefined` if Google, who holds the bindings, did not tell. */
export function readClocks({ github, google }: Clocks): ClockReading | undefined {
  if (google === undefined) return undefined;
  if (github === undefined) return { earlier: google, later: google, noGrants: 'GitHub did not tell the time' };
  const [earlier, later] = github < google ? [github, google] : [google, github];
  const apart = secondsBetween(earlier, later);
  if (apart <= TOLERATED) return { earlier, later };
  return { earlier, later, noGrants: `the clocks of GitHub (${github}) and Google (${google}) are ${apart} s apart` };
}
