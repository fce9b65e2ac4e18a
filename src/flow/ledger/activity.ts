import { errorMessage } from '../../core/error-message.ts';
import { endsSearch, judgeBranch, type BranchVerdict, type LedgerOnBranch } from '../../core/ledger/branch-activity.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import { message, type Message } from '../../core/message.ts';
import type { Ports } from '../../core/ports.ts';
import type { AnchorComparison } from './anchors.ts';
import type { OpenLedger } from './open.ts';

/** Judges the branch's updates since its last seal. A ledger in doubt anyway is not judged. Never throws. */
export async function examineBranch(ports: Pick<Ports, 'ledger'>, ledger: OpenLedger): Promise<BranchVerdict> {
  if (ledger.doubt !== undefined) return { is: 'clean' };
  const facts = onBranch(ledger);
  const activity = await ports.ledger
    .activity(endsSearch(facts))
    .catch((error: unknown) => ({ unread: errorMessage(error) }));
  return judgeBranch(facts, activity);
}

function onBranch({ line, tree, covered, trust }: OpenLedger): LedgerOnBranch {
  // The keys that main wants may have signed a commit that the branch lost.
  const keys = [...(trust.keys ?? []), ...(trust.wanted ?? [])];
  return { line, covered, records: tree.lines.map((text) => JSON.parse(text) as LedgerRecord), keys };
}

/** A ledger after its branch was judged. */
export interface WeighedLedger {
  readonly ledger: OpenLedger;
  /** Reasons against grants. */
  readonly blocked: readonly Message[];
  readonly messages: readonly Message[];
}

/**
 * Weighs the verdict against the anchors. If the newest anchor is this ledger's checkpoint, nothing sealed is lost. Without
 * it a doubt stops all appends. No answer stops grants and seals, because a seal would cover up a lost commit.
 */
export function weighBranch(ledger: OpenLedger, verdict: BranchVerdict, anchors: AnchorComparison): WeighedLedger {
  if (verdict.is === 'clean' || ledger.doubt !== undefined) return { ledger, blocked: [], messages: [] };
  const { is, sentence } = verdict;
  const isSigned = (ledger.trust.keys ?? []).length > 0;
  // A person who may push can rewrite an unsigned ledger in any case. Only an anchor shows it.
  if (!isSigned && is !== 'unknown')
    return { ledger, blocked: [], messages: [message('branch-moved', `${sentence}. ${NO_KEY}`)] };
  if (is === 'older') return { ledger: { ...ledger, doubt: `${sentence}. ${RESTORE}` }, blocked: [], messages: [] };
  if (is === 'doubt')
    return anchors.isNewest
      ? { ledger, blocked: [], messages: [message('branch-moved', `${sentence}. ${AGREES}`)] }
      : { ledger: { ...ledger, doubt: `${sentence}. ${CONFIRM}` }, blocked: [], messages: [] };
  const notice = message('activity-unread', `GitHub does not show how the branch audit came to its head: ${sentence}`);
  if (anchors.isNewest || !isSigned) return { ledger, blocked: [], messages: [notice] };
  const blocked = message(
    'activity-unknown',
    `Pullcord grants nothing, because neither GitHub nor an anchor shows that the branch audit lost no record: ${sentence}`,
  );
  return { ledger: unproven(ledger, sentence), blocked: [blocked], messages: [notice] };
}

/** Lets nothing be sealed unless the branch is clean. Records that withhold access are still appended, without a seal. */
export async function sealOnlyIfClean(ports: Pick<Ports, 'ledger'>, ledger: OpenLedger): Promise<OpenLedger> {
  const verdict = await examineBranch(ports, ledger);
  return verdict.is === 'clean' || (ledger.trust.keys ?? []).length === 0 ? ledger : unproven(ledger, verdict.sentence);
}

function unproven(ledger: OpenLedger, why: string): OpenLedger {
  return { ...ledger, trust: { ...ledger.trust, unproven: why } };
}

const AGREES = 'The newest anchor is the checkpoint of this branch. Find out who did it, and why';
const NO_KEY = 'No key signs the ledger, so a run cannot see if records are missing. Find out who did it, and why';
const RESTORE = 'Push the files of that commit again';
const CONFIRM =
  'Restore the newest signed commit of the branch audit by an ordinary push, and confirm it: pullcord init --sign-ledger';
