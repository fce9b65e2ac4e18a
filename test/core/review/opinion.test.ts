import { describe, expect, it } from 'vitest';
import { closedWithout, opinionsIn, verdictIn } from '../../../src/core/review/opinion.ts';
import { closedBy, commentBy, issueAt, LATER, material, MERGED_AT, reviewBy } from './build.ts';
import { PEOPLE, user } from '../../support/people.ts';

const verdicts = (change: Parameters<typeof material>[0]) =>
  opinionsIn(material(change), MERGED_AT).map(({ by, verdict, how }) => `${by?.login ?? '?'} ${verdict} by ${how}`);
const JUSTIFIED = [commentBy(PEOPLE.carol, 'justified')];

describe('a review of the pull request', () => {
  it('says justified by approving and not justified by asking for changes', () => {
    expect(verdicts({ reviews: [reviewBy(PEOPLE.carol)] })).toEqual(['carol justified by review']);
    expect(verdicts({ reviews: [reviewBy(PEOPLE.carol, { state: 'CHANGES_REQUESTED' })] })).toEqual([
      'carol not justified by review',
    ]);
  });

  it.each(['COMMENTED', 'DISMISSED', 'PENDING'] as const)('says nothing where it is %s', (state) => {
    expect(verdicts({ reviews: [reviewBy(PEOPLE.carol, { state })] })).toEqual([]);
  });

  it('says nothing unless it came after the merge', () => {
    expect(verdicts({ reviews: [reviewBy(PEOPLE.carol, { submittedAt: MERGED_AT })] })).toEqual([]);
    expect(verdicts({ reviews: [reviewBy(PEOPLE.carol, { submittedAt: null })] })).toEqual([]);
    expect(verdicts({ reviews: [reviewBy(PEOPLE.carol, { submittedAt: '2026-11-24T02:17:01Z' })] })).toHaveLength(1);
  });
});

describe('the closing of the issue', () => {
  it('says what the last comment of whoever closed it begins with', () => {
    const comments = [
      commentBy(PEOPLE.carol, 'justified', { createdAt: '2026-11-24T08:00:00Z' }),
      commentBy(PEOPLE.alice, 'justified: trust me', { createdAt: '2026-11-24T08:30:00Z' }),
      commentBy(PEOPLE.carol, 'Not justified: the replica would have done\n\njustified', { createdAt: LATER }),
      commentBy(PEOPLE.carol, 'justified', { createdAt: '2026-11-24T09:00:01Z' }),
    ];
    expect(opinionsIn(material({ issue: closedBy(PEOPLE.carol), comments }), MERGED_AT)).toMatchObject([
      { by: PEOPLE.carol, verdict: 'not justified', sentence: 'the replica would have done', at: LATER, how: 'issue' },
    ]);
  });

  it.each([
    ['open again', { issue: issueAt({ closedBy: PEOPLE.carol }), comments: JUSTIFIED }],
    ['closed as not planned', { issue: closedBy(PEOPLE.carol, { stateReason: 'not_planned' }), comments: JUSTIFIED }],
    ['closed by another than who said so', { issue: closedBy(user('dave', 1004)), comments: JUSTIFIED }],
    ['closed by an account that is gone', { issue: closedBy(null), comments: JUSTIFIED }],
    ['closed without a word', { issue: closedBy(PEOPLE.carol), comments: [] }],
    [
      'closed with a word that is no verdict',
      { issue: closedBy(PEOPLE.carol), comments: [commentBy(PEOPLE.carol, 'thanks')] },
    ],
    [
      'closed with a verdict that was edited',
      { issue: closedBy(PEOPLE.carol), comments: [commentBy(PEOPLE.carol, 'justified', { edited: true })] },
    ],
    [
      'older than the merge',
      { issue: closedBy(PEOPLE.carol, { createdAt: '2026-11-24T02:16:59Z' }), comments: JUSTIFIED },
    ],
  ])('says nothing where the issue is %s', (_, change) => {
    expect(verdicts(change)).toEqual([]);
  });

  it('is told apart from an open issue where it says nothing', () => {
    expect(closedWithout(material({ issue: closedBy(PEOPLE.carol) }), MERGED_AT)).toContain(
      '#43 was closed without a verdict',
    );
    expect(closedWithout(material({ issue: issueAt() }), MERGED_AT)).toBeUndefined();
    expect(closedWithout(material({ issue: closedBy(PEOPLE.carol), comments: JUSTIFIED }), MERGED_AT)).toBeUndefined();
  });
});

describe('a verdict', () => {
  it.each([
    ['justified', 'justified', ''],
    ['Justified.', 'justified', ''],
    ['justified: checkout was down\nmore', 'justified', 'checkout was down'],
    ['not justified: no incident', 'not justified', 'no incident'],
    ['NOT JUSTIFIED: no incident', 'not justified', 'no incident'],
  ])('is read from %j', (text, verdict, sentence) => {
    expect(verdictIn(text)).toEqual({ verdict, sentence });
  });

  it.each([
    '',
    'I think it was justified',
    'justified?',
    'not justified',
    'not justified:',
    'unjustified',
    '> justified',
  ])('is not read from %j', (text) => {
    expect(verdictIn(text)).toBeUndefined();
  });
});

it('opinions come in the order they were given', () => {
  const early = reviewBy(PEOPLE.alice, { submittedAt: '2026-11-24T03:00:00Z' });
  expect(verdicts({ reviews: [reviewBy(PEOPLE.carol), early] })).toEqual([
    'alice justified by review',
    'carol justified by review',
  ]);
});
