import type { Organization } from '../core/documents/organization.ts';
import type { Policy } from '../core/documents/policy.ts';
import type { Grant } from '../core/grant/grant.ts';
import { overdueDraft, reviewedDraft, type Occasion } from '../core/ledger/drafts.ts';
import type { Draft } from '../core/ledger/ledger.ts';
import type { Account } from '../core/ledger/account.ts';
import type { Accounts } from '../core/ledger/on-record.ts';
import type { ReviewAccount } from '../core/ledger/on-review.ts';
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
} from '../core/review/letter.ts';
import {
  closedWithout,
  opinionsIn,
  type IssueComment,
  type ReviewIssue,
  type ReviewMaterial,
} from '../core/review/opinion.ts';
import { judgeReview, type ReviewJudgement, type ReviewRecord, type Standings } from '../core/review/review.ts';
import type { Instant } from '../core/time.ts';
import { asSentence, mapLimited } from './limited.ts';

/** The issues by which reviews are asked for. Every method throws an Error whose message says what was not done. */
export interface Issues {
  /** Every issue with the label that this token's own account opened, in any state: nobody else's counts. */
  readonly ours: (label: string) => Promise<readonly ReviewIssue[]>;
  readonly open: (issue: NewIssue) => Promise<void>;
  readonly comment: (issue: number, body: string) => Promise<void>;
  readonly change: (issue: number, change: IssueChange) => Promise<void>;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Logins; whoever GitHub does not let be assigned is mentioned all the same. */
  readonly assignees: readonly string[];
}

export interface IssueChange {
  /** All of them, those it has already included. */
  readonly labels?: readonly string[];
  readonly close?: 'completed' | 'not_planned';
}

/** What people said of a broken glass, and who they are. Throws like `Issues`. */
export interface Reviews {
  readonly ofPull: (pull: number) => Promise<ReviewMaterial['reviews']>;
  /** An issue as it stands, and its comments, oldest first. */
  readonly conversation: (
    issue: number,
  ) => Promise<{ readonly issue: ReviewIssue; readonly comments: readonly IssueComment[] }>;
  readonly standings: (
    people: readonly { readonly id: number; readonly login: string }[],
    teams: readonly string[],
    saml: boolean,
  ) => Promise<Standings>;
}

export interface ReviewWorld {
  readonly issues: Issues;
  readonly reviews: Reviews;
}

