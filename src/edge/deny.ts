import type { AuthClient } from 'google-auth-library';
import type { DenyPolicies, DenyResult } from '../core/ports.ts';
import type { DenyPolicy } from '../core/quarantine/deny-policy.ts';
import { TooLate, within } from './google/deadline.ts';
import type { Pause } from './google/retry.ts';
import { failureOf } from './google/request.ts';
import { serviceUrls } from './google/service-urls.ts';
import { errorText, printable } from './google/error-text.ts';

export interface DenyOptions {
  readonly auth: AuthClient;
  readonly endpoint?: string;
  /** Waits between polls; the real clock, unless a test replaces it. */
  readonly pause?: Pause;
  /** Milliseconds for one exchange. */
  readonly timeout?: number;
}

const TIMEOUT = 20_000;
const RESOURCE = /^(?:projects|folders|organizations)\/[a-z0-9][a-z0-9.:-]*$/i;
/** Milliseconds before each further poll. Google allows five writes and five reads a minute for each project. */
const POLL_PAUSES = [1000, 3000, 8000, 15_000, 15_000];
/** Milliseconds before each retry when Google is busy. Together over a minute, which covers a quota for each minute. */
const BUSY_PAUSES = [20_000, 45_000];

/**
 * Connects to IAM deny policies through Google's own client: https://cloud.google.com/iam/docs/reference/rest/v2/policies.
 * The client uses REST, so that the same code runs against the sandbox. It is large, so the first call loads it.
 */
export function connectDeny({ auth, endpoint, pause = realPause, timeout = TIMEOUT }: DenyOptions): DenyPolicies {
  const url = new URL(serviceUrls(endpoint).iam);
  let loading: Promise<Client> | undefined;
  const client = () => (loading ??= load(auth, url));

  /** Makes one call, and repeats it while Google is busy. @throws the client's errors */
  async function call<T>(work: (policies: Client) => Promise<T>): Promise<T> {
    for (const wait of [...BUSY_PAUSES, undefined]) {
      try {
        return await within(timeout, 'the answer', client().then(work));
      } catch (error) {
        if (wait === undefined || !isBusy(error)) throw error;
        await pause(wait);
      }
    }
    throw new Error('unreachable');
  }

  async function read(name: string): Promise<ApiPolicy | undefined> {
    try {
      const [policy] = await call((policies) => policies.getPolicy({ name }));
      return policy;
    } catch (error) {
      if (codeOf(error) === 'not-found') return undefined;
      throw error;
    }
  }

  /** Waits until the operation ends, a bounded time. @throws if it fails or takes too long */
  async function finish(operation: Operation, progress: 'checkCreatePolicyProgress' | 'checkDeletePolicyProgress') {
    let current = operation;
    for (const wait of POLL_PAUSES) {
      if (current.error != null) throw new Error(printable(current.error.message ?? 'the operation failed'));
      if (current.done === true) return;
      await pause(wait);
      const { name } = operation;
      current = await call((policies) => policies[progress](name));
    }
    if (current.done !== true) throw new TooLate('Google has not finished the change yet. Run the command again');
  }

  async function toResult(what: string, work: () => Promise<void>): Promise<DenyResult> {
    try {
      await work();
      return { outcome: 'done' };
    } catch (error) {
      return { outcome: 'failed', sentence: `deny policy ${what}: ${failureText(error)}` };
    }
  }

  return {
    place: (policy) =>
      toResult(`${policy.id} on ${policy.resource}`, async () => {
        const parent = parentOf(policy.resource);
        try {
          const request = { parent, policyId: policy.id, policy: toApi(policy) };
          const [operation] = await call((policies) => policies.createPolicy(request));
          await finish(operation, 'checkCreatePolicyProgress');
        } catch (error) {
          if (codeOf(error) !== 'exists') throw error;
        }
        const standing = await read(`${parent}/${policy.id}`);
        if (standing === undefined)
          throw new Error(
            'Google accepted the deny policy, and a later read does not show it. Run the command again in a minute',
          );
        if (!matches(standing, policy))
          throw new Error(
            `a deny policy of the same name has other rules. Delete it, then run the command again: gcloud iam policies delete ${policy.id} --kind=denypolicies --attachment-point=cloudresourcemanager.googleapis.com/${policy.resource}`,
          );
      }),
    remove: (resource, id) =>
      toResult(`${id} on ${resource}`, async () => {
        const name = `${parentOf(resource)}/${id}`;
        if ((await read(name)) === undefined) return;
        const [operation] = await call((policies) => policies.deletePolicy({ name }));
        await finish(operation, 'checkDeletePolicyProgress');
      }),
  };
}

