import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSeconds,
  formatDuration,
  instantOf,
  parseDuration,
  parseHttpDate,
  parseInstant,
  secondsBetween,
  toDuration,
  toSeconds,
} from '../../src/core/time.ts';

const YEAR_9999 = 253_402_300_799;
const seconds = fc.integer({ min: 0, max: YEAR_9999 });

describe('an instant', () => {
  it.each([
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T02:17:60Z',
    '2026-11-24T02:60:00Z',
    '2025-02-29T00:00:00Z',
    '2026-11-24T02:17:00',
    '2026-11-24T02:17:00+00:00',
    '2026-11-24T02:17:00-00:00',
    '2026-11-24T02:17:00.000Z',
    '2026-11-24 02:17:00Z',
    '2026-11-24t02:17:00z',
    '2026-11-24',
    '+012026-11-24T02:17:00Z',
    ' 2026-11-24T02:17:00Z',
    '2026-11-24T02:17:00Z\n',
    '',
  ])('is not read from %j', (text) => expect(parseInstant(text)).toBeUndefined());

  it('is read from a leap day that exists', () =>
    expect(parseInstant('2028-02-29T23:59:59Z')).toBe('2028-02-29T23:59:59Z'));

  it('survives being printed and read', () => {
    fc.assert(
      fc.property(seconds, (at) => {
        const instant = instantOf(at * 1000);
        expect(parseInstant(instant)).toBe(instant);
        expect(toSeconds(instant)).toBe(at);
      }),
    );
  });

  it('compares as text the way it compares in time', () => {
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        expect(instantOf(a * 1000) < instantOf(b * 1000)).toBe(a < b);
      }),
    );
  });

  it('moves by exactly the seconds added', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: -1e6, max: 1e6 }), (at, by) => {
        const start = instantOf((at + 1e6) * 1000);
        expect(secondsBetween(start, addSeconds(start, by))).toBe(by);
      }),
    );
  });

  it('drops fractions of a second', () => expect(instantOf(1_700_000_000_999)).toBe('2023-11-14T22:13:20Z'));
});

describe('an HTTP date', () => {
  it('is read in its preferred form', () => {
    expect(parseHttpDate('Tue, 24 Nov 2026 02:17:00 GMT')).toBe('2026-11-24T02:17:00Z');
  });

  it.each([
    'Mon, 24 Nov 2026 02:17:00 GMT',
    'Tue, 24 Nov 2026 02:17:00 UTC',
    'Tuesday, 24-Nov-26 02:17:00 GMT',
    '2026-11-24T02:17:00Z',
    'Mon, 30 Feb 2026 02:17:00 GMT',
    '',
  ])('is not read from %j', (text) => expect(parseHttpDate(text)).toBeUndefined());
});

describe('a duration', () => {
  it.each([
    ['1m', 60],
    ['90m', 5400],
    ['2h', 7200],
    ['1h30m', 5400],
    ['168h', 604_800],
    ['9999h', 35_996_400],
    ['99999m', 5_999_940],
  ])('reads %s as %i seconds', (text, expected) => expect(parseDuration(text)).toBe(expected));

  it.each([
    '',
    '0h',
    '0m',
    '2h0m',
    '1h60m',
    '01h',
    '1h05m',
    '-1h',
    '+1h',
    '1.5h',
    '90s',
    '1d',
    'P1000Y',
    'PT2H',
    '2H',
    '2 h',
  ])('is not read from %j', (text) => expect(parseDuration(text)).toBeUndefined());

  it.each(['10000h', '100000m', '2147483648m', '２h', '2h\n', 'h', 'm', '1m2h'])('is not read from %j either', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it('survives being printed and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 * 60 }), (minutes) => {
        expect(parseDuration(formatDuration(minutes * 60))).toBe(minutes * 60);
      }),
    );
  });

  it('is refused with its text where a schema should have refused it', () => {
    expect(toDuration('45m')).toBe(2700);
    expect(() => toDuration('45s')).toThrow(new RangeError('not a duration: "45s"'));
  });
});
