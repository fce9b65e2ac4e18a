import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSnapshot, withChanges, type Binding } from '../../src/core/grant/iam-policy.ts';
import { RESOURCE_KINDS, kindOf } from '../../src/core/grant/resources.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam, type IamPolicies } from '../../src/edge/iam.ts';
import { startSandboxGoogle, type PolicyBody, type Sandbox } from '../sandbox/google/client.ts';
import { gcloudInstalled, openGcloud, type Gcloud } from '../sandbox/google/gcloud.ts';

/*
 * Google's own command line as the judge of what we send: it reads what our edge wrote as we meant it, and our edge
 * reads what it wrote, for every kind of resource a policy may name.
 */
if (!gcloudInstalled) console.warn('gcloud is not installed: its readings of every kind of resource are skipped');

const ORDERS = 'projects/acme-orders-prod';
const RING = `${ORDERS}/locations/europe-west1/keyRings/orders`;
const DEPLOYER = 'deployer@acme-ops.iam.gserviceaccount.com';
const inOrders = ['--project=acme-orders-prod'];

/** One of each kind: our name for it, gcloud's, and a role that can be granted there. */
const CASES: readonly { resource: string; group: readonly string[]; name: readonly string[]; role: string }[] = [
  { resource: ORDERS, group: ['projects'], name: ['acme-orders-prod'], role: 'roles/cloudsql.viewer' },
  {
    resource: 'folders/800000000001',
    group: ['resource-manager', 'folders'],
    name: ['800000000001'],
    role: 'roles/browser',
  },
  { resource: 'organizations/900000000001', group: ['organizations'], name: ['900000000001'], role: 'roles/browser' },
  {
    resource: 'buckets/acme-orders-exports',
    group: ['storage', 'buckets'],
    name: ['gs://acme-orders-exports'],
    role: 'roles/storage.objectViewer',
  },
  {
    resource: `${ORDERS}/secrets/db-password`,
    group: ['secrets'],
    name: ['db-password', ...inOrders],
    role: 'roles/secretmanager.secretAccessor',
  },
  {
    resource: RING,
    group: ['kms', 'keyrings'],
    name: ['orders', '--location=europe-west1', ...inOrders],
    role: 'roles/cloudkms.cryptoKeyDecrypter',
  },
  {
    resource: `${RING}/cryptoKeys/exports`,
    group: ['kms', 'keys'],
    name: ['exports', '--keyring=orders', '--location=europe-west1', ...inOrders],
    role: 'roles/cloudkms.cryptoKeyDecrypter',
  },
  {
    resource: `${ORDERS}/locations/europe-west1/services/orders-api`,
    group: ['run', 'services'],
    name: ['orders-api', '--region=europe-west1', ...inOrders],
    role: 'roles/run.invoker',
  },
  {
    resource: `projects/acme-ops/serviceAccounts/${DEPLOYER}`,
    group: ['iam', 'service-accounts'],
    name: [DEPLOYER, '--project=acme-ops'],
    role: 'roles/iam.serviceAccountUser',
  },
];

const WINDOW = 'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z")';
const ALICE = 'user:alice@acme.example';
const condition = { title: 'pullcord/acme/42', description: 'repository 700100', expression: WINDOW };

let sandbox: Sandbox;
let gcloud: Gcloud;
let iam: IamPolicies;
beforeAll(async () => {
  sandbox = await startSandboxGoogle();
  gcloud = openGcloud(sandbox.google);
  iam = connectIam({
    auth: tokenCredentials(sandbox.google.tokenFor(`serviceAccount:${sandbox.google.granter}`)),
    endpoint: sandbox.google.origin,
  });
  // The granter administers production only; what is outside of it is written by the organization's owner.
  const owner = connectIam({ auth: tokenCredentials(sandbox.google.adminToken), endpoint: sandbox.google.origin });
  const within = iam;
  const pick = (resource: string) =>
    resource.startsWith('projects/acme-ops') || resource.startsWith('organizations/') ? owner : within;
  iam = {
    ...within,
    read: (resource) => pick(resource).read(resource),
    write: (resource, ...rest) => pick(resource).write(resource, ...rest),
  };
});
afterAll(async () => {
  gcloud.close();
  await sandbox.google.close();
});

async function grant(resource: string, binding: Binding): Promise<string> {
  const reading = await iam.read(resource);
  if (!('policy' in reading)) throw new Error(reading.unreadable);
  const snapshot = toSnapshot(resource, reading.policy);
  if ('unsafe' in snapshot) throw new Error(snapshot.unsafe);
  const policy = withChanges(snapshot, [{ kind: 'grant', binding }]);
  const result = await iam.write(resource, policy, 'https://github.com/acme/access/pull/42');
  return result.outcome;
}

it('every kind of resource has a case', () => {
  expect(CASES.map(({ resource }) => kindOf(resource)?.kind)).toEqual(RESOURCE_KINDS.map(({ kind }) => kind));
});

describe.each(CASES)('$resource', ({ resource, group, name, role }) => {
  it('is written and read by our edge, whole', async () => {
    expect(await grant(resource, { role, member: ALICE, condition })).toBe('written');
    const reading = await iam.read(resource);
    expect(reading).toMatchObject({ policy: { version: 3 } });
    expect(JSON.stringify(reading)).toContain(JSON.stringify({ role, members: [ALICE], condition }));
  });

  it('refuses an etag that is out of date, which is a conflict to us', async () => {
    const reading = await iam.read(resource);
    if (!('policy' in reading)) throw new Error(reading.unreadable);
    const stale = { ...reading.policy, etag: Buffer.from('no such').toString('base64') };
    expect(await iam.write(resource, stale, 'r')).toEqual({ outcome: 'conflict' });
  });

  it.skipIf(!gcloudInstalled)(
    'is read by gcloud as we meant it, and written by it as we read it',
    { timeout: 120_000 },
    async () => {
      const policy = (await gcloud.run(...group, 'get-iam-policy', ...name)) as PolicyBody;
      expect(policy.bindings).toContainEqual({ role, members: [ALICE], condition });
      const under = `--condition=expression=${WINDOW},title=by-hand,description=until four`;
      const binding = [`--member=user:bob@acme.example`, `--role=${role}`, under];
      await gcloud.run(...group, 'add-iam-policy-binding', ...name, ...binding);
      const both = await iam.read(resource);
      expect(JSON.stringify(both)).toContain('"title":"by-hand","description":"until four"');
      expect(JSON.stringify(both)).toContain(JSON.stringify({ role, members: [ALICE], condition }));
      await gcloud.run(...group, 'remove-iam-policy-binding', ...name, ...binding);
      expect(JSON.stringify(await iam.read(resource))).not.toContain('by-hand');
    },
  );
});
