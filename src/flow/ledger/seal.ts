import { CHECKPOINT_PATH, checkpointPath, checkpointText } from '../../core/ledger/checkpoint.ts';
import type { Shard } from '../../core/ledger/shard.ts';
import { formatKey, formatNote, isSignatureBy, type NoteSignature, type VerifierKey } from '../../core/ledger/note.ts';
import { rootAt, type TreeHead } from '../../core/ledger/tree-head.ts';
import type { Signer } from '../../core/ports.ts';

export type Sealed = { readonly note: string; readonly files: readonly Shard[] } | { readonly unsealed: string };

/** The keys and signers of a checkpoint. */
export interface Seal {
  readonly origin: string;
  readonly keys: readonly VerifierKey[];
  readonly signers: readonly Signer[];
  /** The previous keys, if others replace them. One of them must sign as well. */
  readonly before: readonly string[];
}

/**
 * Makes the checkpoint over the tree, as the files that hold it. Without a configured key it is unsigned. Otherwise every
 * signer signs, and each signature is verified.
 */
export async function seal(tree: TreeHead, { origin, keys, signers, before }: Seal): Promise<Sealed> {
  const root = rootAt(tree, tree.size);
  if (root === undefined)
    return { unsealed: 'Pullcord could not compute the root hash of the ledger. Report a defect of Pullcord' };
  const text = checkpointText({ origin, size: tree.size, root });
  if (keys.length === 0) return filesOf(tree, formatNote(text, []));
  if (signers.length === 0)
    return { unsealed: 'there is no signer. Set ledger.signer in policies/organization.yaml, or the input ledger-key' };
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

/** Returns the missing signatures. One known key is enough; after a change of keys one old and all new keys must sign. */
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
  if (!before.some((key) => signed.includes(key))) return `none of the previous keys signed (${before.join(', ')})`;
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
