import type { FindingCode } from '../verify/finding.ts';
import type { ReasonEntry } from './entry.ts';

const PUSHED = "Find the account that pushed to the branch: `gh api 'repos/OWNER/NAME/activity?ref=refs/heads/audit'`.";
const FIND_CHECKPOINT =
  'Find the commit that wrote the checkpoint: `git log -p audit -- audit/checkpoint audit/checkpoints`.';
const READ_REQUEST = 'Read the records of that request: `pullcord audit pull NUMBER`.';
const START_RUN = 'Start a run, then fetch and verify again: `gh workflow run reconcile.yml`.';

/** The findings of `verify`. `final` is `no` if a later run, a fetch or better material can remove the finding. */
export const VERIFICATION = {
  'checkpoint-behind': {
    what: 'The last records have no checkpoint yet.',
    next: START_RUN,
    final: 'no',
  },
  'checkpoint-invalid': {
    what: 'A checkpoint is malformed, or its file name does not match its size.',
    next: FIND_CHECKPOINT,
    final: 'no',
  },
  'checkpoint-missing': {
    what: 'The ledger has no file `audit/checkpoint`.',
    next: 'Find the commit that removed the file: `git log -p audit -- audit/checkpoint`.',
    final: 'no',
  },
  'checkpoint-origin': {
    what: 'A checkpoint belongs to another ledger.',
    next: 'Give the files of this ledger. If the checkpoint is on the branch, find its commit: `git log -p audit`.',
    final: 'no',
  },
  'cut-off': {
    what: 'A checkpoint covers more records than the ledger has. Records were removed, or the clone is too old.',
    next: 'Fetch and verify again: `git fetch origin audit`. If the finding stays, do not rely on this ledger.',
    final: 'no',
  },
  'decision-differs': {
    what: 'A replay of the recorded evidence gives another decision than the recorded one.',
    next: 'Verify again with the release that the record names. If that replay differs too, do not rely on this decision.',
    final: 'no',
  },
  'history-not-append': {
    what: 'A commit deletes or rewrites a file of records or a checkpoint, or changes its mode.',
    next: 'Do not rely on this ledger, and inform `security`. Read the change: `git show COMMIT`.',
    final: 'yes',
  },
  'history-not-linear': {
    what: 'The branch has a merge commit, or a commit whose parent is not the commit before.',
    next: PUSHED,
    final: 'yes',
  },
  'key-unknown': {
    what: 'No checkpoint is signed by a key that you gave with `--key`.',
    next: 'Compare your key with the one that `pullcord init --ledger-key` printed, then verify again.',
    final: 'no',
  },
  'ledger-invalid': {
    what: 'A line or a file of records is invalid or out of order. Nothing after it is verified.',
    next: 'Do not rely on this ledger. Find the commit that changed the file: `git log -p audit -- audit/entries`.',
    final: 'yes',
  },
  'merge-missing': {
    what: 'The clone lacks the merge commit of an approved request: it is incomplete, or main was rewritten.',
    next: 'Fetch the default branch, then verify again: `git fetch origin`. If the finding stays, inform `security`: the branch was rewritten.',
    final: 'no',
  },
  'not-signed': {
    what: 'A checkpoint lacks a valid signature of a key in force, or of a new key.',
    next: FIND_CHECKPOINT,
    final: 'yes',
  },
  omitted: {
    what: "Google's audit log has a change of a Pullcord binding that no record has.",
    next: 'If the finding says that a run may add it, fetch and verify again. Otherwise find the author of the change in the entry that the finding names.',
    final: 'no',
  },
  'open-differs': {
    what: '`audit/open.json`, from which runs begin, does not follow from the records.',
    next: 'Find the commit that changed the file: `git log -p audit -- audit/open.json`.',
    final: 'yes',
  },
  'out-of-order': {
    what: 'A record of a request or a quarantine cannot follow the records before it.',
    next: READ_REQUEST,
    final: 'yes',
  },
  'out-of-window': {
    what: 'A record grants access outside its window, or ends it before the end of its window.',
    next: READ_REQUEST,
    final: 'yes',
  },
  rewritten: {
    what: 'The records differ from those that a checkpoint covers: its root is another.',
    next: 'Do not rely on this ledger. Keep the checkpoint as evidence, inform `security`, and compare the records with another clone.',
    final: 'yes',
  },
  silence: {
    what: 'The ledger has no record for more than two days.',
    next: 'Read the runs of those days: `gh run list --workflow reconcile.yml --created FROM..TO`.',
    final: 'yes',
  },
  'unexplained-change': {
    what: "A record has a change that Google's audit log of that time does not have.",
    next: 'Export the log of that resource and time again, without other filters. Then verify again.',
    final: 'no',
  },
  unsealed: {
    what: 'A record has no checkpoint, and its kind counts only under one.',
    next: START_RUN,
    final: 'no',
  },
  'verdict-differs': {
    what: 'The recorded verdict on a change of policies is not the one that its evidence gives.',
    next: 'Do not rely on accesses after this record, and inform `security`. Read the change on GitHub.',
    final: 'yes',
  },
  'verdict-unfounded': {
    what: 'The evidence behind a verdict on a change of policies contradicts the verdicts before it.',
    next: 'Do not rely on accesses after this record, and inform `security`. Read the change on GitHub.',
    final: 'yes',
  },
  'version-unrecorded': {
    what: 'An approved request rests on a version of a policy or the organization that no earlier record accepts.',
    next: 'Do not rely on this access, and inform `security`. Read the request: `pullcord audit pull NUMBER`.',
    final: 'yes',
  },
  voided: {
    what: 'A heartbeat voids a record: an intruder wrote the record, or a checkpoint had already covered it.',
    next: PUSHED,
    final: 'yes',
  },
  'pin-mismatch': {
    what: 'Record 0 is not the one that the default branch pins.',
    next: 'Do not rely on this ledger. Find the changes of the pin: `git log -p -- .github/pullcord-genesis`.',
    final: 'no',
  },
  'pin-invalid': {
    what: 'The pin is not one line with a generation and a hash.',
    next: 'Find the change of the file: `git log -p -- .github/pullcord-genesis`.',
    final: 'no',
  },
  'pin-removed': {
    what: 'A commit removed the pin from the default branch.',
    next: 'Find the commit: `git log -p -- .github/pullcord-genesis`. Give a pin that you kept: `--pinned FILE`.',
    final: 'no',
  },
  'genesis-differs': {
    what: 'Record 0 has documents that its commit on the default branch does not have.',
    next: 'Do not rely on this ledger, and inform `security`.',
    final: 'yes',
  },
} as const satisfies Readonly<Record<FindingCode, ReasonEntry>>;
