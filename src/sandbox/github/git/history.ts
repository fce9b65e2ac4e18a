import type { Commit, Objects } from './objects.ts';
import { remember } from './process.ts';
import type { Trees } from './trees.ts';

export interface HistoryOptions {
  /** Returns only commits that changed this path, with git's usual simplification of history. */
  readonly path?: string;
  /** Milliseconds since the epoch, inclusive, by the committer's date. */
  readonly since?: number;
  readonly until?: number;
  /** Leaves out all commits reachable from this one. */
  readonly not?: string;
  readonly firstParent?: boolean;
}

/**
 * Walks over the commits. Commits never change, so each is kept in memory once read. Fifty pull requests walk some
 * thousand times, and no walk costs a process. Tests compare the results with git's own.
 */
export interface History {
  /** Returns the commits reachable from `start`, newest first, in the order of `git rev-list`. */
  history(start: string, options?: HistoryOptions): Promise<readonly string[]>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Returns the best common ancestor, the youngest if there are several. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
}

/** Number of commits whose ancestors are kept. These are heads that are used again and again. */
const KEPT = 16;

export function openHistory(objects: Objects, trees: Trees): History {
  const readCommit = (oid: string) => objects.readCommit(oid);

  const recent = new Map<string, Promise<ReadonlySet<string>>>();

  /** Returns the commit and everything reachable from it. */
  function reachable(start: string): Promise<ReadonlySet<string>> {
    const known = recent.get(start) ?? walk(start);
    recent.delete(start);
    recent.set(start, known);
    const [oldest] = recent.keys();
    if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest);
    return known;
  }

  async function walk(start: string): Promise<ReadonlySet<string>> {
    const seen = new Set([start]);
    // A set also iterates over items that are added during the iteration.
    for (const oid of seen) for (const parent of (await readCommit(oid))?.parents ?? []) seen.add(parent);
    return seen;
  }

  const mergeBase = remember(async (a: string | undefined = '', b: string | undefined = '') => {
    const [ofA, ofB] = await Promise.all([reachable(a), reachable(b)]);
    if (ofA.has(b)) return b;
    const common = await Promise.all([...ofA].filter((oid) => ofB.has(oid)).map((oid) => readCommit(oid)));
    const commits = common.filter((commit) => commit !== undefined);
    // An ancestor of a common ancestor is also common. So the best ones are those that are no other's parent.
    const parents = new Set(commits.flatMap((commit) => commit.parents));
    const best = commits.filter(({ oid }) => !parents.has(oid)).sort((x, y) => y.committer.at - x.committer.at);
    return best[0]?.oid;
  });

  /** Returns the parents to follow. If a path is given, it also reports if the commit changed it. */
  async function step(
    commit: Commit,
    { path, firstParent }: HistoryOptions,
  ): Promise<{ shown: boolean; next: readonly string[] }> {
    const parents = firstParent === true ? commit.parents.slice(0, 1) : commit.parents;
    if (path === undefined || path === '') return { shown: true, next: parents };
    const mine = await oidAt(commit.tree, path);
    for (const parent of parents) {
      // If a parent has the same content at the path, only that parent is followed.
      if ((await oidAt((await readCommit(parent))?.tree ?? '', path)) === mine) return { shown: false, next: [parent] };
    }
    return { shown: parents.length > 0 || mine !== undefined, next: parents };
  }

  async function oidAt(tree: string, path: string): Promise<string | undefined> {
    const entry = await trees.entryAt(tree, path);
    return entry === undefined ? undefined : `${entry.mode} ${entry.oid}`;
  }

  async function history(start: string, options: HistoryOptions = {}): Promise<readonly string[]> {
    const { since = -Infinity, until = Infinity, not } = options;
    const left = not === undefined ? new Set<string>() : await reachable(not);
    const found: string[] = [];
    const seen = new Set([start]);
    let waiting = left.has(start) ? [] : await read([start]);
    for (let commit = waiting.shift(); commit !== undefined; commit = waiting.shift()) {
      const { shown, next } = await step(commit, options);
      const { at } = commit.committer;
      if (shown && at >= since && at <= until) found.push(commit.oid);
      const fresh = next.filter((oid) => !seen.has(oid) && !left.has(oid));
      for (const oid of fresh) seen.add(oid);
      for (const parent of await read(fresh)) waiting = insert(waiting, parent);
    }
    return found;
  }

  async function read(oids: readonly string[]): Promise<Commit[]> {
    return (await Promise.all(oids.map((oid) => readCommit(oid)))).filter((commit) => commit !== undefined);
  }

  return {
    history,
    isAncestor: async (ancestor, descendant) => (await reachable(descendant)).has(ancestor),
    mergeBase,
  };
}

/** Inserts by age, youngest first. Commits of one age stay in the order of their arrival. */
function insert(waiting: Commit[], commit: Commit): Commit[] {
  const at = waiting.findIndex((other) => other.committer.at < commit.committer.at);
  waiting.splice(at < 0 ? waiting.length : at, 0, commit);
  return waiting;
}
