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

/** Everything under `policies/` at one commit: what is valid of it, and every issue of what is not. */
export interface PolicySet {
  /** Absent: missing or broken, and then no policy holds either. */
  readonly organization?: Organization;
  /** By name. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly issues: readonly Issue[];
}

/** Published schemas live among the policies, for editors; they are not read. */
const SCHEMA_PATH = /^policies\/schema\/[a-z0-9.-]+\.schema\.json$/;

/**
 * Reads all files under `policies/`. One broken policy takes no other with it; a broken organization takes all, since
 * none can be judged without it, but the issues of each are still told.
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
  const sentence = `\`${ORGANIZATION_PATH}\` is missing; without it no policy holds`;
  return { issues: [pathIssue('organization-missing', ORGANIZATION_PATH, sentence)] };
}

interface ReadPolicy {
  readonly value?: Policy | undefined;
  readonly issues?: readonly Issue[] | undefined;
}

function readOne({ path, bytes }: PolicyFile, organization: Organization | undefined): ReadPolicy {
  if (!path.endsWith('.yaml') || path.split('/').length > 2) {
    const right =
      'only policies (`policies/<name>.yaml`), the organization and `policies/schema/*.schema.json` belong here';
    return { issues: [pathIssue('path-not-a-document', path, `this file is no policy; ${right}`)] };
  }
  return organization === undefined
    ? { issues: readPolicy(path, bytes).issues }
    : parsePolicy(path, bytes, organization);
}
