import type { FileFact, RepositoryFact } from '../../core/decision/evidence.ts';
import type { MainlineCommit } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import {
  COMMIT_PULLS,
  LONG_HISTORY,
  MAINLINE,
  PATH_HISTORY,
  REACHED,
  type AssociatedPull,
  type CommitPullsAnswer,
  type Connection,
  type Counted,
  type MainlineAnswer,
  type MainlineNode,
  type PathChange,
  type PathHistoryAnswer,
  type PullNode,
} from './answers.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { fileOf, instantIn, itemsOf } from './facts.ts';
import { Unread } from './unread.ts';

/** The history of one path, newest change first. */
export interface PathHistory {
  readonly repository: RepositoryFact;
  readonly file: FileFact | null;
  readonly changes: readonly PathChange[];
  /** True if older changes were left out. */
  readonly cut: boolean;
}

export type HistoryPage = Connection<MainlineNode>;

const MOST_PAGES = 200;

/**
 * Reads the first-parent line, newest first, from `head` to the first commit before `since`. It continues to the end of
 * that page, because the author of a pushed commit chooses its date. It ends earlier at the commit `until`.
 *
 * @param first the first page, if the caller has it
 * @throws {Unread} if a page is missing, or GitHub's own count of all commits differs
 */
export async function readMainline(
  github: GitHub,
  { owner, name }: RepositoryName,
  head: string,
  since: Instant,
  { first, until }: { readonly first?: HistoryPage | undefined; readonly until?: string | undefined } = {},
): Promise<readonly MainlineCommit[]> {
  const what = `the history of ${head} since ${since}`;
  const commits = new Map<string, MainlineNode>();
  let history = first;
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    if (history === undefined) {
      const answer: MainlineAnswer = await github.ask(what, MAINLINE, { owner, name, head, after });
      history = answer.repository?.object?.history;
    }
    if (history === undefined) throw new Unread(what, 'GitHub does not have this commit');
    const known = commits.size;
    for (const node of itemsOf(what, history)) commits.set(node.oid, node);
    const line = firstParents(what, commits, head);
    const last = line.at(-1);
    if (line.some(({ sha }) => sha === until)) return line;
    if (!history.pageInfo.hasNextPage) {
      if (commits.size === history.totalCount) return line;
      throw new Unread(what, `GitHub counts ${history.totalCount} commits but lists ${commits.size}`);
    }
    if (last !== undefined && last.committedAt < since) return line;
    if (commits.size === known) throw new Unread(what, 'a page of the history repeats known commits');
    after = history.pageInfo.endCursor;
    history = undefined;
  }
  throw new Unread(what, `the history is longer than ${MOST_PAGES} pages`);
}

/**
 * Reads the changes of `path` with their pull requests, in one answer. The last few changes come with whole pull requests.
 * If there are more, all come with names only. @throws {Unread}
 */
export async function readPathHistory(
  github: GitHub,
  name: RepositoryName,
  head: string,
  path: string,
): Promise<PathHistory> {
  const few = await readHistory(github, name, head, path, PATH_HISTORY);
  const leftOut = few.changes.some(
    ({ associatedPullRequests: pulls }) => pulls !== null && pulls.totalCount !== pulls.nodes?.length,
  );
  return few.cut || leftOut ? readLongHistory(github, name, head, path) : few;
}

/** Reads up to a hundred changes. @throws {Unread} */
export function readLongHistory(
  github: GitHub,
  name: RepositoryName,
  head: string,
  path: string,
): Promise<PathHistory> {
  return readHistory(github, name, head, path, LONG_HISTORY);
}

async function readHistory(
  github: GitHub,
  { owner, name }: RepositoryName,
  head: string,
  path: string,
  query: typeof LONG_HISTORY,
): Promise<PathHistory> {
  const what = `the history of ${path} at ${head}`;
  const answer: { readonly repository: PathHistoryAnswer | null } = await github.ask(what, query, {
    owner,
    name,
    head,
    path,
  });
  const { repository } = answer;
  const history = repository?.object?.history;
  if (repository?.databaseId == null || repository.defaultBranchRef === null || history === undefined) {
    throw new Unread(what, 'GitHub does not have this repository, default branch or commit');
  }
  const changes = itemsOf(what, history);
  return {
    repository: {
      id: repository.databaseId,
      name: repository.nameWithOwner,
      defaultBranch: repository.defaultBranchRef.name,
    },
    file: fileOf(repository.object?.file),
    changes,
    cut: history.totalCount !== changes.length,
  };
}

/**
 * Finds the change that added the path after its last absence. Later edits do not count.
 *
 * @returns `undefined` if the path does not exist; `'too far back'` if GitHub's answer does not reach that change
 */
export function additionOf({ changes, cut }: PathHistory): PathChange | 'too far back' | undefined {
  const absent = changes.findIndex((change) => change.file === null);
  if (absent === -1 && cut) return 'too far back';
  return changes.slice(0, absent === -1 ? changes.length : absent).at(-1);
}

