/**
 * Encodes one packet line of git: four hexadecimal digits of the length, themselves included, then the content. `0000`
 * ends a list.
 */

export function pktLine(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

export const FLUSH = Buffer.from('0000');

/**
 * Returns the lines before the first flush, and the bytes after it.
 * @throws Error if a length is invalid or exceeds the input
 */
export function readPktLines(input: Buffer): { lines: Buffer[]; rest: Buffer } {
  const lines: Buffer[] = [];
  for (let at = 0; at + 4 <= input.length;) {
    const text = input.toString('latin1', at, at + 4);
    const length = Number.parseInt(text, 16);
    if (!/^[0-9a-f]{4}$/i.test(text) || (length > 0 && length < 4) || at + length > input.length) {
      throw new Error(`a packet line has the invalid length \`${text}\``);
    }
    if (length === 0) return { lines, rest: input.subarray(at + 4) };
    lines.push(input.subarray(at + 4, at + length));
    at += length;
  }
  return { lines, rest: Buffer.alloc(0) };
}
