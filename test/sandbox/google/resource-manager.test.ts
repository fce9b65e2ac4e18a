import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addBinding,
  hours,
  messageOf,
  minutes,
  orders,
  readPolicy,
  startSandboxGoogle,
  type Sandbox,
} from './client.ts';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const alice = 'user:alice@acme.example';
const granter = 'serviceAccount:pullcord-granter@acme-ops.iam.gserviceaccount.com';
const untilFour = {
  title: 'pullcord/acme/42',
  expression: 'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z")',
};
const viewer = { role: 'roles/cloudsql.viewer', members: [alice], condition: untilFour };

async function may(principal: string, permission: string, path = orders): Promise<boolean> {
  const token = sandbox.google.tokenFor(principal);
  const reply = await sandbox.call('POST', `${path}:testIamPermissions`, { permissions: [permission] }, token);
  expect(reply.status).toBe(200);
  return ((reply.body['permissions'] ?? []) as string[]).includes(permission);
}

describe('the same policy under every published address', () => {
  it.each([
    '/v1/projects/acme-orders-prod',
    '/v1/projects/100000000001',
    '/v3/projects/acme-orders-prod',
    '/v3/projects/100000000001',
  ])('%s', async (path) => {
    const stored = sandbox.google.world.policyOf('projects/acme-orders-prod');
    expect(await readPolicy(sandbox, path)).toEqual(stored);
    expect((await addBinding(sandbox, viewer, path)).status).toBe(200);
    expect((await readPolicy(sandbox)).bindings).toContainEqual(viewer);
  });

  it.each([
    '/v2/folders/800000000001',
    '/v3/folders/800000000001',
    '/v1/organizations/900000000001',
    '/v3/organizations/900000000001',
  ])('%s', async (path) => {
    const query = '?$alt=json;enum-encoding=int&prettyPrint=false';
    const reply = await sandbox.call('POST', `${path}:getIamPolicy${query}`, {
      options: { requestedPolicyVersion: 3 },
    });
    expect(reply.body).toMatchObject({
      version: 1,
      etag: expect.any(String) as string,
      bindings: expect.any(Array) as unknown,
    });
    expect((await addBinding(sandbox, viewer, path)).status).toBe(200);
    expect((await readPolicy(sandbox, path)).bindings).toContainEqual(viewer);
  });

  it('has no folders at version 1, as Google has none', async () => {
    const reply = await sandbox.call('POST', '/v1/folders/800000000001:getIamPolicy', {});
    expect([reply.status, messageOf(reply)]).toEqual([
      404,
      'Method not found: POST /v1/folders/800000000001:getIamPolicy',
    ]);
  });
});

describe('reading a resource', () => {
  it.each([
    [
      '/v1/projects/acme-orders-prod',
      {
        projectNumber: '100000000001',
        projectId: 'acme-orders-prod',
        lifecycleState: 'ACTIVE',
        parent: { type: 'folder', id: '800000000001' },
      },
    ],
    [
      '/v3/projects/100000000001',
      { name: 'projects/100000000001', projectId: 'acme-orders-prod', state: 'ACTIVE', parent: 'folders/800000000001' },
    ],
    [
      '/v3/folders/800000000001',
      {
        name: 'folders/800000000001',
        displayName: 'Production',
        parent: 'organizations/900000000001',
        state: 'ACTIVE',
      },
    ],
    [
      '/v1/organizations/900000000001',
      { name: 'organizations/900000000001', displayName: 'acme.example', lifecycleState: 'ACTIVE' },
    ],
  ])('%s', async (path, body) => {
    const reply = await sandbox.call('GET', path);
    expect(reply).toMatchObject({ status: 200, body });
    expect(reply.date).toBe('Tue, 24 Nov 2026 02:17:00 GMT');
  });
});

