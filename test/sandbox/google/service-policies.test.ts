import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expressionOf } from '../../../src/core/grant/grant.ts';
import { samplePolicies } from '../../core/documents.ts';
import {
  addBinding,
  hours,
  messageOf,
  readPolicy,
  startSandboxGoogle,
  type PolicyBody,
  type Sandbox,
} from './client.ts';
import { ALICE } from '../../support/people.ts';

/* Facts: the reference of each API, and https://cloud.google.com/iam/docs/resource-types-with-conditional-roles. */
const ORDERS = 'projects/acme-orders-prod';
const BUCKET = '/storage/v1/b/acme-orders-exports';
const SECRET = `/v1/${ORDERS}/secrets/db-password`;
const WINDOW = { start: '2026-11-24T02:17:00Z', end: '2026-11-24T04:17:00Z' };
const condition = { title: 'pullcord/acme/42', expression: expressionOf(WINDOW) };

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const read = async (path: string, version = 3) =>
  (await sandbox.call('GET', `${path}?options.requestedPolicyVersion=${version}`)).body as PolicyBody;
const readBucket = (version: string) => sandbox.call('GET', `${BUCKET}/iam${version}`);

async function writeBucket(change: object, path = BUCKET) {
  const { body } = await sandbox.call('GET', `${path}/iam?optionsRequestedPolicyVersion=3`);
  const bindings = (body as PolicyBody).bindings ?? [];
  const added = { role: 'roles/storage.objectViewer', members: [ALICE], condition };
  return sandbox.call('PUT', `${path}/iam`, { ...body, version: 3, bindings: [...bindings, added], ...change });
}

async function may(principal: string, permission: string, resource: string, type = '', service = ''): Promise<boolean> {
  const { body } = await sandbox.call('POST', '/sandbox/access', { principal, permission, resource, type, service });
  return body['granted'] === true;
}

describe('Cloud Storage', () => {
  it('has a policy of its own shape, and keeps the convenience members of a bucket', async () => {
    const { body } = await readBucket('?optionsRequestedPolicyVersion=3');
    expect(body).toMatchObject({ kind: 'storage#policy', resourceId: 'projects/_/buckets/acme-orders-exports' });
    expect((await writeBucket({})).status).toBe(200);
    const { body: after } = await readBucket('?optionsRequestedPolicyVersion=3');
    expect((after as PolicyBody).bindings?.flatMap(({ members }) => members)).toContain(
      'projectOwner:acme-orders-prod',
    );
  });

  it('refuses a reader below version 3 once there are conditions, where others hide them', async () => {
    expect((await readBucket('')).status).toBe(200);
    await writeBucket({});
    const refused = await readBucket('?optionsRequestedPolicyVersion=1');
    expect([refused.status, messageOf(refused)]).toEqual([400, expect.stringContaining('must be 3 or greater')]);
  });

  it('answers 412 to an etag that is out of date', async () => {
    const reply = await writeBucket({ etag: 'CAE=' });
    expect(reply.status).toBe(412);
    expect(reply.body['error']).toMatchObject({ code: 412, errors: [{ reason: 'conditionNotMet' }] });
  });

  it('takes conditions only with uniform bucket-level access, and other bindings without', async () => {
    const legacy = '/storage/v1/b/acme-orders-legacy';
    const refused = await writeBucket({}, legacy);
    expect([refused.status, messageOf(refused)]).toEqual([400, expect.stringMatching(/^Uniform bucket-level access/)]);
    const plain = { role: 'roles/storage.objectViewer', members: ['allUsers'] };
    expect((await writeBucket({ bindings: [plain] }, legacy)).status).toBe(200);
    expect((await writeBucket({ bindings: [{ ...plain, condition }] })).status).toBe(400);
  });

  it('gives what its condition says, to its objects too, and no longer', async () => {
    const object = 'projects/_/buckets/acme-orders-exports/objects/2026-11-23.csv';
    const ask = () =>
      may(ALICE, 'storage.objects.get', object, 'storage.googleapis.com/Object', 'storage.googleapis.com');
    expect(await ask()).toBe(false);
    await writeBucket({});
    expect(await ask()).toBe(true);
    sandbox.advance(2 * hours);
    expect(await ask()).toBe(false);
  });
});

