import type { DocumentFile, MainlineCommit, Ports, RepositoryState } from '../../core/ports.ts';

/** Reads the documents of a commit. It caches its answers, so use one for each run. */
export type DocumentsAt = (commit: string) => Promise<readonly DocumentFile[]>;

/** The default branch's head, with its documents and its first-parent line. */
interface DocumentsHead {
  readonly repository: Pick<RepositoryState, 'head'>;
  readonly files: readonly DocumentFile[];
  readonly mainline: readonly MainlineCommit[];
}

/** Returns a reader that reads nothing for commits whose documents are known to equal those of the head. */
export function documentsReader(
  ports: { readonly repository: Pick<Ports['repository'], 'documents'> },
  { repository, files, mainline }: DocumentsHead,
): DocumentsAt {
  const known = new Map<string, Promise<readonly DocumentFile[]>>();
  const present = mainline.find(({ sha }) => sha === repository.head)?.policies ?? null;
  const isPresent = (commit: string) =>
    commit === repository.head ||
    (present !== null && mainline.find(({ sha }) => sha === commit)?.policies === present);
  return (commit) => {
    const reading =
      known.get(commit) ?? (isPresent(commit) ? Promise.resolve(files) : ports.repository.documents(commit));
    known.set(commit, reading);
    return reading;
  };
}
