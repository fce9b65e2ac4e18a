import type { FileFact, RepositoryFact } from '../../core/decision/evidence.ts';
import { LONG_HISTORY, PATH_HISTORY, type PathChange, type PathHistoryAnswer } from './answers.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { fileOf, itemsOf } from './facts.ts';
import { Unread } from './unread.ts';

/** The history of one path, newest change first. */
export interface PathHistory {
  readonly repository: RepositoryFact;
  readonly file: FileFact | null;
  readonly changes: readonly PathChange[];
  /** True if older changes were left out. */
  readonly cut: boolean;
}

/** Maximum number of changes of one path that a run reads: 20 pages of a hundred. */
const MOST_CHANGES = 2000;

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
  const what = `the history of ${path} at ${head}`;
  const { changes, totalCount, ...few } = await readPage(github, what, PATH_HISTORY, { ...name, head, path });
  const leftOut = changes.some(
    ({ associatedPullRequests: pulls }) => pulls !== null && pulls.totalCount !== pulls.nodes?.length,
  );
  return totalCount !== changes.length || leftOut
    ? readLongHistory(github, name, head, path)
    : { ...few, changes, cut: false };
}

/**
 * Reads the changes of a path page by page, back to its last absence. Older changes do not matter.
 *
 * @param most maximum number of changes to read
 * @throws {Unread} if a page is missing, or GitHub's own count of all changes differs
 */
export async function readLongHistory(
  github: GitHub,
  name: RepositoryName,
  head: string,
  path: string,
  most = MOST_CHANGES,
): Promise<PathHistory> {
  const what = `the history of ${path} at ${head}`;
  const found = new Map<string, PathChange>();
  let after: string | null = null;
  for (;;) {
    const known = found.size;
    const page: ChangesPage = await readPage(github, what, LONG_HISTORY, { ...name, head, path, after });
    for (const change of page.changes) found.set(change.oid, change);
    const { repository, file, totalCount, next } = page;
    const changes = [...found.values()];
    const isComplete = next === undefined;
    if (isComplete ? changes.length !== totalCount : changes.length >= totalCount)
      throw new Unread(what, `GitHub counts ${totalCount} changes but lists ${changes.length}`);
    if (isComplete || changes.length >= most || changes.some((change) => change.file === null))
      return { repository, file, changes, cut: !isComplete };
    if (found.size === known) throw new Unread(what, 'a page of the history repeats known changes');
    after = next;
  }
}

interface ChangesPage {
  readonly repository: RepositoryFact;
  readonly file: FileFact | null;
  readonly changes: readonly PathChange[];
  readonly totalCount: number;
  /** The cursor of the next page; `undefined` if there is none. */
  readonly next: string | null | undefined;
}

async function readPage(
  github: GitHub,
  what: string,
  query: typeof LONG_HISTORY,
  variables: RepositoryName & { readonly head: string; readonly path: string; readonly after?: string | null },
): Promise<ChangesPage> {
  const answer: { readonly repository: PathHistoryAnswer | null } = await github.ask(what, query, { ...variables });
  const { repository } = answer;
  const history = repository?.object?.history;
  if (repository?.databaseId == null || repository.defaultBranchRef === null || history === undefined) {
    throw new Unread(what, 'GitHub does not have this repository, default branch or commit');
  }
  return {
    repository: {
      id: repository.databaseId,
      name: repository.nameWithOwner,
      defaultBranch: repository.defaultBranchRef.name,
    },
    file: fileOf(repository.object?.file),
    changes: itemsOf(what, history),
    totalCount: history.totalCount,
    next: history.pageInfo?.hasNextPage === true ? history.pageInfo.endCursor : undefined,
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