describe('who may call', () => {
  it.each([
    ['no token', '', 'CREDENTIALS_MISSING'],
    ['a token nobody issued', 'ya29.forged', 'ACCESS_TOKEN_TYPE_UNSUPPORTED'],
  ])('%s is 401', async (_, token, reason) => {
    const reply = await sandbox.call('POST', `${orders}:getIamPolicy`, {}, token);
    expect(reply.status).toBe(401);
    expect(reply.body['error']).toMatchObject({ status: 'UNAUTHENTICATED', details: [{ reason }] });
  });

  it("a token is 401 after an hour of sandbox time, the administrator's never", async () => {
    const token = sandbox.google.tokenFor(granter);
    sandbox.advance(hours - 1);
    expect((await sandbox.call('POST', `${orders}:getIamPolicy`, {}, token)).status).toBe(200);
    sandbox.advance(1);
    const reply = await sandbox.call('POST', `${orders}:getIamPolicy`, {}, token);
    expect(reply.body['error']).toMatchObject({ code: 401, details: [{ reason: 'ACCESS_TOKEN_EXPIRED' }] });
    sandbox.advance(1000 * hours);
    expect((await sandbox.call('POST', `${orders}:getIamPolicy`, {})).status).toBe(200);
  });

  it.each([
    ['getIamPolicy', {}],
    ['setIamPolicy', { policy: {} }],
  ])('%s is 403 without the permission, and nothing changes', async (verb, body) => {
    const before = sandbox.google.world.policyOf('projects/acme-orders-prod');
    const reply = await sandbox.call('POST', `${orders}:${verb}`, body, sandbox.google.tokenFor(alice));
    expect(reply.status).toBe(403);
    expect(messageOf(reply)).toBe(
      `Permission 'resourcemanager.projects.${verb}' denied on resource '//cloudresourcemanager.googleapis.com/projects/acme-orders-prod' (or it may not exist).`,
    );
    expect(reply.body['error']).toMatchObject({
      status: 'PERMISSION_DENIED',
      details: [{ reason: 'IAM_PERMISSION_DENIED' }],
    });
    expect(sandbox.google.world.policyOf('projects/acme-orders-prod')).toEqual(before);
  });

  it('a resource that is not there cannot be told from one that may not be seen', async () => {
    const missing = await sandbox.call('POST', '/v3/projects/acme-nowhere:getIamPolicy', {});
    expect([missing.status, messageOf(missing)]).toEqual([
      403,
      "Permission 'resourcemanager.projects.getIamPolicy' denied on resource '//cloudresourcemanager.googleapis.com/projects/acme-nowhere' (or it may not exist).",
    ]);
  });

  it('the granter reads and writes the policies of the folder and its projects, and of nothing else', async () => {
    const token = sandbox.google.tokenFor(granter);
    const status = async (path: string) => (await sandbox.call('POST', `${path}:getIamPolicy`, {}, token)).status;
    expect(await Promise.all([status(orders), status('/v3/folders/800000000001')])).toEqual([200, 200]);
    expect(await Promise.all([status('/v1/projects/acme-ops'), status('/v1/organizations/900000000001')])).toEqual([
      403, 403,
    ]);
    expect((await sandbox.call('GET', '/v1/projects/acme-orders-prod', undefined, token)).status).toBe(403);
  });

  it('a bound on modified grants lets a granter change the listed roles and no other', async () => {
    const expression =
      "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/cloudsql.viewer'])";
    const bound = {
      role: 'roles/resourcemanager.projectIamAdmin',
      members: ['user:carol@acme.example'],
      condition: { title: 'bounded', expression },
    };
    await addBinding(sandbox, bound);
    const token = sandbox.google.tokenFor('user:carol@acme.example');
    const { bindings = [], ...policy } = await readPolicy(sandbox);
    const write = (added: unknown) =>
      sandbox.call('POST', `${orders}:setIamPolicy`, { policy: { ...policy, bindings: [...bindings, added] } }, token);
    expect((await write({ role: 'roles/container.viewer', members: [alice] })).status).toBe(403);
    expect((await write(viewer)).status).toBe(200);
  });
});

