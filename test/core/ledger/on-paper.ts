import { broken, type Finding } from '../../../src/core/verify/finding.ts';
import { beginRecords } from '../../../src/core/verify/records.ts';
import {
  checkCoverage,
  checkNote,
  checkSignatures,
  checkVoidings,
  coveredByLargest,
  inOrder,
  readNotes,
  readOwnNotes,
} from '../../../src/core/verify/notes.ts';
import { originOf } from '../../../src/core/ledger/checkpoint.ts';
import type { LedgerRecord } from '../../../src/core/ledger/record.ts';
import type { Shard } from '../../../src/core/ledger/shard.ts';
import type { VerifierKey } from '../../../src/core/ledger/note.ts';
import { SNAPSHOT_PATH } from '../../../src/core/ledger/state-snapshot.ts';

export interface LedgerOnPaper {
  /** Every file below `audit/`, by its path on the branch. */
  readonly files: readonly Shard[];
  /** Keys and checkpoints kept elsewhere: what the ledger is held against. */
  readonly keys: readonly VerifierKey[];
  readonly kept: readonly { readonly where: string; readonly text: string }[];
}

export interface Verified {
  /** What comes first is what is wrong first, in the order FORMAT.md checks. */
  readonly findings: readonly Finding[];
  readonly records: readonly LedgerRecord[];
  /** How many records a sound checkpoint covers. */
  readonly covered: number;
}

/** Verifies a ledger from what lies on the branch and what somebody kept of it; needs nothing and nobody else. */
export function verifyLedger({ files, keys, kept }: LedgerOnPaper): Verified {
  const own = readOwnNotes(files);
  const elsewhere = readNotes(kept);
  const notes = [...own.notes, ...elsewhere.notes].sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  const records: LedgerRecord[] = [];
  const fold = beginRecords(
    notes.map(({ checkpoint }) => checkpoint.size),
    (record) => records.push(record),
    coveredByLargest(own.notes),
  );
  for (const shard of inOrder(files)) fold.shard(shard);
  const folded = fold.end(files.find(({ path }) => path === SNAPSHOT_PATH)?.text);
  if (folded.invalid !== undefined) return { findings: [folded.invalid], records: [], covered: 0 };
  const { genesis } = folded;
  if (genesis === undefined)
    return { findings: [broken('ledger-invalid', 'audit/entries', 'no genesis')], records: [], covered: 0 };
  const subject = { ...folded, origin: originOf(genesis) };
  const checks = notes.map((note) => ({ note, findings: checkNote(subject, note) }));
  const sound = checks.filter(({ findings }) => findings.length === 0).map(({ note }) => note);
  const covered = Math.max(0, ...sound.map(({ checkpoint }) => checkpoint.size));
  return {
    records,
    covered,
    findings: [
      ...(folded.snapshot === undefined ? [] : [folded.snapshot]),
      ...checkVoidings(
        folded.voidings,
        sound.filter(({ where }) => own.notes.some((note) => note.where === where)),
      ),
      ...own.findings,
      ...elsewhere.findings,
      ...checks.flatMap(({ findings }) => findings),
      ...checkSignatures(subject, sound, keys),
      ...checkCoverage(folded.size, covered),
      ...folded.silences,
    ],
  };
}
