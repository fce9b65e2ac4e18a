import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hours, messageOf, minutes, startSandboxGoogle, type Reply, type Sandbox } from './client.ts';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const logName = 'projects/acme-audit/logs/pullcord';
const resource = { type: 'global' };
const base = { logName, resource };

const write = (entries: unknown[], more: object = {}, token?: string) =>
  sandbox.call('POST', '/v2/entries:write', { ...base, entries, ...more }, token);
const list = (more: object = {}, token?: string) =>
  sandbox.call('POST', '/v2/entries:list', { resourceNames: ['projects/acme-audit'], ...more }, token);
const entriesOf = ({ body }: Reply) => (body['entries'] ?? []) as Record<string, unknown>[];
const idsOf = (reply: Reply) => entriesOf(reply).map(({ insertId }) => insertId);

describe('writing entries', () => {
  it('fills in what is not said, and returns what was written', async () => {
    expect(
      await write([
        { insertId: 'a', severity: 'NOTICE', jsonPayload: { kind: 'intent' }, labels: { pull: '42' } },
        { textPayload: 'hello' },
      ]),
    ).toMatchObject({ status: 200, body: {} });
    const entries = entriesOf(await list());
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual({
      logName,
      resource,
      insertId: 'a',
      severity: 'NOTICE',
      labels: { pull: '42' },
      jsonPayload: { kind: 'intent' },
      timestamp: '2026-11-24T02:17:00Z',
      receiveTimestamp: '2026-11-24T02:17:00Z',
    });
    expect(entries.find(({ textPayload }) => textPayload === 'hello')).toMatchObject({
      severity: 'DEFAULT',
      insertId: expect.stringMatching(/.+/) as string,
    });
  });

  it('shows an entry once, however often it was written with the same timestamp and insertId', async () => {
    const entry = { insertId: 'intent-42', timestamp: '2026-11-24T02:16:59.123456Z', jsonPayload: { kind: 'intent' } };
    await write([entry]);
    await write([{ ...entry, timestamp: '2026-11-24T03:16:59.123456000+01:00' }]);
    await write([{ ...entry, timestamp: '2026-11-24T02:16:59.123457Z' }]);
    expect(sandbox.google.logEntries()).toHaveLength(3);
    expect(entriesOf(await list()).map(({ timestamp }) => timestamp)).toEqual([
      '2026-11-24T02:16:59.123456Z',
      '2026-11-24T02:16:59.123457Z',
    ]);
  });

  it('takes a project by number as the same project', async () => {
    await write([{ insertId: 'n', textPayload: 'x' }], { logName: 'projects/100000000005/logs/pullcord' });
    expect(idsOf(await list())).toEqual(['n']);
    expect(idsOf(await list({ resourceNames: ['projects/100000000005'] }))).toEqual(['n']);
  });

  it('takes a severity by number, as generated REST clients send it', async () => {
    await write([{ severity: 500, textPayload: 'x' }]);
    expect(entriesOf(await list())).toMatchObject([{ severity: 'ERROR' }]);
  });

  it.each([
    ['no entries', [], /At least one log entry/],
    ['a log name of another shape', [{ logName: 'pullcord', textPayload: 'x' }], /must be of the form/],
    [
      'a log id that is not URL-encoded',
      [{ logName: 'projects/acme-audit/logs/a/b', textPayload: 'x' }],
      /must be of the form/,
    ],
    ['a severity that does not exist', [{ severity: 'LOUD' }], /Invalid value at 'entries\.severity'/],
    ['two payloads', [{ textPayload: 'x', jsonPayload: {} }], /more than one payload: textPayload, jsonPayload/],
    ['a timestamp that is none', [{ timestamp: 'yesterday' }], /Invalid value at 'entries\.timestamp'/],
    [
      'a timestamp more than 24 hours ahead',
      [{ timestamp: '2026-11-25T02:17:00.001Z' }],
      /more than 24 hours in the future/,
    ],
    [
      '65 labels',
      [{ labels: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`l${index}`, '1'])) }],
      /more than 64 labels/,
    ],
    ['more than 256 KB', [{ textPayload: 'x'.repeat(256 * 1024) }], /exceeding the maximum of 256\.0K/],
  ])('refuses %s, and writes nothing', async (_, entries, message) => {
    const reply = await write(entries.length === 0 ? [] : [{ textPayload: 'valid' }, ...entries]);
    expect(messageOf(reply)).toMatch(message);
    expect(reply.status).toBe(400);
    expect(sandbox.google.logEntries()).toEqual([]);
  });

  it('accepts a timestamp exactly 24 hours ahead', async () => {
    expect((await write([{ timestamp: '2026-11-25T02:17:00Z', textPayload: 'x' }])).status).toBe(200);
  });

  it('refuses an entry without a monitored resource', async () => {
    const reply = await sandbox.call('POST', '/v2/entries:write', { entries: [{ logName, textPayload: 'x' }] });
    expect([reply.status, messageOf(reply)]).toEqual([400, 'Log entry is missing the monitored resource.']);
  });

  it('writes the valid ones of a partial success, and says which were not', async () => {
    const reply = await write(
      [{ insertId: 'a', textPayload: 'x' }, { severity: 'LOUD' }, { insertId: 'c', textPayload: 'y' }],
      { partialSuccess: true },
    );
    expect(reply.status).toBe(400);
    expect(reply.body['error']).toMatchObject({ details: [{ logEntryErrors: { 1: { code: 3 } } }] });
    expect(idsOf(await list())).toEqual(['a', 'c']);
  });

  it('writes nothing on a dry run', async () => {
    expect((await write([{ textPayload: 'x' }], { dryRun: true })).status).toBe(200);
    expect(sandbox.google.logEntries()).toEqual([]);
  });
});

