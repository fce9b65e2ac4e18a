import type { History } from './history.ts';
import type { Commit, Objects } from './objects.ts';
import { GitFailed, remember, runGit } from './process.ts';
import type { TreeEntry, Trees } from './trees.ts';

export interface Merging {
  /** Returns the tree of a merge of `head` into `base`; undefined if they conflict. */
  mergeTree(base: string, head: string): Promise<string | undefined>;
  /** Replays `commit` on top of `onto`, as a rebase does. Returns the resulting tree; undefined if they conflict. */
  replayTree(commit: string, onto: string): Promise<string | undefined>;
}

export function openMerging(directory: string, objects: Objects, trees: Trees, history: History): Merging {
  const mergeTree = remember(async (base: string | undefined = '', head: string | undefined = '') => {
    const ancestor = await history.mergeBase(base, head);
    const [before, ours, theirs] = await Promise.all([ancestor ?? '', base, head].map((oid) => treeOf(oid)));
    const simple = await mergeSimply(trees, before, ours ?? '', theirs ?? '');
    return simple ?? mergeByGit(directory, base, head);
  });

  async function treeOf(oid: string): Promise<string | undefined> {
    return (await objects.readCommit(oid))?.tree;
  }

  async function replayTree(commit: string, onto: string): Promise<string | undefined> {
    const original = await objects.readCommit(commit);
    const parent = original?.parents[0];
    if (original === undefined || parent === undefined) return undefined;
    // In git 2.39 merge-tree accepts no base. So the replayed commit gets one: `onto`, grafted onto the parent.
    return mergeTree(await graft(onto, parent, original), commit);
  }

  /** Creates a commit with `onto`'s tree as a child of `parent`, so that the merge's base is `parent`. */
  async function graft(onto: string, parent: string, { committer }: Commit): Promise<string> {
    const tree = (await treeOf(onto)) ?? '';
    return objects.writeCommit({ tree, parents: [parent], author: committer, committer, message: 'replay' });
  }

  return { mergeTree, replayTree };
}

async function mergeByGit(directory: string, base: string, head: string): Promise<string | undefined> {
  try {
    const output = await runGit(directory, ['merge-tree', '--write-tree', '--no-messages', base, head]);
    return output.toString('utf8').trim();
  } catch (error) {
    // The exit code is 1 for a conflict, and greater for an error.
    if (error instanceof GitFailed && error.code === 1) return undefined;
    throw error;
  }
}

/**
 * Merges without a process if at most one side changed each file and neither removed one. Then there are no lines to
 * merge and no renames to find. Undefined: git must merge.
 */
async function mergeSimply(
  trees: Trees,
  before: string | undefined,
  ours: string,
  theirs: string,
): Promise<string | undefined> {
  if (before === ours) return theirs;
  if (before === theirs || ours === theirs) return ours;
  if (before === undefined) return undefined;
  const [was, mine, other] = await Promise.all([before, ours, theirs].map((oid) => byName(trees, oid)));
  if (was === undefined || mine === undefined || other === undefined) return undefined;
  if ([...was.keys()].some((name) => !mine.has(name) || !other.has(name))) return undefined;
  const changes: { path: string; entry: TreeEntry }[] = [];
  for (const [name, entry] of other) {
    const present = mine.get(name);
    const old = was.get(name);
    if (same(entry, present) || same(entry, old)) continue;
    if (same(present, old)) changes.push({ path: name, entry });
    else {
      const folders = [old, present, entry].every((one) => one?.type === 'tree');
      const merged = folders ? await mergeSimply(trees, old?.oid, present?.oid ?? '', entry.oid) : undefined;
      if (merged === undefined) return undefined;
      changes.push({ path: name, entry: { ...entry, oid: merged } });
    }
  }
  return trees.writeTreeWith(ours, changes);
}

async function byName(trees: Trees, oid: string): Promise<ReadonlyMap<string, TreeEntry>> {
  return new Map(((await trees.readTree(oid)) ?? []).map((entry) => [entry.path, entry]));
}

const same = (a: TreeEntry | undefined, b: TreeEntry | undefined) => a?.oid === b?.oid && a?.mode === b?.mode;
