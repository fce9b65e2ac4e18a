import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOWED } from './prose-allowed.ts';
import { MOST_WORDS, proseFaults, sentencesOf, type Source } from './prose.ts';

const ROOT = join(import.meta.dirname, '../..');

const GENERATED = /\/schema\/(?:validators\.|.*\.d\.ts$)/;

/** The files that people read. `atLeast` notices a pattern that matches nothing any more. */
const CHECKED = [
  { name: 'the sources', patterns: ['src/**/*.{ts,js}', 'bin/*.js'], atLeast: 400 },
  { name: 'scripts and measurements', patterns: ['scripts/**/*.ts', 'bench/**/*.ts'], atLeast: 10 },
  { name: 'documents', patterns: ['*.md', 'docs/**/*.md', 'src/**/*.md'], atLeast: 5 },
  {
    name: 'schemas, policies, workflows and the action',
    patterns: ['policies/**/*.{yaml,json}', '.github/**/*.yml', 'action.yml'],
    atLeast: 10,
  },
];

function sources(...patterns: readonly string[]): readonly Source[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !GENERATED.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

const allowedIn = (files: readonly Source[]) => ALLOWED.filter(({ path }) => files.some((file) => file.path === path));

describe('every sentence for people follows the rules of plain English', () => {
  it.each(CHECKED)('in $name', ({ patterns, atLeast }) => {
    const files = sources(...patterns);
    expect(files.length).toBeGreaterThan(atLeast);
    expect(proseFaults(files, allowedIn(files))).toEqual([]);
  });

  it('allows a sentence only in a file that is checked, and gives the reason', () => {
    const checked = new Set(CHECKED.flatMap(({ patterns }) => sources(...patterns)).map(({ path }) => path));
    for (const { path, reason } of ALLOWED) {
      expect(checked).toContain(path);
      expect(reason.split(' ').length).toBeGreaterThan(2);
    }
  });
});

describe('a planted sentence is found', () => {
  const code = (text: string): Source => ({ path: 'src/planted.ts', text });

  it.each([
    ['a comment that opens with a clause', code('/** What the run gave. */\nexport const a = 1;'), 1],
    ['a comment beside code', code('const a = 1;\nconst b = 2; // whether it is there\n'), 2],
    ['the second sentence of a comment', code('// One run.\n// Of two runs the first wins.\n'), 2],
    ['a message', code("\n\nthrow new Error('what is past its end cannot be granted');\n"), 3],
    ['a template', code('note(`nobody told ${name} about the run`);\n'), 1],
    ['a template within a template', code('note(`${a ? `who pushed to ${b} is not known` : c}`);\n'), 1],
    ['a noun clause', code('// That the run ended is recorded.\n'), 1],
    ['a long sentence', code(`// ${'word '.repeat(MOST_WORDS)}end.\n`), 1],
    ['a heading of a list', { path: 'docs/a.md', text: 'Text.\n\n- Whoever may write sees it.\n' }, 3],
    [
      'a cell of a table',
      { path: 'docs/a.md', text: '| code | meaning |\n|---|---|\n| `a` | who asked for it |\n' },
      3,
    ],
    ['a description in a schema', { path: 'policies/a.json', text: '{\n  "description": "who may ask"\n}\n' }, 2],
    ['a comment of a workflow', { path: 'a.yml', text: 'on: push\n# With it the run waits.\n' }, 2],
    [
      'a description of an action',
      { path: 'action.yml', text: 'inputs:\n  a:\n    description: whether to wait\n' },
      3,
    ],
    ['a folded description', { path: 'action.yml', text: 'a:\n  description: >-\n    One.\n    whether to wait\n' }, 4],
  ])('in %s', (_, source, line) => {
    expect(proseFaults([source])).toEqual([expect.stringMatching(new RegExp(`^${source.path}:${line}: `))]);
  });

  it.each([
    ['a question', code('// Who signed it?\n')],
    ['plain sentences', code('/** Returns the end. The run reads it if GitHub answers. */\nexport const a = 1;')],
    ['code in a string', code("run('query A { whose of what nobody told }');")],
    ['a block of code in a document', { path: 'docs/a.md', text: '```text\nwhat is over is taken away\n```\n' }],
    ['an address of a link', { path: 'docs/a.md', text: 'See [the page](https://example.com/told-you).\n' }],
  ])('and not in %s', (_, source) => {
    expect(proseFaults([source])).toEqual([]);
  });

  it('unless the list allows that very sentence, and an idle entry is a fault itself', () => {
    const source = code("send('Who are you looking for');\n");
    const entry = { path: source.path, sentence: 'Who are you looking for', reason: "GitHub's own words" };
    expect(proseFaults([source], [entry])).toEqual([]);
    expect(proseFaults([code('')], [entry])).toHaveLength(1);
  });

  it('with the line of each sentence in a comment of several paragraphs', () => {
    const text = '/*\n * One. Two\n * goes on.\n *\n * - Three.\n */\n';
    expect(sentencesOf(code(text)).map(({ line, text: words }) => `${line} ${words}`)).toEqual([
      '2 One.',
      '2 Two goes on.',
      '5 Three.',
    ]);
  });
});
