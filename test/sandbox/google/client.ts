import { startGoogle, type Google, type GoogleOptions } from '../../../src/sandbox/google/google.ts';

/** What a plain HTTP caller gets back. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly date: string;
}

export interface Sandbox {
  readonly google: Google;
  /** Calls as the administrator, or with `token` (empty: with none). */
  call(method: string, path: string, body?: unknown, token?: string, headers?: Record<string, string>): Promise<Reply>;
  /** Moves sandbox time. */
  advance(milliseconds: number): void;
  now(): number;
}

/** 2:17 a.m., when production is down. */
const start = Date.parse('2026-11-24T02:17:00Z');
export const minutes = 60_000;
export const hours = 60 * minutes;

/** What GitHub's token says of the job that reconciles main: all that the provider's condition asks about. */
export const RECONCILE_JOB = {
  repository: 'acme/access',
  repository_id: '700100',
  repository_owner_id: '900100',
  ref: 'refs/heads/main',
  environment: 'break-glass',
  event_name: 'push',
  workflow_ref: 'acme/access/.github/workflows/reconcile.yml@refs/heads/main',
};

export async function startSandboxGoogle(options?: GoogleOptions): Promise<Sandbox> {
  let time = start;
  const google = await startGoogle({ now: () => time, ...(options === undefined ? {} : { options }) });
  return {
    google,
    async call(method, path, body, token = google.adminToken, headers = {}) {
      const response = await fetch(`${google.origin}${path}`, {
        method,
        headers: {
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined || body instanceof URLSearchParams ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
      });
      const parsed = (await response.json()) as Record<string, unknown>;
      return { status: response.status, body: parsed, date: response.headers.get('date') ?? '' };
    },
    advance: (milliseconds) => void (time += milliseconds),
    now: () => time,
  };
}

/** The message of a Google error, for a test that asserts the sentence. */
export function messageOf({ body }: Reply): string {
  return (body['error'] as { message?: string } | undefined)?.message ?? '';
}

/** Everything but the etag, which changes with every write. */
export function withoutEtag(policy: object): object {
  return { ...policy, etag: '' };
}

export interface PolicyBody {
  version?: number;
  etag?: string;
  bindings?: {
    role: string;
    members: string[];
    condition?: { title: string; expression: string; description?: string };
  }[];
  auditConfigs?: unknown;
  [field: string]: unknown;
}

export const orders = '/v1/projects/acme-orders-prod';

export async function readPolicy(sandbox: Sandbox, path = orders): Promise<PolicyBody> {
  const { body } = await sandbox.call('POST', `${path}:getIamPolicy`, { options: { requestedPolicyVersion: 3 } });
  return structuredClone(body);
}

/** Reads the policy, adds `binding` and writes it back as version 3 with its etag, as a careful client does. */
export async function addBinding(sandbox: Sandbox, binding: unknown, path = orders): Promise<Reply> {
  const policy = await readPolicy(sandbox, path);
  const bindings = [...(policy.bindings ?? []), binding];
  return sandbox.call('POST', `${path}:setIamPolicy`, { policy: { ...policy, version: 3, bindings } });
}
