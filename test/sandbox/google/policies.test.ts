import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addBinding,
  messageOf,
  orders,
  readPolicy,
  startSandboxGoogle,
  type PolicyBody,
  type Sandbox,
} from './client.ts';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const alice = 'user:alice@acme.example';
const window = 'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z")';
const condition = { title: 'pullcord/acme/42', description: 'repository 700100', expression: window };
const set = (policy: unknown, more: object = {}) => sandbox.call('POST', `${orders}:setIamPolicy`, { policy, ...more });

describe('reading an allow policy', () => {
  it('shows conditions at version 3', async () => {
    const policy = await readPolicy(sandbox);
    expect(policy.version).toBe(3);
    expect(policy.bindings?.find(({ role }) => role === 'roles/cloudsql.viewer')?.condition?.title).toBe(
      'contract until 2027',
    );
  });

  it.each([undefined, {}, { options: { requestedPolicyVersion: 0 } }, { options: { requestedPolicyVersion: 1 } }])(
    'hides conditions behind a role name when asked with %j',
    async (body) => {
      const { body: policy } = await sandbox.call('POST', `${orders}:getIamPolicy`, body);
      const { version, bindings } = policy as PolicyBody;
      expect(version).toBe(1);
      expect(bindings?.some(({ condition: shown }) => shown !== undefined)).toBe(false);
      expect(
        bindings
          ?.filter(({ role }) => /_withcond_[0-9a-f]{20}$/.test(role))
          .map(({ role }) => role.replace(/_withcond_.*/, '')),
      ).toEqual(['roles/cloudsql.viewer', 'roles/storage.objectAdmin']);
    },
  );

  it('answers version 1 to a reader who asks for 3 when there are no conditions', async () => {
    expect((await readPolicy(sandbox, '/v1/projects/acme-ops')).version).toBe(1);
  });

  it('refuses a version that does not exist', async () => {
    const reply = await sandbox.call('POST', `${orders}:getIamPolicy`, { options: { requestedPolicyVersion: 2 } });
    expect([reply.status, messageOf(reply)]).toEqual([
      400,
      'Requested policy version (2) is not valid: it must be 0, 1 or 3.',
    ]);
  });
});

