/** Paths where GitHub searches for the file. The first existing one counts. */
export const CODEOWNERS_PATHS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;

export interface OwnedPattern {
  /** Line number, from 1. */
  readonly line: number;
  readonly pattern: string;
  /** `@login`, `@org/team` or an e-mail address. Without one, matching files have no owner. */
  readonly owners: readonly string[];
  readonly matches: (path: string) => boolean;
}

/** Returns every line with a pattern. Source: https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
export function parseCodeowners(text: string): readonly OwnedPattern[] {
  return text.split(/\r?\n/).flatMap((written, index) => {
    const [pattern, ...rest] = written.trim().split(/(?<!\\)\s+/);
    if (pattern === undefined || pattern === '' || pattern.startsWith('#')) return [];
    const comment = rest.findIndex((word) => word.startsWith('#'));
    const owners = comment < 0 ? rest : rest.slice(0, comment);
    return [{ line: index + 1, pattern, owners, matches: matcherOf(pattern) }];
  });
}

/** Returns the owners of a path. The last matching line decides, even if it has no owners. */
export function ownersOf(patterns: readonly OwnedPattern[], path: string): readonly string[] {
  return patterns.findLast(({ matches }) => matches(path))?.owners ?? [];
}

/**
 * Patterns work as in `.gitignore`: a slash at the start or inside binds the pattern to the root. A slash at the end means
 * a folder. Two things differ: `docs/*` does not reach into folders, and a line with `!` or `[…]` matches nothing.
 */
function matcherOf(pattern: string): (path: string) => boolean {
  if (/^!|[[\]]/.test(pattern)) return () => false;
  const folder = pattern.endsWith('/');
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const anchored = pattern.startsWith('/') || bare.includes('/');
  const body = bare
    .split('/')
    .map((segment) => (segment === '**' ? '**' : segmentSource(segment)))
    .join('/')
    .replace(/^\*\*\//, '(?:.+/)?')
    .replaceAll('/**/', '/(?:.+/)?')
    .replace(/\/\*\*$/, '/.+')
    .replace(/^\*\*$/, '.+');
  const within = folder ? '/.+' : /\/\*$/.test(bare) ? '' : '(?:/.+)?';
  const expression = new RegExp(`^${anchored ? '' : '(?:.+/)?'}${body}${within}$`, 's');
  return (path) => expression.test(path);
}

function segmentSource(segment: string): string {
  return segment
    .replace(/\\(.)/g, '$1')
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
}
