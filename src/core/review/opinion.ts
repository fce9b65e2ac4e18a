import type { Account, ReviewFact } from '../decision/evidence.ts';
import type { Instant } from '../time.ts';

/** Possible break-glass reviews on GitHub, read after the merge. `judgeReview` judges them. */
export interface ReviewMaterial {
  readonly reviews: readonly (ReviewFact & { readonly body: string; readonly url: string })[];
  /** The issue opened for the review; `undefined` if none exists yet. */
  readonly issue: ReviewIssue | undefined;
  /** Comments of that issue, oldest first. */
  readonly comments: readonly IssueComment[];
}

/** An issue that our own account opened. */
export interface ReviewIssue {
  readonly number: number;
  readonly url: string;
  /** Numeric id of our own account; `null` if it was deleted. */
  readonly openedBy: number | null;
  readonly body: string;
  readonly state: 'open' | 'closed';
  /** GitHub's reason for the closing: `completed`, `not_planned`, `duplicate`; `null` if GitHub gives none. */
  readonly stateReason: string | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly closedBy: Account | null;
  readonly labels: readonly string[];
}

export interface IssueComment {
  readonly id: string;
  readonly author: Account | null;
  readonly body: string;
  readonly createdAt: Instant;
  /** True if it was edited. Everybody with write permission may edit it, and GitHub does not name the editor. */
  readonly edited: boolean;
}

export type Verdict = 'justified' | 'not justified';

/** One person's verdict on a use of break glass. It may not count. */
export interface Opinion {
  readonly by: Account | null;
  readonly verdict: Verdict;
  /** The person's own words, one line; may be empty. */
  readonly sentence: string;
  readonly at: Instant;
  readonly how: 'review' | 'issue';
  /** The review or comment that holds the verdict. */
  readonly id: string;
  readonly url: string;
}

/**
 * Returns every verdict after the merge, oldest first. Reviews of the pull request that approve or request changes are
 * verdicts. A closing of the issue may hold one too.
 */
export function opinionsIn(material: ReviewMaterial, mergedAt: Instant): readonly Opinion[] {
  const reviews = material.reviews.flatMap((review): Opinion[] => {
    const verdict = VERDICTS[review.state];
    // In the very second of the merge the order is unknown, so such a review does not count.
    if (verdict === undefined || review.submittedAt === null || review.submittedAt <= mergedAt) return [];
    const { author: by, submittedAt: at, id, url } = review;
    return [{ by, verdict, sentence: firstLine(review.body), at, how: 'review', id, url }];
  });
  return [...reviews, ...closingOf(material, mergedAt)].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Explains why a closed issue is not a review; `undefined` if it is open, or is a review. */
export function closedWithout(material: ReviewMaterial, mergedAt: Instant): string | undefined {
  const { issue } = material;
  if (issue?.state !== 'closed' || closingOf(material, mergedAt).length > 0) return undefined;
  return `issue #${issue.number} was closed without a verdict; reopen it, comment \`justified\` or \`not justified: <why>\`, and close it as completed`;
}

const VERDICTS: Readonly<Partial<Record<ReviewFact['state'], Verdict>>> = {
  APPROVED: 'justified',
  CHANGES_REQUESTED: 'not justified',
};

/** Returns the verdict of an issue closed as completed: the last comment of the person who closed it. */
function closingOf({ issue, comments }: ReviewMaterial, mergedAt: Instant): readonly Opinion[] {
  if (issue?.state !== 'closed' || issue.stateReason !== 'completed') return [];
  const { closedBy, closedAt, createdAt } = issue;
  // An issue older than the merge was opened for another purpose, even if its text was edited since.
  if (closedBy?.id == null || closedAt === null || createdAt < mergedAt) return [];
  const last = comments.findLast(({ author, createdAt: said }) => author?.id === closedBy.id && said <= closedAt);
  // An edited comment may hold another person's words.
  if (last === undefined || last.edited) return [];
  const said = verdictIn(last.body);
  if (said === undefined) return [];
  return [{ ...said, by: closedBy, at: closedAt, how: 'issue', id: last.id, url: issue.url }];
}

/** Reads the verdict at the start of a comment: `justified`, or `not justified: <why>`. */
export function verdictIn(body: string): Pick<Opinion, 'verdict' | 'sentence'> | undefined {
  const line = firstLine(body);
  const against = /^not justified:\s*(\S.*)$/i.exec(line);
  if (against !== null) return { verdict: 'not justified', sentence: against[1] ?? '' };
  const inFavour = /^justified(?:\.|:\s*(.*))?$/i.exec(line);
  return inFavour === null ? undefined : { verdict: 'justified', sentence: inFavour[1] ?? '' };
}

/** Maximum length of a person's own words, in characters. */
const LONGEST_SENTENCE = 300;

/** Returns the first line of a person's own words. Records and terminals make it inert where they show it. */
function firstLine(text: string): string {
  const line = (text.split(/\r\n|\r|\n/)[0] ?? '').trim();
  const characters = Array.from(line);
  return characters.length > LONGEST_SENTENCE ? `${characters.slice(0, LONGEST_SENTENCE - 1).join('')}…` : line;
}
