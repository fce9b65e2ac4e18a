import type { ReasonTable } from './entry.ts';

const APPROVE_ANEW = 'Ask the reviewer to approve the newest commit again.';
const ANOTHER_APPROVER = 'Ask another approver. `pullcord explain NUMBER` names them.';

/** The codes of single reviews: the one that counts, and the causes why another does not. */
export const REVIEWS = {
  approval: {
    what: 'The approval counts.',
    next: 'Nothing.',
    final: 'after the merge',
  },
  'approval-barred': {
    what: 'The reviewer may not approve. This person opened the pull request, or wrote or pushed a commit, under any account.',
    next: ANOTHER_APPROVER,
    final: 'after the merge',
  },
  'approval-dismissed': {
    what: 'The review was dismissed before the merge. A later dismissal changes nothing.',
    next: APPROVE_ANEW,
    final: 'after the merge',
  },
  'approval-expired': {
    what: 'The approval was older than `approvalMaxAge` of the organization at the merge (default: 24 hours).',
    next: APPROVE_ANEW,
    final: 'after the merge',
  },
  'approval-late': {
    what: 'The review came after the merge.',
    next: 'Ask again in a new pull request, and have it approved before the merge.',
    final: 'yes',
  },
  'approval-not-a-person': {
    what: 'A bot, an app or a deleted account reviewed.',
    next: ANOTHER_APPROVER,
    final: 'after the merge',
  },
  'approval-not-eligible': {
    what: "The reviewer is not among the policy's approvers.",
    next: ANOTHER_APPROVER,
    final: 'after the merge',
  },
  'approval-other-access': {
    what: 'The policy gave other access at the time of the approval than at the merge.',
    next: APPROVE_ANEW,
    final: 'after the merge',
  },
  'approval-quarantined': {
    what: 'The reviewer is in quarantine.',
    next: ANOTHER_APPROVER,
    final: 'after the merge',
  },
  'approval-retargeted': {
    what: 'The base of the pull request changed after the approval.',
    next: APPROVE_ANEW,
    final: 'after the merge',
  },
  'approval-second-factor-missing': {
    what: 'The reviewer has no two-factor authentication.',
    next: 'Ask the reviewer to turn on two-factor authentication, or ask another approver.',
    final: 'after the merge',
  },
  'approval-stale': {
    what: 'The reviewer approved an older commit than the newest one.',
    next: APPROVE_ANEW,
    final: 'after the merge',
  },
  'approval-without-write': {
    what: 'The reviewer has no write permission on the repository.',
    next: 'Ask an administrator to give the reviewer write permission, or ask another approver.',
    final: 'after the merge',
  },
  'changes-requested-by-other': {
    what: 'A person who is not an approver requests changes. The request does not need an approval by that person.',
    next: 'Nothing. Read the review anyway.',
    final: 'after the merge',
  },
} as const satisfies ReasonTable;
