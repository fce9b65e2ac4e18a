import { denied, pending, bothPolicies, type RuleInput, type Objection, type Result } from './rule.ts';
import type { PeopleFacts, PullFact, ReviewFact } from './evidence.ts';
import { samlPrincipal } from './identity.ts';
import { isLate, partiesOf, REVIEW_RULES, type Ballot, type Standing, type Weight } from './review.ts';
import { belongs, involvedIn, listed, organizationsOf, peopleOf, unreadTeams } from './rules/people.ts';
import { writeParty } from '../documents/parties.ts';
import { DEFAULT_APPROVAL_AGE, type Organization } from '../documents/organization.ts';
import type { ApprovalRule } from '../documents/policy.ts';
import { addSeconds, type Instant } from '../time.ts';

/** One person's last opinion: if it counts, and the cause. */
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
type JudgedReview = ApprovalAccount & Standing & { readonly person: string; readonly id: number };

/** Judges if the people that both policies demand approved the request, before the merge and at the head. */
export function approvalOf(subject: RuleInput): ApprovalJudgement {
  const { evidence } = subject;
  const { pull } = evidence;
  const judged =
    pull === null
      ? []
      : bothPolicies(subject).map(({ name, approval, proof }) =>
          judgeBallot({
            ...ballotOf(pull, organizationsOf(subject), evidence, {
              quarantined: evidence.onRecord?.quarantined ?? [],
            }),
            of: `policy ${name}`,
            entries: approval,
            proof,
            offeredAt: subject.offeredAt,
            oldest: oldestApproval(pull, subject),
          }),
        );
  return (
    judged.find(({ objections }) => objections.some(({ weight }) => weight === 'denied')) ??
    judged.find(({ objections }) => objections.length > 0) ??
    judged.at(-1) ?? { objections: [], accounts: [], countedLogins: [] }
  );
}

/** Returns the time before which approvals have expired. If two organizations decide, the shorter age counts. */
function oldestApproval({ mergedAt }: PullFact, subject: RuleInput): Instant | undefined {
  const { edition = 1, gathered } = subject.evidence;
  if (edition < EXPIRING) return undefined;
  const ages = organizationsOf(subject).map(({ approvalMaxAge }) => approvalMaxAge ?? DEFAULT_APPROVAL_AGE);
  return ages.length === 0 ? undefined : addSeconds(mergedAt ?? gathered, -Math.min(...ages));
}

/** The first edition of the rules in which approvals expire. */
const EXPIRING = 2;

/** Numeric ids of people whose approval does not count, besides those of the pull request itself. */
interface OtherPeople {
  readonly quarantined?: readonly number[];
  /** Everybody who made earlier changes that this pull request stands on. */
  readonly contributors?: readonly number[];
}

/** The facts about the people of a pull request that every ballot needs. */
export function ballotOf(
  pull: PullFact,
  organizations: readonly Organization[],
  evidence: PeopleFacts,
  { quarantined = [], contributors = [] }: OtherPeople,
): Omit<Ballot, 'of' | 'entries' | 'proof' | 'offeredAt' | 'oldest'> {
  const person = peopleOf(pull, organizations, evidence, [...quarantined, ...contributors]);
  const saml = organizations.some(({ identity }) => identity === 'saml');
  return {
    pull,
    evidence,
    person,
    identified: (id) => !saml || samlPrincipal(id, evidence) !== null,
    barred: new Set([...involvedIn(pull), ...contributors].map(person)),
    quarantined: new Set(quarantined.map(person)),
  };
}

/**
 * Judges if the required people approved exactly these bytes in time. It reads each account's last opinionated review no
 * later than the merge. The review counts if it approves the head commit and the person may approve. Each entry needs its
 * own people.
 */
