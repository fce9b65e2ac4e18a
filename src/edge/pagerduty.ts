import type { Incidents, PagerDutyAnswer } from '../core/ports.ts';
import { parseJson, type CallResult } from './google/request.ts';
import { readWithRetries, type Pause } from './google/retry.ts';

export interface PagerDutyOptions {
  /** A REST API key; one that may only read is enough. `undefined`: none is set, and nothing is asked. */
  readonly token: string | undefined;
  /** `https://api.pagerduty.com`, or `https://api.eu.pagerduty.com` for accounts in Europe. */
  readonly url?: string;
  readonly log?: (line: string) => void;
  /** Milliseconds one call may take. */
  readonly timeout?: number;
  readonly pause?: Pause;
}

const TIMEOUT = 10_000;
/** Ids are letters and digits; numbers count up within the account. */
const NAME = /^[A-Za-z0-9]{1,32}$/;

/**
 * `GET /incidents/{id}` of PagerDuty's REST API v2, which takes an incident's id and its number alike.
 * No error message contains the key.
 * https://developer.pagerduty.com/api-reference/005299ed43553-get-an-incident
 */
export function connectPagerDuty(options: PagerDutyOptions): Incidents['pagerduty'] {
  const { token, url = 'https://api.pagerduty.com', log, timeout = TIMEOUT, pause } = options;
  return async (id) => {
    if (token === undefined)
      throw new Error('no key for PagerDuty is set: PULLCORD_PAGERDUTY_TOKEN, or the action’s input pagerduty-token');
    if (!NAME.test(id)) return undefined;
    const address = `${url.replace(/\/+$/, '')}/incidents/${id}`;
    const outcome = await readWithRetries((limit) => get(address, token, Math.min(timeout, limit)), {
      what: `PagerDuty's incident ${id}`,
      log,
      pause,
    });
    return toAnswer(outcome, id);
  };
}

async function get(address: string, token: string, timeout: number): Promise<CallResult> {
  try {
    const answer = await fetch(address, {
      headers: { authorization: `Token token=${token}`, accept: 'application/vnd.pagerduty+json;version=2' },
      // The key goes where it was meant to go and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(timeout))),
    });
    return { kind: 'answered', status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'silent', sentence: late ? `no answer within ${timeout / 1000} s` : 'no answer' };
  }
}

function toAnswer(outcome: CallResult, id: string): PagerDutyAnswer | undefined {
  if (outcome.kind !== 'answered') throw new Error(`PagerDuty gave ${outcome.sentence}`);
  const { status, text } = outcome;
  if (status === 404) return undefined;
  if (status === 401 || status === 403) throw new Error(`PagerDuty answered ${status}: the key does not admit`);
  if (status !== 200) throw new Error(`PagerDuty answered ${status}`);
  const incident = fieldsOf(fieldsOf(parseJson(text))['incident']);
  const { html_url: page, status: state } = incident;
  const service = fieldsOf(incident['service'])['id'];
  const named = /^[0-9]+$/.test(id) ? String(incident['incident_number']) : String(incident['id']).toUpperCase();
  if (named !== id.toUpperCase()) throw new Error(`PagerDuty answered with another incident than ${id}`);
  const known = STATUSES.find((one) => one === state);
  if (known === undefined || typeof service !== 'string' || typeof page !== 'string')
    throw new Error('PagerDuty answered with something that is no incident');
  return { status: known, service, url: page };
}

const STATUSES = ['triggered', 'acknowledged', 'resolved'] as const;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
