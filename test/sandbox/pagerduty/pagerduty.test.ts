import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPagerDuty, type PagerDuty } from '../../../src/sandbox/pagerduty/pagerduty.ts';

let account: PagerDuty;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-11-24T02:17:00Z');
  account = await startPagerDuty({ now: () => now });
});
afterEach(() => account.close());

/** One call, as PagerDuty's documentation writes it. */
async function call(
  method: string,
  path: string,
  { body, token = account.token }: { body?: unknown; token?: string } = {},
) {
  const answer = await fetch(`${account.origin}${path}`, {
    method,
    headers: {
      authorization: `Token token=${token}`,
      accept: 'application/vnd.pagerduty+json;version=2',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const change = (status: string) => ({ body: { incident: { type: 'incident_reference', status } } });

describe("the sandbox's PagerDuty", () => {
  it('shows an incident by id and by number, in the shape PagerDuty publishes', async () => {
    const byId = await call('GET', '/incidents/Q2CHECKOUT');
    expect(byId).toMatchObject({
      status: 200,
      body: {
        incident: {
          id: 'Q2CHECKOUT',
          type: 'incident',
          summary: '[#4821] Checkout returns 500s',
          incident_number: 4821,
          status: 'triggered',
          created_at: '2026-11-24T02:05:00Z',
          service: { id: 'PORDERS', type: 'service_reference' },
        },
      },
    });
    expect(await call('GET', '/incidents/4821')).toEqual(byId);
  });

  it('lists incidents by status and service, page by page', async () => {
    const ids = async (query: string) =>
      ((await call('GET', `/incidents${query}`)).body['incidents'] as { id: string }[]).map(({ id }) => id);
    expect(await ids('?statuses[]=triggered&statuses[]=acknowledged')).toEqual([
      'Q2PAYMENTS',
      'Q2LOCKWAIT',
      'Q2CHECKOUT',
    ]);
    expect(await ids('?statuses[]=triggered&service_ids[]=PORDERS')).toEqual(['Q2CHECKOUT']);
    expect(await ids('?limit=1&offset=1')).toEqual(['Q2PAYMENTS']);
    expect((await call('GET', '/incidents?limit=1')).body).toMatchObject({ limit: 1, offset: 0, more: true });
    expect((await call('GET', '/incidents')).body).toMatchObject({ limit: 25, more: false });
  });

  it('refuses in PagerDuty’s words', async () => {
    expect(await call('GET', '/incidents/4821', { token: 'wrong' })).toEqual({
      status: 401,
      body: { error: { message: 'Invalid credentials', code: 2006 } },
    });
    const missing = { status: 404, body: { error: { message: 'Not Found', code: 2100 } } };
    expect(await call('GET', '/incidents/Q9')).toEqual(missing);
    expect(await call('GET', '/elsewhere')).toEqual(missing);
  });

  it('can be told to be too busy', async () => {
    account.service.faults.add({ operation: '*', when: 'before', answer: 429, times: 1 });
    expect((await call('GET', '/incidents/4821')).status).toBe(429);
    expect((await call('GET', '/incidents/4821')).status).toBe(200);
  });

  it('lets an incident be resolved, once and for all', async () => {
    now += 60_000;
    expect((await call('PUT', '/incidents/4821', change('resolved'))).body).toMatchObject({
      incident: { status: 'resolved', last_status_change_at: '2026-11-24T02:18:00Z' },
    });
    expect((await call('GET', '/incidents/4821')).body).toMatchObject({ incident: { status: 'resolved' } });
    expect((await call('PUT', '/incidents/4821', change('acknowledged'))).status).toBe(400);
    expect((await call('PUT', '/incidents/4820', change('triggered'))).status).toBe(400);
    expect((await call('PUT', '/incidents/4820', { body: {} })).status).toBe(400);
  });
});
