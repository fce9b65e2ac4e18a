import { parseDocument, type Document } from './document.ts';
import type { Parsed } from '../issue.ts';
import type { Organization } from './organization.ts';
import { resolveApproval, resolveParties } from './parties.ts';
import { readPolicyPath } from './paths.ts';
import { POLICY_RULES } from './policy-rules.ts';
import { checkSchema } from './schema.ts';
import { policy as checkPolicy, type WrittenPolicy } from './schema/validators.js';
import { toDuration, type Seconds } from '../time.ts';

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

/** A policy that fits its schema; whether it fits the organization is not said. */
export interface PolicyOnPaper {
  readonly name: string;
  readonly written: WrittenPolicy;
  readonly document: Document;
}

/** Reads a policy: its path, its bytes, its fields, and whether the organization allows what it says. */
export function parsePolicy(path: string, bytes: Uint8Array, organization: Organization): Parsed<Policy> {
  const paper = readPolicy(path, bytes);
  if (paper.issues) return paper;
  const issues = POLICY_RULES.flatMap((rule) => rule(paper.value, organization));
  return issues.length > 0 ? { issues } : { value: toPolicy(paper.value, organization) };
}

/** As much of `parsePolicy` as needs no organization. */
export function readPolicy(path: string, bytes: Uint8Array): Parsed<PolicyOnPaper> {
  const name = readPolicyPath(path);
  const document = parseDocument(path, bytes);
  const written = document.issues ? document : checkSchema(document.value, checkPolicy);
  const issues = [...(typeof name === 'string' ? [] : [name]), ...(written.issues ?? [])];
  if (typeof name !== 'string' || document.issues || written.issues) return { issues };
  return { value: { name, written: written.value, document: document.value } };
}

function toPolicy({ name, written, document }: PolicyOnPaper, { people }: Organization): Policy {
  return {
    name,
    path: document.path,
    title: written.title,
    environment: written.environment,
    access: written.access,
    requesters: resolveParties(written.requesters, people),
    maxDuration: toDuration(written.maxDuration),
    approval: written.approval.map((rule) => resolveApproval(rule, people)),
    proof: written.proof ?? 'account-2fa',
    ...(written.userVerification === true ? { userVerification: true as const } : {}),
    ...(written.holder === undefined ? {} : { holder: written.holder }),
    ...(written.breakGlass === undefined ? {} : { breakGlass: toBreakGlass(written.breakGlass, people) }),
    ...(written.incident === undefined ? {} : { incident: toIncident(written.incident) }),
    ...(written.request === undefined ? {} : { request: { ...written.request } }),
  };
}

function toBreakGlass(written: NonNullable<WrittenPolicy['breakGlass']>, people: Organization['people']): BreakGlass {
  return {
    requesters: resolveParties(written.requesters, people),
    maxDuration: toDuration(written.maxDuration),
    review: { from: resolveParties(written.review.from, people), within: toDuration(written.review.within) },
  };
}

function toIncident(written: NonNullable<WrittenPolicy['incident']>): IncidentDemand {
  const { labels = [], repository, services = [], statuses = ['triggered', 'acknowledged'] } = written;
  const unreachable = written.unreachable ?? 'refuse';
  if (written.from === 'pagerduty') return { from: 'pagerduty', services, statuses, unreachable };
  return { from: 'github', labels, unreachable, ...(repository === undefined ? {} : { repository }) };
}
