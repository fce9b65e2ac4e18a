import { randomBytes } from 'node:crypto';
import { converse } from './converse.ts';
import type { Objects } from './objects.ts';
import { remember } from './process.ts';

/** One file that differs between two trees. */
export interface FileChange {
  readonly path: string;
  /** The former path of a renamed or copied file. */
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob after the change. For a removed file, the blob before it. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks of a text file, without git's header lines. */
  readonly patch: string | undefined;
}

export interface Diffs {
  /**
   * Returns the changes from one commit or tree to another, in git's order of paths. From undefined, everything is new.
   */
  diff(from: string | undefined, to: string): Promise<readonly FileChange[]>;
}

/**
 * A line that names no objects. `diff-tree --stdin` repeats it after the answers to all earlier questions. It is
 * random, so that no compared file can contain it.
 */
const DONE = `done ${randomBytes(16).toString('base64')}\n`;

export function openDiffs(directory: string, objects: Objects): Diffs & { closeDiffs(): Promise<void> } {
  const git = converse(directory, [
    'diff-tree',
    '--stdin',
    '-r',
    '-M',
    '--full-index',
    '--raw',
    '--numstat',
    '-p',
    '-z',
  ]);
  const ask = remember(async (from: string | undefined = '', to: string | undefined = '') => {
    if (from === to) return [];
    const answer = await git.ask(`${from} ${to}\n${DONE}`, Buffer.from(DONE));
    return parseAnswer(answer.toString('utf8'));
  });

  async function treeOf(oid: string | undefined): Promise<string> {
    if (oid === undefined) return objects.writeObject('tree', Buffer.alloc(0));
    return (await objects.readCommit(oid))?.tree ?? oid;
  }

  return {
    diff: async (from, to) => ask(await treeOf(from), await treeOf(to)),
    closeDiffs: () => git.close(),
  };
}

/**
 * Parses an answer. Its first line repeats the question. Then come the files and the counts, each field ended by a NUL.
 * The patches follow after an empty field.
 */
function parseAnswer(answer: string): readonly FileChange[] {
  const body = answer.slice(answer.indexOf('\n') + 1);
  const end = body.search(/(?<=\0)\0/);
  const fields = (end < 0 ? body : body.slice(0, end)).split('\0');
  return combine(fields, end < 0 ? [] : splitPatches(body.slice(end + 1)));
}

interface Counted {
  readonly additions: number;
  readonly deletions: number;
}

function combine(fields: readonly string[], patches: readonly (string | undefined)[]): readonly FileChange[] {
  const raw: Omit<FileChange, 'additions' | 'deletions' | 'patch'>[] = [];
  const counts: Counted[] = [];
  for (let at = 0; at < fields.length;) {
    const field = fields[at] ?? '';
    if (field.startsWith(':')) {
      const [, , before = '', after = '', letter = ''] = field.split(' ');
      const status = STATUSES[letter.charAt(0)] ?? 'changed';
      const twoPaths = status === 'renamed' || status === 'copied';
      const path = fields[at + (twoPaths ? 2 : 1)] ?? '';
      const oid = status === 'removed' ? before : after;
      raw.push({ path, previousPath: twoPaths ? fields[at + 1] : undefined, status, oid });
      at += twoPaths ? 3 : 2;
    } else if (field !== '') {
      // `added TAB deleted TAB path`. For a rename the path is empty and the two names follow. A dash means binary.
      const [additions, deletions, path] = field.split('\t');
      counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
      at += path === '' ? 3 : 1;
    } else at += 1;
  }
  let next = 0;
  return raw.map((change, index) => {
    const patch = patches[next];
    // A file that became a link, or the reverse, has two patches: one removes it, one adds it.
    next += change.status === 'changed' ? 2 : 1;
    return { ...change, ...(counts[index] ?? { additions: 0, deletions: 0 }), patch };
  });
}

const STATUSES: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** Returns one patch per file, in the order of the summary. Undefined if there are no hunks to show. */
function splitPatches(text: string): readonly (string | undefined)[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter((part) => part !== '')
    .map((part) => {
      const hunks = part.search(/^@@ /m);
      return hunks < 0 ? undefined : part.slice(hunks).replace(/\n$/, '');
    });
}
