import { GitFailed, remember, runGit } from './process.ts';
import type { Commit, Objects } from './objects.ts';
import type { Refs } from './refs.ts';

export interface HistoryOptions {
  /** Only commits that changed this path, with git's usual simplification of history. */
  readonly path?: string;
  /** Milliseconds since the epoch, inclusive, by the committer's date. */
  readonly since?: number;
  readonly until?: number;
  /** Leave out what this commit reaches. */
  readonly not?: string;
  readonly firstParent?: boolean;
}

export interface History {
  /** Commits reachable from `start`, newest first. */
  history(start: string, options?: HistoryOptions): Promise<readonly string[]>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** The tree a merge of `head` into `base` makes; undefined when they conflict. */
  mergeTree(base: string, head: string): Promise<string | undefined>;
  /** Replays `commit` on top of `onto`, as a rebase does: the resulting tree, undefined when they conflict. */
  replayTree(commit: string, onto: string): Promise<string | undefined>;
  /** The commit that a branch's name, a full ref, `HEAD`, a tag or a commit's id (at least 7 digits) names. */
  resolve(name: string, defaultBranch: string): Promise<string | undefined>;
}

export function openHistory(directory: string, objects: Objects, refs: Refs): History {
  const revList = remember(async (...args) => lines(await runGit(directory, ['rev-list', ...args])));
  const mergeBase = remember(async (a: string | undefined = '', b: string | undefined = '') => {
    const [found] = await orNothing(async () => lines(await runGit(directory, ['merge-base', a, b])));
    return found;
  });
  const merge = remember(async (...args) =>
    orConflict(async () => lines(await runGit(directory, ['merge-tree', '--write-tree', '--no-messages', ...args]))[0]),
  );

  async function replayTree(commit: string, onto: string): Promise<string | undefined> {
    const original = await objects.readCommit(commit);
    const parent = original === undefined ? undefined : original.parents[0];
    if (original === undefined || parent === undefined) return undefined;
    // merge-tree takes no base of its own in git 2.39, so the replayed commit is given one: `onto`, grafted onto the parent.
    const grafted = await graft(onto, parent, original);
    return merge(grafted, commit);
  }

  /** `onto`'s tree as a child of `parent`, so that the merge's base is `parent`. */
  async function graft(onto: string, parent: string, original: Commit): Promise<string> {
    const tree = (await objects.readCommit(onto))?.tree ?? '';
    const { committer } = original;
    return objects.writeCommit({ tree, parents: [parent], author: committer, committer, message: 'replay' });
  }

  async function resolve(name: string, defaultBranch: string): Promise<string | undefined> {
    const known = refs.refs();
    const full = name === 'HEAD' ? `refs/heads/${defaultBranch}` : name;
    const candidates = [`refs/heads/${full}`, `refs/tags/${full}`, full, `refs/${full}`];
    const hit = candidates.map((candidate) => known.get(candidate)).find((oid) => oid !== undefined);
    if (hit !== undefined) return peel(hit);
    if (!/^[0-9a-f]{7,40}$/.test(name)) return undefined;
    if (name.length === 40) return peel(name);
    const [oid] = await orNothing(async () =>
      lines(await runGit(directory, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])),
    );
    return oid;
  }

  /** An annotated tag leads to its commit. */
  async function peel(oid: string): Promise<string | undefined> {
    const found = await objects.inspect(oid);
    if (found?.type === 'commit') return oid;
    if (found?.type !== 'tag') return undefined;
    const tag = await objects.readObject(oid);
    const target = /^object ([0-9a-f]{40})$/m.exec(tag?.content.toString('utf8') ?? '')?.[1];
    return target === undefined ? undefined : peel(target);
  }

  return {
    history: (start, options = {}) => revList(...toArguments(start, options)),
    isAncestor: async (ancestor, descendant) =>
      ancestor === descendant || (await mergeBase(ancestor, descendant)) === ancestor,
    mergeBase,
    mergeTree: (base, head) => merge(base, head),
    replayTree,
    resolve,
  };
}

function toArguments(start: string, { path, since, until, not, firstParent }: HistoryOptions): string[] {
  return [
    ...(since === undefined ? [] : [`--since=${Math.ceil(since / 1000)}`]),
    ...(until === undefined ? [] : [`--until=${Math.floor(until / 1000)}`]),
    ...(firstParent === true ? ['--first-parent'] : []),
    start,
    ...(not === undefined ? [] : [`^${not}`]),
    '--',
    ...(path === undefined || path === '' ? [] : [`:(literal)${path}`]),
  ];
}

async function orNothing(ask: () => Promise<string[]>): Promise<string[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitFailed && error.code === 1) return [];
    throw error;
  }
}

/** merge-tree ends with 1 for a conflict and with more for what went wrong. */
async function orConflict(ask: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitFailed && error.code === 1) return undefined;
    throw error;
  }
}

function lines(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}
