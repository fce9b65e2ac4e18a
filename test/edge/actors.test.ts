import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectHistory } from '../../src/edge/actors.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { addBinding, startSandboxGoogle, type Sandbox } from '../sandbox/google/client.ts';

const ORDERS = 'projects/acme-orders-prod';
const SECRET = `${ORDERS}/secrets/db-password`;
const LIST = 'POST /v2/entries:list';
const SINCE = '2026-11-24T02:00:00Z';
const condition = { title: 'pullcord/acme/42', description: 'repository 700100', expression: 'true' };
const binding = { role: 'roles/cloudsql.viewer', members: ['user:alice@acme.example'], condition };

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

function history(token = sandbox.google.tokenFor(`serviceAccount:${sandbox.google.granter}`), timeout = 2000) {
  return connectHistory({ auth: tokenCredentials(token), endpoint: sandbox.google.origin, timeout });
}

describe("Google's own record of changes", () => {
  it('says who added and removed which binding on a resource, and when', async () => {
    await addBinding(sandbox, binding);
    await addBinding(
      sandbox,
      { role: 'roles/secretmanager.viewer', members: ['user:bob@acme.example'] },
      `/v3/${ORDERS}`,
    );
    expect(await history().changes(ORDERS, SINCE)).toContainEqual({
      at: '2026-11-24T02:17:00Z',
      principal: 'acme-admin@acme.example',
      action: 'ADD',
      binding: { role: 'roles/cloudsql.viewer', member: 'user:alice@acme.example', condition },
    });
    expect(await history().changes(ORDERS, SINCE)).toHaveLength(2);
  });

  it('is that of the resource asked about, since the instant asked about', async () => {
    await addBinding(sandbox, binding);
    expect(await history().changes(SECRET, SINCE)).toEqual([]);
    expect(await history().changes(ORDERS, '2026-11-24T02:17:01Z')).toEqual([]);
    const path = `/v1/${SECRET}`;
    const { body } = await sandbox.call('GET', `${path}:getIamPolicy?options.requestedPolicyVersion=3`);
    const bindings = [{ role: 'roles/secretmanager.secretAccessor', members: ['user:bob@acme.example'] }];
    await sandbox.call('POST', `${path}:setIamPolicy`, { policy: { ...body, bindings } });
    const changes = await history().changes(SECRET, SINCE);
    expect(changes?.map(({ action, binding: { member } }) => `${action} ${member}`)).toEqual([
      'REMOVE serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com',
      'ADD user:bob@acme.example',
    ]);
  });

  it('is not known without the right to read it, for a bucket, and where Logging does not answer', async () => {
    expect(await history(sandbox.google.tokenFor('user:mallory@acme.example')).changes(ORDERS, SINCE)).toBeNull();
    expect(await history().changes('buckets/acme-orders-exports', SINCE)).toBeNull();
    const { faults } = sandbox.google.service;
    for (const answer of [503, 'drop'] as const) {
      faults.add({ operation: LIST, when: 'before', answer, times: 1 });
      expect(await history().changes(ORDERS, SINCE)).toBeNull();
    }
  });

  it.each([
    ['no JSON', '<html>'],
    ['entries that are none', { entries: [null, 7, {}, { timestamp: 'now', protoPayload: {} }] }],
    [
      'a condition that is none',
      {
        entries: [
          {
            timestamp: '2026-11-24T02:17:00Z',
            protoPayload: {
              authenticationInfo: { principalEmail: 'a@acme.example' },
              serviceData: {
                policyDelta: { bindingDeltas: [{ action: 'ADD', role: 'r', member: 'm', condition: 7 }] },
              },
            },
          },
        ],
      },
    ],
  ])('is nothing where the answer is %s', async (_, body) => {
    sandbox.google.service.faults.add({ operation: LIST, when: 'before', answer: 200, times: 1, body });
    expect(await history().changes(ORDERS, SINCE)).toEqual([]);
  });
});
