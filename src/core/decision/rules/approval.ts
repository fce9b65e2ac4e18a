import { approvalOf, reviewResults } from '../approval.ts';
import type { Rule } from '../rule.ts';

/** The required people approved. A break-glass request needs no approval. */
export const approvalRules: readonly Rule[] = [
  {
    id: 'approvals',
    asks: 'the required people approved the head commit before the merge, and no approver requests changes',
    arises: ({ evidence, request, before, head }) =>
      evidence.pull !== null &&
      request.value?.breakGlass !== true &&
      (before.policy !== undefined || head.policy !== undefined),
    judge: (subject) => approvalOf(subject).objections,
    parts: (subject) => reviewResults(approvalOf(subject)),
  },
];
