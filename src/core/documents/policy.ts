import type { Seconds } from '../time.ts';

/** A set of people, as documents write it: `team:<slug>` or `user:<login>`; a user is known by numeric id. */
export type Party =
  | { readonly kind: 'team'; readonly slug: string }
  | { readonly kind: 'user'; readonly login: string; readonly id: number };

/** `count` distinct people out of `from`. */
export interface ApprovalRule {
  readonly from: readonly Party[];
  readonly count: number;
}

/** Optional narrowing of a binding, rendered into its condition from a fixed template. */
export interface Narrowing {
  readonly nameStartsWith?: string;
  readonly type?: string;
  readonly service?: string;
}

/** What a policy hands out on one resource. */
export interface Access {
  /** The name of a resource whose IAM policy takes conditions, in a form of `RESOURCE_KINDS`. */
  readonly resource: string;
  readonly roles: readonly string[];
  readonly only?: Narrowing;
}

export type Proof = 'account-2fa' | 'security-key' | 'none';

/** What may be asked for, by whom, for how long, and who must agree. */
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
  /** Whether a security key must have asked for a PIN or a finger too; absent: a touch is enough. */
  readonly userVerification?: true;
  /** Receives the access in the requester's stead: one service account or workload identity. Absent: the requester. */
  readonly holder?: string;
  readonly breakGlass?: BreakGlass;
  /** The incident a request must name. Absent: none is looked up. */
  readonly incident?: IncidentDemand;
  /** JSON Schema 2020-12 the request document must satisfy besides our own. */
  readonly request?: Readonly<Record<string, unknown>>;
}

export interface BreakGlass {
  readonly requesters: readonly Party[];
  readonly maxDuration: Seconds;
  readonly review: { readonly from: readonly Party[]; readonly within: Seconds };
}

/** Which incidents count, and what happens while the place they are kept at does not answer. */
export type IncidentDemand = {
  /** `refuse`: the request waits. `record`: it is granted, and the record says that nobody looked. */
  readonly unreachable: 'refuse' | 'record';
} & (
  | {
      readonly from: 'github';
      /** All of them must be on the issue. */
      readonly labels: readonly string[];
      /** `owner/name`; absent: the repository with the requests. */
      readonly repository?: string;
    }
  | {
      readonly from: 'pagerduty';
      /** Ids; none: any service. */
      readonly services: readonly string[];
      readonly statuses: readonly ('triggered' | 'acknowledged')[];
    }
);
