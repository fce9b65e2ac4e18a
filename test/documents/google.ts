import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A call that gcloud made. */
export interface GoogleCall {
  readonly method: string;
  /** Host, path and query as they would be at Google: `iam.googleapis.com/v1/projects/acme-ops/serviceAccounts`. */
  readonly address: string;
  readonly body: unknown;
}

export interface Recorder {
  /** Sends every API that the documents use here. */
  readonly env: Readonly<Record<string, string>>;
  /** Calls since the last time this was asked. */
  takeCalls(): readonly GoogleCall[];
  close(): Promise<void>;
}

const APIS = {
  CLOUDKMS: 'cloudkms',
  CLOUDRESOURCEMANAGER: 'cloudresourcemanager',
  IAM: 'iam',
  LOGGING: 'logging',
  SERVICEUSAGE: 'serviceusage',
} as const;

/**
 * Stands for Google where gcloud sets things up, and writes down what gcloud sends. What the sandbox serves, the
 * sandbox answers. The rest is answered in the published shape from what was sent.
 */
export async function recordGoogle(sandbox: string): Promise<Recorder> {
  let calls: GoogleCall[] = [];
  const resources = new Map<string, Record<string, unknown>>();
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });

  async function answer(request: IncomingMessage): Promise<[status: number, body: unknown]> {
    const { method = '', url = '', headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = text === '' ? undefined : (JSON.parse(text) as unknown);
    calls.push({ method, address: url.slice(1), body });
    const path = url.slice(1).replace(/^[^/]+/, '');
    const served = await fetch(`${sandbox}${path}`, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      ...(text === '' ? {} : { body: text }),
    });
    const reply = (await served.json()) as { error?: { message?: string } };
    if (served.status !== 404 || reply.error?.message?.startsWith('Method not found') !== true)
      return [served.status, reply];
    return made(resources, method, path, body);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: Object.fromEntries(
      Object.entries(APIS).map(([name, api]) => [
        `CLOUDSDK_API_ENDPOINT_OVERRIDES_${name}`,
        `http://127.0.0.1:${port}/${api}.googleapis.com/`,
      ]),
    ),
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

type Resources = Map<string, Record<string, unknown>>;

/** A resource that was created is found under its name, with what was sent. */
function made(resources: Resources, method: string, path: string, body: unknown): [number, unknown] {
  const [name = '', query = ''] = path.split('?');
  const sent = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (/:batchEnable$/.test(name)) return [200, operation(name, {})];
  if (/:(?:getIamPolicy|setIamPolicy)$/.test(name))
    return [200, name.endsWith('set') ? sent['policy'] : { version: 1, etag: 'BwWWja0YfJA=' }];
  if (method === 'GET') {
    const found = resources.get(name);
    return found === undefined
      ? [404, { error: { code: 404, status: 'NOT_FOUND', message: `${name} is not there` } }]
      : [200, found];
  }
  if (method === 'PATCH' || method === 'PUT') {
    const changed = { ...resources.get(name), ...sent };
    resources.set(name, changed);
    return [200, changed];
  }
  const id =
    new URLSearchParams(query).toString().match(/Id=([^&]+)/)?.[1] ??
    sent['accountId'] ??
    sent['roleId'] ??
    sent['name'];
  const [resource, shown] = [`${name}/${String(id)}`, sent['role'] ?? sent['serviceAccount'] ?? sent];
  const created = { name: resource.replace(/^\/v\d+(?:beta\d*)?\//, ''), ...shown };
  resources.set(resource, created);
  return [200, /workloadIdentityPools/.test(name) ? operation(resource, created) : created];
}

const operation = (name: string, response: object) => ({
  name: `${name.replace(/^\/v\d+\//, '')}/operations/1`,
  done: true,
  response,
});
