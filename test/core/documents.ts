import { readdirSync, readFileSync } from 'node:fs';
import type { Issue } from '../../src/core/issue.ts';
import type { Organization } from '../../src/core/documents/organization.ts';
import { parseOrganization } from '../../src/core/documents/parse-organization.ts';
import { parsePolicySet, type PolicyFile, type PolicySet } from '../../src/core/documents/policy-set.ts';
import type { Policy } from '../../src/core/documents/policy.ts';
import { parsePolicy } from '../../src/core/documents/parse-policy.ts';
import { parseRequest } from '../../src/core/documents/request.ts';

const ROOT = new URL('../../', import.meta.url);
export const FIXTURES = 'test/fixtures/documents/';

export const SAMPLE_REQUEST = 'requests/2026/11/orders-db-timeouts.yaml';

export function readBytes(path: string): Uint8Array {
  return readFileSync(new URL(path, ROOT));
}

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The sample organization's own documents, from `policies/`. */
export function samplePolicyFiles(): readonly PolicyFile[] {
  return readdirSync(new URL('policies/', ROOT), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/^.*?\/policies\/+/, 'policies/'))
    .map((path) => ({ path, bytes: readBytes(path) }));
}

export function samplePolicies(): PolicySet {
  return parsePolicySet(samplePolicyFiles());
}

export function sampleOrganization(): Organization {
  const { organization } = samplePolicies();
  if (organization === undefined) throw new Error('the sample organization does not parse');
  return organization;
}

export function samplePolicy(name: string): Policy {
  const policy = samplePolicies().policies.get(name);
  if (policy === undefined) throw new Error(`the sample policy ${name} does not parse`);
  return policy;
}

/** Every document fixture, as `<kind>/<name>.yaml`. */
export function listFixtures(): readonly string[] {
  return ['request', 'policy', 'organization'].flatMap((kind) =>
    readdirSync(new URL(`${FIXTURES}${kind}`, ROOT)).map((file) => `${kind}/${file}`),
  );
}

/** What the fixture's kind of parser has to say about it. */
export function judgeFixture(fixture: string, organization: Organization): readonly Issue[] {
  const bytes = readBytes(FIXTURES + fixture);
  const [kind = '', file = ''] = fixture.split('/');
  return judge(kind, file, bytes, organization);
}

export function judge(kind: string, file: string, bytes: Uint8Array, organization: Organization): readonly Issue[] {
  if (kind === 'request') return parseRequest(`requests/2026/11/${file}`, bytes).issues ?? [];
  if (kind === 'policy') return parsePolicy(`policies/${file}`, bytes, organization).issues ?? [];
  return parseOrganization('policies/organization.yaml', bytes).issues ?? [];
}

/** `4:15 role-basic`, the shortest way to say what was found where. */
export function brief(issues: readonly Issue[] | undefined): readonly string[] {
  return (issues ?? []).map(({ line, column, code }) => `${line}:${column} ${code}`);
}
