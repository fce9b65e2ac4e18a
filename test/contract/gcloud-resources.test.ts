import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_KINDS, kindOf } from '../../src/core/grant/resources.ts';
import type { PolicyBody } from '../sandbox/google/client.ts';
import { gcloudInstalled, openGcloud, type Gcloud } from '../sandbox/google/gcloud.ts';
import {
  BUCKET,
  CONDITION as condition,
  DEPLOYER,
  FOLDER,
  KEY,
  KEY_RING,
  openGround,
  ORGANIZATION,
  PROJECT,
  RUN_SERVICE,
  SECRET,
  SERVICE_ACCOUNT,
  WINDOW,
  type EveryKind,
  type Ground,
} from './every-kind.ts';
import { ALICE, BOB } from '../support/people.ts';

/*
 * Google's own command line as the judge of what we send: it reads what our edge wrote as we meant it, and our edge
 * reads what it wrote, for every kind of resource a policy may name.
 */
if (!gcloudInstalled) console.warn('gcloud is not installed: its readings of every kind of resource are skipped');

const inOrders = ['--project=acme-orders-prod'];

/** gcloud's name for it. */
const CASES: readonly (EveryKind & { group: readonly string[]; name: readonly string[] })[] = [
  { ...PROJECT, group: ['projects'], name: ['acme-orders-prod'] },
  { ...FOLDER, group: ['resource-manager', 'folders'], name: ['800000000001'] },
  { ...ORGANIZATION, group: ['organizations'], name: ['900000000001'] },
  { ...BUCKET, group: ['storage', 'buckets'], name: ['gs://acme-orders-exports'] },
  { ...SECRET, group: ['secrets'], name: ['db-password', ...inOrders] },
  { ...KEY_RING, group: ['kms', 'keyrings'], name: ['orders', '--location=europe-west1', ...inOrders] },
  {
    ...KEY,
    group: ['kms', 'keys'],
    name: ['exports', '--keyring=orders', '--location=europe-west1', ...inOrders],
  },
  { ...RUN_SERVICE, group: ['run', 'services'], name: ['orders-api', '--region=europe-west1', ...inOrders] },
  { ...SERVICE_ACCOUNT, group: ['iam', 'service-accounts'], name: [DEPLOYER, '--project=acme-ops'] },
];

let ground: Ground;
let gcloud: Gcloud;
beforeAll(async () => {
  ground = await openGround();
  gcloud = openGcloud(ground.sandbox.google);
});
afterAll(async () => {
  gcloud.close();
  await ground.sandbox.google.close();
});

it('every kind of resource has a case', () => {
  expect(CASES.map(({ resource }) => kindOf(resource)?.kind)).toEqual(RESOURCE_KINDS.map(({ kind }) => kind));
});

describe.each(CASES)('$resource', ({ resource, group, name, role }) => {
  let granted: string;
  beforeAll(async () => {
    granted = await ground.grant(resource, { role, member: ALICE, condition });
  });

  it('is written and read by our edge, whole', async () => {
    expect(granted).toBe('written');
    const reading = await ground.iam.read(resource);
    expect(reading).toMatchObject({ policy: { version: 3 } });
    expect(JSON.stringify(reading)).toContain(JSON.stringify({ role, members: [ALICE], condition }));
  });

  it('refuses an etag that is out of date, which is a conflict to us', async () => {
    const reading = await ground.iam.read(resource);
    if (!('policy' in reading)) throw new Error(reading.unreadable);
    const stale = { ...reading.policy, etag: Buffer.from('no such').toString('base64') };
    expect(await ground.iam.write(resource, stale, 'r')).toEqual({ outcome: 'conflict' });
  });

  it.skipIf(!gcloudInstalled)(
    'is read by gcloud as we meant it, and written by it as we read it',
    { timeout: 120_000 },
    async () => {
      const policy = (await gcloud.run(...group, 'get-iam-policy', ...name)) as PolicyBody;
      expect(policy.bindings).toContainEqual({ role, members: [ALICE], condition });
      const under = `--condition=expression=${WINDOW},title=by-hand,description=until four`;
      const binding = [`--member=${BOB}`, `--role=${role}`, under];
      await gcloud.run(...group, 'add-iam-policy-binding', ...name, ...binding);
      const both = await ground.iam.read(resource);
      expect(JSON.stringify(both)).toContain('"title":"by-hand","description":"until four"');
      expect(JSON.stringify(both)).toContain(JSON.stringify({ role, members: [ALICE], condition }));
      await gcloud.run(...group, 'remove-iam-policy-binding', ...name, ...binding);
      expect(JSON.stringify(await ground.iam.read(resource))).not.toContain('by-hand');
    },
  );
});
