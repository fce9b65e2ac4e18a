import type { Release } from '../documents/organization.ts';
import { begin, type RecordContext } from '../ledger/drafts.ts';
import type { Draft } from '../ledger/record.ts';
import type { DenyOutcome, QuarantineFact } from './fact.ts';
import { NOT_ALLOWED, writeRefusal, type Refusal } from './refusal.ts';

/** Drafts the record of a new quarantine. */
export function quarantinedDraft(quarantine: QuarantineFact, context: RecordContext): Draft {
  const sentence = `by ${quarantine.by}: ${quarantine.why}`;
  return { ...begin('quarantined', null, context, [{ code: 'quarantined', sentence }]), quarantine };
}

/** Drafts the record of a refused quarantine. */
export function refusedQuarantineDraft(refusal: Refusal, context: RecordContext): Draft {
  return begin('refused', null, context, [{ code: NOT_ALLOWED, sentence: writeRefusal(refusal) }]);
}

/** Drafts the record of a quarantine that the organization document lifts. */
export function releasedDraft({ record, why }: Release, context: RecordContext): Draft {
  return { ...begin('released', null, context, [{ code: 'released', sentence: why }]), release: { record, why } };
}

/** Drafts the record of a quarantine's deny policies. A failure has its reason. */
export function denyDraft(record: number, policies: readonly DenyOutcome[], context: RecordContext): Draft {
  const reasons = policies.map(({ resource, policy, is, sentence }) => ({
    code: 'deny-policies',
    sentence: `${policy} ${is} on ${resource}${sentence === undefined ? '' : `: ${sentence}`}`,
  }));
  return { ...begin('deny-policies', null, context, reasons), deny: { record, policies } };
}
