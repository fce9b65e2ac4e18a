import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** A noncharacter that stands for a blank at which no line may break. Unicode keeps it for such internal use. */
const FIXED = '\uFDD0';
/** Minimum number of columns for text beside an indentation. A narrower terminal breaks the lines by itself. */
const FEWEST_COLUMNS = 20;
/** A short span in backticks: a command, a path or a value. */
const SPAN = /`[^`]{1,120}`/g;

/** Marks the blanks of a code or a command, so that `wrap` breaks no line there. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', FIXED);
}

/** Marks the blanks within spans in backticks, so that `wrap` breaks no line there. */
export function withUnbrokenSpans(text: string): string {
  return text.replace(SPAN, unbroken);
}

/** Turns every marked blank into a blank. */
export function plainBlanks(text: string): string {
  return text.replaceAll(FIXED, ' ');
}

/**
 * Breaks one line at blanks, by the width of its characters in a terminal. A word that is too long, such as a URL, gets
 * a line of its own and stays whole.
 * @param width columns of the terminal; `Infinity` keeps one line
 * @param first the beginning of the first line
 * @param rest the beginning of every other line
 */
export function wrap(text: string, width: number, first: string, rest: string): readonly string[] {
  if (width === Infinity) return [first + plainBlanks(text)];
  const lead = /^ */.exec(text)?.[0] ?? '';
  const columns = Math.max(FEWEST_COLUMNS, width - stringWidth(rest + lead));
  // Stands for the part of a wide `first` that leaves less space on the first line.
  const excess = FIXED.repeat(Math.max(0, stringWidth(first) - stringWidth(rest)));
  const [line = '', ...more] = wrapAnsi(excess + text.slice(lead.length), columns).split('\n');
  return [first + lead + line.slice(excess.length), ...more.map((other) => rest + lead + other)].map(plainBlanks);
}

/** The columns of a text in a terminal. Wide characters take two. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/**
 * Wraps lines that were printed for no terminal, such as a log. Further lines of one begin below its last column, or two
 * columns further in.
 */
export function wrapLog(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const label = /^ *\S+(?: \S+)* {2,}(?=\S)/.exec(line)?.[0] ?? '';
      const indent = /^ */.exec(line)?.[0] ?? '';
      const isRow = label !== '' && label.length < width / 2;
      const [first, rest] = isRow ? [label, ' '.repeat(label.length)] : [indent, `${indent}  `];
      return wrap(withUnbrokenSpans(line.slice(first.length)), width, first, rest);
    })
    .join('\n');
}
