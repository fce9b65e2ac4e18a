import { fromBase64, toBase64 } from './base64.ts';
import type { Hash } from './merkle.ts';
import { parseNote, type Note } from './note.ts';

/** Size and root of the ledger. As a note: https://c2sp.org/tlog-checkpoint@v1.0.0, without extension lines. */
export interface Checkpoint {
  readonly origin: string;
  /** Number of records that it covers. */
  readonly size: number;
  readonly root: Hash;
}

export const CHECKPOINT_PATH = 'audit/checkpoint';

/** Path of the kept checkpoint of a size. */
export function checkpointPath(size: number): string {
  return `audit/checkpoints/${size}.note`;
}

/**
 * Name of the ledger in signatures and anchors: the installation and the repository's number. Both survive a rename or a
 * transfer of the repository.
 */
export function originOf(genesis: {
  readonly installation: string;
  readonly repository: { readonly id: number };
}): string {
  return `pullcord/${genesis.installation}/${genesis.repository.id}`;
}

/** Returns the signed text. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint with its signatures, or returns its fault. */
export function parseCheckpoint(
  whole: string,
): { readonly checkpoint: Checkpoint; readonly note: Note } | { readonly invalid: string } {
  const note = parseNote(whole);
  if ('invalid' in note) return note;
  const [origin = '', size = '', root = '', rest, ...more] = note.text.split('\n');
  if (rest !== '' || more.length > 0)
    return { invalid: 'the text above the signatures must be three lines: origin, size and root' };
  if (origin === '') return { invalid: 'its origin is empty' };
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    return { invalid: `the size ${JSON.stringify(size.slice(0, 40))} is not a number of records` };
  const hash = fromBase64(root);
  if (hash?.length !== 32) return { invalid: 'the root is not 32 bytes in base64' };
  return { checkpoint: { origin, size: Number(size), root: hash }, note };
}