export function judgeBallot(ballot: Ballot): ApprovalJudgement {
  const { pull } = ballot;
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
  // Before the merge, missing approvals may still come. After it, they cannot.
  const final = pull.state === 'open' ? pending : denied;
  const unclear = having(opinions, 'unclear');
  const against = [
    ...having(opinions, 'against').map(({ code, sentence }) => final(code, sentence)),
    ...[...having(opinions, 'maybe against'), ...unclear].map(({ code, sentence }) => pending(code, sentence)),
  ];
  const counting = having(opinions, 'yes');
  const sure = seat(ballot, counting, (answer) => answer === true);
  if (sure.open.length === 0)
    return {
      objections: against,
      accounts,
      countedLogins: against.length > 0 ? [] : [...new Set(sure.seated.map(({ login }) => login))],
    };

  const maybe = having(opinions, 'maybe');
  const hopeful = seat(ballot, [...counting, ...maybe, ...unclear], (answer) => answer !== false);
  const why =
    hopeful.open.length > 0
      ? [final('approval-missing', missingSentence(ballot, opinions, sure))]
      : [...maybe.map(({ code, sentence }) => pending(code, sentence)), ...unreadTeam(ballot, [...maybe, ...unclear])];
  return { objections: [...why, ...against], accounts, countedLogins: [] };
}

