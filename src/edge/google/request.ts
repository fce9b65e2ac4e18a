import type { AuthClient } from 'google-auth-library';
import { TooLate, within } from './deadline.ts';
import { errorText, printable } from './error-text.ts';

/** The result of one call. Only after `silent` the call may or may not have landed. */
export type CallResult =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly text: string }
  /** Nothing was sent, because there was no access token. `lasting`: a retry would fail again. */
  | { readonly kind: 'unsent'; readonly sentence: string; readonly lasting: boolean }
  /** Sent, or perhaps sent: interrupted, timed out, redirected. */
  | { readonly kind: 'silent'; readonly sentence: string };

/** A call whose body is JSON. */
export interface JsonCall {
  /** POST by default. */
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** `undefined`: nothing is sent. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds, for the token and the call together. */
  readonly timeout: number;
}

/** Makes one call with the client's token and JSON. No layer below repeats it. Does not throw. */
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
  /** The exact text to send. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds, for the token and the call together. */
  readonly timeout: number;
}

/** Makes one call with the client's token. No layer below repeats it. Does not throw. */
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
        // The caller judges every status. The library must not retry on any.
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

/** Returns Google's own words for a failure, such as `HTTP 403 PERMISSION_DENIED: The caller …`. */
export function failureOf(status: number, text: string): string {
  const error = fieldsOf(fieldsOf(parseJson(text))['error']);
  const name = typeof error['status'] === 'string' ? ` ${printable(error['status'])}` : '';
  const message = typeof error['message'] === 'string' ? `: ${printable(error['message'])}` : '';
  return `HTTP ${status}${name}${message}`;
}

/** Parses JSON; `undefined` if the text is not JSON. */
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

/** Returns true for a 4xx of the token service, which rejects this identity. Other failures may be temporary. */
function isLasting(error: unknown): boolean {
  const status = fieldsOf(error)['status'] ?? fieldsOf(fieldsOf(error)['response'])['status'];
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
}
