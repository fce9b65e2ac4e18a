import { expect } from 'vitest';
import type { PolicyBody } from '../sandbox/google/client.ts';
import type { Gcloud } from '../sandbox/google/gcloud.ts';
import {
  BUCKET,
  CONDITION as condition,
  DEPLOYER,
  FOLDER,
  KEY,
  KEY_RING,
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

/** A resource, and gcloud's name for it. */
export interface GcloudCase extends EveryKind {
  readonly group: readonly string[];
  readonly name: readonly string[];
}

const inOrders = ['--project=acme-orders-prod'];

export const CASES: readonly GcloudCase[] = [
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

/** gcloud reads what our edge granted, and our edge what gcloud adds and removes. */
export async function exchange(ground: Ground, gcloud: Gcloud, { resource, group, name, role }: GcloudCase) {
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
}

/** Of these gcloud is asked whenever the tests run; of the others by the deep ones. Starting it is slow. */
export const FIRST_KINDS = [PROJECT.resource, BUCKET.resource];
