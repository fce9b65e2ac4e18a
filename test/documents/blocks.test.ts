import { describe, expect, it } from 'vitest';
import { pages, readPage } from './blocks.ts';
import { findCommand } from './gcloud-commands.ts';
import { inCi, partsOf, storyPages } from './story.ts';

const units = (...lines: string[]) =>
  readPage('p.md', ['```sh', ...lines, '```'].join('\n')).blocks.flatMap((block) =>
    block.units.map(({ text }) => text),
  );

describe('the blocks of a page', () => {
  it('are divided into commands, with the line of each', () => {
    const page = readPage('p.md', '# Title\n\n```sh\na\n\n# note\nb | c\n```\n\n```text\nnot this\n```\n');
    expect(page.blocks).toEqual([
      {
        path: 'p.md',
        line: 3,
        heading: 'Title',
        units: [
          { line: 4, text: 'a' },
          { line: 7, text: 'b | c' },
        ],
      },
    ]);
  });

  it.each([
    ['a continued line', ['a \\', '  --b']],
    ['a here-document', ["a <<'X'", 'text', 'X']],
    ['a quotation', ["a 'b", "c'"]],
    ['a loop', ['until a; do', '  b', 'done']],
    ['a pipe', ['a |', '  b']],
  ])('%s is one command', (_, lines) => {
    expect(units('before', ...lines, 'after')).toEqual(['before', lines.join('\n'), 'after']);
  });

  it.each([
    ['another name of the language', '```bash\na\n```'],
    ['a title beside the language', '```sh title=x\na\n```'],
    ['an indented fence', '- x\n  ```sh\n  a\n  ```'],
    ['no end of the block', '```sh\na'],
    ['no end of a command', "```sh\na 'b\n```"],
    ['no command', '```sh\n# a\n```'],
  ])('%s is refused: nothing would run it', (_, text) => {
    expect(() => readPage('p.md', text)).toThrow(/p\.md:\d+ /);
  });
});

describe('the documents', () => {
  it('have commands, README among them', () => {
    expect(pages().map(({ path }) => path)).toContain('README.md');
  });

  it('are all in a story', () => {
    const blocks = storyPages().flatMap((page) => page.blocks);
    expect(new Set(blocks.map(({ path, line }) => `${path}:${line}`)).size).toBe(blocks.length);
    expect(blocks).toHaveLength(pages().flatMap((page) => page.blocks).length);
  });

  it.each(storyPages())('$path: every block is in a part', (page) => {
    expect(partsOf(page).flatMap(({ blocks }) => blocks)).toEqual(page.blocks);
  });
});

describe('a gcloud command', () => {
  it('is found with its names and flags', () => {
    const { command, args } = findCommand(['kms', 'keyrings', 'create', 'a', '--project=b', '--location=c']);
    expect(command.words).toBe('kms keyrings create');
    expect(args).toEqual({ names: ['a'], flags: { project: 'b', location: 'c' } });
  });

  it.each([['kms keyrings destroy a'], ['kms keyrings create a --colour=red'], ['kms keyrings create']])(
    'that no document had before is refused: %s',
    (line) => {
      expect(() => findCommand(line.split(' '))).toThrow();
    },
  );
});

it('a command of .ci/run is found there, and no other', () => {
  const ci = "check 'demo' npm run -s demo\ncheck 'all' npm cit --no-fund\n";
  expect(['npm run demo   # a minute', 'npm cit', 'npm run', 'npm test'].map((text) => inCi(text, ci))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
