import resourceManager from '@google-cloud/resource-manager';
import logging from '@google-cloud/logging';
import { ExternalAccountClient, IdentityPoolClient, OAuth2Client, type AuthClient } from 'google-auth-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hours, orders, RECONCILE_JOB, readPolicy, startSandboxGoogle, withoutEtag, type Sandbox } from './client.ts';

/** Google's own clients for Node, as callers: they encode and decode the published interfaces, so a wrong path, etag or enum shows. */
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const account = 'pullcord-granter@acme-ops.iam.gserviceaccount.com';
const condition = { title: 'pullcord/acme/42', expression: 'request.time < timestamp("2026-11-24T04:17:00Z")' };
const viewer = { role: 'roles/cloudsql.viewer', members: ['user:alice@acme.example'], condition };

function holding(token: string): AuthClient {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: token });
  return client;
}

/** Where a generated client finds the sandbox: REST, since there is no gRPC on loopback. */
function at(token: string): NonNullable<ConstructorParameters<typeof resourceManager.v3.ProjectsClient>[0]> {
  const { hostname, port } = new URL(sandbox.google.origin);
  // `never`: the client is typed against an older major of the same library.
  return {
    fallback: true,
    protocol: 'http',
    servicePath: hostname,
    port: Number(port),
    authClient: holding(token) as never,
  };
}

describe('@google-cloud/resource-manager', () => {
  const clients = () => ({
    projects: new resourceManager.v3.ProjectsClient(at(sandbox.google.adminToken)),
    folders: new resourceManager.v3.FoldersClient(at(sandbox.google.adminToken)),
    organizations: new resourceManager.v3.OrganizationsClient(at(sandbox.google.adminToken)),
  });

  it('reads, adds a conditional binding and takes it away again, and leaves all else as it was', async () => {
    const { projects } = clients();
    const resource = 'projects/acme-orders-prod';
    const before = sandbox.google.world.policyOf(resource);
    const [policy] = await projects.getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } });
    expect(policy.version).toBe(3);
    expect(Buffer.from(policy.etag as Uint8Array).toString('base64')).toBe(before.etag);
    const [granted] = await projects.setIamPolicy({
      resource,
      policy: { ...policy, version: 3, bindings: [...(policy.bindings ?? []), viewer] },
    });
    expect(sandbox.google.world.policyOf(resource).bindings).toContainEqual(viewer);
    const rest = (granted.bindings ?? []).filter((binding) => binding.condition?.title !== condition.title);
    await projects.setIamPolicy({ resource, policy: { ...granted, version: 3, bindings: rest } });
    expect(withoutEtag(sandbox.google.world.policyOf(resource))).toEqual(withoutEtag(before));
  });

  it('writes audit configurations by a mask, enums by number', async () => {
    const { projects } = clients();
    const resource = 'projects/acme-orders-prod';
    const [policy] = await projects.getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } });
    const auditConfigs = [
      { service: 'allServices', auditLogConfigs: [{ logType: 'DATA_WRITE' as const, exemptedMembers: [] }] },
    ];
    await projects.setIamPolicy({
      resource,
      policy: { ...policy, auditConfigs },
      updateMask: { paths: ['audit_configs', 'etag'] },
    });
    const stored = sandbox.google.world.policyOf(resource);
    expect(stored['auditConfigs']).toEqual([{ service: 'allServices', auditLogConfigs: [{ logType: 'DATA_WRITE' }] }]);
    expect(stored.bindings).toContainEqual(expect.objectContaining({ role: 'roles/cloudsql.client' }));
  });

  it('is refused a stale etag with 409, and a missing right with 403', async () => {
    const { projects } = clients();
    const resource = 'projects/acme-orders-prod';
    const [policy] = await projects.getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } });
    await projects.setIamPolicy({ resource, policy: { ...policy, version: 3 } });
    await expect(projects.setIamPolicy({ resource, policy: { ...policy, version: 3 } })).rejects.toThrow(
      'There were concurrent policy changes.',
    );
    const stranger = new resourceManager.v3.ProjectsClient(at(sandbox.google.tokenFor('user:mallory@acme.example')));
    await expect(stranger.getIamPolicy({ resource })).rejects.toThrow('resourcemanager.projects.getIamPolicy');
  });

  it('tests permissions, and finds that the condition ended them', async () => {
    const policy = await readPolicy(sandbox);
    await sandbox.call('POST', `${orders}:setIamPolicy`, {
      policy: { ...policy, bindings: [...(policy.bindings ?? []), viewer] },
    });
    const alice = () => new resourceManager.v3.ProjectsClient(at(sandbox.google.tokenFor('user:alice@acme.example')));
    const question = {
      resource: 'projects/acme-orders-prod',
      permissions: ['cloudsql.instances.get', 'cloudsql.instances.delete'],
    };
    const [during] = await alice().testIamPermissions(question);
    expect(during.permissions).toEqual(['cloudsql.instances.get']);
    sandbox.advance(3 * hours);
    const [after] = await alice().testIamPermissions(question);
    expect(after.permissions).toEqual([]);
  });

  it('reads projects, folders and organizations', async () => {
    const { projects, folders, organizations } = clients();
    const [project] = await projects.getProject({ name: 'projects/acme-orders-prod' });
    expect(project).toMatchObject({
      name: 'projects/100000000001',
      projectId: 'acme-orders-prod',
      parent: 'folders/800000000001',
      state: 'ACTIVE',
    });
    const [folder] = await folders.getIamPolicy({ resource: 'folders/800000000001' });
    expect(folder.bindings).toContainEqual(
      expect.objectContaining({
        role: 'organizations/900000000001/roles/pullcordGranter',
        members: expect.arrayContaining([`serviceAccount:${account}`]) as unknown,
      }),
    );
    const [organization] = await organizations.getIamPolicy({ resource: 'organizations/900000000001' });
    expect(organization.bindings).toHaveLength(3);
  });
});

