import { describe, expect, it } from 'vitest';
import { decide, evidence, POLICY, pull, review, type Trial } from '../build.ts';
import { replaced } from '../decision-cases.ts';
import { PEOPLE, user } from '../../support/people.ts';

const TWO = { head: { policy: replaced(POLICY, '[team:sre-leads], count: 1 }', '[team:sre-leads], count: 2 }') } };

/** The sentences of a decision's reasons, by their codes. */
function sentencesOf(trial: Trial): Readonly<Record<string, string>> {
  return Object.fromEntries(decide(trial).reasons.map(({ code, sentence }) => [code, sentence]));
}

describe('the sentence of approval-missing', () => {
  it('names who must approve if nobody reviewed', () => {
    expect(sentencesOf({ evidence: evidence({ pull: pull({ reviews: [] }) }) })).toEqual({
      'approval-missing': 'policy orders needs 1 of team:sre-leads',
    });
  });

  it('is the only reason of 150 approvals that do not count, and names three of them', () => {
    const reviews = Array.from({ length: 150 }, (_, at) => review(user(`stranger-${at}`, 5000 + at)));
    expect(sentencesOf({ evidence: evidence({ pull: pull({ reviews }) }) })).toEqual({
      'approval-missing':
        'policy orders needs 1 of team:sre-leads; 150 reviews do not count: stranger-0 (approval-not-eligible), ' +
        'stranger-1 (approval-not-eligible), stranger-2 (approval-not-eligible) and 147 more',
    });
  });

  it('keeps the code of each review that does not count beside the verdict', () => {
    const reviews = [review(PEOPLE.dave), review(PEOPLE.bob, { commit: '01d' })];
    const { approvals } = decide({ evidence: evidence({ pull: pull({ reviews }) }) });
    expect(approvals.map(({ login, code }) => [login, code])).toEqual([
      ['dave', 'approval-not-eligible'],
      ['bob', 'approval-stale'],
    ]);
  });

  it('says that two accounts of one person fill one place, and how many more people are needed', () => {
    const reviews = [review(PEOPLE.bob), review(user('bob-2', 2002))];
    const teams = { ...evidence().teams, 'sre-leads': [1002, 2002, 1005] };
    expect(sentencesOf({ ...TWO, evidence: evidence({ pull: pull({ reviews }), teams }) })).toEqual({
      'approval-missing':
        'policy orders needs 2 of team:sre-leads; 1 more of team:sre-leads must approve; ' +
        'bob and bob-2 belong to one person, who fills one place',
    });
  });
});

describe('the sentence of team-unknown', () => {
  const unread = (slug: string) => ({ ...evidence().teams, [slug]: null });

  it('names the team of approvers that could not be read', () => {
    expect(sentencesOf({ evidence: evidence({ teams: unread('sre-leads') }) })).toEqual({
      'team-unknown': 'bob: approves policy orders only as a member of team:sre-leads, which could not be read',
    });
  });

  it('names the team of requesters that could not be read', () => {
    expect(sentencesOf({ evidence: evidence({ teams: unread('orders-oncall') }) })).toEqual({
      'team-unknown': 'alice may use policy orders only as a member of team:orders-oncall, which could not be read',
    });
  });
});

describe('the sentence of policies-broken-before', () => {
  const BROKEN = replaced(POLICY, 'title:', 'titel:');

  it('demands a fix first while the policy is still broken', () => {
    const { 'policies-broken-before': sentence } = sentencesOf({
      before: { policy: BROKEN },
      head: { policy: BROKEN },
    });
    expect(sentence).toMatch(
      /^policies\/orders\.yaml:\d+:\d+ \([a-z-]+\) had an issue when the request was merged, and policies\/orders\.yaml:\d+:\d+ \([a-z-]+\) has one on main now; fix it first, then ask again$/,
    );
  });

  it('demands a new request once the policy is valid', () => {
    const { 'policies-broken-before': sentence } = sentencesOf({ before: { policy: BROKEN }, head: {} });
    expect(sentence).toMatch(
      /had an issue when the request was merged; policies\/ is valid on main now, so ask again$/,
    );
  });
});

describe('a bot that asks', () => {
  it('reads one reason, which names it', () => {
    const author = { ...user('ci-bot', 4001), type: 'Bot' };
    const { reasons } = decide({ evidence: evidence({ pull: pull({ author }) }) });
    expect(reasons).toEqual([
      {
        code: 'requester-not-a-person',
        sentence: 'ci-bot opened #42 with an account of the type Bot; only people ask for access',
      },
    ]);
  });
});

describe('a dismissed review', () => {
  it('is not called an approval: GitHub does not keep its former state', () => {
    const reviews = [review(PEOPLE.bob, { state: 'DISMISSED' })];
    expect(decide({ evidence: evidence({ pull: pull({ reviews }) }) }).approvals).toEqual([
      { login: 'bob', counts: false, code: 'approval-dismissed', sentence: 'bob: the review was dismissed' },
    ]);
  });
});