describe('testing permissions', () => {
  it('follows the condition through time: not before, not after, without anybody revoking', async () => {
    const later = {
      title: 'later',
      expression:
        'request.time >= timestamp("2026-11-24T03:00:00Z") && request.time < timestamp("2026-11-24T04:00:00Z")',
    };
    await addBinding(sandbox, { ...viewer, condition: later });
    expect(await may(alice, 'cloudsql.instances.get')).toBe(false);
    sandbox.advance(43 * minutes);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(true);
    sandbox.advance(hours - 1);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(true);
    sandbox.advance(1);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(false);
    expect((await readPolicy(sandbox)).bindings).toContainEqual({ ...viewer, condition: later });
  });

  it('inherits from the folder and from the organization', async () => {
    await addBinding(sandbox, { role: 'roles/container.viewer', members: [alice] }, '/v3/folders/800000000001');
    await addBinding(
      sandbox,
      { role: 'roles/logging.viewer', members: ['user:dave@acme.example'] },
      '/v3/organizations/900000000001',
    );
    expect(await may(alice, 'container.pods.list')).toBe(true);
    expect(await may(alice, 'container.pods.list', '/v1/projects/acme-ops')).toBe(false);
    expect(await may('user:dave@acme.example', 'logging.logEntries.list', '/v1/projects/acme-ops')).toBe(true);
  });

  it('gives no more than the role holds, and counts the groups one is in', async () => {
    await addBinding(sandbox, viewer);
    expect(await may(alice, 'cloudsql.instances.delete')).toBe(false);
    expect(await may(alice, 'logging.logEntries.list')).toBe(true);
    expect(await may('user:mallory@acme.example', 'logging.logEntries.list')).toBe(false);
  });

  it('answers an empty set for a resource that is not there, and refuses what is no permission', async () => {
    expect(
      (await sandbox.call('POST', '/v3/projects/acme-nowhere:testIamPermissions', { permissions: ['a.b.c'] })).body,
    ).toEqual({});
    const wildcard = await sandbox.call('POST', `${orders}:testIamPermissions`, { permissions: ['cloudsql.*'] });
    expect([wildcard.status, messageOf(wildcard)]).toEqual([
      400,
      'Permission cloudsql.* is not valid for this resource.',
    ]);
  });

  it('sees a change only after the propagation delay, in both directions', async () => {
    await sandbox.google.close();
    sandbox = await startSandboxGoogle({ propagationSeconds: 120 });
    const original = await readPolicy(sandbox);
    await addBinding(sandbox, viewer);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(false);
    sandbox.advance(2 * minutes);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(true);
    const { etag } = await readPolicy(sandbox);
    await sandbox.call('POST', `${orders}:setIamPolicy`, { policy: { ...original, etag } });
    sandbox.advance(2 * minutes - 1);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(true);
    sandbox.advance(1);
    expect(await may(alice, 'cloudsql.instances.get')).toBe(false);
  });
});

describe('the question of the demonstration, /sandbox/access', () => {
  const ask = async (resource: string, permission = 'cloudsql.instances.get') => {
    const body = {
      principal: alice,
      permission,
      resource,
      type: 'sqladmin.googleapis.com/Instance',
      service: 'sqladmin.googleapis.com',
    };
    return (await sandbox.call('POST', '/sandbox/access', body, '')).body as { granted: boolean; because: string };
  };

  it('shows a narrowing to some instances of a project', async () => {
    const narrowed = {
      title: 'pullcord/acme/42',
      expression: `${untilFour.expression} && resource.name.startsWith("projects/acme-orders-prod/instances/orders")`,
    };
    await addBinding(sandbox, { ...viewer, condition: narrowed });
    expect(await ask('projects/acme-orders-prod/instances/orders-db')).toEqual({
      granted: true,
      because: `projects/acme-orders-prod binds roles/cloudsql.viewer to ${alice} and its condition \`pullcord/acme/42\` holds`,
    });
    expect(await ask('projects/acme-orders-prod/instances/customers-db')).toEqual({
      granted: false,
      because: `projects/acme-orders-prod binds roles/cloudsql.viewer to ${alice}, but its condition \`pullcord/acme/42\` does not hold at 2026-11-24T02:17:00.000Z`,
    });
    sandbox.advance(2 * hours);
    expect((await ask('projects/acme-orders-prod/instances/orders-db')).granted).toBe(false);
  });

  it('says that nothing gives it, and that a resource is not there', async () => {
    expect(await ask('projects/acme-orders-prod/instances/orders-db')).toEqual({
      granted: false,
      because: `no binding on projects/acme-orders-prod or above grants cloudsql.instances.get to ${alice}`,
    });
    expect(await ask('projects/nowhere/instances/x')).toEqual({
      granted: false,
      because: 'the sandbox has no projects/nowhere',
    });
  });

  it('takes the project apart from a name that does not carry it', async () => {
    const orders = 'serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com';
    const question = (bucket: string) => ({
      principal: orders,
      permission: 'storage.objects.get',
      project: 'projects/acme-orders-prod',
      resource: `projects/_/buckets/${bucket}/objects/x`,
      type: 'storage.googleapis.com/Object',
      service: 'storage.googleapis.com',
    });
    expect((await sandbox.call('POST', '/sandbox/access', question('acme-orders-exports'))).body['granted']).toBe(true);
    expect((await sandbox.call('POST', '/sandbox/access', question('acme-orders-secrets'))).body['granted']).toBe(
      false,
    );
  });
});