describe('every other service', () => {
  it.each([
    [SECRET, 'roles/secretmanager.secretAccessor'],
    [`/v1/${ORDERS}/locations/europe-west1/keyRings/orders`, 'roles/cloudkms.cryptoKeyDecrypter'],
    [`/v1/${ORDERS}/locations/europe-west1/keyRings/orders/cryptoKeys/exports`, 'roles/cloudkms.cryptoKeyDecrypter'],
    [`/v2/${ORDERS}/locations/europe-west1/services/orders-api`, 'roles/run.invoker'],
  ])(
    '%s hides conditions below version 3, refuses a stale etag with 409 and a role it does not have',
    async (path, role) => {
      const { etag, bindings = [] } = await read(`${path}:getIamPolicy`);
      const set = (policy: object) =>
        sandbox.call('POST', `${path}:setIamPolicy`, { policy: { version: 3, ...policy } });
      const added = { role, members: [ALICE], condition };
      expect((await set({ etag, bindings: [...bindings, added] })).status).toBe(200);
      const older = await read(`${path}:getIamPolicy`, 1);
      expect(older.bindings?.some((one) => /_withcond_/.test(one.role))).toBe(true);
      expect((await set({ etag, bindings })).status).toBe(409);
      const present = await read(`${path}:getIamPolicy`);
      const odd = await set({ ...present, bindings: [{ role: 'roles/cloudsql.viewer', members: [ALICE] }] });
      expect(messageOf(odd)).toBe('Role roles/cloudsql.viewer is not supported for this resource.');
    },
  );

  it('reads the policy of a service account by POST, with the version in the query', async () => {
    const path = '/v1/projects/acme-ops/serviceAccounts/deployer@acme-ops.iam.gserviceaccount.com';
    const reply = await sandbox.call('POST', `${path}:getIamPolicy?options.requestedPolicyVersion=3`, {});
    expect(reply).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it('asks for the right to read and to write it', async () => {
    const mallory = sandbox.google.tokenFor('user:mallory@acme.example');
    const reply = await sandbox.call('GET', `${SECRET}:getIamPolicy`, undefined, mallory);
    expect([reply.status, messageOf(reply)]).toEqual([
      403,
      expect.stringContaining("Permission 'secretmanager.secrets.getIamPolicy' denied"),
    ]);
    expect((await sandbox.call('POST', `${SECRET}:setIamPolicy`, { policy: {} }, mallory)).status).toBe(403);
    expect((await sandbox.call('GET', `/v1/${ORDERS}/secrets/nowhere:getIamPolicy`)).status).toBe(403);
  });

  it('finds a project by its number as well', async () => {
    expect(await read(`/v1/projects/100000000001/secrets/db-password:getIamPolicy`)).toEqual(
      await read(`${SECRET}:getIamPolicy`),
    );
  });

  it('is told in the audit log of its project, under its own method', async () => {
    const { body } = await sandbox.call('GET', `${SECRET}:getIamPolicy?options.requestedPolicyVersion=3`);
    await sandbox.call('POST', `${SECRET}:setIamPolicy`, { policy: { ...body, bindings: [] } });
    await writeBucket({});
    const entries = sandbox.google.logEntries().map(({ logName, protoPayload }) => {
      const { methodName, resourceName } = protoPayload as { methodName: string; resourceName: string };
      return [logName, methodName, resourceName];
    });
    const log = `${ORDERS}/logs/cloudaudit.googleapis.com%2Factivity`;
    expect(entries).toEqual([
      [log, 'google.cloud.secretmanager.v1.SecretManagerService.SetIamPolicy', `${ORDERS}/secrets/db-password`],
      [log, 'storage.setIamPermissions', 'projects/_/buckets/acme-orders-exports'],
    ]);
  });
});

describe('databases and clusters, by a binding on the project and a condition', () => {
  const sql = ['sqladmin.googleapis.com/Instance', 'sqladmin.googleapis.com'] as const;
  const gke = ['container.googleapis.com/Cluster', 'container.googleapis.com'] as const;
  // https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-name
  const instance = (name: string) => `${ORDERS}/instances/${name}`;

  it('the sample policy reaches the orders instances, by the names Cloud SQL gives them, and no other', async () => {
    const [access] = samplePolicies().policies.get('orders-db-read')?.access ?? [];
    if (access === undefined) throw new Error('the sample policy hands out nothing');
    for (const role of access.roles) {
      const given = {
        role,
        members: [ALICE],
        condition: { title: 't', expression: expressionOf(WINDOW, access.only) },
      };
      expect((await addBinding(sandbox, given)).status).toBe(200);
    }
    expect(await may(ALICE, 'cloudsql.instances.get', instance('orders-1'), ...sql)).toBe(true);
    expect(await may(ALICE, 'cloudsql.instances.login', instance('orders'), ...sql)).toBe(true);
    expect(await may(ALICE, 'cloudsql.instances.get', instance('billing'), ...sql)).toBe(false);
    // A service that tells conditions no names gives nothing.
    expect(await may(ALICE, 'cloudsql.instances.get', ORDERS)).toBe(false);
  });

  it('the sample policy reaches what is inside of the payments clusters, and ends', async () => {
    const [access] = samplePolicies().policies.get('payments-cluster-debug')?.access ?? [];
    if (access === undefined) throw new Error('the sample policy hands out nothing');
    const given = {
      role: 'roles/container.developer',
      members: [ALICE],
      condition: { title: 't', expression: expressionOf(WINDOW, access.only) },
    };
    await addBinding(sandbox, given, '/v3/projects/acme-payments-prod');
    const cluster = 'projects/acme-payments-prod/locations/europe-west1/clusters/payments';
    expect(await may(ALICE, 'container.pods.exec', cluster, ...gke)).toBe(true);
    sandbox.advance(2 * hours);
    expect(await may(ALICE, 'container.pods.exec', cluster, ...gke)).toBe(false);
  });
});

describe('a quota', () => {
  const get = () => sandbox.call('POST', `/v3/${ORDERS}:getIamPolicy`, {});

  it('that is spent is answered with 429 until the next minute, for that project, service and kind of request', async () => {
    await sandbox.google.close();
    sandbox = await startSandboxGoogle({ quota: { read: 2, write: 1 } });
    expect([(await get()).status, (await get()).status]).toEqual([200, 200]);
    const refused = await get();
    expect(refused).toMatchObject({ status: 429, body: { error: { status: 'RESOURCE_EXHAUSTED' } } });
    expect(JSON.stringify(refused.body)).toContain('ReadRequestsPerMinutePerProject');
    const granter = sandbox.google.tokenFor(`serviceAccount:${sandbox.google.granter}`);
    expect((await sandbox.call('POST', `/v3/${ORDERS}:getIamPolicy`, {}, granter)).status).toBe(200);
    expect((await sandbox.call('GET', `${SECRET}:getIamPolicy`)).status).toBe(200);
    const elsewhere = { 'x-goog-user-project': 'acme-audit' };
    expect((await sandbox.call('POST', `/v3/${ORDERS}:getIamPolicy`, {}, undefined, elsewhere)).status).toBe(200);
    sandbox.advance(60_000);
    expect((await get()).status).toBe(200);
  });
});

describe('an account that is deleted', () => {
  it('is named as deleted wherever it stands, under its condition still, and is taken nowhere else', async () => {
    await addBinding(sandbox, { role: 'roles/cloudsql.viewer', members: [ALICE], condition });
    const { etag } = await readPolicy(sandbox);
    sandbox.google.deleteAccount(ALICE);
    const after = await readPolicy(sandbox);
    const gone = after.bindings?.find((one) => one.condition?.title === condition.title);
    expect(gone).toEqual({
      role: 'roles/cloudsql.viewer',
      members: [expect.stringMatching(/^deleted:user:alice@acme\.example\?uid=\d+$/)],
      condition,
    });
    expect(after.etag).not.toBe(etag);
    expect(
      (await sandbox.call('POST', `/v1/${ORDERS}:setIamPolicy`, { policy: { ...after, version: 3 } })).status,
    ).toBe(200);
    const again = await addBinding(sandbox, { role: 'roles/run.viewer', members: [ALICE] });
    expect(messageOf(again)).toBe('User alice@acme.example does not exist.');
  });
});

describe('a change of policy', () => {
  it('takes its time to arrive, and the policy that has arrived can be seen', async () => {
    await sandbox.google.close();
    sandbox = await startSandboxGoogle({ propagationSeconds: 120 });
    await addBinding(sandbox, { role: 'roles/cloudsql.viewer', members: [ALICE] });
    const effective = async () =>
      JSON.stringify((await sandbox.call('POST', '/sandbox/effective-policy', { resource: ORDERS })).body);
    expect(await effective()).not.toContain(ALICE);
    expect(JSON.stringify(await readPolicy(sandbox))).toContain(ALICE);
    sandbox.advance(120_000);
    expect(await effective()).toContain(ALICE);
    expect((await sandbox.call('POST', '/sandbox/effective-policy', { resource: 'projects/no' })).status).toBe(404);
  });

  it('that would make the policy larger than Google takes is refused', async () => {
    const many = Array.from({ length: 900 }, (_, index) => ({
      role: 'roles/run.viewer',
      members: [ALICE.replace('alice', ['alice', 'bob', 'carol', 'dave'][index % 4] ?? '')],
      condition: { title: `t${index}`, description: 'd'.repeat(250), expression: 'true' },
    }));
    const spread = many.map((one, index) => ({ ...one, role: `roles/run.r${index}` }));
    const policy = await readPolicy(sandbox);
    const reply = await sandbox.call('POST', `/v1/${ORDERS}:setIamPolicy`, {
      policy: { ...policy, bindings: [...(policy.bindings ?? []), ...spread] },
    });
    expect([reply.status, messageOf(reply)]).toEqual([
      400,
      expect.stringMatching(/larger than the maximum allowed size/),
    ]);
  });
});
