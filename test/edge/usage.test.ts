import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callsOf, dataAccess } from '../../src/core/audit/usage.ts';
import type { AuditLogs } from '../../src/core/ports.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectAuditLogs } from '../../src/edge/usage.ts';
import { minutes, startSandboxGoogle, type Sandbox } from '../sandbox/google/client.ts';
import { ALICE } from '../support/people.ts';

const LIST = 'POST /v2/entries:list';
const ORDERS = 'projects/acme-orders-prod';
const WINDOW = { start: '2026-11-24T02:17:00Z', end: '2026-11-24T04:17:00Z' };
const LOGIN = {
  permission: 'cloudsql.instances.login',
  method: 'cloudsql.instances.login',
  service: 'cloudsql.googleapis.com',
  resource: `${ORDERS}/instances/orders-db`,
  type: 'sqladmin.googleapis.com/Instance',
  logType: 'DATA_READ',
};

let sandbox: Sandbox;
const pauses: number[] = [];
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(async () => {
  pauses.length = 0;
  await sandbox.google.close();
});

function logs(principal = `serviceAccount:${sandbox.google.granter}`): AuditLogs {
  return connectAuditLogs({
    auth: tokenCredentials(sandbox.google.tokenFor(principal)),
    endpoint: sandbox.google.origin,
    pause: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)),
  });
}

/** Alice uses, or tries to use, the database. */
const use = (change: object = {}, principal = ALICE) =>
  sandbox.call('POST', '/sandbox/use', { ...LOGIN, ...change }, sandbox.google.tokenFor(principal));
const calls = (most = 5000, reader?: AuditLogs) => (reader ?? logs()).read(ORDERS, callsOf(ALICE, WINDOW), most);
const countOf = async (read: ReturnType<typeof calls>) => {
  const result = await read;
  return result.kind === 'read' ? result.entries.length : result.sentence;
};

describe('audit logs', () => {
  it('hold exactly the principal’s calls in the window, denied ones too', async () => {
    expect((await use()).status).toBe(403);
    expect((await use({}, 'user:bob@acme.example')).status).toBe(403);
    sandbox.advance(120 * minutes);
    await use();
    const read = await calls();
    expect(read).toMatchObject({
      kind: 'read',
      complete: true,
      entries: [
        {
          timestamp: WINDOW.start,
          protoPayload: {
            methodName: LOGIN.method,
            authenticationInfo: { principalEmail: 'alice@acme.example' },
            status: { code: 7 },
          },
        },
      ],
    });
    expect(await countOf(logs().read(ORDERS, dataAccess(WINDOW), 5000))).toBe(2);
  });

  it('are read to the end, page by page, and no further than asked', async () => {
    for (let index = 0; index < 1003; index += 1) await use();
    expect(await countOf(calls())).toBe(1003);
    const some = await calls(7);
    expect(some).toMatchObject({ kind: 'read', complete: false });
    expect(await countOf(calls(1003))).toBe(1003);
    expect(await calls(1003)).toMatchObject({ complete: true });
  });

  it('that may not be read are unread, for good, with Google’s own words', async () => {
    expect(await calls(10, logs('user:mallory@acme.example'))).toEqual({
      kind: 'unread',
      lasting: true,
      sentence: expect.stringMatching(/^HTTP 403 PERMISSION_DENIED: .*logging\.logEntries\.list/) as string,
    });
    expect(await logs().read('projects/../x', '', 10)).toMatchObject({ kind: 'unread', lasting: true });
    expect(pauses).toEqual([]);
  });

  it('whose quota is used up are asked again a few times, and then are unread for now', async () => {
    await use();
    sandbox.google.service.faults.add({ operation: LIST, when: 'before', answer: 429, times: 2 });
    expect(await countOf(calls())).toBe(1);
    expect(pauses).toHaveLength(2);
    sandbox.google.service.faults.add({ operation: LIST, when: 'before', answer: 429, times: 9 });
    expect(await calls()).toMatchObject({
      kind: 'unread',
      lasting: false,
      sentence: expect.stringContaining('429') as string,
    });
  });

  it('that answer with anything but a list are unread, never empty', async () => {
    await use();
    for (const body of ['{"entries": [', '[]', '"x"', '{"entries":{}}', 'null']) {
      sandbox.google.service.faults.add({ operation: LIST, when: 'before', answer: 200, times: 1, body });
      expect(await calls()).toMatchObject({ kind: 'unread', lasting: false });
    }
  });

  it('that fail on a later page are unread as a whole', async () => {
    for (let index = 0; index < 1001; index += 1) await use();
    sandbox.google.service.faults.add({
      operation: LIST,
      when: 'before',
      answer: 400,
      times: 1,
      only: ({ body }) => (body as { pageToken?: string }).pageToken !== undefined,
    });
    expect(await calls()).toMatchObject({ kind: 'unread' });
  });
});
