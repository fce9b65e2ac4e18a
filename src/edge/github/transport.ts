import { parseHttpDate, type Instant } from '../../core/time.ts';

/** `fetch` as Octokit uses it, and GitHub's own time by the `Date` header of its answers. */
export interface Transport {
  readonly fetch: typeof fetch;
  /** The latest time of any answer; `undefined` while no answer had one. */
  readonly time: () => Instant | undefined;
}

/**
 * An answer counts only when it is whole: Octokit alone takes a body that broke off for an empty one, which would make
 * a missing page look like the end of a list.
 *
 * @param timeout milliseconds one exchange may take, its body included.
 */
export function createTransport(timeout: number): Transport {
  let latest: Instant | undefined;

  function note(answer: Response): void {
    // A cache's answer carries the time of its making, not of its asking.
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
    throw new TypeError('fetch failed', { cause: new Error('the answer is no whole JSON text', { cause }) });
  }
}
