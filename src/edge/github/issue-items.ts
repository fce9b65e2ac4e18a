import type { Account, ReviewFact } from '../../core/decision/evidence.ts';
import type { IssueComment, ReviewIssue, ReviewMaterial } from '../../core/review/opinion.ts';
import { instantIn } from './facts.ts';
import { Unread } from './unread.ts';

/* Converts issues, comments and reviews from REST to the core's types. https://docs.github.com/en/rest/issues */

const REVIEW_STATES: readonly ReviewFact['state'][] = [
  'APPROVED',
  'CHANGES_REQUESTED',
  'COMMENTED',
  'DISMISSED',
  'PENDING',
];

export function toReview(what: string, review: ReviewItem): ReviewMaterial['reviews'][number] {
  return {
    id: String(review.id),
    state: stateOf(what, review.state),
    submittedAt: review.submitted_at == null ? null : instantIn(what, review.submitted_at),
    commit: review.commit_id ?? null,
    author: toAccount(review.user),
    body: review.body ?? '',
    url: review.html_url,
  };
}

function stateOf(what: string, text: string): ReviewFact['state'] {
  const state = REVIEW_STATES.find((known) => known === text);
  if (state === undefined) throw new Unread(what, `a review has an unknown state: ${text}`);
  return state;
}

export function toIssue(what: string, issue: IssueItem): ReviewIssue {
  return {
    number: issue.number,
    url: issue.html_url,
    openedBy: issue.user?.id ?? null,
    body: issue.body ?? '',
    state: issue.state === 'open' ? 'open' : 'closed',
    stateReason: issue.state_reason ?? null,
    createdAt: instantIn(what, issue.created_at),
    closedAt: issue.closed_at == null ? null : instantIn(what, issue.closed_at),
    closedBy: toAccount(issue.closed_by ?? null),
    labels: labelsOf(issue),
  };
}

export function labelsOf({ labels }: Pick<IssueItem, 'labels'>): readonly string[] {
  return labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? [])));
}

export function toComment(
  what: string,
  { id, user, body, created_at: created, updated_at: updated }: CommentItem,
): IssueComment {
  return {
    id: String(id),
    author: toAccount(user),
    body: body ?? '',
    createdAt: instantIn(what, created),
    edited: updated !== created,
  };
}

function toAccount(user: UserItem | null): Account | null {
  return user === null ? null : { type: user.type, login: user.login, id: user.id };
}

interface UserItem {
  readonly id: number;
  readonly login: string;
  readonly type: string;
}

export interface IssueItem {
  readonly number: number;
  readonly html_url: string;
  readonly body?: string | null;
  readonly state: string;
  readonly state_reason?: string | null;
  readonly created_at: string;
  readonly closed_at?: string | null;
  readonly closed_by?: UserItem | null;
  readonly user: UserItem | null;
  readonly labels: readonly (string | { readonly name?: string | null })[];
  readonly pull_request?: unknown;
}

export interface CommentItem {
  readonly id: number;
  readonly user: UserItem | null;
  readonly body?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface ReviewItem {
  readonly id: number;
  readonly user: UserItem | null;
  readonly state: string;
  readonly submitted_at?: string | null;
  readonly commit_id?: string | null;
  readonly body?: string | null;
  readonly html_url: string;
}
