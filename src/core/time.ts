/**
 * An instant: RFC 3339, UTC, whole seconds, exactly `YYYY-MM-DDTHH:MM:SSZ`. Instants in this form compare as strings
 * (`<`, `<=`), and people can read them in every file.
 */
export type Instant = string;

/** Stands for an unknown time. It is before every other instant, and no record contains it. */
export const EPOCH: Instant = '1970-01-01T00:00:00Z';

/** A length of time in whole seconds. */
export type Seconds = number;

/** Seconds that the clocks of GitHub and Google may be apart before a run grants nothing. */
export const CLOCK_SKEW: Seconds = 300;

/** A half-open window: it contains `start`, but not `end`. */
export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const DURATION = /^(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/;

/** Maximum duration in any document: one week. No emergency lasts longer. */
export const LONGEST_DURATION: Seconds = 168 * 3600;

/** Parses an instant strictly. Returns `undefined` for a day or second that does not exist, and never shifts it. */
export function parseInstant(text: string): Instant | undefined {
  if (!INSTANT.test(text)) return undefined;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDay && text.slice(11, 13) < '24' && text.slice(14, 16) < '60' && text.slice(17, 19) < '60'
    ? text
    : undefined;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** @param milliseconds since the epoch. Fractions of a second are dropped. */
export function instantOf(milliseconds: number): Instant {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Returns the seconds since the epoch. */
export function toSeconds(instant: Instant): Seconds {
  return Date.parse(instant) / 1000;
}

export function addSeconds(instant: Instant, seconds: Seconds): Instant {
  return instantOf((toSeconds(instant) + seconds) * 1000);
}

/** Returns the seconds from `a` to `b`. They are negative if `b` is earlier. */
export function secondsBetween(a: Instant, b: Instant): Seconds {
  return toSeconds(b) - toSeconds(a);
}

/** Parses an HTTP `Date` header (RFC 9110 section 5.6.7, only the preferred form). */
export function parseHttpDate(text: string): Instant | undefined {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toUTCString() !== text) return undefined;
  return instantOf(milliseconds);
}

/** Parses `90m`, `2h` or `1h30m`: at least one minute, no leading zeros, and at most 59 minutes after hours. */
export function parseDuration(text: string): Seconds | undefined {
  const match = DURATION.exec(text);
  if (match === null || text === '' || /(?:^|h)0/.test(text)) return undefined;
  const [, hours, minutes] = match;
  if (hours !== undefined && Number(minutes ?? 0) > 59) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
}

/** Parses a duration that a schema has already checked. @throws RangeError if it is not a duration. */
export function toDuration(text: string): Seconds {
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new RangeError(`not a duration: ${JSON.stringify(text)}`);
  return seconds;
}

/** Formats whole minutes as documents write them: `90m` becomes `1h30m`. */
export function formatDuration(seconds: Seconds): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes}m`;
  return rest === 0 ? `${hours}h` : `${hours}h${rest}m`;
}
