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

/** The issue of a pull request, if it could be found or opened. */
export interface FoundIssue {
  readonly issue?: ReviewIssue;
  readonly messages: readonly Message[];
}

/** The issue of a pull request, opened if there is none. If two runs open one each, the first one counts. */
export async function findOrOpenIssue(
  ports: IssuePorts,
  letter: Letter,
  issues: readonly ReviewIssue[],
): Promise<FoundIssue> {
  const marker = markerOf(letter.repository.id, letter.grant.pull);
  const ours = (all: readonly ReviewIssue[]): readonly ReviewIssue[] =>
    all.filter(({ body }) => bears(body, marker)).toSorted((a, b) => a.number - b.number);
  const failure = (why: string) => ({
    messages: [message('review-failed', `the review of #${letter.grant.pull}: ${why}`)],
  });
  try {
    const found = ours(issues);
    const [issue, ...more] = found.length > 0 ? found : ours(await openIssue(ports, letter));
    if (issue === undefined) return failure('its issue is not listed yet');
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

/** Closes the issue of a review that was given. An issue that stays open stops nothing. */
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
    const sentence = `the review of #${pull} is there, and its issue stays open: ${errorMessage(error)}`;
    return [message('review-failed', sentence)];
  }
}

/** Reports an overdue review to security, once: a comment of ours that says so is found again. */
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
    const sentence = `the overdue review of #${letter.grant.pull} could not be escalated: ${errorMessage(error)}`;
    return [message('review-failed', sentence)];
  }
}
