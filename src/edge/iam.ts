import type { AuthClient } from 'google-auth-library';
import type { IamPolicies, ReadResult, WriteResult } from '../core/ports.ts';
import { startGoogleClock } from './google/clock.ts';
import { isRawPolicy } from './google/policy.ts';
import { failureOf, parseJson, send, type CallResult, type JsonCall } from './google/request.ts';
import { policyAccess, type PolicyCall } from './google/resources.ts';
import { readWithRetries, type Pause } from './google/retry.ts';
import { serviceUrls } from './google/service-urls.ts';

export interface IamOptions {
  readonly auth: AuthClient;
  readonly endpoint?: string;
  /** Receives one line before each retry of a read. */
  readonly log?: (line: string) => void;
  /** Waits between retries; the real clock, unless a test replaces it. */
  readonly pause?: Pause;
  /** Milliseconds for one exchange, its access token included. */
  readonly timeout?: number;
}

const TIMEOUT = 20_000;
/** Characters. */
const REASON_LIMIT = 1000;
const INCOMPLETE = "Google's answer is not a complete IAM policy with an etag";

/** Connects to the IAM allow policies of every kind of resource, each over its own API. */
export function connectIam({ auth, endpoint, log, pause, timeout = TIMEOUT }: IamOptions): IamPolicies {
  const urls = serviceUrls(endpoint);
  const clock = startGoogleClock();

  async function exchange(call: PolicyCall, headers: JsonCall['headers'] = {}, limit = timeout): Promise<CallResult> {
    const outcome = await send(auth, { ...call, headers, timeout: Math.min(timeout, limit) });
    if (outcome.kind === 'answered') clock.saw(outcome.headers);
    return outcome;
  }

  return {
    time: () => clock.time(),
    async read(resource) {
      const access = policyAccess(resource, urls);
      if (access === undefined) return { unreadable: unknownName(resource) };
      const once = (limit: number) => exchange(access.read, {}, limit);
      return toReadResult(await readWithRetries(once, { log, pause, what: resource }));
    },
    async write(resource, policy, reason) {
      const access = policyAccess(resource, urls);
      if (access === undefined) return { outcome: 'rejected', sentence: unknownName(resource) };
      const outcome = await exchange(access.write(policy), { 'x-goog-request-reason': headerText(reason) });
      return toWriteResult(outcome, access.kind.needs);
    },
  };
}

function toReadResult(outcome: CallResult): ReadResult {
  if (outcome.kind !== 'answered') return { unreadable: outcome.sentence };
  const { status, text } = outcome;
  if (status !== 200) return { unreadable: failureOf(status, text) };
  const policy = parseJson(text);
  return isRawPolicy(policy) ? { policy } : { unreadable: INCOMPLETE };
}

function toWriteResult(outcome: CallResult, needs: string | undefined): WriteResult {
  if (outcome.kind === 'unsent') {
    return { outcome: outcome.lasting ? 'refused' : 'busy', sentence: outcome.sentence };
  }
  if (outcome.kind === 'silent') return { outcome: 'uncertain', sentence: outcome.sentence };
  const { status, text } = outcome;
  const sentence = failureOf(status, text);
  switch (status) {
    case 200: {
      const policy = parseJson(text);
      if (isRawPolicy(policy)) return { outcome: 'written', policy };
      return { outcome: 'uncertain', sentence: INCOMPLETE };
    }
    // Most APIs answer 409 ABORTED; Cloud Storage answers 412. Neither has another meaning after a write.
    case 409:
    case 412:
      return { outcome: 'conflict' };
    case 401:
    case 403:
    case 404:
      return { outcome: 'refused', sentence };
    case 429:
      return { outcome: 'busy', sentence };
    case 400:
      return { outcome: 'rejected', sentence: needs === undefined ? sentence : `${sentence} (${needs})` };
    default:
      return { outcome: 'uncertain', sentence };
  }
}

/** Returns a text that fits a header: printable ASCII. A long reason is cut, so that it does not fail the write. */
function headerText(reason: string): string {
  return reason
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, REASON_LIMIT);
}

function unknownName(resource: string): string {
  return `${JSON.stringify(resource)} is not the name of a resource that Pullcord supports. Correct it in the policy`;
}
