import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal, of the text's UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The id git gives these bytes as a blob: SHA-1 over `blob <length>`, a NUL and the bytes, in hexadecimal. */
export function gitBlobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`, 'utf8').update(bytes).digest('hex');
}
