import type { Incidents, PagerDutyAnswer } from '../core/ports.ts';
import { parseJson, type CallResult } from './google/request.ts';
import { readWithRetries, type Pause } from './google/retry.ts';

export interface PagerDutyOptions {
  /** A REST API key; a read-only key is enough. `undefined` if none is set; then nothing is sent. */
  readonly token: string | undefined;
  /** `https://api.pagerduty.com`, or `https://api.eu.pagerduty.com` for accounts in Europe. */
  readonly url?: string;
  readonly log?: (line: string) => void;
  /** Milliseconds for one call. */
  readonly timeout?: number;
  readonly pause?: Pause;
}

const TIMEOUT = 10_000;
/** An incident's id has letters and digits. Its number counts up within the account. */
const NAME = /^[A-Za-z0-9]{1,32}$/;

/**
 * Reads incidents with `GET /incidents/{id}` of PagerDuty's REST API v2, which accepts an incident's id or its number.
 * No error message contains the key.
 * https://developer.pagerduty.com/api-reference/005299ed43553-get-an-incident
 */
export function connectPagerDuty(options: PagerDutyOptions): Incidents['pagerduty'] {
  const { token, url = 'https://api.pagerduty.com', log, timeout = TIMEOUT, pause } = options;
  return async (id) => {
    if (token === undefined)
      throw new Error(
        'no key for PagerDuty is set. Set PULLCORD_PAGERDUTY_TOKEN, or the action’s input pagerduty-token',
      );
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
      // A redirect must not carry the key to another host.
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
  if (status === 401 || status === 403)
    throw new Error(`PagerDuty answered ${status}: it does not accept the key. Set a valid PULLCORD_PAGERDUTY_TOKEN`);
  if (status !== 200) throw new Error(`PagerDuty answered ${status}`);
  const incident = fieldsOf(fieldsOf(parseJson(text))['incident']);
  const { html_url: page, status: state } = incident;
  const service = fieldsOf(incident['service'])['id'];
  const named = /^[0-9]+$/.test(id) ? String(incident['incident_number']) : String(incident['id']).toUpperCase();
  if (named !== id.toUpperCase()) throw new Error(`PagerDuty answered with another incident than ${id}`);
  const known = STATUSES.find((one) => one === state);
  if (known === undefined || typeof service !== 'string' || typeof page !== 'string')
    throw new Error('PagerDuty answered without a complete incident');
  return { status: known, service, url: page };
}

const STATUSES = ['triggered', 'acknowledged', 'resolved'] as const;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
