import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DenyPolicy } from '../../src/core/quarantine/deny-policy.ts';
import type { DenyPolicies } from '../../src/core/ports.ts';
import { connectDeny } from '../../src/edge/deny.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { startGoogle, type Google } from '../../src/sandbox/google/google.ts';
import type { Call } from '../../src/sandbox/http.ts';

const ORDERS = 'projects/acme-orders-prod';
const POLICY: DenyPolicy = {
  resource: ORDERS,
  id: 'pullcord-acme-1001',
  displayName: 'pullcord acme: quarantine',
  description: 'record 17 of the ledger of acme',
  principals: ['principal://goog/subject/alice@acme.example'],
  permissions: ['storage.googleapis.com/objects.get', 'secretmanager.googleapis.com/versions.access'],
};
const CREATE = 'POST /v2/policies/{point}/denypolicies';
const DELETE = 'DELETE /v2/policies/{point}/denypolicies/{policy}';
const OPERATION = 'GET /v2/policies/{point}/denypolicies/{policy}/operations/{operation}';

let google: Google;
let calls: Call[];
let pauses: number[];
let deny: DenyPolicies;

beforeEach(async () => {
  google = await startGoogle({ now: () => Date.parse('2026-11-24T02:17:00Z') });
  calls = [];
  pauses = [];
  google.service.exchanges.subscribe(({ call }) => void calls.push(call));
  deny = connectAs(`serviceAccount:${google.quarantine.serviceAccount}`);
});
afterEach(() => google.close());

function connectAs(principal: string): DenyPolicies {
  return connectDeny({
    auth: tokenCredentials(google.tokenFor(principal)),
    endpoint: google.origin,
    pause: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)),
  });
}

const standing = (resource = ORDERS) => google.world.denies.of(resource);
const operations = () => calls.map(({ operation }) => operation);

