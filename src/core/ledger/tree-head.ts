import { EMPTY_STATE, type LedgerState } from './ledger-state.ts';
import { EMPTY_RANGE, extendRange, leafHash, rootOf, type CompactRange, type Hash } from './merkle.ts';

/** The ledger's growing end: all it takes to extend it, whatever lies before the last file. */
export interface TreeHead {
  /** The number of records. */
  readonly size: number;
  /** The tree over all files before the last. */
  readonly range: CompactRange;
  /** The last file's records, as lines without newlines. */
  readonly lines: readonly string[];
  /** Everything, folded. */
  readonly state: LedgerState;
}

export const EMPTY_TREE: TreeHead = { size: 0, range: EMPTY_RANGE, lines: [], state: EMPTY_STATE };

/** The root over the first `covered` records; `undefined` where that lies before the last file, or past the end. */
export function rootAt({ size, range, lines }: TreeHead, covered: number): Hash | undefined {
  if (covered < range.size || covered > size) return undefined;
  return rootOf(extendRange(range, lines.slice(0, covered - range.size).map(leafHash)));
}
