import { involvedIn } from '../decision/rules/people.ts';
import type { Grant } from '../grant/grant.ts';
import { addSeconds, type Instant } from '../time.ts';
import type { LedgerRecord, ReviewKind } from './record.ts';

/*
 * The recorded state of a break-glass review. It can withhold access, never authorise it. A forged record `reviewed` lifts
 * only the bar that an overdue review sets. The next request is judged like every other.
 */

export interface ReviewState {
  /** `asked` if the request is decided and nothing granted, `owed` after a grant, otherwise as recorded. */
  readonly state: 'asked' | 'owed' | 'overdue' | 'reviewed';
  readonly due: Instant;
  readonly requester: number;
  /** Numeric ids of the requester and all contributors to the commits that GitHub named at the decision. */
  readonly barred: readonly number[];
  /** The request document's text; `null` if it is not on record. */
  readonly text: string | null;
  /** Address of a recorded review. */
  readonly url?: string;
}

/** Returns the review after one more record of its pull request. */
export function foldReview(before: ReviewState | undefined, record: LedgerRecord): ReviewState | undefined {
  const review = before ?? begin(record.grant);
  if (review === undefined) return undefined;
  const known = learn(review, record);
  if (record.kind === 'reviewed')
    return { ...known, state: 'reviewed', ...(record.review === undefined ? {} : { url: record.review.evidence.url }) };
  if (known.state === 'reviewed') return known;
  if (record.kind === 'review-overdue') return { ...known, state: 'overdue' };
  return known.state === 'asked' && GAVE.includes(record.kind) ? { ...known, state: 'owed' } : known;
}

/** Kinds of records that only granted access has. The activation itself may be missing in the ledger. */
const GAVE: readonly string[] = ['activated', 'ended', 'revoked', 'removed', 'altered'];

/** True if a record of this kind would be new. */
export function isReviewNews(kind: ReviewKind, review: ReviewState | undefined): boolean {
  if (review === undefined || review.state === 'asked') return false;
  return kind === 'reviewed' ? review.state !== 'reviewed' : review.state === 'owed';
}

/** Implements `LedgerIndex.overdueReviewsOf`. */
export function overdueAmong(
  grants: readonly { readonly pull: number; readonly review?: ReviewState }[],
  ids: readonly number[],
  now: Instant,
): readonly number[] | null {
  const theirs = grants.flatMap(({ pull, review }) =>
    review !== undefined && ids.includes(review.requester) ? [{ pull, ...review }] : [],
  );
  const overdue = theirs.filter(({ state }) => state === 'overdue').map(({ pull }) => pull);
  if (overdue.length > 0) return overdue;
  return theirs.some(({ state, due }) => state === 'owed' && due <= now) ? null : [];
}

function begin(grant: Grant | undefined): ReviewState | undefined {
  if (grant?.breakGlass === undefined) return undefined;
  const { requester, window, breakGlass } = grant;
  const due = addSeconds(window.start, breakGlass.within);
  return { state: 'asked', due, requester: requester.id, barred: [requester.id], text: null };
}

/** Reads contributors and request text from the evidence. The first record of a pull request has it. */
function learn(review: ReviewState, { decision }: LedgerRecord): ReviewState {
  if (decision === undefined) return review;
  const { pull, text } = decision.evidence;
  return { ...review, text, barred: [...new Set([...review.barred, ...(pull === null ? [] : involvedIn(pull))])] };
}