/** Each review as a part of the decision. */
export function reviewResults({ accounts }: ApprovalJudgement): readonly Result[] {
  const maybe = new Set<string>(REVIEW_RULES.filter(({ standing }) => isDoubt(standing)).map(({ code }) => code));
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

type Having<W extends Weight> = JudgedReview & Extract<Standing, { readonly standing: W }>;

function having<W extends Weight>(opinions: readonly JudgedReview[], standing: W): readonly Having<W>[] {
  return opinions.filter((opinion): opinion is Having<W> => opinion.standing === standing);
}

/** Returns who may approve, for people: `1 of team:sre-leads`. */
export function inWords(rule: ApprovalRule): string {
  return `${rule.count} of ${rule.from.map(writeParty).join(', ')}`;
}

/** Reviews that a reason names; it counts the others. */
const MOST_NAMED = 3;

/** Names who must approve, how many are missing, and the reviews that do not count. */
function missingSentence({ of: what, entries }: Ballot, opinions: readonly JudgedReview[], sure: Seating): string {
  const ignored = having(opinions, 'no').map(({ login, code }) => `${login} (${code})`);
  return [
    `${what} needs ${entries.map(inWords).join(' and ')}`,
    ...(sure.seated.length > 0 ? [`${stillNeeded(sure.open)} must approve`] : []),
    ...sharedAccounts(having(opinions, 'yes')),
    ...(ignored.length === 0
      ? []
      : [
          `${ignored.length === 1 ? '1 review does' : `${ignored.length} reviews do`} not count: ${listed(ignored, MOST_NAMED)}`,
        ]),
  ].join('; ');
}

/** The open places by entry: `1 more of team:sre-leads`. */
function stillNeeded(open: readonly ApprovalRule[]): string {
  return [...Map.groupBy(open, (rule) => rule)]
    .map(([{ from }, places]) => inWords({ from, count: places.length }).replace(' of ', ' more of '))
    .join(' and ');
}

/** Explains why several approvals fill one place: their accounts belong to one person. */
function sharedAccounts(counting: readonly JudgedReview[]): readonly string[] {
  return [...Map.groupBy(counting, ({ person }) => person).values()]
    .filter((accounts) => accounts.length > 1)
    .map((accounts) => {
      const logins = accounts.map(({ login }) => login);
      return `${logins.slice(0, -1).join(', ')} and ${logins.at(-1) ?? ''} belong to one person, who fills one place`;
    });
}

/** If no review is in doubt, only an unread team can be the doubt. */
function unreadTeam({ of: what, entries, evidence }: Ballot, doubtful: readonly unknown[]): readonly Objection[] {
  return doubtful.length > 0
    ? []
    : [pending('team-unknown', `${unreadTeams(partiesOf(entries), evidence)} of ${what} could not be read`)];
}

/** Returns the review as it was at the merge. A dismissal after it changes nothing that was due. */
function asOfMerge(review: ReviewFact, { mergedAt }: PullFact): ReviewFact {
  const { state, dismissal } = review;
  return state === 'DISMISSED' && dismissal != null && mergedAt !== null && dismissal.at > mergedAt
    ? { ...review, state: dismissal.was }
    : review;
}

const NO_OPINIONS: readonly ReviewFact['state'][] = ['COMMENTED', 'PENDING'];

/**
 * Returns each account's last opinion no later than the merge. If all of them came later, the first one stands in, so
 * that the report names it. Comments change no opinion.
 */
function lastOpinions(pull: PullFact): ReviewFact[] {
  const byAccount = Map.groupBy(
    pull.reviews.map((review) => asOfMerge(review, pull)).filter(({ state }) => !NO_OPINIONS.includes(state)),
    ({ author }) => author?.id ?? null,
  );
  const last = [...byAccount.values()].flatMap((reviews) => {
    const ordered = reviews.toSorted(inOrder);
    const timely = ordered.filter((review) => !isLate(review, pull));
    return (timely.length > 0 ? timely.at(-1) : ordered[0]) ?? [];
  });
  return last.toSorted((a, b) => inOrder(a, b) || (a.author?.id ?? 0) - (b.author?.id ?? 0));
}

/** Sorts by time, then by id. A review without a known turn goes where its doubt weighs most: an approval first. */
function inOrder(a: ReviewFact, b: ReviewFact): number {
  const [left, right] = [a.submittedAt ?? '9999', b.submittedAt ?? '9999'];
  if (left !== right) return left < right ? -1 : 1;
  if ([a, b].every(({ id }) => /^\d+$/.test(id))) return Number(a.id) - Number(b.id);
  return Number(a.state !== 'APPROVED') - Number(b.state !== 'APPROVED') || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** The standing of a review that no rule matches. It must not leave an approval in force. */
const NOT_UNDERSTOOD = { code: 'review-unknown', standing: 'unclear' } as const;

function judgeReview(review: ReviewFact, ballot: Ballot): JudgedReview {
  const { author } = review;
  const login = author?.login ?? 'a deleted account';
  const id = author?.id ?? 0;
  const eligible = belongs(id, partiesOf(ballot.entries), ballot.evidence);
  const vote = { review, pull: ballot.pull, ballot, eligible, person: ballot.person(id) };
  const [first = { rule: NOT_UNDERSTOOD, says: 'no rule matches the review' }] = REVIEW_RULES.flatMap((rule) => {
    const says = rule.says(vote);
    return says === undefined ? [] : [{ rule, says }];
  });
  const { rule, says } = first;
  return {
    ...standingOf(rule),
    login,
    id,
    person: vote.person,
    counts: rule.standing === 'yes',
    sentence: `${login}: ${says}`,
  };
}

function standingOf({ standing, code }: Standing): Standing {
  return { standing, code } as Standing;
}

/** The people who fill the places of a policy's entries, and the entry of each place that stays open. */
interface Seating {
  readonly seated: readonly JudgedReview[];
  readonly open: readonly ApprovalRule[];
}

/**
 * Seats as many people as possible; one person fills one place. Kuhn's augmenting paths find the maximum; the sets are
 * a handful.
 */
function seat(
  { entries, evidence }: Ballot,
  opinions: readonly JudgedReview[],
  suffices: (belongs: boolean | undefined) => boolean,
): Seating {
  const people = [...Map.groupBy(opinions, ({ person }) => person).values()];
  const places = entries.flatMap((rule) => Array.from({ length: rule.count }, () => rule));
  const holder = new Map<number, number>();
  const fitting = (place: number, one: number): JudgedReview | undefined =>
    people[one]?.find(({ id }) => suffices(belongs(id, places[place]?.from ?? [], evidence)));
  const fill = (place: number, tried: Set<number>): boolean => {
    for (let one = 0; one < people.length; one += 1) {
      if (tried.has(one) || fitting(place, one) === undefined) continue;
      tried.add(one);
      const taken = holder.get(one);
      if (taken !== undefined && !fill(taken, tried)) continue;
      holder.set(one, place);
      return true;
    }
    return false;
  };
  const open = places.filter((_, place) => !fill(place, new Set()));
  const seated = [...holder].flatMap(([one, place]) => fitting(place, one) ?? []);
  // No policy without places parses. If one existed, its approvals would not be complete.
  return places.length === 0 ? { seated: [], open: [{ from: [], count: 1 }] } : { seated, open };
}
