import type { BranchActivity, BranchCommit, BranchUpdate } from '../../core/ledger/branch-activity.ts';
import { parseInstant } from '../../core/time.ts';
import type { BranchCommitAnswer } from './answers.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { sentenceOf } from './unread.ts';

/** Returns the commits from the head along first parents, as far as the answer reaches. */
export function branchLineOf(head: string, nodes: readonly (BranchCommitAnswer | null)[]): readonly BranchCommit[] {
  const commits = new Map(nodes.flatMap((node) => (node === null ? [] : [[node.oid, node] as const])));
  const line: BranchCommit[] = [];
  for (let commit = commits.get(head); commit !== undefined; commit = commits.get(line.at(-1)?.parents[0] ?? '')) {
    const parents = (commit.parents.nodes ?? []).flatMap((parent) => parent?.oid ?? []);
    line.push({ oid: commit.oid, parents, checkpoint: commit.checkpoint?.object?.text ?? undefined });
  }
  return line;
}

/**
 * Reads the updates of a branch, newest first. GitHub lists updates of deleted branches, too. Source:
 * https://docs.github.com/en/rest/repos/repos#list-repository-activities. Never throws.
 */
export async function readBranchActivity(
  github: GitHub,
  { owner, name }: RepositoryName,
  branch: string,
  isEnough: (update: BranchUpdate) => boolean,
): Promise<BranchActivity> {
  const what = `the updates of branch ${branch}`;
  const at = { owner, repo: name, ref: `refs/heads/${branch}` };
  const updates: BranchUpdate[] = [];
  try {
    for await (const page of github.pages(what, 'GET /repos/{owner}/{repo}/activity', at))
      for (const item of page) {
        const update = updateIn(item);
        if (update === undefined) return { unread: `${what}: GitHub returned an update without its commits or time` };
        updates.push(update);
        if (isEnough(update)) return { updates };
      }
    return { updates };
  } catch (error) {
    return { unread: sentenceOf(error) };
  }
}

function updateIn(item: unknown): BranchUpdate | undefined {
  const { activity_type: kind, after, timestamp, actor } = item as Readonly<Record<string, unknown>>;
  const at = typeof timestamp === 'string' ? parseInstant(timestamp) : undefined;
  if (typeof kind !== 'string' || typeof after !== 'string' || at === undefined) return undefined;
  const { login } = (actor ?? {}) as { readonly login?: unknown };
  return { kind, after, at, actor: typeof login === 'string' ? login : null };
}
