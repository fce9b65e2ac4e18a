import type { ApprovalRule, Party, Proof } from '../documents/policy.ts';
import type { Instant } from '../time.ts';
import type { PeopleFacts, PullFact, ReviewFact } from './evidence.ts';
import type { PersonKey } from './identity.ts';
import type { DeferralCode, EitherCode, ReviewCode } from '../reasons/codes.ts';
import { unreadTeams } from './rules/people.ts';
import { unprovenAccount } from './rules/proof.ts';

/** The required approvals of one pull request, and the facts about those given. */
export interface Ballot {
  readonly pull: PullFact;
  /** The approved thing, for people: `policy orders`. */
  readonly of: string;
  readonly entries: readonly ApprovalRule[];
  /** The proof that approvers need. */
  readonly proof: Proof;
  readonly evidence: PeopleFacts;
  readonly person: PersonKey;
  /** True if an account's identity is known well enough to distinguish two people. */
  readonly identified: (id: number) => boolean;
  /** People who may not approve: the requester, and everybody who wrote or pushed a commit. */
  readonly barred: ReadonlySet<string>;
  readonly quarantined: ReadonlySet<string>;
  /** Reviews submitted before this time have expired; `undefined`: approvals do not expire. */
  readonly oldest: Instant | undefined;
  /** True if the same access was on offer at that time; `undefined` if that is not known. */
  readonly offeredAt: (at: Instant) => boolean | undefined;
}

/** The codes that a review of each weight may have. */
interface CodesByWeight {
  yes: ReviewCode;
  no: ReviewCode;
  /** A fact that decides is unknown. */
  maybe: DeferralCode;
  against: EitherCode;
  'maybe against': EitherCode | DeferralCode;
  /** It may be an approval, or block all other approvals. */
  unclear: DeferralCode;
}

/** The weight of a person's last opinion. */
export type Weight = keyof CodesByWeight;

/** The weight of a review, with a code that fits it. */
export type Standing = {
  [W in Weight]: { readonly standing: W; readonly code: CodesByWeight[W] };
}[Weight];

/** One review with the facts that decide its weight. */
export interface Vote {
  readonly review: ReviewFact;
  readonly pull: PullFact;
  readonly ballot: Ballot;
  /** True if the author is an approver; `undefined` while a team is unread. */
  readonly eligible: boolean | undefined;
  readonly person: string;
}

/** The test for one standing of a review. `says` returns the sentence, or nothing if the test does not apply. */
export type ReviewRule = Standing & { readonly says: (vote: Vote) => string | undefined };

const when = (is: boolean, sentence: string): string | undefined => (is ? sentence : undefined);

/**
 * The tests in their order: the first that returns a sentence decides. Objections come first, so that a doubt about one
 * does not leave an earlier approval in force. Known causes against an approval come next, unknown facts last.
 */
