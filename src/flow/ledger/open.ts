import { originOf, parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import {
  beginsShard,
  parseLedger,
  parseShard,
  shardPath,
  type Genesis,
  type LedgerRecord,
} from '../../core/ledger/ledger.ts';
import { extendRange, EMPTY_RANGE, rootOf, same } from '../../core/ledger/merkle.ts';
import { formatKey, signersOf, type VerifierKey } from '../../core/ledger/note.ts';
import { digestOfSnapshot, parseSnapshot } from '../../core/ledger/state-snapshot.ts';
import { toIndex, foldRecords, EMPTY_STATE, type LedgerIndex } from '../../core/ledger/ledger-index.ts';
import { foldUnsealed } from '../../core/ledger/sealing.ts';
import { rootAt, type TreeHead } from '../../core/ledger/tree-head.ts';
import { voidedBy } from '../../core/ledger/voids.ts';
import { foldWhole, linesOf } from '../../core/ledger/whole.ts';
import { addSeconds, CLOCK_SKEW, EPOCH, type Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { LedgerReading, Signer, Ports } from '../../core/ports.ts';

/** Whom a run believes about the ledger, by the organization's document. */
export interface Trust {
  /** `undefined`: the document could not be read, so nobody knows. Empty: checkpoints are not signed. */
  readonly keys: readonly VerifierKey[] | undefined;
  readonly signers: readonly Signer[];
  /** GitHub's clock; no record may be more than `CLOCK_SKEW` ahead of it. */
  readonly now: Instant | undefined;
}

export interface OpenLedger {
  readonly head: string;
  readonly tree: TreeHead;
  readonly index: LedgerIndex;
  readonly genesis: Genesis;
  readonly origin: string;
  readonly trust: Trust;
  /** How many records the latest checkpoint covers: those after it were appended when it could not be signed. */
  readonly covered: number;
  /** That checkpoint as it is kept, signatures and all. */
  readonly note: string | undefined;
  /** The keys in force where it ends. */
  readonly keysCovered: readonly string[];
  /** Records after that checkpoint which count for nothing, since a stranger may have appended them. */
  readonly uncounted: readonly LedgerRecord[];
  /** Why this ledger gives no ground for a grant, and is not extended until a person has looked. */
  readonly doubt?: string;
}

/** Why there is no ledger to go by. */
export interface NoLedger {
  readonly problem: string;
}

type Read = Extract<LedgerReading, { readonly kind: 'read' }>;

/** Reads the ledger and folds it. Whatever is wrong with it, even what no check foresaw, is a problem to tell. */
export async function readLedger(ports: Pick<Ports, 'ledger'>, trust: Trust): Promise<OpenLedger | NoLedger> {
  return openLedger(ports, await readBranch(ports), trust);
}

/** The branch as it stands, before anybody knows whom to believe about it. Never throws. */
export async function readBranch(ports: Pick<Ports, 'ledger'>): Promise<LedgerReading> {
  return ports.ledger.read().catch((error: unknown) => ({ kind: 'unreadable', sentence: errorMessage(error) }));
}

/** Verifies a reading. Under a signed checkpoint the last file is enough; in every other case all files are read. */
export async function openLedger(
  ports: Pick<Ports, 'ledger'>,
  reading: LedgerReading,
  trust: Trust,
): Promise<OpenLedger | NoLedger> {
  if (reading.kind === 'missing')
    return { problem: 'there is no ledger: the branch audit is missing; `pullcord init --ledger` begins it' };
  if (reading.kind === 'unreadable') return { problem: `the ledger could not be read: ${reading.sentence}` };
  try {
    const short = openShort(reading, trust);
    return short ?? (await openWhole(ports, reading, trust));
  } catch (error) {
    return { problem: `the ledger could not be read: ${errorMessage(error)}` };
  }
}

/** From the last file and `audit/open.json`, if a known key signed for both and nothing came after; else `undefined`. */
function openShort(reading: Read, trust: Trust): OpenLedger | undefined {
  const { last, opening } = reading;
  const told = believedCheckpoint(reading, trust);
  if ('doubt' in told || !told.signed || last === undefined || opening === undefined) return undefined;
  const start = parseSnapshot(opening);
  if ('invalid' in start || last.path !== shardPath(start.range.size)) return undefined;
  const parsed = parseShard(last, start.range.size);
  if ('invalid' in parsed || parsed.records[0]?.open !== digestOfSnapshot(opening)) return undefined;
  const tip: TreeHead = {
    size: start.range.size + parsed.records.length,
    range: start.range,
    lines: linesOf(last),
    state: foldRecords(start.state, parsed.records),
  };
  const root = told.checkpoint.size === tip.size ? rootAt(tip, tip.size) : undefined;
  if (root === undefined || !same(root, told.checkpoint.root)) return undefined;
  // Earlier files were held against the clock while they were the last.
  const dates = [...parsed.records, { seq: start.range.size - 1, at: start.state.last ?? EPOCH }];
  const doubt = futureDoubt(dates, trust);
  return finish(reading, tip, trust, {
    ...{ covered: tip.size, keysCovered: tip.state.keys, uncounted: [], told },
    ...(doubt === undefined ? {} : { doubt }),
  });
}

async function openWhole(ports: Pick<Ports, 'ledger'>, reading: Read, trust: Trust): Promise<OpenLedger | NoLedger> {
  const { head, last, opening } = reading;
  const shards = last === undefined ? [] : last.path === shardPath(0) ? [last] : await ports.ledger.shards(head);
  const parsed = parseLedger(shards);
  if ('invalid' in parsed) return { problem: `the ledger is not valid: ${parsed.invalid}` };
  const { records } = parsed;
  const told = believedCheckpoint(reading, trust);
  const covered = 'doubt' in told ? 0 : told.checkpoint.size;
  const sealed = records.slice(0, covered);
  const sealedState = foldRecords(EMPTY_STATE, sealed);
  // Without a checkpoint to go by, everything is folded, and nothing is granted by it.
  const tail = records.slice(covered, covered + MOST_UNSEALED);
  const uncounted = 'doubt' in told ? [] : foldUnsealed(sealedState, tail).uncounted;
  const voided = new Set([...voidedBy(sealed), ...uncounted.map(({ seq }) => seq)]);
  const read = 'doubt' in told ? records : records.slice(0, covered + MOST_UNSEALED);
  const whole = foldWhole(read, shards, opening, voided);
  const doubts = [
    ...('doubt' in told ? [told.doubt] : [rootDoubt(told.checkpoint, whole.leaves)]),
    whole.doubt,
    futureDoubt(records, trust),
    read.length < records.length ? `more than ${MOST_UNSEALED} records lie under no checkpoint` : undefined,
    uncountedDoubt(uncounted, records.length),
  ].filter((doubt) => doubt !== undefined);
  return finish(reading, whole.tip, trust, {
    ...{ covered, keysCovered: sealedState.keys, uncounted, told },
    ...(doubts[0] === undefined ? {} : { doubt: doubts[0] }),
  });
}

/** Answers if a later reading holds all that an earlier one did: a branch that was set back meanwhile does not. */
export function isContinued(before: OpenLedger, after: OpenLedger): boolean {
  if (after.head === before.head) return true;
  if (after.tree.size < before.tree.size || after.covered < before.covered) return false;
  const [then, now] = [rootAt(before.tree, before.tree.size), rootAt(after.tree, before.tree.size)];
  // If another file has begun since, the signature over it vouches for those before.
  return now === undefined || (then !== undefined && same(then, now));
}

type BelievedCheckpoint = { readonly checkpoint: Checkpoint; readonly signed: boolean } | { readonly doubt: string };

/** The latest checkpoint, if it is whole and, where keys are known, one of them signed it. */
function believedCheckpoint({ checkpoint }: Read, { keys }: Trust): BelievedCheckpoint {
  if (checkpoint === undefined) return { doubt: 'the ledger has no checkpoint: audit/checkpoint is missing' };
  const parsed = parseCheckpoint(checkpoint);
  if ('invalid' in parsed) return { doubt: `audit/checkpoint is not valid: ${parsed.invalid}` };
  if (keys === undefined)
    return { doubt: 'who signs the ledger is not known: policies/organization.yaml cannot be read' };
  const signers = signersOf(parsed.note, keys);
  if ('invalid' in signers) return { doubt: `audit/checkpoint is forged: ${signers.invalid}` };
  return { checkpoint: parsed.checkpoint, signed: signers.length > 0 };
}

interface Ground {
  readonly covered: number;
  readonly keysCovered: readonly string[];
  readonly uncounted: readonly LedgerRecord[];
  readonly told: BelievedCheckpoint;
  readonly doubt?: string;
}

function finish({ head, checkpoint }: Read, tip: TreeHead, trust: Trust, ground: Ground): OpenLedger {
  const { covered, keysCovered, uncounted, told, doubt } = ground;
  const { genesis, keys } = tip.state;
  if (genesis === undefined) throw new Error('the ledger has no genesis record');
  const origin = originOf(genesis);
  const why = doubt ?? ('doubt' in told ? told.doubt : signatureDoubt(told, origin, keys, trust));
  const ledger = {
    head,
    tree: tip,
    index: toIndex(tip.state),
    genesis,
    origin,
    trust,
    covered,
    note: checkpoint,
    keysCovered,
    uncounted,
  };
  return why === undefined ? ledger : { ...ledger, doubt: why };
}

/** One of the keys that main names must have signed, whatever the ledger says of its keys. Once signed, always signed. */
function signatureDoubt(
  { checkpoint, signed }: Extract<BelievedCheckpoint, { readonly signed: boolean }>,
  origin: string,
  inForce: readonly string[],
  { keys = [] }: Trust,
): string | undefined {
  if (checkpoint.origin !== origin)
    return `audit/checkpoint is of ${JSON.stringify(checkpoint.origin)}, this is ${origin}`;
  const stray = keys.find(({ name }) => name !== origin);
  if (stray !== undefined) return `ledger.keys names a key of ${stray.name}; this ledger is ${origin}`;
  if (signed) return undefined;
  if (keys.length > 0)
    return `no key of ledger.keys (${keys.map(formatKey).join(', ')}) signed audit/checkpoint; put the branch audit back to the commit that was signed last`;
  return inForce.length === 0
    ? undefined
    : 'the ledger is signed, and policies/organization.yaml names no key of it any more';
}

function rootDoubt({ size, root }: Checkpoint, leaves: readonly Uint8Array[]): string | undefined {
  if (size > leaves.length)
    return `audit/checkpoint covers ${size} records, and there are ${leaves.length}: the ledger was cut off`;
  const is = rootOf(extendRange(EMPTY_RANGE, leaves.slice(0, size)));
  return same(is, root)
    ? undefined
    : `audit/checkpoint has another root than its ${size} records: the ledger was rewritten`;
}

/** A record from the future could make everything else be forgotten, and hide from anchors that are sought by time. */
function futureDoubt(records: readonly Pick<LedgerRecord, 'seq' | 'at'>[], { now }: Trust): string | undefined {
  if (now === undefined) return undefined;
  const latest = addSeconds(now, CLOCK_SKEW);
  const early = records.find(({ at }) => at > latest);
  return early === undefined ? undefined : `record ${early.seq} is dated ${early.at}, and GitHub's clock says ${now}`;
}

/** More than runs ever leave unsealed, and few enough to be read in no time: others may append as many as they like. */
const MOST_UNSEALED = 1000;

/** Some unsealed records cannot be voided and passed over: a person has to look first. */
function uncountedDoubt(uncounted: readonly LedgerRecord[], size: number): string | undefined {
  const rotation = uncounted.find(({ kind }) => kind === 'key-rotated');
  if (rotation !== undefined)
    return `record ${rotation.seq} changes the keys of the ledger and lies under no checkpoint: no key in force signed for it`;
  // A file's beginning is written once, so a record of an earlier file can no longer be voided.
  const stuck = uncounted.find(({ seq }) => shardPath(seq) !== shardPath(size - 1) || beginsShard(seq));
  return stuck === undefined
    ? undefined
    : `record ${stuck.seq} (${stuck.kind}) lies under no checkpoint, and a file of records begins with it or after it`;
}
