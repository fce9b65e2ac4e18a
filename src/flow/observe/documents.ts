import type { DocumentsFact, Evidence } from '../../core/decision/evidence.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { parseOrganization } from '../../core/documents/parse-organization.ts';
import { teamKeys } from '../../core/documents/parties.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { Party, Policy } from '../../core/documents/policy.ts';
import { parsePolicySet, type PolicySet } from '../../core/documents/policy-set.ts';
import type { DocumentFile } from '../../core/ports.ts';

/** Parses files as documents, all together. A file that is too long to be a document is an issue like any other. */
export function readPolicySet(files: readonly DocumentFile[]): PolicySet {
  return parsePolicySet(
    files.map(({ path, bytes }) => ({ path, bytes: bytes ?? new Uint8Array(MORE_THAN_A_DOCUMENT) })),
  );
}

export function digestsOf(files: readonly DocumentFile[]): DocumentsFact['digests'] {
  return Object.fromEntries(files.map(({ path, blob }) => [path, blob]));
}

/** Returns the evidence about all documents at one commit, with the first issues of those that decide. */
export function factOf(files: readonly DocumentFile[], paths: readonly string[]): DocumentsFact {
  const issues = readPolicySet(files).issues.filter(({ path }) => paths.includes(path));
  return { digests: digestsOf(files), issues: issues.slice(0, FIRST_ISSUES) };
}

/**
 * Returns the texts, by blob id, of the files among `paths`. A file that is not UTF-8 or far too long has none. It is
 * among the issues, and no decision rests on it.
 */
export function textsOf(files: readonly DocumentFile[], paths: readonly string[]): Readonly<Record<string, string>> {
  const wanted = files.filter(({ path }) => paths.includes(path));
  return Object.fromEntries(
    wanted.flatMap((file) => {
      const text = textOf(file);
      return text === undefined ? [] : [[file.blob, text] as const];
    }),
  );
}

/** Returns a file as text; `undefined` if it is not UTF-8 or far too long. */
export function textOf({ bytes }: Pick<DocumentFile, 'bytes'>): string | undefined {
  return bytes === null ? undefined : decode(bytes);
}

/** Returns the key of every team that these documents name. */
export function teamsOf(set: PolicySet): readonly string[] {
  return teamKeys(partiesIn(set));
}

/** Returns the teams and people that these documents name. */
export function partiesIn({ organization, policies }: PolicySet): readonly Party[] {
  const parties = [...policies.values()].flatMap(partiesOf);
  return [...parties, ...(organization === undefined ? [] : partiesOfOrganization(organization))];
}

/** Returns the key of every team that versions of an organization and a policy name. */
export function teamsInVersions({
  versions,
  texts,
}: {
  readonly versions: NonNullable<Evidence['versions']>;
  readonly texts: Readonly<Record<string, string>>;
}): readonly string[] {
  const textsAt = (path: string) =>
    (versions[path]?.accepted ?? []).flatMap(({ blob }) => {
      const text = blob === null ? undefined : texts[blob];
      return text === undefined ? [] : [{ path, bytes: new TextEncoder().encode(text) }];
    });
  const policies = Object.keys(versions).filter((path) => path !== ORGANIZATION_PATH);
  const sets = textsAt(ORGANIZATION_PATH).flatMap((organization) =>
    policies.flatMap(textsAt).map((policy) => parsePolicySet([organization, policy])),
  );
  return [...new Set(sets.flatMap(teamsOf))];
}

/** Returns the teams that an organization asks to approve changes; none if the text is not an organization. */
export function teamsInOrganization(text: string): readonly string[] {
  const { value } = parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text));
  return value === undefined ? [] : teamKeys(partiesOfOrganization(value));
}

const MORE_THAN_A_DOCUMENT = 16 * 1024 + 1;
const FIRST_ISSUES = 5;

function partiesOf({ requesters, approval, breakGlass }: Policy): readonly Party[] {
  return [
    ...requesters,
    ...approval.flatMap(({ from }) => from),
    ...(breakGlass?.requesters ?? []),
    ...(breakGlass?.review.from ?? []),
  ];
}

function partiesOfOrganization({ policyChanges, security }: Organization): readonly Party[] {
  return [...policyChanges.flatMap(({ from }) => from), ...security];
}

/** Decodes strict UTF-8 and keeps a byte order mark; `undefined` for any other bytes. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
