import type { Issue } from '../issue.ts';
import type { Organization } from './organization.ts';
import { parseOrganization } from './parse-organization.ts';
import { ORGANIZATION_PATH, pathIssue } from './paths.ts';
import type { Policy } from './policy.ts';
import { parsePolicy, readPolicy } from './parse-policy.ts';

export interface PolicyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** All documents under `policies/` at one commit: the valid ones, and every issue of the others. */
export interface PolicySet {
  /** Absent if the document is missing or broken. No policy is valid then. */
  readonly organization?: Organization;
  /** By name. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly issues: readonly Issue[];
}

/** The published schemas, which editors use. Pullcord does not read them. */
const SCHEMA_PATH = /^policies\/schema\/[a-z0-9.-]+\.schema\.json$/;

/**
 * Parses all files under `policies/`. A broken policy does not affect the others. Without a valid organization no policy
 * is valid, but each policy's own issues are still reported.
 */
export function parsePolicySet(files: readonly PolicyFile[]): PolicySet {
  const documents = files
    .filter(({ path }) => path.startsWith('policies/') && !SCHEMA_PATH.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const organization = readOrganization(documents);
  const policies = new Map<string, Policy>();
  const issues: Issue[] = [...(organization.issues ?? [])];
  for (const file of documents.filter(({ path }) => path !== ORGANIZATION_PATH)) {
    const policy = readOne(file, organization.value);
    if (policy.value) policies.set(policy.value.name, policy.value);
    issues.push(...(policy.issues ?? []));
  }
  return { ...(organization.value ? { organization: organization.value } : {}), policies, issues };
}

function readOrganization(documents: readonly PolicyFile[]): ReturnType<typeof parseOrganization> {
  const file = documents.find(({ path }) => path === ORGANIZATION_PATH);
  if (file) return parseOrganization(file.path, file.bytes);
  const sentence = `\`${ORGANIZATION_PATH}\` is missing, and no policy is valid without it; add the file`;
  return { issues: [pathIssue('organization-missing', ORGANIZATION_PATH, sentence)] };
}

interface ReadPolicy {
  readonly value?: Policy | undefined;
  readonly issues?: readonly Issue[] | undefined;
}

function readOne({ path, bytes }: PolicyFile, organization: Organization | undefined): ReadPolicy {
  if (!path.endsWith('.yaml') || path.split('/').length > 2) {
    const sentence =
      'this file does not belong under policies/; keep only `<name>.yaml` and `schema/*.schema.json` there';
    return { issues: [pathIssue('path-not-a-document', path, sentence)] };
  }
  return organization === undefined
    ? { issues: readPolicy(path, bytes).issues }
    : parsePolicy(path, bytes, organization);
}
