import type { ChangedDocument, ChangeEvidence, RecordedChange } from '../../core/acceptance/change.ts';
import { judgeChange } from '../../core/acceptance/judge-change.ts';
import { acceptedAtGenesis, withChange, type AcceptedDocuments } from '../../core/acceptance/versions.ts';
import { parseOrganization } from '../../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { Genesis } from '../../core/ledger/record.ts';
import type { DocumentFile, MainlineCommit, Ports, RepositoryState } from '../../core/ports.ts';
import { EPOCH } from '../../core/time.ts';
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

export type ChangePorts = { readonly repository: Pick<Ports['repository'], 'gatherChange' | 'mainline' | 'documents'> };

/** The verdicts on all changes of documents. */
export interface JudgedChanges {
  /** The verdicts on record, with those of this run. */
  readonly accepted: AcceptedDocuments;
  /** The verdicts of this run, oldest first. They go on record before a grant rests on them. */
  readonly fresh: readonly RecordedChange[];
  /** Changes that this run could not judge, oldest first. */
  readonly unjudged: readonly UnjudgedChange[];
  /** The first-parent line, as far back as the verdicts need it. */
  readonly line: Line;
}

export interface UnjudgedChange {
  readonly commit: string;
  readonly pull: number | null;
  /** Empty if not even the changed documents are known. */
  readonly paths: readonly string[];
  readonly sentence: string;
}

/**
 * Judges every change of documents on the default branch that has no verdict yet, oldest first, each by the organization
 * that was accepted last before it. A change that could not be judged holds up later changes of the same documents; an
 * unjudged organization holds up all later ones. Never throws.
 */
export async function judgeChanges(ports: ChangePorts, inputs: ChangeInputs): Promise<JudgedChanges> {
  const start = inputs.signed ? inputs.accepted : acceptedAtGenesis(inputs.genesis);
  const read = await lineFor(ports, inputs, start).catch(errorMessage);
  if (typeof read === 'string') {
    const everything = inputs.files.map(({ path }) => path);
    const sentence = `the changes of policies/ could not be read: ${read}`;
    const unjudged = [{ commit: inputs.repository.head, pull: null, paths: everything, sentence }];
    return { accepted: start, fresh: [], unjudged, line: inputs.mainline };
  }
  const { line, due } = read;
  const work = { ...inputs, line, ports };
  let accepted = start;
  const fresh: RecordedChange[] = [];
  const unjudged: UnjudgedChange[] = [];
  for (const index of due) {
    const outcome = await judgeOne(work, accepted, unjudged, index).catch((error: unknown): UnjudgedChange =>
      unread(line, index, [], errorMessage(error)),
    );
    if (outcome === undefined) continue;
    if ('sentence' in outcome) {
      unjudged.push(outcome);
      continue;
    }
    fresh.push(outcome);
    accepted = withChange(accepted, outcome);
  }
  return { accepted, fresh, unjudged, line };
}

interface Work extends ChangeInputs {
  readonly line: Line;
  readonly ports: ChangePorts;
}

/**
 * Returns the line, and the places on it of commits to judge, oldest first. The line of an ordinary run is long enough:
 * it reads further only if the documents at its end differ from the last judged ones.
 */
async function lineFor(
  ports: ChangePorts,
  inputs: ChangeInputs,
  { judged, documents }: AcceptedDocuments,
): Promise<{ readonly line: Line; readonly due: readonly number[] }> {
  const { mainline, repository, files, genesis, signed, documentsAt } = inputs;
  const known = new Set(judged.map(({ commit }) => commit));
  const end = mainline.at(-1);
  if (files.length > 0 && mainline[0]?.policies == null) throw new Error('GitHub did not return the folder policies/');
  const isLong = mainline.some(({ sha }) => known.has(sha)) || end === undefined || end.parents.length === 0;
  const isSame = async (commit: string) => {
    const there = new Map((await documentsAt(commit)).map(({ path, blob }) => [path, blob]));
    const paths = new Set([...there.keys(), ...documents.keys()]);
    return [...paths].every((path) => {
      const state = documents.get(path);
      const left = state?.unaccepted === undefined ? state?.accepted[0]?.blob : state.unaccepted.blob;
      return (there.get(path) ?? null) === (left ?? null);
    });
  };
  const [last] = judged;
  const line =
    isLong || (signed && (await isSame(end.sha)))
      ? mainline
      : await ports.repository.mainline(repository.head, last?.at ?? EPOCH, last?.commit ?? genesis.commit);
  const began = line.findIndex(({ sha }) => sha === genesis.commit);
  const part = began === -1 ? line : line.slice(0, began);
  const touched = part.flatMap((commit, index) => {
    const before = line[index + 1];
    const isTouched = before !== undefined && (commit.policies !== before.policies || commit.policies === null);
    return isTouched && !known.has(commit.sha) ? [index] : [];
  });
  return { line, due: touched.toReversed() };
}

