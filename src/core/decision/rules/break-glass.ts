import { denied, pending, type RuleInput, type Objection, type Rule } from '../rule.ts';

/*
 * Access without prior approval. Nothing else is let off: the file, the merge, the documents and the identity are asked
 * as ever, and somebody answers for it afterwards. That both policies have this path, and for so long, is among what they
 * find wrong with the document (`admissible`); who may ask on it, and that they have proved who they are whatever the
 * policy asks of others, is among the demands on people.
 */

/** Whether the request breaks glass, so that approvals are not asked for. */
function breaksGlass({ request }: RuleInput): boolean {
  return request.value?.breakGlass === true;
}

export const breakGlassRules: readonly Rule[] = [
  {
    id: 'break-glass-reviews',
    asks: 'no earlier review of theirs is overdue',
    arises: breaksGlass,
    judge: noReviewIsOverdue,
  },
];

function noReviewIsOverdue({ evidence: { onRecord } }: RuleInput): readonly Objection[] {
  const overdue = onRecord?.overdueReviews ?? null;
  if (overdue === null)
    return [
      pending('reviews-unknown', 'whether an earlier review of the requester is overdue is not known to this run'),
    ];
  if (overdue.length === 0) return [];
  const pulls = overdue.map((pull) => `#${pull}`).join(', ');
  return [
    denied(
      'review-overdue',
      `glass was broken before and the review is overdue: ${pulls}; have it reviewed, or ask for approval`,
    ),
  ];
}
