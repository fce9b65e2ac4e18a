import type { IssueComment, ReviewIssue, ReviewMaterial } from '../../../src/core/review/opinion.ts';
import type { Standings } from '../../../src/core/review/review.ts';

/* What GitHub holds of a review after the fact: each test says only what it is about. */

export const MERGED_AT = '2026-11-24T02:17:00Z';
export const LATER = '2026-11-24T09:00:00Z';
export const OURS = 970002;

type Review = ReviewMaterial['reviews'][number];

export function reviewBy(author: Review['author'], change: Partial<Review> = {}): Review {
  return {
    id: '7001',
    state: 'APPROVED',
    submittedAt: LATER,
    commit: 'c0ffee',
    author,
    body: 'Lock waits were real.',
    url: 'https://github.com/acme/access/pull/42#pullrequestreview-7001',
    ...change,
  };
}

export function issueAt(change: Partial<ReviewIssue> = {}): ReviewIssue {
  return {
    number: 43,
    url: 'https://github.com/acme/access/issues/43',
    openedBy: OURS,
    body: '',
    state: 'open',
    stateReason: null,
    createdAt: '2026-11-24T02:19:00Z',
    closedAt: null,
    closedBy: null,
    labels: ['break-glass-review'],
    ...change,
  };
}

export const closedBy = (closer: ReviewIssue['closedBy'], change: Partial<ReviewIssue> = {}): ReviewIssue =>
  issueAt({ state: 'closed', stateReason: 'completed', closedAt: LATER, closedBy: closer, ...change });

export function commentBy(author: IssueComment['author'], body: string, change: Partial<IssueComment> = {}) {
  return { id: '8001', author, body, createdAt: LATER, edited: false, ...change };
}

export function material(change: Partial<ReviewMaterial> = {}): ReviewMaterial {
  return { reviews: [], issue: undefined, comments: [], ...change };
}

export function standings(change: Partial<Standings> = {}): Standings {
  return {
    permissions: { '1001': 'write', '1003': 'write' },
    teams: { security: [1003] },
    secondFactors: { required: true, enabled: { '1001': true, '1003': true } },
    gathered: LATER,
    ...change,
  };
}
