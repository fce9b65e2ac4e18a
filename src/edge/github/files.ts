import { posix } from 'node:path';
import type { RepositoryName } from './blob.ts';
import { reading, type GitHub } from './client.ts';
import type { FolderEntry, RepositoryReader } from './repository.ts';
import { Unread } from './unread.ts';

/** A file that a pull request changes. */
interface ChangedFile {
  readonly path: string;
  /** GitHub's name of the change: `added`, `modified`, `removed`, `renamed`, `copied`, `changed` or `unchanged`. */
  readonly change: string;
  /** Blob id at the pull request's head. For a removed file, the removed blob. */
  readonly blob: string;
  /** The former path of a renamed or copied file. */
  readonly previous: string | null;
}

/** A changed file at the pull request's head. */
interface FileAtHead extends ChangedFile {
  /** Git's file mode in octal; `null` if the file is missing or was not read. */
  readonly mode: string | null;
  /** `null` also if the file is too long to be a document. */
  readonly bytes: Uint8Array | null;
}

/** Maximum number of folders to read. A request adds only one file. */
const MOST_FOLDERS = 12;

/** Reads every file that a pull request changes. @throws {Unread} if GitHub counts more (it lists at most 3000). */
export async function readPullFiles(
  github: GitHub,
  { owner, name }: RepositoryName,
  number: number,
): Promise<readonly ChangedFile[]> {
  const what = `the files of pull request #${number}`;
  const parameters = { owner, repo: name, pull_number: number };
  const pull = await reading(what, github.octokit.rest.pulls.get(parameters));
  const files = await github.list(what, 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files', parameters);
  if (files.length !== pull.data.changed_files) {
    throw new Unread(what, `GitHub counts ${pull.data.changed_files} files but lists ${files.length}`);
  }
  return (files as FileItem[]).map((file) => ({
    path: file.filename,
    change: file.status,
    blob: file.sha,
    previous: file.previous_filename ?? null,
  }));
}

/** Reads the changed files at the pull request's head, folder by folder. @throws {Unread} */
export async function readFilesAtHead(
  repository: Pick<RepositoryReader, 'folder'>,
  head: string,
  files: readonly ChangedFile[],
): Promise<readonly FileAtHead[]> {
  const folders = [...new Set(files.map(({ path }) => posix.dirname(path)))].slice(0, MOST_FOLDERS);
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const entries = (await repository.folder(head, folder)) ?? [];
      return entries.map((entry) => [`${folder}/${entry.name}`, entry] as const);
    }),
  );
  const entries = new Map<string, FolderEntry>(listed.flat());
  return files.map((file) => {
    const entry = entries.get(file.path);
    return { ...file, mode: entry?.mode ?? null, bytes: entry?.bytes ?? null };
  });
}

interface FileItem {
  readonly filename: string;
  readonly status: string;
  readonly sha: string;
  readonly previous_filename?: string;
}