describe('a deny policy', () => {
  it("is placed by Google's own client, and read back once its operation is over", async () => {
    expect(await deny.place(POLICY)).toEqual({ outcome: 'done' });
    expect(standing()).toMatchObject([
      {
        id: POLICY.id,
        displayName: POLICY.displayName,
        rules: [{ description: POLICY.description, principals: POLICY.principals, permissions: POLICY.permissions }],
      },
    ]);
    expect(operations()).toEqual([CREATE, OPERATION, 'GET /v2/policies/{point}/denypolicies/{policy}']);
  });

  it.each(['folders/800000000001', 'organizations/900000000001'])('is placed on %s', async (resource) => {
    expect(await deny.place({ ...POLICY, resource })).toEqual({ outcome: 'done' });
    expect(standing(resource)).toHaveLength(1);
  });

  it('that stands as it must is left as it is', async () => {
    await deny.place(POLICY);
    const [first] = standing();
    expect(await deny.place({ ...POLICY, permissions: [...POLICY.permissions].reverse() })).toEqual({
      outcome: 'done',
    });
    expect(standing()).toEqual([first]);
  });

  it.each([
    ['other permissions', { permissions: ['storage.googleapis.com/objects.list'] }],
    ['fewer permissions', { permissions: ['storage.googleapis.com/objects.get'] }],
    ['somebody else', { principals: ['principal://goog/subject/bob@acme.example'] }],
  ])('of that name about %s is left alone, and told', async (_, change) => {
    await deny.place(POLICY);
    const before = standing();
    const result = await deny.place({ ...POLICY, ...change });
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(result)).toContain('a deny policy of the same name has other rules');
    expect(standing()).toEqual(before);
  });

  it('whose answer was lost is found by its name', async () => {
    google.service.faults.add({ operation: CREATE, when: 'after', answer: 503, times: 1 });
    expect(await deny.place(POLICY)).toEqual({ outcome: 'done' });
    expect(standing()).toHaveLength(1);
  });

  it('waits where Google asks for it, within bounds', async () => {
    google.service.faults.add({ operation: CREATE, when: 'before', answer: 429, times: 2 });
    expect(await deny.place(POLICY)).toEqual({ outcome: 'done' });
    const long = () => pauses.filter((pause) => pause >= 15_000);
    expect(long()).toEqual([20_000, 45_000]);
    google.service.faults.add({ operation: CREATE, when: 'before', answer: 429, times: Number.POSITIVE_INFINITY });
    const other = { ...POLICY, resource: 'projects/acme-payments-prod' };
    expect(await deny.place(other)).toMatchObject({ outcome: 'failed' });
    expect(long()).toEqual([20_000, 45_000, 20_000, 45_000]);
  });

  it('whose operation does not end within bounds is not placed', async () => {
    google.service.faults.add({
      operation: OPERATION,
      when: 'after',
      answer: 200,
      body: { name: `policies/x/denypolicies/${POLICY.id}/operations/1`, done: false },
      times: Number.POSITIVE_INFINITY,
    });
    expect(await deny.place(POLICY)).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('Google has not finished the change yet') as string,
    });
    expect(pauses).toHaveLength(5);
  });

  it('whose operation fails is not placed, and says why in Google’s words', async () => {
    google.service.faults.add({
      operation: OPERATION,
      when: 'after',
      answer: 200,
      body: {
        name: 'policies/x/denypolicies/y/operations/1',
        done: true,
        error: { code: 9, message: 'too many rules' },
      },
      times: 1,
    });
    expect(JSON.stringify(await deny.place(POLICY))).toContain('too many rules');
  });

  it('is refused to the granter, with the permission that is missing', async () => {
    const result = await connectAs(`serviceAccount:${google.granter}`).place(POLICY);
    expect(result).toEqual({
      outcome: 'failed',
      sentence: expect.stringMatching(
        /^deny policy pullcord-acme-1001 on projects\/acme-orders-prod: HTTP 403 PERMISSION_DENIED: .*iam\.denypolicies\.create/,
      ) as string,
    });
    expect(standing()).toEqual([]);
  });

  it('with a permission Google does not take is not placed at all', async () => {
    const result = await deny.place({ ...POLICY, permissions: [...POLICY.permissions, 'cloudsql.instances.get'] });
    expect(JSON.stringify(result)).toContain('HTTP 400 INVALID_ARGUMENT');
    expect(standing()).toEqual([]);
  });

  it('is not even asked for on something that is no project, folder or organization', async () => {
    expect(await deny.place({ ...POLICY, resource: 'projects/../x' })).toMatchObject({ outcome: 'failed' });
    expect(calls).toEqual([]);
  });

  it('is removed, and once it is gone there is nothing to remove', async () => {
    await deny.place(POLICY);
    expect(await deny.remove(ORDERS, POLICY.id)).toEqual({ outcome: 'done' });
    expect(standing()).toEqual([]);
    expect(await deny.remove(ORDERS, POLICY.id)).toEqual({ outcome: 'done' });
    expect(operations().filter((operation) => operation === DELETE)).toHaveLength(1);
  });

  it('is seen by Google’s own client where the sandbox has it', async () => {
    await deny.place(POLICY);
    const { v2 } = createRequire(import.meta.url)('@google-cloud/iam') as {
      v2: { PoliciesClient: new (options: object) => { listPolicies(request: object): Promise<[{ name: string }[]]> } };
    };
    const { hostname, port } = new URL(google.origin);
    const client = new v2.PoliciesClient({
      authClient: tokenCredentials(google.adminToken),
      fallback: true,
      protocol: 'http',
      servicePath: hostname,
      port: Number(port),
    });
    const point = encodeURIComponent(`cloudresourcemanager.googleapis.com/${ORDERS}`);
    const [policies] = await client.listPolicies({ parent: `policies/${point}/denypolicies` });
    expect(policies.map(({ name }) => name.split('/').at(-1))).toEqual([POLICY.id]);
  });
});

describe('access in the sandbox', () => {
  const may = async (principal: string, permission: string) => {
    const response = await fetch(`${google.origin}/sandbox/access`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        principal,
        permission,
        resource: 'projects/_/buckets/x/objects/y',
        type: 'storage.googleapis.com/Object',
        service: 'storage.googleapis.com',
        project: 'projects/acme-payments-prod',
      }),
    });
    return (await response.json()) as { granted: boolean; because: string };
  };

  it('is taken by a deny policy above, of what it lists and from whom it names, whatever gives it', async () => {
    const carol = 'user:carol@acme.example';
    const admin = 'user:acme-admin@acme.example';
    expect((await may(admin, 'storage.objects.get')).granted).toBe(true);
    const named = ['principal://goog/subject/acme-admin@acme.example', 'principalSet://goog/group/sre@acme.example'];
    await deny.place({ ...POLICY, resource: 'folders/800000000001', principals: named });
    const denied = await may(admin, 'storage.objects.get');
    expect(denied.granted).toBe(false);
    expect(denied.because).toContain('the deny policy pullcord-acme-1001 on folders/800000000001');
    expect((await may(admin, 'storage.objects.list')).granted).toBe(true);
    expect((await may(carol, 'storage.objects.get')).because).not.toContain('deny policy');
  });
});
