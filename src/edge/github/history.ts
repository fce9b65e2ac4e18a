import type { MainlineCommit } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import {
  MAINLINE,
  REACHED,
  type Connection,
  type MainlineAnswer,
  type MainlineNode,
  type ReachedAnswer,
} from './answers.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { instantIn, itemsOf } from './facts.ts';
import { Unread } from './unread.ts';

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
  const seen = new Set<string>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: ReachedAnswer = await github.ask(what, REACHED, {
      ...{ owner, name, commit: from, at: committedAt, after },
    });
    const history = answer.repository?.object?.history;
    if (history === undefined) throw new Unread(what, 'GitHub does not have this commit');
    for (const { oid } of itemsOf(what, history)) seen.add(oid);
    if (seen.has(sha)) return true;
    if (!history.pageInfo.hasNextPage) {
      if (seen.size === history.totalCount) return false;
      throw new Unread(what, `GitHub counts ${history.totalCount} commits of that time but lists ${seen.size}`);
    }
    after = history.pageInfo.endCursor;
  }
  throw new Unread(what, `the commits of that time fill more than ${MOST_PAGES} pages`);
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
