import { createHash } from 'node:crypto';
import type { Shard } from '../ledger/shard.ts';
import { broken, type Finding } from './finding.ts';

/** The branch as git has it, oldest commit first. */
export interface History {
  readonly commits: readonly HistoryCommit[];
  /** Bytes, of every version of a file of records. */
  readonly sizes: ReadonlyMap<string, number>;
}

export interface HistoryCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly changes: readonly HistoryChange[];
}

export interface HistoryChange {
  readonly path: string;
  /** Of git's raw format: `A`, `M`, `D`, `T`. */
  readonly status: string;
  readonly mode: string;
  /** Id of the file's new content. */
  readonly blob: string;
}

const KEPT = /^audit\/(?:entries|checkpoints)\//;

/** The branch is one line of commits, and none of them deletes or rewrites what only grows. */
export function checkCommits({ commits }: History): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [index, { id, parents, changes }] of commits.entries()) {
    const before = commits[index - 1]?.id;
    const where = `commit ${id}`;
    if (parents.length > 1 || parents[0] !== before)
      findings.push(broken('history-not-linear', where, `has ${parents.length} parents, or not the commit before it`));
    for (const { path, status, mode } of changes) {
      if (!KEPT.test(path)) continue;
      if (status === 'D') findings.push(broken('history-not-append', where, `deletes ${path}`));
      else if (mode !== '100644')
        findings.push(broken('history-not-append', where, `makes ${path} a file of mode ${mode}`));
      else if (status !== 'A' && path.startsWith('audit/checkpoints/'))
        findings.push(broken('history-not-append', where, `rewrites ${path}`));
    }
  }
  return findings;
}

/**
 * Every version of a file of records is a beginning of the file as it is now, up to the end of a line, and longer than the
 * version before: so each commit only appended. A version is compared by its id, which git makes of its length and bytes.
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
      if (!isBeginning) return [broken('history-not-append', `commit ${commit}`, `does not merely append to ${path}`)];
      before = size;
    }
    return before === bytes.length
      ? []
      : [broken('history-not-append', path, 'is not as the last commit that touched it left it')];
  };
}

/** https://git-scm.com/docs/git-hash-object: SHA-1, or SHA-256 in repositories of that kind, whose ids are longer. */
function idOf(bytes: Uint8Array, digits: number): string {
  return createHash(digits === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}