describe('writing an allow policy', () => {
  it('keeps audit configurations and unknown fields that a write does not name', async () => {
    const before = await readPolicy(sandbox);
    const { bindings = [], etag } = before;
    const reply = await set({ version: 3, etag, bindings: bindings.slice(1) });
    expect(reply.status).toBe(200);
    const after = await readPolicy(sandbox);
    expect(after.auditConfigs).toEqual(before.auditConfigs);
    expect(before.auditConfigs).toHaveLength(2);
    expect(after.bindings).toEqual(bindings.slice(1));
    expect(after.etag).not.toBe(etag);
  });

  it('leaves audit configurations alone by default even when others are sent, and writes them when the mask names them', async () => {
    const { etag, bindings, auditConfigs } = await readPolicy(sandbox);
    const sent = [{ service: 'allServices', auditLogConfigs: [{ logType: 3 }] }];
    await set({ version: 3, etag, bindings, auditConfigs: sent });
    const unmasked = await readPolicy(sandbox);
    expect(unmasked.auditConfigs).toEqual(auditConfigs);
    const reply = await set(
      { etag: unmasked.etag, version: 3, auditConfigs: sent },
      { updateMask: 'auditConfigs,etag' },
    );
    expect(reply.status).toBe(200);
    const masked = await readPolicy(sandbox);
    expect(masked.auditConfigs).toEqual([{ service: 'allServices', auditLogConfigs: [{ logType: 'DATA_READ' }] }]);
    expect(masked.bindings).toEqual(bindings);
  });

  it('keeps a field it knows nothing about', async () => {
    await sandbox.google.close();
    const seed = {
      name: 'projects/p',
      displayName: 'p',
      bindings: [{ role: 'roles/owner', members: ['user:acme-admin@acme.example'] }],
      fields: { futureField: { a: [1] } },
    };
    sandbox = await startSandboxGoogle({ resources: [seed] });
    const reply = await addBinding(sandbox, { role: 'roles/viewer', members: [alice] }, '/v1/projects/p');
    expect(reply.status).toBe(200);
    expect((await readPolicy(sandbox, '/v1/projects/p'))['futureField']).toEqual({ a: [1] });
  });

  it('refuses a stale etag with 409 ABORTED and tells to repeat the whole read-modify-write', async () => {
    const { etag = '', bindings } = await readPolicy(sandbox);
    await addBinding(sandbox, { role: 'roles/run.viewer', members: [alice] });
    const before = sandbox.google.world.policyOf('projects/acme-orders-prod');
    const reply = await set({ version: 3, etag, bindings });
    expect(reply.status).toBe(409);
    expect(reply.body['error']).toMatchObject({ code: 409, status: 'ABORTED', errors: [{ reason: 'aborted' }] });
    expect(messageOf(reply)).toBe(
      'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff. ' +
        `The request's ETag '${etag}' did not match the current policy's ETag '${before.etag}'.`,
    );
    expect(sandbox.google.world.policyOf('projects/acme-orders-prod')).toEqual(before);
  });

  it('takes an etag written with the other base64 alphabet and without padding', async () => {
    const { etag = '', ...policy } = await readPolicy(sandbox);
    const reply = await set({ ...policy, etag: Buffer.from(etag, 'base64').toString('base64url') });
    expect(reply.status).toBe(200);
  });

  it('refuses a version 1 write over conditions when it carries the etag', async () => {
    const { etag, bindings = [] } = await readPolicy(sandbox);
    const unconditional = bindings.filter(({ condition: shown }) => shown === undefined);
    const reply = await set({ version: 1, etag, bindings: unconditional });
    expect(reply.status).toBe(400);
    expect(messageOf(reply)).toBe(
      'Specified policy version (1) cannot be less than the existing policy version (3). For more information, please refer to https://cloud.google.com/iam/docs/policies#versions.',
    );
  });

  it('lets a version 1 write without an etag destroy every condition, as documented', async () => {
    const reply = await set({
      version: 1,
      bindings: [{ role: 'roles/cloudsql.viewer', members: ['user:former-contractor@acme.example'] }],
    });
    expect(reply.status).toBe(200);
    expect(await readPolicy(sandbox)).toMatchObject({
      version: 1,
      bindings: [{ role: 'roles/cloudsql.viewer', members: ['user:former-contractor@acme.example'] }],
    });
  });

  it('refuses to write a condition below version 3, with or without an etag', async () => {
    const bindings = [{ role: 'roles/cloudsql.viewer', members: [alice], condition }];
    const { etag } = await readPolicy(sandbox, '/v1/projects/acme-ops');
    for (const policy of [{ version: 1, etag, bindings }, { bindings }]) {
      const reply = await sandbox.call('POST', '/v1/projects/acme-ops:setIamPolicy', { policy });
      expect([reply.status, messageOf(reply)]).toEqual([
        400,
        'Conditional role bindings can only be written in a policy whose version is 3.',
      ]);
    }
  });

  it('refuses a policy version that does not exist', async () => {
    const reply = await set({ version: 2, bindings: [] });
    expect([reply.status, messageOf(reply)]).toEqual([
      400,
      'Specified policy version (2) is not valid: it must be 0, 1 or 3.',
    ]);
  });

  it('regroups members by role and condition, in lower case, and drops empty bindings', async () => {
    const reply = await set({
      version: 3,
      bindings: [
        { role: 'roles/run.viewer', members: ['user:Bob@ACME.example'] },
        { role: 'roles/cloudsql.viewer', members: [] },
        { role: 'roles/run.viewer', members: [alice, alice] },
        { role: 'roles/run.viewer', members: ['user:Alice@acme.example'], condition },
      ],
    });
    expect((reply.body as PolicyBody).bindings).toEqual([
      { role: 'roles/run.viewer', members: [alice, 'user:bob@acme.example'] },
      { role: 'roles/run.viewer', members: [alice], condition },
    ]);
  });

  it('keeps a deleted member that is there, and refuses one that is new', async () => {
    await sandbox.google.close();
    const deleted = 'deleted:user:gone@acme.example?uid=123';
    const bindings = [
      { role: 'roles/owner', members: ['user:acme-admin@acme.example'] },
      { role: 'roles/viewer', members: [deleted] },
    ];
    sandbox = await startSandboxGoogle({ resources: [{ name: 'projects/p', displayName: 'p', bindings }] });
    const kept = await addBinding(sandbox, { role: 'roles/run.viewer', members: [alice] }, '/v1/projects/p');
    expect(kept.status).toBe(200);
    const added = await addBinding(
      sandbox,
      { role: 'roles/run.viewer', members: ['deleted:user:other@acme.example?uid=7'] },
      '/v1/projects/p',
    );
    expect(added.status).toBe(400);
    expect((await readPolicy(sandbox, '/v1/projects/p')).bindings?.flatMap(({ members }) => members)).toContain(
      deleted,
    );
  });
});