/** Returns true if the default branch ever removed the path. It may have been added again since. */
export function wasThereBefore({ changes }: PathHistory): boolean {
  return changes.some((change) => change.file === null);
}

/**
 * Finds the pull request whose merge is this commit of the default branch. Commits that only belong to a merged branch
 * have none: a later merge does not explain an earlier push.
 */
export async function pullMergedBy(
  github: GitHub,
  { owner, name }: RepositoryName,
  commit: string,
  defaultBranch: string,
): Promise<number | undefined> {
  const what = `the pull request that ${commit.slice(0, 12)} merged`;
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: CommitPullsAnswer = await github.ask(what, COMMIT_PULLS, { owner, name, commit, after });
    const pulls = answer.repository?.object?.associatedPullRequests;
    if (pulls == null) throw new Unread(what, 'GitHub does not have this commit');
    const found = itemsOf(what, pulls).find(
      (pull) => pull.merged && pull.baseRefName === defaultBranch && pull.mergeCommit?.oid === commit,
    );
    if (found !== undefined) return found.number;
    if (!pulls.pageInfo.hasNextPage) return undefined;
    after = pulls.pageInfo.endCursor;
  }
  throw new Unread(what, `it is among more than ${MOST_PAGES} pages of pull requests`);
}

/**
 * Finds the pull request that brought a change into the default branch. From then on GitHub also counts other pull requests
 * with the same commit as merged. So the first merged one counts, and one whose merge is on the mainline goes first.
 *
 * @throws {Unread} if GitHub left some out
 */
export function pullOf<P extends AssociatedPull>(
  what: string,
  change: { readonly associatedPullRequests: Counted<P> | null },
  defaultBranch: string,
  mainline: readonly MainlineCommit[],
): P | undefined {
  const associated = change.associatedPullRequests;
  const pulls = itemsOf(what, associated);
  if (associated?.totalCount !== pulls.length) throw new Unread(what, 'too many pull requests hold the same commit');
  const line = new Set(mainline.map((commit) => commit.sha));
  const merged = pulls
    .filter((pull) => pull.merged && pull.baseRefName === defaultBranch && pull.mergeCommit !== null)
    .sort((a, b) => compare(a.mergedAt ?? '', b.mergedAt ?? '') || a.number - b.number);
  return merged.find((pull) => line.has(pull.mergeCommit?.oid ?? '')) ?? merged[0];
}

/**
 * Returns the time when a commit came onto the mainline, itself or as a merged branch's tip. For a commit deeper in a branch
 * it is the time of the mainline's last commit, which is not earlier. `undefined` without a mainline.
 */
export function arrivalOf(sha: string, mainline: readonly MainlineCommit[]): Instant | undefined {
  const on = mainline.find((commit) => commit.sha === sha);
  return (on ?? mainline.find((commit) => commit.parents.includes(sha)) ?? mainline[0])?.committedAt;
}

/** Returns true if the mainline holds a commit; `null` if it was not read back to the commit's own date. */
export function standsOn(mainline: readonly MainlineCommit[], sha: string, committedAt: Instant): boolean | null {
  if (mainline.some((commit) => commit.sha === sha)) return true;
  const last = mainline.at(-1);
  const whole = last !== undefined && (last.parents.length === 0 || last.committedAt < committedAt);
  return whole ? false : null;
}

/**
 * Returns true if `from` reaches a commit of time `committedAt` that is older than the line that was read. @throws {Unread}
 */
export async function reaches(
  github: GitHub,
  { owner, name }: RepositoryName,
  from: string,
  sha: string,
  committedAt: Instant,
): Promise<boolean> {
  const what = `the path from ${from} to ${sha}`;
  const { repository } = await github.ask(what, REACHED, { owner, name, commit: from, at: committedAt });
  const history = repository?.object?.history;
  if (history === undefined) throw new Unread(what, 'GitHub does not have this commit');
  const found = itemsOf(what, history);
  if (found.some(({ oid }) => oid === sha)) return true;
  if (found.length !== history.totalCount) throw new Unread(what, 'too many commits were made at that time');
  return false;
}

function firstParents(what: string, commits: ReadonlyMap<string, MainlineNode>, head: string): MainlineCommit[] {
  const line: MainlineCommit[] = [];
  let next = commits.get(head);
  if (next === undefined && commits.size > 0) throw new Unread(what, 'the list does not begin at the requested commit');
  while (next !== undefined) {
    const parents = itemsOf(what, next.parents).map((parent) => parent.oid);
    const committedAt = instantIn(what, next.committedDate);
    line.push({ sha: next.oid, committedAt, parents, policies: next.policies?.oid ?? null });
    next = parents[0] === undefined ? undefined : commits.get(parents[0]);
  }
  return line;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Returns true if the pull request came whole with a path's history, false if only its name came. */
export function isWhole(pull: AssociatedPull): pull is PullNode {
  return 'headRefOid' in pull;
}
