import kms from '@google-cloud/kms';
import resourceManager from '@google-cloud/resource-manager';
import run from '@google-cloud/run';
import secretManager from '@google-cloud/secret-manager';
import { Storage } from '@google-cloud/storage';
import { iam as iamApi } from '@googleapis/iam';
import { OAuth2Client } from 'google-auth-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_KINDS, kindOf } from '../../src/core/grant/resources.ts';
import {
  BUCKET,
  CONDITION,
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
 * Google's own clients for Node as the judge of what we send, on every machine: they read what our edge wrote as we meant
 * it, and our edge reads what they wrote, for every kind of resource a policy may name. Over REST: loopback has no gRPC.
 */

interface Policy {
  readonly version?: number | null;
  readonly etag?: unknown;
  readonly bindings?: readonly Binding[] | null;
}

interface Binding {
  readonly role?: string | null;
  readonly members?: readonly string[] | null;
  readonly condition?: { title?: string | null; description?: string | null; expression?: string | null } | null;
}

/** One client's way to one kind of policy; always asks for version 3. */
interface Way {
  get(): Promise<Policy>;
  set(policy: Policy): Promise<unknown>;
}

/** What all generated clients share. */
interface Generated {
  getIamPolicy(request: object): Promise<unknown>;
  setIamPolicy(request: object): Promise<unknown>;
}

let ground: Ground;
beforeAll(async () => void (ground = await openGround()));
afterAll(() => ground.sandbox.google.close());

function auth(): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: ground.sandbox.google.adminToken });
  return client;
}

/**
 * The KMS client asks for a policy by way of a part that all services share. Over REST that part goes by its own rule, a
 * POST, and not by the one the KMS client carries and Google answers to, a GET with the version in the query.
 * https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings/getIamPolicy
 */
function byKmsRule(): OAuth2Client {
  const client = auth();
  client.transporter.interceptors.request.add({
    resolved: (config) => {
      if (config.method === 'POST' && config.url.pathname.endsWith(':getIamPolicy')) {
        const { options } = JSON.parse(config.body as string) as { options: { requestedPolicyVersion: number } };
        config.url.searchParams.set('options.requestedPolicyVersion', String(options.requestedPolicyVersion));
        config.method = 'GET';
        delete config.body;
        delete config.data;
      }
      return Promise.resolve(config);
    },
  });
  return client;
}

function generated(Client: new (options: never) => unknown, authClient = auth): (resource: string) => Way {
  return (resource) => {
    const { hostname, port } = new URL(ground.sandbox.google.origin);
    const at = {
      fallback: true,
      protocol: 'http',
      servicePath: hostname,
      port: Number(port),
      authClient: authClient(),
    };
    const client = new Client(at as never) as Generated;
    return {
      get: async () => first(await client.getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } })),
      set: (policy) => client.setIamPolicy({ resource, policy }),
    };
  };
}

function first(answer: unknown): Policy {
  return (Array.isArray(answer) ? answer[0] : answer) as Policy;
}

function buckets(resource: string): Way {
  const apiEndpoint = ground.sandbox.google.origin;
  const storage = new Storage({
    apiEndpoint,
    useAuthWithCustomEndpoint: true,
    projectId: 'acme-orders-prod',
    authClient: auth() as never,
  });
  const { iam } = storage.bucket(resource.slice('buckets/'.length));
  return {
    get: async () => first(await iam.getPolicy({ requestedPolicyVersion: 3 })),
    set: (policy) => iam.setPolicy(policy as never),
  };
}

function serviceAccounts(resource: string): Way {
  const { projects } = iamApi({ version: 'v1', auth: auth() as never, rootUrl: `${ground.sandbox.google.origin}/` });
  return {
    get: async () =>
      (await projects.serviceAccounts.getIamPolicy({ resource, 'options.requestedPolicyVersion': 3 })).data,
    set: (policy) => projects.serviceAccounts.setIamPolicy({ resource, requestBody: { policy: policy as never } }),
  };
}

const CASES: readonly (EveryKind & { client: string; way: (resource: string) => Way })[] = [
  { ...PROJECT, client: '@google-cloud/resource-manager', way: generated(resourceManager.v3.ProjectsClient) },
  { ...FOLDER, client: '@google-cloud/resource-manager', way: generated(resourceManager.v3.FoldersClient) },
  { ...ORGANIZATION, client: '@google-cloud/resource-manager', way: generated(resourceManager.v3.OrganizationsClient) },
  { ...BUCKET, client: '@google-cloud/storage', way: buckets },
  { ...SECRET, client: '@google-cloud/secret-manager', way: generated(secretManager.v1.SecretManagerServiceClient) },
  { ...KEY_RING, client: '@google-cloud/kms', way: generated(kms.v1.KeyManagementServiceClient, byKmsRule) },
  { ...KEY, client: '@google-cloud/kms', way: generated(kms.v1.KeyManagementServiceClient, byKmsRule) },
  { ...RUN_SERVICE, client: '@google-cloud/run', way: generated(run.v2.ServicesClient) },
  { ...SERVICE_ACCOUNT, client: '@googleapis/iam', way: serviceAccounts },
];

it('every kind of resource has a client', () => {
  expect(CASES.map(({ resource }) => kindOf(resource)?.kind)).toEqual(RESOURCE_KINDS.map(({ kind }) => kind));
});

describe.each(CASES)('$client, on $resource,', ({ resource, role, way }) => {
  it('reads what our edge wrote as we meant it, and our edge reads what it wrote', async () => {
    const { iam } = ground;
    expect(await ground.grant(resource, { role, member: ALICE, condition: CONDITION })).toBe('written');
    const client = way(resource);

    const policy = await client.get();
    expect(policy.version).toBe(3);
    const [theirs, ...more] = (policy.bindings ?? []).filter(({ members }) => members?.includes(ALICE));
    expect({ ...theirs, condition: { ...theirs?.condition } }).toMatchObject({
      role,
      members: [ALICE],
      condition: CONDITION,
    });
    expect(more).toEqual([]);

    const condition = { title: 'by-hand', description: 'until four', expression: WINDOW };
    const bindings = policy.bindings ?? [];
    await client.set({ ...policy, bindings: [...bindings, { role, members: [BOB], condition }] });
    const both = await iam.read(resource);
    const read = 'policy' in both ? (both.policy.bindings ?? []) : [];
    expect(read).toContainEqual({ role, members: [BOB], condition });
    expect(read).toContainEqual({ role, members: [ALICE], condition: CONDITION });
    expect(read).toHaveLength(bindings.length + 1);

    await expect(client.set({ ...policy, bindings }), 'an etag of before').rejects.toThrow();
    const again = await client.get();
    await client.set({ ...again, bindings });
    const left = await iam.read(resource);
    expect('policy' in left ? (left.policy.bindings ?? []) : []).toHaveLength(bindings.length);
    expect(JSON.stringify(left)).not.toContain('by-hand');
  });
});
