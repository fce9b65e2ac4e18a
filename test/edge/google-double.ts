import { serve, type Call, type Service } from '../../src/sandbox/http.ts';

/** What an unpatched resource holds: bindings of others, audit configuration and a field nobody here knows. */
export const POLICY = {
  version: 3,
  etag: 'BwYa0=',
  bindings: [
    { role: 'roles/viewer', members: ['user:dave@acme.example', 'group:all@acme.example'] },
    {
      role: 'roles/editor',
      members: ['user:carol@acme.example'],
      condition: { title: 'until spring', expression: 'request.time < timestamp("2027-03-01T00:00:00Z")' },
    },
  ],
  auditConfigs: [{ service: 'allServices', auditLogConfigs: [{ logType: 'ADMIN_READ' }] }],
  later: { unknown: [1, 2] },
};

/** A Google that answers by the book and keeps every call, so that a test can break one exchange at a time. */
export interface Google extends Service {
  readonly calls: readonly Call[];
}

const NOW = Date.parse('2026-11-24T02:17:00Z');

export async function startGoogle(): Promise<Google> {
  const calls: Call[] = [];
  const keep = (answer: (call: Call) => object) => (call: Call) => {
    calls.push(call);
    return { status: 200, body: answer(call) };
  };
  const service = await serve({
    now: () => NOW,
    routes: [
      {
        operation: 'POST /v1/token',
        handle: keep(() => ({ access_token: 'federated', expires_in: 3600, token_type: 'Bearer' })),
      },
      {
        operation: 'POST /token',
        handle: keep(() => ({ access_token: 'refreshed', expires_in: 3600, token_type: 'Bearer' })),
      },
      {
        operation: 'POST /v1/projects/-/serviceAccounts/{account}:generateAccessToken',
        handle: keep(() => ({ accessToken: 'impersonated', expireTime: new Date(Date.now() + 600_000).toISOString() })),
      },
      { operation: 'POST /v3/{resource+}:getIamPolicy', handle: keep(() => POLICY) },
      {
        operation: 'POST /v3/{resource+}:setIamPolicy',
        handle: keep(({ body }) => ({ ...(body as { policy: object }).policy, etag: 'BwYa1=' })),
      },
      { operation: 'POST /v2/entries:write', handle: keep(() => ({})) },
    ],
    notFound: ({ method, url }) => ({ status: 404, body: errorBody(404, 'NOT_FOUND', `no ${method} ${url.pathname}`) }),
    failed: (error) => ({ status: 500, body: errorBody(500, 'INTERNAL', String(error)) }),
  });
  return { ...service, calls };
}

export function errorBody(code: number, status: string, message: string): object {
  return { error: { code, status, message } };
}
