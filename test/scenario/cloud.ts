import type { Binding } from '../../src/core/grant/iam-policy.ts';

/** Google Cloud as its administrator sees it, over plain HTTP. */
export interface Cloud {
  readonly origin: string;
  readonly token: string;
}

/** A binding as IAM writes it: several members, one condition. */
export interface Written {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: NonNullable<Binding['condition']>;
}

export const ORDERS = 'projects/acme-orders-prod';
export const ROLES = ['roles/cloudsql.instanceUser', 'roles/cloudsql.viewer'];

export async function readBindings(cloud: Cloud, resource = ORDERS): Promise<readonly Written[]> {
  const policy = await post(cloud, `/v3/${resource}:getIamPolicy`, { options: { requestedPolicyVersion: 3 } });
  return (policy as { bindings?: readonly Written[] }).bindings ?? [];
}

/** Reads, edits and writes, with the etag, as a careful person does by hand. */
export async function editBindings(
  cloud: Cloud,
  edit: (bindings: readonly Written[]) => readonly Written[],
  resource = ORDERS,
): Promise<void> {
  const policy = (await post(cloud, `/v3/${resource}:getIamPolicy`, { options: { requestedPolicyVersion: 3 } })) as {
    bindings?: readonly Written[];
  };
  await post(cloud, `/v3/${resource}:setIamPolicy`, {
    policy: { ...policy, version: 3, bindings: edit(policy.bindings ?? []) },
  });
}

/** Those titled `pullcord/acme/<pull>`, or with our slug at all; in order of role. */
export function marked(bindings: readonly Written[], pull?: number): readonly Written[] {
  return bindings
    .filter(({ condition }) =>
      pull === undefined ? condition?.title.startsWith('pullcord/acme/') : condition?.title === `pullcord/acme/${pull}`,
    )
    .toSorted((a, b) => (a.role < b.role ? -1 : 1));
}

/** Every binding in one comparable text, for before and after. */
export function asText(bindings: readonly Written[]): string {
  return bindings
    .map((binding) => JSON.stringify(binding))
    .sort()
    .join('\n');
}

async function post({ origin, token }: Cloud, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}
