import { addSeconds, CLOCK_SKEW, type Instant } from '../time.ts';
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { signersOf, type VerifierKey } from './note.ts';
import type { LedgerRecord } from './record.ts';

/*
 * The holder of the App's key can bring back an older ledger, and its signature is still valid. The branch shows it twice.
 * Its commits show an ordinary push, because the last sealed records name the commit that they were appended to. GitHub's
 * own list of updates shows a forced update, a deletion and a creation.
 */

/** One commit of the branch `audit`. */
export interface BranchCommit {
  readonly oid: string;
  readonly parents: readonly string[];
  /** The text of `audit/checkpoint` at this commit; `undefined` if absent. */
  readonly checkpoint: string | undefined;
}

/** One update of the branch, as GitHub lists it. */
export interface BranchUpdate {
  /** GitHub's kind: `push`, `force_push`, `branch_creation`, `branch_deletion` and others. */
  readonly kind: string;
  /** The branch's commit after it: zeros after a deletion. */
  readonly after: string;
  readonly at: Instant;
  /** Login of the account; `null` if GitHub names none. */
  readonly actor: string | null;
}

/** Updates, newest first, or the reason why there is no answer. */
export type BranchActivity = { readonly updates: readonly BranchUpdate[] } | { readonly unread: string };

/**
 * The verdict on the branch's updates since its last seal. `older`: the branch itself has a newer ledger below its head.
 * `doubt`: an update may have lost commits. `unknown`: GitHub does not show the updates.
 */
export type BranchVerdict =
  { readonly is: 'clean' } | { readonly is: 'older' | 'doubt' | 'unknown'; readonly sentence: string };

/** The facts of an opened ledger that its branch must fit. */
export interface LedgerOnBranch {
  /** The newest commits, from the head along first parents. */
  readonly line: readonly BranchCommit[];
  /** Records of the last file, oldest first. */
  readonly records: readonly Pick<LedgerRecord, 'seq' | 'at' | 'parent'>[];
  /** Number of records under the latest checkpoint. */
  readonly covered: number;
  /** Keys whose signature counts; empty if the ledger is not signed. */
  readonly keys: readonly VerifierKey[];
}

/** Judges the branch by its commits and by GitHub's list of its updates. */
export function judgeBranch(ledger: LedgerOnBranch, activity: BranchActivity): BranchVerdict {
  const lost = newerCommit(ledger);
  if (lost !== undefined) return { is: 'older', sentence: lost };
  const fault = lineFault(ledger);
  if (fault !== undefined) return { is: 'doubt', sentence: fault };
  if ('unread' in activity) return { is: 'unknown', sentence: activity.unread };
  return judgeUpdates(ledger, activity.updates);
}

/** Returns a test for an update that is older than the last seal. No earlier update is needed. */
export function endsSearch(ledger: LedgerOnBranch): (update: BranchUpdate) => boolean {
  const earliest = addSeconds(sealedAt(ledger), -CLOCK_SKEW);
  return ({ at }) => at < earliest;
}

/** Finds a commit with a longer ledger below the head. An ordinary push then brought an older ledger back. */
function newerCommit({ line, covered, keys }: LedgerOnBranch): string | undefined {
  const lost = line.find(({ checkpoint }) => isLarger(checkpoint, covered, keys));
  return lost === undefined
    ? undefined
    : `commit ${lost.oid} of the branch audit has a checkpoint of more records: somebody brought an older ledger back`;
}

/** Compares the last sealed commit with the commit that its records name. */
function lineFault({ line, records, covered }: LedgerOnBranch): string | undefined {
  const index = sealedIndex(line);
  const merge = line.slice(0, index + 1).find(({ parents }) => parents.length > 1);
  if (merge !== undefined) return `commit ${merge.oid} of the branch audit has two parents, and Pullcord makes none`;
  const [sealed, before] = [line[index], line[index + 1]];
  if (sealed === undefined || before === undefined) return undefined;
  // A commit of an earlier release names no parent. Its records begin where the checkpoint before it ended.
  const previous = checkpointOf(before.checkpoint)?.size ?? 0;
  const from = previous < covered ? previous : 0;
  const named = records.findLast(({ seq, parent }) => seq >= from && seq < covered && parent !== undefined)?.parent;
  return named === undefined || named === before.oid
    ? undefined
    : `commit ${sealed.oid} of the branch audit follows ${before.oid}, and its records were appended to ${named}`;
}

