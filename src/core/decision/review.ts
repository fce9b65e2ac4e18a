import type { ApprovalRule, Proof } from '../documents/policy.ts';
import type { Evidence, PullFact, ReviewFact } from './evidence.ts';
import type { PersonKey } from './identity.ts';
import { unprovenAccount } from './rules/proof.ts';

/** The required approvals of one pull request, and the facts about those given. */
export interface Ballot {
  readonly pull: PullFact;
  /** The approved thing, for people: `policy orders`. */
  readonly of: string;
  readonly entries: readonly ApprovalRule[];
  /** The proof that approvers need. */
  readonly proof: Proof;
  readonly evidence: Evidence;
  readonly person: PersonKey;
  /** Whether it is known enough who an account is to tell it from another person's. */
  readonly identified: (id: number) => boolean;
  /** People who may not approve: whoever asks, and everybody who wrote or pushed a commit. */
  readonly barred: ReadonlySet<string>;
  readonly quarantined: ReadonlySet<string>;
}

/**
 * What a person's last opinion is worth. `maybe`: a fact that decides is not known. `unclear`: it may be an approval, or
 * stand against everybody else's.
 */
export type Weight = 'yes' | 'no' | 'maybe' | 'against' | 'maybe against' | 'unclear';

/** One review with what decides about it. */
export interface Vote {
  readonly review: ReviewFact;
  readonly pull: PullFact;
  readonly ballot: Ballot;
  /** Whether the author is among those asked; `undefined` while a team could not be read. */
  readonly eligible: boolean | undefined;
  readonly person: string;
}

/** When a review stands so: `says` gives the sentence, or nothing if this is not the case. */
export interface ReviewRule {
  readonly code: string;
  readonly standing: Weight;
  readonly says: (vote: Vote) => string | undefined;
}

const when = (is: boolean, sentence: string): string | undefined => (is ? sentence : undefined);

/**
 * The first that says something tells the standing. What might speak against is asked first, since a doubt about it must
 * not let an earlier approval stand; then what is known to be no; then what is not known.
 */
export const REVIEW_RULES: readonly ReviewRule[] = [
  {
    code: 'approval-late',
    standing: 'no',
    says: ({ review, pull }) => when(isLate(review, pull), 'the review came after the merge'),
  },
  {
    code: 'review-time-unknown',
    // Without its date nobody knows which of a person's opinions is the last.
    standing: 'unclear',
    says: ({ review }) => when(review.submittedAt === null, 'when the review came is not known'),
  },
  {
    code: 'reviewer-unknown',
    standing: 'maybe against',
    says: ({ review: { state, author } }) =>
      when(
        state !== 'APPROVED' && (author === null || author.id === null),
        'whose review this is cannot be told any more; dismiss it',
      ),
  },
  {
    code: 'changes-requested-by-other',
    standing: 'no',
    says: ({ review, eligible, ballot }) =>
      when(
        review.state === 'CHANGES_REQUESTED' && eligible === false,
        `asks for changes, and is no approver of ${ballot.of}`,
      ),
  },
  {
    code: 'changes-requested',
    standing: 'against',
    says: ({ review, eligible }) => when(review.state === 'CHANGES_REQUESTED' && eligible === true, 'asks for changes'),
  },
  {
    code: 'changes-requested',
    standing: 'maybe against',
    says: ({ review }) => when(review.state === 'CHANGES_REQUESTED', 'asks for changes'),
  },
  {
    code: 'approval-dismissed',
    standing: 'no',
    says: ({ review }) => when(review.state === 'DISMISSED', 'the approval was dismissed'),
  },
  {
    code: 'review-unknown',
    standing: 'unclear',
    says: ({ review }) => when(review.state !== 'APPROVED', 'gave an opinion of an unknown kind'),
  },
  {
    code: 'approval-not-a-person',
    standing: 'no',
    says: ({ review: { author } }) => when(author?.type !== 'User' || author.id === null, 'only people approve'),
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
        'the pull request was pointed at another branch after the approval',
      ),
  },
  {
    code: 'approval-barred',
    standing: 'no',
    says: ({ ballot, person }) => when(ballot.barred.has(person), 'wrote, pushed or asked for what is to be approved'),
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
      when(['read', 'none'].includes(permissionOf(vote) ?? ''), 'has no write permission on the repository'),
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
      when(!ballot.identified(author?.id ?? 0), 'whom single sign-on knows the account as could not be read'),
  },
  {
    code: 'team-unknown',
    standing: 'maybe',
    says: ({ eligible, ballot }) => when(eligible === undefined, `a team of ${ballot.of} could not be read`),
  },
  {
    code: 'permission-unknown',
    standing: 'maybe',
    says: (vote) => when(permissionOf(vote) === null, 'the permission on the repository could not be read'),
  },
  {
    code: 'second-factor-unknown',
    standing: 'maybe',
    says: (vote) => unprovenAs('second-factor-unknown', vote),
  },
  {
    code: 'approval',
    standing: 'yes',
    says: ({ pull }) => `approved ${pull.head.sha.slice(0, 12)}`,
  },
];

export function isLate(review: ReviewFact, pull: PullFact): boolean {
  return pull.mergedAt !== null && review.submittedAt !== null && review.submittedAt > pull.mergedAt;
}

function permissionOf({ ballot, review }: Vote) {
  return ballot.evidence.permissions[String(review.author?.id ?? 0)] ?? null;
}

function unprovenAs(code: string, { ballot, review }: Vote): string | undefined {
  const objection = unprovenAccount(review.author?.id ?? 0, ballot.proof, ballot.evidence);
  return objection?.code === code ? objection.sentence : undefined;
}
