import type { AuthClient } from 'google-auth-library';
import { TooLate, within } from './deadline.ts';
import { errorText, printable } from './error-text.ts';

/** The result of one call. Only after `silent` is it unknown whether the call landed. */
export type CallResult =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly text: string }
  /** No access token, so nothing was sent. `lasting`: asking again is no use. */
  | { readonly kind: 'unsent'; readonly sentence: string; readonly lasting: boolean }
  /** Sent, or perhaps sent: cut off, timed out, redirected. */
  | { readonly kind: 'silent'; readonly sentence: string };

/** A call whose body is JSON. */
export interface JsonCall {
  /** POST, unless given. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** `undefined`: nothing is sent. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds, for the token and the call together. */
  readonly timeout: number;
}

/** One call with the client's token and JSON. No layer below repeats it. Does not throw. */
export function send(
  auth: AuthClient,
  { method = 'POST', url, body, headers, timeout }: JsonCall,
): Promise<CallResult> {
  return exchange(auth, {
    method,
    url,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      accept: 'application/json',
      ...headers,
    },
    timeout,
  });
}

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** As it is sent. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds, for the token and the call together. */
  readonly timeout: number;
}

/** One call with the client's token. No layer below repeats it. Does not throw. */
export async function exchange(
  auth: AuthClient,
  { method, url, body, headers, timeout }: Exchange,
): Promise<CallResult> {
  const began = performance.now();
  try {
    await within(timeout, 'getting an access token', auth.getRequestHeaders());
  } catch (error) {
    return { kind: 'unsent', sentence: `no access token: ${errorText(error)}`, lasting: isLasting(error) };
  }
  try {
    const left = Math.max(1, Math.ceil(timeout - (performance.now() - began)));
    const answer = await within(
      left,
      'the answer',
      auth.request<string>({
        url,
        method,
        headers: { ...headers },
        ...(body === undefined ? {} : { data: body }),
        responseType: 'text',
        // Every status is an answer to judge here, and none a reason for the library to send the same again.
        validateStatus: () => true,
        retry: false,
        redirect: 'error',
        signal: AbortSignal.timeout(left),
      }),
    );
    return { kind: 'answered', status: answer.status, headers: answer.headers, text: answer.data };
  } catch (error) {
    return { kind: 'silent', sentence: error instanceof TooLate ? error.message : `no answer: ${errorText(error)}` };
  }
}

/** Google's own words for a failure, as `HTTP 403 PERMISSION_DENIED: The caller …`. */
export function failureOf(status: number, text: string): string {
  const error = fieldsOf(fieldsOf(parseJson(text))['error']);
  const name = typeof error['status'] === 'string' ? ` ${printable(error['status'])}` : '';
  const message = typeof error['message'] === 'string' ? `: ${printable(error['message'])}` : '';
  return `HTTP ${status}${name}${message}`;
}

/** `undefined` where the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** A 4xx of the token service means this identity is not admitted; anything else may pass. */
function isLasting(error: unknown): boolean {
  const status = fieldsOf(error)['status'] ?? fieldsOf(fieldsOf(error)['response'])['status'];
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
}
