import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PIN_PATH, type PinFile } from '../core/ledger/pin.ts';
import { git } from './clone.ts';
import { decodeUtf8 } from './utf8.ts';

/** The pin and the default branch of a clone, or of a folder without a repository. */
export interface ClonePin {
  readonly from: string;
  readonly file: PinFile;
  /** Returns the documents of a commit; `undefined` if the clone does not have it. */
  readonly documentsAt: (commit: string) => Promise<CommitDocuments | undefined>;
}

export interface CommitDocuments {
  /** True if the commit is on the first-parent line of the default branch. */
  readonly isOnLine: boolean;
  /** Blobs by path. */
  readonly policies: Readonly<Record<string, string>>;
}

/**
 * The default branch. The branch `audit` is never read for a pin: a person who replaces the ledger writes every file on it.
 */
const REFS = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'];
const OWN_REFS = ['refs/heads/main', 'refs/heads/master'];
/** Bytes. The file is one short line. */
const MOST_PIN = 4096;

/** Reads the pin of the repository in `folder`, or the folder's own file. Offline, without a checkout. */
export async function readClonePin(folder: string): Promise<ClonePin | { readonly unread: string }> {
  const repository = await git(folder, ['rev-parse', '--git-dir']);
  if (repository === 'no git' || repository.status !== 0) return readFolderPin(folder);
  for (const ref of [...REFS, ...OWN_REFS]) {
    const commit = await textOf(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    if (commit === undefined || !/^[0-9a-f]{40,64}$/.test(commit)) continue;
    const from = `${PIN_PATH} of ${ref.replace(/^refs\/(?:remotes|heads)\//, '')}`;
    const file = await pinAt(folder, commit);
    return { from, file, documentsAt: (wanted) => documentsAt(folder, commit, wanted) };
  }
  return {
    unread: 'the clone has no default branch. Fetch it: git fetch origin main:refs/remotes/origin/main',
  };
}

async function readFolderPin(folder: string): Promise<ClonePin> {
  const path = join(folder, PIN_PATH);
  const stats = await lstat(path).catch(() => undefined);
  const isPlain = stats?.isFile() === true && stats.size <= MOST_PIN;
  const file: PinFile =
    stats === undefined
      ? { is: 'absent' }
      : { is: 'there', text: isPlain ? (decodeUtf8(await readFile(path)) ?? null) : null };
  return { from: path, file, documentsAt: () => Promise.resolve(undefined) };
}

async function pinAt(folder: string, commit: string): Promise<PinFile> {
  const entry = await textOf(folder, ['ls-tree', '-z', '--full-tree', commit, '--', PIN_PATH]);
  const [, mode, id = ''] = /^(\d{6}) \w+ ([0-9a-f]+)\t/.exec(entry ?? '') ?? [];
  if (mode === undefined) {
    const changed = await textOf(folder, ['log', '-1', '--format=%H', '--end-of-options', commit, '--', PIN_PATH]);
    return { is: changed === undefined || changed === '' ? 'absent' : 'gone' };
  }
  const blob = mode === '100644' ? await git(folder, ['cat-file', 'blob', id], { mostBytes: MOST_PIN }) : undefined;
  const isRead = blob !== undefined && blob !== 'no git' && blob.status === 0;
  return { is: 'there', text: isRead ? (decodeUtf8(blob.bytes) ?? null) : null };
}

async function documentsAt(folder: string, head: string, commit: string): Promise<CommitDocuments | undefined> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
  const tree = await textOf(folder, ['ls-tree', '-z', '--full-tree', commit, '--', 'policies/']);
  const line = await textOf(folder, ['rev-list', '--first-parent', '--end-of-options', head]);
  if (tree === undefined || line === undefined) return undefined;
  const files = tree.split('\0').flatMap((entry) => {
    const [, id = '', path] = /^\d{6} blob ([0-9a-f]+)\t(policies\/[^/]+\.yaml)$/s.exec(entry) ?? [];
    return path === undefined ? [] : [[path, id] as const];
  });
  return { isOnLine: line.split('\n').includes(commit), policies: Object.fromEntries(files) };
}

/** Returns the output of git without its last line end; `undefined` if git failed. */
async function textOf(folder: string, args: readonly string[]): Promise<string | undefined> {
  const ran = await git(folder, args);
  return ran === 'no git' || ran.status !== 0 ? undefined : ran.bytes.toString('utf8').replace(/\n$/, '');
}
