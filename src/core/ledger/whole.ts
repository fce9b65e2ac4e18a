import { beginsShard, type LedgerRecord, type Shard } from './ledger.ts';
import { voidedBy } from './voids.ts';
import { EMPTY_RANGE, extendRange, leafHash, type CompactRange, type Hash } from './merkle.ts';
import { digestOfSnapshot, encodeSnapshot, SNAPSHOT_PATH } from './state-snapshot.ts';
import { compact } from './compact.ts';
import { foldRecords, EMPTY_STATE, type LedgerState } from './ledger-index.ts';
import type { TreeHead } from './tree-head.ts';

/** A ledger read from its first record on. */
export interface Whole {
  readonly tip: TreeHead;
  /** Of every record, in order. */
  readonly leaves: readonly Hash[];
  /** Where `audit/open.json`, or what a record says of it, does not follow from the records. */
  readonly doubt?: string;
}

/**
 * Folds everything, and holds it against what the first record of each file says about those before.
 * @param voided numbers of records that count for nothing
 */
export function foldWhole(
  records: readonly LedgerRecord[],
  shards: readonly Shard[],
  opening: string | undefined,
  voided: ReadonlySet<number> = voidedBy(records),
): Whole {
  const lines = allLines(shards);
  const leaves = lines.map(leafHash);
  let [state, range, begin]: [LedgerState, CompactRange, number] = [EMPTY_STATE, EMPTY_RANGE, 0];
  let doubt: string | undefined;
  let text: string | undefined;
  for (const [seq, record] of records.entries()) {
    if (!beginsShard(seq)) continue;
    state = compact(foldRecords(state, records.slice(begin, seq), voided), record.at);
    range = extendRange(range, leaves.slice(begin, seq));
    begin = seq;
    text = encodeSnapshot({ range, state });
    if (record.open !== digestOfSnapshot(text))
      doubt ??= `record ${seq} names another ${SNAPSHOT_PATH} than follows from the records before it`;
  }
  if (text !== opening) doubt ??= `${SNAPSHOT_PATH} is not the one that follows from the records`;
  const last = foldRecords(state, records.slice(begin), voided);
  const tip = { size: records.length, range, lines: lines.slice(begin), state: last };
  return doubt === undefined ? { tip, leaves } : { tip, leaves, doubt };
}

/** The lines of a file that ends in a newline, as it must. */
export function linesOf({ text }: Shard): readonly string[] {
  return text.slice(0, -1).split('\n');
}

/** All lines of all files, in order. */
export function allLines(shards: readonly Shard[]): readonly string[] {
  return shards.toSorted((a, b) => (a.path < b.path ? -1 : 1)).flatMap(linesOf);
}
