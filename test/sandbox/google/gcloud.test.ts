import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addBinding,
  orders,
  readPolicy,
  startSandboxGoogle,
  withoutEtag,
  type PolicyBody,
  type Sandbox,
} from './client.ts';
import { gcloudInstalled, openGcloud, type Gcloud } from './gcloud.ts';

/**
 * The same story twice: told by gcloud where it is installed, and always by plain HTTP requests of the same meaning.
 * Both must leave the same policies behind.
 */
const viewer = 'roles/cloudsql.viewer';
const alice = 'user:alice@acme.example';
const condition = {
  title: 'pullcord/acme/42',
  description: 'repository 700100',
  expression: 'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z")',
};

interface Teller {
  read(): Promise<PolicyBody>;
  add(role: string, member: string, under?: typeof condition): Promise<unknown>;
  remove(role: string, member: string, under?: typeof condition): Promise<unknown>;
  describe(): Promise<unknown>;
  /** The sentence a refused addition ends with. */
  refusal(role: string, member: string): Promise<string>;
}

if (!gcloudInstalled) console.warn('gcloud is not installed: its own runs are skipped, the plain HTTP ones are not');

let sandbox: Sandbox;
const opened: Gcloud[] = [];
afterAll(() => opened.forEach((cloud) => cloud.close()));

function byHttp(): Teller {
  const change = async (edit: (bindings: NonNullable<PolicyBody['bindings']>) => unknown[]) => {
    const { etag, bindings = [] } = await readPolicy(sandbox);
    const reply = await sandbox.call('POST', `${orders}:setIamPolicy`, {
      policy: { version: 3, etag, bindings: edit(bindings) },
    });
    expect(reply.status).toBe(200);
  };
  return {
    read: () => readPolicy(sandbox),
    add: (role, member, under) =>
      change((bindings) => [
        ...bindings,
        { role, members: [member], ...(under === undefined ? {} : { condition: under }) },
      ]),
    remove: (role, member, under) =>
      change((bindings) =>
        bindings.map((binding) =>
          binding.role === role && binding.condition?.title === under?.title
            ? { ...binding, members: binding.members.filter((candidate) => candidate !== member) }
            : binding,
        ),
      ),
    describe: async () => (await sandbox.call('GET', orders)).body,
    refusal: async (role, member) => JSON.stringify((await addBinding(sandbox, { role, members: [member] })).body),
  };
}

function byGcloud(): Teller {
  const cloud = openGcloud(sandbox.google);
  opened.push(cloud);
  const gcloud = (...args: string[]) => cloud.run(...args);
  const named = ({ title, description, expression }: typeof condition) =>
    ['title', 'description', 'expression']
      .map((field, index) => `${field}=${[title, description, expression][index] ?? ''}`)
      .join(',');
  const binding = (verb: string, role: string, member: string, under?: typeof condition) =>
    gcloud(
      'projects',
      verb,
      'acme-orders-prod',
      `--role=${role}`,
      `--member=${member}`,
      `--condition=${under === undefined ? 'None' : named(under)}`,
    );
  return {
    read: async () => (await gcloud('projects', 'get-iam-policy', 'acme-orders-prod')) as PolicyBody,
    add: async (role, member, under) => await binding('add-iam-policy-binding', role, member, under),
    remove: async (role, member, under) => await binding('remove-iam-policy-binding', role, member, under),
    describe: () => gcloud('projects', 'describe', 'acme-orders-prod'),
    refusal: (role, member) =>
      binding('add-iam-policy-binding', role, member).then(
        () => '',
        (error: unknown) => String(error),
      ),
  };
}

describe.each([
  ['plain HTTP', byHttp, false],
  ['gcloud', byGcloud, !gcloudInstalled],
] as const)('an administrator with %s', (_, teller, skipped) => {
  let told: Teller;
  beforeEach(async () => {
    sandbox = await startSandboxGoogle();
    told = teller();
    return () => sandbox.google.close();
  });

  it.skipIf(skipped)('describes a project', async () => {
    expect(await told.describe()).toMatchObject({
      projectId: 'acme-orders-prod',
      projectNumber: '100000000001',
      lifecycleState: 'ACTIVE',
    });
  });

  it.skipIf(skipped)(
    'reads, adds and removes bindings, and leaves every other one as it was',
    { timeout: 120_000 },
    async () => {
      const before = await told.read();
      expect(before).toEqual(sandbox.google.world.policyOf('projects/acme-orders-prod'));
      await told.add(viewer, alice, condition);
      await told.add('roles/run.viewer', 'user:Dave@acme.example');
      const during = await told.read();
      expect(during.bindings).toHaveLength((before.bindings?.length ?? 0) + 2);
      expect(during.bindings).toContainEqual({ role: viewer, members: [alice], condition });
      expect(during.bindings).toContainEqual({ role: 'roles/run.viewer', members: ['user:dave@acme.example'] });
      await told.remove('roles/run.viewer', 'user:dave@acme.example');
      await told.remove(viewer, alice, condition);
      expect(withoutEtag(await told.read())).toEqual(withoutEtag(before));
      expect(
        sandbox.google.world.history().map(({ deltas }) => deltas.map(({ action, role }) => `${action} ${role}`)),
      ).toEqual([[`ADD ${viewer}`], ['ADD roles/run.viewer'], ['REMOVE roles/run.viewer'], [`REMOVE ${viewer}`]]);
    },
  );

  it.skipIf(skipped)('is told that a member does not exist', { timeout: 60_000 }, async () => {
    expect(await told.refusal(viewer, 'user:nobody@acme.example')).toContain(
      'User nobody@acme.example does not exist.',
    );
  });
});
