import type { Account, ReviewFact } from '../decision/evidence.ts';
import type { Instant } from '../time.ts';

/** What GitHub holds that may be the review of a broken glass: read after the merge, judged by `judgeReview`. */
export interface ReviewMaterial {
  readonly reviews: readonly (ReviewFact & { readonly body: string; readonly url: string })[];
  /** The issue opened for the review; `undefined`: there is none (yet). */
  readonly issue: ReviewIssue | undefined;
  /** Comments of that issue, oldest first. */
  readonly comments: readonly IssueComment[];
}

/** An issue our own account opened. */
export interface ReviewIssue {
  readonly number: number;
  readonly url: string;
  /** Numeric id of our own account; `null`: it is gone. */
  readonly openedBy: number | null;
  readonly body: string;
  readonly state: 'open' | 'closed';
  /** Why it was closed, in GitHub's word: `completed`, `not_planned`, `duplicate`; `null`: it does not say. */
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
  /** Whether it was changed since: whoever may write may change others' comments, and nothing tells who did. */
  readonly edited: boolean;
}

export type Verdict = 'justified' | 'not justified';

/** What somebody said of a broken glass, whoever they are. */
export interface Opinion {
  readonly by: Account | null;
  readonly verdict: Verdict;
  /** Their own words, one line; may be empty. */
  readonly sentence: string;
  readonly at: Instant;
  readonly how: 'review' | 'issue';
  /** The review or the comment it was said in. */
  readonly id: string;
  readonly url: string;
}

/**
 * Everything said of it after the merge, oldest first: reviews of the pull request that approve or ask for changes, and
 * the closing of the issue with a verdict.
 */
export function opinionsIn(material: ReviewMaterial, mergedAt: Instant): readonly Opinion[] {
  const reviews = material.reviews.flatMap((review): Opinion[] => {
    const verdict = VERDICTS[review.state];
    // At the very second of the merge nobody can say which came first: it is no review after the fact.
    if (verdict === undefined || review.submittedAt === null || review.submittedAt <= mergedAt) return [];
    const { author: by, submittedAt: at, id, url } = review;
    return [{ by, verdict, sentence: firstLine(review.body), at, how: 'review', id, url }];
  });
  return [...reviews, ...closingOf(material, mergedAt)].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Why a closed issue is no review, in a sentence; `undefined` if it is open, or is one. */
export function closedWithout(material: ReviewMaterial, mergedAt: Instant): string | undefined {
  const { issue } = material;
  if (issue?.state !== 'closed' || closingOf(material, mergedAt).length > 0) return undefined;
  return `issue #${issue.number} was closed without a verdict: whoever reviews comments \`justified\` or \`not justified: <why>\` and closes it as completed; reopen it first`;
}

const VERDICTS: Readonly<Partial<Record<ReviewFact['state'], Verdict>>> = {
  APPROVED: 'justified',
  CHANGES_REQUESTED: 'not justified',
};

/** The issue closed as completed by somebody whose last word on it, before or at the closing, is a verdict. */
function closingOf({ issue, comments }: ReviewMaterial, mergedAt: Instant): readonly Opinion[] {
  if (issue?.state !== 'closed' || issue.stateReason !== 'completed') return [];
  const { closedBy, closedAt, createdAt } = issue;
  // An issue older than the merge was opened for something else, whatever its text says now.
  if (closedBy?.id == null || closedAt === null || createdAt < mergedAt) return [];
  const last = comments.findLast(({ author, createdAt: said }) => author?.id === closedBy.id && said <= closedAt);
  // Text that was changed may be another's: it speaks for nobody.
  if (last === undefined || last.edited) return [];
  const said = verdictIn(last.body);
  if (said === undefined) return [];
  return [{ ...said, by: closedBy, at: closedAt, how: 'issue', id: last.id, url: issue.url }];
}

/** The verdict a comment begins with: `justified`, or `not justified: <why>`. */
export function verdictIn(body: string): Pick<Opinion, 'verdict' | 'sentence'> | undefined {
  const line = firstLine(body);
  const against = /^not justified:\s*(\S.*)$/i.exec(line);
  if (against !== null) return { verdict: 'not justified', sentence: against[1] ?? '' };
  const inFavour = /^justified(?:\.|:\s*(.*))?$/i.exec(line);
  return inFavour === null ? undefined : { verdict: 'justified', sentence: inFavour[1] ?? '' };
}

const LONGEST_SENTENCE = 300;

/** One line of somebody's own words. What a record and a terminal show of it is made inert where it is shown. */
function firstLine(text: string): string {
  const line = (text.split(/\r\n|\r|\n/)[0] ?? '').trim();
  const characters = Array.from(line);
  return characters.length > LONGEST_SENTENCE ? `${characters.slice(0, LONGEST_SENTENCE - 1).join('')}…` : line;
}
