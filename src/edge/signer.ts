import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { AuthClient } from 'google-auth-library';
import type { Signer } from '../core/ports.ts';
import { crc32c } from './google/crc32c.ts';
import { readWithRetries, type Pause } from './google/retry.ts';
import { exchange, failureOf, parseJson, type Exchange, type CallResult } from './google/request.ts';
import { serviceUrls } from './google/service-urls.ts';
import { errorText } from './google/error-text.ts';

export interface KmsOptions {
  readonly auth: AuthClient;
  /** `projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/N` */
  readonly version: string;
  readonly endpoint?: string;
  readonly log?: (line: string) => void;
  readonly pause?: Pause;
  /** Milliseconds for one exchange, its access token included. */
  readonly timeout?: number;
}

const TIMEOUT = 10_000;
const ALGORITHM = 'EC_SIGN_ED25519';

/**
 * Signs with a key version in Cloud KMS. Ed25519 takes the data itself, not a digest. CRC-32C protects it both ways. A
 * second signature is harmless, so a temporary failure is retried.
 * https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys.cryptoKeyVersions/asymmetricSign
 */
export function kmsSigner({ auth, version, endpoint, log, pause, timeout = TIMEOUT }: KmsOptions): Signer {
  const url = `${serviceUrls(endpoint).kms}/v1/${version.split('/').map(encodeURIComponent).join('/')}`;
  const ask = (request: Omit<Exchange, 'timeout'>): Promise<CallResult> =>
    readWithRetries((limit) => exchange(auth, { ...request, timeout: Math.min(timeout, limit) }), {
      what: version,
      log,
      pause,
    });
  const failed = (why: string) => ({ failed: `${version}: ${why}` });

  return {
    name: version,
    async sign(text) {
      const data = Buffer.from(text, 'utf8');
      const outcome = await ask({
        method: 'POST',
        url: `${url}:asymmetricSign`,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ data: data.toString('base64'), dataCrc32c: String(crc32c(data)) }),
      });
      const answer = fieldsOf(outcome);
      if ('failed' in answer) return failed(answer.failed);
      const { fields } = answer;
      // Without this field the signed bytes may differ from those that were sent.
      if (fields['verifiedDataCrc32c'] !== true) return failed('Cloud KMS did not verify the data that it received');
      if (fields['name'] !== version) return failed('Cloud KMS answered with another key version');
      const signature = Buffer.from(textIn(fields, 'signature'), 'base64');
      if (textIn(fields, 'signatureCrc32c') !== String(crc32c(signature)))
        return failed('the signature was altered in transit');
      return signature.length === 64
        ? { signature: new Uint8Array(signature) }
        : failed(
            `Cloud KMS returned ${signature.length} bytes, which is no Ed25519 signature. Use a key of algorithm ${ALGORITHM}`,
          );
    },
    async publicKey() {
      const answer = fieldsOf(
        await ask({ method: 'GET', url: `${url}/publicKey`, headers: { accept: 'application/json' } }),
      );
      if ('failed' in answer) return failed(answer.failed);
      const { fields } = answer;
      const pem = textIn(fields, 'pem');
      if (fields['algorithm'] !== ALGORITHM)
        return failed(`the algorithm of the key is not ${ALGORITHM}. Use a key of that algorithm`);
      if (fields['name'] !== version) return failed('Cloud KMS answered with another key version');
      if (textIn(fields, 'pemCrc32c') !== String(crc32c(Buffer.from(pem, 'utf8'))))
        return failed('the public key was altered in transit');
      try {
        return { key: rawKey(createPublicKey(pem)) };
      } catch (error) {
        return failed(`the public key does not parse: ${errorText(error)}`);
      }
    },
  };
}

/**
 * Parses one or several keys in PKCS#8 PEM, in the form that `openssl genpkey -algorithm ed25519` writes. An invalid key
 * becomes a signer that fails with the reason. So it stops signatures, and not the run.
 */
export function fileSigners(pem: string): readonly Signer[] {
  const blocks = pem.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g) ?? [];
  if (blocks.length === 0)
    return [
      broken(
        'the ledger key',
        'the text is not a PKCS#8 key in PEM. Make one with: openssl genpkey -algorithm ed25519',
      ),
    ];
  return blocks.map((block, index) => fileSigner(block, `ledger key ${index + 1} of ${blocks.length}`));
}

function fileSigner(block: string, name: string): Signer {
  const key = readPrivateKey(block);
  if (typeof key === 'string') return broken(name, key);
  return {
    name,
    sign: (text) => Promise.resolve({ signature: new Uint8Array(sign(null, Buffer.from(text, 'utf8'), key)) }),
    publicKey: () => Promise.resolve({ key: rawKey(createPublicKey(key)) }),
  };
}

/** Parses a private key. The reason of a failure never quotes the key. */
function readPrivateKey(block: string): KeyObject | string {
  try {
    const key = createPrivateKey(block);
    return key.asymmetricKeyType === 'ed25519'
      ? key
      : `the type of the key is ${key.asymmetricKeyType ?? 'unknown'}, and must be ed25519`;
  } catch {
    return 'the key does not parse as PKCS#8. Make one with: openssl genpkey -algorithm ed25519';
  }
}

function broken(name: string, why: string): Signer {
  const failed = { failed: `${name}: ${why}` };
  return { name, sign: () => Promise.resolve(failed), publicKey: () => Promise.resolve(failed) };
}

/** Returns the raw bytes of an Ed25519 key. @throws Error for a key of another kind */
function rawKey(key: KeyObject): Uint8Array {
  const { crv, x } = key.export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new Error('the key is not an Ed25519 key');
  return new Uint8Array(Buffer.from(x, 'base64url'));
}

function fieldsOf(
  outcome: CallResult,
): { readonly fields: Readonly<Record<string, unknown>> } | { readonly failed: string } {
  if (outcome.kind !== 'answered') return { failed: outcome.sentence };
  if (outcome.status !== 200) return { failed: failureOf(outcome.status, outcome.text) };
  const value = parseJson(outcome.text);
  return typeof value === 'object' && value !== null
    ? { fields: value as Record<string, unknown> }
    : { failed: 'Cloud KMS did not answer with a JSON object' };
}

function textIn(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}
