import type { ReasonTable } from './entry.ts';

const CHANGE_AGAIN =
  'Change the document again in a new pull request, and have it approved as `policyChanges` demands before the merge.';

/** The codes that only a change of policies can have. Others it has in common with requests. */
export const CHANGES = {
  'change-open': {
    what: 'The pull request that changes the document is still open.',
    next: 'Have it approved as `policyChanges` demands, then merge it.',
    final: 'after the merge',
  },
  'change-mixed': {
    what: 'The pull request changes files outside `policies/` too.',
    next: CHANGE_AGAIN,
    final: 'yes',
  },
  'change-unlisted': {
    what: 'The merge changed the document, and the pull request does not list it as changed.',
    next: 'Update the branch, check the difference, and change the document again in a new pull request.',
    final: 'yes',
  },
  'change-bytes-differ': {
    what: 'The merge left other bytes than the approvers saw.',
    next: 'Update the branch from the default branch, and change the document again in a new pull request.',
    final: 'yes',
  },
  'change-without-pull-request': {
    what: 'A commit changed the document without a pull request.',
    next: 'Revert the document to its accepted version, or change it in a pull request that others approve.',
    final: 'yes',
  },
  'change-pull-request-unknown': {
    what: 'GitHub does not name the pull request of the change yet. It does so within ten minutes of the merge.',
    next: 'Wait for the next run, or start one with `gh workflow run reconcile.yml`.',
    final: 'no',
  },
  'change-judged-late': {
    what: 'No run judged the change within a day of its merge. Later memberships prove nothing about that time.',
    next: CHANGE_AGAIN,
    final: 'yes',
  },
  'change-author-unknown': {
    what: 'An earlier change of the document was not accepted, and GitHub does not name its author.',
    next: 'Revert the document to its accepted version in a pull request. Then change it in another one.',
    final: 'yes',
  },
  'organization-broken': {
    what: 'The change leaves an organization that does not parse.',
    next: 'Correct `policies/organization.yaml` in a new pull request: `pullcord check policies/*.yaml` lists its issues.',
    final: 'yes',
  },
} as const satisfies ReasonTable;
