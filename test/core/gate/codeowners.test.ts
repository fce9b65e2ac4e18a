import { describe, expect, it } from 'vitest';
import { ownersOf, parseCodeowners } from '../../../src/core/gate/codeowners.ts';

const own = (pattern: string, path: string) => ownersOf(parseCodeowners(`${pattern} @a`), path).length === 1;

describe('a pattern of CODEOWNERS', () => {
  it.each([
    ['*', ['a', 'a/b/c', '.github/CODEOWNERS'], []],
    ['*.js', ['x.js', 'a/x.js'], ['x.jsx', 'js']],
    ['/docs/', ['docs/a', 'docs/a/b'], ['a/docs/b', 'docs']],
    ['docs/*', ['docs/a'], ['docs/a/b', 'x/docs/a']],
    ['apps/', ['apps/a', 'x/apps/a/b'], ['apps']],
    ['/apps/github', ['apps/github', 'apps/github/a'], ['apps/github2', 'x/apps/github']],
    ['**/logs', ['logs/a', 'a/b/logs', 'a/logs/b'], ['a/logs2']],
    ['/a/**/z', ['a/z', 'a/b/c/z'], ['z', 'b/a/z']],
    ['/a/**', ['a/b', 'a/b/c'], ['a', 'b']],
    ['/a?c.d', ['abc.d'], ['a/c.d', 'abcxd']],
    ['/with\\ blank', ['with blank', 'with blank/x'], ['with']],
    ['!*', [], ['a']],
    ['[ab]', [], ['a', '[ab]']],
    ['POLICIES/', ['POLICIES/a'], ['policies/a']],
  ])('%s matches as on GitHub', (pattern, yes, no) => {
    for (const path of yes) expect([path, own(pattern, path)]).toEqual([path, true]);
    for (const path of no) expect([path, own(pattern, path)]).toEqual([path, false]);
  });
});

describe('CODEOWNERS', () => {
  it('is decided by the last line that matches, which may take a path from everybody', () => {
    const patterns = parseCodeowners('# all\n* @acme/security @bob # and more\n\n/requests/\r\n');
    expect(ownersOf(patterns, 'policies/a.yaml')).toEqual(['@acme/security', '@bob']);
    expect(ownersOf(patterns, 'requests/a.yaml')).toEqual([]);
    expect(patterns.map(({ line }) => line)).toEqual([2, 4]);
  });
});
