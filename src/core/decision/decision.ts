import { judgeApprovals, type ApprovalAccount } from './approval.ts';
import { accessOf, policiesOf, type Case, type Reason } from './case.ts';
import type { Evidence } from './evidence.ts';
import type { Grant, GrantedRole } from '../grant/grant.ts';
import { documentRules } from './rules/document.ts';
import { mergeRules } from './rules/merge.ts';
import { peopleRules } from './rules/people.ts';
import { addSeconds, type Instant, type Seconds } from '../time.ts';

/**
 * Taken once and recorded. `pending` is a deferral: a fact is not known, or the pull request is still open.
 * What is known in any case (who was counted and why) stands beside the verdict, for people.
 */
export interface Decision {
  readonly verdict: 'approved' | 'pending' | 'denied';
  readonly reasons: readonly Reason[];
  readonly approvals: readonly ApprovalAccount[];
  /** What the request would give or gives; absent if not even that can be told. */
  readonly offer?: Offer;
  /** Present exactly when approved. */
  readonly grant?: Grant;
}

/** A decision with the evidence it rests on. */
export interface Judged {
  readonly evidence: Evidence;
  readonly decision: Decision;
  /** After this instant a decision that is still pending has lapsed; `undefined` if the request was not merged. */
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
export function evaluate(subject: Case): Decision {
  const approvals = judgeApprovals(subject);
  const objections = [
    ...mergeRules.flatMap((rule) => rule(subject)),
    ...documentRules.flatMap((rule) => rule(subject)),
    ...peopleRules.flatMap((rule) => rule(subject)),
    ...approvals.objections,
  ];
  const offer = offerOf(subject);
  const shown = { approvals: approvals.accounts, ...(offer === undefined ? {} : { offer }) };
  const verdict = objections.some(({ weight }) => weight === 'denied')
    ? 'denied'
    : objections.length > 0
      ? 'pending'
      : 'approved';
  const reasons = objections
    .filter(({ weight }) => verdict !== 'denied' || weight === 'denied')
    .map(({ code, sentence }) => ({ code, sentence }));
  if (verdict !== 'approved') return { verdict, reasons, ...shown };
  if (subject.evidence.pull?.state === 'open') return { verdict: 'pending', reasons: [MERGE_AWAITED], ...shown };
  const grant = offer === undefined ? undefined : grantOf(subject, offer, approvals.countedLogins);
  // Approved and nothing to give cannot be: a rule is missing. Defer rather than guess.
  if (grant === undefined)
    return {
      verdict: 'pending',
      reasons: [{ code: 'incomplete', sentence: 'the grant cannot be worked out from the evidence' }],
      ...shown,
    };
  return { verdict, reasons, ...shown, grant };
}

/** All an open pull request lacks whose approvals are complete. */
export const MERGE_AWAITED: Reason = { code: 'merge-awaited', sentence: 'approved; merging it grants the access' };

/** When the request's window would be over at the latest, for a decision that could not be taken. */
export function latestEnd(subject: Case): Instant | undefined {
  const merged = subject.evidence.pull?.mergedAt ?? null;
  const ceiling = subject.request.value?.duration ?? subject.head.organization?.maxDuration;
  return merged === null || ceiling === undefined ? undefined : addSeconds(merged, ceiling);
}

function offerOf(subject: Case): Offer | undefined {
  const request = subject.request.value;
  const { head: policy } = policiesOf(subject);
  const author = subject.evidence.pull?.author ?? null;
  if (request === undefined || policy === undefined || author === null) return undefined;
  const person = subject.head.organization?.people.find(({ id }) => id === author.id);
  const principal = policy.holder ?? person?.principal;
  if (principal === undefined) return undefined;
  return { policy: policy.name, principal, access: accessOf(policy), duration: request.duration };
}

function grantOf(subject: Case, offer: Offer, approvedBy: readonly string[]): Grant | undefined {
  const { pull, file, path } = subject.evidence;
  if (pull?.author?.id == null || pull.mergedAt === null || file === null) return undefined;
  return {
    pull: pull.number,
    url: pull.url,
    path,
    blob: file.blob,
    policy: offer.policy,
    requester: { id: pull.author.id, login: pull.author.login },
    principal: offer.principal,
    access: offer.access,
    window: { start: pull.mergedAt, end: addSeconds(pull.mergedAt, offer.duration) },
    approvedBy,
  };
}
