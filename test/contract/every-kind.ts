import { toSnapshot, withChanges, type Binding } from '../../src/core/grant/iam-policy.ts';
import type { IamPolicies } from '../../src/core/ports.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam } from '../../src/edge/iam.ts';
import { startSandboxGoogle, type Sandbox } from '../sandbox/google/client.ts';

/** One resource of each kind a policy may name, and a role that can be granted there. */
export interface EveryKind {
  readonly resource: string;
  readonly role: string;
}

const ORDERS = 'projects/acme-orders-prod';
const RING = `${ORDERS}/locations/europe-west1/keyRings/orders`;
export const DEPLOYER = 'deployer@acme-ops.iam.gserviceaccount.com';

export const PROJECT: EveryKind = { resource: ORDERS, role: 'roles/cloudsql.viewer' };
export const FOLDER: EveryKind = { resource: 'folders/800000000001', role: 'roles/browser' };
export const ORGANIZATION: EveryKind = { resource: 'organizations/900000000001', role: 'roles/browser' };
export const BUCKET: EveryKind = { resource: 'buckets/acme-orders-exports', role: 'roles/storage.objectViewer' };
export const SECRET: EveryKind = {
  resource: `${ORDERS}/secrets/db-password`,
  role: 'roles/secretmanager.secretAccessor',
};
export const KEY_RING: EveryKind = { resource: RING, role: 'roles/cloudkms.cryptoKeyDecrypter' };
export const KEY: EveryKind = { resource: `${RING}/cryptoKeys/exports`, role: 'roles/cloudkms.cryptoKeyDecrypter' };
export const RUN_SERVICE: EveryKind = {
  resource: `${ORDERS}/locations/europe-west1/services/orders-api`,
  role: 'roles/run.invoker',
};
export const SERVICE_ACCOUNT: EveryKind = {
  resource: `projects/acme-ops/serviceAccounts/${DEPLOYER}`,
  role: 'roles/iam.serviceAccountUser',
};

export const WINDOW =
  'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z")';
export const CONDITION = { title: 'pullcord/acme/42', description: 'repository 700100', expression: WINDOW };

/** The sandbox's Google, and our edge to the IAM policies in it. */
export interface Ground {
  readonly sandbox: Sandbox;
  readonly iam: IamPolicies;
  /** Grants alice the role under `CONDITION`, by our edge. @returns what became of the write */
  grant(resource: string, binding: Binding): Promise<string>;
}

export async function openGround(): Promise<Ground> {
  const sandbox = await startSandboxGoogle();
  const { google } = sandbox;
  const edge = (token: string) => connectIam({ auth: tokenCredentials(token), endpoint: google.origin });
  const granter = edge(google.tokenFor(`serviceAccount:${google.granter}`));
  // The granter administers production only; what is outside of it is written by the organization's owner.
  const owner = edge(google.adminToken);
  const pick = (resource: string) =>
    resource.startsWith('projects/acme-ops') || resource.startsWith('organizations/') ? owner : granter;
  const iam: IamPolicies = {
    ...granter,
    read: (resource) => pick(resource).read(resource),
    write: (resource, ...rest) => pick(resource).write(resource, ...rest),
  };
  return {
    sandbox,
    iam,
    async grant(resource, binding) {
      const reading = await iam.read(resource);
      if (!('policy' in reading)) throw new Error(reading.unreadable);
      const snapshot = toSnapshot(resource, reading.policy);
      if ('unsafe' in snapshot) throw new Error(snapshot.unsafe);
      const policy = withChanges(snapshot, [{ kind: 'grant', binding }]);
      return (await iam.write(resource, policy, 'https://github.com/acme/access/pull/42')).outcome;
    },
  };
}
