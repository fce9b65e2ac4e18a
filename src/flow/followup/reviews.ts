import type { Organization } from '../../core/documents/organization.ts';
import { teamKeys } from '../../core/documents/parties.ts';
import type { Policy } from '../../core/documents/policy.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { Grant } from '../../core/grant/grant.ts';
import { overdueDraft, reviewedDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { GrantState } from '../../core/ledger/grant-state.ts';
import type { Draft } from '../../core/ledger/record.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { ReviewState } from '../../core/ledger/on-review.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { Ports } from '../../core/ports.ts';
import { REVIEW_LABEL, type Letter } from '../../core/review/letter.ts';
import { closedWithout, opinionsIn, type ReviewIssue, type ReviewMaterial } from '../../core/review/opinion.ts';
import { judgeReview, type ReviewJudgement } from '../../core/review/review.ts';
import type { Instant } from '../../core/time.ts';
import { mapLimited } from '../map-limited.ts';
import { closeIssue, escalate, findOrOpenIssue } from './review-issues.ts';

export type ReviewPorts = Pick<Ports, 'issues' | 'reviews'>;

/** The inputs for following owed reviews. */
export interface ReviewInputs {
  readonly repository: { readonly id: number; readonly name: string };
  readonly organization: Organization;
  readonly policies: ReadonlyMap<string, Policy>;
  /** GitHub's clock. */
  readonly now: Instant;
  readonly context: RecordContext;
}

/** Drafts to record, and messages to report. */
export interface Followed {
  readonly drafts: readonly Draft[];
  readonly messages: readonly Message[];
}

const AT_ONCE = 2;
const NOTHING: Followed = { drafts: [], messages: [] };

/**
 * Follows every owed review: opens its issue, reads the answers, and escalates after its due time. A fact that GitHub
 * does not return is reported, and never recorded against a person. A failure here stops nothing else.
 */
export async function followReviews(ports: ReviewPorts, index: LedgerIndex, inputs: ReviewInputs): Promise<Followed> {
  const owed = [...index.byPull.values()].flatMap(toOwed);
  if (owed.length === 0) return NOTHING;
  // An issue counts for one pull request only, because people can edit its text to name another.
  const answered = new Set([...index.byPull.values()].flatMap(({ review }) => review?.url ?? []));
  const issues = await ports.issues
    .ours(REVIEW_LABEL)
    .then((all) => all.filter(({ url }) => !answered.has(url)), errorMessage);
  const unlisted =
    typeof issues === 'string'
      ? [
          message(
            'review-failed',
            `GitHub did not list the issues of break-glass reviews, so the next run retries: ${issues}`,
          ),
        ]
      : [];
  const followed = await mapLimited(owed, AT_ONCE, async (one) => {
    try {
      return await follow(ports, one, typeof issues === 'string' ? undefined : issues, inputs);
    } catch (error) {
      return failure(
        `GitHub did not return the review of #${one.pull}, so the next run retries: ${errorMessage(error)}`,
      );
    }
  });
  return {
    drafts: followed.flatMap(({ drafts }) => drafts),
    messages: [...unlisted, ...followed.flatMap((one) => one.messages)],
  };
}

/** Returns true if the ledger holds a review that is still owed. */
export function hasReviewsOwed(index: LedgerIndex): boolean {
  return [...index.byPull.values()].some((state) => toOwed(state).length > 0);
}

interface Owed extends ReviewState {
  readonly pull: number;
  readonly grant: Grant;
}

function toOwed({ pull, grant, review }: GrantState): readonly Owed[] {
  if (grant?.breakGlass === undefined || review === undefined) return [];
  return review.state === 'owed' || review.state === 'overdue' ? [{ ...review, pull, grant }] : [];
}

/** Follows one review. @param issues our issues; `undefined` if GitHub did not list them, so an answer may be missed */
async function follow(
  ports: ReviewPorts,
  owed: Owed,
  issues: readonly ReviewIssue[] | undefined,
  inputs: ReviewInputs,
): Promise<Followed> {
  const letter = letterFor(owed, inputs);
  const found = issues === undefined ? { messages: [] } : await findOrOpenIssue(ports, letter, issues);
  const { issue } = found;
  const material = await readMaterial(ports, owed, issue);
  const judged = await judge(ports, owed, material, inputs);
  const done = (reported: readonly Message[], drafts: readonly Draft[] = []): Followed => ({
    drafts,
    messages: [...found.messages, ...reported],
  });
  if (judged.is === 'reviewed') {
    const reported = await closeIssue(ports, owed.pull, issue, judged.review);
    return done(reported, [reviewedDraft(owed.grant, judged.review, inputs.context)]);
  }
  if (judged.is === 'unknown') return done([message('review-failed', judged.why)]);
  const isOverdue = owed.due <= inputs.now;
  const closed = closedWithout(material, owed.grant.window.start);
  const waiting = messages('review-owed', [
    `#${owed.pull} used break-glass access, and its review is ${isOverdue ? 'overdue since' : 'due at'} ${owed.due}${whereToReview(issue)}`,
    ...judged.why,
    ...(closed === undefined ? [] : [closed]),
  ]);
  // An answer in the issue may be missed, so nothing is recorded against the requester.
  if (issues === undefined || !isOverdue) return done(waiting);
  const escalated = issue === undefined ? [] : await escalate(ports, letter, issue, inputs.organization);
  const drafts = owed.state === 'owed' ? [overdueDraft(owed.grant, owed.due, inputs.context)] : [];
  return done([...waiting, ...escalated], drafts);
}

function whereToReview(issue: ReviewIssue | undefined): string {
  return issue === undefined ? '' : `. Review it here: ${issue.url}`;
}

function letterFor({ grant, due, text }: Owed, { repository, policies }: ReviewInputs): Letter {
  const approval = policies.get(grant.policy)?.approval ?? [];
  return { grant, due, text, repository, from: grant.breakGlass?.from ?? [], approval };
}

async function readMaterial(
  { reviews }: ReviewPorts,
  { pull }: Owed,
  issue: ReviewIssue | undefined,
): Promise<ReviewMaterial> {
  const onPull = await reviews.ofPull(pull);
  return issue?.state === 'closed'
    ? { reviews: onPull, ...(await reviews.conversation(issue.number)) }
    : { reviews: onPull, issue, comments: [] };
}

async function judge(
  ports: ReviewPorts,
  { pull, grant, barred }: Owed,
  material: ReviewMaterial,
  { organization }: ReviewInputs,
): Promise<ReviewJudgement> {
  const opinions = opinionsIn(material, grant.window.start);
  const people = new Map(
    opinions.flatMap(({ by }) =>
      by?.id == null || by.type !== 'User' ? [] : [[by.id, { id: by.id, login: by.login }]],
    ),
  );
  if (people.size === 0) return { is: 'open', why: [] };
  const from = grant.breakGlass?.from ?? [];
  const teams = teamKeys(from);
  const standings = await ports.reviews.standings([...people.values()], teams, organization.identity === 'saml');
  return judgeReview({ pull, barred, from, principal: grant.principal }, opinions, standings, organization);
}

function failure(sentence: string): Followed {
  return { drafts: [], messages: [message('review-failed', sentence)] };
}
