import { denied, pending, bothPolicies, type RuleInput, type Objection, type Result } from './rule.ts';
import type { Evidence, PullFact, ReviewFact } from './evidence.ts';
import { samlPrincipal } from './identity.ts';
import { isLate, REVIEW_RULES, type Ballot, type Weight } from './review.ts';
import { belongs, involvedIn, organizationsOf, peopleOf } from './rules/people.ts';
import type { Organization } from '../documents/organization.ts';
import type { ApprovalRule } from '../documents/policy.ts';

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

/** One person's last opinion, judged. */
interface JudgedReview extends ApprovalAccount {
  readonly person: string;
  readonly standing: Weight;
  readonly id: number;
}

/** Whether the people both policies demand approved the request, before the merge and at the head. */
export function approvalOf(subject: RuleInput): ApprovalJudgement {
  const { evidence } = subject;
  const { pull } = evidence;
  const judged =
    pull === null
      ? []
      : bothPolicies(subject).map(({ name, approval, proof }) =>
          judgeBallot({
            ...ballotOf(pull, organizationsOf(subject), evidence, evidence.onRecord?.quarantined ?? []),
            of: `policy ${name}`,
            entries: approval,
            proof,
          }),
        );
  return (
    judged.find(({ objections }) => objections.some(({ weight }) => weight === 'denied')) ??
    judged.find(({ objections }) => objections.length > 0) ??
    judged.at(-1) ?? { objections: [], accounts: [], countedLogins: [] }
  );
}

/** What a ballot knows of the people of a pull request. */
export function ballotOf(
  pull: PullFact,
  organizations: readonly Organization[],
  evidence: Evidence,
  quarantined: readonly number[],
): Omit<Ballot, 'of' | 'entries' | 'proof'> {
  const person = peopleOf(pull, organizations, evidence);
  const saml = organizations.some(({ identity }) => identity === 'saml');
  return {
    pull,
    evidence,
    person,
    identified: (id) => !saml || samlPrincipal(id, evidence) !== null,
    barred: new Set(involvedIn(pull).map(person)),
    quarantined: new Set(quarantined.map(person)),
  };
}

/**
 * Whether the required people approved exactly these bytes in time. Each account's last opinionated review no later than
 * the merge counts, if it approves the head commit and the person may approve; each entry needs its own people.
 */
export function judgeBallot(ballot: Ballot): ApprovalJudgement {
  const { pull, of: what, entries } = ballot;
  if (pull.reviews.length !== pull.reviewCount || pull.retargeted.length !== pull.retargetCount)
    return {
      objections: [
        pending(
          'pages-missing',
          `GitHub counts ${pull.reviewCount} reviews and ${pull.retargetCount} changes of base on #${pull.number} and lists ${pull.reviews.length} and ${pull.retargeted.length}`,
        ),
      ],
      accounts: [],
      countedLogins: [],
    };
  const opinions = lastOpinions(pull).map((review) => judgeReview(review, ballot));
  const accounts = opinions.map(({ login, counts, code, sentence }) => ({ login, counts, code, sentence }));
  const having = (standing: Weight) => opinions.filter((opinion) => opinion.standing === standing);
  // Before the merge what is missing may still come; after it, it cannot.
  const final = pull.state === 'open' ? pending : denied;
  const unclear = having('unclear');
  const against = [
    ...having('against').map(raise(final)),
    ...having('maybe against').map(raise(pending)),
    ...unclear.map(raise(pending)),
  ];
  const sure = assign(ballot, having('yes'), (answer) => answer === true);
  if (sure !== undefined)
    return {
      objections: against,
      accounts,
      countedLogins: against.length > 0 ? [] : [...new Set(sure.map(({ login }) => login))],
    };

  const maybe = having('maybe');
  const hopeful = assign(ballot, [...having('yes'), ...maybe, ...unclear], (answer) => answer !== false);
  const missing = { code: 'approval-missing', sentence: `${what} needs ${entries.map(inWords).join(' and ')}` };
  const unknown = { code: 'team-unknown', sentence: `a team of ${what} could not be read` };
  const why =
    hopeful !== undefined
      ? [...maybe, ...(maybe.length + unclear.length > 0 ? [] : [unknown])].map(raise(pending))
      : (having('no').length > 0 ? having('no') : [missing]).map(raise(final));
  return { objections: [...why, ...against], accounts, countedLogins: [] };
}

