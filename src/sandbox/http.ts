import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call to a sandbox API, already routed and decoded. */
export interface Call {
  /** The operation, spelled as in the published description: `GET /repos/{owner}/{repo}/pulls`. */
  readonly operation: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** Form fields as a record, else decoded JSON, else the raw text. */
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  /** A string is sent as text, bytes are sent unchanged, anything else is sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  /** `METHOD /path/{param}`. `{param+}` matches across slashes. A literal may follow: `{resource}:getIamPolicy`. */
  readonly operation: string;
  /** Paths to match instead of `operation`, if its published spelling hides that a parameter may hold slashes. */
  readonly patterns?: readonly string[];
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** One call and its answer. Observers receive it after the answer; tests use it to validate and to count. */
export interface Exchange {
  readonly call: Call;
  readonly answer: Answer;
}

/** A fault to inject. `before`: the handler does not run. `after`: the handler runs, but its answer is lost. */
export interface Fault {
  /** Exact operation, or a prefix ending in `*`. */
  readonly operation: string;
  readonly when: 'before' | 'after';
  /** An HTTP status to answer, or `drop` to close the connection without an answer. */
  readonly answer: number | 'drop';
  /** Number of matching calls that fail. The fault is removed afterwards. */
  readonly times: number;
  /** Extra condition on the call. */
  readonly only?: (call: Call) => boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Service {
  readonly origin: string;
  readonly exchanges: { subscribe(observer: (exchange: Exchange) => void): () => void };
  readonly faults: { add(fault: Fault): void; clear(): void };
  readonly rounds: Rounds;
  close(): Promise<void>;
}

/** Counts the calls that waited for each other, which is how a client's latency adds up. */
export interface Rounds {
  /** Minimum milliseconds until an answer. At 0, calls that were made together may not overlap. */
  latency: number;
  /** Length of the longest chain of calls in which each call began after the previous one had ended. */
  longest(): number;
  reset(): void;
}

export interface ServiceOptions {
  readonly routes: readonly Route[];
  readonly now: () => number;
  /** Port to listen on; 0 picks a free one. */
  readonly port?: number;
  /** Handles requests without a route, such as git's smart HTTP. Returns false to decline. */
  readonly fallback?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly notFound: (call: Pick<Call, 'method' | 'url'>) => Answer;
  /** Turns a handler's exception into an answer. An unknown exception becomes a 500 in the service's own format. */
  readonly failed: (error: unknown) => Answer;
}

/** Serves `routes` on loopback. Every answer carries sandbox time in `Date`. */
export async function serve(options: ServiceOptions): Promise<Service> {
  const table = options.routes.flatMap((route) =>
    (route.patterns ?? [route.operation]).map((pattern) => ({ route, ...compile(pattern) })),
  );
  const observers = new Set<(exchange: Exchange) => void>();
  let faults: { fault: Fault; left: number }[] = [];

  function takeFault(call: Call, when: Fault['when']): Fault | undefined {
    const hit = faults.find(({ fault, left }) => left > 0 && fault.when === when && matches(fault, call));
    if (hit === undefined) return undefined;
    hit.left -= 1;
    faults = faults.filter(({ left }) => left > 0);
    return hit.fault;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const method = request.method ?? 'GET';
    const path = url.pathname;
    const found = table
      .filter((entry) => entry.method === method)
      .map((entry) => ({ entry, match: entry.pattern.exec(path) }))
      .find(({ match }) => match !== null);
    if (found === undefined && options.fallback?.(request, response)) return;
    const body = await readBody(request);
    const call: Call = {
      operation: found?.entry.route.operation ?? `${method} ${path}`,
      method,
      url,
      params: Object.fromEntries(
        Object.entries(found?.match?.groups ?? {}).map(([k, v]) => [k, decodeURIComponent(v)]),
      ),
      query: url.searchParams,
      headers: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])),
      body,
    };
    const before = takeFault(call, 'before');
    if (before !== undefined) {
      fail(before);
      return;
    }
    let answer: Answer;
    try {
      answer = found === undefined ? options.notFound(call) : await found.entry.route.handle(call);
    } catch (error) {
      answer = options.failed(error);
    }
    for (const observer of observers) observer({ call, answer });
    const after = takeFault(call, 'after');
    if (after === undefined) send(response, answer);
    else fail(after);

    function fail(fault: Fault): void {
      if (fault.answer === 'drop') request.socket.destroy();
      else
        send(response, {
          status: fault.answer,
          body: fault.body ?? { message: 'injected fault' },
          headers: fault.headers ?? {},
        });
    }
  }

  function send(response: ServerResponse, answer: Answer): void {
    const [type, content] = encode(answer.body);
    response.sendDate = false;
    response.writeHead(answer.status, {
      Date: new Date(options.now()).toUTCString(),
      ...(type === undefined ? {} : { 'Content-Type': type }),
      ...answer.headers,
    });
    response.end(content);
  }

  const rounds = createRounds();
  const server = createServer((request, response) => {
    rounds
      .during(() => handle(request, response))
      .catch((error: unknown) => {
        if (!response.headersSent) send(response, options.failed(error));
        else response.destroy();
      });
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    exchanges: {
      subscribe(observer) {
        observers.add(observer);
        return () => observers.delete(observer);
      },
    },
    faults: {
      add: (fault) => void faults.push({ fault, left: fault.times }),
      clear: () => void (faults = []),
    },
    rounds,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createRounds(): Rounds & { during(work: () => Promise<void>): Promise<void> } {
  let ended = 0;
  return {
    latency: 0,
    longest: () => ended,
    reset: () => void (ended = 0),
    async during(work) {
      const place = ended + 1;
      if (this.latency > 0) await new Promise((resolve) => setTimeout(resolve, this.latency));
      try {
        await work();
      } finally {
        ended = Math.max(ended, place);
      }
    },
  };
}

function encode(body: unknown): [type: string | undefined, content: string | Uint8Array] {
  if (body === undefined) return [undefined, ''];
  if (typeof body === 'string') return ['text/plain; charset=utf-8', body];
  if (body instanceof Uint8Array) return ['application/octet-stream', body];
  return ['application/json; charset=utf-8', JSON.stringify(body)];
}

function matches(fault: Fault, call: Call): boolean {
  const named = fault.operation.endsWith('*')
    ? call.operation.startsWith(fault.operation.slice(0, -1))
    : call.operation === fault.operation;
  return named && (fault.only?.(call) ?? true);
}

function compile(operation: string): { method: string; pattern: RegExp } {
  const [method = '', path = ''] = operation.split(' ');
  const source = path
    .split(/(\{\w+\+?\})/)
    .map((part) => {
      const name = /^\{(\w+)(\+?)\}$/.exec(part);
      if (name === null) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return name[2] === '+' ? `(?<${name[1] ?? ''}>.+)` : `(?<${name[1] ?? ''}>[^/]+?)`;
    })
    .join('');
  return { method, pattern: new RegExp(`^${source}$`) };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const type = request.headers['content-type'] ?? '';
  if (text === '') return undefined;
  if (type.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
