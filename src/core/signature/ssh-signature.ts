import { createHash, verify } from 'node:crypto';
import { fromBase64 } from '../ledger/base64.ts';
import { concat, toUtf8 } from './bytes.ts';
import { readPublicKey, toKeyObject, type PublicKey } from './public-key.ts';
import { Refused } from './refused.ts';
import { malformed, readWhole, writeString, writeUint32, type Wire } from './wire.ts';

/** A signature of `ssh-keygen -Y sign` or git, parsed but not verified. */
export interface SshSignature {
  readonly key: PublicKey;
  /** Purpose of the signature: `git` for commits and tags. */
  readonly namespace: string;
  readonly hash: 'sha256' | 'sha512';
  /** 64 bytes: the Ed25519 signature, or r and s of ECDSA. */
  readonly raw: Uint8Array;
  /** Flags and counter of the token; absent in signatures of software keys. */
  readonly token?: { readonly flags: number; readonly counter: number };
}

const PREAMBLE = toUtf8('SSHSIG');
const ARMOR = /^-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]+\n)+)-----END SSH SIGNATURE-----\n?$/;
const MOST_CHARACTERS = 4096;
/** Order of P-256's base point (FIPS 186-5, SP 800-186 section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Reads an armored signature: OpenSSH's PROTOCOL.sshsig, and "SSH U2F signatures" of its PROTOCOL.u2f. It is stricter than
 * OpenSSH: reserved fields are empty, and no bytes follow. Lengths are exact, and numbers have their shortest form.
 * @throws {Refused}
 */
export function readSignature(armored: string): SshSignature {
  const blob = fromArmor(armored);
  return readWhole(blob, 'the signature', (wire) => {
    if (!wire.take(PREAMBLE.length).every((byte, at) => byte === PREAMBLE[at]))
      throw malformed('the signature does not begin with SSHSIG');
    const version = wire.uint32();
    if (version !== 1) throw malformed(`the signature has version ${version}, and only version 1 is supported`);
    const key = readPublicKey(wire.string());
    const namespace = wire.word();
    if (wire.string().length !== 0) throw malformed('the signature has bytes in a reserved field');
    const hash = wire.word();
    if (hash !== 'sha256' && hash !== 'sha512') throw malformed('the signature uses neither sha256 nor sha512');
    return { key, namespace, hash, ...readWhole(wire.string(), 'the signature', (inner) => readRaw(inner, key)) };
  });
}

/**
 * True if the key inside the signature signed this message. The owner of the key is not checked.
 * @throws {Refused}
 */
export function verifies(signature: SshSignature, message: Uint8Array): boolean {
  const { key, token, raw } = signature;
  const signed = signedData(signature, message);
  const data = token === undefined ? signed : authenticatorData(key.application ?? '', token, signed);
  const publicKey = toKeyObject(key);
  return key.type === 'sk-ecdsa-sha2-nistp256@openssh.com'
    ? verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)
    : verify(null, data, publicKey, raw);
}

function fromArmor(armored: string): Uint8Array {
  if (/^-----BEGIN (?:PGP|SIGNED) /.test(armored))
    throw new Refused(
      'signature-not-ssh',
      'the commit has a PGP or X.509 signature; sign it with a security key over SSH',
    );
  if (armored.length > MOST_CHARACTERS) throw malformed(`the signature has more than ${MOST_CHARACTERS} characters`);
  const lines = ARMOR.exec(armored)?.[1];
  if (lines === undefined) throw malformed('the signature does not have the armor of an SSH signature');
  const bytes = fromBase64(lines.replaceAll('\n', ''));
  if (bytes === undefined) throw malformed('the signature is not base64');
  return bytes;
}

function readRaw(wire: Wire, key: PublicKey): Pick<SshSignature, 'raw' | 'token'> {
  const type = wire.word();
  if (type.startsWith('webauthn-'))
    throw new Refused(
      'signature-webauthn',
      'the signature comes from a browser (webauthn), which is not supported; sign with ssh-keygen or git',
    );
  if (type !== key.type) throw malformed(`the signature has type ${type}, and its key has type ${key.type}`);
  const inner = wire.string();
  const raw = type === 'sk-ecdsa-sha2-nistp256@openssh.com' ? readEcdsa(inner) : inner;
  if (raw.length !== 64) throw malformed(`the signature has ${raw.length} bytes instead of 64`);
  return type === 'ssh-ed25519' ? { raw } : { raw, token: { flags: wire.byte(), counter: wire.uint32() } };
}

/** Reads r, then s, each from 1 to the curve's order less one (RFC 5656 section 3.1.2). */
function readEcdsa(bytes: Uint8Array): Uint8Array {
  return readWhole(bytes, 'the signature', (wire) => concat(readScalar(wire), readScalar(wire)));
}

function readScalar(wire: Wire): Uint8Array {
  const bytes = wire.number();
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  if (value === 0n || value >= ORDER) throw malformed('the signature has a number outside the order of its curve');
  return bytes;
}

/** Returns the signed bytes (PROTOCOL.sshsig section 3). */
function signedData({ namespace, hash }: SshSignature, message: Uint8Array): Uint8Array {
  const digest = createHash(hash).update(message).digest();
  return concat(PREAMBLE, writeString(namespace), writeString(''), writeString(hash), writeString(digest));
}

/** Returns the bytes that the token signs (PROTOCOL.u2f, "SSH U2F signatures"). Extensions are refused by their flag. */
function authenticatorData(
  application: string,
  { flags, counter }: { readonly flags: number; readonly counter: number },
  signed: Uint8Array,
): Uint8Array {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return concat(sha256(toUtf8(application)), Uint8Array.of(flags), writeUint32(counter), sha256(signed));
}
