import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { originOf } from '../../../src/core/ledger/checkpoint.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import type { Shard } from '../../../src/core/ledger/shard.ts';
import { formatKey, toKey, type VerifierKey } from '../../../src/core/ledger/note.ts';
import { EMPTY_TREE, type TreeHead } from '../../../src/core/ledger/tree-head.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { seal } from '../../../src/flow/ledger/seal.ts';
import type { Signer } from '../../../src/core/ports.ts';
import { GENESIS } from '../build.ts';

/** A key that signs, by the name of the ledger the other builders begin. */
export interface Pair {
  readonly key: VerifierKey;
  readonly written: string;
  readonly signer: Signer;
  readonly pem: string;
}

export const ORIGIN = originOf({ installation: 'acme', repository: { id: 700100 } });

/** @param given its private half; a fresh one unless told */
export function signingKey(given?: KeyObject): Pair {
  const privateKey =
    given ?? createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const key = toKey(ORIGIN, new Uint8Array(Buffer.from(x, 'base64url')));
  const signer: Signer = {
    name: 'a key of this test',
    sign: (text) => Promise.resolve({ signature: new Uint8Array(sign(null, Buffer.from(text), privateKey)) }),
    publicKey: () => Promise.resolve({ key: key.key }),
  };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, written: formatKey(key), signer, pem };
}

/** A ledger as the product writes it: one commit for each batch, each with its checkpoint. */
export interface Written {
  readonly tip: TreeHead;
  /** By path; what was written last stands. */
  readonly files: ReadonlyMap<string, string>;
}

export async function writeLedger(
  batches: readonly (readonly Draft[])[],
  pairs: readonly Pair[],
  start: Written = { tip: EMPTY_TREE, files: new Map() },
): Promise<Written> {
  const files = new Map(start.files);
  let { tip } = start;
  for (const drafts of batches) {
    const before = tip.state.keys;
    const done = extend(tip, drafts);
    const keys = pairs.map(({ key }) => key);
    const changed = before.length > 0 && JSON.stringify(before) !== JSON.stringify(done.tree.state.keys);
    const signers = pairs.map(({ signer }) => signer);
    const sealed = await seal(done.tree, { origin: ORIGIN, keys, signers, before: changed ? before : [] });
    if ('unsealed' in sealed) throw new Error(sealed.unsealed);
    for (const { path, text } of [...done.files, ...sealed.files]) files.set(path, text);
    tip = done.tree;
  }
  return { tip, files };
}

export function genesisOf(pairs: readonly Pair[]): Draft {
  return { ...GENESIS, keys: pairs.map(({ written }) => written) };
}

export function filesOf({ files }: Written): Shard[] {
  return [...files].map(([path, text]) => ({ path, text }));
}
