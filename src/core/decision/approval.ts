import { denied, pending, policiesOf, type Case, type Objection } from './case.ts';
import type { PullFact, ReviewFact } from './evidence.ts';
import type { ApprovalRule, Policy } from '../documents/policy.ts';
import { belongs, personOf, unproven } from './rules/people.ts';

/** Why one person's opinion counts or does not, in a sentence. */
export interface ApprovalAccount {
  readonly login: string;
  readonly counts: boolean;
  readonly code: string;
  readonly sentence: string;
}

export interface ApprovalJudgement {
  readonly objections: readonly Objection[];
  readonly accounts: readonly ApprovalAccount[];
  readonly countedLogins: readonly string[];
}

/** One person's last opinion, judged. `maybe`: a fact that decides is not known. */
interface Opinion extends ApprovalAccount {
  readonly person: string;
  readonly standing: 'yes' | 'no' | 'maybe' | 'against' | 'maybe against';
  readonly id: number;
}

/**
 * Whether the required people approved exactly these bytes in time. Each person's last opinionated review no later than
 * the merge counts, if it approves the head commit and the person may approve; each entry of a policy needs its own
 * people. Both policies, before the merge and at the head, must be satisfied.
 */
export function judgeApprovals(subject: Case): ApprovalJudgement {
  const { pull } = subject.evidence;
  const { before, head } = policiesOf(subject);
  const policies = [before, head].filter((policy) => policy !== undefined);
  if (pull === null || policies.length === 0) return { objections: [], accounts: [], countedLogins: [] };
  if (pull.reviews.length !== pull.reviewCount || pull.commits.length !== pull.commitCount)
    return {
      objections: [
        pending(
          'pages-missing',
          `GitHub counts ${pull.reviewCount} reviews and ${pull.commitCount} commits on #${pull.number} and lists ${pull.reviews.length} and ${pull.commits.length}`,
        ),
      ],
      accounts: [],
      countedLogins: [],
    };

  const commits = commitObjections(pull);
  const judged = policies.map((policy) => judgeUnder(policy, subject, pull));
  const worst =
    judged.find(({ objections }) => objections.some(({ weight }) => weight === 'denied')) ??
    judged.find(({ objections }) => objections.length > 0) ??
    judged.at(-1);
  return {
    objections: [...commits, ...(worst?.objections ?? [])],
    accounts: worst?.accounts ?? [],
    countedLogins: worst?.countedLogins ?? [],
  };
}

function judgeUnder(policy: Policy, subject: Case, pull: PullFact): ApprovalJudgement {
  const opinions = lastOpinions(pull).map((review) => judgeReview(review, policy, subject, pull));
  const accounts = opinions.map(({ login, counts, code, sentence }) => ({ login, counts, code, sentence }));
  const of = (standing: Opinion['standing']) => opinions.filter((opinion) => opinion.standing === standing);
  // Before the merge what is missing may still come; after it, it cannot.
  const final = pull.state === 'open' ? pending : denied;
  const against = [...of('against').map(raise(final)), ...of('maybe against').map(raise(pending))];
  const sure = assign(policy.approval, subject, of('yes'), (answer) => answer === true);
  if (sure !== undefined)
    return {
      objections: against,
      accounts,
      countedLogins: against.length > 0 ? [] : distinct(sure.map(({ login }) => login)),
    };

  const hopeful = assign(policy.approval, subject, [...of('yes'), ...of('maybe')], (answer) => answer !== false);
  const missing = {
    code: 'approval-missing',
    sentence: `policy ${policy.name} needs ${policy.approval.map(inWords).join(' and ')}`,
  };
  const unknown = { code: 'team-unknown', sentence: `a team of policy ${policy.name} could not be read` };
  const why =
    hopeful !== undefined
      ? (of('maybe').length > 0 ? of('maybe') : [unknown]).map(raise(pending))
      : (of('no').length > 0 ? of('no') : [missing]).map(raise(final));
  return { objections: [...why, ...against], accounts, countedLogins: [] };
}

function raise(weigh: typeof denied): (said: { readonly code: string; readonly sentence: string }) => Objection {
  return ({ code, sentence }) => weigh(code, sentence);
}

/** Who may approve, for people: `1 of team:sre-leads`. */
export function inWords(rule: ApprovalRule): string {
  const from = rule.from.map((party) => (party.kind === 'team' ? `team:${party.slug}` : `user:${party.login}`));
  return `${rule.count} of ${from.join(', ')}`;
}

/** A commit nobody answers for could be anybody's, an approver's own included. */
function commitObjections(pull: PullFact): Objection[] {
  return pull.commits.flatMap(({ sha, authors, authorCount, committer }) => {
    const commit = `commit ${sha.slice(0, 12)}`;
    if (authorCount === 0 || authors.includes(null) || committer === null)
      return [denied('commit-unattributed', `${commit} names an author or committer that is no GitHub account`)];
    if (authors.length !== authorCount)
      return [
        pending('pages-missing', `GitHub counts ${authorCount} authors of ${commit} and lists ${authors.length}`),
      ];
    return [];
  });
}

const NO_OPINIONS: readonly ReviewFact['state'][] = ['COMMENTED', 'PENDING'];

/**
 * Each account's last opinion no later than the merge, or, where all of them came later, the first of those, to be told
 * why it does not count. Comments change no opinion.
 */
function lastOpinions(pull: PullFact): ReviewFact[] {
  const byAccount = Map.groupBy(
    pull.reviews.filter(({ state }) => !NO_OPINIONS.includes(state)),
    ({ author }) => author?.id ?? null,
  );
  return [...byAccount.values()].flatMap((reviews) => {
    const ordered = reviews.toSorted(inOrder);
    const timely = ordered.filter((review) => !isLate(review, pull));
    return (timely.length > 0 ? timely.at(-1) : ordered[0]) ?? [];
  });
}

