import { NOTHING_ACCEPTED } from '../../core/acceptance/versions.ts';
import { originOf } from '../../core/ledger/checkpoint.ts';
import { allLines, linesOf, parseLedger, parseShard, shardPath, type Shard } from '../../core/ledger/shard.ts';
import type { BranchCommit } from '../../core/ledger/branch-activity.ts';
import type { Genesis, LedgerRecord } from '../../core/ledger/record.ts';
import { EMPTY_STATE } from '../../core/ledger/ledger-state.ts';
import { same } from '../../core/ledger/merkle.ts';
import { digestOfSnapshot, parseSnapshot } from '../../core/ledger/state-snapshot.ts';
import { toIndex, type LedgerIndex } from '../../core/ledger/ledger-index.ts';
import { foldUnsealed } from '../../core/ledger/sealing.ts';
import { rootAt, type TreeHead } from '../../core/ledger/tree-head.ts';
import { voidedBy } from '../../core/ledger/voids.ts';
import { foldLedger, foldRecords } from '../../core/ledger/fold.ts';
import { EPOCH } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import { message, type Message, type MessageCode } from '../../core/message.ts';
import type { LedgerReading, Ports } from '../../core/ports.ts';
import {
  believedCheckpoint,
  futureDoubt,
  MOST_UNSEALED,
  rootDoubt,
  signatureDoubt,
  uncountedDoubt,
  type BelievedCheckpoint,
  type Doubtful,
} from './doubts.ts';
import { trustByProofs, trustByRecords } from './keys.ts';
import { missingLedger, pinDoubt } from './pin.ts';
import type { Trust } from './trust.ts';
import { verdictDoubt } from './verdict-doubt.ts';

/** The ledger after reading, folding and comparing with its checkpoint. */
export interface OpenLedger extends Doubtful {
  readonly head: string;
  /** The newest commits of the branch, from `head` along first parents. */
  readonly line: readonly BranchCommit[];
  readonly tree: TreeHead;
  readonly index: LedgerIndex;
  readonly genesis: Genesis;
  readonly origin: string;
  readonly trust: Trust;
  /** Number of records that the latest checkpoint covers. Later records were appended when no key could sign. */
  readonly covered: number;
  /** The text of that checkpoint, with its signatures. */
  readonly note: string | undefined;
  /** The keys in force at its end. */
  readonly keysCovered: readonly string[];
  /** Records after that checkpoint that do not count, because a stranger may have appended them. */
  readonly uncounted: readonly LedgerRecord[];
  /** Proofs of changes of keys that the branch lacks. The next append writes them. */
  readonly lacking?: readonly Shard[];
}

/** The reason why there is no ledger to read. */
export interface NoLedger {
  readonly problem: Message;
}

type Read = Extract<LedgerReading, { readonly kind: 'read' }>;

/** Reads and folds the ledger. Every failure, even an unforeseen one, becomes a message. Never throws. */
export async function readLedger(ports: Pick<Ports, 'ledger'>, trust: Trust): Promise<OpenLedger | NoLedger> {
  return openLedger(ports, await readLedgerBranch(ports), trust);
}

/** Reads the branch, before the keys that count are known. Never throws. */
export async function readLedgerBranch(ports: Pick<Ports, 'ledger'>): Promise<LedgerReading> {
  return ports.ledger.read().catch((error: unknown) => ({ kind: 'unreadable', sentence: errorMessage(error) }));
}

/** Verifies a reading. The last file is enough if its checkpoint is signed. In every other case all files are read. */
export async function openLedger(
  ports: Pick<Ports, 'ledger'>,
  reading: LedgerReading,
  trust: Trust,
): Promise<OpenLedger | NoLedger> {
  if (reading.kind === 'missing') return noLedger('ledger-missing', missingLedger(trust));
  if (reading.kind === 'unreadable')
    return noLedger(
      'ledger-unreadable',
      `the ledger is unreadable, so runs grant nothing and still revoke expired access: ${reading.sentence}`,
    );
  try {
    return openShort(reading, trust) ?? (await openWhole(ports, reading, trust));
  } catch (error) {
    return noLedger(
      'ledger-unreadable',
      `the ledger is unreadable, so runs grant nothing and still revoke expired access: ${errorMessage(error)}`,
    );
  }
}

