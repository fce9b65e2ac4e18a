import type { Objects } from './objects.ts';

export interface TreeEntry {
  /** Path from the root of the requested tree. */
  readonly path: string;
  readonly mode: '100644' | '100755' | '120000' | '040000' | '160000';
  readonly type: 'blob' | 'tree' | 'commit';
  readonly oid: string;
}

/** A file to write (an entry) or to delete (null). */
export interface TreeChange {
  readonly path: string;
  readonly entry: Pick<TreeEntry, 'mode' | 'oid'> | null;
}

export interface Trees {
  /** Returns a tree's own entries, one level. */
  readTree(oid: string): Promise<readonly TreeEntry[] | undefined>;
  /** Returns everything below a tree, including folders, in git's order. */
  readTreeDeep(oid: string): Promise<readonly TreeEntry[] | undefined>;
  /** Returns the entry at `path` below a tree; `''` is the tree itself. */
  entryAt(tree: string, path: string): Promise<TreeEntry | undefined>;
  /** Writes a new tree: `base` (undefined: empty) with the changes. Empty folders are removed. */
  writeTreeWith(base: string | undefined, changes: readonly TreeChange[]): Promise<string>;
}

type Modes = TreeEntry['mode'];

export function openTrees(objects: Objects): Trees {
  const known = new Map<string, readonly TreeEntry[]>();

  async function readTree(oid: string): Promise<readonly TreeEntry[] | undefined> {
    const before = known.get(oid);
    if (before !== undefined) return before;
    const found = await objects.readObject(oid);
    if (found?.type !== 'tree') return undefined;
    const entries = parseTree(found.content);
    known.set(oid, entries);
    return entries;
  }

  async function readTreeDeep(oid: string): Promise<readonly TreeEntry[] | undefined> {
    const entries = await readTree(oid);
    if (entries === undefined) return undefined;
    const deep = await Promise.all(
      entries.map(async (entry) => {
        if (entry.type !== 'tree') return [entry];
        const beneath = (await readTreeDeep(entry.oid)) ?? [];
        return [entry, ...beneath.map((child) => ({ ...child, path: `${entry.path}/${child.path}` }))];
      }),
    );
    return deep.flat();
  }

  async function entryAt(tree: string, path: string): Promise<TreeEntry | undefined> {
    let entry: TreeEntry = { path: '', mode: '040000', type: 'tree', oid: tree };
    for (const name of path.split('/').filter((part) => part !== '')) {
      const next = (await readTree(entry.oid))?.find((candidate) => candidate.path === name);
      if (next === undefined) return undefined;
      entry = next;
    }
    return { ...entry, path };
  }

  async function writeTreeWith(base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
    return (await rewrite(base, changes)) ?? objects.writeObject('tree', Buffer.alloc(0));
  }

  /** Returns undefined if the folder becomes empty. */
  async function rewrite(base: string | undefined, changes: readonly TreeChange[]): Promise<string | undefined> {
    const before = base === undefined ? [] : ((await readTree(base)) ?? []);
    const entries = new Map(before.map((entry) => [entry.path, entry]));
    const within = new Map<string, TreeChange[]>();
    for (const change of changes) {
      const slash = change.path.indexOf('/');
      if (slash < 0) {
        if (change.entry === null) entries.delete(change.path);
        else entries.set(change.path, { path: change.path, type: typeOf(change.entry.mode), ...change.entry });
        continue;
      }
      const folder = change.path.slice(0, slash);
      within.set(folder, [...(within.get(folder) ?? []), { ...change, path: change.path.slice(slash + 1) }]);
    }
    for (const [folder, inner] of within) {
      const present = entries.get(folder);
      const oid = await rewrite(present?.type === 'tree' ? present.oid : undefined, inner);
      if (oid === undefined) entries.delete(folder);
      else entries.set(folder, { path: folder, mode: '040000', type: 'tree', oid });
    }
    return entries.size === 0 ? undefined : objects.writeObject('tree', formatTree([...entries.values()]));
  }

  return { readTree, readTreeDeep, entryAt, writeTreeWith };
}

function parseTree(content: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const mode = content.toString('latin1', at, space).padStart(6, '0') as Modes;
    const path = content.toString('utf8', space + 1, nul);
    entries.push({ path, mode, type: typeOf(mode), oid: content.toString('hex', nul + 1, nul + 21) });
    at = nul + 21;
  }
  return entries;
}

function formatTree(entries: readonly TreeEntry[]): Buffer {
  // git sorts by bytes. A folder's name is sorted as if it ended in a slash.
  const key = (entry: TreeEntry) => Buffer.from(entry.type === 'tree' ? `${entry.path}/` : entry.path);
  const sorted = [...entries].sort((a, b) => Buffer.compare(key(a), key(b)));
  return Buffer.concat(
    sorted.flatMap(({ mode, path, oid }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`),
      Buffer.from(oid, 'hex'),
    ]),
  );
}

function typeOf(mode: Modes): TreeEntry['type'] {
  if (mode === '040000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
