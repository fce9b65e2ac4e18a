import { compact } from './compact.ts';
import { foldInto, type LedgerState } from './ledger-state.ts';
import { extendRange, leafHash, rootOf, type CompactRange, type Hash } from './merkle.ts';
import type { LedgerRecord } from './record.ts';
import { allLines, beginsShard, shardPath, type Shard } from './shard.ts';
import {
  digestOfSnapshot,
  encodeSnapshot,
  SNAPSHOT_PATH,
  type SnapshotFormat,
  type StateSnapshot,
} from './state-snapshot.ts';
import { EMPTY_TREE, type TreeHead } from './tree-head.ts';
import { voidedBy } from './voids.ts';
import type { Instant } from '../time.ts';

/** The present format first. Format 1 cannot hold verdicts, so a file in it begins before the first of them. */
const FORMATS: readonly SnapshotFormat[] = [2, 1];

/** A file or a record, and the rest of the sentence about its fault. */
export interface LedgerDifference {
  readonly where: string;
  readonly sentence: string;
}

/**
 * Folds a ledger from a tree head on, for reading, appending and verifying. It holds the state, the tree and the last file's
 * lines, so its memory does not grow with the ledger.
 *
 * The caller adds lines and records separately. The first record of the next file may void records of this one.
 */
export class LedgerFold {
  #state: LedgerState;
  /** Tree over all files before the last. */
  #range: CompactRange;
  /** Tree over all lines except the pending ones, whose hashes join it together. */
  #tree: CompactRange;
  #pending: Hash[] = [];
  #lines: string[];
  #snapshot: StateSnapshot | undefined;
  #format: SnapshotFormat = 2;
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

  /** Number of lines, including those whose records are not folded yet. */
  get size(): number {
    return this.#tree.size + this.#pending.length;
  }

  /** Root over all lines. */
  get root(): Hash {
    return rootOf(this.#grown());
  }

  /** Lines of the last file. */
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
   * Folds records of the last file. Throws if one of them cannot be folded, and then leaves the state unchanged.
   * @param voided numbers of records that do not count
   */
  addRecords(records: readonly LedgerRecord[], voided: ReadonlySet<number>): void {
    this.#state = foldInto(this.#state, records, voided);
  }

  /**
   * Ends a file whose records are all folded, and begins the next one.
   * @param at time of the first record of the next file
   */
  beginFile(at: Instant): StateSnapshot {
    this.#state = compact(this.#state, at);
    this.#range = this.#grown();
    this.#lines = [];
    this.#snapshot = { range: this.#range, state: this.#state };
    return this.#snapshot;
  }

  /** Begins a file, and compares the digest in its first record with the computed snapshot, in either format. */
  beginRecordedFile({ seq, at, open }: LedgerRecord): void {
    const snapshot = this.beginFile(at);
    const hasVerdicts = snapshot.state.accepted.judged.length > 1;
    const format = FORMATS.find(
      (one) => !(one === 1 && hasVerdicts) && open === digestOfSnapshot(encodeSnapshot(snapshot, one)),
    );
    this.#format = format ?? 2;
    if (format !== undefined) return;
    const sentence = `names another ${SNAPSHOT_PATH} than the earlier records give`;
    this.#difference ??= { where: `record ${seq}`, sentence };
  }

  /**
   * Returns the first difference of `audit/open.json`, or of a record's digest of it, from the records.
   * @param snapshot the text of `audit/open.json`; `undefined` if the file is missing
   */
  differenceFrom(snapshot: string | undefined): LedgerDifference | undefined {
    const follows = this.#snapshot === undefined ? undefined : encodeSnapshot(this.#snapshot, this.#format);
    if (this.#difference !== undefined || snapshot === follows) return this.#difference;
    return { where: SNAPSHOT_PATH, sentence: 'differs from the one that the records give' };
  }

  #grown(): CompactRange {
    this.#tree = extendRange(this.#tree, this.#pending);
    this.#pending = [];
    return this.#tree;
  }
}

/**
 * Folds more records into a copy of a state.
 * @param voided numbers of records that do not count; by default those that heartbeats in `records` void
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

/** A ledger folded from its first record on. */
export interface FoldedLedger {
  readonly head: TreeHead;
  /** Root over the number of records that the caller named; `undefined` if there are fewer. */
  readonly root: Hash | undefined;
  /** Present if `audit/open.json`, or a record's digest of it, differs from the records. */
  readonly doubt?: string;
}

/**
 * Folds a whole ledger, and compares every digest of a snapshot in it.
 * @param snapshot the text of `audit/open.json`; `undefined` if the file is missing
 * @param covered number of records whose root the caller needs
 * @param voided numbers of records that do not count
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

/** Groups records by file, in order. */
function filesOf(records: readonly LedgerRecord[]): Iterable<readonly LedgerRecord[]> {
  return Map.groupBy(records, ({ seq }) => shardPath(seq)).values();
}
