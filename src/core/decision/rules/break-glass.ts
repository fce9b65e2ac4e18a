import { denied, pending, type RuleInput, type Objection, type Rule } from '../rule.ts';

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
];

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
