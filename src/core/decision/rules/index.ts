import { approvalRules } from './approval.ts';
import { breakGlassRules } from './break-glass.ts';
import { documentRules } from './document.ts';
import { incidentRules } from './incident.ts';
import { mergeRules } from './merge.ts';
import { peopleRules } from './people.ts';
import { policyRules } from './policy.ts';
import { proofRules } from './proof.ts';
import type { Rule } from '../rule.ts';

/** Rules that belong together, as people are shown them. */
export interface Heading {
  readonly id: string;
  readonly asks: string;
  readonly rules: readonly Rule[];
}

/** Every rule there is: what is not asked here is not asked. */
export const HEADINGS: readonly Heading[] = [
  { id: 'merge', asks: 'it came by one pull request that added this file alone', rules: mergeRules },
  { id: 'document', asks: 'the request is a valid document that its policy admits', rules: documentRules },
  { id: 'policy', asks: 'policy and organization stand, and were approved themselves', rules: policyRules },
  { id: 'people', asks: 'whoever asks is known and may ask', rules: peopleRules },
  { id: 'proof', asks: 'whoever asks has proved as much as the policy demands', rules: proofRules },
  { id: 'incident', asks: 'there is an incident where the policy demands one', rules: incidentRules },
  { id: 'break-glass', asks: 'glass may be broken, where it is', rules: breakGlassRules },
  { id: 'approval', asks: 'the required people approved exactly these bytes in time', rules: approvalRules },
];

export const RULES: readonly Rule[] = HEADINGS.flatMap(({ rules }) => rules);
