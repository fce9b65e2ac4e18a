import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry, OutsideLog } from '../../src/core/ports.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectLog } from '../../src/edge/log.ts';
import { errorBody, startGoogle, type Google } from './google-double.ts';

const WRITE = 'POST /v2/entries:write';
const ENTRY: LogEntry = {
  insertId: 'intent-42',
  timestamp: '2026-11-24T02:17:03Z',
  severity: 'NOTICE',
  labels: { pull: '42', event: 'intent' },
  payload: {
    request: 'requests/2026/11/orders.yaml',
    pull: 42,
    ratio: 0.5,
    breakGlass: false,
    before: null,
    roles: ['roles/cloudsql.viewer', { nested: [1] }],
    left: undefined,
  },
};

let google: Google;
beforeEach(async () => void (google = await startGoogle()));
afterEach(() => google.close());

function connect(timeout?: number): OutsideLog {
  return connectLog({
    auth: tokenCredentials('secret-token'),
    project: 'acme-audit',
    name: 'pullcord/acme',
    endpoint: google.origin,
    ...(timeout === undefined ? {} : { timeout }),
  });
}

describe('writing to the log outside GitHub', () => {
  it('sends exactly the entries given, all or none', async () => {
    const log = connect();
    expect(await log.write([ENTRY, { ...ENTRY, insertId: 'intent-43', severity: 'WARNING' }])).toEqual({
      outcome: 'written',
    });
    expect(google.calls).toHaveLength(1);
    expect(google.calls[0]?.headers['authorization']).toBe('Bearer secret-token');
    const payload: Record<string, unknown> = { ...ENTRY.payload };
    delete payload['left'];
    const sent = {
      insertId: 'intent-42',
      timestamp: '2026-11-24T02:17:03.000Z',
      labels: ENTRY.labels,
      jsonPayload: payload,
    };
    expect(google.calls[0]?.body).toEqual({
      logName: 'projects/acme-audit/logs/pullcord%2Facme',
      resource: { type: 'global', labels: { project_id: 'acme-audit' } },
      entries: [
        { ...sent, severity: 300 },
        { ...sent, insertId: 'intent-43', severity: 400 },
      ],
      labels: {},
      partialSuccess: false,
    });
  });

  it('sends nothing where there is nothing to say', async () => {
    expect(await connect().write([])).toEqual({ outcome: 'written' });
    expect(google.calls).toEqual([]);
  });

  it('adds no entry of its own, however often it writes', async () => {
    const log = connect();
    await log.write([ENTRY]);
    await log.write([ENTRY]);
    const counts = google.calls.map(({ body }) => (body as { entries: unknown[] }).entries.length);
    expect(counts).toEqual([1, 1]);
  });

  it('sends the same entries again after a passing failure', async () => {
    google.faults.add({
      operation: WRITE,
      when: 'after',
      answer: 503,
      times: 1,
      body: errorBody(503, 'UNAVAILABLE', 'later'),
    });
    expect(await connect().write([ENTRY])).toEqual({ outcome: 'written' });
    expect(google.calls).toHaveLength(2);
    expect(google.calls[1]?.body).toEqual(google.calls[0]?.body);
  });

  it.each([400, 401, 403, 404])('fails after %i and says what Google says', async (answer) => {
    const body = errorBody(answer, answer === 403 ? 'PERMISSION_DENIED' : 'INVALID_ARGUMENT', 'not like this');
    google.faults.add({ operation: WRITE, when: 'before', answer, times: 9, body });
    const result = await connect().write([ENTRY]);
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(result)).toMatch(/projects\/acme-audit\/logs\/pullcord%2Facme.*not like this/);
  });

  it.each([
    ['half an answer', '{"par'],
    ['a web page', '<html>sign in</html>'],
  ])('does not take %s for an acknowledgement', async (_what, body) => {
    google.faults.add({ operation: WRITE, when: 'before', answer: 200, times: 999, body });
    expect(await connect(600).write([ENTRY])).toMatchObject({ outcome: 'failed' });
  });

  it('fails in bounded time where nobody answers', async () => {
    google.faults.add({ operation: WRITE, when: 'before', answer: 'drop', times: 999 });
    expect(await connect(600).write([ENTRY])).toMatchObject({ outcome: 'failed' });
  });

  it('fails on a payload that JSON cannot say', async () => {
    const result = await connect().write([{ ...ENTRY, payload: { when: Number.NaN } }]);
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(google.calls).toEqual([]);
  });

  it('works again after a failure', async () => {
    const log = connect();
    google.faults.add({ operation: WRITE, when: 'before', answer: 403, times: 1 });
    expect(await log.write([ENTRY])).toMatchObject({ outcome: 'failed' });
    expect(await log.write([ENTRY])).toEqual({ outcome: 'written' });
  });
});
