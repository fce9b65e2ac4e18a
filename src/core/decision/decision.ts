import { approvalOf, type ApprovalAccount } from './approval.ts';
import {
  accessOf,
  pending,
  policiesOf,
  type Objection,
  type RuleInput,
  type RuleOutcome,
  type Reason,
  type Result,
  type Rule,
} from './rule.ts';
import type { Evidence } from './evidence.ts';
import type { Grant, GrantedRole } from '../grant/grant.ts';
import { principalOf } from './identity.ts';
import { HEADINGS, RULES } from './rules/index.ts';
import { proofGiven, type ProofFact } from './rules/proof.ts';
import type { DeferralCode } from '../reasons/codes.ts';
import { addSeconds, parseInstant, type Instant, type Seconds } from '../time.ts';

/**
 * A decision is taken once and recorded. `pending` is a deferral: a fact is not known, or the pull request is still open.
 * The judged reviews accompany every verdict, for people.
 */
export interface Decision {
  readonly verdict: 'approved' | 'pending' | 'denied';
  readonly reasons: readonly Reason[];
  /** Every rule by its heading, with its outcome. Verdict and reasons follow from these. */
  readonly results: readonly Result[];
  readonly approvals: readonly ApprovalAccount[];
  /** The access that the request asks for; absent if it is unknown. */
  readonly offer?: Offer;
  /** The requester's proof, as far as the policy demands one. */
  readonly proof?: ProofFact;
  /** Present exactly when approved. */
  readonly grant?: Grant;
}

/** A decision with its evidence. */
export interface Judged {
  readonly evidence: Evidence;
  readonly decision: Decision;
  /** A decision that is pending after this instant has lapsed; `undefined` if unmerged, or beyond the year 9999. */
  readonly latestEnd: Instant | undefined;
}

/** The access that a request asks for under its policy, granted or not. */
export interface Offer {
  readonly policy: string;
  readonly principal: string;
  readonly access: readonly GrantedRole[];
  readonly duration: Seconds;
}

/**
 * Decides on one request, from evidence and documents alone. It applies every rule and keeps every objection. One denial
 * denies; otherwise one unknown fact defers. It never throws on evidence, and never approves on an unknown fact.
 */
export function evaluate(subject: RuleInput): Decision {
  return evaluateBy(RULES, subject);
}

/** Decides like `evaluate`, by these rules alone. A test leaves out one rule to prove its use. */
export function evaluateBy(rules: readonly Rule[], subject: RuleInput): Decision {
  const results = HEADINGS.map(({ id, asks, rules: own }) =>
    together(
      id,
      asks,
      own.filter((rule) => rules.includes(rule)).map((rule) => resultOf(rule, subject)),
    ),
  );
  const approval = approvalOf(subject);
  const offer = offerOf(subject);
  const proof = proofGiven(subject);
  const shown = {
    results,
    approvals: approval.accounts,
    ...(offer === undefined ? {} : { offer }),
    ...(proof === undefined ? {} : { proof }),
  };
  const outcome = worst(results);
  if (outcome === 'denied' || outcome === 'pending')
    return { verdict: outcome, reasons: results.flatMap((result) => reasonsOf(result, outcome)), ...shown };
  if (subject.evidence.pull?.state === 'open') return { verdict: 'pending', reasons: [MERGE_AWAITED], ...shown };
  const grant = offer === undefined ? undefined : grantOf(subject, offer, approval.countedLogins);
  // A grant without a valid end cannot expire by itself: defer it.
  if (grant === undefined)
    return {
      verdict: 'pending',
      reasons: [INCOMPLETE],
      ...shown,
    };
  return { verdict: 'approved', reasons: [], ...shown, grant };
}

/** The only reason of an open pull request whose approvals are complete. */
export const MERGE_AWAITED: Reason = reason('merge-awaited', 'approved; the merge grants the access');

const INCOMPLETE = reason('incomplete', 'the end of the grant lies beyond the year 9999');

function reason(code: DeferralCode, sentence: string): Reason {
  return { code, sentence };
}

