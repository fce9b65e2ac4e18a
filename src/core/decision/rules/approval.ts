import { approvalOf, reviewResults } from '../approval.ts';
import type { Rule } from '../rule.ts';

/** Whether the required people approved; breaking glass asks for nobody's approval. */
export const approvalRules: readonly Rule[] = [
  {
    id: 'approvals',
    asks: 'everybody the policy demands approved the head commit before the merge, and nobody who may objects',
    arises: ({ evidence, request, before, head }) =>
      evidence.pull !== null &&
      request.value?.breakGlass !== true &&
      (before.policy !== undefined || head.policy !== undefined),
    judge: (subject) => approvalOf(subject).objections,
    parts: (subject) => reviewResults(approvalOf(subject)),
  },
];
