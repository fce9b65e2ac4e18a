import { kindOf, type ResourceKind } from '../../core/grant/resources.ts';
import type { RawPolicy } from '../../core/grant/iam-policy.ts';
import type { ServiceUrls } from './service-urls.ts';

/** One call about one resource's IAM policy, in the form of its own API. */
export interface PolicyCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** `undefined`: nothing is sent. */
  readonly body: unknown;
}

/** The calls that read and write one resource's IAM policy. */
export interface PolicyAccess {
  readonly kind: ResourceKind;
  /** Always requests version 3. For an older version Google drops the conditions, or refuses. */
  readonly read: PolicyCall;
  /** Sends no update mask. Google's default is the bindings and the etag, so nothing else can change. */
  readonly write: (policy: RawPolicy) => PolicyCall;
}

/** Returns the calls for a resource; `undefined` for a name of an unknown kind, for which nothing may be sent. */
export function policyAccess(resource: string, urls: ServiceUrls): PolicyAccess | undefined {
  const kind = kindOf(resource);
  if (kind === undefined) return undefined;
  const { api, read, write } = kind;
  const url = urls[api];
  const address = `${url}${read.path(resource)}`;
  return {
    kind,
    read:
      read.version === 'body'
        ? { method: read.method, url: address, body: { options: { requestedPolicyVersion: 3 } } }
        : { method: read.method, url: `${address}?${read.version}=3`, body: read.method === 'GET' ? undefined : {} },
    write: (policy) => ({
      method: write.method,
      url: `${url}${write.path(resource)}`,
      body: write.wrapped ? { policy } : policy,
    }),
  };
}
