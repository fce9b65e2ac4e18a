/** Encodes bytes as base64: RFC 4648 section 4, with padding, in the canonical spelling. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** Decodes the output of `toBase64`; `undefined` for any other text. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  // Unused bits could spell the same bytes in several ways.
  return toBase64(bytes) === text ? bytes : undefined;
}
