import type { AcceptedDocuments } from '../../core/acceptance/versions.ts';
import type { Genesis } from '../../core/ledger/record.ts';
import type { DocumentFile, MainlineCommit, Ports, RepositoryState } from '../../core/ports.ts';
import type { Quarantine } from '../../core/quarantine/on-record.ts';
import type { DocumentsAt } from './documents-at.ts';
import { textOf } from './documents.ts';
import type { Line } from './line.ts';

/** The inputs for judging changes of documents. */
export interface ChangeInputs {
  readonly repository: RepositoryState;
  /** Everything under `policies/` at the head. */
  readonly files: readonly DocumentFile[];
  readonly mainline: readonly MainlineCommit[];
  readonly documentsAt: DocumentsAt;
  /** The verdicts on record. */
  readonly accepted: AcceptedDocuments;
  /** Every quarantine on record, also lifted ones. */
  readonly quarantines: readonly Quarantine[];
  readonly genesis: Genesis;
  /** True if a key signs the ledger. Verdicts of an unsigned ledger count for nothing, so every run judges all again. */
  readonly signed: boolean;
}

export interface ChangePorts {
  readonly repository: Pick<Ports['repository'], 'gatherChange' | 'mainline' | 'documents' | 'contains'>;
}

/** The inputs for one change. */
export interface ChangeWork extends ChangeInputs {
  readonly line: Line;
  readonly ports: ChangePorts;
  /** True if a commit is in the history of the head. A rewritten branch lacks commits that brought accepted versions. */
  readonly isOnBranch: (commit: string) => Promise<boolean>;
}

/** Returns a cached question to GitHub, which is asked only for commits that the line does not have. */
export function branchMembership(
  { repository }: ChangePorts,
  head: string,
  line: Line,
): (commit: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>(line.map(({ sha }) => [sha, Promise.resolve(true)]));
  return (commit) => {
    const answer = known.get(commit) ?? repository.contains(head, commit);
    known.set(commit, answer);
    return answer;
  };
}

/** Returns the text of a version of a document, from the commit that brought it; `undefined` without one. */
export async function textOfVersion(
  { documentsAt, files }: Pick<ChangeInputs, 'documentsAt' | 'files'>,
  path: string,
  { blob, commit }: { readonly blob: string; readonly commit: string },
): Promise<string | undefined> {
  const isIt = (file: DocumentFile) => file.path === path && file.blob === blob;
  const file = files.find(isIt) ?? (await documentsAt(commit)).find(isIt);
  return file === undefined ? undefined : textOf(file);
}
