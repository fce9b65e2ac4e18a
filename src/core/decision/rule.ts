import type { Evidence, PullFact } from './evidence.ts';
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

/** The documents a decision is taken under, as they stood on one commit. */
export interface Documents {
  /** Absent: missing, broken or not read; `issues` and `unread` say which. */
  readonly organization: Organization | undefined;
  /** The request's policy, if there is one and it parses. */
  readonly policy: Policy | undefined;
  /** Names of all policies there, valid or not. */
  readonly names: readonly string[];
  /** Everything that keeps the documents from being judged by. */
  readonly issues: readonly Issue[];
  /** Documents that are there and whose bytes are not known, by path; `undefined`: not even which there are is known. */
  readonly unread: readonly string[] | undefined;
}

export interface RuleInput {
  readonly evidence: Evidence;
  /** The request document, parsed from the evidence's own text. */
  readonly request: Parsed<Request>;
  /** What the policies, before the merge and at the head, find wrong with the request document. */
  readonly admission: readonly Issue[];
  /** On the commit before the merge; for an open pull request the same as `head`. */
  readonly before: Documents;
  /** At the default branch's head. */
  readonly head: Documents;
  /** Texts whose bytes are not those of the blob they are filed under, in words. */
  readonly digestMismatch: readonly string[];
}

/** What one rule says against a request: a fact that denies it, or one that is not known (yet). */
export interface Objection extends Reason {
  readonly weight: 'denied' | 'pending';
}

/** What must hold of a request. Ids are stable; `asks` is a short sentence for people. */
export interface Rule {
  readonly id: string;
  readonly asks: string;
  /** Whether the question arises at all; absent: always. */
  readonly arises?: (subject: RuleInput) => boolean;
  /** Everything that speaks against it; nothing: it holds. */
  readonly judge: (subject: RuleInput) => readonly Objection[];
  /** What its answer was put together from, for people. */
  readonly parts?: (subject: RuleInput) => readonly Result[];
}

export type RuleOutcome = 'holds' | 'denied' | 'pending' | 'not asked';

/** What came of one rule, or of several under one heading. */
export interface Result {
  readonly rule: string;
  readonly asks: string;
  readonly outcome: RuleOutcome;
  readonly reasons: readonly Reason[];
  readonly parts: readonly Result[];
}

export const denied = (code: string, sentence: string): Objection => ({ weight: 'denied', code, sentence });
export const pending = (code: string, sentence: string): Objection => ({ weight: 'pending', code, sentence });

/** The documents' policy of the request, before the merge and at the head; both must permit. */
export function policiesOf(subject: RuleInput): {
  readonly before: Policy | undefined;
  readonly head: Policy | undefined;
} {
  return { before: subject.before.policy, head: subject.head.policy };
}

/** Both policies, as far as there are any. */
export function bothPolicies(subject: RuleInput): readonly Policy[] {
  return [subject.before.policy, subject.head.policy].filter((policy) => policy !== undefined);
}

/** A rule about the pull request; without one the question does not arise. */
export function pullRule(
  id: string,
  asks: string,
  judge: (pull: PullFact, subject: RuleInput) => readonly Objection[],
): Rule {
  return {
    id,
    asks,
    arises: ({ evidence: { pull } }) => pull !== null,
    judge: (subject) => (subject.evidence.pull === null ? [] : judge(subject.evidence.pull, subject)),
  };
}

/** Both policies mostly object to the same thing: it is said once, and a denial before a doubt. */
export function gravest(objections: readonly Objection[]): readonly Objection[] {
  return [...objections.filter(({ weight }) => weight === 'denied'), ...objections].slice(0, 1);
}

/** One row for each role of a policy. */
export function accessOf(policy: Policy): readonly GrantedRole[] {
  return policy.access.flatMap(({ resource, roles, only }) =>
    roles.map((role) => ({ resource, role, ...(only === undefined ? {} : { only }) })),
  );
}
