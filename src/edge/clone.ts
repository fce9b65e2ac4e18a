import { spawn } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve as resolvePath } from 'node:path';
import type { Shard } from '../core/ledger/shard.ts';
import { decodeUtf8 } from './utf8.ts';

/** The ledger's files out of a clone or a folder, and where they came from, or why there are none. */
export type CloneReading =
  | {
      readonly kind: 'read';
      readonly from: string;
      readonly shards: readonly Shard[];
      /** The latest checkpoint's text; `undefined` where there is none to read. */
      readonly checkpoint: string | undefined;
    }
  | { readonly kind: 'unreadable'; readonly sentence: string };

const ENTRIES = 'audit/entries';
const CHECKPOINT = 'audit/checkpoint';
/** What a fetch brought first: a branch of one's own may be anything. */
const REFS = ['refs/remotes/origin/audit', 'refs/heads/audit'];
/** Bytes. A shard holds 256 records of some kilobytes. */
export const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SHARDS = 100_000;
/** Milliseconds for one git. */
const TIMEOUT = 60_000;

/**
 * Reads the branch `audit` of the git repository in `folder`, offline, by git itself; where there is no repository, or no
 * such branch, the folder's own `audit/entries/`. Nothing is checked out, and nothing of the repository is run.
 */
export async function readClone(folder: string): Promise<CloneReading> {
  try {
    const head = await findHead(folder);
    return head === undefined ? await readFolder(folder) : await readCommit(folder, head);
  } catch (error) {
    return { kind: 'unreadable', sentence: error instanceof Error ? error.message : String(error) };
  }
}

/** The first file of records of the ledger in `folder`, and nothing else of it; `undefined` where there is none to read. */
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

/** `undefined`: no git, no repository, or no branch of that name in it. */
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
    return { kind: 'unreadable', sentence: `${from} has more than ${MOST_SHARDS} shards` };
  for (const line of lines) {
    const [, mode = '', kind = '', id = '', path = ''] = /^(\d{6}) (\w+) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    if (mode !== '100644' || kind !== 'blob')
      return { kind: 'unreadable', sentence: `${path} in ${from} is no plain file` };
    const blob = await git(folder, ['cat-file', 'blob', id]);
    if (blob === 'no git' || blob.status !== 0) return unreadable(`${path} in ${from}`, blob);
    const text = decodeUtf8(blob.bytes);
    if (text === undefined) return { kind: 'unreadable', sentence: `${path} in ${from} is not UTF-8` };
    shards.push({ path, text });
  }
  if (shards.length === 0) return { kind: 'unreadable', sentence: `${from} has no ${ENTRIES}/*.jsonl` };
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
      sentence: `${folder} has neither a branch audit nor ${ENTRIES}/: clone the access repository (git clone, or git fetch origin audit:refs/remotes/origin/audit) and name its folder`,
    };
  const shards: Shard[] = [];
  for (const name of names) {
    const file = join(place, name);
    const { size } = await stat(file);
    const text = size > MOST_BYTES ? undefined : decodeUtf8(await readFile(file));
    if (text === undefined)
      return { kind: 'unreadable', sentence: `${file} is not UTF-8, or longer than ${MOST_BYTES} bytes` };
    shards.push({ path: `${ENTRIES}/${name}`, text });
  }
  const checkpoint = await readFile(join(folder, CHECKPOINT)).then(decodeUtf8, () => undefined);
  return { kind: 'read', from: place, shards, checkpoint };
}

function unreadable(what: string, ran: Ran | 'no git'): CloneReading {
  const why = ran === 'no git' ? 'git is not installed' : ran.note;
  return { kind: 'unreadable', sentence: `${what} could not be read: ${why}` };
}

export interface Ran {
  readonly status: number | null;
  readonly bytes: Buffer;
  /** The first line of what git said about it. */
  readonly note: string;
}

/**
 * One git, without a shell, bounded in time and output. Replacements are off, since they show other objects than were
 * committed; so are fetching what is missing and asking for passwords.
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
    // A git that ends before it has read everything is no error here: its status says enough.
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
          ? `more than ${mostBytes} bytes`
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

/** Without whatever would point git at another repository: not even one around this folder. */
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
