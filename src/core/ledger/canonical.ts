import canonicalize from 'canonicalize';

/*
 * The ledger's lines: RFC 8785 canonical JSON of a subset that all languages read the same way. A guard checks each value
 * first, because a canonicalizer silently rounds large integers, drops `undefined` and overflows its stack.
 * https://www.rfc-editor.org/rfc/rfc8785, https://www.rfc-editor.org/rfc/rfc7493
 */

/** Reasons why a value cannot be written. The codes are stable. */
export type FlawCode =
  | 'record-value' // not a JSON value: undefined in a list, a function, a date
  | 'record-number' // a fraction, minus zero, or beyond 2^53-1
  | 'record-text' // half a surrogate pair; in our own text also control characters and text not in form NFC
  | 'record-key' // `__proto__`, half a surrogate pair; in our own members any name that is not plain
  | 'record-deep' // more than MOST_DEEP levels
  | 'record-long'; // one of our own texts over MOST_TEXT, or a line over MOST_LINE

export interface Flaw {
  readonly code: FlawCode;
  /** JSON Pointer to the fault (RFC 6901). */
  readonly at: string;
}

/** Thrown by `canonicalLine` for a value that must not be written. */
export class Unfit extends Error {
  readonly flaw: Flaw;

  constructor(flaw: Flaw) {
    super(`${flaw.code} at ${flaw.at === '' ? 'the root' : flaw.at}`);
    this.flaw = flaw;
  }
}

/** Maximum depth of lists and objects. The record is level 1. */
const MOST_DEEP = 32;
/** Maximum length of one of our own texts, in bytes of UTF-8. Quoted facts have only the limit of the line. */
export const MOST_TEXT = 16 * 1024;
/** Maximum length of a line, in bytes of UTF-8. */
export const MOST_LINE = 4 * 1024 * 1024;

/**
 * Members with our own text, which must be in form NFC and without control characters. All other members quote the outside
 * (paths, request texts, edited conditions) and keep it byte for byte.
 */
const OURS: ReadonlySet<string> = new Set([
  ...['at', 'keys', 'kind', 'open', 'pull', 'reasons', 'run', 'schema', 'seq', 'tool'],
]);

/** Returns the first reason why a record cannot be written, or `undefined`. */
export function flawOf(record: Readonly<Record<string, unknown>>): Flaw | undefined {
  for (const [key, value] of Object.entries(record)) {
    const at = `/${escapeKey(key)}`;
    const ours = OURS.has(key);
    const flaw = isKey(key, true) ? look(value, at, ours, 2) : ({ code: 'record-key', at } as const);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** Returns the line of a record, without the newline. @throws {Unfit} */
export function canonicalLine(record: Readonly<Record<string, unknown>>): string {
  const flaw = flawOf(record);
  if (flaw !== undefined) throw new Unfit(flaw);
  const line = canonicalText(record);
  if (isLonger(line, MOST_LINE)) throw new Unfit({ code: 'record-long', at: '' });
  return line;
}

/** Returns the RFC 8785 form of any JSON value. @throws {Unfit} */
export function canonicalText(value: unknown): string {
  if (isInOrder(value)) return JSON.stringify(value);
  const text = canonicalize(value);
  if (text === undefined) throw new Unfit({ code: 'record-value', at: '' });
  return text;
}

/** Parses a line. Returns `undefined` unless writing its object again gives exactly this line. */
export function parseCanonical(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    if (isLonger(line, MOST_LINE)) return undefined;
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const record = value as Readonly<Record<string, unknown>>;
    // We wrote nearly every line, with sorted keys. Other lines take the slow path.
    if (isPlainlyFit(record) && JSON.stringify(record) === line) return record;
    return canonicalLine(record) === line ? record : undefined;
  } catch {
    // Not JSON, or JSON that may not be written: an overlarge number, half a surrogate pair.
    return undefined;
  }
}

/**
 * True if a parsed record has no flaw and sorted keys. `JSON.stringify` then writes its canonical form, because RFC 8785
 * section 3.2.2 uses ECMAScript's strings and numbers. `false` decides nothing. The test is five times as fast as
 * canonicalizing, and less complete.
 */
function isPlainlyFit(record: Readonly<Record<string, unknown>>): boolean {
  let before = '';
  for (const key of Object.keys(record)) {
    if (key <= before || !isKey(key, true) || !isPlain(record[key], OURS.has(key), 2)) return false;
    before = key;
  }
  return true;
}

function isPlain(value: unknown, ours: boolean, depth: number): boolean {
  if (typeof value === 'string')
    return ours ? value.length <= MOST_TEXT && PRINTABLE.test(value) : value.isWellFormed();
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MOST_DEEP) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, ours, depth + 1));
  const object = value as Readonly<Record<string, unknown>>;
  let before: string | undefined;
  for (const key of Object.keys(object)) {
    if (before !== undefined && key <= before) return false;
    if (!isKey(key, ours) || !isPlain(object[key], ours, depth + 1)) return false;
    before = key;
  }
  return true;
}