function judgeUpdates(ledger: LedgerOnBranch, updates: readonly BranchUpdate[]): BranchVerdict {
  const { line } = ledger;
  const sealed = sealedCommit(line);
  const since = sealedAt(ledger);
  const [earliest, surely] = [addSeconds(since, -CLOCK_SKEW), addSeconds(since, CLOCK_SKEW)];
  const ours = new Set(line.slice(0, sealedIndex(line) + 1).map(({ oid }) => oid));
  let isReached = false;
  let fault: BranchUpdate | undefined;
  let verdict: BranchVerdict | undefined;
  for (const update of updates) {
    if (update.at < earliest) break;
    isReached ||= update.after === line[0]?.oid;
    // The sealed commit can arrive again after a reset. Only updates before its first arrival do not count.
    if (sealed !== undefined && isArrivalOf(update, sealed, surely))
      verdict = fault === undefined ? { is: 'clean' } : { is: 'doubt', sentence: describeFault(fault) };
    // A push after the head that was read belongs to another run.
    else if (update.kind !== 'push' || (isReached && !ours.has(update.after))) fault ??= update;
  }
  if (verdict !== undefined) return verdict;
  // Clocks differ, so an update near the seal may have come before it.
  if (fault !== undefined && fault.at > surely) return { is: 'doubt', sentence: describeFault(fault) };
  return { is: 'unknown', sentence: `GitHub's list of updates lacks the push of commit ${sealed?.oid ?? 'unknown'}` };
}

function describeFault({ kind, after, at, actor }: BranchUpdate): string {
  const who = actor ?? 'a deleted account';
  const what = UPDATES[kind] ?? `updated it by ${kind}`;
  return kind === 'push'
    ? `${who} pushed commit ${after} at ${at}, and the branch audit no longer has it`
    : `${who} ${what} at ${at}, after the last seal`;
}

const UPDATES: Readonly<Record<string, string>> = {
  force_push: 'forced an update of the branch audit',
  branch_deletion: 'deleted the branch audit',
  branch_creation: 'created the branch audit',
};

/** True for a push of the commit. The creation of the branch brings its first commit. */
function isArrivalOf({ kind, after, at }: BranchUpdate, { oid, parents }: BranchCommit, surely: Instant): boolean {
  return after === oid && (kind === 'push' || (kind === 'branch_creation' && parents.length === 0 && at <= surely));
}

/** The commit that brought the latest checkpoint. Later ones, with the same checkpoint, hold unsealed records. */
function sealedCommit(line: readonly BranchCommit[]): BranchCommit | undefined {
  return line[sealedIndex(line)];
}

function sealedIndex(line: readonly BranchCommit[]): number {
  const other = line.findIndex(({ checkpoint }) => checkpoint !== line[0]?.checkpoint);
  return (other < 0 ? line.length : other) - 1;
}

function sealedAt({ records, covered }: LedgerOnBranch): Instant {
  const at = records.findLast(({ seq }) => seq < covered)?.at ?? records[0]?.at;
  if (at === undefined) throw new Error('the last file of the ledger has no records');
  return at;
}

function isLarger(text: string | undefined, covered: number, keys: readonly VerifierKey[]): boolean {
  const parsed = text === undefined ? { invalid: 'absent' } : parseCheckpoint(text);
  if ('invalid' in parsed || parsed.checkpoint.size <= covered) return false;
  const signers = signersOf(parsed.note, keys);
  return keys.length === 0 || (!('invalid' in signers) && signers.length > 0);
}

function checkpointOf(text: string | undefined): Checkpoint | undefined {
  const parsed = text === undefined ? { invalid: 'absent' } : parseCheckpoint(text);
  return 'invalid' in parsed ? undefined : parsed.checkpoint;
}
