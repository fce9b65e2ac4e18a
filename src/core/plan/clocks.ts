import { addSeconds, CLOCK_SKEW, EPOCH, secondsBetween, type Instant } from '../time.ts';

/** The latest `Date` headers of GitHub and Google. Pullcord never reads the runner's own clock. */
export interface Clocks {
  readonly github: Instant | undefined;
  readonly google: Instant | undefined;
}

export interface ClockReading {
  /** A window that ends before this time is over by every clock. */
  readonly earlier: Instant;
  /** A window that ends after this time is live by every clock. */
  readonly later: Instant;
  /** The reason that these clocks allow no grants. Absent if they do. Revocations need only Google's clock. */
  readonly skew?: string;
}

/** Returns the time by all clocks, or `undefined` if Google's clock, which ends the bindings, is unknown. */
export function readClocks({ github, google }: Clocks): ClockReading | undefined {
  if (google === undefined) return undefined;
  if (github === undefined) return { earlier: google, later: google, skew: 'GitHub did not return the time' };
  const [earlier, later] = github < google ? [github, google] : [google, github];
  const apart = secondsBetween(earlier, later);
  if (apart <= CLOCK_SKEW) return { earlier, later };
  return { earlier, later, skew: `the clocks of GitHub (${github}) and Google (${google}) are ${apart} s apart` };
}

/**
 * Returns the time for a run's records: the later clock, up to a limit ahead of GitHub's. The next run reads GitHub's clock
 * and refuses records from the future. The time is `EPOCH` without any clock.
 */
export function recordTime({ github, google }: Clocks): Instant {
  const later = github === undefined || (google !== undefined && google > github) ? google : github;
  if (later === undefined) return EPOCH;
  // One second less, because two answers of GitHub may differ by one second.
  const latest = github === undefined ? later : addSeconds(github, CLOCK_SKEW - 1);
  return later < latest ? later : latest;
}
