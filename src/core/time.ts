/**
 * An instant: RFC 3339, UTC, whole seconds, exactly `YYYY-MM-DDTHH:MM:SSZ`. In this one form instants compare as
 * strings (`<`, `<=`) and stay readable wherever they are kept.
 */
export type Instant = string;

/** Stands for a time nobody told: before everything, and never put on record. */
export const EPOCH: Instant = '1970-01-01T00:00:00Z';

/** A length of time in whole seconds. */
export type Seconds = number;

/** Seconds that the clocks of GitHub and Google may be apart before a run grants nothing. */
export const CLOCK_SKEW: Seconds = 300;

/** Half open: `start` is within, `end` is not. */
export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const DURATION = /^(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/;

/** A week: no emergency lasts longer, whatever a document says. */
export const LONGEST_DURATION: Seconds = 168 * 3600;

/** Reads an instant strictly: a day or second that does not exist is `undefined`, never shifted. */
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

/** @param milliseconds since the epoch; fractions of a second are dropped. */
export function instantOf(milliseconds: number): Instant {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** Seconds since the epoch. */
export function toSeconds(instant: Instant): Seconds {
  return Date.parse(instant) / 1000;
}

export function addSeconds(instant: Instant, seconds: Seconds): Instant {
  return instantOf((toSeconds(instant) + seconds) * 1000);
}

/** From `a` to `b`; negative if `b` is earlier. */
export function secondsBetween(a: Instant, b: Instant): Seconds {
  return toSeconds(b) - toSeconds(a);
}

/** Reads an HTTP `Date` header (RFC 9110 section 5.6.7, the preferred form only). */
export function parseHttpDate(text: string): Instant | undefined {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toUTCString() !== text) return undefined;
  return instantOf(milliseconds);
}

/** Reads `90m`, `2h` or `1h30m`; nothing shorter than a minute, no zero, no leading zeros, at most 59 minutes after hours. */
export function parseDuration(text: string): Seconds | undefined {
  const match = DURATION.exec(text);
  if (match === null || text === '' || /(?:^|h)0/.test(text)) return undefined;
  const [, hours, minutes] = match;
  if (hours !== undefined && Number(minutes ?? 0) > 59) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
}

/** A duration a schema has already judged. @throws RangeError if it is none. */
export function toDuration(text: string): Seconds {
  const seconds = parseDuration(text);
  if (seconds === undefined) throw new RangeError(`not a duration: ${JSON.stringify(text)}`);
  return seconds;
}

/** Prints whole minutes the way documents write them: `90m` is `1h30m`. */
export function formatDuration(seconds: Seconds): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes}m`;
  return rest === 0 ? `${hours}h` : `${hours}h${rest}m`;
}
