import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A complete shell command of a document: one line, or several that belong together. */
export interface Unit {
  /** Line of the document on which the command starts, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A fenced `sh` block. */
export interface Block {
  /** Path of the document. */
  readonly path: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The nearest heading above the block, without its marks. */
  readonly heading: string;
  readonly units: readonly Unit[];
}

export interface Page {
  /** Path from the project's root, such as `docs/deploy.md`. */
  readonly path: string;
  readonly blocks: readonly Block[];
}

/** Documents whose commands run. */
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/**/*.md'];

/** Returns every page that holds commands, in the order of the list above. */
export function pages(): readonly Page[] {
  const paths = DOCUMENTS.flatMap((pattern) => globSync(pattern, { cwd: ROOT }).toSorted());
  return paths
    .map((path) => readPage(path.replaceAll('\\', '/'), readFileSync(join(ROOT, path), 'utf8')))
    .filter(({ blocks }) => blocks.length > 0);
}

const FENCE = /^(\s*)(`{3,}|~{3,})\s*(.*)$/;
/** Names that people give to shell blocks. Documents use `sh` only. */
const SHELLS = new Set(['bash', 'console', 'shell', 'shell-session', 'shellsession', 'zsh']);

/**
 * Reads the `sh` blocks of a page.
 * @throws Error for a shell block that would not run: another name of the language, an indented fence, or no end
 */
export function readPage(path: string, text: string): Page {
  const blocks: Block[] = [];
  let heading = '';
  let open: { line: number; fence: string; language: string; body: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', marks = '', info = ''] = FENCE.exec(line) ?? [];
    if (open !== undefined) {
      const closes = marks.startsWith(open.fence) && info === '';
      if (!closes) open.body.push(line);
      else if (open.language === 'sh') blocks.push(toBlock(path, open.line, heading, open.body));
      if (closes) open = undefined;
    } else if (marks !== '') {
      const language = info.trim();
      const [name = ''] = language.split(/[\s{]/);
      if (SHELLS.has(name) || (name === 'sh' && language !== 'sh'))
        throw new Error(`${path}:${index + 1} a block of commands begins with \`\`\`sh, not with ${line.trim()}`);
      if (name === 'sh' && indent !== '') throw new Error(`${path}:${index + 1} the fence of commands is indented`);
      open = { line: index + 1, fence: marks, language: name, body: [] };
    } else heading = /^#{1,6} (.+)$/.exec(line)?.[1] ?? heading;
  }
  if (open !== undefined) throw new Error(`${path}:${open.line} the block has no end`);
  return { path, blocks };
}

function toBlock(path: string, line: number, heading: string, body: readonly string[]): Block {
  const units: Unit[] = [];
  let start = 0;
  for (const end of body.keys()) {
    const text = body.slice(start, end + 1).join('\n');
    if (isBlank(text)) start = end + 1;
    else if (isComplete(text)) {
      units.push({ line: line + 1 + start, text });
      start = end + 1;
    }
  }
  if (start < body.length) throw new Error(`${path}:${line + 1 + start} bash finds no end of this command`);
  if (units.length === 0) throw new Error(`${path}:${line} the block holds no command`);
  return { path, line, heading, units };
}

const isBlank = (text: string): boolean => /^\s*(?:#.*)?$/.test(text);

/** Asks bash itself. An open here-document is only a warning to bash. */
function isComplete(text: string): boolean {
  if (/(?<!\\)(?:\\\\)*\\$/.test(text)) return false;
  const { status, stderr } = spawnSync('bash', ['-n'], { input: `${text}\n`, encoding: 'utf8' });
  return status === 0 && stderr === '';
}
