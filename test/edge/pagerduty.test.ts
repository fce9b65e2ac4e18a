import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectPagerDuty } from '../../src/edge/pagerduty.ts';
import { startPagerDuty, type PagerDuty } from '../../src/sandbox/pagerduty/pagerduty.ts';

const NOW = Date.parse('2026-11-24T02:17:00Z');
const ANY = 'GET /incidents/{id}';

let account: PagerDuty;
let waits: number[];

beforeEach(async () => {
  account = await startPagerDuty({ now: () => NOW });
  waits = [];
});
afterEach(() => account.close());

const reader = (change: Partial<Parameters<typeof connectPagerDuty>[0]> = {}) =>
  connectPagerDuty({
    token: account.token,
    url: account.origin,
    pause: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    ...change,
  });

/** Answers the next call with something else. */
const answerWith = (status: number, body?: unknown, times = 1) =>
  account.service.faults.add({ operation: ANY, when: 'before', answer: status, times, body });

async function refusal(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => expect.fail('nothing was refused'),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("PagerDuty's incident", () => {
  it.each(['Q2CHECKOUT', 'q2checkout', '4821'])('is told by id or number: %s', async (name) => {
    expect(await reader()(name)).toEqual({
      status: 'triggered',
      service: 'PORDERS',
      url: 'https://acme.pagerduty.com/incidents/Q2CHECKOUT',
    });
  });

  it.each(['Q9', '1', 'not an id', '../services', 'a/b', ''])('is missing where there is none: %j', async (name) => {
    expect(await reader()(name)).toBeUndefined();
  });

  it('is not known without a key, and nobody is asked', async () => {
    expect(await refusal(reader({ token: undefined })('Q2CHECKOUT'))).toContain('PULLCORD_PAGERDUTY_TOKEN');
  });

  it('is not known with a key that does not admit, which is never told', async () => {
    const said = await refusal(reader({ token: 'u+wrong' })('Q2CHECKOUT'));
    expect(said).toBe('PagerDuty answered 401: it does not accept the key. Set a valid PULLCORD_PAGERDUTY_TOKEN');
    expect(waits).toEqual([]);
  });

  it.each([429, 502, 503])('is asked for again after %i', async (status) => {
    answerWith(status);
    expect((await reader()('4821'))?.status).toBe('triggered');
    expect(waits).toHaveLength(1);
  });

  it('is not known while nothing else comes', async () => {
    answerWith(503, undefined, 100);
    expect(await refusal(reader()('4821'))).toBe('PagerDuty answered 503');
    await account.close();
    expect(await refusal(reader()('4821'))).toBe('PagerDuty gave no answer');
  });

  it.each([
    ['another incident', { incident: { ...ours(), id: 'Q2OTHER' } }],
    ['a status that is not known', { incident: { ...ours(), status: 'open' } }],
    ['no service', { incident: { ...ours(), service: null } }],
    ['something else', { incidents: [] }],
    ['no JSON', 'welcome'],
  ])('is not known where the answer is %s', async (_, body) => {
    answerWith(200, body);
    expect(await refusal(reader()('Q2CHECKOUT'))).toContain('PagerDuty answered with');
  });

  it('is not known after a redirect: the key goes nowhere else', async () => {
    account.service.faults.add({
      operation: ANY,
      when: 'before',
      answer: 302,
      times: 100,
      headers: { location: `${account.origin}/incidents/4820` },
      only: ({ params }) => params['id'] === 'Q2CHECKOUT',
    });
    expect(await refusal(reader()('Q2CHECKOUT'))).toBe('PagerDuty gave no answer');
  });
});

function ours() {
  return {
    id: 'Q2CHECKOUT',
    incident_number: 4821,
    status: 'triggered',
    service: { id: 'PORDERS' },
    html_url: 'https://acme.pagerduty.com/incidents/Q2CHECKOUT',
  };
}