/** Judges the change of one commit; `undefined` if it changes no document, or only back to its accepted version. */
async function judgeOne(
  work: Work,
  accepted: AcceptedDocuments,
  unjudged: readonly UnjudgedChange[],
  index: number,
): Promise<RecordedChange | UnjudgedChange | undefined> {
  const { line, repository, documentsAt, ports, signed } = work;
  const [commit, parent] = [line[index], line[index + 1]];
  if (commit === undefined || parent === undefined) return undefined;
  const [after, before] = await Promise.all([documentsAt(commit.sha), documentsAt(parent.sha)]);
  const changed = changesBetween(before, after).filter(({ path, blob }) => blob !== newestBlob(accepted, path));
  if (changed.length === 0) return undefined;
  const paths = changed.map(({ path }) => path);
  const needed = [...paths, ORGANIZATION_PATH];
  const earlier = unjudged.find((one) => one.paths.length === 0 || needed.some((path) => one.paths.includes(path)));
  if (earlier !== undefined) return unread(line, index, paths, `it comes after a change that is not judged yet`);
  const organization = organizationBefore(accepted, line, index);
  const text = organization === undefined ? undefined : await textOfVersion(work, ORGANIZATION_PATH, organization);
  if (organization === undefined || text === undefined)
    return unread(line, index, paths, `GitHub did not return the accepted version of ${ORGANIZATION_PATH}`);
  const parsed = parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text)).value;
  const { facts, unknown } = await ports.repository.gatherChange({
    ...{ commit: commit.sha, repository, mainline: line },
    saml: parsed?.identity === 'saml',
    teams: teamsInOrganization(text),
  });
  if (facts === undefined) return unread(line, index, paths, unknown);
  const atHead = facts.pull === null ? [] : await documentsAt(facts.pull.head.sha);
  const documents = changed.map(({ path, was, blob }): ChangedDocument => {
    const file = atHead.find((one) => one.path === path);
    return {
      ...{ path, before: was, after: blob, accepted: newestBlob(accepted, path) },
      head: file === undefined ? null : { blob: file.blob, mode: file.mode },
      contributors: contributorsBefore(accepted, path, was),
    };
  });
  const evidence: ChangeEvidence = {
    ...facts,
    repository: { id: repository.id, name: repository.name, defaultBranch: repository.defaultBranch },
    ...{ commit: commit.sha, at: commit.committedAt, documents, organization: organization.blob },
    headUsedBy: headUsedBy(accepted, facts.pull),
    texts: { ...textAt(after, ORGANIZATION_PATH, paths), [organization.blob]: text },
    ...(signed ? {} : { judgedEachTime: true as const }),
  };
  const change = judgeChange(evidence);
  const [open] = change.documents.filter(({ verdict }) => verdict === 'pending');
  return open === undefined
    ? change
    : { ...unread(line, index, paths, open.reasons[0]?.sentence ?? ''), pull: facts.pull?.number ?? null };
}

function unread(line: Line, index: number, paths: readonly string[], why: string): UnjudgedChange {
  const sha = line[index]?.sha ?? '';
  return {
    commit: sha,
    pull: null,
    paths,
    sentence: `the change by commit ${sha.slice(0, 12)} is not judged yet: ${why}`,
  };
}

interface Difference {
  readonly path: string;
  readonly was: string | null;
  readonly blob: string | null;
}

function changesBetween(before: readonly DocumentFile[], after: readonly DocumentFile[]): readonly Difference[] {
  const [then, now] = [before, after].map((files) => new Map(files.map(({ path, blob }) => [path, blob])));
  const paths = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return paths.flatMap((path) => {
    const [was, blob] = [then?.get(path) ?? null, now?.get(path) ?? null];
    return was === blob ? [] : [{ path, was, blob }];
  });
}

function newestBlob({ documents }: AcceptedDocuments, path: string): string | null {
  return documents.get(path)?.accepted[0]?.blob ?? null;
}

/**
 * Returns everybody who made the changes that this one stands on. None, if it begins with the accepted version. A
 * `null` stands for changes that no verdict names.
 */
function contributorsBefore(
  { documents }: AcceptedDocuments,
  path: string,
  was: string | null,
): readonly (number | null)[] {
  const state = documents.get(path);
  if ((state?.accepted[0]?.blob ?? null) === was) return [];
  return state?.unaccepted === undefined ? [null] : state.unaccepted.contributors;
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

/** Returns the text of a version of a document, from the commit that brought it; `undefined` if it is not there. */
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
