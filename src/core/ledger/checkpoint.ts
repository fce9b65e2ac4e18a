import { fromBase64, toBase64 } from './base64.ts';
import type { Hash } from './merkle.ts';
import { parseNote, type Note } from './note.ts';

/** Size and root of the ledger, as a note: https://c2sp.org/tlog-checkpoint@v1.0.0, without extension lines. */
export interface Checkpoint {
  readonly origin: string;
  /** How many records it covers. */
  readonly size: number;
  readonly root: Hash;
}

export const CHECKPOINT_PATH = 'audit/checkpoint';

/** Every checkpoint is kept under the number of records it covers. */
export function checkpointPath(size: number): string {
  return `audit/checkpoints/${size}.note`;
}

/**
 * What the ledger is called wherever it is signed or anchored: the installation and the repository's number, which stay
 * when an owner or a repository is renamed or moves.
 */
export function originOf(genesis: {
  readonly installation: string;
  readonly repository: { readonly id: number };
}): string {
  return `pullcord/${genesis.installation}/${genesis.repository.id}`;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint with its signatures, or says what is wrong with it. */
export function parseCheckpoint(
  whole: string,
): { readonly checkpoint: Checkpoint; readonly note: Note } | { readonly invalid: string } {
  const note = parseNote(whole);
  if ('invalid' in note) return note;
  const [origin = '', size = '', root = '', rest, ...more] = note.text.split('\n');
  if (rest !== '' || more.length > 0) return { invalid: 'it has not exactly the three lines origin, size and root' };
  if (origin === '') return { invalid: 'it names no origin' };
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    return { invalid: `its size ${JSON.stringify(size.slice(0, 40))} is no count` };
  const hash = fromBase64(root);
  if (hash?.length !== 32) return { invalid: 'its root is not the base64 of 32 bytes' };
  return { checkpoint: { origin, size: Number(size), root: hash }, note };
}
