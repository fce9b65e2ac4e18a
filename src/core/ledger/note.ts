import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { fromBase64, toBase64 } from './base64.ts';

/*
 * Signed notes: a text and lines of signatures below it. https://c2sp.org/signed-note@v1.0.0
 * Only Ed25519 (type 0x01) is known here. Lines of unknown keys are ignored, as the specification demands.
 */

/** A key of a possible signer: its name, its id of four bytes, and 32 bytes of Ed25519 public key. */
export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly id: string;
  readonly key: Uint8Array;
  /** The same key, parsed once for the verifier. A ledger has thousands of notes by one key. */
  readonly publicKey: KeyObject;
}

export interface NoteSignature {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const ED25519 = 1;
/** Maximum number of signatures, more than our logs have. The specification demands at least sixteen. */
const MOST_SIGNATURES = 64;
const MOST_CHARACTERS = 64 * 1024;

/** Writes a key as text: `name+hexid+base64(0x01 ‖ key)`. */
export function formatKey({ name, id, key }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Uint8Array.of(ED25519, ...key))}`;
}

/** Makes a named key with its id. @throws RangeError if the name or the key is invalid */
export function toKey(name: string, key: Uint8Array): VerifierKey {
  if (!isName(name)) throw new RangeError(`${JSON.stringify(name)} cannot name a key`);
  if (key.length !== 32) throw new RangeError(`an Ed25519 public key has 32 bytes, not ${key.length}`);
  return { name, id: idOf(name, key), key, publicKey: publicKeyOf(key) };
}

/** Reads the output of `formatKey`, or returns the fault of the text. */
export function parseKey(text: string): VerifierKey | { readonly invalid: string } {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  if (!isName(name)) return { invalid: 'a key has the form name+hexadecimal id+base64' };
  const [type, ...key] = fromBase64(encoded) ?? [];
  if (type === undefined) return { invalid: 'the last part of the key is not base64' };
  if (type !== ED25519) return { invalid: `the type of the key is ${type}, and only type 1 (Ed25519) is supported` };
  if (key.length !== 32) return { invalid: `an Ed25519 public key has 32 bytes, not ${key.length}` };
  const read = toKey(name, Uint8Array.from(key));
  return read.id === id ? read : { invalid: `the id of the key is ${id}, and its other parts give ${read.id}` };
}

/** Writes a text with its signatures. @throws RangeError if the text is not valid in a note */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  if (!text.endsWith('\n') || !isClean(text))
    throw new RangeError('a note ends in a newline and has no control characters');
  const lines = signatures.map(
    ({ name, id, signature }) => `— ${name} ${toBase64(Uint8Array.of(...toBytes(id), ...signature))}\n`,
  );
  return `${text}\n${lines.join('')}`;
}

/**
 * Reads a note strictly, or returns its fault. A note without signatures is valid: its last line is the empty one. A caller
 * that needs signatures finds none.
 */
export function parseNote(whole: string): Note | { readonly invalid: string } {
  if (whole.length > MOST_CHARACTERS) return { invalid: 'it is too long' };
  if (!isClean(whole)) return { invalid: 'the text has control characters, or is not valid Unicode' };
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) return { invalid: 'no empty line separates the text from the signatures' };
  const text = whole.slice(0, split + 1);
  const below = whole.slice(split + 2);
  if (below !== '' && !below.endsWith('\n')) return { invalid: 'the signatures do not end in a newline' };
  const lines = below === '' ? [] : below.slice(0, -1).split('\n');
  if (lines.length > MOST_SIGNATURES)
    return { invalid: `there are ${lines.length} signatures, and at most ${MOST_SIGNATURES} are allowed` };
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignature(line);
    if (signature === undefined) return { invalid: `${JSON.stringify(line.slice(0, 80))} is not a signature line` };
    signatures.push(signature);
  }
  return { text, signatures };
}

/** Returns the keys that signed. An invalid signature of a known key makes the whole note invalid. */
export function signersOf(
  { text, signatures }: Note,
  keys: readonly VerifierKey[],
): readonly VerifierKey[] | { readonly invalid: string } {
  const signers: VerifierKey[] = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((one) => one.name === name && one.id === id);
    if (key === undefined) continue;
    if (!isSignatureBy(key, text, signature)) return { invalid: `the signature of ${name}+${id} is invalid` };
    if (!signers.includes(key)) signers.push(key);
  }
  return signers;
}

/** Verifies Ed25519 (RFC 8032) over the text's UTF-8. */
export function isSignatureBy(key: VerifierKey, text: string, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  return verify(null, new TextEncoder().encode(text), key.publicKey, signature);
}

function publicKeyOf(key: Uint8Array): KeyObject {
  const x = toBase64(key).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Returns the first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
function idOf(name: string, key: Uint8Array): string {
  const hash = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ED25519)).update(key);
  return hash.digest('hex').slice(0, 8);
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = /^— (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = isName(name) ? fromBase64(encoded) : undefined;
  if (bytes === undefined || bytes.length < 5) return undefined;
  const id = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, id, signature: bytes.subarray(4) };
}

function toBytes(id: string): readonly number[] {
  return [0, 2, 4, 6].map((at) => Number.parseInt(id.slice(at, at + 2), 16));
}

function isName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s+\p{Z}\p{Cc}]/u.test(name);
}

function isClean(text: string): boolean {
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}
