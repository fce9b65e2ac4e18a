import { concat, toUtf8 } from './bytes.ts';
import { Refused } from './refused.ts';

/**
 * Reads SSH's wire format from front to back (RFC 4251 section 5). Lengths and numbers are big-endian. `readWhole` refuses
 * bytes after the last field.
 */
export class Wire {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #at = 0;

  /** @param what name of the bytes, for the sentence of a refusal */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  /** Reads exactly `count` bytes. */
  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    if (taken.length !== count) throw malformed(`${this.#what} ends too soon`);
    this.#at += count;
    return taken;
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  uint32(): number {
    return this.take(4).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  string(): Uint8Array {
    return this.take(this.uint32());
  }

  /** Reads a word of the protocol: printable ASCII. */
  word(): string {
    const word = String.fromCharCode(...this.string().subarray(0, 1024));
    if (!/^[\x21-\x7e]{0,255}$/.test(word)) throw malformed(`${this.#what} has an invalid name`);
    return word;
  }

  /** Reads a positive integer of at most 32 bytes into 32 bytes. An mpint begins with a zero byte only if it must. */
  number(): Uint8Array {
    const bytes = this.string();
    const [first = 0x80, second = 0] = bytes;
    if (first >= 0x80 || (first === 0 && second < 0x80)) throw malformed(`${this.#what} has a badly encoded number`);
    const digits = first === 0 ? bytes.subarray(1) : bytes;
    if (digits.length > 32) throw malformed(`${this.#what} has an overlarge number`);
    return concat(new Uint8Array(32 - digits.length), digits);
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw malformed(`${this.#what} has bytes after its end`);
  }
}

/**
 * Reads all of `bytes`.
 * @param what name of the bytes, for the refusal of too few or too many
 */
export function readWhole<T>(bytes: Uint8Array, what: string, read: (wire: Wire) => T): T {
  const wire = new Wire(bytes, what);
  const value = read(wire);
  wire.end();
  return value;
}

export function writeUint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Writes a string: its length in bytes, then its bytes. Text is UTF-8. */
export function writeString(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? toUtf8(value) : value;
  return concat(writeUint32(bytes.length), bytes);
}

export function malformed(sentence: string): Refused {
  return new Refused('signature-malformed', sentence);
}
