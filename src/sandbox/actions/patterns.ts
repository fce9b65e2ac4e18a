/**
 * GitHub's filter patterns for branches, tags and paths. `*` stays within a path segment, `**` does not. `?` and `+`
 * repeat the character before them, `[…]` is a class, a leading `!` excludes. Source: "Filter pattern cheat sheet" of
 * GitHub's docs.
 */

/** Returns true if `name` passes: the last matching pattern decides, and a name without a match does not pass. */
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
