import type { DocumentsFact } from '../../core/decision/evidence.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { parseOrganization } from '../../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { Party, Policy } from '../../core/documents/policy.ts';
import { parsePolicySet, type PolicySet } from '../../core/documents/policy-set.ts';
import type { DocumentFile } from '../../core/ports.ts';

/** Documents as files: parsed together. A file too long to be a document is an issue like any other. */
export function readPolicySet(files: readonly DocumentFile[]): PolicySet {
  return parsePolicySet(
    files.map(({ path, bytes }) => ({ path, bytes: bytes ?? new Uint8Array(MORE_THAN_A_DOCUMENT) })),
  );
}

export function digestsOf(files: readonly DocumentFile[]): DocumentsFact['digests'] {
  return Object.fromEntries(files.map(({ path, blob }) => [path, blob]));
}

/** What evidence says of all documents at one commit. */
export function factOf(files: readonly DocumentFile[]): DocumentsFact {
  return { digests: digestsOf(files), issues: readPolicySet(files).issues.slice(0, FIRST_ISSUES) };
}

/**
 * Texts by blob id of those files that are among `paths`. One that is not UTF-8 or far too long has none: it is among
 * the issues, and no decision is taken by it.
 */
export function textsOf(files: readonly DocumentFile[], paths: readonly string[]): Readonly<Record<string, string>> {
  const wanted = files.filter(({ path }) => paths.includes(path));
  return Object.fromEntries(
    wanted.flatMap(({ blob, bytes }) => {
      const text = bytes === null ? undefined : decode(bytes);
      return text === undefined ? [] : [[blob, text] as const];
    }),
  );
}

/** Slugs of every team that anything in these documents asks for. */
export function teamsOf({ organization, policies }: PolicySet): readonly string[] {
  const parties = [...policies.values()].flatMap(partiesOf);
  return slugsOf([...parties, ...(organization === undefined ? [] : partiesOfOrganization(organization))]);
}

/** Teams that an organization asks to approve changes; none of a text that is no organization. */
export function teamsInOrganization(text: string): readonly string[] {
  const { value } = parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text));
  return value === undefined ? [] : slugsOf(partiesOfOrganization(value));
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

function slugsOf(parties: readonly Party[]): readonly string[] {
  return [...new Set(parties.flatMap((party) => (party.kind === 'team' ? [party.slug] : [])))];
}

/** Strict UTF-8, a byte order mark kept. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
