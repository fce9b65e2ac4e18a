import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSignatureBy, toKey } from '../../src/core/ledger/note.ts';
import { crc32c } from '../../src/edge/google/crc32c.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { fileSigners, kmsSigner } from '../../src/edge/signer.ts';
import { ledgerKeyVersion } from '../../src/sandbox/google/kms.ts';
import { startSandboxGoogle, type Sandbox } from '../sandbox/google/client.ts';

const SIGN = 'POST /v1/{name+}:asymmetricSign';
const KEY = 'GET /v1/{name+}/publicKey';
const TEXT = 'pullcord/acme/700100\n1\né\n';
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle({ keyVersions: 2 })));
afterEach(() => sandbox.google.close());

function signer(
  version = ledgerKeyVersion,
  token = sandbox.google.tokenFor(`serviceAccount:${sandbox.google.granter}`),
) {
  const pause = () => Promise.resolve();
  return kmsSigner({ auth: tokenCredentials(token), version, endpoint: sandbox.google.origin, pause });
}

/** What Cloud KMS would answer, with something changed on the way. */
function altered(operation: string, change: object): void {
  const stop = sandbox.google.service.exchanges.subscribe(({ call, answer }) => {
    if (call.operation !== operation) return;
    stop();
    sandbox.google.service.faults.add({
      operation,
      when: 'after',
      answer: 200,
      times: 1,
      body: { ...(answer.body as object), ...change },
    });
  });
}

describe('a key in Cloud KMS', () => {
  it('signs what it is given, under the key it shows', async () => {
    const [signed, shown] = [await signer().sign(TEXT), await signer().publicKey()];
    if ('failed' in signed || 'failed' in shown) return expect.fail(JSON.stringify([signed, shown]));
    expect(isSignatureBy(toKey('pullcord/acme/700100', shown.key), TEXT, signed.signature)).toBe(true);
    expect(isSignatureBy(toKey('pullcord/acme/700100', shown.key), `${TEXT} `, signed.signature)).toBe(false);
    const other = await signer(ledgerKeyVersion.replace(/1$/, '2')).publicKey();
    expect('key' in other && other.key).not.toEqual(shown.key);
  });

  it('is asked with the data, its checksum and nothing else', async () => {
    const bodies: unknown[] = [];
    sandbox.google.service.exchanges.subscribe(({ call }) => bodies.push(call.body));
    await signer().sign(TEXT);
    const data = Buffer.from(TEXT);
    expect(bodies).toEqual([{ data: data.toString('base64'), dataCrc32c: String(crc32c(data)) }]);
  });

  it.each([
    ['did not verify what it was sent', { verifiedDataCrc32c: false }, 'did not verify the data that it received'],
    ['says nothing of it', { verifiedDataCrc32c: undefined }, 'did not verify the data that it received'],
    [
      'signed with another version',
      { name: ledgerKeyVersion.replace(/1$/, '2') },
      'Cloud KMS answered with another key version',
    ],
    ['sent a signature altered on its way', { signature: Buffer.alloc(64).toString('base64') }, 'altered in transit'],
    ['sent no checksum of it', { signatureCrc32c: undefined }, 'altered in transit'],
    [
      'sent half a signature',
      { signature: Buffer.alloc(32).toString('base64'), signatureCrc32c: String(crc32c(Buffer.alloc(32))) },
      '32 bytes',
    ],
  ])('is not believed if it %s', async (_, change, why) => {
    altered(SIGN, change);
    expect(await signer().sign(TEXT)).toEqual({ failed: expect.stringContaining(why) as string });
  });

  it.each([
    ['of another algorithm', { algorithm: 'EC_SIGN_P256_SHA256' }, 'the algorithm of the key is not EC_SIGN_ED25519'],
    [
      'altered in transit',
      { pem: '-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n' },
      'altered in transit',
    ],
    ['of another version', { name: 'projects/x' }, 'Cloud KMS answered with another key version'],
  ])('is not believed to have a public key %s', async (_, change, why) => {
    altered(KEY, change);
    expect(await signer().publicKey()).toEqual({ failed: expect.stringContaining(why) as string });
  });

  it('is asked again after a failure in passing, and says what lasts', async () => {
    sandbox.google.service.faults.add({ operation: SIGN, when: 'before', answer: 503, times: 2 });
    expect(await signer().sign(TEXT)).toHaveProperty('signature');
    expect(await signer(ledgerKeyVersion.replace(/1$/, '7')).sign(TEXT)).toEqual({
      failed: expect.stringContaining('HTTP 404 NOT_FOUND') as string,
    });
    const carol = sandbox.google.tokenFor('user:carol@acme.example');
    expect(await signer(ledgerKeyVersion, carol).sign(TEXT)).toEqual({
      failed: expect.stringContaining(
        "HTTP 403 PERMISSION_DENIED: Permission 'cloudkms.cryptoKeyVersions.useToSign' denied",
      ) as string,
    });
    sandbox.google.service.faults.add({ operation: SIGN, when: 'before', answer: 'drop', times: 99 });
    expect(await signer().sign(TEXT)).toEqual({ failed: expect.stringContaining('no answer') as string });
  });
});

describe('a key in a file', () => {
  const pem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('signs under the key it shows, and so do several', async () => {
    const signers = fileSigners(`${pem()}${pem()}`);
    expect(signers).toHaveLength(2);
    for (const one of signers) {
      const [signed, shown] = [await one.sign(TEXT), await one.publicKey()];
      expect(
        'key' in shown && 'signature' in signed && isSignatureBy(toKey('a', shown.key), TEXT, signed.signature),
      ).toBe(true);
    }
  });

  it.each([
    ['nothing', 'secret', 'the text is not a PKCS#8 key in PEM'],
    [
      'a spoilt one',
      '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----',
      'the key does not parse as PKCS#8',
    ],
    [
      'another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'the type of the key is ec',
    ],
  ])('that is %s fails and says so, and never what it holds', async (_, text, why) => {
    const [one] = fileSigners(text);
    const failed = await one?.sign(TEXT);
    expect(failed).toEqual({ failed: expect.stringContaining(why) as string });
    expect(JSON.stringify(failed)).not.toMatch(/c2Vj|secret/);
    expect(await one?.publicKey()).toEqual(failed);
  });
});

it('CRC-32C has the check value of its definition', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array())).toBe(0);
});
