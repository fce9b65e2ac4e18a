import { describe, expect, it } from 'vitest';
import { readClocks, recordTime, type ClockReading } from '../../../src/core/plan/clocks.ts';
import { phaseOf, type DesiredGrant, type Revocation } from '../../../src/core/plan/phase.ts';
import { addSeconds, EPOCH } from '../../../src/core/time.ts';
import { END, grant, START } from '../build.ts';

const at = (instant: string): ClockReading => ({ earlier: instant, later: instant });
const desired = (revoked?: Revocation): DesiredGrant => ({
  pull: 42,
  is: 'approved',
  grant: grant(),
  ...(revoked === undefined ? {} : { revoked }),
});
const standing = (clock: ClockReading, revoked?: Revocation) => phaseOf(desired(revoked), clock).phase;
const deletedAt = (instant: string): Revocation => ({
  at: instant,
  code: 'request-deleted',
  why: 'the request was deleted by #50',
});

describe('the clocks', () => {
  it('are read as an earlier and a later one, whichever is whose', () => {
    const [a, b] = [START, addSeconds(START, 7)];
    expect(readClocks({ github: a, google: b })).toEqual({ earlier: a, later: b });
    expect(readClocks({ github: b, google: a })).toEqual({ earlier: a, later: b });
  });

  it('may be 300 seconds apart; a second more and nothing is granted', () => {
    const apart = (seconds: number) => readClocks({ github: START, google: addSeconds(START, seconds) });
    expect(apart(300)).not.toHaveProperty('skew');
    expect(apart(-300)).not.toHaveProperty('skew');
    expect(apart(301)).toEqual({
      earlier: START,
      later: '2026-11-24T02:22:01Z',
      skew: 'the clocks of GitHub (2026-11-24T02:17:00Z) and Google (2026-11-24T02:22:01Z) are 301 s apart',
    });
    expect(apart(-301)?.skew).toContain('301 s apart');
  });

  it('may be Google’s alone, for revoking only', () => {
    expect(readClocks({ github: undefined, google: START })).toEqual({
      earlier: START,
      later: START,
      skew: 'GitHub did not return the time',
    });
  });

  it('are none if Google is silent: GitHub’s alone counts for nothing', () => {
    expect(readClocks({ github: START, google: undefined })).toBeUndefined();
  });
});

describe('the time on record', () => {
  it.each<[string, string | undefined, string | undefined, string]>([
    ['the later clock', START, addSeconds(START, 7), addSeconds(START, 7)],
    ['the later clock, where that is GitHub’s', addSeconds(START, 7), START, addSeconds(START, 7)],
    [
      'never 300 seconds ahead of GitHub, which the next run would refuse',
      START,
      addSeconds(START, 3600),
      '2026-11-24T02:21:59Z',
    ],
    ['Google’s where GitHub is silent', undefined, START, START],
    ['GitHub’s where Google is silent', START, undefined, START],
    ['none without a clock', undefined, undefined, EPOCH],
  ])('is %s', (_, github, google, expected) => {
    expect(recordTime({ github, google })).toBe(expected);
  });
});

describe('a grant', () => {
  it('is live until the last second before its end, and over at its end', () => {
    expect(standing(at('2026-11-24T04:16:59Z'))).toEqual({ is: 'live' });
    expect(standing(at(END))).toEqual({ is: 'over', how: 'ended', at: END, why: `its window ended at ${END}` });
  });

  it('is neither while its end lies between the clocks', () => {
    expect(standing({ earlier: '2026-11-24T04:16:59Z', later: END })).toEqual({
      is: 'unknown',
      why: 'the window is over by one clock, but not by the other',
    });
  });

  it('that was revoked before its end is over since then', () => {
    const revoked = deletedAt('2026-11-24T03:00:00Z');
    const expected = {
      is: 'over',
      how: 'revoked',
      at: '2026-11-24T03:00:00Z',
      why: 'request-deleted: the request was deleted by #50',
    };
    expect(standing(at('2026-11-24T03:10:00Z'), revoked)).toEqual(expected);
    expect(standing(at('2026-11-24T09:00:00Z'), revoked)).toEqual(expected);
  });

  it('that was revoked after its end had ended before', () => {
    expect(standing(at('2026-11-24T09:00:00Z'), deletedAt('2026-11-24T05:00:00Z'))).toMatchObject({ how: 'ended' });
    expect(standing(at('2026-11-24T09:00:00Z'), deletedAt(END))).toMatchObject({ how: 'ended' });
  });

  it('that was revoked in a commit dated in the future is over now', () => {
    const now = '2026-11-24T03:10:00Z';
    expect(standing(at(now), deletedAt('2099-01-01T00:00:00Z'))).toMatchObject({ how: 'revoked', at: now });
  });

  it('that was revoked is over also while its end lies between the clocks', () => {
    const clock = { earlier: '2026-11-24T04:16:59Z', later: END };
    expect(standing(clock, deletedAt('2026-11-24T03:00:00Z'))).toMatchObject({ how: 'revoked' });
  });

  it('of which nobody can tell is unknown, whatever the time', () => {
    const unknown: DesiredGrant = { pull: 42, is: 'unknown', grant: grant(), why: 'GitHub is silent' };
    expect(phaseOf(unknown, at('2030-01-01T00:00:00Z'))).toEqual({
      pull: 42,
      grant: grant(),
      phase: { is: 'unknown', why: 'GitHub is silent' },
    });
  });
});
