import { CHECKPOINT_PATH, checkpointPath, checkpointText } from '../../core/ledger/checkpoint.ts';
import type { Shard } from '../../core/ledger/shard.ts';
import { formatKey, formatNote, isSignatureBy, type NoteSignature, type VerifierKey } from '../../core/ledger/note.ts';
import { rootAt, type TreeHead } from '../../core/ledger/tree-head.ts';
import type { Signer } from '../../core/ports.ts';

export type Sealed = { readonly note: string; readonly files: readonly Shard[] } | { readonly unsealed: string };

/** What a checkpoint is sealed with. */
export interface Seal {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly signers: readonly Signer[];
  /** The keys in force before, where others take over: one of them must sign as well. */
  readonly before: readonly string[];
}

/**
 * Makes the checkpoint over the tree, as the files that keep it. Without a configured key it is unsigned. Otherwise every
 * signer signs, and each signature is verified.
 */
export async function seal(tree: TreeHead, { origin, keys, signers, before }: Seal): Promise<Sealed> {
  const root = rootAt(tree, tree.size);
  if (root === undefined) return { unsealed: 'the tree could not be computed' };
  const text = checkpointText({ origin, size: tree.size, root });
  if (keys.length === 0) return filesOf(tree, formatNote(text, []));
  if (signers.length === 0) return { unsealed: 'there is no signer: give ledger.signer, or the input ledger-key' };
  const signatures: NoteSignature[] = [];
  const failures: string[] = [];
  for (const signer of signers) {
    const signed = await signer.sign(text);
    if ('failed' in signed) {
      failures.push(signed.failed);
      continue;
    }
    const key = keys.find((one) => isSignatureBy(one, text, signed.signature));
    if (key === undefined) failures.push(`${signer.name} signs with a key that ledger.keys does not name`);
    else signatures.push({ name: key.name, id: key.id, signature: signed.signature });
  }
  const lacking = whoIsMissing(keys, signatures, before);
  return lacking === undefined
    ? filesOf(tree, formatNote(text, signatures))
    : { unsealed: [...failures, ...(failures.length === 0 ? [lacking] : [])].join('; ') };
}

/** One known key is enough, but where keys change: then one of the old and all the new ones. */
function whoIsMissing(
  keys: readonly VerifierKey[],
  signatures: readonly NoteSignature[],
  before: readonly string[],
): string | undefined {
  const signed = keys
    .filter(({ name, id }) => signatures.some((one) => one.name === name && one.id === id))
    .map(formatKey);
  if (signed.length === 0) return 'no key of ledger.keys signed';
  if (before.length === 0) return undefined;
  if (!before.some((key) => signed.includes(key)))
    return `none of the keys in force so far signed (${before.join(', ')})`;
  const silent = keys.map(formatKey).filter((key) => !before.includes(key) && !signed.includes(key));
  return silent.length === 0 ? undefined : `the new key ${silent.join(', ')} did not sign`;
}

function filesOf({ size }: TreeHead, note: string): Sealed {
  return {
    note,
    files: [
      { path: checkpointPath(size), text: note },
      { path: CHECKPOINT_PATH, text: note },
    ],
  };
}