/** Each review as a part of what was decided. */
export function reviewResults({ accounts }: ApprovalJudgement): readonly Result[] {
  const maybe = new Set(REVIEW_RULES.filter(({ standing }) => isDoubt(standing)).map(({ code }) => code));
  return accounts.map(({ login, counts, code, sentence }) => ({
    rule: 'review',
    asks: `the review of ${login} counts`,
    outcome: counts ? 'holds' : maybe.has(code) ? 'pending' : 'denied',
    reasons: [{ code, sentence }],
    parts: [],
  }));
}

function isDoubt(standing: Weight): boolean {
  return standing === 'maybe' || standing === 'maybe against' || standing === 'unclear';
}

function raise(weigh: typeof denied): (said: { readonly code: string; readonly sentence: string }) => Objection {
  return ({ code, sentence }) => weigh(code, sentence);
}

/** Who may approve, for people: `1 of team:sre-leads`. */
export function inWords(rule: ApprovalRule): string {
  const from = rule.from.map((party) => (party.kind === 'team' ? `team:${party.slug}` : `user:${party.login}`));
  return `${rule.count} of ${from.join(', ')}`;
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
  const last = [...byAccount.values()].flatMap((reviews) => {
    const ordered = reviews.toSorted(inOrder);
    const timely = ordered.filter((review) => !isLate(review, pull));
    return (timely.length > 0 ? timely.at(-1) : ordered[0]) ?? [];
  });
  return last.toSorted((a, b) => inOrder(a, b) || (a.author?.id ?? 0) - (b.author?.id ?? 0));
}

/** What is not known of a review's time or turn puts it where its doubt weighs most: an approval first, others last. */
function inOrder(a: ReviewFact, b: ReviewFact): number {
  const [left, right] = [a.submittedAt ?? '9999', b.submittedAt ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  if ([a, b].every(({ id }) => /^\d+$/.test(id))) return Number(a.id) - Number(b.id);
  return Number(a.state !== 'APPROVED') - Number(b.state !== 'APPROVED') || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Where no rule says anything: it must not let an approval stand. */
const NOT_UNDERSTOOD = { code: 'review-unknown', standing: 'unclear', sentence: 'is not understood' } as const;

function judgeReview(review: ReviewFact, ballot: Ballot): JudgedReview {
  const { author } = review;
  const login = author?.login ?? 'a deleted account';
  const id = author?.id ?? 0;
  const eligible = belongs(
    id,
    ballot.entries.flatMap(({ from }) => from),
    ballot.evidence,
  );
  const vote = { review, pull: ballot.pull, ballot, eligible, person: ballot.person(id) };
  const [first = NOT_UNDERSTOOD] = REVIEW_RULES.flatMap(({ code, standing, says }) => {
    const sentence = says(vote);
    return sentence === undefined ? [] : [{ code, standing, sentence }];
  });
  const { code, standing, sentence } = first;
  return {
    login,
    id,
    person: vote.person,
    standing,
    counts: standing === 'yes',
    code,
    sentence: `${login}: ${sentence}`,
  };
}

/**
 * Gives each entry of the policy its own people, or `undefined` if they do not suffice: one person fills one place.
 * Kuhn's augmenting paths; the sets are a handful.
 */
function assign(
  { entries, evidence }: Ballot,
  opinions: readonly JudgedReview[],
  suffices: (belongs: boolean | undefined) => boolean,
): readonly JudgedReview[] | undefined {
  const people = [...Map.groupBy(opinions, ({ person }) => person).values()];
  const places = entries.flatMap((rule) => Array.from({ length: rule.count }, () => rule));
  const holder = new Map<number, number>();
  const fitting = (place: number, one: number): JudgedReview | undefined =>
    people[one]?.find(({ id }) => suffices(belongs(id, places[place]?.from ?? [], evidence)));
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
