import { fromBase64, toBase64 } from '../ledger/base64.ts';
import { parseCanonical } from '../ledger/canonical.ts';
import { parseCheckpoint, type Checkpoint } from '../ledger/checkpoint.ts';
import { inclusionProof, leafHash, verifyInclusion, type Hash } from '../ledger/merkle.ts';
import { formatKey, signersOf, type VerifierKey } from '../ledger/note.ts';

/*
 * One record with what it takes to show that the ledger has it: https://c2sp.org/tlog-proof. The record itself is the
 * proof's `extra`, in base64: it is believed for its hash, which the tree has.
 */

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/** @param leaves of all records the checkpoint covers. @throws RangeError where it does not cover the record */
export function encodeProof(line: string, index: number, leaves: readonly Hash[], checkpoint: string): string {
  const hashes = inclusionProof(leaves, index).map((hash) => `${toBase64(hash)}\n`);
  const extra = toBase64(new TextEncoder().encode(line));
  return `${FIRST_LINE}\nextra ${extra}\nindex ${index}\n${hashes.join('')}\n${checkpoint}`;
}

export interface ProvenRecord {
  readonly index: number;
  readonly line: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly checkpoint: Checkpoint;
  /** Which of the keys brought signed the checkpoint, as `formatKey` writes them. */
  readonly signers: readonly string[];
}

/** Checks a proof with nothing else but the keys that are trusted, or says what is wrong with it. */
export function verifyProof(text: string, keys: readonly VerifierKey[]): ProvenRecord | { readonly invalid: string } {
  const [first, extra = '', position = '', ...rest] = text.split('\n');
  if (first !== FIRST_LINE) return { invalid: `its first line is not ${FIRST_LINE}` };
  const bytes = extra.startsWith('extra ') ? fromBase64(extra.slice(6)) : undefined;
  if (bytes === undefined) return { invalid: 'its second line is not extra and the record in base64' };
  const [, digits] = /^index (0|[1-9]\d{0,15})$/.exec(position) ?? [];
  if (digits === undefined || !Number.isSafeInteger(Number(digits)))
    return { invalid: 'its third line is not index and a number' };
  const index = Number(digits);
  const end = rest.indexOf('');
  if (end < 0) return { invalid: 'it has no empty line before the checkpoint' };
  const hashes = rest.slice(0, end).map(fromBase64);
  if (!hashes.every((hash) => hash?.length === 32)) return { invalid: 'a hash in it is not the base64 of 32 bytes' };
  const read = parseCheckpoint(rest.slice(end + 1).join('\n'));
  if ('invalid' in read) return { invalid: `its checkpoint: ${read.invalid}` };
  const { checkpoint, note } = read;
  const claim = { index, size: checkpoint.size, leaf: leafHash(bytes), root: checkpoint.root };
  if (
    !verifyInclusion(
      claim,
      hashes.filter((hash) => hash !== undefined),
    )
  )
    return { invalid: 'its hashes do not lead from the record to the root of its checkpoint' };
  const line = decode(bytes);
  const record = line === undefined ? undefined : parseCanonical(line);
  if (line === undefined || record === undefined) return { invalid: 'what it proves is not a canonical record' };
  if (record['seq'] !== index) return { invalid: `it proves place ${index}, and its record has another number` };
  const signers = signersOf(note, keys);
  if ('invalid' in signers) return { invalid: `its checkpoint: ${signers.invalid}` };
  if (keys.length > 0 && signers.length === 0) return { invalid: 'none of the keys given signed its checkpoint' };
  return { index, line, record, checkpoint, signers: signers.map(formatKey) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
