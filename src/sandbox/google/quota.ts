import type { Call } from '../http.ts';
import { exhausted } from './errors.ts';
import type { Principal } from './tokens.ts';

/** Requests per minute of sandbox time, for each service and each charged project. */
export interface QuotaLimits {
  readonly read: number;
  readonly write: number;
}

export interface Quota {
  /** Counts one request. Throws RESOURCE_EXHAUSTED if the minute's quota is used up. */
  spend(call: Call, principal: Principal, service: string, kind: keyof QuotaLimits): void;
}

/**
 * Resource Manager's observed quota for a project without an increase. Quoted errors show 1200 for
 * `ReadRequestsPerMinutePerProject`; writes have less. The other services give as much or more.
 */
export const PUBLISHED: QuotaLimits = { read: 1200, write: 600 };

/** Creates the counters. A call may name the charged project in `x-goog-user-project`. */
export function createQuota(limits: QuotaLimits, now: () => number): Quota {
  const spent = new Map<string, number>();
  let minute = 0;
  return {
    spend(call, principal, service, kind) {
      const present = Math.floor(now() / 60_000);
      if (present !== minute) spent.clear();
      minute = present;
      const project = call.headers['x-goog-user-project'] ?? chargedTo(principal);
      const key = `${service} ${kind} ${project}`;
      const count = (spent.get(key) ?? 0) + 1;
      spent.set(key, count);
      if (count > limits[kind]) throw exhausted(service, kind === 'read' ? 'Read' : 'Write', limits[kind], project);
    },
  };
}

/**
 * Returns a service account's own project. Google charges people and workflows to their client's project. Here their
 * member name replaces it.
 */
function chargedTo({ member }: Principal): string {
  return /^serviceAccount:[^@]+@([^.]+)\./.exec(member)?.[1] ?? member;
}
