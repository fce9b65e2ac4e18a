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
 * @param first the beginning of the first line; it may contain colours
 * @param rest the beginning of every other line, without colours
 */
export function wrap(text: string, width: number, first: string, rest: string): readonly string[] {
  if (width === Infinity) return [first + plainBlanks(text)];
  const lead = /^ */.exec(text)?.[0] ?? '';
  const columns = Math.max(FEWEST_COLUMNS, width - stringWidth(rest + lead));
  const lines = wrapAnsi(text.slice(lead.length), columns).split('\n');
  return lines.map((line, index) => plainBlanks((index === 0 ? first : rest) + lead + line));
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
      const column = /^ *\S+(?: \S+)* {2,}(?=\S)/.exec(line)?.[0];
      const indent = /^ */.exec(line)?.[0] ?? '';
      const rest = column === undefined || column.length > width / 2 ? `${indent}  ` : ' '.repeat(column.length);
      return wrap(withUnbrokenSpans(line.slice(indent.length)), width, indent, rest);
    })
    .join('\n');
}
