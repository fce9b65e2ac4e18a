import { approvalOf, type ApprovalAccount } from './approval.ts';
import { accessOf, policiesOf, type RuleInput, type RuleOutcome, type Reason, type Result, type Rule } from './rule.ts';
import type { Evidence } from './evidence.ts';
import type { Grant, GrantedRole } from '../grant/grant.ts';
import { principalOf } from './identity.ts';
import { HEADINGS, RULES } from './rules/index.ts';
import { proofGiven, type ProofFact } from './rules/proof.ts';
import { addSeconds, parseInstant, type Instant, type Seconds } from '../time.ts';

/**
 * Taken once and recorded. `pending` is a deferral: a fact is not known, or the pull request is still open.
 * What is known in any case (who was counted and why) stands beside the verdict, for people.
 */
export interface Decision {
  readonly verdict: 'approved' | 'pending' | 'denied';
  readonly reasons: readonly Reason[];
  /** Every rule by its heading, with what came of it: verdict and reasons follow from these. */
  readonly results: readonly Result[];
  readonly approvals: readonly ApprovalAccount[];
  /** What the request would give or gives; absent if not even that can be told. */
  readonly offer?: Offer;
  /** What was proved of the requester, as far as the policy demands it. */
  readonly proof?: ProofFact;
  /** Present exactly when approved. */
  readonly grant?: Grant;
}

/** A decision with the evidence it rests on. */
export interface Judged {
  readonly evidence: Evidence;
  readonly decision: Decision;
  /** After this instant a decision still pending has lapsed; `undefined`: not merged, or the instant has no form. */
  readonly latestEnd: Instant | undefined;
}

/** What a request asks for under its policy, whether or not it may have it. */
export interface Offer {
  readonly policy: string;
  readonly principal: string;
  readonly access: readonly GrantedRole[];
  readonly duration: Seconds;
}

/**
 * The decision on one request, from evidence and documents alone. Every rule is asked and every objection kept; one
 * denial denies, otherwise one unknown defers. It never throws on evidence, and never approves on an unknown fact.
 */
export function evaluate(subject: RuleInput): Decision {
  return evaluateBy(RULES, subject);
}

/** As `evaluate`, by these rules alone: to see what a rule is there for, leave it out. */
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
  // What cannot be written down cannot end by itself either: defer rather than guess.
  if (grant === undefined)
    return {
      verdict: 'pending',
      reasons: [{ code: 'incomplete', sentence: 'the grant cannot be worked out from the evidence' }],
      ...shown,
    };
  return { verdict: 'approved', reasons: [], ...shown, grant };
}

/** All an open pull request lacks whose approvals are complete. */
export const MERGE_AWAITED: Reason = { code: 'merge-awaited', sentence: 'approved; merging it grants the access' };

/** An end that is an instant: beyond the year 9999 there is none. */
function endOf(start: Instant, duration: Seconds): Instant | undefined {
  return parseInstant(addSeconds(start, duration));
}

/** When the request's window would be over at the latest, for a decision that could not be taken. */
export function latestEnd(subject: RuleInput): Instant | undefined {
  const merged = subject.evidence.pull?.mergedAt ?? null;
  const ceiling = subject.request.value?.duration ?? subject.head.organization?.maxDuration;
  return merged === null || ceiling === undefined ? undefined : endOf(merged, ceiling);
}

function resultOf(rule: Rule, subject: RuleInput): Result {
  const { id, asks } = rule;
  if (rule.arises?.(subject) === false) return { rule: id, asks, outcome: 'not asked', reasons: [], parts: [] };
  const objections = rule.judge(subject);
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

function together(rule: string, asks: string, parts: readonly Result[]): Result {
  return { rule, asks, outcome: worst(parts), reasons: [], parts };
}

const GRAVITY: readonly RuleOutcome[] = ['denied', 'pending', 'holds', 'not asked'];

function worst(results: readonly Result[]): RuleOutcome {
  return GRAVITY.find((outcome) => results.some((result) => result.outcome === outcome)) ?? 'not asked';
}

/** The reasons of one weight; parts of a rule are what its own answer was put together from, not more of them. */
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
