import type { MainlineCommit } from '../../core/ports.ts';
import { COMMIT_PULLS, type AssociatedPull, type CommitPullsAnswer, type Counted, type PullNode } from './answers.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { itemsOf } from './facts.ts';
import { Unread } from './unread.ts';

const MOST_PAGES = 200;

/**
 * Finds the pull request whose merge is this commit of the default branch. Commits that only belong to a merged branch
 * have none: a later merge does not explain an earlier push. @throws {Unread} if GitHub left some out
 */
export async function pullMergedBy(
  github: GitHub,
  name: RepositoryName,
  commit: string,
  defaultBranch: string,
): Promise<number | undefined> {
  const isIt = ({ merged, baseRefName, mergeCommit }: AssociatedPull) =>
    merged && baseRefName === defaultBranch && mergeCommit?.oid === commit;
  const what = `the pull request that ${commit.slice(0, 12)} merged`;
  return (await readCommitPulls(github, name, what, commit, isIt)).find(isIt)?.number;
}

/** Returns the change with all its pull requests. GitHub lists only the first of them with a path's history. */
export async function withAllPulls<
  C extends { readonly oid: string; readonly associatedPullRequests: Counted<P> | null },
  P extends AssociatedPull,
>(github: GitHub, name: RepositoryName, change: C): Promise<C> {
  const associated = change.associatedPullRequests;
  if (associated === null || associated.nodes?.length === associated.totalCount) return change;
  const what = `the pull requests of commit ${change.oid.slice(0, 12)}`;
  const nodes = await readCommitPulls(github, name, what, change.oid);
  return { ...change, associatedPullRequests: { totalCount: nodes.length, nodes } };
}

/** Reads the pull requests that hold a commit, page by page. It stops early at one that `isEnough`. @throws {Unread} */
async function readCommitPulls(
  github: GitHub,
  { owner, name }: RepositoryName,
  what: string,
  commit: string,
  isEnough: (pull: AssociatedPull) => boolean = () => false,
): Promise<readonly AssociatedPull[]> {
  const found = new Map<number, AssociatedPull>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: CommitPullsAnswer = await github.ask(what, COMMIT_PULLS, { owner, name, commit, after });
    const pulls = answer.repository?.object?.associatedPullRequests;
    if (pulls == null) throw new Unread(what, 'GitHub does not have this commit');
    for (const pull of itemsOf(what, pulls)) found.set(pull.number, pull);
    const all = [...found.values()];
    if (all.some(isEnough)) return all;
    if (!pulls.pageInfo.hasNextPage) {
      if (all.length === pulls.totalCount) return all;
      throw new Unread(what, `GitHub counts ${pulls.totalCount} pull requests but lists ${all.length}`);
    }
    after = pulls.pageInfo.endCursor;
  }
  throw new Unread(what, `the pull requests fill more than ${MOST_PAGES} pages`);
}

/** The first of `candidatesOf`. @throws {Unread} if `withAllPulls` did not read all of them */
export function pullOf<P extends AssociatedPull>(
  what: string,
  change: { readonly associatedPullRequests: Counted<P> | null },
  defaultBranch: string,
  mainline: readonly MainlineCommit[],
): P | undefined {
  return candidatesOf(what, change, defaultBranch, mainline)[0];
}

/** The most merged pull requests of one commit whose facts are read. Nobody makes as many by accident. */
const MOST_CANDIDATES = 100;

/**
 * Finds the merged pull requests that may have brought a change into the default branch. Anybody who may write can point a
 * second one at the same commit. GitHub then counts both as merged. If the merges of some are on the mainline, only those
 * can be it. The ones merged earlier come first.
 *
 * @throws {Unread} if `withAllPulls` did not read all of them, or if there are more than a hundred
 */
export function candidatesOf<P extends AssociatedPull>(
  what: string,
  change: { readonly associatedPullRequests: Counted<P> | null },
  defaultBranch: string,
  mainline: readonly MainlineCommit[],
): readonly P[] {
  const associated = change.associatedPullRequests;
  const pulls = itemsOf(what, associated);
  if (associated?.totalCount !== pulls.length) throw new Unread(what, 'too many pull requests hold the same commit');
  const line = new Set(mainline.map((commit) => commit.sha));
  const merged = pulls
    .filter((pull) => pull.merged && pull.baseRefName === defaultBranch && pull.mergeCommit !== null)
    .toSorted((a, b) => compare(a.mergedAt ?? '', b.mergedAt ?? '') || a.number - b.number);
  const onLine = merged.filter(({ mergeCommit }) => line.has(mergeCommit?.oid ?? ''));
  const candidates = onLine.length > 0 ? onLine : merged;
  if (candidates.length > MOST_CANDIDATES)
    throw new Unread(what, `more than ${MOST_CANDIDATES} merged pull requests hold the same commit`);
  return candidates;
}

/** Returns true if the pull request came whole with a path's history, false if only its name came. */
export function isWhole(pull: AssociatedPull): pull is PullNode {
  return 'headRefOid' in pull;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
