import { spawn } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve as resolvePath } from 'node:path';
import type { Shard } from '../core/ledger/shard.ts';
import { decodeUtf8 } from './utf8.ts';

/** The ledger's files from a clone or a folder with their origin, or the reason why there are none. */
export type CloneReading =
  | {
      readonly kind: 'read';
      readonly from: string;
      readonly shards: readonly Shard[];
      /** The text of the latest checkpoint; `undefined` if none is readable. */
      readonly checkpoint: string | undefined;
    }
  | { readonly kind: 'unreadable'; readonly sentence: string };

const ENTRIES = 'audit/entries';
const CHECKPOINT = 'audit/checkpoint';
/** The fetched branch comes first, because a local branch may be anything. */
const REFS = ['refs/remotes/origin/audit', 'refs/heads/audit'];
/** Bytes. A shard holds 256 records of some kilobytes. */
export const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SHARDS = 100_000;
/** Milliseconds for one git process. */
const TIMEOUT = 60_000;

/**
 * Reads the branch `audit` of the git repository in `folder`, offline, by git itself. Without a repository or such a
 * branch it reads the folder's own `audit/entries/`. It checks nothing out and runs nothing of the repository.
 */
export async function readClone(folder: string): Promise<CloneReading> {
  try {
    const head = await findHead(folder);
    return head === undefined ? await readFolder(folder) : await readCommit(folder, head);
  } catch (error) {
    return { kind: 'unreadable', sentence: error instanceof Error ? error.message : String(error) };
  }
}

/** Reads only the first file of records of the ledger in `folder`; `undefined` if it is not readable. */
export async function readFirstShard(folder: string): Promise<Shard | undefined> {
  const path = `${ENTRIES}/000000.jsonl`;
  const head = await findHead(folder).catch(() => undefined);
  if (head === undefined) return undefined;
  const blob = await git(folder, ['cat-file', 'blob', `${head.commit}:${path}`]).catch(() => undefined);
  const text = blob === undefined || blob === 'no git' || blob.status !== 0 ? undefined : decodeUtf8(blob.bytes);
  return text === undefined ? undefined : { path, text };
}

export interface BranchHead {
  readonly ref: string;
  readonly commit: string;
}

/** Finds the branch `audit`; `undefined` without git, a repository or such a branch. */
export async function findHead(folder: string): Promise<BranchHead | undefined> {
  for (const ref of REFS) {
    const found = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    if (found === 'no git') return undefined;
    const commit = found.bytes.toString('utf8').trim();
    if (found.status === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return { ref, commit };
  }
  return undefined;
}

async function readCommit(folder: string, { ref, commit }: BranchHead): Promise<CloneReading> {
  const tree = await git(folder, ['ls-tree', '-z', '--full-tree', commit, '--', `${ENTRIES}/`]);
  const from = `${ref.replace(/^refs\/(?:remotes|heads)\//, '')} at ${commit}`;
  if (tree === 'no git' || tree.status !== 0) return unreadable(from, tree);
  const shards: Shard[] = [];
  const lines = tree.bytes
    .toString('utf8')
    .split('\0')
    .filter((line) => line.endsWith('.jsonl'));
  if (lines.length > MOST_SHARDS)
    return { kind: 'unreadable', sentence: `${from} has more than ${MOST_SHARDS} files of records` };
  for (const line of lines) {
    const [, mode = '', kind = '', id = '', path = ''] = /^(\d{6}) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    if (mode !== '100644' || kind !== 'blob')
      return { kind: 'unreadable', sentence: `${path} in ${from} is not a plain file` };
    const blob = await git(folder, ['cat-file', 'blob', id]);
    if (blob === 'no git' || blob.status !== 0) return unreadable(`${path} in ${from}`, blob);
    const text = decodeUtf8(blob.bytes);
    if (text === undefined) return { kind: 'unreadable', sentence: `${path} in ${from} is not UTF-8` };
    shards.push({ path, text });
  }
  if (shards.length === 0)
    return { kind: 'unreadable', sentence: `${from} has no ledger: no file ${ENTRIES}/*.jsonl exists there` };
  const note = await git(folder, ['cat-file', 'blob', `${commit}:${CHECKPOINT}`]);
  const checkpoint = note === 'no git' || note.status !== 0 ? undefined : decodeUtf8(note.bytes);
  return { kind: 'read', from, shards, checkpoint };
}

async function readFolder(folder: string): Promise<CloneReading> {
  const place = join(folder, ENTRIES);
  const names = await readdir(place).then(
    (found) => found.filter((name) => name.endsWith('.jsonl')).sort(),
    () => [],
  );
  if (names.length === 0)
    return {
      kind: 'unreadable',
      sentence: `${folder} has neither a branch audit nor ${ENTRIES}/. Name the folder of a clone of the access repository. Fetch its ledger: git fetch origin audit:refs/remotes/origin/audit`,
    };
  const shards: Shard[] = [];
  for (const name of names) {
    const file = join(place, name);
    const { size } = await stat(file);
    const text = size > MOST_BYTES ? undefined : decodeUtf8(await readFile(file));
    if (text === undefined)
      return { kind: 'unreadable', sentence: `${file} is not UTF-8, or is longer than ${MOST_BYTES} bytes` };
    shards.push({ path: `${ENTRIES}/${name}`, text });
  }
  const checkpoint = await readFile(join(folder, CHECKPOINT)).then(decodeUtf8, () => undefined);
  return { kind: 'read', from: place, shards, checkpoint };
}

function unreadable(what: string, ran: Ran | 'no git'): CloneReading {
  const why = ran === 'no git' ? 'git is not installed, or not in PATH' : ran.note;
  return { kind: 'unreadable', sentence: `${what} could not be read: ${why}` };
}

export interface Ran {
  readonly status: number | null;
  readonly bytes: Buffer;
  /** The first line of git's standard error, or the reason why git was stopped. */
  readonly note: string;
}

/**
 * Runs one git process, without a shell, bounded in time and output. Replacements are off, because they show other objects
 * than those committed. Fetches of missing objects and prompts for passwords are off, too.
 */
export function git(
  folder: string,
  args: readonly string[],
  { input, mostBytes = MOST_BYTES }: { readonly input?: string; readonly mostBytes?: number } = {},
): Promise<Ran | 'no git'> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-replace-objects', '-C', folder, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: TIMEOUT,
      env: environment(folder),
    });
    // A git that ends before it has read all input is no error here, because its status is checked.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    const chunks: Buffer[] = [];
    let size = 0;
    let note = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) child.kill();
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (note.length < 500) note += chunk.toString('utf8');
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve('no git');
      else reject(error);
    });
    child.on('close', (status, signal) => {
      const cut =
        size > mostBytes
          ? `git returned more than ${mostBytes} bytes`
          : signal === null
            ? ''
            : `git was stopped after ${TIMEOUT / 1000} s`;
      resolve({
        status: cut === '' ? status : null,
        bytes: Buffer.concat(chunks),
        note: cut === '' ? (note.split('\n')[0] ?? '') : cut,
      });
    });
  });
}

/** Returns the environment without variables that point git at another repository, even one around this folder. */
function environment(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(?!CONFIG_(?:GLOBAL|NOSYSTEM|SYSTEM)$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CEILING_DIRECTORIES: dirname(resolvePath(folder)),
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    LC_ALL: 'C',
  };
}
