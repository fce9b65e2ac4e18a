import type { Seconds } from '../time.ts';

/**
 * A set of people. Documents write `team:<slug>` or `user:<login>`. The numeric id identifies a user. It identifies a
 * team too, if `teams` in the organization pins it: a slug can come to name another team.
 */
export type Party =
  | { readonly kind: 'team'; readonly slug: string; readonly id?: number }
  | { readonly kind: 'user'; readonly login: string; readonly id: number };

/** `count` distinct people out of `from`. */
export interface ApprovalRule {
  readonly from: readonly Party[];
  readonly count: number;
}

/** An optional narrowing of a binding. A fixed template writes it into the condition. */
export interface Narrowing {
  readonly nameStartsWith?: string;
  readonly type?: string;
  readonly service?: string;
}

/** The roles that a policy grants on one resource. */
export interface Access {
  /** The name of a resource whose IAM policy takes conditions, in a form of `RESOURCE_KINDS`. */
  readonly resource: string;
  readonly roles: readonly string[];
  readonly only?: Narrowing;
}

export type Proof = 'account-2fa' | 'security-key' | 'none';

/** A policy: the access on offer, its requesters, its maximum duration and its approvals. */
export interface Policy {
  /** The file's name without `.yaml`. */
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly environment: string;
  readonly access: readonly Access[];
  readonly requesters: readonly Party[];
  readonly maxDuration: Seconds;
  readonly approval: readonly ApprovalRule[];
  readonly proof: Proof;
  /** True if a security key must verify a PIN or fingerprint. Absent if a touch is enough. */
  readonly userVerification?: true;
  /** The service account or workload identity that receives the access. The default: the requester. */
  readonly holder?: string;
  readonly breakGlass?: BreakGlass;
  /** The incident that a request must name. Absent if none is required. */
  readonly incident?: IncidentDemand;
  /** A JSON Schema 2020-12 that requests must satisfy, in addition to our own schema. */
  readonly request?: Readonly<Record<string, unknown>>;
}

export interface BreakGlass {
  /** The most uses of one person that may await their review at a time. The default: 1. */
  readonly unreviewed?: number;
  readonly requesters: readonly Party[];
  readonly maxDuration: Seconds;
  readonly review: { readonly from: readonly Party[]; readonly within: Seconds };
}

/** The incidents that count, and the behaviour while their place is unreachable. */
export type IncidentDemand = {
  /** `refuse`: the request waits. `record`: it is granted, and the record says that the incident was not checked. */
  readonly unreachable: 'refuse' | 'record';
} & (
  | {
      readonly from: 'github';
      /** The issue must have all of these labels. */
      readonly labels: readonly string[];
      /** `owner/name`. The default: the repository with the requests. */
      readonly repository?: string;
    }
  | {
      readonly from: 'pagerduty';
      /** Ids of services. An empty list accepts any service. */
      readonly services: readonly string[];
      readonly statuses: readonly ('triggered' | 'acknowledged')[];
    }
);
