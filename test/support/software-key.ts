import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

/* A FIDO token made of software, for tests: it claims whatever it is told to have seen. */

export type SoftwareKeyType = 'ssh-ed25519' | 'sk-ssh-ed25519@openssh.com' | 'sk-ecdsa-sha2-nistp256@openssh.com';

/** What a signature says of itself; anything may be said wrongly, and is signed as said. */
export interface Said {
  readonly namespace?: string;
  readonly hash?: string;
  readonly flags?: number;
  readonly counter?: number;
  readonly reserved?: string;
  readonly version?: number;
  /** In place of the key's own application, in the key and in what is signed. */
  readonly application?: string;
  /** In place of the type the signature names. */
  readonly type?: string;
  /** In place of ECDSA's r and s, or Ed25519's bytes. */
  readonly raw?: Uint8Array;
  /** Behind the signature's counter, inside it. */
  readonly inside?: Uint8Array;
  /** Behind everything. */
  readonly behind?: Uint8Array;
}

export const TOUCHED = 0x01;
export const VERIFIED = 0x05;

export const string = (value: string | Uint8Array): Buffer => {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
};

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** The shortest way to write a positive number (RFC 4251 section 5). */
export const mpint = (digits: Uint8Array): Buffer => {
  const from = digits.findIndex((byte) => byte !== 0);
  const bytes = Buffer.from(from < 0 ? [] : digits.subarray(from));
  return string((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
};

/** PROTOCOL.sshsig: lines of 70 characters, as ssh-keygen writes them. */
export function armor(blob: Uint8Array): string {
  const lines = Buffer.from(blob)
    .toString('base64')
    .match(/.{1,70}/g);
  return `-----BEGIN SSH SIGNATURE-----\n${(lines ?? []).join('\n')}\n-----END SSH SIGNATURE-----\n`;
}

export function dearmor(armored: string): Buffer {
  return Buffer.from(armored.replace(/-----[^-]*-----/g, ''), 'base64');
}

export class SoftwareKey {
  readonly type: SoftwareKeyType;
  readonly application: string;
  readonly #key: KeyObject;

  /** The same name makes the same key, always. */
  constructor(type: SoftwareKeyType, name: string, application = 'ssh:') {
    this.type = type;
    this.application = application;
    this.#key = makeKey(type, createHash('sha256').update(name).digest());
  }

  /** A line of a `.pub` file. */
  line(comment = ''): string {
    return `${this.type} ${this.blob().toString('base64')}${comment === '' ? '' : ` ${comment}`}`;
  }

  blob(application = this.application): Buffer {
    const jwk = createPublicKey(this.#key).export({ format: 'jwk' });
    const bytes = (text: string | undefined) => Buffer.from(text ?? '', 'base64url');
    if (this.type === 'ssh-ed25519') return Buffer.concat([string(this.type), string(bytes(jwk.x))]);
    const point =
      this.type === 'sk-ssh-ed25519@openssh.com'
        ? string(bytes(jwk.x))
        : Buffer.concat([string('nistp256'), string(Buffer.concat([Buffer.of(4), bytes(jwk.x), bytes(jwk.y)]))]);
    return Buffer.concat([string(this.type), point, string(application)]);
  }

  sign(message: string, said: Said = {}): string {
    return armor(this.signBlob(message, said));
  }

  /** The signature without its armor. */
  signBlob(message: string, said: Said = {}): Buffer {
    const { namespace = 'git', hash = 'sha512', reserved = '', version = 1 } = said;
    const digest = createHash(hash === 'sha256' ? 'sha256' : 'sha512')
      .update(message)
      .digest();
    const signed = [Buffer.from('SSHSIG'), string(namespace), string(reserved), string(hash), string(digest)];
    return Buffer.concat([
      Buffer.from('SSHSIG'),
      uint32(version),
      string(this.blob(said.application)),
      string(namespace),
      string(reserved),
      string(hash),
      string(this.#signature(Buffer.concat(signed), said)),
      said.behind ?? Buffer.of(),
    ]);
  }

  #signature(signed: Buffer, said: Said): Buffer {
    const { flags = TOUCHED, counter = 7, application = this.application, type = this.type } = said;
    const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
    const token = Buffer.concat([Buffer.of(flags), uint32(counter)]);
    if (this.type === 'ssh-ed25519')
      return Buffer.concat([
        string(type),
        string(said.raw ?? sign(null, signed, this.#key)),
        said.inside ?? Buffer.of(),
      ]);
    const data = Buffer.concat([sha256(application), token, sha256(signed)]);
    const raw =
      said.raw ?? (this.type === 'sk-ssh-ed25519@openssh.com' ? sign(null, data, this.#key) : this.#ecdsa(data));
    return Buffer.concat([string(type), string(raw), token, said.inside ?? Buffer.of()]);
  }

  #ecdsa(data: Buffer): Buffer {
    const raw = sign('sha256', data, { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return Buffer.concat([mpint(raw.subarray(0, 32)), mpint(raw.subarray(32))]);
  }
}

/** PKCS #8 around a seed (RFC 8410 section 7), and SEC 1's private key (RFC 5915) for P-256. */
function makeKey(type: SoftwareKeyType, seed: Buffer): KeyObject {
  const ed25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
  const p256 = Buffer.from('30310201010420', 'hex');
  const named = Buffer.from('a00a06082a8648ce3d030107', 'hex');
  return type === 'sk-ecdsa-sha2-nistp256@openssh.com'
    ? createPrivateKey({ key: Buffer.concat([p256, seed, named]), format: 'der', type: 'sec1' })
    : createPrivateKey({ key: Buffer.concat([ed25519, seed]), format: 'der', type: 'pkcs8' });
}