describe('@google-cloud/logging', () => {
  interface Generated {
    writeLogEntries(request: object): Promise<unknown>;
    listLogEntries(
      request: object,
    ): Promise<
      [{ insertId: string; severity: string; timestamp: { seconds: string }; jsonPayload: { fields: object } }[]]
    >;
  }
  const { LoggingServiceV2Client } = (
    logging as unknown as { v2: { LoggingServiceV2Client: new (options: object) => Generated } }
  ).v2;

  it('writes and lists entries, the same one twice shown once, over several pages', async () => {
    const client = new LoggingServiceV2Client(at(sandbox.google.adminToken));
    const entry = (index: number) => ({
      insertId: `id-${index}`,
      timestamp: { seconds: sandbox.now() / 1000 + index, nanos: 0 },
      severity: 'NOTICE',
      jsonPayload: { fields: { kind: { stringValue: 'intent' } } },
    });
    const request = {
      logName: 'projects/acme-audit/logs/pullcord',
      resource: { type: 'global' },
      partialSuccess: false,
      entries: [entry(0), entry(1), entry(2)],
    };
    await client.writeLogEntries(request);
    await client.writeLogEntries(request);
    const [entries] = await client.listLogEntries({
      resourceNames: ['projects/acme-audit'],
      filter: 'severity=NOTICE jsonPayload.kind="intent"',
      pageSize: 2,
    });
    expect(
      entries.map(({ insertId, severity, timestamp }) => [
        insertId,
        severity,
        Number(timestamp.seconds) * 1000 - sandbox.now(),
      ]),
    ).toEqual([
      ['id-0', 'NOTICE', 0],
      ['id-1', 'NOTICE', 1000],
      ['id-2', 'NOTICE', 2000],
    ]);
    expect(sandbox.google.logEntries()).toHaveLength(6);
  });

  it('is refused where the caller may not write', async () => {
    const client = new LoggingServiceV2Client(at(sandbox.google.tokenFor('user:mallory@acme.example')));
    const request = {
      logName: 'projects/acme-audit/logs/pullcord',
      resource: { type: 'global' },
      entries: [{ textPayload: 'x' }],
    };
    await expect(client.writeLogEntries(request)).rejects.toMatchObject({ code: 7 });
  });
});

describe('google-auth-library', () => {
  const options = (more: Record<string, unknown> = {}) => {
    const audience = `//iam.googleapis.com/${sandbox.google.provider.name}`;
    const getSubjectToken = () =>
      Promise.resolve(sandbox.google.identity.mint({ ...RECONCILE_JOB, aud: `https:${audience}`, ...more }));
    return {
      type: 'external_account',
      audience,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: `${sandbox.google.origin}/v1/token`,
      subject_token_supplier: { getSubjectToken },
      service_account_impersonation_url: `${sandbox.google.origin}/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
      service_account_impersonation: { token_lifetime_seconds: 600 },
    };
  };
  const readWith = (client: AuthClient) =>
    client.request<{ version: number }>({
      url: `${sandbox.google.origin}${orders}:getIamPolicy`,
      method: 'POST',
      data: { options: { requestedPolicyVersion: 3 } },
    });

  it.each(['IdentityPoolClient', 'ExternalAccountClient'])('exchanges and impersonates with %s', async (name) => {
    const client =
      name === 'IdentityPoolClient' ? new IdentityPoolClient(options()) : ExternalAccountClient.fromJSON(options());
    if (client === null) throw new Error('the library knows no client for these options');
    const { data } = await readWith(client);
    expect(data.version).toBe(3);
  });

  it('is refused from a pull request', async () => {
    await expect(readWith(new IdentityPoolClient(options({ event_name: 'pull_request' }) as never))).rejects.toThrow(
      'The given credential is rejected by the attribute condition.',
    );
  });
});