const twelve = Array.from({ length: 13 }, () => 'resource.name == "x"').join(' || ');
const refused: readonly (readonly [string, object, RegExp])[] = [
  [
    'a condition on owner',
    { role: 'roles/owner', members: [alice], condition },
    /^Conditions can't be set on primitive roles\.$/,
  ],
  ['a condition on editor', { role: 'roles/editor', members: [alice], condition }, /primitive roles/],
  ['a condition on viewer', { role: 'roles/viewer', members: [alice], condition }, /primitive roles/],
  [
    'a condition with allUsers',
    { role: 'roles/run.viewer', members: ['allUsers'], condition },
    /allUsers and allAuthenticatedUsers are not supported/,
  ],
  [
    'a condition with allAuthenticatedUsers',
    { role: 'roles/run.viewer', members: ['allAuthenticatedUsers'], condition },
    /not supported/,
  ],
  [
    'a condition without a title',
    { role: 'roles/run.viewer', members: [alice], condition: { expression: 'true' } },
    /title of a condition is required/,
  ],
  [
    'a condition without an expression',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't' } },
    /expression of a condition is required/,
  ],
  [
    'a title of 101 characters',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't'.repeat(101), expression: 'true' } },
    /title of a condition is longer than 100/,
  ],
  [
    'a description of 257 characters',
    {
      role: 'roles/run.viewer',
      members: [alice],
      condition: { title: 't', description: 'd'.repeat(257), expression: 'true' },
    },
    /longer than 256/,
  ],
  [
    'an expression of 2,049 characters',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't', expression: `true${' '.repeat(2045)}` } },
    /longer than 2048/,
  ],
  [
    'a member of an unknown kind',
    { role: 'roles/run.viewer', members: ['robot:r2@acme.example'] },
    /is of an unknown type/,
  ],
  [
    'a member named like a method of objects',
    { role: 'roles/run.viewer', members: ['constructor:x'] },
    /is of an unknown type/,
  ],
  [
    'a member without a kind',
    { role: 'roles/run.viewer', members: ['alice@acme.example'] },
    /^Policy members must be of the form "<type>:<value>"\.$/,
  ],
  [
    'a member without an address',
    { role: 'roles/run.viewer', members: ['user:alice'] },
    /^Invalid principal user:alice\.$/,
  ],
  [
    'a person who does not exist',
    { role: 'roles/run.viewer', members: ['user:nobody@acme.example'] },
    /^User nobody@acme\.example does not exist\.$/,
  ],
  [
    'a service account that does not exist',
    { role: 'roles/run.viewer', members: ['serviceAccount:x@acme-ops.iam.gserviceaccount.com'] },
    /^Service account x@acme-ops/,
  ],
  [
    'a group that does not exist',
    { role: 'roles/run.viewer', members: ['group:ghosts@acme.example'] },
    /^Group ghosts@acme\.example does not exist\.$/,
  ],
  [
    'a person called a service account',
    { role: 'roles/run.viewer', members: ['serviceAccount:alice@acme.example'] },
    /is of type "user"\. Please set the type prefix to be "user:"\./,
  ],
  [
    'a role read below version 3',
    { role: 'roles/run.viewer_withcond_58e135cabb940ad9346c', members: [alice] },
    /is not supported for this resource/,
  ],
  ['a role that is no role', { role: 'cloudsql.viewer', members: [alice] }, /^Role cloudsql\.viewer is not supported/],
  [
    'an expression that does not parse',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't', expression: 'request.time <' } },
    /Expression compilation failed/,
  ],
  [
    'an expression that is no boolean',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't', expression: 'resource.name' } },
    /expected type bool/,
  ],
  [
    'a mistake behind a short circuit',
    {
      role: 'roles/run.viewer',
      members: [alice],
      condition: { title: 't', expression: 'true || request.time < "2026"' },
    },
    /compilation failed/,
  ],
  [
    'a timestamp that is none',
    {
      role: 'roles/run.viewer',
      members: [alice],
      condition: { title: 't', expression: 'request.time < timestamp("2026-02-30")' },
    },
    /compilation failed/,
  ],
  [
    'a macro',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't', expression: '["a"].all(x, x == "a")' } },
    /undeclared reference to '@not_strictly_false'/,
  ],
  [
    'the macro has',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't', expression: 'has(resource.name)' } },
    /compilation failed/,
  ],
  [
    'a function IAM does not know',
    {
      role: 'roles/run.viewer',
      members: [alice],
      condition: { title: 't', expression: 'resource.name.matches(".*")' },
    },
    /undeclared reference to 'matches'/,
  ],
  [
    'an attribute IAM does not know',
    { role: 'roles/run.viewer', members: [alice], condition: { title: 't', expression: 'request.user == "a"' } },
    /undeclared reference to 'request\.user'/,
  ],
  [
    'twelve logical operators and one more',
    {
      role: 'roles/run.viewer',
      members: [alice],
      condition: { title: 't', expression: `${twelve} || !(resource.name == "y")` },
    },
    /more than 12 logical operators/,
  ],
];

