/*
 * Messages: all that a run reports besides records. A message's code fixes its severity, and the severities alone decide
 * the exit status. Codes are public and stable; docs list every one of them.
 */

/** `error`: something failed, exit 3. `warning`: no grants, or a refusal, exit 1. `notice`: a later run continues, exit 0. */
export type Severity = 'info' | 'notice' | 'warning' | 'error';

export interface Message {
  readonly severity: Severity;
  readonly code: MessageCode;
  readonly sentence: string;
}

/** Every code, its severity, and what it means. */
export const MESSAGE_CODES = {
  // GitHub
  'github-unreadable': ['error', 'GitHub did not return the repository, its documents or the time'],
  'requests-unreadable': ['error', 'GitHub did not return the request files'],
  'request-unjudged': ['error', 'GitHub did not return the evidence on one request'],
  'comments-unreadable': ['error', 'GitHub did not return the comments, so a `/revoke` may be unread'],
  'revoker-unknown': ['error', 'GitHub did not return the team that decides if a `/revoke` counts'],
  'revoke-ignored': ['info', 'a `/revoke` came from a person whose word does not count'],
  'nothing-to-revoke': ['info', 'a revocation was ordered, and the pull request has no live access'],
  'documents-invalid': ['warning', 'a document on the default branch has an issue'],
  'gate-unmet': ['warning', 'the repository is protected less than `require` demands'],
  'ledger-unprotected': ['info', 'people other than the App may write to the branch `audit`'],
  rerun: ['warning', 'a re-run of a workflow run grants nothing'],
  'revokes-only': ['warning', 'the run belongs to a quarantine and grants nothing'],
  // The ledger
  'ledger-missing': ['error', 'the branch `audit` is missing'],
  'ledger-unreadable': ['error', 'GitHub did not return the ledger'],
  'ledger-invalid': ['error', 'the ledger is damaged'],
  'ledger-in-doubt': ['error', 'the ledger contradicts its checkpoint, its keys, its anchors or the clock'],
  'ledger-mismatch': ['warning', 'the ledger began for another repository or installation'],
  'ledger-unsigned': ['error', 'the ledger could not be signed'],
  'tail-unsigned': ['info', 'records lay under no checkpoint before this run'],
  'tail-appended': ['error', 'records without a checkpoint appeared during this run'],
  'foreign-records': ['error', 'somebody else appended records, and they count for nothing'],
  'quarantine-unconfirmed': ['error', 'a quarantine lies under no checkpoint and holds until a person has asked'],
  'event-unrecorded': ['error', 'an event is not on record yet'],
  'quarantined-meanwhile': ['warning', 'a person was put in quarantine during this run'],
  'anchors-unread': ['notice', 'an anchor outside GitHub was unreadable'],
  'anchors-required': ['warning', 'an anchor was unreadable, and `ledger.anchorsRequired` is set'],
  'log-failed': ['error', 'the log outside GitHub did not accept an entry'],
  'bucket-failed': ['error', 'the bucket did not accept or return a checkpoint'],
  'ledger-forked': ['error', 'the bucket holds another checkpoint of the same size'],
  // Google Cloud
  'clock-unknown': ['warning', 'Google did not send the time'],
  'clocks-apart': ['warning', "GitHub's and Google's clocks differ too much, or one is missing"],
  'installation-unknown': ['error', 'the installation or the repository id is unknown'],
  'resource-unreadable': ['error', 'Google did not return the IAM policy of a resource'],
  'resource-unsafe': ['error', 'an IAM policy cannot be written back unchanged'],
  'resource-failed': ['error', 'an unexpected failure on one resource'],
  'grant-rejected': ['error', 'Google rejects a grant as invalid'],
  'grants-untried': ['error', 'Google rejected too many grants on one resource'],
  'iam-refused': ['error', 'Google refuses the write'],
  'iam-unsettled': ['error', 'an IAM policy kept changing, or Google kept failing'],
  'condition-lost': ['error', 'Google kept a binding without its condition'],
  'access-waits': ['notice', 'access stays as it is until a later run can decide'],
  'name-taken': ['notice', 'another repository uses the same installation name on a resource'],
  'policy-full': ['notice', 'an IAM policy has no room for another grant'],
  'policy-large': ['info', "an IAM policy grows towards Google's limits"],
  'access-without-request': ['info', 'a binding of a managed role stands without a request'],
  // Follow-up
  'review-owed': ['notice', 'broken glass waits for its review'],
  'review-failed': ['error', 'a review could not be asked for, read or closed'],
  'release-waits': ['notice', 'a release from quarantine waits for its approval'],
  'drift-unreported': ['error', 'no issue could be opened about drift'],
  'usage-waits': ['notice', 'the audit logs could not be read yet'],
  // Quarantine
  'run-failed': ['error', 'the run of a quarantine failed'],
  'quarantine-refused': ['warning', 'the caller may not do this, or the person is unknown'],
  'caller-unknown': ['error', 'it is unknown if the caller may quarantine'],
  'caller-unchecked': ['error', 'GitHub is unreachable, so the caller was not checked'],
  'refusal-unrecorded': ['error', 'the refusal is not on record'],
  'quarantine-unrecorded': ['error', 'the quarantine is not on record, or only without a signature'],
  'deny-failed': ['error', 'a deny policy was not placed or not removed'],
  // Checks
  'access-ends': ['info', 'merging removes a request, which ends its access'],
  'policies-valid': ['info', 'every document in `policies/` is valid'],
  'policies-broken': ['info', 'documents on the default branch have issues'],
  'no-second-factor': ['info', 'a policy asks for no second factor'],
  'gate-unread': ['error', 'GitHub did not return a part of the protection'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

export type MessageCode = keyof typeof MESSAGE_CODES;

export function message(code: MessageCode, sentence: string): Message {
  return { severity: MESSAGE_CODES[code][0], code, sentence };
}

/** One message for each sentence. */
export function messages(code: MessageCode, sentences: readonly string[]): readonly Message[] {
  return sentences.map((sentence) => message(code, sentence));
}

/** Each sentence once, in the order of its first appearance. */
export function distinct(all: readonly Message[]): readonly Message[] {
  const seen = new Set<string>();
  return all.filter(({ code, sentence }) => {
    const key = `${code} ${sentence}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** The sentences of one severity. */
export function sentencesOf(all: readonly Message[], severity: Severity): readonly string[] {
  return all.filter((one) => one.severity === severity).map(({ sentence }) => sentence);
}

export function hasErrors(all: readonly Message[]): boolean {
  return all.some(({ severity }) => severity === 'error');
}

/** The exit status of a run: 3 with an error, 1 with a warning, else 0. */
export function exitStatusOf(all: readonly Message[]): 0 | 1 | 3 {
  if (hasErrors(all)) return 3;
  return all.some(({ severity }) => severity === 'warning') ? 1 : 0;
}
