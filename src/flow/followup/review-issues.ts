import type { Organization } from '../../core/documents/organization.ts';
import { errorMessage } from '../../core/error-message.ts';
import { message, type Message } from '../../core/message.ts';
import type { Ports } from '../../core/ports.ts';
import {
  bears,
  bodyOf,
  duplicateComment,
  markerOf,
  OVERDUE_LABEL,
  OVERDUE_MARKER,
  overdueComment,
  REVIEW_LABEL,
  reviewedComment,
  titleOf,
  type Letter,
} from '../../core/review/letter.ts';
import type { ReviewIssue } from '../../core/review/opinion.ts';
import type { ReviewRecord } from '../../core/review/review.ts';

type IssuePorts = Pick<Ports, 'issues' | 'reviews'>;

/** The issue of a pull request, if GitHub returned or opened it. */
export interface FoundIssue {
  readonly issue?: ReviewIssue;
  readonly messages: readonly Message[];
}

/** Finds the issue of a pull request, or opens it. If two runs open one each, the first one counts. */
export async function findOrOpenIssue(
  ports: IssuePorts,
  letter: Letter,
  issues: readonly ReviewIssue[],
): Promise<FoundIssue> {
  const marker = markerOf(letter.repository.id, letter.grant.pull);
  const ours = (all: readonly ReviewIssue[]): readonly ReviewIssue[] =>
    all.filter(({ body }) => bears(body, marker)).toSorted((a, b) => a.number - b.number);
  const failure = (why: string) => ({
    messages: [
      message(
        'review-failed',
        `GitHub did not open or return the review issue of #${letter.grant.pull}, so the next run retries: ${why}`,
      ),
    ],
  });
  try {
    const found = ours(issues);
    const [issue, ...more] = found.length > 0 ? found : ours(await openIssue(ports, letter));
    if (issue === undefined) return failure('the new issue is not listed yet');
    for (const { number } of more.filter(({ state }) => state === 'open')) {
      await ports.issues.comment(number, duplicateComment(issue.number));
      await ports.issues.change(number, { close: 'not_planned' });
    }
    return { issue, messages: [] };
  } catch (error) {
    return failure(errorMessage(error));
  }
}

async function openIssue(ports: IssuePorts, letter: Letter): Promise<readonly ReviewIssue[]> {
  const { requester } = letter.grant;
  await ports.issues.open({
    title: titleOf(letter),
    body: bodyOf(letter),
    labels: [REVIEW_LABEL],
    assignees: letter.from.flatMap((party) =>
      party.kind === 'user' && party.id !== requester.id ? [party.login] : [],
    ),
  });
  return ports.issues.ours(REVIEW_LABEL);
}

/** Closes the issue of a completed review. An issue that stays open blocks nothing. */
export async function closeIssue(
  ports: IssuePorts,
  pull: number,
  issue: ReviewIssue | undefined,
  review: ReviewRecord,
): Promise<readonly Message[]> {
  if (issue?.state !== 'open') return [];
  try {
    await ports.issues.comment(issue.number, reviewedComment(pull, review));
    await ports.issues.change(issue.number, { close: 'completed' });
    return [];
  } catch (error) {
    const sentence = `the review of #${pull} is complete, and GitHub did not close its issue. Close ${issue.url} by hand: ${errorMessage(error)}`;
    return [message('review-failed', sentence)];
  }
}

/** Reports an overdue review to security, once: a later run finds the marked comment of the first. */
export async function escalate(
  ports: IssuePorts,
  letter: Letter,
  issue: ReviewIssue,
  { security }: Organization,
): Promise<readonly Message[]> {
  try {
    const { comments } = await ports.reviews.conversation(issue.number);
    const isReported = comments.some(
      ({ author, body }) => author !== null && author.id === issue.openedBy && bears(body, OVERDUE_MARKER),
    );
    if (!isReported) await ports.issues.comment(issue.number, overdueComment(letter, security));
    if (!issue.labels.includes(OVERDUE_LABEL))
      await ports.issues.change(issue.number, { labels: [...issue.labels, OVERDUE_LABEL] });
    return [];
  } catch (error) {
    const sentence = `GitHub did not accept the comment on the overdue review of #${letter.grant.pull}, so the next run retries: ${errorMessage(error)}`;
    return [message('review-failed', sentence)];
  }
}
