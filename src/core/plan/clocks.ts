import { addSeconds, CLOCK_SKEW, EPOCH, secondsBetween, type Instant } from '../time.ts';

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
  /** Why these clocks allow no grants; absent if they do. Revoking needs Google's clock alone. */
  readonly skew?: string;
}

/** The time by all clocks, or `undefined` if Google, who holds the bindings, did not tell. */
export function readClocks({ github, google }: Clocks): ClockReading | undefined {
  if (google === undefined) return undefined;
  if (github === undefined) return { earlier: google, later: google, skew: 'GitHub did not tell the time' };
  const [earlier, later] = github < google ? [github, google] : [google, github];
  const apart = secondsBetween(earlier, later);
  if (apart <= CLOCK_SKEW) return { earlier, later };
  return { earlier, later, skew: `the clocks of GitHub (${github}) and Google (${google}) are ${apart} s apart` };
}

/**
 * The time that a run puts on record: the later clock, but never so far ahead of GitHub's that the next run, which reads
 * GitHub's clock, refuses the record as one from the future. `EPOCH` without any clock.
 */
export function recordTime({ github, google }: Clocks): Instant {
  const later = github === undefined || (google !== undefined && google > github) ? google : github;
  if (later === undefined) return EPOCH;
  // One second less: two answers of GitHub may differ by that.
  const latest = github === undefined ? later : addSeconds(github, CLOCK_SKEW - 1);
  return later < latest ? later : latest;
}