/** The part of the generated client that this file uses. The package exports it untyped. */
interface Client {
  createPolicy(request: object): Promise<[Operation]>;
  deletePolicy(request: object): Promise<[Operation]>;
  getPolicy(request: object): Promise<[ApiPolicy]>;
  checkCreatePolicyProgress(name: string): Promise<Operation>;
  checkDeletePolicyProgress(name: string): Promise<Operation>;
}

interface Operation {
  readonly name: string;
  readonly done?: boolean | null;
  readonly error?: { readonly message?: string | null } | null;
}

interface ApiPolicy {
  readonly rules?: readonly { readonly denyRule?: ApiDenyRule | null }[] | null;
}

interface ApiDenyRule {
  readonly deniedPrincipals?: readonly string[] | null;
  readonly deniedPermissions?: readonly string[] | null;
  readonly exceptionPrincipals?: readonly string[] | null;
  readonly exceptionPermissions?: readonly string[] | null;
  readonly denialCondition?: unknown;
}

async function load(auth: AuthClient, url: URL): Promise<Client> {
  // The whole CommonJS module, because its names are not importable after bundling.
  const { default: iam } = (await import('@google-cloud/iam')) as unknown as {
    default: { v2: { PoliciesClient: new (options: object) => Client } };
  };
  return new iam.v2.PoliciesClient({
    authClient: auth,
    fallback: true,
    protocol: url.protocol.slice(0, -1),
    servicePath: url.hostname,
    port: Number(url.port === '' ? 443 : url.port),
  });
}

/** Returns the parent of a deny policy. The attachment point is one segment, so its slashes become `%2F`. */
function parentOf(resource: string): string {
  if (!RESOURCE.test(resource))
    throw new Error(`${JSON.stringify(resource)} is not the name of a project, folder or organization`);
  return `policies/${encodeURIComponent(`cloudresourcemanager.googleapis.com/${resource}`)}/denypolicies`;
}

function toApi({ displayName, description, principals, permissions }: DenyPolicy): object {
  return {
    displayName,
    rules: [{ description, denyRule: { deniedPrincipals: principals, deniedPermissions: permissions } }],
  };
}

/** Returns true for exactly these principals and permissions, without an exception or a condition. */
function matches({ rules }: ApiPolicy, { principals, permissions }: DenyPolicy): boolean {
  const [rule, ...more] = rules ?? [];
  const denied = rule?.denyRule;
  return (
    denied != null &&
    more.length === 0 &&
    sameSet(denied.deniedPrincipals, principals) &&
    sameSet(denied.deniedPermissions, permissions) &&
    sameSet(denied.exceptionPrincipals, []) &&
    sameSet(denied.exceptionPermissions, []) &&
    denied.denialCondition == null
  );
}

function sameSet(a: readonly string[] | null | undefined, b: readonly string[]): boolean {
  return JSON.stringify([...(a ?? [])].sort()) === JSON.stringify([...b].sort());
}

/** Classifies an error. Over REST the code is an HTTP status; in errors of the client itself it is gRPC's. */
function codeOf(error: unknown): 'exists' | 'not-found' | 'other' {
  const code = numberOf(error);
  const text = error instanceof Error ? error.message : '';
  // 409 also means ABORTED.
  if (code === 6 || (code === 409 && text.includes('ALREADY_EXISTS'))) return 'exists';
  return code === 5 || code === 404 ? 'not-found' : 'other';
}

function isBusy(error: unknown): boolean {
  return [8, 14, 429, 503].includes(numberOf(error) ?? 0);
}

function numberOf(error: unknown): number | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'number' ? code : typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : undefined;
}

/** Returns the text of a failure. Over REST the client's message is Google's whole answer. */
function failureText(error: unknown): string {
  const status = numberOf(error);
  return status !== undefined && status >= 400 && error instanceof Error
    ? failureOf(status, error.message)
    : errorText(error);
}

const realPause: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
