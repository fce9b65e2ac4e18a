import {
  accessOf,
  denied,
  pending,
  policiesOf,
  type RuleInput,
  type Documents,
  type Objection,
  type Rule,
} from '../rule.ts';
import { organizationObjections, policyObjections } from '../policy-history.ts';
import type { Policy } from '../../documents/policy.ts';

/** Whether the policy stands, gives what it gave, and was approved itself, before the merge and at the head. */
export const policyRules: readonly Rule[] = [
  { id: 'documents-read', asks: 'the policies before the merge and now are known', judge: documentsAreRead },
  {
    id: 'documents-parse',
    asks: 'policies/ parses now, and this policy parsed before the merge',
    judge: documentsParse,
  },
  {
    id: 'policy-named',
    asks: 'the policy was there before the merge and still is',
    arises: ({ request }) => request.value !== undefined,
    judge: namesAPolicy,
  },
  {
    id: 'policy-same',
    asks: 'the policy gives the same now as before the merge',
    arises: ({ before, head }) => before.policy !== undefined && head.policy !== undefined,
    judge: bothGiveTheSame,
  },
  {
    id: 'organization-approved',
    asks: 'the organization is as the ledger began with it, or every change that made it was approved',
    arises: areKnown,
    judge: organizationObjections,
  },
  {
    id: 'policy-approved',
    asks: 'the policy is as the ledger began with it, or its last change was approved',
    arises: (subject) => areKnown(subject) && subject.head.names.includes(subject.request.value?.policy ?? ''),
    judge: (subject) => policyObjections(`policies/${subject.request.value?.policy ?? ''}.yaml`, subject),
  },
];

function areKnown({ evidence: { documents }, request }: RuleInput): boolean {
  return documents.before !== null && documents.head !== null && request.value !== undefined;
}

function documentsAreRead({ before, head }: RuleInput): Objection[] {
  if (before.unread === undefined || head.unread === undefined)
    return [pending('policies-unknown', 'the policies could not be read at both commits')];
  return [...new Set([...before.unread, ...head.unread])].map((path) =>
    pending('policies-unknown', `the bytes of ${path} could not be read at both commits`),
  );
}

function documentsParse({ before, head }: RuleInput): Objection[] {
  const objections: Objection[] = [];
  if (isBroken(head))
    objections.push(
      pending(
        'policies-broken',
        'the documents under policies/ on the default branch have issues; nothing is granted until they parse',
      ),
    );
  if (isBroken(before))
    objections.push(
      denied(
        'policies-broken-before',
        'the organization or the policy had issues when the request was merged; ask again',
      ),
    );
  return objections;
}

/** What was not read is not broken. */
function isBroken({ organization, issues, unread }: Documents): boolean {
  return issues.length > 0 || (organization === undefined && unread?.length === 0);
}

function namesAPolicy({ request, before, head }: RuleInput): Objection[] {
  const name = request.value?.policy ?? '';
  if (head.unread !== undefined && !isBroken(head) && !head.names.includes(name))
    return [denied('policy-unknown', `there is no policy ${name}; there are ${head.names.join(', ')}`)];
  return before.unread !== undefined && !before.names.includes(name) && head.names.includes(name)
    ? [denied('policy-too-new', `policy ${name} was not there before the request was merged`)]
    : [];
}

function bothGiveTheSame(subject: RuleInput): Objection[] {
  const { before, head } = policiesOf(subject);
  if (before === undefined || head === undefined) return [];
  const same = (pick: (policy: Policy) => unknown) => JSON.stringify(pick(before)) === JSON.stringify(pick(head));
  return same(accessOf) && same((policy) => policy.holder ?? null)
    ? []
    : [denied('policy-differs', `policy ${head.name} gives something else now than before the request was merged`)];
}