describe('the trace of a change', () => {
  it('is kept: who, when, why, before and after', async () => {
    const token = sandbox.google.tokenFor(granter);
    const policy = await readPolicy(sandbox);
    const reason = { 'x-goog-request-reason': 'https://github.com/acme/access/pull/42' };
    sandbox.advance(minutes);
    await sandbox.call(
      'POST',
      `${orders}:setIamPolicy`,
      { policy: { ...policy, bindings: [...(policy.bindings ?? []), viewer] } },
      token,
      reason,
    );
    const changes = sandbox.google.world.history('projects/100000000001');
    expect(changes).toMatchObject([
      {
        resource: 'projects/acme-orders-prod',
        at: '2026-11-24T02:18:00.000Z',
        principal: granter,
        reason: 'https://github.com/acme/access/pull/42',
        before: policy,
      },
    ]);
    expect(changes[0]?.deltas).toEqual([{ action: 'ADD', role: viewer.role, member: alice, condition: untilFour }]);
    expect(changes[0]?.after.bindings).toContainEqual(viewer);
    expect(sandbox.google.world.history('projects/acme-ops')).toEqual([]);
  });

  it("stands in Google's own audit log, with its reason and its deltas", async () => {
    const { etag, bindings = [] } = await readPolicy(sandbox);
    const reason = { 'x-goog-request-reason': 'https://github.com/acme/access/pull/42' };
    const policy = { version: 3, etag, bindings: [...bindings.slice(1), viewer] };
    await sandbox.call('POST', `${orders}:setIamPolicy`, { policy }, sandbox.google.tokenFor(granter), reason);
    const filter = `log_id("cloudaudit.googleapis.com/activity") AND protoPayload.methodName="SetIamPolicy" AND protoPayload.serviceData.policyDelta.bindingDeltas.member="${alice}"`;
    const reply = await sandbox.call('POST', '/v2/entries:list', {
      resourceNames: ['projects/acme-orders-prod'],
      filter,
    });
    const [entry, more] = reply.body['entries'] as Record<string, unknown>[];
    expect(more).toBeUndefined();
    expect(entry).toMatchObject({
      logName: 'projects/acme-orders-prod/logs/cloudaudit.googleapis.com%2Factivity',
      timestamp: '2026-11-24T02:17:00Z',
      protoPayload: {
        resourceName: 'projects/acme-orders-prod',
        authenticationInfo: { principalEmail: 'pullcord-granter@acme-ops.iam.gserviceaccount.com' },
        requestMetadata: { requestAttributes: { reason: 'https://github.com/acme/access/pull/42' } },
        serviceData: {
          policyDelta: {
            bindingDeltas: [
              {
                action: 'REMOVE',
                role: 'roles/cloudsql.client',
                member: 'serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com',
              },
              { action: 'ADD', role: 'roles/cloudsql.viewer', member: alice, condition: untilFour },
            ],
          },
        },
      },
    });
  });

  it('is not left by a write that was refused', async () => {
    await addBinding(sandbox, { role: 'roles/owner', members: [alice], condition: untilFour });
    expect(sandbox.google.world.history()).toEqual([]);
    expect(sandbox.google.logEntries()).toEqual([]);
  });
});

describe('faults, at the operation as published', () => {
  const write = async () => {
    const { bindings = [], ...policy } = await readPolicy(sandbox);
    return sandbox.call('POST', `${orders}:setIamPolicy`, { policy: { ...policy, bindings: [...bindings, viewer] } });
  };
  const operation = 'POST /v1/projects/{resource}:setIamPolicy';

  it('lose a write before it lands', async () => {
    sandbox.google.service.faults.add({ operation, when: 'before', answer: 503, times: 1 });
    expect((await write()).status).toBe(503);
    expect(sandbox.google.world.history()).toEqual([]);
    expect((await write()).status).toBe(200);
  });

  it('lose the answer of a write that landed', async () => {
    sandbox.google.service.faults.add({ operation, when: 'after', answer: 'drop', times: 1 });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(sandbox.google.world.policyOf('projects/acme-orders-prod').bindings).toContainEqual(viewer);
  });
});
