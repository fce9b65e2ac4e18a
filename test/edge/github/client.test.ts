import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../../src/edge/github/answers.ts';
import { connectGitHub } from '../../../src/edge/github/client.ts';
import { Unread } from '../../../src/edge/github/unread.ts';
import { startAnswering, type Answering } from './answering.ts';

const MEMBERS = 'GET /orgs/{org}/teams/{team_slug}/members';
const TEAM = { org: 'acme', team_slug: 'sre-leads' };
let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

describe("GitHub's time", () => {
  const dates = (headers: Record<string, string>, status = 200) =>
    startAnswering({ rest: { 'GET /zen': () => ({ status, headers, ...(status === 304 ? {} : { body: {} }) }) } });

  it('is undefined until an answer told it', async () => {
    running = await dates({});
    expect(running.github.time()).toBeUndefined();
  });

  it("is the Date of the latest answer, an error's included", async () => {
    running = await dates({}, 404);
    await expect(running.github.octokit.request('GET /zen')).rejects.toThrow();
    expect(running.github.time()).toBe('2026-11-24T02:17:05Z');
  });

  it('is not taken from a cache', async () => {
    running = await dates({ Age: '0' });
    await running.github.octokit.request('GET /zen');
    expect(running.github.time()).toBeUndefined();
  });

  it('is not taken from a 304', async () => {
    running = await dates({}, 304);
    await expect(running.github.octokit.request('GET /zen')).rejects.toThrow();
    expect(running.github.time()).toBeUndefined();
  });

  it('never goes back', async () => {
    const told = ['Tue, 24 Nov 2026 03:00:00 GMT', 'Tue, 24 Nov 2026 02:00:00 GMT'];
    running = await startAnswering({
      rest: { 'GET /zen': () => ({ status: 200, body: {}, headers: { Date: told.shift() ?? '' } }) },
    });
    await running.github.octokit.request('GET /zen');
    await running.github.octokit.request('GET /zen');
    expect(running.github.time()).toBe('2026-11-24T03:00:00Z');
  });
});

