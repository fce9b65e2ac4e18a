import { remember, runGit } from './process.ts';

/** One file that differs between two trees. */
export interface FileChange {
  readonly path: string;
  /** For renamed and copied files. */
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  /** The blob after the change; before it, for a removed file. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks of a text file without git's heading lines. */
  readonly patch: string | undefined;
}

export interface Diffs {
  /** What changed from one commit or tree to another; from undefined: everything is new. In git's order of paths. */
  diff(from: string | undefined, to: string): Promise<readonly FileChange[]>;
}

/** git knows it without its being stored. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export function openDiffs(directory: string): Diffs {
  const ask = remember(async (from: string | undefined = '', to: string | undefined = '') => {
    const tree = ['diff-tree', '-r', '-M', '--no-commit-id', '--full-index'];
    const [summary, patches] = await Promise.all([
      runGit(directory, [...tree, '--raw', '--numstat', '-z', from, to]),
      runGit(directory, [...tree, '-p', from, to]),
    ]);
    return combine(summary.toString('utf8').split('\0'), splitPatches(patches.toString('utf8')));
  });
  return { diff: (from, to) => ask(from ?? EMPTY_TREE, to) };
}

interface Counted {
  readonly additions: number;
  readonly deletions: number;
}

function combine(fields: readonly string[], patches: readonly (string | undefined)[]): readonly FileChange[] {
  const raw: Omit<FileChange, 'additions' | 'deletions' | 'patch'>[] = [];
  const counts: Counted[] = [];
  for (let at = 0; at < fields.length; ) {
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
      // `added TAB deleted TAB path`; a rename leaves the path empty and the two names follow. A dash: binary.
      const [additions, deletions, path] = field.split('\t');
      counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
      at += path === '' ? 3 : 1;
    } else at += 1;
  }
  let next = 0;
  return raw.map((change, index) => {
    const patch = patches[next];
    // A file that became a link, or the other way, is shown as one removed and one added.
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

/** One patch per file, in the order of the summary; undefined where there are no hunks to show. */
function splitPatches(text: string): readonly (string | undefined)[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter((part) => part !== '')
    .map((part) => {
      const hunks = part.search(/^@@ /m);
      return hunks < 0 ? undefined : part.slice(hunks).replace(/\n$/, '');
    });
}
