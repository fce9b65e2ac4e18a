import { spawnSync } from 'node:child_process';

/** A commit and its workflow files. */
export interface WorkflowFiles {
  readonly commit: string;
  /** Text by path, such as `.github/workflows/check.yml`. */
  readonly files: ReadonlyMap<string, string>;
}

const folder = '.github/workflows';

/**
 * Reads workflow files straight from the repository. The reads are synchronous on purpose. A run is on record before
 * anybody can ask if its event has started one.
 */
export function workflowReader(gitDir: string): {
  read(revision: string): WorkflowFiles | undefined;
  message(commit: string): string;
} {
  const byTree = new Map<string, ReadonlyMap<string, string>>();
  const byCommit = new Map<string, WorkflowFiles>();
  const messages = new Map<string, string>();

  function git(args: readonly string[], input?: string): string | undefined {
    const done = spawnSync('git', ['--git-dir', gitDir, ...args], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (done.error !== undefined) throw done.error;
    return done.status === 0 ? done.stdout : undefined;
  }

  function readTree(tree: string): ReadonlyMap<string, string> {
    const names = (git(['ls-tree', '-z', '--name-only', tree]) ?? '')
      .split('\0')
      .filter((name) => /\.ya?ml$/u.test(name));
    return new Map(names.map((name) => [`${folder}/${name}`, git(['cat-file', 'blob', `${tree}:${name}`]) ?? '']));
  }

  /** Reads a commit and its folder of workflows in one process, because nearly every event needs both. */
  function resolve(revision: string): readonly [commit: string | undefined, tree: string | undefined] {
    const asked = `${revision}^{commit}\n${revision}:${folder}\n`;
    const [commit, tree] = (git(['cat-file', '--batch-check'], asked) ?? '').split('\n');
    return [/^([0-9a-f]+) commit /u.exec(commit ?? '')?.[1], /^([0-9a-f]+) tree /u.exec(tree ?? '')?.[1]];
  }

  return {
    /** Returns undefined if the revision names no commit. */
    read(revision) {
      const known = byCommit.get(revision);
      if (known !== undefined) return known;
      const [commit, tree] = revision.includes('\n') ? [] : resolve(revision);
      if (commit === undefined) return undefined;
      const files = tree === undefined ? new Map<string, string>() : (byTree.get(tree) ?? readTree(tree));
      if (tree !== undefined) byTree.set(tree, files);
      const found = { commit, files };
      byCommit.set(commit, found);
      return found;
    },
    message(commit) {
      const known = messages.get(commit);
      if (known !== undefined) return known;
      const message = git(['log', '-1', '--format=%B', '--end-of-options', commit]) ?? '';
      if (FULL_NAME.test(commit)) messages.set(commit, message);
      return message;
    },
  };
}

/** A commit with a full name never changes. */
const FULL_NAME = /^[0-9a-f]{40}$/u;
