import { canonicalLine, tidy, Unfit, type Flaw } from './canonical.ts';
import { LedgerFold } from './fold.ts';
import type { Draft, LedgerRecord } from './record.ts';
import { beginsShard, shardPath, type Shard } from './shard.ts';
import { digestOfSnapshot, encodeSnapshot, SNAPSHOT_PATH } from './state-snapshot.ts';
import type { TreeHead } from './tree-head.ts';
import { voidedBy } from './voids.ts';

export interface Extended {
  readonly tree: TreeHead;
  readonly records: readonly LedgerRecord[];
  /** Complete text of each changed file. */
  readonly files: readonly Shard[];
  /** Drafts that cannot be written, with the reasons. */
  readonly unfit: readonly { readonly draft: Draft; readonly flaw: Flaw }[];
}

/**
 * Appends drafts to the head.
 * @param parent the commit that they are appended to; absent for the first commit of the branch
 */
export function extend(head: TreeHead, drafts: readonly Draft[], parent?: string): Extended {
  const fold = new LedgerFold(head);
  const records: LedgerRecord[] = [];
  const unfit: { draft: Draft; flaw: Flaw }[] = [];
  const files = new Map<string, string>();
  /** New records of the last file. */
  let added: LedgerRecord[] = [];
  const endFile = (next: readonly LedgerRecord[]): void => {
    if (added.length > 0) files.set(shardPath(fold.size - 1), `${fold.lines.join('\n')}\n`);
    fold.addRecords(added, voidedBy([...added, ...next]));
    added = [];
  };
  for (const given of drafts) {
    const seq = fold.size;
    const draft: Draft = { ...given, reasons: tidy(given.reasons), run: tidy(given.run) };
    const begins = beginsShard(seq);
    const names = parent !== undefined && (records.length === 0 || begins) ? { parent } : {};
    // Only a writable record may begin a file.
    const trial: LedgerRecord = { ...draft, seq, ...names, ...(begins ? { open: NO_DIGEST } : {}) };
    const written = write(trial);
    if ('flaw' in written) {
      unfit.push({ draft: given, flaw: written.flaw });
      continue;
    }
    let [record, line] = [trial, written.line];
    if (begins) {
      endFile([trial]);
      const snapshot = encodeSnapshot(fold.beginFile(draft.at));
      files.set(SNAPSHOT_PATH, snapshot);
      record = { ...draft, seq, ...names, open: digestOfSnapshot(snapshot) };
      line = canonicalLine({ ...record });
    }
    fold.addLine(line);
    added.push(record);
    records.push(record);
  }
  endFile([]);
  return { tree: fold.head, records, files: [...files].map(([path, text]) => ({ path, text })), unfit };
}

/** A placeholder with the length of a digest. */
const NO_DIGEST = '0'.repeat(64);

function write(record: LedgerRecord): { readonly line: string } | { readonly flaw: Flaw } {
  try {
    return { line: canonicalLine({ ...record }) };
  } catch (error) {
    if (error instanceof Unfit) return { flaw: error.flaw };
    throw error;
  }
}
