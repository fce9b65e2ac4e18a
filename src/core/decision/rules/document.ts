import { accessOf, denied, pending, policiesOf, type Case, type Objection } from '../case.ts';
import type { Issue } from '../../issue.ts';
import type { Policy } from '../../documents/policy.ts';

/** What the request says, and what the policies say to it: the ones before the merge and the ones at the head. */
export const documentRules: readonly ((subject: Case) => readonly Objection[])[] = [
  isReadable,
  isValid,
  policiesAreSound,
  namesAPolicy,
  policyStandsSinceGenesis,
  bothPoliciesGiveTheSame,
  isAdmissible,
  breakGlassIsRefused,
];

function isReadable({ evidence: { text, textProblem, pull, path } }: Case): Objection[] {
  if (textProblem === 'not-utf8')
    return [denied('text-not-utf8', `${path} is not UTF-8; save it as UTF-8 without a byte order mark`)];
  if (textProblem === 'too-long')
    return [denied('document-too-large', `${path} is far longer than a request; 16 KiB are the most`)];
  return text !== null || pull === null ? [] : [pending('text-unknown', `the bytes of ${path} could not be read`)];
}

function isValid({ request, evidence: { text } }: Case): Objection[] {
  if (text === null) return [];
  return (request.issues ?? []).map(fromIssue);
}

function policiesAreSound({ before, head, evidence }: Case): Objection[] {
  const objections: Objection[] = [];
  if (!head.sound || head.organization === undefined)
    objections.push(
      pending(
        'policies-broken',
        'the documents under policies/ on the default branch have issues; nothing is granted until they parse',
      ),
    );
  if (evidence.policies.before !== null && (!before.sound || before.organization === undefined))
    objections.push(
      denied('policies-broken-before', 'the documents under policies/ had issues when the request was merged'),
    );
  return objections;
}

function namesAPolicy(subject: Case): Objection[] {
  const request = subject.request.value;
  if (request === undefined) return [];
  const { before, head } = policiesOf(subject);
  const known = [...subject.head.policies.keys()].join(', ');
  if (head === undefined && subject.head.sound)
    return [denied('policy-unknown', `there is no policy ${request.policy}; there are ${known}`)];
  if (before === undefined && subject.before.sound)
    return [denied('policy-too-new', `policy ${request.policy} was not there before the request was merged`)];
  return [];
}

/** One unreviewed merge to policies/ must not open the door: until such changes can be judged, only the first ones count. */
function policyStandsSinceGenesis(subject: Case): Objection[] {
  const { evidence, genesis, request } = subject;
  // A slip in a document defers, as `policiesAreSound` says; it must not refuse for good what was merged meanwhile.
  if (request.value === undefined || !subject.head.sound) return [];
  const paths = ['policies/organization.yaml', `policies/${request.value.policy}.yaml`];
  const { before, head } = evidence.policies;
  if (before === null || head === null)
    return [pending('policies-unknown', 'the policies could not be read at both commits')];
  if (genesis === null) return [pending('genesis-unknown', 'the ledger does not say which policies it began with')];
  return paths
    .filter((path) => head[path] !== undefined && (head[path] !== genesis[path] || before[path] !== genesis[path]))
    .map((path) =>
      denied(
        'policy-change-unjudged',
        `${path} was changed since the ledger began; the approval of such a change cannot be judged yet`,
      ),
    );
}

function bothPoliciesGiveTheSame(subject: Case): Objection[] {
  const { before, head } = policiesOf(subject);
  if (before === undefined || head === undefined) return [];
  const same = (pick: (policy: Policy) => unknown) => JSON.stringify(pick(before)) === JSON.stringify(pick(head));
  return same(accessOf) && same((policy) => policy.holder ?? null)
    ? []
    : [denied('policy-differs', `policy ${head.name} gives something else now than before the request was merged`)];
}

function isAdmissible({ admission }: Case): Objection[] {
  return admission.map(fromIssue);
}

function fromIssue({ code, path, line, column, sentence }: Issue): Objection {
  return denied(code, `${path}:${line}:${column} ${sentence}`);
}

function breakGlassIsRefused({ request }: Case): Objection[] {
  return request.value?.breakGlass === true
    ? [denied('break-glass-unavailable', 'breaking glass is not available in this version; ask for approval instead')]
    : [];
}
