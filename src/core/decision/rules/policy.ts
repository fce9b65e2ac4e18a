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
import { isNewSince, objectionsToVersion } from '../versions.ts';
import { listed } from './people.ts';
import { ORGANIZATION_PATH } from '../../documents/paths.ts';
import type { Policy } from '../../documents/policy.ts';

/** The policy is valid, unchanged in its access, and approved, before the merge and at the head. */
export const policyRules: readonly Rule[] = [
  { id: 'documents-read', asks: 'the policies before the merge and now were read', judge: documentsAreRead },
  {
    id: 'documents-parse',
    asks: 'policies/ is valid now, and this policy was valid before the merge',
    judge: documentsParse,
  },
  {
    id: 'policy-named',
    asks: 'the policy existed before the merge and exists now',
    arises: ({ request }) => request.value !== undefined,
    judge: namesAPolicy,
  },
  {
    id: 'policy-same',
    asks: 'the policy gives the same access now as before the merge',
    arises: ({ before, head }) => before.policy !== undefined && head.policy !== undefined,
    judge: bothGiveTheSame,
  },
  {
    id: 'organization-approved',
    asks: 'an accepted organization was in force before the merge',
    arises: areKnown,
    judge: organizationIsAccepted,
  },
  {
    id: 'policy-approved',
    asks: 'an accepted version of the policy was in force before the merge',
    arises: (subject) => areKnown(subject) && isNamed(subject),
    judge: policyIsAccepted,
  },
];

/** In evidence with `versions`, the rules themselves report what is not known. */
function areKnown({ evidence: { documents, versions }, request }: RuleInput): boolean {
  if (documents.head === null || request.value === undefined) return false;
  return versions !== undefined || documents.before !== null;
}

/** A policy with verdicts can have an objection even if it is not at the head. */
function isNamed({ evidence: { versions }, head, request }: RuleInput): boolean {
  return versions !== undefined || head.names.includes(request.value?.policy ?? '');
}

function organizationIsAccepted(subject: RuleInput): readonly Objection[] {
  return subject.evidence.versions === undefined
    ? organizationObjections(subject)
    : objectionsToVersion(ORGANIZATION_PATH, subject);
}

function policyIsAccepted(subject: RuleInput): readonly Objection[] {
  const path = `policies/${subject.request.value?.policy ?? ''}.yaml`;
  return subject.evidence.versions === undefined ? policyObjections(path, subject) : objectionsToVersion(path, subject);
}

function documentsAreRead({ before, head, evidence }: RuleInput): Objection[] {
  // The rules of acceptance report an accepted version that is not known.
  const isListed = before.unread !== undefined || evidence.versions !== undefined;
  if (!isListed || head.unread === undefined)
    return [pending('policies-unknown', 'GitHub did not return the list of policies before the merge and at the head')];
  return [...new Set([...(before.unread ?? []), ...head.unread])].map((path) =>
    pending('policies-unknown', `GitHub did not return ${path} before the merge and at the head`),
  );
}

function documentsParse({ before, head, evidence }: RuleInput): Objection[] {
  const branch = evidence.repository.defaultBranch;
  if (evidence.versions !== undefined) return brokenAlone(before, head, branch);
  const objections: Objection[] = [];
  if (isBroken(head))
    objections.push(
      pending(
        'policies-broken',
        `${placeOfIssue(head)} has an issue on ${branch}; nothing is granted until it is fixed`,
      ),
    );
  if (isBroken(before)) objections.push(denied('policies-broken-before', brokenBefore(before, head, branch)));
  return objections;
}

/** A broken document withholds access under its own policy until it is fixed. It never refuses a request for ever. */
function brokenAlone(before: Documents, head: Documents, branch: string): Objection[] {
  const places = [
    ...(head.issues.length > 0 ? [`${placeOfIssue(head)} has an issue on ${branch}`] : []),
    ...(before.issues.length > 0
      ? [`${placeOfIssue(before)} had an issue in the version accepted before the merge`]
      : []),
  ];
  return places
    .slice(0, 1)
    .map((place) => pending('policies-broken', `${place}; nothing is granted under it until it is fixed`));
}

function brokenBefore(before: Documents, head: Documents, branch: string): string {
  const then = `${placeOfIssue(before)} had an issue when the request was merged`;
  return isBroken(head)
    ? `${then}, and ${placeOfIssue(head)} has one on ${branch} now; fix it first, then ask again`
    : `${then}; policies/ is valid on ${branch} now, so ask again`;
}

/** The place of the first issue: `policies/orders.yaml:3:1 (missing-key)`. */
function placeOfIssue({ issues: [issue] }: Documents): string {
  return issue === undefined ? ORGANIZATION_PATH : `${issue.path}:${issue.line}:${issue.column} (${issue.code})`;
}

/** An unread document is not a broken one. */
function isBroken({ organization, issues, unread }: Documents): boolean {
  return issues.length > 0 || (organization === undefined && unread?.length === 0);
}

/** Policies that a reason names; it counts the others. */
const MOST_POLICIES = 10;

function namesAPolicy({ request, before, head, evidence }: RuleInput): Objection[] {
  const name = request.value?.policy ?? '';
  if (head.unread !== undefined && !isBroken(head) && !head.names.includes(name))
    return [
      denied('policy-unknown', `no policy is named ${name}; the policies are ${listed(head.names, MOST_POLICIES)}`),
    ];
  const isNew = evidence.versions === undefined || isNewSince(`policies/${name}.yaml`, evidence);
  return isNew && before.unread !== undefined && !before.names.includes(name) && head.names.includes(name)
    ? [denied('policy-too-new', `policy ${name} did not exist before the request was merged`)]
    : [];
}

function bothGiveTheSame(subject: RuleInput): Objection[] {
  const { before, head } = policiesOf(subject);
  if (before === undefined || head === undefined) return [];
  const same = (pick: (policy: Policy) => unknown) => JSON.stringify(pick(before)) === JSON.stringify(pick(head));
  return same(accessOf) && same((policy) => policy.holder ?? null)
    ? []
    : [denied('policy-differs', `policy ${head.name} gives other access or another holder now than before the merge`)];
}
