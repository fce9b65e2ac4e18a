import type { ChangedDocument, ChangeEvidence } from '../../core/acceptance/change.ts';
import type { AcceptedDocuments } from '../../core/acceptance/versions.ts';
import { parseOrganization } from '../../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { Genesis } from '../../core/ledger/record.ts';
import type { DocumentFile, MainlineCommit, Ports, RepositoryState } from '../../core/ports.ts';
import type { DocumentsAt } from './documents-at.ts';
import { teamsInOrganization, textOf } from './documents.ts';
import { placesOn, type Line } from './line.ts';

/** The inputs for judging changes of documents. */
export interface ChangeInputs {
  readonly repository: RepositoryState;
  /** Everything under `policies/` at the head. */
  readonly files: readonly DocumentFile[];
  readonly mainline: readonly MainlineCommit[];
  readonly documentsAt: DocumentsAt;
  /** The verdicts on record. */
  readonly accepted: AcceptedDocuments;
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

/**
 * Returns the documents that a commit of the line changed. It leaves out those that are at their accepted version again:
 * they need no verdict.
 */
export async function documentsChanged(
  work: ChangeWork,
  accepted: AcceptedDocuments,
  index: number,
): Promise<readonly DocumentChanged[]> {
  const { line, documentsAt } = work;
  const [commit, parent] = [line[index], line[index + 1]];
  if (commit === undefined || parent === undefined) return [];
  const [after, before] = await Promise.all([documentsAt(commit.sha), documentsAt(parent.sha)]);
  const changed = changesBetween(before, after).map(async (one) => ({
    ...one,
    accepted: await acceptedOnBranch(work, accepted, one.path),
  }));
  return (await Promise.all(changed)).filter(
    ({ path, blob, accepted: standing }) => blob !== standing && !hasNewerVerdict(accepted, path, line, index),
  );
}

/** Reads the evidence on the change by one commit of the line. Returns a sentence if a fact could not be read. */
export async function changeEvidence(
  work: ChangeWork,
  accepted: AcceptedDocuments,
  index: number,
  changed: readonly DocumentChanged[],
): Promise<ChangeEvidence | string> {
  const { line, repository, documentsAt, ports, signed } = work;
  const commit = line[index];
  if (commit === undefined) return 'the commit is not on the line';
  const paths = changed.map(({ path }) => path);
  const organization = organizationBefore(accepted, line, index);
  const text = organization === undefined ? undefined : await textOfVersion(work, ORGANIZATION_PATH, organization);
  if (organization === undefined || text === undefined)
    return `GitHub did not return the accepted version of ${ORGANIZATION_PATH}`;
  const parsed = parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text)).value;
  const { facts, unknown } = await ports.repository.gatherChange({
    ...{ commit: commit.sha, repository, mainline: line },
    saml: parsed?.identity === 'saml',
    teams: teamsInOrganization(text),
  });
  if (facts === undefined) return unknown;
  const atHead = facts.pull === null ? [] : await documentsAt(facts.pull.head.sha);
  const documents = changed.map(({ path, was, blob, accepted: standing }): ChangedDocument => {
    const file = atHead.find((one) => one.path === path);
    return {
      ...{ path, before: was, after: blob, accepted: standing },
      head: file === undefined ? null : { blob: file.blob, mode: file.mode },
      contributors: was === standing ? [] : contributorsBefore(accepted, path),
    };
  });
  const after = await documentsAt(commit.sha);
  return {
    ...facts,
    repository: { id: repository.id, name: repository.name, defaultBranch: repository.defaultBranch },
    ...{ commit: commit.sha, at: commit.committedAt, documents, organization: organization.blob },
    headUsedBy: headUsedBy(accepted, facts.pull),
    texts: { ...textAt(after, ORGANIZATION_PATH, paths), [organization.blob]: text },
    ...(signed ? {} : { judgedEachTime: true as const }),
  };
}

/** A document with its blobs before and after a commit; `null` if it does not exist there. */
interface DocumentDifference {
  readonly path: string;
  readonly was: string | null;
  readonly blob: string | null;
}

interface DocumentChanged extends DocumentDifference {
  /** The blob of the newest accepted version that is on the branch. */
  readonly accepted: string | null;
}

function changesBetween(
  before: readonly DocumentFile[],
  after: readonly DocumentFile[],
): readonly DocumentDifference[] {
  const [then, now] = [before, after].map((files) => new Map(files.map(({ path, blob }) => [path, blob])));
  const paths = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return paths.flatMap((path) => {
    const [was, blob] = [then?.get(path) ?? null, now?.get(path) ?? null];
    return was === blob ? [] : [{ path, was, blob }];
  });
}

async function acceptedOnBranch(
  { isOnBranch }: ChangeWork,
  { documents }: AcceptedDocuments,
  path: string,
): Promise<string | null> {
  for (const { blob, commit } of documents.get(path)?.accepted ?? []) if (await isOnBranch(commit)) return blob;
  return null;
}

/**
 * True if a later change of the document has a verdict. A change back to the accepted version gets no record, so later
 * runs find it again. Judged after a later change, it would take the place of that one.
 */
function hasNewerVerdict({ documents }: AcceptedDocuments, path: string, line: Line, index: number): boolean {
  const state = documents.get(path);
  const place = placesOn(line);
  return [state?.accepted[0], state?.unaccepted].some((one) => one !== undefined && place(one.commit) < index);
}

/** Returns everybody who made changes since the accepted version; a `null` for changes that no verdict names. */
function contributorsBefore({ documents }: AcceptedDocuments, path: string): readonly (number | null)[] {
  return documents.get(path)?.unaccepted?.contributors ?? [null];
}

/** Returns the organization that was accepted last before a commit of the line. */
function organizationBefore(
  { documents }: AcceptedDocuments,
  line: Line,
  index: number,
): { readonly blob: string; readonly commit: string } | undefined {
  const place = placesOn(line);
  for (const { blob, commit } of documents.get(ORGANIZATION_PATH)?.accepted ?? [])
    if (blob !== null && place(commit) > index) return { blob, commit };
  return undefined;
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

function textAt(files: readonly DocumentFile[], path: string, among: readonly string[]): Record<string, string> {
  const file = among.includes(path) ? files.find((one) => one.path === path) : undefined;
  const text = file === undefined ? undefined : textOf(file);
  return file === undefined || text === undefined ? {} : { [file.blob]: text };
}

/** Returns other changes with the same head commit: a signature proves one change. */
function headUsedBy({ documents }: AcceptedDocuments, pull: ChangeEvidence['pull']): readonly number[] {
  if (pull === null) return [];
  const used = [...documents.values()].flatMap(({ accepted }) =>
    accepted.flatMap(({ head, pull: other }) => (head === pull.head.sha && other !== null ? [other] : [])),
  );
  return [...new Set(used)].filter((other) => other !== pull.number).sort((a, b) => a - b);
}
