import { beginsShard, type LedgerRecord, type Shard } from './ledger.ts';
import { voidedBy } from './voids.ts';
import { EMPTY_RANGE, extendRange, leafHash, type CompactRange, type Hash } from './merkle.ts';
import { digestOfOpening, encodeOpening, OPEN_PATH } from './open.ts';
import { forget } from './forgetting.ts';
import { foldAll, NOTHING_YET, type State } from './on-record.ts';
import type { Tip } from './tip.ts';

/** A ledger read from its first record on. */
export interface Whole {
  readonly tip: Tip;
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
  let [state, range, begin]: [State, CompactRange, number] = [NOTHING_YET, EMPTY_RANGE, 0];
  let doubt: string | undefined;
  let text: string | undefined;
  for (const [seq, record] of records.entries()) {
    if (!beginsShard(seq)) continue;
    state = forget(foldAll(state, records.slice(begin, seq), voided), record.at);
    range = extendRange(range, leaves.slice(begin, seq));
    begin = seq;
    text = encodeOpening({ range, state });
    if (record.open !== digestOfOpening(text))
      doubt ??= `record ${seq} names another ${OPEN_PATH} than follows from the records before it`;
  }
  if (text !== opening) doubt ??= `${OPEN_PATH} is not the one that follows from the records`;
  const last = foldAll(state, records.slice(begin), voided);
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
