import { parseHttpDate, type Instant } from '../../core/time.ts';

/** Google's time, from the `Date` header of its answers. */
export interface GoogleClock {
  /** Notes an answer's `Date`. An answer with `Age` comes from a cache, so its date does not count. */
  saw(headers: Headers): void;
  /** The latest time of any answer; `undefined` if no answer had one. */
  time(): Instant | undefined;
}

export function startGoogleClock(): GoogleClock {
  let latest: Instant | undefined;
  return {
    saw(headers) {
      const date = headers.get('date');
      if (date === null || headers.has('age')) return;
      const at = parseHttpDate(date);
      if (at !== undefined && (latest === undefined || at > latest)) latest = at;
    },
    time: () => latest,
  };
}
