import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/core/documents/organization.ts';
import { parseOrganization } from '../../../src/core/documents/parse-organization.ts';
import { opinionsIn } from '../../../src/core/review/opinion.ts';
import { judgeReview, type ReviewOwed } from '../../../src/core/review/review.ts';
import { ORGANIZATION } from '../build.ts';
import { toBytes } from '../documents.ts';
import { LATER, material, MERGED_AT, reviewBy, standings } from './build.ts';
import { PEOPLE, user } from '../../support/people.ts';

const ORG = parseOrganization('policies/organization.yaml', toBytes(ORGANIZATION)).value as Organization;
const OWED: ReviewOwed = {
  pull: 42,
  barred: [1001],
  from: [{ kind: 'team', slug: 'security' }],
  principal: 'user:alice@acme.example',
};

function judge(
  reviews: readonly ReturnType<typeof reviewBy>[],
  {
    owed = {},
    told = {},
    organization = ORG,
  }: {
    owed?: Partial<ReviewOwed>;
    told?: Parameters<typeof standings>[0];
    organization?: Organization;
  } = {},
) {
  const opinions = opinionsIn(material({ reviews }), MERGED_AT);
  return judgeReview({ ...OWED, ...owed }, opinions, standings(told), organization);
}

it('a review by somebody the policy names counts, with what it rests on', () => {
  expect(judge([reviewBy(PEOPLE.carol)])).toEqual({
    is: 'reviewed',
    review: {
      by: { id: 1003, login: 'carol' },
      verdict: 'justified',
      sentence: 'Lock waits were real.',
      at: LATER,
      how: 'review',
      evidence: {
        id: '7001',
        url: 'https://github.com/acme/access/pull/42#pullrequestreview-7001',
        as: ['team:security'],
        permission: 'write',
        secondFactor: true,
        gathered: LATER,
      },
    },
  });
});

describe('a review does not count by', () => {
  const everybody = { told: { teams: { security: [1001, 1002, 1003, 2001] } } };
  it.each([
    ['whoever asked', [reviewBy(PEOPLE.alice)], everybody],
    ['another account of theirs', [reviewBy(user('alice-2', 2001))], everybody],
    ['whoever had a hand in the commits', [reviewBy(PEOPLE.carol)], { owed: { barred: [1001, 1003] } }],
    ['somebody the policy does not name', [reviewBy(user('dave', 1004))], {}],
    ['a bot', [reviewBy({ type: 'Bot', login: 'helper', id: 1003 })], {}],
    ['a deleted account', [reviewBy(null)], {}],
    [
      'somebody without write permission',
      [reviewBy(PEOPLE.carol)],
      { told: { permissions: { '1003': 'read' as const } } },
    ],
    [
      'somebody without a second factor',
      [reviewBy(PEOPLE.carol)],
      { told: { secondFactors: { required: true, enabled: { '1003': false } } } },
    ],
    [
      'somebody whose organization asks for none',
      [reviewBy(PEOPLE.carol)],
      { told: { secondFactors: { required: false, enabled: { '1003': true } } } },
    ],
    [
      'whom single sign-on knows as the one who had the access',
      [reviewBy(PEOPLE.carol)],
      {
        organization: { ...ORG, identity: 'saml' as const },
        told: { identities: { '1003': 'Alice@acme.example' } },
      },
    ],
  ])('%s', (_, reviews, change) => {
    const judged = judge(reviews, change);
    expect(judged).toMatchObject({ is: 'open' });
    expect(judged.is === 'open' && judged.why).toHaveLength(1);
  });
});

describe('nothing is known where GitHub does not tell', () => {
  it.each([
    ['the team', { told: { teams: { security: null } } }],
    ['the permission', { told: { permissions: {} } }],
    ['the second factor', { told: { secondFactors: { required: true, enabled: {} } } }],
    ['what the organization requires', { told: { secondFactors: { required: null, enabled: { '1003': true } } } }],
    ['the name at single sign-on', { organization: { ...ORG, identity: 'saml' as const } }],
  ])('%s', (_, change) => {
    expect(judge([reviewBy(PEOPLE.carol)], change)).toMatchObject({ is: 'unknown' });
  });
});

it('the first review that counts is the one, whatever comes later', () => {
  const no = reviewBy(PEOPLE.carol, { state: 'CHANGES_REQUESTED', body: 'the replica would have done' });
  const later = reviewBy(PEOPLE.carol, { submittedAt: '2026-11-24T10:00:00Z' });
  expect(judge([later, no])).toMatchObject({
    review: { verdict: 'not justified', sentence: 'the replica would have done' },
  });
});

it('a doubt about an earlier review holds up a later one', () => {
  const erin = reviewBy(user('erin', 1005), { submittedAt: '2026-11-24T03:00:00Z' });
  const told = { teams: { security: [1003, 1005] }, permissions: { '1003': 'write' as const } };
  expect(judge([erin, reviewBy(PEOPLE.carol)], { told })).toMatchObject({ is: 'unknown' });
});

it('nothing said is nothing held against anybody', () => {
  expect(judge([])).toEqual({ is: 'open', why: [] });
});
