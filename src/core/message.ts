/*
 * A run reports records and messages. The code of a message fixes its severity. The severities alone decide the exit
 * status. Codes are public and stable, and the documents list all of them.
 */

/**
 * - `error`: something failed; exit status 3.
 * - `warning`: the run granted nothing, or refused a command; exit status 1.
 * - `notice`: a later run continues; exit status 0.
 * - `info`: no action is needed; exit status 0.
 */
export type Severity = 'info' | 'notice' | 'warning' | 'error';

export interface Message {
  readonly severity: Severity;
  readonly code: MessageCode;
  readonly sentence: string;
}

/** The explanation of one code. */
export interface MessageKind {
  readonly severity: Severity;
  /** The cause, as a sentence. */
  readonly meaning: string;
  /** The reader's next step, with the command to type where there is one. */
  readonly next: string;
}

/** Every code, with its severity, its meaning and the reader's next step. */
export const MESSAGE_CODES = {
  // GitHub
  'github-unreadable': {
    severity: 'error',
    meaning: 'GitHub did not return the repository, the documents or the time. The run only revokes expired access.',
    next: 'If https://www.githubstatus.com reports an outage, do nothing: the next run retries. Otherwise correct the cause that the message names.',
  },
  'requests-unreadable': {
    severity: 'error',
    meaning: 'GitHub did not return the request files.',
    next: 'Nothing; the next run retries within about ten minutes. Retry now with `gh workflow run reconcile.yml`.',
  },
  'request-unjudged': {
    severity: 'error',
    meaning: 'GitHub did not return the evidence on one request.',
    next: 'Nothing; the next run retries. See the missing fact with `pullcord explain NUMBER`.',
  },
  'comments-unreadable': {
    severity: 'error',
    meaning: 'GitHub did not return the comments, so the run may have missed a `/revoke`.',
    next: 'If somebody commented `/revoke`, revoke the access now, by number: `gh workflow run reconcile.yml -f revoke=NUMBER`.',
  },
  'revoker-unknown': {
    severity: 'error',
    meaning:
      'GitHub did not return the team that decides if a `/revoke` counts. The access stays until a run can decide.',
    next: 'Revoke the access now, by number: `gh workflow run reconcile.yml -f revoke=NUMBER`.',
  },
  'revision-unreadable': {
    severity: 'warning',
    meaning: 'Somebody edited a comment and its earlier text is gone, so it may have been a `/revoke`.',
    next: 'Ask the author of the comment. If it was `/revoke`, revoke the access by number: `gh workflow run reconcile.yml -f revoke=NUMBER`.',
  },
  'revoke-ignored': {
    severity: 'info',
    meaning: 'A `/revoke` came from a person who may not revoke this access.',
    next: 'Ask the requester, an approver or a member of `security` to comment `/revoke`.',
  },
  'nothing-to-revoke': {
    severity: 'info',
    meaning: 'Somebody ordered a revocation, and the pull request has no live access.',
    next: 'Nothing, if the number is right. See all access of the pull request with `pullcord audit pull NUMBER`.',
  },
  'documents-invalid': {
    severity: 'warning',
    meaning: 'A policy on the default branch has an issue. Nothing is granted under it; other policies work.',
    next: 'Correct the document in a pull request. List all issues in a clone with `pullcord check policies/*.yaml`.',
  },
  'organization-invalid': {
    severity: 'error',
    meaning: 'The organization on the default branch does not parse. Its accepted version stays in force.',
    next: 'Correct `policies/organization.yaml` in a pull request. List its issues with `pullcord check policies/*.yaml`.',
  },
  'policies-changed': {
    severity: 'info',
    meaning: 'This run judged a change of documents and records the verdicts.',
    next: 'Nothing, if the change is accepted. Else `document-unaccepted` names what is missing.',
  },
  'document-unaccepted': {
    severity: 'notice',
    meaning: 'The last change of a document was not accepted. It gives no access; its accepted version stays in force.',
    next: 'Revert the document, or change it in a new pull request that the named people approve before the merge.',
  },
  'verdicts-unsigned': {
    severity: 'info',
    meaning:
      'No key signs the ledger, so every run judges all changes of policies again. A person who leaves takes back past approvals.',
    next: 'Name a key under `ledger.keys`, as docs/deploy-google.md shows. Each change then keeps its verdict.',
  },
  'verdicts-unknown': {
    severity: 'info',
    meaning: 'The check did not read the verdicts on changes of documents, and takes every document as accepted.',
    next: 'Nothing. The run after the merge reads them.',
  },
  'change-unjudged': {
    severity: 'error',
    meaning:
      'A fact about a change of documents could not be read, so it has no verdict. It gives no access until then.',
    next: 'Nothing; the next run retries, for a day after the merge. Retry now with `gh workflow run reconcile.yml`.',
  },
  'gate-unmet': {
    severity: 'warning',
    meaning: 'The repository is protected less than `require` demands. Runs grant nothing, and still revoke.',
    next: 'Correct the named setting. See every setting, with its fix: `pullcord doctor`.',
  },
  'ledger-unprotected': {
    severity: 'info',
    meaning: 'People other than the App may write to the branch `audit`.',
    next: 'Add a ruleset for `audit` that only the App may bypass. Read the steps with `pullcord doctor`.',
  },
  rerun: {
    severity: 'warning',
    meaning: 'A re-run of a workflow run grants nothing. It still revokes.',
    next: 'Start a new run: `gh workflow run reconcile.yml`.',
  },
  'revokes-only': {
    severity: 'warning',
    meaning: 'The run belongs to a quarantine and grants nothing.',
    next: 'Nothing; the next run of reconcile grants again.',
  },
  // The ledger
  'ledger-missing': {
    severity: 'error',
    meaning: 'The branch `audit` is missing. Runs grant nothing, and still revoke expired access.',
    next: 'If there was a ledger, push it from a clone: `git push origin origin/audit:refs/heads/audit`. Otherwise begin it: `pullcord init --ledger`.',
  },
  'ledger-unreadable': {
    severity: 'error',
    meaning: 'GitHub did not return the ledger. The run grants nothing, and still revokes expired access.',
    next: 'Nothing; the next run retries within about ten minutes. Retry now with `gh workflow run reconcile.yml`.',
  },
  'ledger-invalid': {
    severity: 'error',
    meaning: 'The ledger is damaged. Runs grant nothing, and still revoke expired access.',
    next: 'Find the damage in a clone with `pullcord verify`, then reset the branch `audit` to the last valid commit.',
  },
  'ledger-in-doubt': {
    severity: 'error',
    meaning:
      'The ledger contradicts its signature, a copy outside GitHub, or the clock. Runs grant nothing, and still revoke.',
    next: 'Find the contradiction in a clone with `pullcord verify`, then reset the branch `audit` to the commit signed last.',
  },
  'ledger-unpinned': {
    severity: 'notice',
    meaning:
      'No file on the default branch names the beginning of the ledger. A person who can replace the branch `audit` may begin another ledger.',
    next: 'Write the file in a clone with `pullcord init --pin`, and merge it in a pull request.',
  },
  'pin-mismatch': {
    severity: 'error',
    meaning:
      'The ledger does not begin with the record that the default branch pins. Runs grant nothing, and still revoke.',
    next: 'If somebody edited `.github/pullcord-genesis`, restore it in a pull request. Otherwise push the true branch `audit` from a clone.',
  },
  'pin-invalid': {
    severity: 'error',
    meaning: 'The file `.github/pullcord-genesis` does not name a ledger. Runs grant nothing, and still revoke.',
    next: 'Restore the file in a pull request. Its history has the right line: `git log -p -- .github/pullcord-genesis`.',
  },
  'pin-changed': {
    severity: 'info',
    meaning: 'A pull request pins the ledger. The message names its first documents and keys.',
    next: 'Compare the documents with `git ls-tree COMMIT policies/`, and the keys with those that you know. Then approve.',
  },
  'pin-removed': {
    severity: 'error',
    meaning:
      'A commit removed `.github/pullcord-genesis` from the default branch. Runs grant nothing, and still revoke.',
    next: 'Restore the file in a pull request. Its history has the right line: `git log -p -- .github/pullcord-genesis`.',
  },
  'ledger-mismatch': {
    severity: 'warning',
    meaning: 'The ledger began for another repository or installation.',
    next: 'Set `installation` in `policies/organization.yaml` to the name that the message gives. For another repository, begin its own ledger.',
  },
  'ledger-unsigned': {
    severity: 'error',
    meaning: 'No key could sign the ledger. Runs grant nothing, and still revoke.',
    next: 'Correct the cause that the message names, then start a run, which signs the ledger: `gh workflow run reconcile.yml`.',
  },
  'tail-unsigned': {
    severity: 'info',
    meaning: 'Some records had no checkpoint (signature) before this run.',
    next: 'If no earlier run reported `ledger-unsigned`, find the author of the records: `pullcord verify`.',
  },
  'tail-appended': {
    severity: 'error',
    meaning: 'Records without a checkpoint appeared during this run.',
    next: "Find the account that pushed them: `gh api 'repos/OWNER/NAME/activity?ref=audit'`. Then revoke the credentials of that account.",
  },
  'foreign-records': {
    severity: 'error',
    meaning: 'Somebody else appended records. They do not count.',
    next: "Find the account that pushed them: `gh api 'repos/OWNER/NAME/activity?ref=audit'`. Then revoke the credentials of that account.",
  },
  'quarantine-unconfirmed': {
    severity: 'error',
    meaning: 'A quarantine has no checkpoint. It holds, and its author is not proven.',
    next: 'Ask the person whom the record names. If that person did not order it, release the account in `policies/organization.yaml`.',
  },
  'event-unrecorded': {
    severity: 'error',
    meaning:
      'The run could not record an event. A revocation that the message names has happened. A refusal that it names is not final yet.',
    next: 'If the same run reports a problem of the ledger, correct that first. Then start the run that records the event: `gh workflow run reconcile.yml`.',
  },
  'quarantined-meanwhile': {
    severity: 'warning',
    meaning: 'Somebody put a person in quarantine during this run.',
    next: 'Nothing; the next run decides again.',
  },
  'branch-moved': {
    severity: 'warning',
    meaning:
      'Somebody forced, deleted or created the branch `audit`, or took commits from it. An anchor agrees, or no key signs.',
    next: 'Find the account: `gh api repos/OWNER/NAME/activity?ref=audit`. If nobody knows the update, rotate the key of the App.',
  },
  'activity-unread': {
    severity: 'notice',
    meaning: 'GitHub did not list the updates of the branch `audit` from its last seal on.',
    next: 'Nothing; the next run retries. If it fails again, give the App the permission to read contents.',
  },
  'activity-unknown': {
    severity: 'warning',
    meaning:
      'GitHub did not list the updates of the branch `audit`, and no anchor agrees with it. The run grants and seals nothing.',
    next: 'The next run retries. If it fails again, repair the anchors, or confirm the branch: `pullcord init --sign-ledger`.',
  },
  'anchors-unread': {
    severity: 'notice',
    meaning: 'Google did not return an anchor, which is a copy of a checkpoint outside GitHub.',
    next: 'Nothing; the next run retries. If it fails again, give the run read access to the log and the bucket.',
  },
  'anchors-required': {
    severity: 'warning',
    meaning:
      'Google did not return an anchor, and `ledger.anchors.required` is set. The run grants nothing, and still revokes.',
    next: 'If Google denied access, give the run read access to the log and the bucket. The next run retries.',
  },
  'log-failed': {
    severity: 'error',
    meaning: 'The log outside GitHub did not accept an entry.',
    next: 'If Google denied access, give the service account of the run the role `roles/logging.logWriter` on the project of the log. Otherwise correct the cause that the message names. If a record does not fit the log, do nothing: the ledger has it.',
  },
  'bucket-failed': {
    severity: 'error',
    meaning: 'The bucket did not accept or return a checkpoint.',
    next: 'If Google denied access, let the service account of the run create and read objects in the bucket. Otherwise correct the named cause. The next run retries.',
  },
  'ledger-forked': {
    severity: 'error',
    meaning:
      'The bucket holds another checkpoint of the same size, so one of two ledgers is false. Runs grant nothing.',
    next: 'Inform `security`. Compare both checkpoints with the records, as docs/verify.md shows, and reset the branch `audit` to the true ledger.',
  },
  // Google Cloud
  'clock-unknown': {
    severity: 'warning',
    meaning: 'Google did not send the time. The run grants nothing, and still revokes.',
    next: 'Nothing; the next run retries. After an hour, check https://status.cloud.google.com.',
  },
  'clocks-apart': {
    severity: 'warning',
    meaning:
      "GitHub's and Google's clocks differ too much, or one is missing. The run grants nothing, and still revokes.",
    next: 'Nothing; the next run compares the clocks again. After an hour, check https://www.githubstatus.com and https://status.cloud.google.com.',
  },
  'installation-unknown': {
    severity: 'error',
    meaning: 'The installation or the repository id is unknown.',
    next: 'Correct `policies/organization.yaml`, or set GITHUB_REPOSITORY_ID. Find the number with `gh api repos/OWNER/NAME --jq .id`.',
  },
  'resource-unreadable': {
    severity: 'error',
    meaning: 'Google did not return the IAM policy of a resource.',
    next: 'If Google denied access, let the run read the IAM policy, or correct the name of the resource. Otherwise nothing; the next run retries.',
  },
  'resource-unsafe': {
    severity: 'error',
    meaning: 'An IAM policy cannot be written back unchanged.',
    next: 'Pullcord wrote nothing. Keep the IAM policy: `gcloud projects get-iam-policy PROJECT --format=json`. Report a defect of Pullcord, with the message.',
  },
  'resource-failed': {
    severity: 'error',
    meaning: 'An unexpected failure stopped the work on one resource.',
    next: 'Nothing; the next run retries. If it fails again, report it as a defect of Pullcord, with the message.',
  },
  'grant-rejected': {
    severity: 'error',
    meaning: 'Google rejects a grant as invalid.',
    next: 'Correct the role, the member or the resource in the policy, then ask again with a new request.',
  },
  'grants-untried': {
    severity: 'error',
    meaning: 'Google rejected too many grants on one resource.',
    next: 'Correct the rejected grants; the next run tries the others.',
  },
  'iam-refused': {
    severity: 'error',
    meaning: 'Pullcord could not write an IAM policy.',
    next: 'If Google denied access, let the service account of the run set the IAM policy of the resource. If the resource is missing, correct its name in the policy. The next run retries.',
  },
  'iam-unsettled': {
    severity: 'error',
    meaning: 'An IAM policy kept changing, or Google kept failing.',
    next: 'If another tool, such as Terraform, keeps writing this IAM policy, stop it. Otherwise do nothing: the next run retries.',
  },
  'condition-lost': {
    severity: 'error',
    meaning: 'Google kept a binding without its condition.',
    next: 'The message names the role, the member and the resource. Make sure that the binding is gone: `gcloud projects get-iam-policy PROJECT`. Find other tools that write this IAM policy below version 3.',
  },
  'access-waits': {
    severity: 'notice',
    meaning: 'Access is neither granted nor revoked until a later run can decide.',
    next: 'Nothing; the next run decides. If the access still waits after an hour, correct the cause that the message names.',
  },
  'name-taken': {
    severity: 'notice',
    meaning: 'Another repository uses the same installation name on a resource.',
    next: 'Find the other repository by the id in the message: `gh api repositories/ID --jq .full_name`. One of the two needs another `installation`, with a new ledger.',
  },
  'policy-full': {
    severity: 'notice',
    meaning: 'An IAM policy has no room for another grant.',
    next: 'Remove bindings that nobody needs from the IAM policy of the resource. The next run then grants.',
  },
  'policy-large': {
    severity: 'info',
    meaning: "An IAM policy grows towards Google's limits.",
    next: 'Remove unneeded bindings from the named IAM policy before it is full.',
  },
  'access-without-request': {
    severity: 'info',
    meaning: 'A binding of a managed role has no request.',
    next: 'Nothing, if the binding is meant to stand. Otherwise remove it, and ask for the access by a request.',
  },
  // Follow-up
  'review-owed': {
    severity: 'notice',
    meaning: 'Broken glass waits for its review.',
    next: 'Review the access in the issue that the run opened, before the due time.',
  },
  'review-failed': {
    severity: 'error',
    meaning: 'GitHub did not open, return or close the issue of a review, or did not return facts about a reviewer.',
    next: 'Nothing; the next run retries. If it fails again, give the App `issues: write` and `members: read`.',
  },
  'release-waits': {
    severity: 'notice',
    meaning: 'A release from quarantine waits for its approval.',
    next: 'Get the change of `policies/organization.yaml` approved as `policyChanges` demands. If the message names another cause, correct that. The next run decides again.',
  },
  'drift-unreported': {
    severity: 'error',
    meaning: 'GitHub did not open an issue about drift.',
    next: 'Nothing; the next run retries. If it fails again, give the App `issues: write`.',
  },
  'usage-waits': {
    severity: 'notice',
    meaning: 'Google did not return the audit logs of a past access yet. No access waits for them.',
    next: 'Nothing; the next run retries. If it fails again, let the service account of the run read the logs that the message names.',
  },
  // Quarantine
  'run-failed': {
    severity: 'error',
    meaning: 'The run of a quarantine failed.',
    next: 'Run the same quarantine again: `pullcord quarantine PERSON --why TEXT`.',
  },
  'quarantine-refused': {
    severity: 'warning',
    meaning: 'The caller may not do this, or the person is unknown.',
    next: 'Ask a person whom `quarantine.by` or `security` names, or name the account by its number.',
  },
  'caller-unknown': {
    severity: 'error',
    meaning: 'GitHub did not return the facts that decide if the caller may quarantine.',
    next: 'Run the same command again. Or ask a person whom `quarantine.by` in `policies/organization.yaml` names as a user.',
  },
  'caller-unchecked': {
    severity: 'error',
    meaning: 'GitHub is unreachable, so the caller was not checked.',
    next: 'Run the same quarantine again once GitHub answers: `pullcord quarantine PERSON --why TEXT`.',
  },
  'refusal-unrecorded': {
    severity: 'error',
    meaning: 'The refusal is not on record, or only without a signature.',
    next: 'Nothing for the caller. An administrator reads the ledger in a clone: `pullcord verify`.',
  },
  'quarantine-unrecorded': {
    severity: 'error',
    meaning: 'The quarantine is not on record, or only without a signature.',
    next: 'Run the same quarantine again once the ledger works: `pullcord quarantine PERSON --why TEXT`.',
  },
  'deny-failed': {
    severity: 'error',
    meaning: 'Google did not place or remove a deny policy.',
    next: 'Correct the cause that the message names, then run the same command again. The account that runs it needs `roles/iam.denyAdmin` on the project.',
  },
  // Checks
  'access-ends': {
    severity: 'info',
    meaning: 'Merging removes a request, which ends its access.',
    next: 'Merge to end the access, or restore the file to keep it.',
  },
  'policies-valid': {
    severity: 'info',
    meaning: 'Every document in `policies/` is valid.',
    next: 'Nothing.',
  },
  'policies-broken': {
    severity: 'info',
    meaning: 'Documents on the default branch have issues.',
    next: 'Correct the documents in a pull request. List all issues in a clone with `pullcord check policies/*.yaml`.',
  },
  'no-second-factor': {
    severity: 'info',
    meaning: 'A policy asks for no second factor.',
    next: 'Set `proof` in the policy, or accept that a password alone gives this access.',
  },
  'gate-unread': {
    severity: 'error',
    meaning: 'GitHub did not return a setting, or `policies/organization.yaml` is missing or broken.',
    next: 'If the message names a fault of `policies/organization.yaml`, correct the file. Otherwise run `pullcord doctor` again in some minutes.',
  },
} as const satisfies Readonly<Record<string, MessageKind>>;