/** What is not known of a review's time or turn puts it where its doubt weighs most: an approval first, others last. */
function inOrder(a: ReviewFact, b: ReviewFact): number {
  const [left, right] = [a.submittedAt ?? '9999', b.submittedAt ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  if ([a, b].every(({ id }) => /^\d+$/.test(id))) return Number(a.id) - Number(b.id);
  return Number(a.state !== 'APPROVED') - Number(b.state !== 'APPROVED');
}

function isLate(review: ReviewFact, pull: PullFact): boolean {
  return pull.mergedAt !== null && review.submittedAt !== null && review.submittedAt > pull.mergedAt;
}

function judgeReview(review: ReviewFact, policy: Policy, subject: Case, pull: PullFact): Opinion {
  const { author } = review;
  const login = author?.login ?? 'a deleted account';
  const id = author?.id ?? 0;
  const organization = subject.head.organization;
  const person = String((organization === undefined ? undefined : personOf(id, organization)?.id) ?? id);
  const say = (standing: Opinion['standing'], code: string, sentence: string): Opinion => ({
    login,
    id,
    person,
    standing,
    counts: standing === 'yes',
    code,
    sentence: `${login}: ${sentence}`,
  });
  // What might speak against is asked first: a doubt about it must not let an earlier approval stand.
  if (isLate(review, pull)) return say('no', 'approval-late', 'the review came after the merge');
  if (review.submittedAt === null)
    return say('maybe against', 'review-time-unknown', 'when the review came is not known');
  const eligible = eligibility(id, policy, subject);
  if (review.state !== 'APPROVED' && (author === null || author.id === null))
    return say('maybe against', 'reviewer-unknown', 'whose review this is cannot be told any more; dismiss it');
  if (review.state === 'CHANGES_REQUESTED')
    return eligible === false
      ? say('no', 'changes-requested-by-other', 'asks for changes, and is no approver of this policy')
      : say(eligible === true ? 'against' : 'maybe against', 'changes-requested', 'asks for changes');
  if (review.state === 'DISMISSED') return say('no', 'approval-dismissed', 'the approval was dismissed');
  if (review.state !== 'APPROVED') return say('maybe against', 'review-unknown', 'gave an opinion of an unknown kind');
  if (author?.type !== 'User' || author.id === null) return say('no', 'approval-not-a-person', 'only people approve');
  if (review.commit === null || review.commit !== pull.head.sha)
    return say(
      'no',
      'approval-stale',
      `approved ${(review.commit ?? 'an unknown commit').slice(0, 12)}, not the head ${pull.head.sha.slice(0, 12)}`,
    );
  if (barred(subject, pull).has(person))
    return say('no', 'approval-barred', 'wrote or asked for what is to be approved');
  if (eligible === false)
    return say('no', 'approval-not-eligible', `is not among the approvers of policy ${policy.name}`);
  const permission = subject.evidence.permissions[String(id)] ?? null;
  if (permission === 'read' || permission === 'none')
    return say('no', 'approval-without-write', 'has no write permission on the repository');
  const proof = unproven(id, policy.proof, subject.evidence);
  if (proof?.weight === 'denied') return say('no', `approval-${proof.code}`, proof.sentence);
  if (eligible === undefined) return say('maybe', 'team-unknown', 'a team of the policy could not be read');
  if (permission === null)
    return say('maybe', 'permission-unknown', 'the permission on the repository could not be read');
  if (proof !== undefined) return say('maybe', proof.code, proof.sentence);
  return say('yes', 'approval', `approved ${pull.head.sha.slice(0, 12)}`);
}

function eligibility(id: number, policy: Policy, subject: Case): boolean | undefined {
  return belongs(
    id,
    policy.approval.flatMap(({ from }) => from),
    subject.evidence,
  );
}

/** People who may not approve: the requester and everybody who wrote a commit, under all their accounts. */
function barred(subject: Case, pull: PullFact): ReadonlySet<string> {
  const organization = subject.head.organization;
  const ids = [
    pull.author?.id ?? null,
    ...pull.commits.flatMap(({ authors, committer }) => [...authors, committer === 'github' ? null : committer]),
  ].filter((id) => id !== null);
  return new Set(
    ids.map((id) => String((organization === undefined ? undefined : personOf(id, organization)?.id) ?? id)),
  );
}

/**
 * Gives each entry of the policy its own people, or `undefined` if they do not suffice: one person fills one place.
 * Kuhn's augmenting paths; the sets are a handful.
 */
function assign(
  rules: readonly ApprovalRule[],
  subject: Case,
  opinions: readonly Opinion[],
  suffices: (belongs: boolean | undefined) => boolean,
): readonly Opinion[] | undefined {
  const people = [...Map.groupBy(opinions, ({ person }) => person).values()];
  const places = rules.flatMap((rule) => Array.from({ length: rule.count }, () => rule));
  const holder = new Map<number, number>();
  const fitting = (place: number, one: number): Opinion | undefined =>
    people[one]?.find(({ id }) => suffices(belongs(id, places[place]?.from ?? [], subject.evidence)));
  const seat = (place: number, tried: Set<number>): boolean => {
    for (let one = 0; one < people.length; one += 1) {
      if (tried.has(one) || fitting(place, one) === undefined) continue;
      tried.add(one);
      const taken = holder.get(one);
      if (taken !== undefined && !seat(taken, tried)) continue;
      holder.set(one, place);
      return true;
    }
    return false;
  };
  // No policy without places parses; if one came about, nobody would have approved.
  if (places.length === 0 || !places.every((_, place) => seat(place, new Set()))) return undefined;
  return [...holder].flatMap(([one, place]) => fitting(place, one) ?? []);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
