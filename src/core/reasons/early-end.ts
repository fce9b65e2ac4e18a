import type { ReasonTable } from './entry.ts';

const ASK_AGAIN = 'Nothing. If you still need the access, ask again in a new pull request.';

/** The codes on record of access that ended before its window did. */
export const EARLY_END = {
  'revoked-by-comment': {
    what: 'A person who may revoke wrote `/revoke` on the pull request. The record names the person, time and place.',
    next: ASK_AGAIN,
    final: 'yes',
  },
  'revoked-by-dispatch': {
    what: 'A person started a run with the input `revoke`.',
    next: ASK_AGAIN,
    final: 'yes',
  },
  'person-quarantined': {
    what: 'The person who held the access is in quarantine. The record names who ordered it, and the reason.',
    next: 'Talk to `security`. A release from quarantine does not restore the access.',
    final: 'yes',
  },
  'request-deleted': {
    what: "The request's file was deleted from the default branch.",
    next: ASK_AGAIN,
    final: 'yes',
  },
  'request-changed': {
    what: "The request's file was edited on the default branch. An edit never grants access.",
    next: 'Nothing. If you still need the access, ask again under a new file name.',
    final: 'yes',
  },
  'policy-withdrawn': {
    what: "The policy's file was deleted from the default branch.",
    next: 'Nothing. If you still need the access, ask again under another policy.',
    final: 'yes',
  },
} as const satisfies ReasonTable;
