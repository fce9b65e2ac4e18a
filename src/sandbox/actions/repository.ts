import { spawnSync } from 'node:child_process';

/** A commit and the workflow files it carries. */
export interface WorkflowFiles {
  readonly commit: string;
  /** Text by path, such as `.github/workflows/check.yml`. */
  readonly files: ReadonlyMap<string, string>;
}

const folder = '.github/workflows';

/**
 * Reads workflow files straight from the repository. It does so synchronously on purpose: a run is then on record before
 * anybody can ask whether the event that caused it has started one.
 */
export function workflowReader(gitDir: string): {
  read(revision: string): WorkflowFiles | undefined;
  message(commit: string): string;
} {
  const byTree = new Map<string, ReadonlyMap<string, string>>();

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

  return {
    /** Undefined where the revision names no commit. */
    read(revision) {
      const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();
      if (commit === undefined) return undefined;
      const tree = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${folder}`])?.trim();
      if (tree === undefined) return { commit, files: new Map() };
      const files = byTree.get(tree) ?? readTree(tree);
      byTree.set(tree, files);
      return { commit, files };
    },
    message: (commit) => git(['log', '-1', '--format=%B', '--end-of-options', commit]) ?? '',
  };
}
