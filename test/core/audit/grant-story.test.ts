import type { ReviewRecord } from '../../../src/core/review/review.ts';
import { describe, expect, it } from 'vitest';
import { storiesOf, type GrantStory } from '../../../src/core/audit/grant-story.ts';
import { draft, evidence, grant, numbered, pull, REQUEST, tryCase } from '../build.ts';
import { about, ALICES, decided, ERINS, LOST, NIGHT, nightAnd, OPEN_ONE, PAYMENTS, SEEN } from './night.ts';

const storyOf = (number: number, records = NIGHT): GrantStory => {
  const story = storiesOf(records).find(({ pull: one }) => one === number);
  if (story === undefined) throw new Error(`no story of #${number}`);
  return story;
};

const REVIEW: ReviewRecord = {
  by: { id: 1003, login: 'carol' },
  verdict: 'not justified',
  sentence: 'the dashboard would have told as much',
  at: '2026-11-25T10:59:00Z',
  how: 'review',
  evidence: {
    id: 'r1',
    url: 'https://github.com/acme/access/pull/63#pullrequestreview-1',
    as: ['team:security'],
    permission: 'write',
    secondFactor: true,
    gathered: '2026-11-25T11:00:00Z',
  },
};

describe('a story', () => {
  it('is told for every pull request on record, in order of number', () => {
    expect(storiesOf(NIGHT).map(({ pull: one, outcome, state }) => [one, outcome, state])).toEqual([
      [42, 'granted', 'closed'],
      [43, 'refused', 'closed'],
      [44, 'granted', 'closed'],
      [45, 'granted', 'closed'],
      [46, 'granted', 'open'],
      [47, 'unexplained', 'closed'],
    ]);
  });

  it('of a grant that ran out says who, why, what, when, and how long its binding outlived it', () => {
    expect(storyOf(42)).toMatchObject({
      requester: { login: 'alice', id: 1001 },
      principal: 'user:alice@acme.example',
      policy: 'orders',
      reason: 'checkout returns 500s since 02:05',
      approvedBy: ['bob'],
      window: ALICES.window,
      activatedAt: '2026-11-24T02:19:00Z',
      endedAt: ALICES.window.end,
      end: { how: ['ended'], removedAt: '2026-11-24T04:29:00Z', lag: 720 },
      decision: { verdict: 'approved', at: '2026-11-24T02:19:00Z' },
      breakGlass: false,
      drift: [],
      usage: SEEN,
    });
    expect(storyOf(42).records.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'activated'],
      [6, 'ended'],
      [7, 'used'],
    ]);
  });

  it('of a grant taken early ends when it was taken, and has outlived nothing', () => {
    expect(storyOf(44)).toMatchObject({
      endedAt: '2026-11-24T03:30:00Z',
      end: { how: ['revoked'], removedAt: '2026-11-24T03:30:00Z', lag: null },
    });
  });

  it('of a grant whose condition was taken off ends when that was undone, not with its window', () => {
    expect(storyOf(45).endedAt).toBe('2026-11-24T07:20:00Z');
    expect(LOST.window.end < '2026-11-24T07:20:00Z').toBe(true);
    expect(storyOf(45).drift).toMatchObject([{ kind: 'altered', reasons: [{ code: 'condition-lost' }] }]);
  });

  it('of an open grant has no end, whatever the clock says', () => {
    expect(storyOf(46)).toMatchObject({ state: 'open', endedAt: null, end: null, usage: null });
    expect(storyOf(46).access[0]?.until).toBe(OPEN_ONE.window.end);
  });

  it('of a refusal has the decision, its reasons, and no grant', () => {
    expect(storyOf(43)).toMatchObject({
      requester: { login: 'dave' },
      principal: null,
      window: null,
      access: [],
      activatedAt: null,
      decision: { verdict: 'denied', reasons: [{ code: 'requester-not-eligible' }, { code: 'approval-missing' }] },
    });
  });

  it('is closed only when every role on every resource is', () => {
    const half = nightAnd(
      about(grant({ ...ERINS, pull: 60 }), 'activated', '2026-11-24T10:00:00Z'),
      about(grant({ ...ERINS, pull: 60 }), 'ended', '2026-11-24T12:00:00Z', {
        bindings: [
          { ...(ERINS.access[0] ?? { resource: '', role: '' }), before: [], after: [], unconditionalBefore: [] },
        ],
      }),
    );
    expect(storyOf(60, half)).toMatchObject({ state: 'open', end: null });
    expect(storyOf(60, half).access.map(({ resource, end }) => [resource, end?.how ?? null])).toEqual([
      [PAYMENTS, 'ended'],
      ['projects/acme-orders-prod', null],
    ]);
  });

  it.each([
    ['a lapse before any decision', 'lapsed', [draft({ kind: 'lapsed', pull: 61 })]],
    ['an intent alone', 'intended', [about(grant({ pull: 61 }), 'intent', '2026-11-24T10:00:00Z')]],
    [
      'an intent that lapsed',
      'lapsed',
      [
        about(grant({ pull: 61 }), 'intent', '2026-11-24T10:00:00Z'),
        about(grant({ pull: 61 }), 'lapsed', '2026-11-24T13:00:00Z'),
      ],
    ],
    [
      'an end without the record of the giving',
      'granted',
      [about(grant({ pull: 61 }), 'ended', '2026-11-24T10:00:00Z')],
    ],
  ])('of %s is %s', (_, outcome, drafts) => {
    expect(storyOf(61, nightAnd(...drafts)).outcome).toBe(outcome);
  });

  it('knows that glass was broken from the grant, from the request’s own text, or not at all', () => {
    const text = `${REQUEST}breakGlass: true\n`;
    const facts = evidence({ text, pull: pull({ number: 62 }) });
    const refused = draft({ kind: 'refused', pull: 62, ...decided(tryCase({ evidence: facts })) });
    expect(storyOf(62, nightAnd(refused)).breakGlass).toBe(true);
    const owed = { ...grant({ pull: 63 }), breakGlass: { from: [], within: 86_400 } };
    expect(storyOf(63, nightAnd(about(owed, 'activated', '2026-11-24T10:00:00Z'))).breakGlass).toBe(true);
    expect(storyOf(46).breakGlass).toBeNull();
  });

  it('has the review that broken glass owes, and prefers one that was done to one that was late', () => {
    const owed = grant({ pull: 63 });
    const late = about(owed, 'review-overdue', '2026-11-25T10:00:00Z', { bindings: [] });
    const done = about(owed, 'reviewed', '2026-11-25T11:00:00Z', { bindings: [], review: REVIEW });
    expect(storyOf(63, nightAnd(late)).review).toMatchObject({
      state: 'overdue',
      at: '2026-11-25T10:00:00Z',
      by: null,
    });
    expect(storyOf(63, nightAnd(done, late)).review).toMatchObject({
      ...{ state: 'reviewed', at: '2026-11-25T11:00:00Z', by: 'carol', verdict: 'not justified' },
    });
  });

  it('of nothing on record is none', () => {
    expect(storiesOf(numbered([]))).toEqual([]);
  });
});
