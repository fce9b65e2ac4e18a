import { fromBase64, toBase64 } from '../ledger/base64.ts';
import { parseCanonical } from '../ledger/canonical.ts';
import { parseCheckpoint, type Checkpoint } from '../ledger/checkpoint.ts';
import { inclusionProof, leafHash, verifyInclusion, type Hash } from '../ledger/merkle.ts';
import { formatKey, signersOf, type VerifierKey } from '../ledger/note.ts';

/*
 * One record and the proof that the ledger contains it: https://c2sp.org/tlog-proof. The record is the proof's `extra`, in
 * base64. Its hash in the tree makes it trustworthy.
 */

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

/**
 * Encodes a proof.
 * @param leaves hashes of all records that the checkpoint covers
 * @throws RangeError if the checkpoint does not cover the record
 */
export function encodeProof(line: string, index: number, leaves: readonly Hash[], checkpoint: string): string {
  return formatProof(line, index, inclusionProof(leaves, index), checkpoint);
}

/** Encodes a proof whose hashes are known. */
export function formatProof(line: string, index: number, proof: readonly Hash[], checkpoint: string): string {
  const hashes = proof.map((hash) => `${toBase64(hash)}\n`);
  const extra = toBase64(new TextEncoder().encode(line));
  return `${FIRST_LINE}\nextra ${extra}\nindex ${index}\n${hashes.join('')}\n${checkpoint}`;
}

export interface ProvenRecord {
  readonly index: number;
  readonly line: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly checkpoint: Checkpoint;
  /** The given keys that signed the checkpoint, as `formatKey` writes them. */
  readonly signers: readonly string[];
}

/** Checks a proof with trusted keys only, and returns its record or the fault. */
export function verifyProof(text: string, keys: readonly VerifierKey[]): ProvenRecord | { readonly invalid: string } {
  const [first, extra = '', position = '', ...rest] = text.split('\n');
  if (first !== FIRST_LINE) return { invalid: `the first line of the proof must be ${FIRST_LINE}` };
  const bytes = extra.startsWith('extra ') ? fromBase64(extra.slice(6)) : undefined;
  if (bytes === undefined) return { invalid: 'the second line of the proof must be `extra` and the record in base64' };
  const [, digits] = /^index (0|[1-9]\d{0,15})$/.exec(position) ?? [];
  if (digits === undefined || !Number.isSafeInteger(Number(digits)))
    return { invalid: 'the third line of the proof must be `index` and a number' };
  const index = Number(digits);
  const end = rest.indexOf('');
  if (end < 0) return { invalid: 'the proof has no empty line before the checkpoint' };
  const hashes = rest.slice(0, end).map(fromBase64);
  if (!hashes.every((hash) => hash?.length === 32)) return { invalid: 'a hash in the proof is not 32 bytes in base64' };
  const read = parseCheckpoint(rest.slice(end + 1).join('\n'));
  if ('invalid' in read) return { invalid: `the checkpoint in the proof: ${read.invalid}` };
  const { checkpoint, note } = read;
  const claim = { index, size: checkpoint.size, leaf: leafHash(bytes), root: checkpoint.root };
  if (
    !verifyInclusion(
      claim,
      hashes.filter((hash) => hash !== undefined),
    )
  )
    return { invalid: 'the hashes of the proof do not lead from the record to the root of the checkpoint' };
  const line = decode(bytes);
  const record = line === undefined ? undefined : parseCanonical(line);
  if (line === undefined || record === undefined) return { invalid: 'the proof contains no canonical record' };
  if (record['seq'] !== index)
    return { invalid: `the proof is for record ${index}, and contains a record with another number` };
  const signers = signersOf(note, keys);
  if ('invalid' in signers) return { invalid: `the checkpoint in the proof: ${signers.invalid}` };
  if (keys.length > 0 && signers.length === 0)
    return { invalid: 'no key given with --key signed the checkpoint in the proof' };
  return { index, line, record, checkpoint, signers: signers.map(formatKey) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
