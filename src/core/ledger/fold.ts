import { compact } from './compact.ts';
import { foldInto, type LedgerState } from './ledger-state.ts';
import { extendRange, leafHash, rootOf, type CompactRange, type Hash } from './merkle.ts';
import type { LedgerRecord } from './record.ts';
import { allLines, beginsShard, shardPath, type Shard } from './shard.ts';
import { digestOfSnapshot, encodeSnapshot, SNAPSHOT_PATH, type StateSnapshot } from './state-snapshot.ts';
import { EMPTY_TREE, type TreeHead } from './tree-head.ts';
import { voidedBy } from './voids.ts';
import type { Instant } from '../time.ts';

/** A file or a record, and the rest of the sentence that says what is wrong with it. */
export interface LedgerDifference {
  readonly where: string;
  readonly sentence: string;
}

/**
 * Folds a ledger from a tree head on. Reading, appending and verifying all fold with this. It holds the state, the tree
 * and the last file's lines, so that its memory does not grow with the ledger.
 *
 * The caller adds lines and records apart, because the first record of the next file may void records of this one.
 */
export class LedgerFold {
  #state: LedgerState;
  /** The tree over all files before the last. */
  #range: CompactRange;
  /** The tree over all lines but the pending ones, whose hashes join it all at once. */
  #tree: CompactRange;
  #pending: Hash[] = [];
  #lines: string[];
  #snapshot: StateSnapshot | undefined;
  #difference: LedgerDifference | undefined;

  constructor({ range, lines, state }: TreeHead = EMPTY_TREE) {
    this.#state = state;
    this.#range = range;
    this.#tree = range;
    this.#lines = [];
    for (const line of lines) this.addLine(line);
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** Counts lines, also those whose records are not folded yet. */
  get size(): number {
    return this.#tree.size + this.#pending.length;
  }

  /** The root over all lines. */
  get root(): Hash {
    return rootOf(this.#grown());
  }

  /** The last file's lines. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get head(): TreeHead {
    return { size: this.size, range: this.#range, lines: this.#lines, state: this.#state };
  }

  addLine(line: string): void {
    this.#pending.push(leafHash(line));
    this.#lines.push(line);
  }

  /**
   * Folds records of the last file. If one of them cannot be folded, this throws and the state stays as it was.
   * @param voided numbers of records that count for nothing
   */
  addRecords(records: readonly LedgerRecord[], voided: ReadonlySet<number>): void {
    this.#state = foldInto(this.#state, records, voided);
  }

  /**
   * Ends a file whose records are all folded, and begins the next.
   * @param at when the first record of the next file was made
   */
  beginFile(at: Instant): StateSnapshot {
    this.#state = compact(this.#state, at);
    this.#range = this.#grown();
    this.#lines = [];
    this.#snapshot = { range: this.#range, state: this.#state };
    return this.#snapshot;
  }

  /** Begins a file, and compares the snapshot that its first record names with the one that follows. */
  beginRecordedFile({ seq, at, open }: LedgerRecord): void {
    if (open === digestOfSnapshot(encodeSnapshot(this.beginFile(at)))) return;
    const sentence = `names another ${SNAPSHOT_PATH} than follows from the records before it`;
    this.#difference ??= { where: `record ${seq}`, sentence };
  }

  /**
   * The first place where `audit/open.json`, or the digest in a record, does not follow from the records.
   * @param snapshot the text of `audit/open.json`; `undefined` where there is none
   */
  differenceFrom(snapshot: string | undefined): LedgerDifference | undefined {
    const follows = this.#snapshot === undefined ? undefined : encodeSnapshot(this.#snapshot);
    if (this.#difference !== undefined || snapshot === follows) return this.#difference;
    return { where: SNAPSHOT_PATH, sentence: 'is not the one that follows from the records' };
  }

  #grown(): CompactRange {
    this.#tree = extendRange(this.#tree, this.#pending);
    this.#pending = [];
    return this.#tree;
  }
}

/**
 * Folds more records into a state, which stays as it is.
 * @param voided numbers of records that count for nothing; by default those that heartbeats among `records` void
 */
export function foldRecords(
  before: LedgerState,
  records: readonly LedgerRecord[],
  voided: ReadonlySet<number> = voidedBy(records),
): LedgerState {
  const fold = new LedgerFold({ ...EMPTY_TREE, state: before });
  for (const file of filesOf(records)) {
    const [first] = file;
    if (first !== undefined && beginsShard(first.seq)) fold.beginFile(first.at);
    fold.addRecords(file, voided);
  }
  return fold.state;
}

/** A ledger read from its first record on. */
export interface FoldedLedger {
  readonly head: TreeHead;
  /** The root over the records that the caller asked for; `undefined` if there are fewer. */
  readonly root: Hash | undefined;
  /** The place where `audit/open.json`, or the digest in a record, does not follow from the records. */
  readonly doubt?: string;
}

/**
 * Folds a whole ledger, and compares every snapshot that it names.
 * @param snapshot the text of `audit/open.json`; `undefined` where there is none
 * @param covered the number of records whose root is asked for
 * @param voided numbers of records that count for nothing
 */
export function foldLedger(
  records: readonly LedgerRecord[],
  shards: readonly Shard[],
  snapshot: string | undefined,
  covered = records.length,
  voided: ReadonlySet<number> = voidedBy(records),
): FoldedLedger {
  const fold = new LedgerFold();
  const lines = allLines(shards);
  let root = covered === 0 ? fold.root : undefined;
  for (const file of filesOf(records)) {
    const [first] = file;
    if (first !== undefined && beginsShard(first.seq)) fold.beginRecordedFile(first);
    for (const { seq } of file) {
      fold.addLine(lines[seq] ?? '');
      if (fold.size === covered) root = fold.root;
    }
    fold.addRecords(file, voided);
  }
  const difference = fold.differenceFrom(snapshot);
  const folded = { head: fold.head, root };
  return difference === undefined ? folded : { ...folded, doubt: `${difference.where} ${difference.sentence}` };
}

/** Records in order, by the file that they belong in. */
function filesOf(records: readonly LedgerRecord[]): Iterable<readonly LedgerRecord[]> {
  return Map.groupBy(records, ({ seq }) => shardPath(seq)).values();
}
