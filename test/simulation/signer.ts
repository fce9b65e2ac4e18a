import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { originOf } from '../../src/core/ledger/checkpoint.ts';
import { formatKey, toKey } from '../../src/core/ledger/note.ts';
import type { Signer } from '../../src/core/ports.ts';
import type { Actor } from './schedule.ts';

/** Ed25519 keys are any 32 bytes; these are for tests. RFC 8410 puts this before them. */
export function keyPair(byte: number) {
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]);
  const secret = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return { secret, open: createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32) };
}

const { secret: PRIVATE, open: PUBLIC } = keyPair(7);
const ORIGIN = originOf({ installation: 'acme', repository: { id: 700_100 } });

/** As the organization's document names it. */
export const LEDGER_KEY = formatKey(toKey(ORIGIN, PUBLIC));

/** Cloud KMS as a run sees it. */
export function signerFor(actor: Actor, name: string): Signer {
  const failed = () => ({ failed: `${name}: Cloud KMS did not answer` });
  return {
    name,
    sign: (text) =>
      actor.call<Awaited<ReturnType<Signer['sign']>>>({
        name: 'kms sign',
        effect: () => ({ signature: sign(null, Buffer.from(text), PRIVATE) }),
        failure: failed,
      }),
    publicKey: () =>
      actor.call<Awaited<ReturnType<Signer['publicKey']>>>({
        name: 'kms public key',
        effect: () => ({ key: PUBLIC }),
        failure: failed,
      }),
  };
}