/** Returns the end of a window; `undefined` beyond the year 9999, which no instant can express. */
function endOf(start: Instant, duration: Seconds): Instant | undefined {
  return parseInstant(addSeconds(start, duration));
}

/** Returns the latest end of the request's window, for a decision that cannot be taken yet. */
export function latestEnd(subject: RuleInput): Instant | undefined {
  const merged = subject.evidence.pull?.mergedAt ?? null;
  const ceiling = subject.request.value?.duration ?? subject.head.organization?.maxDuration;
  return merged === null || ceiling === undefined ? undefined : endOf(merged, ceiling);
}

function resultOf(rule: Rule, subject: RuleInput): Result {
  const { id, asks } = rule;
  if (rule.arises?.(subject) === false) return { rule: id, asks, outcome: 'not asked', reasons: [], parts: [] };
  const objections = softened(rule, subject);
  const outcome = objections.some(({ weight }) => weight === 'denied')
    ? 'denied'
    : objections.length > 0
      ? 'pending'
      : 'holds';
  const reasons = objections
    .filter(({ weight }) => weight === outcome)
    .map(({ code, sentence }) => ({ code, sentence }));
  return { rule: id, asks, outcome, reasons, parts: rule.parts?.(subject) ?? [] };
}

/**
 * Returns the objections of a rule. A document without acceptance may only withhold access. So a denial that only such
 * a document causes becomes a deferral.
 */
function softened(rule: Rule, subject: RuleInput): readonly Objection[] {
  const objections = rule.judge(subject);
  if (subject.acceptedOnly === undefined) return objections;
  const { input, because } = subject.acceptedOnly;
  const due = rule.arises?.(input) === false ? [] : rule.judge(input);
  const isDue = ({ code }: Objection) => due.some((one) => one.weight === 'denied' && one.code === code);
  return objections.map((one) =>
    one.weight === 'denied' && !isDue(one) ? pending('refused-by-unaccepted', `${one.sentence}; ${because}`) : one,
  );
}

function together(rule: string, asks: string, parts: readonly Result[]): Result {
  return { rule, asks, outcome: worst(parts), reasons: [], parts };
}

const GRAVITY: readonly RuleOutcome[] = ['denied', 'pending', 'holds', 'not asked'];

function worst(results: readonly Result[]): RuleOutcome {
  return GRAVITY.find((outcome) => results.some((result) => result.outcome === outcome)) ?? 'not asked';
}

/** Returns the reasons of one outcome. The parts of a rule explain its reasons and add none. */
function reasonsOf(heading: Result, outcome: RuleOutcome): readonly Reason[] {
  return heading.parts.filter((part) => part.outcome === outcome).flatMap(({ reasons }) => reasons);
}

function offerOf(subject: RuleInput): Offer | undefined {
  const request = subject.request.value;
  const { head: policy } = policiesOf(subject);
  const author = subject.evidence.pull?.author?.id ?? null;
  if (request === undefined || policy === undefined || author === null) return undefined;
  const principal = policy.holder ?? principalOf(author, subject.head.organization, subject.evidence);
  if (principal === undefined) return undefined;
  return { policy: policy.name, principal, access: accessOf(policy), duration: request.duration };
}

function grantOf(subject: RuleInput, offer: Offer, approvedBy: readonly string[]): Grant | undefined {
  const { pull, file, path } = subject.evidence;
  if (pull?.author?.id == null || pull.mergedAt === null || file === null) return undefined;
  const end = endOf(pull.mergedAt, offer.duration);
  if (end === undefined) return undefined;
  const glass = subject.request.value?.breakGlass === true ? policiesOf(subject).head?.breakGlass : undefined;
  return {
    pull: pull.number,
    url: pull.url,
    path,
    blob: file.blob,
    policy: offer.policy,
    requester: { id: pull.author.id, login: pull.author.login },
    principal: offer.principal,
    access: offer.access,
    window: { start: pull.mergedAt, end },
    approvedBy,
    ...(glass === undefined ? {} : { breakGlass: glass.review }),
  };
}
