import { formatProof, verifyProof } from '../verify/proof.ts';
import { originOf } from './checkpoint.ts';
import { inclusionProof, leafHash } from './merkle.ts';
import { formatKey, parseKey, type VerifierKey } from './note.ts';
import type { LedgerRecord } from './record.ts';
import type { Shard } from './shard.ts';
import type { TreeHead } from './tree-head.ts';

/*
 * The keys of a pinned ledger. Record 0 names the first keys. Each later change of keys has a proof: its record, its
 * inclusion, and the first checkpoint over it. A key in force before signed that checkpoint. Nothing else names a key.
 */

/** The keys by record 0 and the proofs. */
export interface KeyChain {
  /** The keys in force at the end, as `formatKey` writes them. */
  readonly keys: readonly string[];
  /** Every key that was ever in force. Earlier checkpoints carry their signatures. */
  readonly ever: readonly VerifierKey[];
}

/** Path of the proof of a change of keys. */
export function keyProofPath(seq: number): string {
  return `audit/keys/${seq}.tlog-proof`;
}

/** Returns the keys of record 0; `undefined` if it names none, so the ledger began unsigned. */
export function firstKeys(beginning: LedgerRecord): readonly string[] | undefined {
  return beginning.keys === undefined || beginning.keys.length === 0 ? undefined : beginning.keys;
}

/**
 * Follows the changes of keys, one after another.
 * @param beginning record 0, which the default branch pins
 */
export function followKeys(beginning: LedgerRecord, proofs: readonly Shard[]): KeyChain | { readonly fault: string } {
  const origin = beginning.genesis && originOf(beginning.genesis);
  let keys = firstKeys(beginning) ?? [];
  const ever = new Map(parseKeys(keys).map((key) => [formatKey(key), key]));
  for (const { path, text, seq } of inOrder(proofs)) {
    const claimed = keysIn(text);
    if (claimed === undefined) return { fault: `${path} is no proof of a change of keys` };
    const proven = verifyProof(text, parseKeys([...keys, ...claimed]));
    if ('invalid' in proven) return { fault: `${path}: ${proven.invalid}` };
    if (proven.index !== seq) return { fault: `${path} proves record ${proven.index}` };
    if (proven.checkpoint.origin !== origin)
      return { fault: `${path} belongs to the ledger ${proven.checkpoint.origin}` };
    const lack = missingSignature(proven.signers, claimed, keys);
    if (lack !== undefined) return { fault: `${path}: ${lack}` };
    keys = claimed;
    for (const key of parseKeys(keys)) ever.set(formatKey(key), key);
  }
  return { keys, ever: [...ever.values()] };
}

/** Returns the missing signature on the first checkpoint after a change of keys; `undefined` if there is none. */
export function missingSignature(
  signed: readonly string[],
  inForce: readonly string[],
  before: readonly string[],
): string | undefined {
  if (inForce.length === 0)
    return before.length === 0 ? undefined : 'earlier checkpoints are signed, and the ledger now names no key';
  if (!inForce.some((key) => signed.includes(key))) return 'no key in force signed the checkpoint';
  const fresh = inForce.filter((key) => !before.includes(key) && !signed.includes(key));
  if (fresh.length > 0) return `the new key ${fresh.join(', ')} did not sign the checkpoint`;
  return before.length === 0 || before.some((key) => signed.includes(key))
    ? undefined
    : 'no earlier key signed the checkpoint';
}

/** Makes the proof of a record of the last file, under the checkpoint over the whole tree. */
export function keyProof({ range, lines }: TreeHead, seq: number, note: string): Shard | undefined {
  const line = lines[seq - range.size];
  if (line === undefined) return undefined;
  const inFile = inclusionProof(lines.map(leafHash), seq - range.size);
  // The files before are subtrees to the left of the last one, the smallest next to it.
  const hashes = [...inFile, ...range.hashes.toReversed()];
  return { path: keyProofPath(seq), text: formatProof(line, seq, hashes, note) };
}

function inOrder(proofs: readonly Shard[]): readonly (Shard & { readonly seq: number })[] {
  const numbered = proofs.flatMap((proof) => {
    const [, digits] = /^audit\/keys\/([1-9]\d{0,15})\.tlog-proof$/.exec(proof.path) ?? [];
    return digits === undefined ? [] : [{ ...proof, seq: Number(digits) }];
  });
  return numbered.sort((a, b) => a.seq - b.seq);
}

/** Returns the keys that a proof's record names. Only a verified proof makes them count. */
function keysIn(text: string): readonly string[] | undefined {
  const proven = verifyProof(text, []);
  if ('invalid' in proven || proven.record['kind'] !== 'key-rotated') return undefined;
  const keys: unknown = proven.record['keys'];
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string') ? keys : undefined;
}

/** Parses keys. A text that is no key signs nothing. */
export function parseKeys(keys: readonly string[]): readonly VerifierKey[] {
  return keys.flatMap((text) => {
    const key = parseKey(text);
    return 'invalid' in key ? [] : [key];
  });
}