export type MessageCode = keyof typeof MESSAGE_CODES;

/** Makes a message; its code decides the severity. */
export function message(code: MessageCode, sentence: string): Message {
  return { severity: MESSAGE_CODES[code].severity, code, sentence };
}

/** Makes one message of each sentence. */
export function messages(code: MessageCode, sentences: readonly string[]): readonly Message[] {
  return sentences.map((sentence) => message(code, sentence));
}

/** Returns each message once, in the order of its first appearance. */
export function distinct(all: readonly Message[]): readonly Message[] {
  const seen = new Set<string>();
  return all.filter(({ code, sentence }) => {
    const key = `${code} ${sentence}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Returns the sentences of one severity. */
export function sentencesOf(all: readonly Message[], severity: Severity): readonly string[] {
  return all.filter((one) => one.severity === severity).map(({ sentence }) => sentence);
}

/** Returns true if one of the messages is an error. */
export function hasErrors(all: readonly Message[]): boolean {
  return all.some(({ severity }) => severity === 'error');
}

/** Returns the exit status of a run: 3 with an error, 1 with a warning, else 0. */
export function exitStatusOf(all: readonly Message[]): 0 | 1 | 3 {
  if (hasErrors(all)) return 3;
  return all.some(({ severity }) => severity === 'warning') ? 1 : 0;
}
