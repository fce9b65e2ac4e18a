import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findHead, git, MOST_BYTES, type Ran } from './clone.ts';
import { decodeUtf8 } from './utf8.ts';

/** A file below `audit/`. `text` is `undefined` if it is not UTF-8, not a plain file, or longer than ours can be. */
export interface AuditFile {
  readonly path: string;
  readonly text: string | undefined;
}

/** The whole ledger of a clone or a folder. Its records are read one file at a time. */
export interface CloneLedger {
  readonly from: string;
  /** Files of records, in the order of their names. */
  readonly shardPaths: readonly string[];
  readonly readShard: (path: string) => Promise<AuditFile>;
  /** Every other file. */
  readonly others: readonly AuditFile[];
  readonly history: () => Promise<CloneHistory | { readonly unread: string }>;
  /** Returns those of these commits that the clone has; `undefined` if there is no repository. */
  readonly commitsThere: (ids: readonly string[]) => Promise<ReadonlySet<string> | undefined>;
}

export interface CloneHistory {
  /** Oldest first. */
  readonly commits: readonly {
    readonly id: string;
    readonly parents: readonly string[];
    readonly changes: readonly {
      readonly path: string;
      readonly status: string;
      readonly mode: string;
      readonly blob: string;
    }[];
  }[];
  /** Bytes, by blob, of every version of a file of records. */
  readonly sizes: ReadonlyMap<string, number>;
}

const AUDIT = 'audit';
const ENTRIES = `${AUDIT}/entries/`;
/** Bytes. About twice the log of a hundred thousand commits. */
const MOST_HISTORY = 256 * 1024 * 1024;
/** Number of files that one git process reads. */
const BATCH = 20_000;

/** Opens the branch `audit` of the repository in `folder`, or the folder's own `audit/`. Offline, without a checkout. */
export async function openCloneLedger(folder: string): Promise<CloneLedger | { readonly unreadable: string }> {
  const head = await findHead(folder);
  return head === undefined ? openFolder(folder) : openCommit(folder, head);
}

async function openCommit(
  folder: string,
  { ref, commit }: { readonly ref: string; readonly commit: string },
): Promise<CloneLedger | { readonly unreadable: string }> {
  const from = `${ref.replace(/^refs\/(?:remotes|heads)\//, '')} at ${commit}`;
  const tree = await git(folder, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', `${AUDIT}/`]);
  if (tree === 'no git' || tree.status !== 0) return { unreadable: `${from} could not be read: ${noteOf(tree)}` };
  const files = new Map(
    tree.bytes
      .toString('utf8')
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [, mode = '', id = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
        return [path, mode === '100644' ? id : undefined] as const;
      }),
  );
  const shardPaths = shardsAmong([...files.keys()]);
  if (shardPaths.length === 0) return { unreadable: `${from} has no ledger: no file ${ENTRIES}*.jsonl exists there` };
  const shards = new Set(shardPaths);
  const others = [...files].filter(([path]) => !shards.has(path));
  return {
    from,
    shardPaths,
    async readShard(path) {
      const id = files.get(path);
      const blob = id === undefined ? undefined : await git(folder, ['cat-file', 'blob', id]);
      return {
        path,
        text: blob === undefined || blob === 'no git' || blob.status !== 0 ? undefined : decodeUtf8(blob.bytes),
      };
    },
    others: await readBlobs(folder, others),
    history: () => readHistory(folder, commit),
    commitsThere: (ids) => whichAreThere(folder, ids),
  };
}

/** Reads many small files with few git processes. */
async function readBlobs(
  folder: string,
  files: readonly (readonly [path: string, id: string | undefined])[],
): Promise<readonly AuditFile[]> {
  const found: AuditFile[] = files.filter(([, id]) => id === undefined).map(([path]) => ({ path, text: undefined }));
  const plain = files.flatMap(([path, id]) => (id === undefined ? [] : [{ path, id }]));
  for (let at = 0; at < plain.length; at += BATCH) {
    const batch = plain.slice(at, at + BATCH);
    const ran = await git(folder, ['cat-file', '--batch'], { input: batch.map(({ id }) => `${id}\n`).join('') });
    const bytes = ran === 'no git' || ran.status !== 0 ? Buffer.alloc(0) : ran.bytes;
    let offset = 0;
    for (const { path } of batch) {
      const end = bytes.indexOf('\n', offset);
      const [, digits] = / blob (\d+)$/.exec(bytes.toString('latin1', offset, end < 0 ? offset : end)) ?? [];
      const size = Number(digits ?? 'none');
      const content = Number.isNaN(size) ? undefined : bytes.subarray(end + 1, end + 1 + size);
      offset = Number.isNaN(size) ? end + 1 : end + 1 + size + 1;
      found.push({ path, text: content === undefined ? undefined : decodeUtf8(content) });
    }
  }
  return found;
}

