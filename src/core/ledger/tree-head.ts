import { EMPTY_STATE, type LedgerState } from './ledger-state.ts';
import { EMPTY_RANGE, extendRange, leafHash, rootOf, type CompactRange, type Hash } from './merkle.ts';

/** The end of the ledger: all facts needed to extend it, without the files before the last. */
export interface TreeHead {
  /** Number of records. */
  readonly size: number;
  /** Tree over all files before the last. */
  readonly range: CompactRange;
  /** Records of the last file, as lines without newlines. */
  readonly lines: readonly string[];
  /** State of all records. */
  readonly state: LedgerState;
}

export const EMPTY_TREE: TreeHead = { size: 0, range: EMPTY_RANGE, lines: [], state: EMPTY_STATE };

/** Returns the root over the first `covered` records; `undefined` before the last file and past the end. */
export function rootAt({ size, range, lines }: TreeHead, covered: number): Hash | undefined {
  if (covered < range.size || covered > size) return undefined;
  return rootOf(extendRange(range, lines.slice(0, covered - range.size).map(leafHash)));
}
