import type { Instant } from '../../core/time.ts';
import { FOLDER, REPOSITORY } from './answers.ts';
import { bytesOf, type RepositoryName } from './blob.ts';
import { reading, type GitHub } from './client.ts';
import { instantIn, modeOf } from './facts.ts';
import { pullOf, readMainline, readPathHistory, type MainlineCommit } from './history.ts';
import { Unread } from './unread.ts';

export interface RepositoryState {
  readonly id: number;
  /** `owner/name`, as GitHub spells it. */
  readonly name: string;
  readonly owner: string;
  /** GraphQL's `__typename`: `Organization` or `User`. */
  readonly ownerType: string;
  readonly defaultBranch: string;
  /** The default branch's commit. */
  readonly head: string;
}

export interface FolderEntry {
  readonly name: string;
  /** Git's file mode in octal: `100644`. */
  readonly mode: string;
  readonly oid: string;
  /** `blob`, `tree` or `commit`. */
  readonly type: string;
  /** `null` for what is no blob, and for a blob too long to be a document. */
  readonly bytes: Uint8Array | null;
}

export interface DocumentFile {
  readonly path: string;
  readonly blob: string;
  readonly mode: string;
  /** `null` if the file is too long to be a document, or no file. */
  readonly bytes: Uint8Array | null;
}

export interface LastChange {
  /** When the default branch got it: the merge if a pull request brought it, otherwise the commit's own date. */
  readonly at: Instant;
  readonly pull: number | null;
  /** Login of who merged it; `null` for a commit no pull request brought, whose pusher GitHub does not tell. */
  readonly by: string | null;
}

/** What a repository holds. Every reading throws `Unread` when GitHub does not give the whole of it. */
export interface RepositoryReader {
  readonly repository: () => Promise<RepositoryState>;
  /** `undefined` if there is no such folder at that commit. */
  readonly folder: (commit: string, folder: string) => Promise<readonly FolderEntry[] | undefined>;
  /** Every `policies/*.yaml`, by path. */
  readonly documents: (commit: string) => Promise<readonly DocumentFile[]>;
  /** Every `requests/YYYY/MM/*.yaml` of the months (`YYYY-MM`) given, by path. */
  readonly requestFiles: (commit: string, months: readonly string[]) => Promise<readonly DocumentFile[]>;
  /** First parents only, newest first, from `head` down to the last commit made at or after `since`. */
  readonly mainline: (head: string, since: Instant) => Promise<readonly MainlineCommit[]>;
  /** What last changed a path (for a path that is gone: what removed it); `undefined` if nothing ever touched it. */
  readonly lastChange: (head: string, path: string) => Promise<LastChange | undefined>;
}

export function repositoryReader(github: GitHub, name: RepositoryName): RepositoryReader {
  const variables = { owner: name.owner, name: name.name };

  async function repository(): Promise<RepositoryState> {
    const what = `repository ${name.owner}/${name.name}`;
    const { repository: found } = await github.ask(what, REPOSITORY, variables);
    const { databaseId: id, defaultBranchRef: branch } = found ?? { databaseId: null, defaultBranchRef: null };
    if (found === null || id === null || branch?.target == null) {
      throw new Unread(what, 'GitHub shows no such repository, or none with a default branch');
    }
    return {
      id,
      name: found.nameWithOwner,
      owner: found.owner.login,
      ownerType: found.owner.__typename,
      defaultBranch: branch.name,
      head: branch.target.oid,
    };
  }

  async function folder(commit: string, path: string): Promise<readonly FolderEntry[] | undefined> {
    const what = `${path}/ at ${commit}`;
    const answer = await github.ask(what, FOLDER, { ...variables, commit, expression: `${commit}:${path}` });
    if (answer.repository?.commit == null) throw new Unread(what, 'GitHub shows no such repository or commit');
    if (answer.repository.object === null) return undefined;
    const { entries } = answer.repository.object;
    if (!entries) throw new Unread(what, 'it is no folder, or its entries are missing');
    return Promise.all(
      entries.map(async (entry) => ({
        name: entry.name,
        mode: modeOf(entry),
        oid: entry.oid,
        type: entry.type,
        bytes: entry.type === 'blob' ? await bytesOf(github, name, entry.oid, entry.object) : null,
      })),
    );
  }

  async function yamlIn(commit: string, path: string): Promise<DocumentFile[]> {
    const entries = (await folder(commit, path)) ?? [];
    return entries
      .filter((entry) => entry.name.endsWith('.yaml'))
      .map(({ name: file, oid, mode, bytes }) => ({ path: `${path}/${file}`, blob: oid, mode, bytes }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async function lastChange(head: string, path: string): Promise<LastChange | undefined> {
    const what = `the last change of ${path}`;
    const history = await readPathHistory(github, name, head, path);
    const [change] = history.changes;
    if (change === undefined) return undefined;
    const pull = pullOf(what, change, history.repository.defaultBranch, []);
    if (pull?.mergedAt == null) return { at: instantIn(what, change.committedDate), pull: null, by: null };
    const answer = await reading(
      `pull request ${pull.number}`,
      github.octokit.rest.pulls.get({ owner: name.owner, repo: name.name, pull_number: pull.number }),
    );
    return { at: instantIn(what, pull.mergedAt), pull: pull.number, by: answer.data.merged_by?.login ?? null };
  }

  return {
    repository,
    folder,
    documents: (commit) => yamlIn(commit, 'policies'),
    async requestFiles(commit, months) {
      const found = await Promise.all(months.map((month) => yamlIn(commit, `requests/${month.replace('-', '/')}`)));
      return found.flat();
    },
    mainline: (head, since) => readMainline(github, name, head, since),
    lastChange,
  };
}
