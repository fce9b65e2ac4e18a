import { monthsAround } from '../../core/documents/paths.ts';
import type { PinFile } from '../../core/ledger/pin.ts';
import type { DocumentFile, LastChange, Overview, Repository, RepositoryState } from '../../core/ports.ts';
import {
  COMMIT_DATE,
  FOLDER,
  OVERVIEW,
  PIN,
  REPOSITORY,
  type ContentAnswer,
  type FolderObjectAnswer,
  type RepositoryAnswer,
} from './answers.ts';
import { bytesOf, type RepositoryName } from './blob.ts';
import { reading, type GitHub } from './client.ts';
import { instantIn, modeOf } from './facts.ts';
import { decodeUtf8 } from '../utf8.ts';
import { pullOf, withAllPulls } from './commit-pulls.ts';
import { reaches, readMainline, type HistoryPage } from './history.ts';
import { readLongHistory } from './path-history.ts';
import { Unread } from './unread.ts';

export interface FolderEntry {
  readonly name: string;
  /** Git's file mode in octal: `100644`. */
  readonly mode: string;
  readonly oid: string;
  /** `blob`, `tree` or `commit`. */
  readonly type: string;
  /** `null` if it is not a blob, or is too long to be a document. */
  readonly bytes: Uint8Array | null;
}

/** A reader of the repository's content, and of single folders. */
export interface RepositoryReader extends Omit<Repository, 'gather' | 'gatherChange' | 'time'> {
  /** Reads a folder; `undefined` if it does not exist at that commit. */
  readonly folder: (commit: string, folder: string) => Promise<readonly FolderEntry[] | undefined>;
}