/** What the reviews owed are followed by. */
export interface ReviewGround {
  readonly repository: { readonly id: number; readonly name: string };
  readonly organization: Organization;
  readonly policies: ReadonlyMap<string, Policy>;
  /** GitHub's clock. */
  readonly now: Instant;
  readonly occasion: Occasion;
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
export async function followReviews(world: ReviewWorld, accounts: Accounts, ground: ReviewGround): Promise<Followed> {
  const owed = [...accounts.byPull.values()].flatMap(toCase);
  if (owed.length === 0) return { drafts: [], waiting: [], problems: [] };
  // An issue answers for one pull request: its text can be edited to name another.
  const taken = new Set([...accounts.byPull.values()].flatMap(({ review }) => review?.url ?? []));
  const issues = await world.issues
    .ours(REVIEW_LABEL)
    .then((all) => all.filter(({ url }) => !taken.has(url)), asSentence);
  const followed = await mapLimited(owed, AT_ONCE, async (one) => {
    try {
      return await follow(world, one, typeof issues === 'string' ? undefined : issues, ground);
    } catch (error) {
      return { drafts: [], waiting: [], problems: [`the review of #${one.pull}: ${asSentence(error)}`] };
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
export function hasReviewsOwed(accounts: Accounts): boolean {
  return [...accounts.byPull.values()].some((account) => toCase(account).length > 0);
}

interface Owed extends ReviewAccount {
  readonly pull: number;
  readonly grant: Grant;
}

function toCase({ pull, grant, review }: Account): readonly Owed[] {
  if (grant?.breakGlass === undefined || review === undefined) return [];
  return review.state === 'owed' || review.state === 'overdue' ? [{ ...review, pull, grant }] : [];
}

/** @param issues of ours; `undefined`: they could not be listed, so that whether one was answered is not known */
async function follow(
  world: ReviewWorld,
  owed: Owed,
  issues: readonly ReviewIssue[] | undefined,
  ground: ReviewGround,
): Promise<Followed> {
  const letter = letterFor(owed, ground);
  const asked = issues === undefined ? { problems: [] } : await issueFor(world, letter, issues);
  const { issue } = asked;
  const material = await readMaterial(world, owed, issue);
  const judged = await judge(world, owed, material, ground);
  const done = (more: Partial<Followed>): Followed => ({
    drafts: more.drafts ?? [],
    waiting: more.waiting ?? [],
    problems: [...asked.problems, ...(more.problems ?? [])],
  });
  if (judged.is === 'reviewed') {
    const problems = await settle(world, owed, issue, judged.review);
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
  const problems = issue === undefined ? [] : await escalate(world, letter, issue, ground);
  const drafts = owed.state === 'owed' ? [overdueDraft(owed.grant, owed.due, ground.occasion)] : [];
  return done({ drafts, waiting, problems });
}

function letterFor({ grant, due, text }: Owed, { repository, policies }: ReviewGround): Letter {
  const approval = policies.get(grant.policy)?.approval ?? [];
  return { grant, due, text, repository, from: grant.breakGlass?.from ?? [], approval };
}

interface Asked {
  readonly issue?: ReviewIssue;
  readonly problems: readonly string[];
}

/** The issue of a pull request, opened if there is none. Two runs may open one each: the first one is it. */
async function issueFor(world: ReviewWorld, letter: Letter, issues: readonly ReviewIssue[]): Promise<Asked> {
  const marker = markerOf(letter.repository.id, letter.grant.pull);
  const ours = (all: readonly ReviewIssue[]): readonly ReviewIssue[] =>
    all.filter(({ body }) => bears(body, marker)).toSorted((a, b) => a.number - b.number);
  try {
    const found = ours(issues);
    const [issue, ...more] = found.length > 0 ? found : ours(await openIssue(world, letter));
    if (issue === undefined) return { problems: [`the review of #${letter.grant.pull}: its issue is not listed yet`] };
    for (const { number } of more.filter(({ state }) => state === 'open')) {
      await world.issues.comment(number, duplicateComment(issue.number));
      await world.issues.change(number, { close: 'not_planned' });
    }
    return { issue, problems: [] };
  } catch (error) {
    return { problems: [`the review of #${letter.grant.pull}: ${asSentence(error)}`] };
  }
}

async function openIssue(world: ReviewWorld, letter: Letter): Promise<readonly ReviewIssue[]> {
  const { requester } = letter.grant;
  await world.issues.open({
    title: titleOf(letter),
    body: bodyOf(letter),
    labels: [REVIEW_LABEL],
    assignees: letter.from.flatMap((party) =>
      party.kind === 'user' && party.id !== requester.id ? [party.login] : [],
    ),
  });
  return world.issues.ours(REVIEW_LABEL);
}

async function readMaterial(
  { reviews }: ReviewWorld,
  { pull }: Owed,
  issue: ReviewIssue | undefined,
): Promise<ReviewMaterial> {
  const said = await reviews.ofPull(pull);
  return issue?.state === 'closed'
    ? { reviews: said, ...(await reviews.conversation(issue.number)) }
    : { reviews: said, issue, comments: [] };
}

async function judge(
  world: ReviewWorld,
  { pull, grant, barred }: Owed,
  material: ReviewMaterial,
  { organization }: ReviewGround,
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
  const standings = await world.reviews.standings([...people.values()], teams, organization.identity === 'saml');
  const owed = { pull, barred, from, principal: grant.principal };
  return judgeReview(owed, opinions, standings, organization);
}

/** With the answer there, the issue has done its work. That it stays open stops nothing. */
async function settle(
  world: ReviewWorld,
  { pull }: Owed,
  issue: ReviewIssue | undefined,
  review: ReviewRecord,
): Promise<readonly string[]> {
  if (issue?.state !== 'open') return [];
  try {
    await world.issues.comment(issue.number, reviewedComment(pull, review));
    await world.issues.change(issue.number, { close: 'completed' });
    return [];
  } catch (error) {
    return [`the review of #${pull} is there, and its issue stays open: ${asSentence(error)}`];
  }
}

/** Told once: a comment of ours that says so is found again. */
async function escalate(
  world: ReviewWorld,
  letter: Letter,
  issue: ReviewIssue,
  { organization }: ReviewGround,
): Promise<readonly string[]> {
  try {
    const { comments } = await world.reviews.conversation(issue.number);
    const told = comments.some(
      ({ author, body }) => author !== null && author.id === issue.openedBy && bears(body, OVERDUE_MARKER),
    );
    if (!told) await world.issues.comment(issue.number, overdueComment(letter, organization.security));
    if (!issue.labels.includes(OVERDUE_LABEL))
      await world.issues.change(issue.number, { labels: [...issue.labels, OVERDUE_LABEL] });
    return [];
  } catch (error) {
    return [`the overdue review of #${letter.grant.pull} could not be escalated: ${asSentence(error)}`];
  }
}