describe('permission', () => {
  const granter = 'serviceAccount:pullcord-granter@acme-ops.iam.gserviceaccount.com';

  it('to write is asked of the project the log is in', async () => {
    const token = sandbox.google.tokenFor(granter);
    expect((await write([{ textPayload: 'x' }], {}, token)).status).toBe(200);
    const elsewhere = await write(
      [{ textPayload: 'x' }],
      { logName: 'projects/acme-orders-prod/logs/pullcord' },
      token,
    );
    expect([elsewhere.status, messageOf(elsewhere)]).toEqual([
      403,
      "Permission 'logging.logEntries.create' denied on resource '//logging.googleapis.com/projects/acme-orders-prod' (or it may not exist).",
    ]);
    expect((await write([{ textPayload: 'x' }], { logName: 'projects/nowhere/logs/l' })).status).toBe(403);
    expect((await write([{ textPayload: 'x' }], {}, '')).status).toBe(401);
  });

  it('to read is not given by the right to write', async () => {
    const writer = 'serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com';
    expect((await list({}, sandbox.google.tokenFor(writer))).status).toBe(403);
    expect((await list({}, sandbox.google.tokenFor('user:carol@acme.example'))).status).toBe(200);
  });
});

describe('listing entries', () => {
  beforeEach(async () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      insertId: `e${index}`,
      timestamp: new Date(sandbox.now() - index * minutes).toISOString(),
      severity: ['DEFAULT', 'INFO', 'NOTICE', 'WARNING', 'ERROR'][index],
      labels: { pull: String(40 + index), 'app.kubernetes.io/name': index % 2 === 0 ? 'even' : 'odd' },
      jsonPayload: {
        event: { kind: index < 2 ? 'activated' : 'ended' },
        count: index,
        tags: ['t', `t${index}`],
        note: `Window "${index}" (over)`,
      },
    }));
    await write(entries);
    await write([{ insertId: 'other', textPayload: 'unrelated', timestamp: '2026-11-24T01:00:00Z' }], {
      logName: 'projects/acme-audit/logs/other%2Flog',
    });
    await write([{ insertId: 'elsewhere', textPayload: 'x' }], { logName: 'projects/acme-ops/logs/pullcord' });
  });

  it('is oldest first, or newest first when asked, and of the named resources only', async () => {
    expect(idsOf(await list())).toEqual(['other', 'e4', 'e3', 'e2', 'e1', 'e0']);
    expect(idsOf(await list({ orderBy: 'timestamp desc' }))).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'other']);
    expect(idsOf(await list({ resourceNames: ['projects/acme-ops'] }))).toEqual(['elsewhere']);
  });

  it.each([
    ['logName="projects/acme-audit/logs/other%2Flog"', ['other']],
    ['log_id("other/log")', ['other']],
    ['insertId="e3"', ['e3']],
    ['severity>=WARNING', ['e4', 'e3']],
    ['severity=("INFO" OR "NOTICE")', ['e2', 'e1']],
    ['timestamp>="2026-11-24T02:15:00Z"', ['e2', 'e1', 'e0']],
    ['timestamp>=2026-11-24T02:15:00Z timestamp<2026-11-24T02:17:00Z', ['e2', 'e1']],
    ['timestamp>="2026-11-24"', ['other', 'e4', 'e3', 'e2', 'e1', 'e0']],
    ['labels.pull="42"', ['e2']],
    ['labels."app.kubernetes.io/name"="odd"', ['e3', 'e1']],
    ['labels:pull', ['e4', 'e3', 'e2', 'e1', 'e0']],
    ['jsonPayload.event.kind="activated"', ['e1', 'e0']],
    ['jsonPayload.event.kind="ACTIVATED"', ['e1', 'e0']],
    ['jsonPayload.event.kind:"activ"', ['e1', 'e0']],
    ['jsonPayload.event.kind=~"^end"', ['e4', 'e3', 'e2']],
    ['jsonPayload.event.kind!~"^end"', ['e1', 'e0']],
    ['jsonPayload.count>2', ['e4', 'e3']],
    ['jsonPayload.count<=1', ['e1', 'e0']],
    ['jsonPayload.tags="t3"', ['e3']],
    ['jsonPayload.note="Window \\"3\\" (over)"', ['e3']],
    ['jsonPayload.missing="x"', []],
    ['jsonPayload.missing!="x"', []],
    ['NOT jsonPayload.missing="x"', ['other', 'e4', 'e3', 'e2', 'e1', 'e0']],
    ['jsonPayload.event:*', ['e4', 'e3', 'e2', 'e1', 'e0']],
    ['-jsonPayload.event:*', ['other']],
    ['insertId="e1" OR insertId="e2"', ['e2', 'e1']],
    ['severity>=INFO AND insertId="e0" OR insertId="e1"', ['e1']],
    ['(severity>=INFO AND insertId="e0") OR insertId="e4"', ['e4']],
    ['NOT (insertId="e1" OR insertId="e2") AND severity>=INFO', ['e4', 'e3']],
    ['"unrelated"', ['other']],
    ['unrelated -- a comment\n', ['other']],
    ['resource.type="global" insertId:e4', ['e4']],
  ])('filter %s', async (filter, ids) => {
    const reply = await list({ filter });
    expect(messageOf(reply)).toBe('');
    expect(idsOf(reply)).toEqual(ids);
  });

  it.each([
    'severity>=',
    '(insertId="a"',
    'insertId="a")',
    'AND',
    'severity>LOUD',
    'timestamp>"yesterday"',
    'nosuchfield="x"',
    'jsonPayload.a=~"("',
    'a OR',
  ])('refuses the filter %s rather than guess', async (filter) => {
    const reply = await list({ filter });
    expect(reply.status).toBe(400);
    expect(reply.body['error']).toMatchObject({ status: 'INVALID_ARGUMENT' });
  });

  it('pages through everything once', async () => {
    const seen: unknown[] = [];
    let pageToken: unknown = '';
    do {
      const reply = await list({ pageSize: 4, pageToken });
      seen.push(...idsOf(reply));
      pageToken = reply.body['nextPageToken'];
    } while (pageToken !== undefined);
    expect(seen).toEqual(['other', 'e4', 'e3', 'e2', 'e1', 'e0']);
  });

  it('refuses a page token of another query, a page too large, an order it does not have, and no resource', async () => {
    const { body } = await list({ pageSize: 2 });
    const requests = [
      { pageToken: body['nextPageToken'], filter: 'insertId="a"' },
      { pageSize: 1001 },
      { orderBy: 'severity' },
      { resourceNames: [] },
      { resourceNames: ['acme'] },
    ];
    for (const request of requests) expect([request, (await list(request)).status]).toEqual([request, 400]);
    expect((await list({ pageSize: 1000 })).status).toBe(200);
  });

  it('knows a page of 50 when none is asked for', async () => {
    sandbox.advance(hours);
    await write(Array.from({ length: 60 }, (_, index) => ({ insertId: `more${index}`, textPayload: 'x' })));
    const reply = await list();
    expect(entriesOf(reply)).toHaveLength(50);
    expect(reply.body['nextPageToken']).toBeTypeOf('string');
  });
});
