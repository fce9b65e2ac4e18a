import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { fromBase64, toBase64 } from '../ledger/base64.ts';
import { toBase64Url } from './bytes.ts';
import { Refused } from './refused.ts';
import { malformed, readWhole, type Wire } from './wire.ts';

export const SECURITY_KEY_TYPES = ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const;
export type SecurityKeyType = (typeof SECURITY_KEY_TYPES)[number];

/** A public key of the SSH protocol, of a type that this code can verify. */
export interface PublicKey {
  readonly type: 'ssh-ed25519' | SecurityKeyType;
  /** The key in wire format, as base64. */
  readonly blob: string;
  /** Base64 of Ed25519's 32 bytes (RFC 8709), or of a P-256 point's 64 without the leading 0x04 (RFC 5656). */
  readonly point: string;
  /** Application of a security key, usually `ssh:`; absent in software keys. */
  readonly application?: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/** A key of a FIDO token that `policies/organization.yaml` registers for a person. */
export interface SecurityKey extends PublicKey {
  readonly type: SecurityKeyType;
  readonly application: string;
  readonly comment: string;
}

export function isSecurityKeyType(type: string): type is SecurityKeyType {
  return (SECURITY_KEY_TYPES as readonly string[]).includes(type);
}

/**
 * Reads a public key in wire format. No bytes may follow it. Sources: RFC 8709 section 4 for `ssh-ed25519`, "SSH U2F Key
 * formats" of OpenSSH's PROTOCOL.u2f for security keys.
 * @throws {Refused}
 */
export function readPublicKey(bytes: Uint8Array): PublicKey {
  return readWhole(bytes, 'the public key', (wire) => {
    const type = wire.word();
    if (type !== 'ssh-ed25519' && !isSecurityKeyType(type)) throw otherKey(type);
    const point = type === 'sk-ecdsa-sha2-nistp256@openssh.com' ? readPoint(wire) : exactly(32, wire.string());
    const key: PublicKey = { type, blob: toBase64(bytes), point: toBase64(point), fingerprint: fingerprintOf(bytes) };
    return type === 'ssh-ed25519' ? key : { ...key, application: wire.word() };
  });
}

function otherKey(type: string): Refused {
  const sentence =
    type === 'webauthn-sk-ecdsa-sha2-nistp256@openssh.com'
      ? 'the key belongs to a browser (webauthn), which is not supported; sign with ssh-keygen or git'
      : `a key of type ${JSON.stringify(type)} is not a security key`;
  return new Refused(type.startsWith('webauthn-') ? 'signature-webauthn' : 'signature-not-security-key', sentence);
}

/** Reads a P-256 key: the curve's name, then the uncompressed point (RFC 5656 section 3.1). */
function readPoint(wire: Wire): Uint8Array {
  if (wire.word() !== 'nistp256') throw malformed('the public key is not on the curve nistp256');
  const point = exactly(65, wire.string());
  if (point[0] !== 4) throw malformed('the public key is not an uncompressed point');
  return point.subarray(1);
}

function exactly(count: number, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== count) throw malformed(`the public key has ${bytes.length} bytes instead of ${count}`);
  return bytes;
}

function fingerprintOf(bytes: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(bytes).digest('base64').replaceAll('=', '')}`;
}

/** Makes the key object of node:crypto. @throws {Refused} if the point is not on its curve */
export function toKeyObject({ type, point }: PublicKey): KeyObject {
  const bytes = fromBase64(point) ?? new Uint8Array();
  const jwk =
    type === 'sk-ecdsa-sha2-nistp256@openssh.com'
      ? {
          kty: 'EC',
          crv: 'P-256',
          x: toBase64Url(bytes.subarray(0, 32)),
          y: toBase64Url(bytes.subarray(32)),
        }
      : { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes) };
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw malformed('the public key is not a point of its curve');
  }
}
