import { canonicalLine, tidy, Unfit, type Flaw } from './canonical.ts';
import { beginsShard, shardPath, type Draft, type LedgerRecord, type Shard } from './ledger.ts';
import { EMPTY_RANGE, extendRange, leafHash, rootOf, type CompactRange, type Hash } from './merkle.ts';
import { compact } from './compact.ts';
import { foldRecords, EMPTY_STATE, type LedgerState } from './ledger-index.ts';
import { digestOfSnapshot, encodeSnapshot, SNAPSHOT_PATH } from './state-snapshot.ts';

/** The ledger's growing end: all it takes to extend it, whatever lies before the last file. */
export interface TreeHead {
  /** How many records there are. */
  readonly size: number;
  /** The tree over all files before the last. */
  readonly range: CompactRange;
  /** The last file's records, as lines without newlines. */
  readonly lines: readonly string[];
  /** Everything, folded. */
  readonly state: LedgerState;
}

export const EMPTY_TREE: TreeHead = { size: 0, range: EMPTY_RANGE, lines: [], state: EMPTY_STATE };

export interface Extended {
  readonly tree: TreeHead;
  readonly records: readonly LedgerRecord[];
  /** The files that change, whole. */
  readonly files: readonly Shard[];
  /** What could not be written, and why. */
  readonly unfit: readonly { readonly draft: Draft; readonly flaw: Flaw }[];
}

/** Gives drafts their places after the tip. */
export function extend(tip: TreeHead, drafts: readonly Draft[]): Extended {
  const records: LedgerRecord[] = [];
  const unfit: { draft: Draft; flaw: Flaw }[] = [];
  const files = new Map<string, string>();
  let { range, state } = tip;
  let lines = [...tip.lines];
  let written = lines.length;
  const close = () => {
    if (lines.length > written) files.set(shardPath(tip.size + records.length - 1), `${lines.join('\n')}\n`);
  };
  let folded = 0;
  for (const given of drafts) {
    const seq = tip.size + records.length;
    const draft: Draft = { ...given, reasons: tidy(given.reasons), run: tidy(given.run) };
    const begins = beginsShard(seq);
    // A file begins only with a record that can be written.
    const trial = write({ ...draft, seq, ...(begins ? { open: NO_DIGEST } : {}) });
    if ('flaw' in trial) {
      unfit.push({ draft: given, flaw: trial.flaw });
      continue;
    }
    if (begins) {
      close();
      range = extendRange(range, lines.map(leafHash));
      state = compact(foldRecords(state, records.slice(folded)), draft.at);
      folded = records.length;
      [lines, written] = [[], 0];
    }
    const opening = begins ? encodeSnapshot({ range, state }) : undefined;
    if (opening !== undefined) files.set(SNAPSHOT_PATH, opening);
    const record = { ...draft, seq, ...(opening === undefined ? {} : { open: digestOfSnapshot(opening) }) };
    lines.push(opening === undefined ? trial.line : canonicalLine({ ...record }));
    records.push(record);
  }
  close();
  const end: TreeHead = {
    size: tip.size + records.length,
    range,
    lines,
    state: foldRecords(state, records.slice(folded)),
  };
  return { tree: end, records, files: [...files].map(([path, text]) => ({ path, text })), unfit };
}

/** The root over the first `size` records; `undefined` where that lies before the last file. */
export function rootAt({ size, range, lines }: TreeHead, covered: number): Hash | undefined {
  if (covered < range.size || covered > size) return undefined;
  return rootOf(extendRange(range, lines.slice(0, covered - range.size).map(leafHash)));
}

/** As long as a digest. */
const NO_DIGEST = '0'.repeat(64);

function write(record: LedgerRecord): { readonly line: string } | { readonly flaw: Flaw } {
  try {
    return { line: canonicalLine({ ...record }) };
  } catch (error) {
    if (error instanceof Unfit) return { flaw: error.flaw };
    throw error;
  }
}
