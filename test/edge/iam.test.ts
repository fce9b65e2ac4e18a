import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IamPolicies } from '../../src/core/ports.ts';
import { actionsCredentials, tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam, type IamOptions } from '../../src/edge/iam.ts';
import { errorBody, POLICY, startGoogle, type Google } from './google-double.ts';

const PROJECT = 'projects/acme-orders-prod';
const READ = 'POST /v3/{resource+}:getIamPolicy';
const WRITE = 'POST /v3/{resource+}:setIamPolicy';
const REASON = 'https://github.com/acme/access/pull/42';

let google: Google;
let pauses: number[];
let lines: string[];

beforeEach(async () => {
  google = await startGoogle();
  pauses = [];
  lines = [];
});
afterEach(() => google.close());

function connect(options: Partial<IamOptions> = {}): IamPolicies {
  return connectIam({
    auth: tokenCredentials('secret-token'),
    endpoint: google.origin,
    log: (line) => lines.push(line),
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    ...options,
  });
}

describe('reading', () => {
  it('asks for version 3 and carries every field through', async () => {
    expect(await connect().read(PROJECT)).toEqual({ policy: POLICY });
    expect(google.calls).toHaveLength(1);
    expect(google.calls[0]?.params['resource']).toBe(PROJECT);
    expect(google.calls[0]?.body).toEqual({ options: { requestedPolicyVersion: 3 } });
    expect(google.calls[0]?.headers['authorization']).toBe('Bearer secret-token');
  });

  it.each(['folders/800000000001', 'organizations/900000000001', 'projects/example.com:old-style'])(
    'reaches %s',
    async (resource) => {
      expect(await connect().read(resource)).toEqual({ policy: POLICY });
      expect(google.calls[0]?.params['resource']).toBe(resource);
    },
  );

  it.each(['projects/../v1/secrets', 'projects/a/b', 'buckets/a', 'projects/', ''])(
    'sends nothing for %j, which names no such resource',
    async (resource) => {
      expect(await connect().read(resource)).toHaveProperty('unreadable');
      expect(google.calls).toEqual([]);
    },
  );

  it.each([429, 502, 503, 504])('tries again after %i', async (answer) => {
    google.faults.add({ operation: READ, when: 'before', answer, times: 2 });
    expect(await connect().read(PROJECT)).toEqual({ policy: POLICY });
    expect(pauses).toHaveLength(2);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(PROJECT);
  });

  it('tries again after a cut connection', async () => {
    google.faults.add({ operation: READ, when: 'before', answer: 'drop', times: 1 });
    google.faults.add({ operation: READ, when: 'after', answer: 'drop', times: 1 });
    expect(await connect().read(PROJECT)).toEqual({ policy: POLICY });
    expect(pauses).toHaveLength(2);
  });

  it('waits as long as Retry-After asks, in seconds or until a date', async () => {
    const busy = { operation: READ, when: 'before', answer: 429, times: 1 } as const;
    google.faults.add({ ...busy, headers: { 'Retry-After': '7' } });
    google.faults.add({ ...busy, headers: { 'Retry-After': 'Tue, 24 Nov 2026 02:17:09 GMT' } });
    expect(await connect().read(PROJECT)).toEqual({ policy: POLICY });
    expect(pauses).toEqual([7000, 9000]);
  });

  it('gives up at once where Retry-After asks for more than half a minute', async () => {
    google.faults.add({ operation: READ, when: 'before', answer: 429, times: 1, headers: { 'Retry-After': '31' } });
    expect(await connect().read(PROJECT)).toEqual({ unreadable: expect.stringContaining('HTTP 429') as string });
    expect(pauses).toEqual([]);
  });

  it('gives up after four tries, with growing pauses, and says why', async () => {
    google.faults.add({
      operation: READ,
      when: 'before',
      answer: 503,
      times: 9,
      body: errorBody(503, 'UNAVAILABLE', 'try\nlater'),
    });
    expect(await connect().read(PROJECT)).toEqual({
      unreadable: 'HTTP 503 UNAVAILABLE: try later',
    });
    expect(pauses).toHaveLength(3);
    for (const [index, longest] of [500, 1000, 2000].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(longest / 2);
      expect(pauses[index]).toBeLessThanOrEqual(longest);
    }
  });

  it.each([400, 401, 403, 404, 500])('takes %i for the answer', async (answer) => {
    google.faults.add({ operation: READ, when: 'before', answer, times: 1, body: errorBody(answer, 'SOME', 'no') });
    expect(await connect().read(PROJECT)).toEqual({ unreadable: `HTTP ${answer} SOME: no` });
    expect(pauses).toEqual([]);
  });

  const { etag, ...withoutEtag } = POLICY;
  it.each([
    ['half of the JSON', JSON.stringify(POLICY).slice(0, 180)],
    ['no etag', withoutEtag],
    ['an empty etag', { ...POLICY, etag: '' }],
    ['nothing', ''],
    ['a list', [POLICY]],
    ['bindings that are no list', { etag, bindings: {} }],
    ['a binding without a role', { etag, bindings: [{ members: ['user:a@acme.example'] }] }],
    ['a member that is no text', { etag, bindings: [{ role: 'roles/viewer', members: [null] }] }],
    [
      'a condition without an expression',
      { etag, bindings: [{ role: 'roles/viewer', members: [], condition: { title: 'x' } }] },
    ],
    ['a web page', '<html>sign in</html>'],
  ])('does not take %s for a policy', async (_what, body) => {
    google.faults.add({ operation: READ, when: 'before', answer: 200, times: 1, body });
    expect(await connect().read(PROJECT)).toHaveProperty('unreadable');
  });

  it('takes a policy without bindings', async () => {
    google.faults.add({ operation: READ, when: 'before', answer: 200, times: 1, body: { etag: 'ACAB' } });
    expect(await connect().read(PROJECT)).toEqual({ policy: { etag: 'ACAB' } });
  });
});