/** Opens the last file and `audit/open.json`, if a known key signed both and no record came after; else `undefined`. */
function openShort(reading: Read, given: Trust): OpenLedger | undefined {
  const { last, snapshot } = reading;
  if (last === undefined || snapshot === undefined) return undefined;
  const start = parseSnapshot(snapshot);
  if ('invalid' in start || last.path !== shardPath(start.range.size)) return undefined;
  const parsed = parseShard(last, start.range.size);
  if ('invalid' in parsed || parsed.records[0]?.open !== digestOfSnapshot(snapshot)) return undefined;
  const tree: TreeHead = {
    size: start.range.size + parsed.records.length,
    range: start.range,
    lines: linesOf(last),
    state: foldRecords(start.state, parsed.records),
  };
  const trust = trustByProofs(reading, given, tree.state.keys);
  const believed = trust && believedCheckpoint(reading.checkpoint, trust);
  if (trust === undefined || believed === undefined || 'doubt' in believed || !believed.signed) return undefined;
  const root = believed.checkpoint.size === tree.size ? rootAt(tree, tree.size) : undefined;
  if (root === undefined || !same(root, believed.checkpoint.root)) return undefined;
  // Earlier files were compared with the clock while they were the last.
  const dates = [...parsed.records, { seq: start.range.size - 1, at: start.state.last ?? EPOCH }];
  const doubt =
    futureDoubt(dates, trust) ?? verdictDoubt(parsed.records, start.state.accepted, voidedBy(parsed.records));
  return finish(reading, tree, trust, {
    ...{ covered: tree.size, keysCovered: tree.state.keys, uncounted: [], believed },
    ...(doubt === undefined ? {} : { doubt }),
  });
}

async function openWhole(ports: Pick<Ports, 'ledger'>, reading: Read, given: Trust): Promise<OpenLedger | NoLedger> {
  const { head, last, snapshot } = reading;
  const shards = last === undefined ? [] : last.path === shardPath(0) ? [last] : await ports.ledger.shards(head);
  const parsed = parseLedger(shards);
  if ('invalid' in parsed)
    return noLedger(
      'ledger-invalid',
      `the ledger is not valid, so runs grant nothing and still revoke expired access: ${parsed.invalid}`,
    );
  const { records } = parsed;
  const { trust, lacking, fault } = await trustByRecords(ports, reading, given, { records, lines: allLines(shards) });
  const believed: BelievedCheckpoint =
    fault === undefined ? believedCheckpoint(reading.checkpoint, trust) : { doubt: fault };
  const covered = 'doubt' in believed ? 0 : believed.checkpoint.size;
  const sealed = records.slice(0, covered);
  const sealedState = foldRecords(EMPTY_STATE, sealed);
  // Without a usable checkpoint all records are folded, and nothing is granted.
  const tail = records.slice(covered, covered + MOST_UNSEALED);
  const uncounted = 'doubt' in believed ? [] : foldUnsealed(sealedState, tail).uncounted;
  const voided = new Set([...voidedBy(sealed), ...uncounted.map(({ seq }) => seq)]);
  const read = 'doubt' in believed ? records : records.slice(0, covered + MOST_UNSEALED);
  const whole = foldLedger(read, shards, snapshot, covered, voided);
  const doubts = [
    ...('doubt' in believed ? [believed.doubt] : [rootDoubt(believed.checkpoint, whole.root, records.length)]),
    whole.doubt,
    futureDoubt(records, trust),
    verdictDoubt(read, NOTHING_ACCEPTED, voided),
    read.length < records.length ? `more than ${MOST_UNSEALED} records have no checkpoint` : undefined,
    uncountedDoubt(uncounted, records.length),
  ].filter((doubt) => doubt !== undefined);
  return finish(reading, whole.head, trust, {
    ...{ covered, keysCovered: sealedState.keys, uncounted, believed, lacking },
    ...(doubts[0] === undefined ? {} : { doubt: doubts[0] }),
  });
}

interface CoveredPart {
  readonly covered: number;
  readonly keysCovered: readonly string[];
  readonly uncounted: readonly LedgerRecord[];
  readonly believed: BelievedCheckpoint;
  readonly lacking?: readonly Shard[];
  readonly doubt?: string;
}

function finish(
  { head, line, checkpoint, genesis: beginning }: Read,
  tree: TreeHead,
  trust: Trust,
  part: CoveredPart,
): OpenLedger {
  const { covered, keysCovered, uncounted, believed, lacking = [], doubt } = part;
  const { genesis, keys } = tree.state;
  if (genesis === undefined) throw new Error('the ledger has no genesis record');
  const origin = originOf(genesis);
  const why = doubt ?? ('doubt' in believed ? believed.doubt : signatureDoubt(believed, origin, keys, trust));
  const wrongBeginning = pinDoubt(trust, beginning);
  const ledger = {
    head,
    line,
    tree: tree,
    index: toIndex(tree.state),
    genesis,
    origin,
    trust,
    covered,
    note: checkpoint,
    keysCovered,
    uncounted,
    lacking,
  };
  if (wrongBeginning !== undefined) return { ...ledger, ...wrongBeginning };
  return why === undefined ? ledger : { ...ledger, doubt: why };
}

function noLedger(code: MessageCode, sentence: string): NoLedger {
  return { problem: message(code, sentence) };
}
