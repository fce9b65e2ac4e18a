import {
  bothPolicies,
  denied,
  gravest,
  pending,
  pullRule,
  type RuleInput,
  type Objection,
  type Rule,
} from '../rule.ts';
import type { Evidence, PullFact } from '../evidence.ts';
import { own } from '../../own.ts';
import { registeredKeys, KEY_RULES, signedBy, type Signing } from './security-key.ts';
import type { Proof } from '../../documents/policy.ts';

/** The proof that a requester gave. */
export type ProofFact =
  | { readonly kind: 'account-2fa' }
  | {
      readonly kind: 'security-key';
      /** `SHA256:…` */
      readonly key: string;
      readonly userPresence: true;
      readonly userVerification: boolean;
      readonly counter: number;
    };

/** The requester gave the proof that the policies demand. The rules of reviews judge approvers' proofs. */
export const proofRules: readonly Rule[] = [
  {
    ...pullRule('second-factor', 'the requester has two-factor authentication', requesterHasSecondFactor),
    arises: (subject) => subject.evidence.pull !== null && demandsOf(subject).some((proof) => proof !== 'none'),
  },
  ...KEY_RULES.map(({ id, asks, judge }): Rule => ({
    id,
    asks,
    arises: (subject) => signingOf(subject) !== undefined,
    judge: (subject) => {
      const signing = signingOf(subject);
      return signing === undefined ? [] : judge(signing);
    },
  })),
];

/**
 * Judges the second factor that `proof` demands of a requester; `undefined` if it is met. The rules of security keys
 * come on top. Only requesters are judged by the GitHub organization's requirement: no request passes without them.
 */
export function unproven(id: number, proof: Proof, evidence: Pick<Evidence, 'secondFactors'>): Objection | undefined {
  if (proof !== 'none' && evidence.secondFactors.required === false)
    return denied('second-factor-not-required', 'the GitHub organization does not require two-factor authentication');
  return unprovenAccount(id, proof, evidence);
}

/** Judges the second factor of one account by itself; approvers are judged by this alone. */
export function unprovenAccount(
  id: number,
  proof: Proof,
  evidence: Pick<Evidence, 'secondFactors'>,
): Objection | undefined {
  if (proof === 'none') return undefined;
  const { required, enabled } = evidence.secondFactors;
  const ofAccount = own(enabled, String(id)) ?? null;
  if (ofAccount === false) return denied('second-factor-missing', 'the account has no two-factor authentication');
  if (required === null || ofAccount === null)
    return pending('second-factor-unknown', 'GitHub does not show the two-factor state of this account to this token');
  return undefined;
}

/** Returns the proof given, if it meets the demands; `undefined` if it does not, or if nothing is demanded. */
export function proofGiven(subject: RuleInput): ProofFact | undefined {
  const author = subject.evidence.pull?.author?.id ?? null;
  if (author === null || demandsOf(subject).every((proof) => proof === 'none')) return undefined;
  if (unproven(author, 'account-2fa', subject.evidence) !== undefined) return undefined;
  const signing = signingOf(subject);
  if (signing === undefined) return { kind: 'account-2fa' };
  const verified = KEY_RULES.every(({ judge }) => judge(signing).length === 0) ? signedBy(signing) : undefined;
  if (verified?.ok !== true) return undefined;
  const { key, userPresence, userVerification, counter } = verified;
  return { kind: 'security-key', key, userPresence, userVerification, counter };
}

function requesterHasSecondFactor({ author }: PullFact, subject: RuleInput): readonly Objection[] {
  const id = author?.id ?? null;
  if (id === null) return [];
  return gravest(
    demandsOf(subject).flatMap((proof) => {
      const objection = unproven(id, proof, subject.evidence);
      if (objection === undefined) return [];
      // The GitHub organization's requirement is not a fact about the requester.
      const isTheirs = objection.code !== 'second-factor-not-required';
      return isTheirs ? [{ ...objection, sentence: `${author?.login ?? ''}: ${objection.sentence}` }] : [objection];
    }),
  );
}

/** Break glass needs no approval, so it always needs the account's second factor, even under `proof: none`. */
function demandsOf(subject: RuleInput): readonly Proof[] {
  const glass = subject.request.value?.breakGlass === true;
  return bothPolicies(subject).map(({ proof }) => (glass && proof === 'none' ? 'account-2fa' : proof));
}

/** Returns the signature to judge, if either policy demands one. */
function signingOf(subject: RuleInput): Signing | undefined {
  const { evidence, before, head } = subject;
  const demanding = bothPolicies(subject).filter(({ proof }) => proof === 'security-key');
  if (evidence.pull === null || demanding.length === 0) return undefined;
  return {
    pull: evidence.pull,
    keys: registeredKeys(evidence.pull.author?.id ?? null, [before.organization, head.organization]),
    requireUserVerification: [...demanding, before.organization, head.organization].some(
      (document) => document?.userVerification === true,
    ),
    usedBy: evidence.onRecord === null ? null : evidence.onRecord.headUsedBy,
  };
}
