import type { Release } from '../documents/organization.ts';
import { begin, type RecordContext } from '../ledger/drafts.ts';
import type { Draft } from '../ledger/record.ts';
import type { DenyOutcome, QuarantineFact } from './fact.ts';
import { NOT_ALLOWED, writeRefusal, type Refusal } from './refusal.ts';

/** Somebody is in quarantine from now on. */
export function quarantinedDraft(quarantine: QuarantineFact, occasion: RecordContext): Draft {
  const sentence = `by ${quarantine.by}: ${quarantine.why}`;
  return { ...begin('quarantined', null, occasion, [{ code: 'quarantined', sentence }]), quarantine };
}

/** Somebody asked for a quarantine who may not. */
export function refusedQuarantineDraft(refusal: Refusal, occasion: RecordContext): Draft {
  return begin('refused', null, occasion, [{ code: NOT_ALLOWED, sentence: writeRefusal(refusal) }]);
}

/** A run saw that the organization's document lifts a quarantine. */
export function releasedDraft({ record, why }: Release, occasion: RecordContext): Draft {
  return { ...begin('released', null, occasion, [{ code: 'released', sentence: why }]), release: { record, why } };
}

/** What became of the deny policies of a quarantine; what was not done says why. */
export function denyDraft(record: number, policies: readonly DenyOutcome[], occasion: RecordContext): Draft {
  const reasons = policies.map(({ resource, policy, is, sentence }) => ({
    code: 'deny-policies',
    sentence: `${policy} ${is} on ${resource}${sentence === undefined ? '' : `: ${sentence}`}`,
  }));
  return { ...begin('deny-policies', null, occasion, reasons), deny: { record, policies } };
}
