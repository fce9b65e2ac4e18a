import type { Place } from './issue.ts';

/** A character that no document may contain, because a reader does not see it, or sees something else. */
export interface Unseen {
  readonly code: string;
  /** UTF-16 code units from the start of the text. */
  readonly offset: number;
  readonly codePoint: number;
  /** The kind of character, as a noun with its article. */
  readonly kind: string;
}

type Range = readonly [first: number, last: number];

interface UnseenClass {
  readonly code: string;
  readonly kind: string;
  readonly ranges: readonly Range[];
}

// Unicode 16: Bidi_Control; Default_Ignorable_Code_Point without U+FE0E and U+FE0F, which ordinary emoji need.
const UNSEEN: readonly UnseenClass[] = [
  {
    code: 'text-control',
    kind: 'a control character',
    ranges: [
      [0x00, 0x08],
      [0x0b, 0x1f],
      [0x7f, 0x9f],
      [0x2028, 0x2029],
      [0xfff9, 0xfffb],
    ],
  },
  {
    code: 'text-bidi',
    kind: 'a bidirectional control, which shows text in a misleading order',
    ranges: [
      [0x061c, 0x061c],
      [0x200e, 0x200f],
      [0x202a, 0x202e],
      [0x2066, 0x2069],
    ],
  },
  {
    code: 'text-invisible',
    kind: 'an invisible character',
    ranges: [
      [0x00ad, 0x00ad],
      [0x034f, 0x034f],
      [0x115f, 0x1160],
      [0x17b4, 0x17b5],
      [0x180b, 0x180f],
      [0x200b, 0x200d],
      [0x2060, 0x2065],
      [0x206a, 0x206f],
      [0x2800, 0x2800],
      [0x3164, 0x3164],
      [0xfe00, 0xfe0d],
      [0xfeff, 0xfeff],
      [0xffa0, 0xffa0],
      [0xfff0, 0xfff8],
      [0x1bca0, 0x1bca3],
      [0x1d173, 0x1d17a],
      [0xe0080, 0xe0fff],
    ],
  },
  { code: 'text-tag', kind: 'an invisible tag character', ranges: [[0xe0000, 0xe007f]] },
  { code: 'text-surrogate', kind: 'half of a character', ranges: [[0xd800, 0xdfff]] },
];

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/**
 * Finds every character that a reader does not see. Tab and line feed are allowed. A carriage return is allowed only
 * before a line feed. Alone it is a line break for YAML, but not for git.
 */
export function findUnseen(text: string): readonly Unseen[] {
  const found: Unseen[] = [];
  let offset = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const kind = unseenClass(codePoint);
    const endsLine = codePoint === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED;
    if (kind !== undefined && !endsLine) found.push({ code: kind.code, kind: kind.kind, offset, codePoint });
    offset += character.length;
  }
  return found;
}

/** Names a code point: `U+202E`. */
export function nameCodePoint(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Quotes text from a document for a sentence: one line of at most 60 characters. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : describe(value);
  const characters = Array.from(text);
  const shown = characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text;
  return typeof value === 'string' ? JSON.stringify(shown) : shown;
}

/** Indexes the lines of a text. The returned function turns an offset into a place. */
export function indexLines(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = countUpTo(starts, offset);
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** Returns the entry of `known` nearest to a misspelt word, or `undefined` if none is near enough. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  return allNear(word, known)[0];
}

/** Each of `known` that is near enough to a misspelt word to be meant, nearest first. */
export function allNear(word: string, known: readonly string[]): readonly string[] {
  const limit = Math.max(1, Math.floor(word.length / 3));
  return known
    .filter((name) => Math.abs(name.length - word.length) <= limit)
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
}

function unseenClass(codePoint: number): UnseenClass | undefined {
  if (codePoint >= 0x20 && codePoint < 0x7f) return undefined;
  return UNSEEN.find(({ ranges }) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last));
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : JSON.stringify(value);
}

/** Counts the entries of the ascending `starts` at or before `offset`. */
function countUpTo(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the Levenshtein distance, with a swap of neighbours as one edit. It is infinite for words over 40 characters. */
function editDistance(a: string, b: string): number {
  if (a.length > 40 || b.length > 40) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const edited = Math.min(last[column] ?? 0, current[column - 1] ?? 0) + 1;
      const kept = (last[column - 1] ?? 0) + (same ? 0 : 1);
      const swap = swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(edited, kept, swap));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? Infinity;
}
