import { involvedIn } from '../decision/rules/people.ts';
import type { Grant } from '../grant/grant.ts';
import { addSeconds, type Instant } from '../time.ts';
import type { LedgerRecord, ReviewKind } from './record.ts';

/*
 * What the ledger holds of the review a broken glass owes. It may withhold, never authorise: a `reviewed` record that was
 * forged lifts no more than a bar the tool itself had set, and the request after it is judged as every other.
 */

export interface ReviewState {
  /** `asked`: decided, and nothing given yet; `owed`: access was given; the rest as recorded. */
  readonly state: 'asked' | 'owed' | 'overdue' | 'reviewed';
  readonly due: Instant;
  readonly requester: number;
  /** Numeric ids of everybody who asked or had a hand in the commits, as far as GitHub told when it was decided. */
  readonly barred: readonly number[];
  /** The request document's text; `null`: not on record. */
  readonly text: string | null;
  /** Where a recorded review was given. */
  readonly url?: string;
}

/** The review after one more record of its pull request. */
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

/** What is on record only of access that was there; the activation itself may have gone unrecorded. */
const GAVE: readonly string[] = ['activated', 'ended', 'revoked', 'removed', 'altered'];

/** Whether a record of that kind would say something new. */
export function isReviewNews(kind: ReviewKind, review: ReviewState | undefined): boolean {
  if (review === undefined || review.state === 'asked') return false;
  return kind === 'reviewed' ? review.state !== 'reviewed' : review.state === 'owed';
}

/** See `LedgerIndex.overdueReviewsOf`. */
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

/** The first record of a pull request holds the evidence: who had a hand in it, and what was asked. */
function learn(review: ReviewState, { decision }: LedgerRecord): ReviewState {
  if (decision === undefined) return review;
  const { pull, text } = decision.evidence;
  return { ...review, text, barred: [...new Set([...review.barred, ...(pull === null ? [] : involvedIn(pull))])] };
}