describe('writing', () => {
  it('sends the policy whole, once, with the reason, and answers what Google holds now', async () => {
    expect(await connect().write(PROJECT, POLICY, REASON)).toEqual({
      outcome: 'written',
      policy: { ...POLICY, etag: 'BwYa1=' },
    });
    expect(google.calls).toHaveLength(1);
    expect(google.calls[0]?.body).toEqual({ policy: POLICY });
    expect(google.calls[0]?.headers['x-goog-request-reason']).toBe(REASON);
  });

  it('makes any reason fit into a header', async () => {
    const result = await connect().write(PROJECT, POLICY, `line\r\nX-Evil: é${'x'.repeat(2000)}`);
    expect(result.outcome).toBe('written');
    expect(google.calls[0]?.headers['x-goog-request-reason']).toMatch(/^line X-Evil: x{987}$/);
    expect(google.calls[0]?.headers).not.toHaveProperty('x-evil');
  });

  it.each([
    [409, 'conflict'],
    [412, 'conflict'],
    [400, 'rejected'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [429, 'busy'],
    [408, 'uncertain'],
    [500, 'uncertain'],
    [502, 'uncertain'],
    [503, 'uncertain'],
    [504, 'uncertain'],
  ] as const)('after %i is %s, and not sent again', async (answer, outcome) => {
    let sent = 0;
    google.faults.add({ operation: WRITE, when: 'before', answer, times: 9, only: () => (sent += 1) > 0 });
    expect((await connect().write(PROJECT, POLICY, REASON)).outcome).toBe(outcome);
    expect(sent).toBe(1);
    expect(pauses).toEqual([]);
  });

  it('says what Google finds fault with', async () => {
    const body = errorBody(400, 'INVALID_ARGUMENT', 'User nobody@acme.example does not exist.');
    google.faults.add({ operation: WRITE, when: 'before', answer: 400, times: 1, body });
    expect(await connect().write(PROJECT, POLICY, REASON)).toEqual({
      outcome: 'rejected',
      sentence: 'HTTP 400 INVALID_ARGUMENT: User nobody@acme.example does not exist.',
    });
  });

  it.each(['before', 'after'] as const)('cut off %s it landed is uncertain, and not sent again', async (when) => {
    let sent = 0;
    google.faults.add({ operation: WRITE, when, answer: 'drop', times: 9, only: () => (sent += 1) > 0 });
    expect((await connect().write(PROJECT, POLICY, REASON)).outcome).toBe('uncertain');
    expect(sent).toBe(1);
    expect(google.calls).toHaveLength(when === 'after' ? 1 : 0);
  });

  it.each([JSON.stringify(POLICY).slice(0, 180), { bindings: [] }])(
    'is uncertain where the answer is not a whole policy',
    async (body) => {
      google.faults.add({ operation: WRITE, when: 'after', answer: 200, times: 1, body });
      expect((await connect().write(PROJECT, POLICY, REASON)).outcome).toBe('uncertain');
    },
  );

  it('sends nothing to what is no project, folder or organization', async () => {
    expect((await connect().write('projects/../x', POLICY, REASON)).outcome).toBe('rejected');
    expect(google.calls).toEqual([]);
  });
});

describe('without an access token', () => {
  const federated = () =>
    actionsCredentials({
      provider: 'projects/1/locations/global/workloadIdentityPools/p/providers/x',
      endpoint: google.origin,
      idToken: () => Promise.resolve('job-identity'),
    });

  it('nothing is written, and a refusal of the token service is lasting', async () => {
    const body = {
      error: 'unauthorized_client',
      error_description: 'The given credential is rejected by the attribute condition.',
    };
    google.faults.add({ operation: 'POST /v1/token', when: 'before', answer: 400, times: 1, body });
    expect(await connect({ auth: federated() }).write(PROJECT, POLICY, REASON)).toEqual({
      outcome: 'refused',
      sentence: expect.stringContaining('rejected by the attribute condition') as string,
    });
    expect(google.calls).toEqual([]);
  });

  it('nothing is written, and a run without an identity token may be followed by a better one', async () => {
    const auth = actionsCredentials({
      provider: 'projects/1/locations/global/workloadIdentityPools/p/providers/x',
      endpoint: google.origin,
      idToken: () => Promise.reject(new Error('unable to get ACTIONS_ID_TOKEN_REQUEST_URL')),
    });
    expect((await connect({ auth }).write(PROJECT, POLICY, REASON)).outcome).toBe('busy');
  });

  it('no sentence repeats a token', async () => {
    const body = { error: 'invalid_grant', error_description: 'bad token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln' };
    google.faults.add({ operation: 'POST /v1/token', when: 'before', answer: 400, times: 1, body });
    const result = JSON.stringify(await connect({ auth: federated() }).write(PROJECT, POLICY, REASON));
    expect(result).toContain('bad token (token)');
    expect(result).not.toContain('eyJ');
  });
});

describe("Google's time", () => {
  it('is unknown before the first answer and then what the answers say, errors included', async () => {
    const iam = connect();
    expect(iam.time()).toBeUndefined();
    google.faults.add({ operation: READ, when: 'before', answer: 403, times: 1 });
    await iam.read(PROJECT);
    expect(iam.time()).toBe('2026-11-24T02:17:00Z');
  });

  it('only goes forward, and is not taken from an answer somebody kept', async () => {
    const iam = connect();
    const at = (date: string, more = {}) =>
      google.faults.add({
        operation: READ,
        when: 'after',
        answer: 200,
        times: 1,
        body: POLICY,
        headers: { Date: date, ...more },
      });
    at('Tue, 24 Nov 2026 02:20:00 GMT');
    at('Tue, 24 Nov 2026 02:19:00 GMT');
    at('Tue, 24 Nov 2026 02:30:00 GMT', { Age: '0' });
    at('tomorrow');
    for (let times = 0; times < 4; times += 1) await iam.read(PROJECT);
    expect(iam.time()).toBe('2026-11-24T02:20:00Z');
  });
});

describe('a server that behaves badly', () => {
  let server: Server;
  let requests: number;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function connectTo(listener: RequestListener): Promise<IamPolicies> {
    requests = 0;
    server = createServer((request, response) => {
      requests += 1;
      listener(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return connect({ endpoint: `http://127.0.0.1:${port}`, timeout: 300 });
  }

  it('and never answers makes a write uncertain in bounded time', async () => {
    const iam = await connectTo(() => undefined);
    expect((await iam.write(PROJECT, POLICY, REASON)).outcome).toBe('uncertain');
    expect(requests).toBe(1);
  });

  it('and stops in the middle of the answer makes a write uncertain', async () => {
    const iam = await connectTo((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"version":3,');
    });
    expect((await iam.write(PROJECT, POLICY, REASON)).outcome).toBe('uncertain');
    expect(requests).toBe(1);
  });

  it('and sends elsewhere is not followed', async () => {
    const iam = await connectTo((_request, response) => {
      response.writeHead(307, { location: `${google.origin}/v3/${PROJECT}:setIamPolicy` });
      response.end();
    });
    expect((await iam.write(PROJECT, POLICY, REASON)).outcome).toBe('uncertain');
    expect(google.calls).toEqual([]);
  });
});