describe('what Google refuses in a binding', () => {
  it.each(refused)('is %s', async (_, binding, message) => {
    const before = sandbox.google.world.policyOf('projects/acme-orders-prod');
    const reply = await addBinding(sandbox, binding);
    expect(messageOf(reply)).toMatch(message);
    expect(reply.status).toBe(400);
    expect(reply.body['error']).toMatchObject({ status: 'INVALID_ARGUMENT' });
    expect(sandbox.google.world.policyOf('projects/acme-orders-prod')).toEqual(before);
  });
});

const accepted: readonly (readonly [string, object])[] = [
  ['twelve logical operators', { title: 't', expression: twelve }],
  [
    'texts as long as they may be',
    { title: 't'.repeat(100), description: 'd'.repeat(256), expression: `true${' '.repeat(2044)}` },
  ],
  [
    'a narrowing by name',
    { title: 't', expression: `${window} && resource.name.startsWith("projects/acme-orders-prod/instances/orders")` },
  ],
  [
    'a bound on what may be granted',
    {
      title: 't',
      expression: "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/cloudsql.viewer'])",
    },
  ],
  ['hours in a time zone', { title: 't', expression: 'request.time.getHours("America/New_York") < 9' }],
];

describe('what Google accepts in a condition', () => {
  it.each(accepted)('is %s', async (_, given) => {
    expect(await addBinding(sandbox, { role: 'roles/run.viewer', members: [alice], condition: given })).toMatchObject({
      status: 200,
    });
  });

  it('is any federated principal, looked up nowhere', async () => {
    const members = [
      'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/repo:acme/access:ref:refs/heads/main',
      'principalSet://iam.googleapis.com/locations/global/workforcePools/staff/group/oncall',
    ];
    const reply = await addBinding(sandbox, { role: 'roles/run.viewer', members });
    expect((reply.body as PolicyBody).bindings?.find(({ role }) => role === 'roles/run.viewer')?.members).toEqual(
      members,
    );
  });
});

describe('the size of a policy', () => {
  const conditional = (index: number) => ({
    role: 'roles/run.viewer',
    members: [alice],
    condition: { title: `c${index}`, expression: 'true' },
  });
  const crowd = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `principal://iam.googleapis.com/locations/global/workforcePools/p/subject/${index}`,
    );

  it('allows 20 conditions for one role and member, and not 21', async () => {
    const bindings = Array.from({ length: 20 }, (_, index) => conditional(index));
    expect((await set({ version: 3, bindings })).status).toBe(200);
    const reply = await set({ version: 3, bindings: [...bindings, conditional(20)] });
    expect([reply.status, messageOf(reply)]).toEqual([
      400,
      `The policy has more than 20 bindings of roles/run.viewer for ${alice}.`,
    ]);
  });

  it('allows 1,500 principals, each occurrence counted, and not 1,501', async () => {
    const many = { role: 'roles/run.viewer', members: crowd(1499) };
    expect((await set({ version: 3, bindings: [many, { role: 'roles/viewer', members: [alice] }] })).status).toBe(200);
    const reply = await set({
      version: 3,
      bindings: [many, { role: 'roles/viewer', members: [alice] }, { role: 'roles/browser', members: [alice] }],
    });
    expect([reply.status, messageOf(reply)]).toEqual([
      400,
      'The number of members in the policy (1,501) is larger than the maximum allowed size 1,500.',
    ]);
  });

  it('allows 250 groups and not 251', async () => {
    await sandbox.google.close();
    sandbox = await startSandboxGoogle({ knownPrincipals: 'any' });
    const groups = Array.from({ length: 251 }, (_, index) => `group:g${index}@acme.example`);
    expect((await set({ bindings: [{ role: 'roles/viewer', members: groups.slice(1) }] })).status).toBe(200);
    expect((await set({ bindings: [{ role: 'roles/viewer', members: groups }] })).status).toBe(400);
  });
});

describe('a request that is not one', () => {
  it.each([
    ['no policy', {}],
    ['a policy that is a list', { policy: [] }],
    ['bindings that are no list', { policy: { bindings: {} } }],
    ['a member that is a number', { policy: { bindings: [{ role: 'roles/viewer', members: [1] }] } }],
    ['a version that is a word', { policy: { version: 'three' } }],
    ['a mask with a path of no field', { policy: {}, updateMask: 'bindings,a.b' }],
    [
      'a log type that does not exist',
      { policy: { auditConfigs: [{ service: 's', auditLogConfigs: [{ logType: 9 }] }] }, updateMask: 'auditConfigs' },
    ],
  ])('with %s is refused and changes nothing', async (_, body) => {
    const before = sandbox.google.world.policyOf('projects/acme-orders-prod');
    const reply = await sandbox.call('POST', `${orders}:setIamPolicy`, body);
    expect([reply.status, (reply.body['error'] as { status: string }).status]).toEqual([400, 'INVALID_ARGUMENT']);
    expect(sandbox.google.world.policyOf('projects/acme-orders-prod')).toEqual(before);
  });
});