describe('a list', () => {
  const next = { link: '<https://api.github.com/next>; rel="next"' };
  const page = (id: number) => ({ status: 200, body: [{ id }], headers: id < 3 ? next : {} });

  it('is read to its last page', async () => {
    running = await startAnswering({ rest: { [MEMBERS]: ({ query }) => page(Number(query.get('page'))) } });
    expect(await running.github.list('the members', MEMBERS, TEAM)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect(running.calls[0]?.query.get('per_page')).toBe('100');
  });

  it.each([
    ['empty', { status: 200 }],
    ['a conflict', { status: 409, body: { message: 'Conflict' } }],
    ['no list', { status: 200, body: { message: 'maintenance' } }],
    ['a failure', { status: 503, body: { message: 'Unavailable' } }],
  ])('is not read at all when one page is %s', async (_, answer) => {
    running = await startAnswering({
      rest: { [MEMBERS]: ({ query }) => (query.get('page') === '2' ? answer : page(Number(query.get('page')))) },
    });
    await expect(running.github.list('the members', MEMBERS, TEAM)).rejects.toThrow(Unread);
  });
});

describe('a failure', () => {
  it('of the server is tried twice more', async () => {
    running = await startAnswering({ rest: { [MEMBERS]: () => ({ status: 200, body: [] }) } });
    running.service.faults.add({ operation: MEMBERS, when: 'before', answer: 503, times: 1 });
    running.service.faults.add({ operation: MEMBERS, when: 'before', answer: 'drop', times: 1 });
    expect(await running.github.list('the members', MEMBERS, TEAM)).toEqual([]);
    running.service.faults.add({ operation: MEMBERS, when: 'before', answer: 503, times: 3 });
    await expect(running.github.list('the members', MEMBERS, TEAM)).rejects.toMatchObject({
      status: 503,
      message: 'could not read the members: GitHub answered 503 (injected fault)',
    });
  });

  it('of the connection has no status', async () => {
    running = await startAnswering({ rest: { [MEMBERS]: () => ({ status: 200, body: [] }) } });
    running.service.faults.add({ operation: MEMBERS, when: 'before', answer: 'drop', times: 3 });
    const failure = running.github.list('the members', MEMBERS, TEAM);
    await expect(failure).rejects.toMatchObject({ status: undefined });
    await expect(failure).rejects.toThrow('could not read the members: GitHub gave no answer');
  });

  it('of the connection under a query is tried again like any other', async () => {
    running = await startAnswering({ graphql: { Repository: () => ({ repository: null }) } });
    running.service.faults.add({ operation: 'POST /graphql', when: 'before', answer: 'drop', times: 2 });
    expect(await running.github.ask('acme', REPOSITORY, {})).toEqual({ repository: null });
  });

  it('in part of a query fails the whole of it', async () => {
    const errors = [{ type: 'FORBIDDEN', message: 'Resource not\naccessible by integration' }];
    running = await startAnswering({ graphql: { Repository: () => ({ data: { repository: {} }, errors }) } });
    await expect(running.github.ask('acme', REPOSITORY, {})).rejects.toThrow(
      'could not read acme: GitHub answered FORBIDDEN (Resource not accessible by integration)',
    );
    const part = await running.github.askInPart('acme', REPOSITORY, {});
    expect(part).toEqual({ data: { repository: {} }, errors });
  });

  it('never tells the token', async () => {
    running = await startAnswering({ rest: { [MEMBERS]: () => ({ status: 403, body: { message: 'Forbidden' } }) } });
    const error: unknown = await running.github.list('the members', MEMBERS, TEAM).catch((e: unknown) => e);
    expect(JSON.stringify([error, String(error), running.logged])).not.toContain('ghs_secret');
    expect(running.calls[0]?.headers['authorization']).toBe('token ghs_secret');
  });
});

describe('a rate limit', () => {
  const limited = (seconds: string) => ({
    status: 403,
    body: { message: 'You have exceeded a secondary rate limit' },
    headers: { 'retry-after': seconds },
  });

  it('is waited for twice', async () => {
    running = await startAnswering({ rest: { [MEMBERS]: () => limited('7') } });
    await expect(running.github.list('the members', MEMBERS, TEAM)).rejects.toMatchObject({ status: 403 });
    expect(running.calls).toHaveLength(3);
    expect(running.logged).toEqual([
      "GitHub's secondary rate limit is reached: waiting 7 s",
      "GitHub's secondary rate limit is reached: waiting 7 s",
      "GitHub's secondary rate limit is reached: giving up, because it lasts 7 s more",
    ]);
  });

  it('is not waited for when it lasts longer than a minute', async () => {
    running = await startAnswering({ rest: { [MEMBERS]: () => limited('61') } });
    await expect(running.github.list('the members', MEMBERS, TEAM)).rejects.toMatchObject({ status: 403 });
    expect(running.calls).toHaveLength(1);
  });

  it('that was lifted meanwhile does no harm', async () => {
    const answers = [limited('1'), { status: 200, body: [{ id: 1 }] }];
    running = await startAnswering({ rest: { [MEMBERS]: () => answers.shift() ?? { status: 500 } } });
    expect(await running.github.list('the members', MEMBERS, TEAM)).toEqual([{ id: 1 }]);
  });
});

describe('an answer that does not come whole', () => {
  async function against(listener: RequestListener, timeout?: number): Promise<unknown> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const github = connectGitHub({
      token: 'ghs_secret',
      apiUrl: `http://127.0.0.1:${port}`,
      userAgent: 'pullcord-test',
      second: 1,
      ...(timeout === undefined ? {} : { timeout }),
    });
    try {
      return await github.list('the members', MEMBERS, TEAM).catch((error: unknown) => error);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('because it broke off is no empty list', async () => {
    const answer = await against((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('[{"id":1}');
      setTimeout(() => response.destroy(), 5);
    });
    expect(answer).toBeInstanceOf(Unread);
  });

  it('because half of it was sent as all of it is no empty list', async () => {
    const answer = await against((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('[{"id":1}');
    });
    expect(answer).toMatchObject({
      name: 'Unread',
      message: expect.stringContaining('the answer is not complete JSON') as string,
    });
  });

  it('in time is given up', async () => {
    const answer = await against((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[');
    }, 50);
    expect(answer).toMatchObject({ name: 'Unread', status: undefined });
  });
});

describe('the GraphQL address', () => {
  it("stands beside the REST one on an Enterprise Server, whose REST ends in '/api/v3'", async () => {
    running = await startAnswering({
      rest: { 'POST /api/graphql': () => ({ status: 200, body: { data: { repository: null } } }) },
    });
    const apiUrl = `${running.service.origin}/api/v3/`;
    const github = connectGitHub({ token: 'ghs_secret', apiUrl, userAgent: 'pullcord-test' });
    expect(await github.ask('acme', REPOSITORY, {})).toEqual({ repository: null });
  });
});
