import { approvalRules } from './approval.ts';
import { breakGlassRules } from './break-glass.ts';
import { documentRules } from './document.ts';
import { incidentRules } from './incident.ts';
import { mergeRules } from './merge.ts';
import { peopleRules } from './people.ts';
import { policyRules } from './policy.ts';
import { proofRules } from './proof.ts';
import type { Rule } from '../rule.ts';

/** Rules that reports show together. */
export interface Heading {
  readonly id: string;
  readonly asks: string;
  readonly rules: readonly Rule[];
}

/** Every rule of a decision, in the order of reports. */
export const HEADINGS: readonly Heading[] = [
  { id: 'merge', asks: 'one pull request added this file and nothing else', rules: mergeRules },
  { id: 'document', asks: 'the request is a valid document that its policy admits', rules: documentRules },
  { id: 'policy', asks: 'the policy and the organization are valid and approved', rules: policyRules },
  { id: 'people', asks: 'the requester is known and may use the policy', rules: peopleRules },
  { id: 'proof', asks: 'the requester has the proof that the policy demands', rules: proofRules },
  { id: 'incident', asks: 'an incident is open, if the policy demands one', rules: incidentRules },
  { id: 'break-glass', asks: 'the requester may break glass, if the request does', rules: breakGlassRules },
  { id: 'approval', asks: 'the required people approved exactly these bytes in time', rules: approvalRules },
];

export const RULES: readonly Rule[] = HEADINGS.flatMap(({ rules }) => rules);
