import type { ChangedDocument, ChangeEvidence } from '../../core/acceptance/change.ts';
import type { AcceptedDocuments } from '../../core/acceptance/versions.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { DocumentFile } from '../../core/ports.ts';
import { textOfVersion, type ChangeWork } from './change-work.ts';
import type { DocumentChanged } from './documents-changed.ts';
import { teamsInOrganization, textOf } from './documents.ts';
import { organizationOf, organizationsBefore, quarantineTerms } from './quarantine-terms.ts';

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
  const [organization] = organizationsBefore(accepted, line, index);
  const text = organization === undefined ? undefined : await textOfVersion(work, ORGANIZATION_PATH, organization);
  if (organization === undefined || text === undefined)
    return `GitHub did not return the accepted version of ${ORGANIZATION_PATH}`;
  const contributors = changed.map(({ path, was, accepted: standing }) =>
    was === standing ? [] : contributorsBefore(accepted, path, was),
  );
  const { facts, unknown } = await ports.repository.gatherChange({
    ...{ commit: commit.sha, repository, mainline: line },
    saml: organizationOf(text)?.identity === 'saml',
    teams: teamsInOrganization(text),
    contributors: contributors.flat().filter((id) => id !== null),
  });
  if (facts === undefined) return unknown;
  const atHead = facts.pull === null ? [] : await documentsAt(facts.pull.head.sha);
  const documents = changed.map(({ path, was, blob, accepted: standing }, at): ChangedDocument => {
    const file = atHead.find((one) => one.path === path);
    return {
      ...{ path, before: was, after: blob, accepted: standing },
      head: file === undefined ? null : { blob: file.blob, mode: file.mode },
      contributors: contributors[at] ?? [null],
    };
  });
  const after = await documentsAt(commit.sha);
  return {
    ...facts,
    repository: { id: repository.id, name: repository.name, defaultBranch: repository.defaultBranch },
    ...{ commit: commit.sha, at: commit.committedAt, documents, organization: organization.blob },
    headUsedBy: headUsedBy(accepted, facts.pull),
    quarantines: await quarantineTerms(work, accepted, index),
    texts: { ...textAt(after, ORGANIZATION_PATH, paths), [organization.blob]: text },
    ...(signed ? {} : { judgedEachTime: true as const }),
  };
}

/** Returns everybody who made changes since the accepted version; a `null` for changes that no verdict names. */
function contributorsBefore(
  { documents }: AcceptedDocuments,
  path: string,
  was: string | null,
): readonly (number | null)[] {
  const { unaccepted } = documents.get(path) ?? {};
  const known = unaccepted?.contributors ?? [];
  return unaccepted?.blob === was ? known : [...new Set([...known, null])];
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
