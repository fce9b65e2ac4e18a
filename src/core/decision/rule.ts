import type { Evidence, PullFact } from './evidence.ts';
import type { GrantedRole } from '../grant/grant.ts';
import type { Issue, Parsed } from '../issue.ts';
import type { Organization } from '../documents/organization.ts';
import type { Policy } from '../documents/policy.ts';
import type { DeferralCode, DenialCode } from '../reasons/codes.ts';
import type { Request } from '../documents/request.ts';
import type { Instant } from '../time.ts';

/** A cause of a decision. Codes are public and stable; `src/core/reasons` explains each of them. */
export interface Reason {
  readonly code: string;
  /** The actor, value and place of this case. */
  readonly sentence: string;
}

/** The documents that a decision rests on, at one commit. */
export interface Documents {
  /** `undefined` if it is missing, broken or unread; `issues` and `unread` name the cause. */
  readonly organization: Organization | undefined;
  /** The request's policy; `undefined` if it is missing or does not parse. */
  readonly policy: Policy | undefined;
  /** Names of all policies at this commit, valid or not. */
  readonly names: readonly string[];
  /** Everything wrong with the documents that the decision needs. */
  readonly issues: readonly Issue[];
  /** Paths of documents whose bytes were not read; `undefined` if even the list of documents is unknown. */
  readonly unread: readonly string[] | undefined;
}

export interface RuleInput {
  readonly evidence: Evidence;
  /** The request document, parsed from the evidence's own text. */
  readonly request: Parsed<Request>;
  /** Issues that the policies find in the request document, before the merge and at the head. */
  readonly admission: readonly Issue[];
  /** The documents that were accepted before the merge. In evidence without `versions`: those on the commit before it. */
  readonly before: Documents;
  /** The documents at the default branch's head. */
  readonly head: Documents;
  /** A sentence for each text whose bytes do not have the blob id that it is filed under. */
  readonly digestMismatch: readonly string[];
  /** True if the accepted policy gave the same access at that time; `undefined` if that is not known. */
  readonly offeredAt: (at: Instant) => boolean | undefined;
  /** Present if a document at the head is not accepted, or its accepted version is not known. */
  readonly acceptedOnly?: AcceptedOnly;
}

/** The same input with only the accepted documents. A denial that it does not have is a deferral. */
export interface AcceptedOnly {
  readonly input: RuleInput;
  /** The cause, as the end of a sentence. */
  readonly because: string;
}

/** A reason of one rule against a request: a fact that denies it, or one not known yet. */
export interface Objection extends Reason {
  readonly weight: 'denied' | 'pending';
}

/** A condition that every request must meet. Ids are stable; `asks` states the condition for people. */
export interface Rule {
  readonly id: string;
  readonly asks: string;
  /** True if the rule applies; an absent function means that it always does. */
  readonly arises?: (subject: RuleInput) => boolean;
  /** Returns every objection; none if the condition holds. */
  readonly judge: (subject: RuleInput) => readonly Objection[];
  /** Returns the parts of the answer, for people. */
  readonly parts?: (subject: RuleInput) => readonly Result[];
}

export type RuleOutcome = 'holds' | 'denied' | 'pending' | 'not asked';

/** The outcome of one rule, or of several under one heading. */
export interface Result {
  readonly rule: string;
  readonly asks: string;
  readonly outcome: RuleOutcome;
  readonly reasons: readonly Reason[];
  readonly parts: readonly Result[];
}

/** An objection that denies. The table of reasons must not say of its code that the next run decides again. */
export const denied = (code: DenialCode, sentence: string): Objection => ({ weight: 'denied', code, sentence });

/** An objection that defers. The table of reasons must not say of its code that it is final. */
export const pending = (code: DeferralCode, sentence: string): Objection => ({ weight: 'pending', code, sentence });

/** The request's policy before the merge and at the head. Both must permit the request. */
export function policiesOf(subject: RuleInput): {
  readonly before: Policy | undefined;
  readonly head: Policy | undefined;
} {
  return { before: subject.before.policy, head: subject.head.policy };
}

/** The policies before the merge and at the head, without the missing ones. */
export function bothPolicies(subject: RuleInput): readonly Policy[] {
  return [subject.before.policy, subject.head.policy].filter((policy) => policy !== undefined);
}

/** Makes a rule about the pull request. It does not apply while no pull request is known. */
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

/** Returns one objection, a denial before a deferral: both policies mostly raise the same one. */
export function gravest(objections: readonly Objection[]): readonly Objection[] {
  return [...objections.filter(({ weight }) => weight === 'denied'), ...objections].slice(0, 1);
}

/** Returns one row for each role of a policy. */
export function accessOf(policy: Policy): readonly GrantedRole[] {
  return policy.access.flatMap(({ resource, roles, only }) =>
    roles.map((role) => ({ resource, role, ...(only === undefined ? {} : { only }) })),
  );
}
