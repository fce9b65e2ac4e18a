import type { Binding } from '../core/grant/iam-policy.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

const PROJECT = 'projects/acme-orders-prod';
const INSTANCE = `${PROJECT}/instances/orders-db`;

/** Reads the project's bindings from IAM over HTTP, at version 3, with one member each. */
export async function readBindings({ google }: Sandbox): Promise<readonly Binding[]> {
  const policy = (await post(google.origin, google.adminToken, `/v3/${PROJECT}:getIamPolicy`, {
    options: { requestedPolicyVersion: 3 },
  })) as { bindings?: { role: string; members: string[]; condition?: NonNullable<Binding['condition']> }[] };
  return (policy.bindings ?? []).flatMap(({ role, members, condition }) =>
    members.map((member) => ({ role, member, ...(condition === undefined ? {} : { condition }) })),
  );
}

/** Asks IAM if a principal may use the orders database now. IAM evaluates every condition. */
export async function mayUseDatabase(
  { google }: Sandbox,
  principal: string,
): Promise<{ granted: boolean; because: string }> {
  return (await post(google.origin, google.adminToken, '/sandbox/access', {
    principal,
    permission: 'cloudsql.instances.login',
    resource: INSTANCE,
    type: 'sqladmin.googleapis.com/Instance',
    service: 'sqladmin.googleapis.com',
  })) as { granted: boolean; because: string };
}

async function post(origin: string, token: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}
