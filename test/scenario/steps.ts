import { cloneAudit, type Audit } from './audit.ts';
import { editBindings, ORDERS, readBindings, type Cloud, type Written } from './cloud.ts';
import type { Stage } from './stage.ts';

/** Of security, and so somebody who may quarantine: as GitHub names the caller, and as the record does. */
export const BY_CAROL = { by: 'carol', caller: { is: 'account', id: 1003, login: 'carol', type: 'User' } } as const;

/** Alice asks, bob approves, alice merges: the pull request's number. */
export async function approved(stage: Stage, slug: string, text?: string): Promise<number> {
  const [alice, bob] = [stage.person('alice'), stage.person('bob')];
  const pull = await alice.ask(slug, text);
  await bob.approve(pull);
  await alice.merge(pull);
  return pull;
}

/** Dave changes a document under `policies/`, carol of the security team approves: as the organization demands. */
export async function changePolicies(stage: Stage, branch: string, path: string, text: string): Promise<number> {
  const dave = stage.person('dave');
  await dave.commit(branch, path, text);
  const pull = await dave.open(branch);
  await stage.person('carol').approve(pull);
  await dave.merge(pull);
  return pull;
}

function cloudOf({ sandbox }: Stage): Cloud {
  return { origin: sandbox.google.origin, token: sandbox.google.adminToken };
}

export function bindingsOf(stage: Stage, resource = ORDERS): Promise<readonly Written[]> {
  return readBindings(cloudOf(stage), resource);
}

/** Somebody changes the IAM policy by hand. */
export function byHand(
  stage: Stage,
  edit: (bindings: readonly Written[]) => readonly Written[],
  resource = ORDERS,
): Promise<void> {
  return editBindings(cloudOf(stage), edit, resource);
}

export function auditOf({ sandbox }: Stage): Promise<Audit> {
  return cloneAudit(sandbox.github.gitUrl(sandbox.tokens['alice']));
}

/** Somebody comments on a pull request. */
export async function say(stage: Stage, login: string, pull: number, body: string): Promise<void> {
  await stage.person(login).call('POST', `/issues/${pull}/comments`, { body });
}

/** Whether alice may look at the orders database now, by every policy there is. */
export async function mayRead(stage: Stage): Promise<boolean> {
  const { google } = stage.sandbox;
  const response = await fetch(`${google.origin}/sandbox/access`, {
    method: 'POST',
    headers: { authorization: `Bearer ${google.adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      principal: 'user:alice@acme.example',
      permission: 'cloudsql.instances.get',
      resource: 'projects/acme-orders-prod/instances/orders',
      type: 'sqladmin.googleapis.com/Instance',
      service: 'sqladmin.googleapis.com',
    }),
  });
  return ((await response.json()) as { granted: boolean }).granted;
}