export const REVIEW_RULES: readonly ReviewRule[] = [
  {
    code: 'approval-late',
    standing: 'no',
    says: ({ review, pull }) =>
      when(isLate(review, pull), `reviewed at ${review.submittedAt ?? ''}, after the merge at ${pull.mergedAt ?? ''}`),
  },
  {
    code: 'review-time-unknown',
    // Without its date, a person's last opinion is unknown.
    standing: 'unclear',
    says: ({ review }) => when(review.submittedAt === null, 'GitHub did not return the time of the review'),
  },
  {
    code: 'reviewer-unknown',
    standing: 'maybe against',
    says: ({ review: { state, author } }) =>
      when(
        state !== 'APPROVED' && (author === null || author.id === null),
        'the account of this review is deleted; dismiss the review',
      ),
  },
  {
    code: 'changes-requested-by-other',
    standing: 'no',
    says: ({ review, eligible, ballot }) =>
      when(
        review.state === 'CHANGES_REQUESTED' && eligible === false,
        `requests changes, and is not an approver of ${ballot.of}`,
      ),
  },
  {
    code: 'changes-requested',
    standing: 'against',
    says: ({ review, eligible, pull }) =>
      when(review.state === 'CHANGES_REQUESTED' && eligible === true, `requests changes on #${pull.number}`),
  },
  {
    code: 'changes-requested',
    standing: 'maybe against',
    says: (vote) =>
      when(
        vote.review.state === 'CHANGES_REQUESTED',
        `requests changes on #${vote.pull.number}, and may be an approver: ${unreadTeamsOf(vote)} could not be read`,
      ),
  },
  {
    code: 'dismissal-unknown',
    // If it came after the merge, the opinion before it counts.
    standing: 'unclear',
    says: ({ review: { state, dismissal }, pull: { mergedAt } }) =>
      when(
        state === 'DISMISSED' && dismissal === null && mergedAt !== null,
        'the review was dismissed, and GitHub did not return if that was before the merge',
      ),
  },
  {
    code: 'approval-dismissed',
    standing: 'no',
    says: ({ review }) => when(review.state === 'DISMISSED', 'the review was dismissed'),
  },
  {
    code: 'review-unknown',
    standing: 'unclear',
    says: ({ review }) =>
      when(review.state !== 'APPROVED', `gave a review of the unknown state ${JSON.stringify(review.state)}`),
  },
  {
    code: 'approval-not-a-person',
    standing: 'no',
    says: ({ review: { author } }) =>
      when(
        author?.type !== 'User' || author.id === null,
        `${author === null || author.id === null ? 'the account is deleted' : `the account has the type ${author.type}`}; only people approve`,
      ),
  },
  {
    code: 'approval-stale',
    standing: 'no',
    says: ({ review: { commit }, pull: { head } }) =>
      when(
        commit === null || commit !== head.sha,
        `approved ${(commit ?? 'an unknown commit').slice(0, 12)}, not the head ${head.sha.slice(0, 12)}`,
      ),
  },
  {
    code: 'approval-retargeted',
    standing: 'no',
    says: ({ review: { submittedAt }, pull }) =>
      when(
        pull.retargeted.some((instant) => submittedAt === null || instant >= submittedAt),
        `the base of #${pull.number} changed after the approval`,
      ),
  },
  {
    code: 'approval-expired',
    standing: 'no',
    says: ({ ballot: { oldest }, review: { submittedAt } }) =>
      when(
        oldest !== undefined && submittedAt !== null && submittedAt < oldest,
        `approved at ${submittedAt ?? ''}; only approvals since ${oldest ?? ''} counted at the merge`,
      ),
  },
  {
    code: 'approval-barred',
    standing: 'no',
    says: ({ ballot, person, pull }) =>
      when(
        ballot.barred.has(person),
        `opened #${pull.number}, wrote or pushed a commit of it, or made an earlier change in it`,
      ),
  },
  {
    code: 'approval-other-access',
    standing: 'no',
    says: ({ ballot, review: { submittedAt } }) =>
      when(
        submittedAt !== null && ballot.offeredAt(submittedAt) === false,
        `approved at ${submittedAt ?? ''}, when ${ballot.of} gave other access`,
      ),
  },
  {
    code: 'approval-quarantined',
    standing: 'no',
    says: ({ ballot, person }) => when(ballot.quarantined.has(person), 'is in quarantine'),
  },
  {
    code: 'approval-not-eligible',
    standing: 'no',
    says: ({ eligible, ballot }) => when(eligible === false, `is not among the approvers of ${ballot.of}`),
  },
  {
    code: 'approval-without-write',
    standing: 'no',
    says: (vote) =>
      when(
        ['read', 'none'].includes(permissionOf(vote) ?? ''),
        `has the permission ${JSON.stringify(permissionOf(vote))} on the repository, not write`,
      ),
  },
  {
    code: 'approval-second-factor-missing',
    standing: 'no',
    says: (vote) => unprovenAs('second-factor-missing', vote),
  },
  {
    code: 'identity-unknown',
    standing: 'maybe',
    says: ({ ballot, review: { author } }) =>
      when(!ballot.identified(author?.id ?? 0), 'GitHub did not return the SAML name of the account'),
  },
  {
    code: 'team-unknown',
    standing: 'maybe',
    says: (vote) =>
      when(
        vote.eligible === undefined,
        `approves ${vote.ballot.of} only as a member of ${unreadTeamsOf(vote)}, which could not be read`,
      ),
  },
  {
    code: 'permission-unknown',
    standing: 'maybe',
    says: (vote) => when(permissionOf(vote) === null, 'GitHub did not return the permission on the repository'),
  },
  {
    code: 'second-factor-unknown',
    standing: 'maybe',
    says: (vote) => unprovenAs('second-factor-unknown', vote),
  },
  {
    code: 'policies-unknown',
    standing: 'maybe',
    says: ({ ballot, review: { submittedAt } }) =>
      when(
        submittedAt !== null && ballot.offeredAt(submittedAt) === undefined,
        `the access that ${ballot.of} gave at ${submittedAt ?? ''} could not be read`,
      ),
  },
  {
    code: 'approval',
    standing: 'yes',
    says: ({ pull }) => `approved ${pull.head.sha.slice(0, 12)}`,
  },
];

/** True if a review came after the merge. */
export function isLate(review: ReviewFact, pull: PullFact): boolean {
  return pull.mergedAt !== null && review.submittedAt !== null && review.submittedAt > pull.mergedAt;
}

/** Names the teams of a policy that could not be read: `team:sre-leads`. */
function unreadTeamsOf({ ballot }: Vote): string {
  return unreadTeams(partiesOf(ballot.entries), ballot.evidence);
}

export function partiesOf(entries: readonly ApprovalRule[]): readonly Party[] {
  return entries.flatMap(({ from }) => from);
}

function permissionOf({ ballot, review }: Vote) {
  return ballot.evidence.permissions[String(review.author?.id ?? 0)] ?? null;
}

function unprovenAs(code: string, { ballot, review }: Vote): string | undefined {
  const objection = unprovenAccount(review.author?.id ?? 0, ballot.proof, ballot.evidence);
  return objection?.code === code ? objection.sentence : undefined;
}
