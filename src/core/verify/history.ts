import { createHash } from 'node:crypto';
import type { Shard } from '../ledger/shard.ts';
import { broken, type Finding } from './finding.ts';

/** The commits of the branch, oldest first. */
export interface History {
  readonly commits: readonly HistoryCommit[];
  /** Bytes of every version of a file of records, by its id. */
  readonly sizes: ReadonlyMap<string, number>;
}

export interface HistoryCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly changes: readonly HistoryChange[];
}

export interface HistoryChange {
  readonly path: string;
  /** Status in git's raw format: `A`, `M`, `D` or `T`. */
  readonly status: string;
  readonly mode: string;
  /** Git's id of the file's new content. */
  readonly blob: string;
}

const KEPT = /^audit\/(?:entries|checkpoints)\//;

/** Checks that the branch is one line of commits, and that no commit deletes or rewrites an append-only file. */
export function checkCommits({ commits }: History): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [index, { id, parents, changes }] of commits.entries()) {
    const before = commits[index - 1]?.id;
    const where = `commit ${id}`;
    if (parents.length > 1 || parents[0] !== before)
      findings.push(
        broken(
          'history-not-linear',
          where,
          parents.length > 1
            ? `the commit has ${parents.length} parents, and may have only one`
            : before === undefined
              ? `the first commit must have no parent, and has ${parents[0] ?? 'none'}`
              : `the parent of the commit is ${parents[0] ?? 'missing'}, and must be ${before}`,
        ),
      );
    for (const { path, status, mode } of changes) {
      if (!KEPT.test(path)) continue;
      if (status === 'D') findings.push(broken('history-not-append', where, `the commit deletes ${path}`));
      else if (mode !== '100644')
        findings.push(
          broken('history-not-append', where, `the commit gives ${path} the mode ${mode} instead of 100644`),
        );
      else if (status !== 'A' && path.startsWith('audit/checkpoints/'))
        findings.push(broken('history-not-append', where, `the commit rewrites ${path}`));
    }
  }
  return findings;
}

/**
 * Checks that each commit only appended. Every version of a file of records must be a beginning of today's file.
 * It must end with a newline and be longer than the version before. Versions are compared by git's id, a hash of length and bytes.
 */
export function checkVersions(history: History): (shard: Shard) => readonly Finding[] {
  const versions = Map.groupBy(
    history.commits.flatMap(({ id, changes }) => changes.map((change) => ({ commit: id, ...change }))),
    ({ path }) => path,
  );
  return ({ path, text }) => {
    const bytes = new TextEncoder().encode(text);
    let before = 0;
    for (const { commit, status, blob } of versions.get(path) ?? []) {
      if (status === 'D') continue;
      const size = history.sizes.get(blob);
      const isBeginning =
        size !== undefined &&
        size > before &&
        size <= bytes.length &&
        bytes[size - 1] === 0x0a &&
        idOf(bytes.subarray(0, size), blob.length) === blob;
      if (!isBeginning)
        return [
          broken('history-not-append', `commit ${commit}`, `the commit changes or removes earlier lines of ${path}`),
        ];
      before = size;
    }
    return before === bytes.length
      ? []
      : [broken('history-not-append', path, 'the file differs from its version in the last commit that changed it')];
  };
}

/** Returns git's id. SHA-256 repositories have longer ids than SHA-1. https://git-scm.com/docs/git-hash-object */
function idOf(bytes: Uint8Array, digits: number): string {
  return createHash(digits === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