export function repositoryReader(github: GitHub, name: RepositoryName): RepositoryReader {
  const variables = { owner: name.owner, name: name.name };

  /** First pages of histories that came with an overview, by their first commit. */
  const begun = new Map<string, HistoryPage>();

  async function repository(): Promise<RepositoryState> {
    const what = `repository ${name.owner}/${name.name}`;
    return stateOf(what, (await github.ask(what, REPOSITORY, variables)).repository);
  }

  async function overview(): Promise<Overview> {
    const what = `repository ${name.owner}/${name.name}`;
    // A guess by the local clock. Months that GitHub's own clock requires are read below.
    const guessed = monthsAround(github.time() ?? github.guess());
    const [first, second, third, fourth] = guessed.map(folderOf);
    const { repository: found } = await github.ask(what, OVERVIEW, { ...variables, first, second, third, fourth });
    const state = stateOf(what, found);
    const target = found?.defaultBranchRef?.target;
    if (target?.history === undefined)
      throw new Unread(what, 'GitHub did not return the history of the default branch');
    begun.set(state.head, target.history);
    const now = github.time();
    if (now === undefined) throw new Unread('the time', "none of GitHub's answers had a date");
    const months = monthsAround(now);
    const at = (month: string) => (['first', 'second', 'third', 'fourth'] as const)[guessed.indexOf(month)];
    const requests = months.map((month) => {
      const folder = at(month);
      if (folder === undefined) return yamlIn(state.head, folderOf(month));
      return yamlOf(folderOf(month), state.head, target[folder]?.object ?? null);
    });
    return {
      repository: state,
      documents: await yamlOf('policies', state.head, target.policies?.object ?? null),
      // The pin is on every set-up repository. Only without it, a second answer shows if it was there before.
      pin: target.pin == null ? await pin(state.head) : await pinIn(target.pin),
      requests: (await Promise.all(requests)).flat(),
      months,
    };
  }

  async function pin(commit: string): Promise<PinFile> {
    const what = `the pin of the ledger at ${commit}`;
    const { repository: found } = await github.ask(what, PIN, { ...variables, commit });
    const history = found?.object?.history;
    if (history === undefined) throw new Unread(what, 'GitHub does not have this commit');
    const entry = found?.object?.pin;
    if (entry != null) return pinIn(entry);
    return { is: history.totalCount > 0 ? 'gone' : 'absent' };
  }

  async function pinIn({ oid, object, ...entry }: ContentAnswer): Promise<PinFile> {
    const bytes = modeOf(entry) === '100644' ? await bytesOf(github, name, oid, object) : null;
    return { is: 'there', text: bytes === null ? null : (decodeUtf8(bytes) ?? null) };
  }

  async function folder(commit: string, path: string): Promise<readonly FolderEntry[] | undefined> {
    const what = `${path}/ at ${commit}`;
    const answer = await github.ask(what, FOLDER, { ...variables, commit, expression: `${commit}:${path}` });
    if (answer.repository?.commit == null) throw new Unread(what, 'GitHub does not have this repository or commit');
    return entriesOf(what, answer.repository.object);
  }

  async function entriesOf(what: string, object: FolderObjectAnswer | null): Promise<FolderEntry[] | undefined> {
    if (object === null) return undefined;
    if (!object.entries) throw new Unread(what, 'the path is not a folder, or its entries are missing');
    return Promise.all(
      object.entries.map(async (entry) => ({
        name: entry.name,
        mode: modeOf(entry),
        oid: entry.oid,
        type: entry.type,
        bytes: entry.type === 'blob' ? await bytesOf(github, name, entry.oid, entry.object) : null,
      })),
    );
  }

  async function yamlOf(path: string, commit: string, object: FolderObjectAnswer | null): Promise<DocumentFile[]> {
    return toYaml(path, (await entriesOf(`${path}/ at ${commit}`, object)) ?? []);
  }

  async function yamlIn(commit: string, path: string): Promise<DocumentFile[]> {
    return toYaml(path, (await folder(commit, path)) ?? []);
  }

  async function lastChange(head: string, path: string): Promise<LastChange | undefined> {
    const what = `the last change of ${path}`;
    const history = await readLongHistory(github, name, head, path, 1);
    const [change] = history.changes;
    if (change === undefined) return undefined;
    const pull = pullOf(what, await withAllPulls(github, name, change), history.repository.defaultBranch, []);
    if (pull?.mergedAt == null) return { at: instantIn(what, change.committedDate), pull: null, by: null };
    const answer = await reading(
      `pull request ${pull.number}`,
      github.octokit.rest.pulls.get({ owner: name.owner, repo: name.name, pull_number: pull.number }),
    );
    return { at: instantIn(what, pull.mergedAt), pull: pull.number, by: answer.data.merged_by?.login ?? null };
  }

  return {
    repository,
    overview,
    folder,
    documents: (commit) => yamlIn(commit, 'policies'),
    pin,
    async requestFiles(commit, months) {
      const found = await Promise.all(months.map((month) => yamlIn(commit, folderOf(month))));
      return found.flat();
    },
    mainline: (head, since, until) => readMainline(github, name, head, since, { first: begun.get(head), until }),
    contains: (head, commit) => contains(github, name, head, commit),
    lastChange,
  };
}

/** Returns true if a commit is in the history of `head`. A commit that GitHub no longer has is in no history. */
async function contains(github: GitHub, name: RepositoryName, head: string, commit: string): Promise<boolean> {
  const what = `the date of commit ${commit}`;
  const { repository } = await github.ask(what, COMMIT_DATE, { owner: name.owner, name: name.name, commit });
  if (repository === null) throw new Unread(what, 'GitHub does not have this repository');
  const date = repository.object?.committedDate;
  return date === undefined ? false : reaches(github, name, head, commit, instantIn(what, date));
}

function stateOf(what: string, found: RepositoryAnswer | null): RepositoryState {
  const { databaseId: id, defaultBranchRef: branch } = found ?? { databaseId: null, defaultBranchRef: null };
  if (found === null || id === null || branch?.target == null) {
    throw new Unread(what, 'GitHub does not have this repository, or it has no default branch');
  }
  return {
    id,
    name: found.nameWithOwner,
    defaultBranch: branch.name,
    head: branch.target.oid,
  };
}

function folderOf(month: string): string {
  return `requests/${month.replace('-', '/')}`;
}

function toYaml(path: string, entries: readonly FolderEntry[]): DocumentFile[] {
  return entries
    .filter((entry) => entry.name.endsWith('.yaml'))
    .map(({ name: file, oid, mode, bytes }) => ({ path: `${path}/${file}`, blob: oid, mode, bytes }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
