import { counted } from '../counted.ts';
import { CHECKPOINT_PATH, parseCheckpoint, type Checkpoint } from '../ledger/checkpoint.ts';
import { missingSignature } from '../ledger/key-chain.ts';
import type { Shard } from '../ledger/shard.ts';
import { same, type Hash } from '../ledger/merkle.ts';
import { formatKey, parseKey, signersOf, type Note, type VerifierKey } from '../ledger/note.ts';
import { broken, incomplete, type Finding } from './finding.ts';
import type { KeyChange, Voiding } from './records.ts';

/** A checkpoint and its place. */
export interface FoundNote {
  readonly where: string;
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

export interface ReadNotes {
  /** Checkpoints by ascending size. */
  readonly notes: readonly FoundNote[];
  readonly findings: readonly Finding[];
}

/** The ledger that the checkpoints are compared with. */
export interface Subject {
  readonly size: number;
  readonly roots: ReadonlyMap<number, Hash>;
  readonly origin: string;
  readonly keyChanges: readonly KeyChange[];
}

const FOLDER = 'audit/checkpoints/';

/** Reads the ledger's own checkpoints from its files. A text is `undefined` if the file is not UTF-8. */
export function readOwnNotes(
  files: readonly { readonly path: string; readonly text: string | undefined }[],
): ReadNotes {
  const own = files.filter(({ path }) => path === CHECKPOINT_PATH || path.startsWith(FOLDER));
  const read = readNotes(own.map(({ path, text }) => ({ where: path, text })));
  if (own.some(({ path }) => path === CHECKPOINT_PATH)) return read;
  return {
    ...read,
    findings: [broken('checkpoint-missing', CHECKPOINT_PATH, 'the file is missing'), ...read.findings],
  };
}

/** Reads checkpoints, and sorts them by size, then by place. */
export function readNotes(given: readonly { readonly where: string; readonly text: string | undefined }[]): ReadNotes {
  const findings: Finding[] = [];
  const notes = given
    .toSorted((a, b) => (a.where < b.where ? -1 : a.where > b.where ? 1 : 0))
    .flatMap(({ where, text }) => {
      const read = text === undefined ? { invalid: 'the checkpoint is not UTF-8' } : parseCheckpoint(text);
      if (!('invalid' in read) && (!where.startsWith(FOLDER) || where === `${FOLDER}${read.checkpoint.size}.note`))
        return [{ where, ...read }];
      const why =
        'invalid' in read
          ? read.invalid
          : `the checkpoint covers ${counted(read.checkpoint.size, 'record')}, so the file must be named ${read.checkpoint.size}.note`;
      findings.push(broken('checkpoint-invalid', where, why));
      return [];
    });
  return { notes: notes.sort((a, b) => a.checkpoint.size - b.checkpoint.size), findings };
}

/** Compares a checkpoint's origin, size and root with the ledger. */
export function checkNote(
  { size: there, roots, origin }: Subject,
  { where, checkpoint }: FoundNote,
): readonly Finding[] {
  const { size } = checkpoint;
  if (checkpoint.origin !== origin)
    return [
      broken(
        'checkpoint-origin',
        where,
        `the checkpoint belongs to the ledger ${JSON.stringify(checkpoint.origin)}, and this ledger is ${origin}`,
      ),
    ];
  if (size > there)
    return [
      broken('cut-off', where, `the checkpoint covers ${counted(size, 'record')}, and the ledger has only ${there}`),
    ];
  const root = roots.get(size);
  return root !== undefined && same(root, checkpoint.root)
    ? []
    : [
        broken(
          'rewritten',
          where,
          `the first ${size} records differ from those that the checkpoint covers: the root hashes differ`,
        ),
      ];
}

/**
 * Checks the signatures. A key in force at its size signs each checkpoint. The first checkpoint after a change of keys is
 * signed by an earlier key and by every new key. A key of the auditor signs at least one checkpoint.
 */
export function checkSignatures(
  { keyChanges }: Subject,
  notes: readonly FoundNote[],
  brought: readonly VerifierKey[],
): readonly Finding[] {
  const findings: Finding[] = [];
  let before: readonly string[] | undefined;
  let known = brought.length === 0;
  let change = -1;
  const readKey = keyReader();
  for (const { where, checkpoint, note } of notes) {
    while ((keyChanges[change + 1]?.seq ?? checkpoint.size) < checkpoint.size) change += 1;
    const inForce = keyChanges[change]?.keys ?? [];
    const candidates = [...new Set([...inForce, ...(before ?? [])])].flatMap(readKey);
    const signers = signersOf(note, candidates);
    const signed = 'invalid' in signers ? [] : signers.map(formatKey);
    const lack = 'invalid' in signers ? signers.invalid : missingSignature(signed, inForce, before ?? inForce);
    if (lack !== undefined) findings.push(broken('not-signed', where, lack));
    known ||= lack === undefined && isSignedBy(note, brought, signed);
    before = inForce;
  }
  if (brought.length > 0 && !known && notes.length > 0)
    findings.push(broken('key-unknown', CHECKPOINT_PATH, 'no key given with --key signed any checkpoint'));
  return findings;
}

function isSignedBy(note: Note, brought: readonly VerifierKey[], signed: readonly string[]): boolean {
  if (brought.some((key) => signed.includes(formatKey(key)))) return true;
  const signers = signersOf(note, brought);
  return !('invalid' in signers) && signers.length > 0;
}

/** Returns a reader of verifier keys that reads each text once. */
function keyReader(): (text: string) => readonly VerifierKey[] {
  const read = new Map<string, readonly VerifierKey[]>();
  return (text) => {
    const before = read.get(text);
    if (before !== undefined) return before;
    const key = parseKey(text);
    const keys = 'invalid' in key ? [] : [key];
    read.set(text, keys);
    return keys;
  };
}

/** Returns the size of the ledger's largest checkpoint. Without a checkpoint all records count. */
export function coveredByLargest(notes: readonly FoundNote[]): number {
  const largest = Math.max(0, ...notes.map(({ checkpoint }) => checkpoint.size));
  return largest === 0 ? Number.POSITIVE_INFINITY : largest;
}

/**
 * Reports voided records, because an intruder wrote them to the branch. A heartbeat may not void a record that a checkpoint
 * covered before.
 */
export function checkVoidings(voidings: readonly Voiding[], notes: readonly FoundNote[]): readonly Finding[] {
  const sizes = notes.map(({ checkpoint }) => checkpoint.size);
  return voidings.flatMap(({ heartbeat, voids }) =>
    voids.map((seq) =>
      sizes.some((size) => seq < size && size <= heartbeat)
        ? broken(
            'voided',
            `record ${seq}`,
            `record ${heartbeat} voids record ${seq}, although a checkpoint covered it before`,
          )
        : incomplete(
            'voided',
            `record ${seq}`,
            `record ${heartbeat} voids record ${seq}, which had no checkpoint, so record ${seq} does not count`,
          ),
    ),
  );
}

export function checkCoverage(size: number, covered: number): readonly Finding[] {
  if (covered >= size) return [];
  return [incomplete('checkpoint-behind', CHECKPOINT_PATH, `records ${covered} to ${size - 1} have no checkpoint`)];
}

/** True for a file of records. */
export function isShardPath(path: string): boolean {
  return path.startsWith('audit/entries/') && path.endsWith('.jsonl');
}

export function inOrder<T extends Pick<Shard, 'path'>>(files: readonly T[]): readonly T[] {
  return files.filter(({ path }) => isShardPath(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
}