async function readHistory(folder: string, commit: string): Promise<CloneHistory | { readonly unread: string }> {
  const shallow = await git(folder, ['rev-parse', '--is-shallow-repository']);
  if (shallow === 'no git' || shallow.bytes.toString('utf8').trim() !== 'false')
    return { unread: 'the clone is shallow. Fetch the rest: git fetch --unshallow' };
  const log = await git(
    folder,
    [
      ...['-c', 'core.quotePath=true', 'log', '--topo-order', '--reverse', '--root', '--raw', '--no-abbrev'],
      ...[
        '--no-renames',
        '--no-ext-diff',
        '--no-textconv',
        '--no-color',
        '--format=commit %H %P',
        '--end-of-options',
        commit,
      ],
    ],
    { mostBytes: MOST_HISTORY },
  );
  if (log === 'no git' || log.status !== 0) return { unread: `git log could not be read: ${noteOf(log)}` };
  const commits = parseLog(log.bytes.toString('utf8'));
  const blobs = commits
    .flatMap(({ changes }) => changes)
    .filter(({ path, status }) => path.startsWith(ENTRIES) && status !== 'D')
    .map(({ blob }) => blob);
  const sizes = new Map<string, number>();
  const ran = await git(folder, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: blobs.map((id) => `${id}\n`).join(''),
  });
  if (ran === 'no git' || ran.status !== 0)
    return { unread: `the versions of files could not be read: ${noteOf(ran)}` };
  for (const line of ran.bytes.toString('utf8').split('\n')) {
    const [, id, size] = /^([0-9a-f]+) (\d+)$/.exec(line) ?? [];
    if (id !== undefined) sizes.set(id, Number(size));
  }
  return { commits, sizes };
}

type MutableCommit = {
  id: string;
  parents: readonly string[];
  changes: CloneHistory['commits'][number]['changes'][number][];
};

/** `:old-mode new-mode old-id new-id status<tab>path` (https://git-scm.com/docs/git-diff#_raw_output_format). */
function parseLog(text: string): CloneHistory['commits'] {
  const commits: MutableCommit[] = [];
  for (const line of text.split('\n')) {
    const [, id, parents = ''] = /^commit ([0-9a-f]+) ?([0-9a-f ]*)$/.exec(line) ?? [];
    if (id !== undefined) {
      commits.push({ id, parents: parents === '' ? [] : parents.split(' '), changes: [] });
      continue;
    }
    const [, mode = '', blob = '', status = '', path] =
      /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*\t(.+)$/.exec(line) ?? [];
    if (path !== undefined) commits.at(-1)?.changes.push({ path, status, mode, blob });
  }
  return commits;
}

async function whichAreThere(folder: string, ids: readonly string[]): Promise<ReadonlySet<string> | undefined> {
  const asked = ids.filter((id) => /^[0-9a-f]{40,64}$/.test(id));
  const ran = await git(folder, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: asked.map((id) => `${id}\n`).join(''),
  });
  if (ran === 'no git' || ran.status !== 0) return undefined;
  return new Set(
    ran.bytes
      .toString('utf8')
      .split('\n')
      .flatMap((line) => /^([0-9a-f]+) commit$/.exec(line)?.[1] ?? []),
  );
}

async function openFolder(folder: string): Promise<CloneLedger | { readonly unreadable: string }> {
  const place = join(folder, AUDIT);
  const found = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => `${AUDIT}${join(parentPath, name).slice(place.length).replaceAll('\\', '/')}`);
  const shardPaths = shardsAmong(paths);
  if (shardPaths.length === 0)
    return {
      unreadable: `${folder} has neither a branch audit nor ${ENTRIES}. Name the folder of a clone of the access repository. Fetch its ledger: git fetch origin audit:refs/remotes/origin/audit`,
    };
  const read = async (path: string): Promise<AuditFile> => {
    const file = join(folder, path);
    const stats = await lstat(file);
    return { path, text: stats.isFile() && stats.size <= MOST_BYTES ? decodeUtf8(await readFile(file)) : undefined };
  };
  const others: AuditFile[] = [];
  for (const path of paths) if (!shardPaths.includes(path)) others.push(await read(path));
  return {
    from: place,
    shardPaths,
    readShard: read,
    others,
    history: () => Promise.resolve({ unread: `${folder} is not a clone, so it has no history to verify` }),
    commitsThere: () => Promise.resolve(undefined),
  };
}

function shardsAmong(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => path.startsWith(ENTRIES) && path.endsWith('.jsonl')).sort();
}

function noteOf(ran: Ran | 'no git'): string {
  return ran === 'no git' ? 'git is not installed, or not in PATH' : ran.note;
}
