import { describe, expect, it } from 'vitest';
import { overdueDraft, reviewedDraft } from '../../../src/core/ledger/drafts.ts';
import { lineOf, type Draft } from '../../../src/core/ledger/record.ts';
import { parseLedger } from '../../../src/core/ledger/shard.ts';
import { logEntriesFor } from '../../../src/core/ledger/outside-log.ts';
import { indexRecords, isNews } from '../../../src/core/ledger/ledger-index.ts';
import { messageFor, sentenceFor } from '../../../src/core/ledger/story.ts';
import type { ReviewRecord } from '../../../src/core/review/review.ts';
import { commit, draft, evidence, fact, GENESIS, grant, numbered, CONTEXT, pull } from '../build.ts';

const GRANT = grant({ breakGlass: { from: [{ kind: 'team', slug: 'security' }], within: 86_400 } });
const DUE = '2026-11-25T02:17:00Z';
const BEFORE = '2026-11-25T02:16:59Z';
const REVIEW: ReviewRecord = {
  by: { id: 1003, login: 'carol' },
  verdict: 'justified',
  sentence: '',
  at: '2026-11-24T09:00:00Z',
  how: 'review',
  evidence: {
    id: '7001',
    url: 'https://github.com/acme/access/pull/42#pullrequestreview-7001',
    as: ['team:security'],
    permission: 'write',
    secondFactor: true,
    gathered: '2026-11-24T09:01:00Z',
  },
};
const asked = evidence({
  pull: {
    ...pull({ commits: [commit({ authors: [1001, 1004], authorCount: 2, committer: 'github' })] }),
    pushers: [1005, null],
  },
});
const INTENT = draft({
  kind: 'intent',
  grant: GRANT,
  bindings: [fact()],
  decision: { verdict: 'approved', reasons: [], approvals: [], results: [], evidence: asked },
});
const ACTIVATED = draft({ grant: GRANT, bindings: [fact()] });
const OVERDUE = overdueDraft(GRANT, DUE, CONTEXT);
const REVIEWED = reviewedDraft(GRANT, REVIEW, CONTEXT);

const accounts = (...drafts: readonly Draft[]) => indexRecords(numbered([GENESIS, ...drafts]));
const stateOf = (...drafts: readonly Draft[]) => accounts(...drafts).byPull.get(42)?.review?.state;

describe('the review of a broken glass', () => {
  it('is owed once access was given, overdue and reviewed as recorded', () => {
    expect(stateOf(INTENT)).toBe('asked');
    expect(stateOf(INTENT, ACTIVATED)).toBe('owed');
    expect(stateOf(INTENT, ACTIVATED, OVERDUE)).toBe('overdue');
    expect(stateOf(INTENT, ACTIVATED, OVERDUE, REVIEWED)).toBe('reviewed');
    expect(stateOf(INTENT, ACTIVATED, REVIEWED, OVERDUE)).toBe('reviewed');
  });

  it('is owed for access that was taken away before its activation was recorded', () => {
    expect(stateOf(INTENT, draft({ kind: 'altered', grant: GRANT, bindings: [fact()] }))).toBe('owed');
    expect(stateOf(INTENT, draft({ kind: 'lapsed', grant: GRANT, bindings: [fact()] }))).toBe('asked');
  });

  it('is nobody’s who asked, wrote a commit or pushed', () => {
    expect(accounts(INTENT, ACTIVATED).byPull.get(42)?.review?.barred).toEqual([1001, 1005, 1004]);
  });

  it('is not owed for access that was approved', () => {
    expect(
      indexRecords(numbered([GENESIS, draft({ grant: grant(), bindings: [fact()] })])).byPull.get(42)?.review,
    ).toBe(undefined);
  });
});

describe('overdue reviews of somebody', () => {
  it('are those on record without a review', () => {
    expect(accounts(INTENT, ACTIVATED, OVERDUE).overdueReviewsOf([1001], DUE)).toEqual([42]);
    expect(accounts(INTENT, ACTIVATED, OVERDUE, REVIEWED).overdueReviewsOf([1001], DUE)).toEqual([]);
    expect(accounts(INTENT, ACTIVATED, OVERDUE).overdueReviewsOf([1002], DUE)).toEqual([]);
  });

  it('are not known between the time it was due and the run that looks', () => {
    expect(accounts(INTENT, ACTIVATED).overdueReviewsOf([1001, 2001], BEFORE)).toEqual([]);
    expect(accounts(INTENT, ACTIVATED).overdueReviewsOf([1001, 2001], DUE)).toBeNull();
    expect(accounts(INTENT, ACTIVATED, REVIEWED).overdueReviewsOf([1001], DUE)).toEqual([]);
  });
});

describe('what becomes of a review is recorded once', () => {
  it.each([
    ['an overdue one', OVERDUE, [INTENT, ACTIVATED], true],
    ['an overdue one again', OVERDUE, [INTENT, ACTIVATED, OVERDUE], false],
    ['an overdue one after its review', OVERDUE, [INTENT, ACTIVATED, REVIEWED], false],
    ['a review', REVIEWED, [INTENT, ACTIVATED], true],
    ['a review that came late', REVIEWED, [INTENT, ACTIVATED, OVERDUE], true],
    ['a review again', REVIEWED, [INTENT, ACTIVATED, REVIEWED], false],
    ['a review of access that was never given', REVIEWED, [INTENT], false],
    ['a review of nothing', REVIEWED, [], false],
  ] as const)('%s', (_, news, before, expected) => {
    expect(isNews(news, accounts(...before))).toBe(expected);
  });
});

describe('the record', () => {
  const parse = (drafts: readonly Draft[]) =>
    parseLedger([
      {
        path: 'audit/entries/000000.jsonl',
        text: numbered([GENESIS, ...drafts])
          .map((one) => `${lineOf(one)}\n`)
          .join(''),
      },
    ]);

  it('is read back as it was written', () => {
    expect(parse([ACTIVATED, OVERDUE, REVIEWED])).toEqual({
      records: numbered([GENESIS, ACTIVATED, OVERDUE, REVIEWED]),
    });
  });

  it.each([
    ['without the review', { ...REVIEWED, review: undefined as never }],
    ['with another verdict', { ...REVIEWED, review: { ...REVIEW, verdict: 'fine' as never } }],
    [
      'of a grant whose review is owed in no time',
      draft({ grant: { ...GRANT, breakGlass: { from: [], within: Number.MAX_SAFE_INTEGER } } }),
    ],
  ])('is none %s', (_, broken) => {
    const { review, ...rest } = broken;
    expect(parse([review === undefined ? rest : broken])).toHaveProperty('invalid');
  });

  it('is a story without tools', () => {
    const [overdue, reviewed] = numbered([OVERDUE, REVIEWED]);
    if (overdue === undefined || reviewed === undefined) throw new Error('no records');
    expect(sentenceFor(overdue)).toBe('review-overdue #42: alice broke glass and nobody reviewed it');
    expect(sentenceFor(reviewed)).toBe('reviewed #42: justified, says carol');
    expect(messageFor([reviewed]).body).toContain(
      'Break-glass: review due 2026-11-25T02:17:00Z\nReviewed-by: carol\nVerdict: justified\n',
    );
  });

  it('is a warning outside where it is overdue or was not justified', () => {
    const unjustified = reviewedDraft(GRANT, { ...REVIEW, verdict: 'not justified' }, CONTEXT);
    const entries = logEntriesFor(numbered([OVERDUE, REVIEWED, unjustified]), 'acme/access');
    expect(entries.map(({ severity }) => severity)).toEqual(['WARNING', 'INFO', 'WARNING']);
  });
});
