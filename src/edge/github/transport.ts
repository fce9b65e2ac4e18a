import { parseHttpDate, type Instant } from '../../core/time.ts';

/** The `fetch` that Octokit uses, and GitHub's own time from the `Date` header of its answers. */
export interface Transport {
  readonly fetch: typeof fetch;
  /** The latest time of any answer; `undefined` until an answer has one. */
  readonly time: () => Instant | undefined;
}

/**
 * Creates a transport that accepts only complete answers. Octokit alone mistakes a truncated body for an empty one. A
 * missing page would then look like the end of a list.
 *
 * @param timeout milliseconds for one exchange, its body included
 */
export function createTransport(timeout: number): Transport {
  let latest: Instant | undefined;

  function note(answer: Response): void {
    // A cached answer carries the time when it was made, not the time of this request.
    if (answer.status === 304 || answer.headers.has('age')) return;
    const at = parseHttpDate(answer.headers.get('date') ?? '');
    if (at !== undefined && (latest === undefined || at > latest)) latest = at;
  }

  return {
    time: () => latest,
    async fetch(input, init) {
      const limit = AbortSignal.timeout(timeout);
      const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
      const answer = await fetch(input, { ...init, signal });
      const whole = await readWhole(answer);
      note(answer);
      return whole;
    },
  };
}

async function readWhole(answer: Response): Promise<Response> {
  const bytes = await answer.arrayBuffer();
  if (answer.headers.get('content-type')?.includes('json') === true) assertJson(bytes);
  const empty = [204, 205, 304].includes(answer.status);
  const whole = new Response(empty ? null : bytes, {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
  });
  Object.defineProperty(whole, 'url', { value: answer.url });
  return whole;
}

function assertJson(bytes: ArrayBuffer): void {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new TypeError('fetch failed', { cause: new Error('the answer is not complete JSON', { cause }) });
  }
}
