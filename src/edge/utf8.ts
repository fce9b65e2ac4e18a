import { isAscii } from 'node:buffer';

/** Decodes strict UTF-8 and keeps a byte order mark; `undefined` for any other bytes. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  // Nearly every file is ASCII. Latin-1 decodes it to the same text, in a fraction of the time.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
