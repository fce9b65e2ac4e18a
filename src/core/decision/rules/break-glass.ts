import { bothPolicies, denied, pending, type RuleInput, type Objection, type Rule } from '../rule.ts';

/*
 * Access without prior approval. Every other rule applies: file, merge, documents and identity. A person reviews the use
 * afterwards. The rule `admissible` checks that both policies offer break glass for this duration. The rules on people
 * check who may use it, and that their account has a second factor.
 */

/** True if the request breaks glass, so that it needs no approvals. */
function breaksGlass({ request }: RuleInput): boolean {
  return request.value?.breakGlass === true;
}

export const breakGlassRules: readonly Rule[] = [
  {
    id: 'break-glass-reviews',
    asks: 'the requester has no overdue break-glass review',
    arises: breaksGlass,
    judge: noReviewIsOverdue,
  },
  {
    id: 'break-glass-in-turn',
    asks: 'no more break-glass uses of the requester await their review than the policy allows',
    arises: breaksGlass,
    judge: fewUsesAwaitReview,
  },
];

/** Without a limit, one person could break glass again and again until the first review is overdue. */
function fewUsesAwaitReview(subject: RuleInput): readonly Objection[] {
  const { onRecord, pull } = subject.evidence;
  const { unreviewed, overdueReviews } = onRecord ?? {};
  // An overdue review bars the requester by itself, and an unknown one defers.
  if (unreviewed === undefined || overdueReviews?.length !== 0) return [];
  const requester = pull?.author?.login ?? 'the requester';
  if (unreviewed === null)
    return [
      pending('reviews-unknown', `${requester} breaks glass more than once in this run, so the next run decides`),
    ];
  const most = Math.min(...bothPolicies(subject).map(({ breakGlass }) => breakGlass?.unreviewed ?? 1));
  if (unreviewed.length < most) return [];
  const pulls = unreviewed.map((number) => `#${number}`).join(', ');
  return [
    denied(
      'review-awaited',
      `${requester} broke glass in ${pulls}, and nobody has reviewed that yet; have it reviewed, or ask for approval`,
    ),
  ];
}

function noReviewIsOverdue({ evidence: { onRecord, pull } }: RuleInput): readonly Objection[] {
  const requester = pull?.author?.login ?? 'the requester';
  const overdue = onRecord?.overdueReviews ?? null;
  if (overdue === null)
    return [pending('reviews-unknown', `this run does not know if a break-glass review of ${requester} is overdue`)];
  if (overdue.length === 0) return [];
  const pulls = overdue.map((pull) => `#${pull}`).join(', ');
  return [
    denied(
      'review-overdue',
      `${requester} broke glass in ${pulls}, and the review is overdue; have it reviewed, or ask for approval`,
    ),
  ];
}
