import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageOf, startSandboxGoogle, type Sandbox } from './client.ts';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const API = 'serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com';
const CONNECT = {
  permission: 'cloudsql.instances.connect',
  method: 'cloudsql.instances.connect',
  service: 'cloudsql.googleapis.com',
  resource: 'projects/acme-orders-prod/instances/orders-db',
  type: 'sqladmin.googleapis.com/Instance',
  logType: 'DATA_WRITE',
};

const use = (principal: string, change: object = {}) =>
  sandbox.call('POST', '/sandbox/use', { ...CONNECT, ...change }, sandbox.google.tokenFor(principal));
const logged = () =>
  sandbox.google.logEntries().map((entry) => entry as unknown as Record<string, Record<string, unknown>>);

describe('a call to a service', () => {
  it('is let through as IAM decides, and stands in the log of data access', async () => {
    expect(await use(API)).toMatchObject({ status: 200, body: {} });
    expect(logged()).toMatchObject([
      {
        logName: 'projects/acme-orders-prod/logs/cloudaudit.googleapis.com%2Fdata_access',
        resource: { type: 'audited_resource' },
        protoPayload: {
          '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
          serviceName: 'cloudsql.googleapis.com',
          methodName: 'cloudsql.instances.connect',
          resourceName: CONNECT.resource,
          authenticationInfo: { principalEmail: API.replace('serviceAccount:', '') },
          authorizationInfo: [{ permission: CONNECT.permission, granted: true, permissionType: 'DATA_WRITE' }],
          status: {},
        },
      },
    ]);
  });

  it('that is denied is answered so, and logged so', async () => {
    const reply = await use('user:alice@acme.example');
    expect(reply.status).toBe(403);
    expect(messageOf(reply)).toContain('cloudsql.instances.connect');
    expect(logged()).toMatchObject([{ severity: 'ERROR', protoPayload: { status: { code: 7 } } }]);
    expect(JSON.stringify(logged())).not.toContain('"granted"');
  });

  it.each([
    ['of a type nobody switched on', API, { logType: 'ADMIN_READ', service: 'run.googleapis.com' }, 1],
    ['of a service nobody switched on', API, { logType: 'DATA_WRITE', service: 'run.googleapis.com' }, 0],
    ['of a project without audit configuration', API, { resource: 'projects/acme-payments-prod/instances/x' }, 0],
    ['by somebody who is exempted', 'user:oncall-lead@acme.example', { logType: 'DATA_READ' }, 0],
    ['that writes configuration, always', API, { logType: 'ADMIN_WRITE', service: 'run.googleapis.com' }, 1],
  ])('%s is logged as the audit configuration says', async (_, principal, change, expected) => {
    await use(principal, change);
    expect(logged()).toHaveLength(expected);
  });

  it('needs a token, and all that an entry says', async () => {
    expect((await sandbox.call('POST', '/sandbox/use', CONNECT, '')).status).toBe(401);
    for (const field of Object.keys(CONNECT)) expect((await use(API, { [field]: '' })).status).toBe(400);
    expect((await use(API, { logType: 'ANY' })).status).toBe(400);
  });
});

describe('the log of data access', () => {
  it('is shown to those who may see it, and kept from others without a word', async () => {
    await use(API);
    const list = async (principal: string) => {
      const { body } = await sandbox.call(
        'POST',
        '/v2/entries:list',
        { resourceNames: ['projects/acme-orders-prod'] },
        sandbox.google.tokenFor(principal),
      );
      return ((body['entries'] ?? []) as unknown[]).length;
    };
    expect(await list('user:bob@acme.example').catch(() => 0)).toBe(0);
    expect(await list(`serviceAccount:${sandbox.google.granter}`)).toBe(1);
    const viewer = (
      await sandbox.call('POST', '/v3/projects/acme-orders-prod:getIamPolicy', {
        options: { requestedPolicyVersion: 3 },
      })
    ).body as { bindings: { role: string; members: string[] }[] };
    const bindings = [...viewer.bindings, { role: 'roles/logging.viewer', members: ['user:dave@acme.example'] }];
    await sandbox.call('POST', '/v3/projects/acme-orders-prod:setIamPolicy', {
      policy: { ...viewer, version: 3, bindings },
    });
    // One entry is there for everybody who may list: Google's own of that change.
    expect(await list('user:dave@acme.example')).toBe(1);
    expect(await list(`serviceAccount:${sandbox.google.granter}`)).toBe(2);
  });
});
