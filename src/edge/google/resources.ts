import { kindOf, type ResourceKind } from '../../core/grant/resources.ts';
import type { RawPolicy } from '../../core/grant/iam-policy.ts';
import type { ServiceUrls } from './service-urls.ts';

/** One call about one resource's IAM policy, as its own API wants it. */
export interface PolicyCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  /** `undefined`: nothing is sent. */
  readonly body: unknown;
}

/** How to reach one resource's IAM policy. */
export interface PolicyAccess {
  readonly kind: ResourceKind;
  /** Asks for version 3, always: an older reading has lost the conditions, or is refused. */
  readonly read: PolicyCall;
  /** No update mask: Google's default is the bindings and the etag, so nothing else can change whatever else is sent. */
  readonly write: (policy: RawPolicy) => PolicyCall;
}

/** @returns `undefined` for a name of no kind there is: nothing may be sent for it. */
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
