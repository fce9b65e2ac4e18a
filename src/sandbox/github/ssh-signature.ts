import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

/**
 * SSH signatures as git makes them and GitHub checks them: https://github.com/openssh/openssh-portable, PROTOCOL.sshsig
 * and PROTOCOL.u2f. This code is independent of the product's own check, so that the two can disagree.
 */
export interface SshSignature {
  /** The public key's blob, which a line of an authorized_keys file holds in base64. */
  readonly key: Buffer;
  readonly isValid: boolean;
}

const ARMOR = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\s*$/;
/** Flag: a person touched the key. GitHub requires this, but no PIN. */
const PRESENT = 0x01;

/** Reads and checks an armored signature over `payload`. Returns `undefined` if it is not an SSH signature. */
export function readSshSignature(armored: string, payload: string): SshSignature | undefined {
  const body = ARMOR.exec(armored.replaceAll('\r\n', '\n').trim())?.[1];
  if (body === undefined) return undefined;
  try {
    return readBlob(Buffer.from(body, 'base64'), Buffer.from(payload));
  } catch {
    return undefined;
  }
}

/** Returns the blob of a public key in the form `ssh-ed25519 AAAA… comment`, or `undefined` for any other line. */
export function keyBlobOf(line: string): Buffer | undefined {
  const [type = '', base64 = ''] = line.trim().split(/\s+/);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  const blob = Buffer.from(base64, 'base64');
  try {
    const named = new Reader(blob).text();
    return named === type && toKey(new Reader(blob)) !== undefined ? blob : undefined;
  } catch {
    return undefined;
  }
}

function readBlob(blob: Buffer, payload: Buffer): SshSignature {
  const magic = blob.subarray(0, 6).toString('latin1');
  const reader = new Reader(blob.subarray(6));
  const version = reader.number();
  const key = reader.bytes();
  const namespace = reader.bytes();
  const reserved = reader.bytes();
  const hash = reader.bytes();
  const signature = reader.bytes();
  const algorithm = hash.toString('latin1');
  if (magic !== 'SSHSIG' || version !== 1 || !reader.isAtEnd() || !['sha256', 'sha512'].includes(algorithm))
    throw new Error('not an SSH signature');
  const digest = createHash(algorithm).update(payload).digest();
  const signed = Buffer.concat([Buffer.from('SSHSIG'), field(namespace), field(reserved), field(hash), field(digest)]);
  return { key, isValid: namespace.toString('latin1') === 'git' && isSignedBy(key, signature, signed) };
}

interface Key {
  readonly type: string;
  readonly object: KeyObject;
  /** The application that a security key's signature names. */
  readonly application?: Buffer;
}

function isSignedBy(blob: Buffer, signature: Buffer, signed: Buffer): boolean {
  const key = toKey(new Reader(blob));
  const reader = new Reader(signature);
  const algorithm = reader.text();
  const raw = reader.bytes();
  if (key === undefined) return false;
  if (key.application !== undefined) {
    const flags = reader.byte();
    const counter = reader.take(4);
    if (algorithm !== key.type || !reader.isAtEnd() || (flags & PRESENT) === 0) return false;
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
    return check(key, Buffer.concat([sha256(key.application), Buffer.of(flags), counter, sha256(signed)]), raw);
  }
  const fits = key.type === 'ssh-rsa' ? algorithm in RSA_HASHES : algorithm === key.type;
  return fits && reader.isAtEnd() && check(key, signed, raw, RSA_HASHES[algorithm]);
}

const RSA_HASHES: Readonly<Record<string, string>> = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' };
const CURVES: Readonly<Record<string, { readonly curve: string; readonly size: number; readonly hash: string }>> = {
  nistp256: { curve: 'P-256', size: 32, hash: 'sha256' },
  nistp384: { curve: 'P-384', size: 48, hash: 'sha384' },
  nistp521: { curve: 'P-521', size: 66, hash: 'sha512' },
};

function check({ type, object }: Key, data: Buffer, raw: Buffer, rsaHash?: string): boolean {
  if (type.includes('ed25519')) return verify(null, data, object, raw);
  if (type === 'ssh-rsa') return verify(rsaHash, data, object, raw);
  const curve = Object.entries(CURVES).find(([name]) => type.includes(name))?.[1];
  if (curve === undefined) return false;
  const reader = new Reader(raw);
  const numbers = [reader.bytes(), reader.bytes()].map((number) => padded(number, curve.size));
  if (!reader.isAtEnd()) return false;
  return verify(curve.hash, data, { key: object, dsaEncoding: 'ieee-p1363' }, Buffer.concat(numbers));
}

function toKey(reader: Reader): Key | undefined {
  const type = reader.text();
  const isSk = type.startsWith('sk-');
  const jwk = toJwk(type.replace(/^sk-/, '').replace(/@openssh\.com$/, ''), reader);
  if (jwk === undefined) return undefined;
  const application = isSk ? reader.bytes() : undefined;
  if (!reader.isAtEnd()) return undefined;
  const object = createPublicKey({ key: jwk, format: 'jwk' });
  return { type, object, ...(application === undefined ? {} : { application }) };
}

function toJwk(kind: string, reader: Reader): Record<string, string> | undefined {
  if (kind === 'ssh-ed25519') return { kty: 'OKP', crv: 'Ed25519', x: reader.bytes().toString('base64url') };
  if (kind === 'ssh-rsa') {
    const [e, n] = [reader.bytes(), reader.bytes()];
    return { kty: 'RSA', e: unsigned(e).toString('base64url'), n: unsigned(n).toString('base64url') };
  }
  const curve = CURVES[/^ecdsa-sha2-(nistp\d+)$/.exec(kind)?.[1] ?? ''];
  if (curve === undefined) return undefined;
  reader.bytes();
  const point = reader.bytes();
  if (point[0] !== 4 || point.length !== 1 + 2 * curve.size) return undefined;
  const half = (from: number) => point.subarray(from, from + curve.size).toString('base64url');
  return { kty: 'EC', crv: curve.curve, x: half(1), y: half(1 + curve.size) };
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function unsigned(bytes: Buffer): Buffer {
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

function padded(number: Buffer, size: number): Buffer {
  const bare = unsigned(number);
  if (bare.length > size) throw new Error('the number is too large for its curve');
  return Buffer.concat([Buffer.alloc(size - bare.length), bare]);
}

/** Reads SSH's wire format: https://www.rfc-editor.org/rfc/rfc4251#section-5. Throws past the end. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new Error('the signature is cut off');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  byte(): number {
    return this.take(1).readUInt8();
  }

  number(): number {
    return this.take(4).readUInt32BE();
  }

  bytes(): Buffer {
    return this.take(this.number());
  }

  text(): string {
    return this.bytes().toString('latin1');
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }
}
