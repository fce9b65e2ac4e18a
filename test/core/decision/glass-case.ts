import type { RuleInput, Documents, Rule } from '../../../src/core/decision/rule.ts';
import type { Evidence } from '../../../src/core/decision/evidence.ts';
import { parseOrganization } from '../../../src/core/documents/parse-organization.ts';
import { parsePolicy } from '../../../src/core/documents/parse-policy.ts';
import type { Request } from '../../../src/core/documents/request.ts';
import { ORGANIZATION, POLICY } from '../build.ts';
import { toBytes } from '../documents.ts';
import { PEOPLE } from '../../support/people.ts';

/* Cases of a few fields: what a rule on breaking glass or on incidents looks at, and nothing else. */

export interface Sketch {
  readonly before?: string;
  readonly head?: string;
  readonly request?: Partial<Request>;
  readonly evidence?: Partial<Evidence>;
  readonly admission?: RuleInput['admission'];
}

const REQUEST: Request = {
  path: 'requests/2026/11/orders.yaml',
  slug: 'orders',
  month: '2026-11',
  policy: 'orders',
  duration: 3600,
  reason: 'checkout returns 500s since 02:05',
  breakGlass: true,
};

export function sketch({ before, head = POLICY, request = {}, evidence = {}, admission = [] }: Sketch = {}): RuleInput {
  return {
    evidence: {
      pull: { author: PEOPLE.alice },
      onRecord: { headUsedBy: [], overdueReviews: [], quarantined: [] },
      ...evidence,
    } as unknown as Evidence,
    request: { value: { ...REQUEST, ...request } },
    admission,
    before: documents(before ?? head),
    head: documents(head),
    digestMismatch: [],
    offeredAt: () => true,
  };
}

function documents(policy: string): Documents {
  const organization = parseOrganization('policies/organization.yaml', toBytes(ORGANIZATION)).value;
  if (organization === undefined) throw new Error('the organization does not parse');
  const parsed = parsePolicy('policies/orders.yaml', toBytes(policy), organization);
  if (parsed.value === undefined) throw new Error(JSON.stringify(parsed.issues));
  return { organization, policy: parsed.value, names: ['orders'], issues: [], unread: [] };
}

/** What a set of rules says, as `weight code`. */
export function saidBy(rules: readonly Rule[], subject: RuleInput): string[] {
  return rules
    .filter(({ arises }) => arises?.(subject) !== false)
    .flatMap(({ judge }) => judge(subject))
    .map(({ weight, code }) => `${weight} ${code}`);
}
