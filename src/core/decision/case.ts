import type { DocumentDigests, Evidence } from './evidence.ts';
import type { GrantedRole } from '../grant/grant.ts';
import type { Issue, Parsed } from '../issue.ts';
import type { Organization } from '../documents/organization.ts';
import type { Policy } from '../documents/policy.ts';
import type { Request } from '../documents/request.ts';

/** Why a decision is what it is. Codes are public and stable. */
export interface Reason {
  readonly code: string;
  readonly sentence: string;
}

/** The documents a decision is taken under. */
export interface Documents {
  readonly organization: Organization | undefined;
  readonly policies: ReadonlyMap<string, Policy>;
  /** Whether every document parsed; a set that does not parse grants nothing. */
  readonly sound: boolean;
}

export interface Case {
  readonly evidence: Evidence;
  /** The request document, parsed from the evidence's own text. */
  readonly request: Parsed<Request>;
  /** What the policies, before the merge and at the head, find wrong with the request document. */
  readonly admission: readonly Issue[];
  /** On the commit before the merge; for an open pull request the same as `head`. */
  readonly before: Documents;
  /** At the default branch's head. */
  readonly head: Documents;
  /** The documents the ledger began with: until a change of policy can be judged, only these count. */
  readonly genesis: DocumentDigests | null;
}

/** What one rule says against a request: a fact that denies it, or one that is not known (yet). */
export interface Objection extends Reason {
  readonly weight: 'denied' | 'pending';
}

export const denied = (code: string, sentence: string): Objection => ({ weight: 'denied', code, sentence });
export const pending = (code: string, sentence: string): Objection => ({ weight: 'pending', code, sentence });

/** The documents' policy of the request, before the merge and at the head; both must permit. */
export function policiesOf(subject: Case): { readonly before: Policy | undefined; readonly head: Policy | undefined } {
  const name = subject.request.value?.policy ?? '';
  return { before: subject.before.policies.get(name), head: subject.head.policies.get(name) };
}

/** One row for each role of a policy. */
export function accessOf(policy: Policy): readonly GrantedRole[] {
  return policy.access.flatMap(({ resource, roles, only }) =>
    roles.map((role) => ({ resource, role, ...(only === undefined ? {} : { only }) })),
  );
}
