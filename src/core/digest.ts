import { createHash } from 'node:crypto';

/** Returns the SHA-256 of the text's UTF-8, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Returns git's id for these bytes as a blob, in hexadecimal: SHA-1 over `blob <length>`, a NUL and the bytes. */
export function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`, 'utf8').update(bytes).digest('hex');
}
