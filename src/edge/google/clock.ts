import { parseHttpDate, type Instant } from '../../core/time.ts';

/** Google's time, as its answers tell it. */
export interface GoogleClock {
  /** Takes note of an answer's `Date`. An answer with `Age` was kept by somebody on the way and tells no time. */
  saw(headers: Headers): void;
  /** The latest time told, or `undefined` if no answer told one. */
  time(): Instant | undefined;
}

export function startGoogleClock(): GoogleClock {
  let latest: Instant | undefined;
  return {
    saw(headers) {
      const date = headers.get('date');
      if (date === null || headers.has('age')) return;
      const told = parseHttpDate(date);
      if (told !== undefined && (latest === undefined || told > latest)) latest = told;
    },
    time: () => latest,
  };
}
