/**
 * Text that somebody else wrote, made fit for where it is shown. Nothing untrusted is ever printed raw: not to a
 * terminal, not to a runner that reads commands from its output, not as Markdown.
 */

/** For a terminal or a log: one line, no control or format characters, at most `most` characters. */
export function forTerminal(text: string, most = 2000): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > most ? `${wholeCharacters(line, most - 1)}…` : line;
}

/** The beginning of a text, never ending in half a character. */
function wholeCharacters(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * For GitHub's Markdown: an inline code span, in which no mention, link, image or HTML takes effect. The fence is longer
 * than any run of backticks within (CommonMark 0.31 section 6.1).
 */
export function asCode(text: string, most = 500): string {
  const line = forTerminal(text, most);
  if (line === '') return '` `';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/**
 * For sentences of our own that quote others: everything Markdown could act on is escaped. GitHub looks for mentions and
 * issue numbers only after Markdown is rendered, when no escape is left to see: an invisible space keeps those apart.
 */
export function asProse(text: string, most = 1000): string {
  return forTerminal(text, most)
    .replace(/[\\`*_{}[\]<>()+!|~$&^=-]/g, (character) => `\\${character}`)
    .replace(/^(\d+)\./, '$1\\.')
    .replace(/[@#]/g, (character) => `${character}&#8203;`)
    .replace(/:\/\//g, ':&#47;&#47;')
    .replace(/\b(www)\./gi, '$1&#46;');
}

/**
 * For a runner's standard output: no line begins or contains what it would read as a workflow command. U+0085 is a blank
 * to the runner, which passes over blanks before `::`, and none to a regular expression.
 */
export function forRunner(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^([\s\u0085]*)::/, '$1: :').replaceAll('##[', '## ['))
    .join('\n');
}
