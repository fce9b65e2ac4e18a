/**
 * GitHub's filter patterns for branches, tags and paths: `*` stays within a path segment, `**` does not, `?` and `+` repeat
 * what stands before them, `[…]` is a class, a leading `!` takes back. Source: "Filter pattern cheat sheet" of GitHub's docs.
 */

/** Whether `name` passes: the last pattern that matches it decides, and with none it does not. */
export function passes(name: string, patterns: readonly string[]): boolean {
  return patterns.reduce((passed, pattern) => {
    const negative = pattern.startsWith('!');
    return toRegExp(negative ? pattern.slice(1) : pattern).test(name) ? !negative : passed;
  }, false);
}

const piece = /\*\*\/|\*\*|\*|\?|\+|\[[^\]]*\]|\\.|./gsu;

function toRegExp(pattern: string): RegExp {
  const source = [...pattern.matchAll(piece)].map(([text]) => translate(text)).join('');
  return new RegExp(`^${source}$`, 'su');
}

function translate(text: string): string {
  if (text === '**/') return '(?:.*/)?';
  if (text === '**') return '.*';
  if (text === '*') return '[^/]*';
  if (text === '?' || text === '+') return text;
  if (text.startsWith('[') && text.length > 1) return text;
  return text.replace(/^\\?(.)$/su, (_, character: string) => character.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'));
}
