import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { crc32c } from '../../edge/google/crc32c.ts';
import type { Answer, Call, Route } from '../http.ts';
import { decideAccess } from './access.ts';
import { denied, GoogleError, invalid } from './errors.ts';
import { readInteger, readObject, readString } from './json.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** The key that signs the sandbox's ledger. */
export const ledgerKeyVersion =
  'projects/acme-audit/locations/global/keyRings/pullcord/cryptoKeys/ledger/cryptoKeyVersions/1';

/** The PKCS#8 prefix of an Ed25519 key's 32 bytes: RFC 8410 section 7. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Returns the rehearsal's private key, which is public on purpose. Sample documents name its public half, so every
 * sandbox needs the same key. @param version its number; each number has its own key
 */
function rehearsalKey(version: number): KeyObject {
  const seed = Buffer.alloc(32, `pullcord rehearsal key ${version} `);
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
}

const algorithm = 'EC_SIGN_ED25519';
const service = 'cloudkms.googleapis.com';
const mostData = 64 * 1024;

/** Serves Cloud KMS: asymmetricSign and getPublicKey for the versions of one Ed25519 key. */
export function kmsRoutes(options: {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
  /** Number of versions of the key. */
  readonly versions: number;
}): readonly Route[] {
  const { world, tokens, now, versions } = options;

  /** Returns the key version of a call, if the caller has the permission on it. */
  function keyFor(call: Call, permission: string): { name: string; key: KeyObject } {
    const principal = tokens.caller(call);
    const name = call.params['name'] ?? '';
    const project = name.split('/').slice(0, 2).join('/');
    const number = Number(/\/cryptoKeyVersions\/(\d+)$/.exec(name)?.[1]);
    const resource = world.find(project);
    const circumstances = {
      at: now(),
      resource: { name, type: 'cloudkms.googleapis.com/CryptoKeyVersion', service },
    };
    const granted =
      resource !== undefined &&
      decideAccess(world, { principal, permission, on: resource.name, circumstances }).granted;
    if (!granted) throw denied(permission, service, name);
    const known = name === ledgerKeyVersion.replace(/\d+$/, String(number)) && number >= 1 && number <= versions;
    if (!known) throw new GoogleError('NOT_FOUND', `CryptoKeyVersion ${name} not found.`);
    return { name, key: rehearsalKey(number) };
  }

  function asymmetricSign(call: Call): Answer {
    const { name, key } = keyFor(call, 'cloudkms.cryptoKeyVersions.useToSign');
    const body = readObject(call.body, 'body');
    if (body['digest'] !== undefined) throw invalid(`Digest cannot be set for algorithm ${algorithm}.`);
    const data = Buffer.from(readString(body['data'], 'data'), 'base64');
    if (data.length > mostData) throw invalid(`Data is larger than the maximum of ${mostData} bytes.`);
    const checked = body['dataCrc32c'] !== undefined;
    if (checked && readInteger(body['dataCrc32c'], 'dataCrc32c') !== crc32c(data))
      throw invalid('The checksum in field data_crc32c did not match the data in field data.');
    const signature = sign(null, data, key);
    return {
      status: 200,
      body: {
        signature: signature.toString('base64'),
        signatureCrc32c: String(crc32c(signature)),
        name,
        ...(checked ? { verifiedDataCrc32c: true } : {}),
        protectionLevel: 'SOFTWARE',
      },
    };
  }

  function getPublicKey(call: Call): Answer {
    const { name, key } = keyFor(call, 'cloudkms.cryptoKeyVersions.viewPublicKey');
    const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
    return {
      status: 200,
      body: { pem, algorithm, pemCrc32c: String(crc32c(Buffer.from(pem))), name, protectionLevel: 'SOFTWARE' },
    };
  }

  return [
    { operation: 'POST /v1/{name+}:asymmetricSign', handle: asymmetricSign },
    { operation: 'GET /v1/{name+}/publicKey', handle: getPublicKey },
  ];
}
