/**
 * Escapes untrusted text for each output. Pullcord never prints untrusted text raw: a terminal, Markdown and a runner all
 * read commands in text.
 */

/**
 * Escapes text for a terminal or a log: one line, at most `most` characters, and no control or format characters. It has
 * no noncharacters either: `wrap` uses one for its own marks.
 */
export function forTerminal(text: string, most = 2000): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]+/gu, ' ').trim();
  return line.length > most ? `${wholeCharacters(line, most - 1)}…` : line;
}

/** Returns the beginning of a text. It never ends in half a character. */
function wholeCharacters(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * Writes text as an inline code span of GitHub's Markdown. Mentions, links, images and HTML have no effect in it. The
 * fence is longer than any run of backticks inside (CommonMark 0.31 section 6.1).
 */
export function asCode(text: string, most = 500): string {
  const line = forTerminal(text, most);
  if (line === '') return '` `';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/**
 * Escapes our own sentences, which quote untrusted text, for GitHub's Markdown. GitHub finds mentions and issue numbers
 * after it renders Markdown, so escapes do not stop them. An invisible space does.
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
 * Escapes text for a runner's standard output, so that no line is a workflow command. The runner skips blanks before
 * `::`. U+0085 is a blank for the runner, but not for a regular expression.
 */
export function forRunner(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^([\s\u0085]*)::/, '$1: :').replaceAll('##[', '## ['))
    .join('\n');
}
