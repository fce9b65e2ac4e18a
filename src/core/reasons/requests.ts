import type { ReasonTable } from './entry.ts';

const RETRY =
  'Wait for the next run, due within ten minutes, or start one with `gh workflow run reconcile.yml`. After an hour, check https://www.githubstatus.com.';
const INCIDENT =
  'Wait for the next run, due within ten minutes, or start one with `gh workflow run reconcile.yml`. After an hour, check https://status.pagerduty.com or https://www.githubstatus.com.';
const SIGN = 'Sign a new commit with a registered security key: `git commit -S`. Push it, and have it approved.';
const ASK_AGAIN = 'Ask again: add a new file under `requests/` in a new pull request.';
const READ_POLICY_CHANGES =
  'Ask an administrator to change the document again, in a pull request approved as `policyChanges` in `policies/organization.yaml` demands.';

/** The codes that deny a request, or defer the decision on it. */
export const REQUESTS = {
  // The pull request and its merge
  'base-branch': {
    what: 'The pull request goes to a branch other than the default branch.',
    next: 'Edit the pull request and choose the default branch as its base.',
    final: 'after the merge',
  },
  'bytes-changed': {
    what: 'The file differs between the approved commit, the merge and the default branch.',
    next: ASK_AGAIN,
    final: 'yes',
  },
  'changed-too-often': {
    what: 'The file was edited 2,000 times or more, so its first commit is out of reach.',
    next: ASK_AGAIN,
    final: 'yes',
  },
  'commit-unattributed': {
    what: 'A commit names an author or committer that is not a GitHub account.',
    next: 'Add the address to your GitHub account. Or set yourself as the author of the newest commit, and push it: `git commit --amend --reset-author`.',
    final: 'after the merge',
  },
  'file-existed': {
    what: 'The file was on the default branch before. An edit of a merged request grants nothing.',
    next: 'Restore the file, and ask under a new file name.',
    final: 'after the merge',
  },
  'file-missing': {
    what: 'The newest commit of the pull request does not have the file.',
    next: 'Push a commit that has the file, and have it approved.',
    final: 'after the merge',
  },
  'file-mode': {
    what: 'The file is a link, a submodule or an executable.',
    next: 'Replace a link by a plain file. For an executable: `git update-index --chmod=-x FILE`. Commit and push the file.',
    final: 'after the merge',
  },
  fork: {
    what: 'The pull request comes from another repository.',
    next: 'Push the branch to this repository, and open the pull request from there.',
    final: 'yes',
  },
  'merge-method': {
    what: 'The pull request was merged by rebase, or its commits were pushed. Only merge and squash on GitHub count.',
    next: 'Ask again, and merge by `gh pr merge NUMBER --squash`. The option `--merge` counts too.',
    final: 'yes',
  },
  'no-pull-request': {
    what: 'The file came to the default branch without a pull request.',
    next: ASK_AGAIN,
    final: 'yes',
  },
  'not-added': {
    what: 'The pull request changes a file instead of adding one.',
    next: 'Restore the old file, and add a new one under `requests/`.',
    final: 'after the merge',
  },
  'not-merged': {
    what: 'The pull request was closed without a merge.',
    next: 'Reopen the pull request, or ask again in a new one.',
    final: 'after the merge',
  },
  'not-one-file': {
    what: 'The pull request changes more than the one file.',
    next: 'Move every change but the one added request to a pull request of its own.',
    final: 'after the merge',
  },
  'off-mainline': {
    what: 'The pull request was merged into another branch, which came to the default branch later.',
    next: 'Ask again, and merge the pull request directly into the default branch.',
    final: 'yes',
  },
  'path-month': {
    what: 'The folder names a month that is not the month of the merge, nor the month before or after.',
    next: 'Move the file to the folder of the current month: `requests/YYYY/MM/`.',
    final: 'after the merge',
  },
  'path-used': {
    what: 'An earlier request had this path and was removed.',
    next: 'Rename the file with `git mv`, and push it. A path serves one request.',
    final: 'after the merge',
  },
  'too-many-commits': {
    what: 'The pull request has more commits than GitHub lists, so some authors are unknown.',
    next: 'Squash the branch into one commit, and have it approved again.',
    final: 'after the merge',
  },
  'files-unknown': {
    what: 'GitHub counts a changed file that it does not list.',
    next: RETRY,
    final: 'no',
  },
  'mainline-unknown': {
    what: 'The history of the default branch was not read as far as the merge.',
    next: RETRY,
    final: 'no',
  },
  'merge-awaited': {
    what: 'The approvals are complete, and the pull request is not merged yet.',
    next: 'Merge it: `gh pr merge NUMBER --squash`. The access begins at the merge.',
    final: 'no',
  },
  'merge-signature-unknown': {
    what: 'GitHub could not check the signature of the merge.',
    next: RETRY,
    final: 'no',
  },
  'merge-unknown': {
    what: 'GitHub does not name the commit that merged the pull request.',
    next: RETRY,
    final: 'no',
  },
  'pages-missing': {
    what: 'GitHub counts more reviews, commits, authors or changes of base than it lists.',
    next: `${RETRY} If commits stay missing, squash the branch, and ask again.`,
    final: 'no',
  },
  'pull-request-unknown': {
    what: "GitHub's index does not name the pull request that added the file yet.",
    next: RETRY,
    final: 'no',
  },
  'pushers-unknown': {
    what: 'GitHub does not name everybody who pushed, and a commit lacks a valid signature of its author.',
    next: 'Sign every commit of the branch, or restore the deleted branch on the pull request.',
    final: 'no',
  },

  // The document
  'document-too-large': {
    what: 'The file is longer than 16 KiB.',
    next: 'Shorten the file. `pullcord check FILE` shows what a request needs.',
    final: 'after the merge',
  },
  'text-not-utf8': {
    what: 'The file is not UTF-8.',
    next: 'Save the file as UTF-8 without a byte order mark.',
    final: 'after the merge',
  },
  'blob-mismatch': {
    what: 'GitHub returned other bytes than the git blob id stands for.',
    next: `${RETRY} If the reason stays, inform \`security\`: it may be an attack.`,
    final: 'no',
  },
  'text-unknown': {
    what: 'GitHub did not return the bytes of the file.',
    next: RETRY,
    final: 'no',
  },

  // The policy and the organization
  'organization-unapproved': {
    what: 'The last change of `policies/organization.yaml` was not approved as the version before it demands.',
    next: READ_POLICY_CHANGES,
    final: 'after the merge',
  },
  'policies-broken-before': {
    what: 'The organization or the policy had an issue when the request was merged.',
    next: 'Ask an administrator to fix the document on the default branch: `pullcord check FILE`. Then ask again.',
    final: 'after the merge',
  },
  'policy-differs': {
    what: 'The policy gives other access now than before the merge.',
    next: 'Ask again with a new file in a new pull request. The present policy then applies.',
    final: 'yes',
  },
  'policy-too-new': {
    what: 'The policy was not on the default branch before the request was merged.',
    next: 'Ask again with a new file in a new pull request. The policy is there now.',
    final: 'yes',
  },
  'policy-unapproved': {
    what: 'The last change of the policy was not approved as the organization demands.',
    next: READ_POLICY_CHANGES,
    final: 'after the merge',
  },
  'policy-unknown': {
    what: 'No policy has the name that the request gives.',
    next: 'Correct `policy` in the request. The policies are the files under `policies/`.',
    final: 'after the merge',
  },
  'acceptance-off-main': {
    what: 'The accepted version of a document is not in the history of the default branch. Somebody rewrote the branch.',
    next: 'Restore the branch, or change the document again in a pull request that is approved as `policyChanges` demands.',
    final: 'no',
  },
  'refused-by-unaccepted': {
    what: 'Only a change of policies that is not accepted refuses the request.',
    next: 'Have the document reverted, or changed in a pull request that is approved as `policyChanges` demands.',
    final: 'no',
  },
  'genesis-unknown': {
    what: 'The ledger could not be read, or does not name the policies it began with.',
    next: 'Ask an administrator to verify the ledger in a clone: `git fetch origin audit && pullcord verify`.',
    final: 'no',
  },
  'organization-approval-unknown': {
    what: 'The approval of the last change of `policies/organization.yaml` is not known yet.',
    next: `${RETRY} If it stays, change the document again in an approved pull request.`,
    final: 'no',
  },
  'policies-broken': {
    what: 'A document under `policies/` on the default branch has an issue. Nothing is granted until it parses.',
    next: 'Ask an administrator to fix the document on the default branch: `pullcord check FILE` shows each issue. The next run then decides.',
    final: 'no',
  },
  'policies-unknown': {
    what: 'GitHub did not return every policy before the merge and at the head.',
    next: RETRY,
    final: 'no',
  },
  'policy-approval-unknown': {
    what: 'The approval of the last change of the policy is not known yet.',
    next: `${RETRY} If it stays, change the document again in an approved pull request.`,
    final: 'no',
  },
  'policy-history-unknown': {
    what: 'The changes of the policy or of the organization could not be read.',
    next: `${RETRY} If the reason stays, report it as a defect of Pullcord.`,
    final: 'no',
  },

  // The requester
  'identity-not-a-principal': {
    what: 'Single sign-on knows the requester under a name that is not a mail address.',
    next: 'Ask an administrator of single sign-on to set your SAML NameID to your mail address, then ask again.',
    final: 'after the merge',
  },
  'principal-differs': {
    what: "The requester's principal (Google account) changed since the merge.",
    next: 'Ask again with a new file in a new pull request. The new principal then receives the access.',
    final: 'yes',
  },
  'requester-not-a-person': {
    what: 'A bot, an app or a deleted account opened the pull request.',
    next: 'Open the pull request under your own account.',
    final: 'yes',
  },
  'requester-not-eligible': {
    what: "The requester is not among the policy's requesters.",
    next: 'Choose a policy that names you or your team, or ask an administrator to change this one.',
    final: 'after the merge',
  },
  'requester-quarantined': {
    what: 'The requester is in quarantine.',
    next: 'Talk to `security`. A quarantine ends by an approved release in `policies/organization.yaml`.',
    final: 'after the merge',
  },
  'requester-renamed': {
    what: 'The account has another login now than in `policies/organization.yaml`.',
    next: 'Ask an administrator to correct the login in `policies/organization.yaml`, then ask again.',
    final: 'after the merge',
  },
  'requester-unknown': {
    what: 'The account is not among `people` in `policies/organization.yaml`.',
    next: 'Ask an administrator to add you to `people`, then ask again.',
    final: 'after the merge',
  },
  'identity-unknown': {
    what: 'GitHub did not return the name under which single sign-on knows the account that the reason names.',
    next: 'Its owner signs in to GitHub through single sign-on. If the reason stays, ask an administrator to give the App the permission `members: read`.',
    final: 'no',
  },
  'record-unknown': {
    what: 'The ledger could not be read.',
    next: RETRY,
    final: 'no',
  },
  'team-unknown': {
    what: 'GitHub did not return the members of a team that the policy names.',
    next: 'Ask an administrator to correct the team name, or to give the App the permission `members: read`.',
    final: 'no',
  },

  // Proof
  'second-factor-missing': {
    what: 'The account has no two-factor authentication.',
    next: 'Turn on two-factor authentication in your GitHub settings, then ask again.',
    final: 'after the merge',
  },
  'second-factor-not-required': {
    what: 'The GitHub organization does not require two-factor authentication.',
    next: 'Ask an owner of the GitHub organization to require two-factor authentication, then ask again.',
    final: 'after the merge',
  },
  'second-factor-unknown': {
    what: 'GitHub does not show the App if the account has two-factor authentication.',
    next: 'Ask an administrator to give the App the rights that `pullcord doctor` names.',
    final: 'no',
  },
  'security-key-not-on-main': {
    what: 'The signed commit was not made on top of the default branch.',
    next: `Rebase the branch into one commit on the default branch. ${SIGN}`,
    final: 'after the merge',
  },
  'security-key-other-commit': {
    what: 'The signature covers another commit than the newest one.',
    next: SIGN,
    final: 'after the merge',
  },
  'security-key-stale': {
    what: 'The signed commit was not made in the hour before the pull request was opened.',
    next: `Open a new pull request within an hour of the commit. ${SIGN}`,
    final: 'yes',
  },
  'security-key-unregistered': {
    what: 'No security key is registered for the requester, before the merge and now.',
    next: 'Ask an administrator to add your key to `securityKeys` in `policies/organization.yaml`, then ask again.',
    final: 'after the merge',
  },
  'security-key-unsigned': {
    what: 'The newest commit is not signed.',
    next: SIGN,
    final: 'after the merge',
  },
  'security-key-used': {
    what: 'Another request had the same newest commit. A signature serves one request.',
    next: SIGN,
    final: 'after the merge',
  },
  'signature-application': {
    what: 'The key signed for another application than it is registered for.',
    next: 'Ask an administrator to copy the whole `.pub` line of the key into `securityKeys`, then sign again.',
    final: 'after the merge',
  },
  'signature-extensions': {
    what: 'The security key reports signed extensions, which SSH does not carry.',
    next: `Use a security key through OpenSSH. ${SIGN}`,
    final: 'after the merge',
  },
  'signature-flags': {
    what: 'The security key reports a flag that this version does not know.',
    next: `Use a security key through OpenSSH. ${SIGN}`,
    final: 'after the merge',
  },
  'signature-invalid': {
    what: 'The key did not make this signature over this commit.',
    next: SIGN,
    final: 'after the merge',
  },
  'signature-key-unknown': {
    what: 'The key that signed is not registered for the requester.',
    next: 'Sign with a registered key, or ask an administrator to add this key to `securityKeys` in `policies/organization.yaml`.',
    final: 'after the merge',
  },
  'signature-malformed': {
    what: 'The signature of the commit cannot be parsed.',
    next: SIGN,
    final: 'after the merge',
  },
  'signature-not-for-git': {
    what: 'The signature was made for a purpose other than git.',
    next: SIGN,
    final: 'after the merge',
  },
  'signature-not-security-key': {
    what: 'The key that signed is not a security key.',
    next: 'Make a security key with `ssh-keygen -t ed25519-sk`, have it registered, and sign again.',
    final: 'after the merge',
  },
  'signature-not-ssh': {
    what: 'The commit is signed, but not with an SSH key.',
    next: `Set \`git config gpg.format ssh\`. ${SIGN}`,
    final: 'after the merge',
  },
  'signature-webauthn': {
    what: 'The key signed through a browser. Pullcord does not read such signatures.',
    next: `Use the key through OpenSSH. ${SIGN}`,
    final: 'after the merge',
  },
  'signature-without-touch': {
    what: 'The security key signed without a touch.',
    next: 'Make the key without `no-touch-required`, and touch it when you sign.',
    final: 'after the merge',
  },
  'signature-without-verification': {
    what: 'The policy demands a PIN or a fingerprint, and the security key asked for neither.',
    next: 'Make the key with `ssh-keygen -O verify-required -t ed25519-sk`, have it registered, and sign again.',
    final: 'after the merge',
  },
  'head-commit-unknown': {
    what: 'GitHub did not return the newest commit.',
    next: RETRY,
    final: 'no',
  },
  'parents-unknown': {
    what: 'GitHub did not say if the signed commit is on top of the default branch.',
    next: RETRY,
    final: 'no',
  },

  // The incident
  'incident-closed': {
    what: 'The incident is closed.',
    next: 'Name an open incident in the request, or reopen the named one.',
    final: 'after the merge',
  },
  'incident-missing': {
    what: 'The policy demands an incident, and the request names none.',
    next: 'Add `incident` to the request.',
    final: 'after the merge',
  },
  'incident-not-found': {
    what: 'The incident does not exist.',
    next: 'Set `incident` to an incident that exists. After the merge, do so in a new file in a new pull request.',
    final: 'after the merge',
  },
  'incident-not-one': {
    what: 'The named incident lacks the label, service or status that the policy demands.',
    next: 'Correct the incident where it is kept, or name another one in the request.',
    final: 'after the merge',
  },
  'incident-unknown': {
    what: 'No run knows yet if the incident is open.',
    next: INCIDENT,
    final: 'no',
  },
  'incident-unreachable': {
    what: 'GitHub Issues or PagerDuty did not answer about the incident.',
    next: INCIDENT,
    final: 'no',
  },
  'incident-unverified': {
    what: 'The incident could not be read. The policy lets the request pass, and the record says so.',
    next: 'Nothing. A reviewer of the audit trail may look the incident up later.',
    final: 'yes',
  },

  // Break glass
  'review-overdue': {
    what: 'The requester has an overdue break-glass review.',
    next: 'Have the earlier use reviewed in its issue, or ask without `breakGlass`.',
    final: 'after the merge',
  },
  'review-awaited': {
    what: 'The requester broke glass before, and as many uses await their review as the policy allows.',
    next: 'Have the earlier use reviewed in its issue, or ask without `breakGlass`.',
    final: 'after the merge',
  },
  'reviews-unknown': {
    what: "This run does not know which of the requester's break-glass uses await a review.",
    next: RETRY,
    final: 'no',
  },

  // Approvals
  'approval-missing': {
    what: 'Fewer people approved than the policy demands. A review counts only by an approver, on the newest commit.',
    next: 'Ask the people whom the reason names to approve the newest commit before the merge.',
    final: 'after the merge',
  },
  'changes-requested': {
    what: 'An approver requests changes.',
    next: 'Settle the objection with the reviewer, who then approves, or dismiss the review with a reason.',
    final: 'after the merge',
  },
  'permission-unknown': {
    what: "GitHub did not return a reviewer's permission on the repository.",
    next: RETRY,
    final: 'no',
  },
  'dismissal-unknown': {
    what: 'A review was dismissed, and GitHub did not return if that was before or after the merge.',
    next: RETRY,
    final: 'no',
  },
  'review-time-unknown': {
    what: 'GitHub did not return the time of a review.',
    next: RETRY,
    final: 'no',
  },
  'review-unknown': {
    what: 'A review has a state that this version does not know.',
    next: 'Dismiss the review, or have the reviewer submit a new one.',
    final: 'no',
  },
  'reviewer-unknown': {
    what: 'The account of a reviewer is deleted, and the review is not an approval.',
    next: 'Dismiss the review on the pull request.',
    final: 'no',
  },

  incomplete: {
    what: 'The grant cannot be computed, because its end lies beyond the year 9999.',
    next: 'Ask an administrator to check the clock of the GitHub server.',
    final: 'no',
  },
} as const satisfies ReasonTable;
