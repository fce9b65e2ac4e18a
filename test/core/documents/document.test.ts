import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MAX_BYTES, parseDocument } from '../../../src/core/documents/document.ts';
import { brief, FIXTURES, judge, judgeFixture, listFixtures, sampleOrganization, toBytes } from '../documents.ts';
import { HEAVY } from './heavy.ts';

const organization = sampleOrganization();
const expected = JSON.parse(
  readFileSync(new URL(`../../../${FIXTURES}expected.json`, import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

describe('the document fixtures', () => {
  it('are all expected to do something', () => {
    expect(Object.keys(expected).sort()).toEqual([...listFixtures()].sort());
    expect(Object.keys(expected).length).toBeGreaterThanOrEqual(200);
  });

  it.each(listFixtures())('%s has exactly the issues expected of it, each at its place', (fixture) => {
    const issues = judgeFixture(fixture, organization);
    const told = issues.map(({ line, column, code, sentence }) => `${line}:${column} ${code}: ${sentence}`);
    expect(told).toEqual(expected[fixture]);
  });

  it('leave Object.prototype as it was', () => {
    const before = Reflect.ownKeys(Object.prototype);
    for (const fixture of listFixtures()) judgeFixture(fixture, organization);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('have issues whose sentences neither begin like a sentence nor end like one', () => {
    for (const fixture of listFixtures()) {
      for (const { sentence } of judgeFixture(fixture, organization)) {
        expect(sentence).not.toMatch(/\.$|\n/);
        expect(sentence).toMatch(/^[a-z0-9"`U-]/);
      }
    }
  });
});

describe('a document', () => {
  const text = [
    'title: Orders # comment',
    'access:',
    '  - resource: projects/a',
    '    roles: [roles/x, "roles/y"]',
    '  - resource: >-',
    '      folded',
    'empty:',
    "'quoted key': 'v'",
    'a/b~c: { d: 1 }',
    '',
  ].join('\n');
  const document = parseDocument('x.yaml', toBytes(text)).value;

  it('is the value the text says', () => {
    expect(document?.value).toEqual({
      title: 'Orders',
      access: [{ resource: 'projects/a', roles: ['roles/x', 'roles/y'] }, { resource: 'folded' }],
      empty: null,
      'quoted key': 'v',
      'a/b~c': { d: 1 },
    });
  });

  it.each([
    ['', '1:1', '1:1'],
    ['/title', '1:8', '1:1'],
    ['/access', '3:3', '2:1'],
    ['/access/0', '3:5', '3:5'],
    ['/access/0/resource', '3:15', '3:5'],
    ['/access/0/roles', '4:12', '4:5'],
    ['/access/0/roles/0', '4:13', '4:13'],
    ['/access/0/roles/1', '4:22', '4:22'],
    ['/access/1/resource', '6:7', '5:5'],
    ['/empty', '7:1', '7:1'],
    ['/quoted key', '8:15', '8:1'],
    ['/a~1b~0c/d', '9:13', '9:10'],
    ['/access/0/none', '3:5', '3:5'],
    ['/none/at/all', '1:1', '1:1'],
  ])('knows where %j stands', (pointer, value, key) => {
    const show = (place?: { line: number; column: number }): string => `${place?.line ?? 0}:${place?.column ?? 0}`;
    expect(show(document?.placeOf(pointer))).toBe(value);
    expect(show(document?.keyPlaceOf(pointer))).toBe(key);
  });

  it('counts columns in UTF-16 code units, and lines the same with either line ending', () => {
    expect(brief(parseDocument('x.yaml', toBytes('a: "🔥" \u202e')).issues)).toEqual(['1:9 text-bidi']);
    expect(brief(parseDocument('x.yaml', toBytes('a: 1\r\nb: 2\r\nb: 3\r\n')).issues)).toEqual([
      '3:1 yaml-duplicate-key',
    ]);
  });

  it('stops being UTF-8 at the first bad byte, however many bytes the characters before it have', () => {
    const bytes = Uint8Array.of(...toBytes('a: é🔥\nb: é'), 0xff, ...toBytes('\n'));
    expect(brief(parseDocument('x.yaml', bytes).issues)).toEqual(['2:5 text-not-utf8']);
  });

  it('is read up to 16 KiB and not a byte more', () => {
    const body = (length: number): Uint8Array => toBytes(`a: ${'x'.repeat(length - 3)}`);
    expect(parseDocument('x.yaml', body(MAX_BYTES)).issues).toBeUndefined();
    expect(brief(parseDocument('x.yaml', body(MAX_BYTES + 1)).issues)).toEqual(['1:1 document-too-large']);
  });

  it('may nest 16 deep and not deeper', () => {
    const nested = (depth: number): string => `a: ${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}`;
    expect(parseDocument('x.yaml', toBytes(nested(16))).issues).toBeUndefined();
    expect(brief(parseDocument('x.yaml', toBytes(nested(17))).issues)).toEqual(['1:19 yaml-depth']);
  });

  it('tells every issue the parser can get to', () => {
    const many = 'a: &x 017\nb: *x\na: !t 1\n<<: {}\n__proto__: "\\u200b"\n';
    expect(brief(parseDocument('x.yaml', toBytes(many)).issues)).toEqual([
      '1:4 yaml-anchor',
      '1:7 yaml-number',
      '2:4 yaml-alias',
      '3:1 yaml-duplicate-key',
      '3:4 yaml-tag',
      '4:1 yaml-merge',
      '5:1 yaml-forbidden-key',
      '5:12 text-invisible',
    ]);
  });
});

describe('any bytes at all', () => {
  const pieces = fc.constantFrom(
    ...[
      'a',
      'b: ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '"',
      "'",
      '|\n',
      '>-\n',
      '&x ',
      '*x',
      '!!str ',
      '? ',
      ': ',
    ],
    ...[
      '<<',
      '#',
      '---\n',
      '...\n',
      '%YAML 1.2\n',
      '\t',
      '\r',
      '\\',
      '017',
      '.inf',
      '~',
      '__proto__',
      '\u202e',
      '🔥',
      '\0',
      '\ud800',
    ],
  );
  const yamlish = fc.array(pieces, { maxLength: 400 }).map((parts) => toBytes(parts.join('')));
  const bytes = fc.oneof(fc.uint8Array({ maxLength: 2000 }), fc.string({ unit: 'binary' }).map(toBytes), yamlish);
  const kinds = ['request', 'policy', 'organization'];

  it('give a value made of what JSON has, or issues with places inside the text; never an exception', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const parsed = parseDocument('x.yaml', input);
        if (parsed.issues) {
          expect(parsed.issues.length).toBeGreaterThan(0);
          const lines = new TextDecoder().decode(input).split('\n').length;
          for (const { line, column } of parsed.issues) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        } else {
          expect(JSON.parse(JSON.stringify(parsed.value.value))).toEqual(parsed.value.value);
        }
        for (const kind of kinds) judge(kind, 'x.yaml', input, organization);
      }),
      { numRuns: 1000 },
    );
  });

  it('read what JSON.stringify writes as what was written', () => {
    const key = fc
      .string({ unit: 'grapheme-ascii', minLength: 1 })
      .filter((name) => !/^(?:__proto__|constructor|prototype)$/.test(name));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
      leaf: fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.boolean(), fc.constant(null), fc.integer()),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (value) => {
        const parsed = parseDocument('x.yaml', toBytes(JSON.stringify(value)));
        expect(parsed.issues).toBeUndefined();
        expect(JSON.stringify(parsed.value?.value)).toBe(JSON.stringify(value));
      }),
    );
  });

  // How long it takes is for bench/parsers.ts to say; what never ends shows here.
  it.each(Object.entries(HEAVY))('are refused by every parser however heavy they are: %s', (_, text) => {
    const input = toBytes(text);
    expect(input.length).toBeLessThanOrEqual(MAX_BYTES);
    for (const kind of kinds) expect(judge(kind, 'x.yaml', input, organization)).not.toEqual([]);
  });
});
