import type { Issues, Reviews } from '../../core/ports.ts';
import type { Organization } from '../../core/documents/organization.ts';
import type { Policy } from '../../core/documents/policy.ts';
import type { Grant } from '../../core/grant/grant.ts';
import { overdueDraft, reviewedDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft } from '../../core/ledger/ledger.ts';
import type { GrantState } from '../../core/ledger/grant-state.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { ReviewState } from '../../core/ledger/on-review.ts';
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
import { closedWithout, opinionsIn, type ReviewIssue, type ReviewMaterial } from '../../core/review/opinion.ts';
import { judgeReview, type ReviewJudgement, type ReviewRecord } from '../../core/review/review.ts';
import type { Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import { mapLimited } from '../map-limited.ts';

export interface ReviewPorts {
  readonly issues: Issues;
  readonly reviews: Reviews;
}

/** What the reviews owed are followed by. */
export interface ReviewInputs {
  readonly repository: { readonly id: number; readonly name: string };
  readonly organization: Organization;
  readonly policies: ReadonlyMap<string, Policy>;
  /** GitHub's clock. */
  readonly now: Instant;
  readonly occasion: RecordContext;
}

export interface Followed {
  readonly drafts: readonly Draft[];
  /** What is still owed, and why what was said does not count, in sentences. */
  readonly waiting: readonly string[];
  readonly problems: readonly string[];
}

const AT_ONCE = 2;

/**
 * Follows every review that is owed: sees that its issue is there, looks for an answer, and escalates once its time has
 * passed. What GitHub does not tell is told and recorded as nothing; nothing here stops anything.
 */
export async function followReviews(
  ports: ReviewPorts,
  accounts: LedgerIndex,
  ground: ReviewInputs,
): Promise<Followed> {
  const owed = [...accounts.byPull.values()].flatMap(toCase);
  if (owed.length === 0) return { drafts: [], waiting: [], problems: [] };
  // An issue answers for one pull request: its text can be edited to name another.
  const taken = new Set([...accounts.byPull.values()].flatMap(({ review }) => review?.url ?? []));
  const issues = await ports.issues
    .ours(REVIEW_LABEL)
    .then((all) => all.filter(({ url }) => !taken.has(url)), errorMessage);
  const followed = await mapLimited(owed, AT_ONCE, async (one) => {
    try {
      return await follow(ports, one, typeof issues === 'string' ? undefined : issues, ground);
    } catch (error) {
      return { drafts: [], waiting: [], problems: [`the review of #${one.pull}: ${errorMessage(error)}`] };
    }
  });
  return {
    drafts: followed.flatMap(({ drafts }) => drafts),
    waiting: followed.flatMap(({ waiting }) => waiting),
    problems: [
      ...(typeof issues === 'string' ? [`reviews of broken glass: ${issues}`] : []),
      ...followed.flatMap(({ problems }) => problems),
    ],
  };
}

/** Whether any review is owed at all. */
export function hasReviewsOwed(accounts: LedgerIndex): boolean {
  return [...accounts.byPull.values()].some((account) => toCase(account).length > 0);
}

interface Owed extends ReviewState {
  readonly pull: number;
  readonly grant: Grant;
}

function toCase({ pull, grant, review }: GrantState): readonly Owed[] {
  if (grant?.breakGlass === undefined || review === undefined) return [];
  return review.state === 'owed' || review.state === 'overdue' ? [{ ...review, pull, grant }] : [];
}

/** @param issues of ours; `undefined`: they could not be listed, so that whether one was answered is not known */
async function follow(
  ports: ReviewPorts,
  owed: Owed,
  issues: readonly ReviewIssue[] | undefined,
  ground: ReviewInputs,
): Promise<Followed> {
  const letter = letterFor(owed, ground);
  const asked = issues === undefined ? { problems: [] } : await issueFor(ports, letter, issues);
  const { issue } = asked;
  const material = await readMaterial(ports, owed, issue);
  const judged = await judge(ports, owed, material, ground);
  const done = (more: Partial<Followed>): Followed => ({
    drafts: more.drafts ?? [],
    waiting: more.waiting ?? [],
    problems: [...asked.problems, ...(more.problems ?? [])],
  });
  if (judged.is === 'reviewed') {
    const problems = await settle(ports, owed, issue, judged.review);
    return done({ drafts: [reviewedDraft(owed.grant, judged.review, ground.occasion)], problems });
  }
  if (judged.is === 'unknown') return done({ problems: [judged.why] });
  const closed = closedWithout(material, owed.grant.window.start);
  const waiting = [
    `#${owed.pull}: a review is owed, due ${owed.due}${owed.due <= ground.now ? ', and overdue' : ''}`,
    ...judged.why,
    ...(closed === undefined ? [] : [closed]),
  ];
  // Whether the issue was answered is not known: nothing is recorded against anybody.
  if (issues === undefined || owed.due > ground.now) return done({ waiting });
  const problems = issue === undefined ? [] : await escalate(ports, letter, issue, ground);
  const drafts = owed.state === 'owed' ? [overdueDraft(owed.grant, owed.due, ground.occasion)] : [];
  return done({ drafts, waiting, problems });
}

function letterFor({ grant, due, text }: Owed, { repository, policies }: ReviewInputs): Letter {
  const approval = policies.get(grant.policy)?.approval ?? [];
  return { grant, due, text, repository, from: grant.breakGlass?.from ?? [], approval };
}

interface Asked {
  readonly issue?: ReviewIssue;
  readonly problems: readonly string[];
}

/** The issue of a pull request, opened if there is none. Two runs may open one each: the first one is it. */
async function issueFor(ports: ReviewPorts, letter: Letter, issues: readonly ReviewIssue[]): Promise<Asked> {
  const marker = markerOf(letter.repository.id, letter.grant.pull);
  const ours = (all: readonly ReviewIssue[]): readonly ReviewIssue[] =>
    all.filter(({ body }) => bears(body, marker)).toSorted((a, b) => a.number - b.number);
  try {
    const found = ours(issues);
    const [issue, ...more] = found.length > 0 ? found : ours(await openIssue(ports, letter));
    if (issue === undefined) return { problems: [`the review of #${letter.grant.pull}: its issue is not listed yet`] };
    for (const { number } of more.filter(({ state }) => state === 'open')) {
      await ports.issues.comment(number, duplicateComment(issue.number));
      await ports.issues.change(number, { close: 'not_planned' });
    }
    return { issue, problems: [] };
  } catch (error) {
    return { problems: [`the review of #${letter.grant.pull}: ${errorMessage(error)}`] };
  }
}

async function openIssue(ports: ReviewPorts, letter: Letter): Promise<readonly ReviewIssue[]> {
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

async function readMaterial(
  { reviews }: ReviewPorts,
  { pull }: Owed,
  issue: ReviewIssue | undefined,
): Promise<ReviewMaterial> {
  const said = await reviews.ofPull(pull);
  return issue?.state === 'closed'
    ? { reviews: said, ...(await reviews.conversation(issue.number)) }
    : { reviews: said, issue, comments: [] };
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
  const teams = [...new Set(from.flatMap((party) => (party.kind === 'team' ? [party.slug] : [])))];
  const standings = await ports.reviews.standings([...people.values()], teams, organization.identity === 'saml');
  const owed = { pull, barred, from, principal: grant.principal };
  return judgeReview(owed, opinions, standings, organization);
}

/** With the answer there, the issue has done its work. That it stays open stops nothing. */
async function settle(
  ports: ReviewPorts,
  { pull }: Owed,
  issue: ReviewIssue | undefined,
  review: ReviewRecord,
): Promise<readonly string[]> {
  if (issue?.state !== 'open') return [];
  try {
    await ports.issues.comment(issue.number, reviewedComment(pull, review));
    await ports.issues.change(issue.number, { close: 'completed' });
    return [];
  } catch (error) {
    return [`the review of #${pull} is there, and its issue stays open: ${errorMessage(error)}`];
  }
}

/** Told once: a comment of ours that says so is found again. */
async function escalate(
  ports: ReviewPorts,
  letter: Letter,
  issue: ReviewIssue,
  { organization }: ReviewInputs,
): Promise<readonly string[]> {
  try {
    const { comments } = await ports.reviews.conversation(issue.number);
    const told = comments.some(
      ({ author, body }) => author !== null && author.id === issue.openedBy && bears(body, OVERDUE_MARKER),
    );
    if (!told) await ports.issues.comment(issue.number, overdueComment(letter, organization.security));
    if (!issue.labels.includes(OVERDUE_LABEL))
      await ports.issues.change(issue.number, { labels: [...issue.labels, OVERDUE_LABEL] });
    return [];
  } catch (error) {
    return [`the overdue review of #${letter.grant.pull} could not be escalated: ${errorMessage(error)}`];
  }
}