/** True if `JSON.stringify` writes the canonical form: only plain values, and sorted keys in every object. */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return value === null || typeof value === 'boolean';
  if (Array.isArray(value)) return value.every(isInOrder);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const object = value as Readonly<Record<string, unknown>>;
  let before: string | undefined;
  for (const key of Object.keys(object)) {
    if ((before !== undefined && key <= before) || !key.isWellFormed()) return false;
    const item = object[key];
    if (item !== undefined && !isInOrder(item)) return false;
    before = key;
  }
  return true;
}

/** ASCII without control characters except the newline. Each is one byte and in form NFC. */
const PRINTABLE = /^[\n\x20-\x7e]*$/;

/** Cleans our own text, which may quote characters that the ledger does not allow. */
export function tidy<T>(value: T): T {
  if (typeof value === 'string') return tidyText(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => tidy(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tidy(item as unknown)])) as T;
}

/** UTF-16 units. */
const LONGEST_WORDS = 4000;

function tidyText(text: string): string {
  const clean = text.toWellFormed().normalize('NFC').replace(CONTROLS_ALL, ' ');
  // The cut can split a surrogate pair.
  return clean.length > LONGEST_WORDS ? `${clean.slice(0, LONGEST_WORDS).toWellFormed()}…` : clean;
}

/** C0 except the newline, DEL, and C1. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const CONTROLS_ALL = new RegExp(CONTROLS, 'g');

function look(value: unknown, at: string, ours: boolean, depth: number): Flaw | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? undefined : { code: 'record-number', at };
    case 'string':
      return lookAtText(value, at, ours);
    case 'object':
      if (value === null) return undefined;
      if (depth > MOST_DEEP) return { code: 'record-deep', at };
      return Array.isArray(value) ? lookAtList(value, at, ours, depth) : lookAtObject(value, at, ours, depth);
    default:
      return { code: 'record-value', at };
  }
}

function lookAtText(text: string, at: string, ours: boolean): Flaw | undefined {
  if (!text.isWellFormed()) return { code: 'record-text', at };
  if (!ours) return undefined;
  if (CONTROLS.test(text) || text.normalize('NFC') !== text) return { code: 'record-text', at };
  return isLonger(text, MOST_TEXT) ? { code: 'record-long', at } : undefined;
}

function lookAtList(list: readonly unknown[], at: string, ours: boolean, depth: number): Flaw | undefined {
  for (const [index, item] of list.entries()) {
    const flaw =
      item === undefined
        ? ({ code: 'record-value', at: `${at}/${index}` } as const)
        : look(item, `${at}/${index}`, ours, depth + 1);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function lookAtObject(object: object, at: string, ours: boolean, depth: number): Flaw | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return { code: 'record-value', at };
  for (const [key, value] of Object.entries(object)) {
    const below = `${at}/${escapeKey(key)}`;
    const flaw = isKey(key, ours) ? look(value, below, ours, depth + 1) : ({ code: 'record-key', at: below } as const);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function isKey(key: string, ours: boolean): boolean {
  return ours ? /^[a-z][A-Za-z0-9]*$/.test(key) : key !== '__proto__' && key.isWellFormed();
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** True if a text has more than `most` bytes of UTF-8. */
function isLonger(text: string, most: number): boolean {
  // A UTF-16 unit is at most three bytes, so only texts that may be too long are encoded.
  return text.length * 3 > most && new TextEncoder().encode(text).length > most;
}
