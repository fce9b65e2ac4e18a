import { bothPolicies, denied, gravest, pending, type Case, type Objection, type Rule } from '../case.ts';
import type { BreakGlass, Policy } from '../../documents/policy.ts';
import { formatDuration } from '../../time.ts';

/*
 * Access without prior approval. Nothing else is let off: the file, the merge, the documents and the identity are asked
 * as ever, and somebody answers for it afterwards. Who may ask on this path, and that they have proved who they are
 * whatever the policy asks of others, is among the demands on people.
 */

/** Whether the request breaks glass, so that approvals are not asked for. */
function breaksGlass({ request }: Case): boolean {
  return request.value?.breakGlass === true;
}

export const breakGlassRules: readonly Rule[] = [
  rule('break-glass-offered', 'the policy has a break-glass path', isOffered),
  rule('break-glass-duration', 'it lasts no longer than breaking glass may', isShortEnough),
  rule('break-glass-reviews', 'no earlier review of theirs is overdue', noReviewIsOverdue),
];

function rule(id: string, asks: string, judge: Rule['judge']): Rule {
  return { id, asks, arises: breaksGlass, judge };
}

/** The document's own check says the same at its place in the file; it is not said twice. */
function isOffered(subject: Case): readonly Objection[] {
  if (subject.admission.some(({ code }) => code === 'break-glass-not-offered')) return [];
  return gravest(
    bothPolicies(subject)
      .filter(({ breakGlass }) => breakGlass === undefined)
      .map(({ name }) => denied('break-glass-not-offered', `policy ${name} has no break-glass path`)),
  );
}

function isShortEnough(subject: Case): readonly Objection[] {
  const duration = subject.request.value?.duration ?? 0;
  if (subject.admission.some(({ code }) => code === 'duration-over-break-glass')) return [];
  return gravest(
    paths(subject)
      .filter(([, { maxDuration }]) => duration > maxDuration)
      .map(([{ name }, { maxDuration }]) =>
        denied(
          'duration-over-break-glass',
          `${formatDuration(duration)} is longer than ${name} allows when breaking glass; at most ${formatDuration(maxDuration)}`,
        ),
      ),
  );
}

function noReviewIsOverdue({ evidence: { onRecord } }: Case): readonly Objection[] {
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

function paths(subject: Case): readonly (readonly [Policy, BreakGlass])[] {
  return bothPolicies(subject).flatMap((policy) =>
    policy.breakGlass === undefined ? [] : [[policy, policy.breakGlass] as const],
  );
}
