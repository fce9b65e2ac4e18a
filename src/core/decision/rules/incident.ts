import {
  bothPolicies,
  denied,
  gravest,
  pending,
  type RuleInput,
  type Objection,
  type Result,
  type Rule,
} from '../rule.ts';
import type { IncidentFact } from '../evidence.ts';
import type { IncidentDemand } from '../../documents/policy.ts';

/*
 * Whether the emergency exists, as the place says where incidents are kept. That it does is a fact about the world, not
 * leave to act on it: whoever asks and whoever approves is asked all the same.
 */

export const incidentRules: readonly Rule[] = [
  {
    id: 'incident-open',
    asks: 'the incident the request names is open where the policy looks',
    arises: (subject) => demandsOf(subject).length > 0,
    judge: (subject) => gravest(demandsOf(subject).flatMap((demand) => objectionsTo(demand, subject))),
    parts: (subject) => (isUnverified(subject) ? [UNVERIFIED] : []),
  },
  {
    id: 'incident-place',
    asks: 'both policies look for the incident at the same place',
    arises: (subject) => demandsOf(subject).length > 1,
    judge: ({ before, head }) =>
      placeOf(before.policy?.incident) === placeOf(head.policy?.incident)
        ? []
        : [denied('policy-differs', 'the policy looks for incidents elsewhere now than before the request was merged')],
  },
];

/** Whether the request passes although nobody could look: only where both policies say `unreachable: record`. */
export function isUnverified(subject: RuleInput): boolean {
  const demands = demandsOf(subject);
  return (
    subject.evidence.incident?.state === 'unreachable' &&
    demands.length > 0 &&
    demands.every(({ unreachable }) => unreachable === 'record')
  );
}

const UNVERIFIED: Result = {
  rule: 'incident-verified',
  asks: 'somebody looked',
  outcome: 'not asked',
  reasons: [
    {
      code: 'incident-unverified',
      sentence: 'the incident could not be looked up; the policy lets that pass, and it is on record as unverified',
    },
  ],
  parts: [],
};

function demandsOf(subject: RuleInput): readonly IncidentDemand[] {
  return bothPolicies(subject).flatMap(({ incident }) => incident ?? []);
}

function objectionsTo(demand: IncidentDemand, { request, evidence }: RuleInput): readonly Objection[] {
  if (request.value === undefined) return [];
  const { incident: named } = request.value;
  if (named === undefined)
    return [
      denied('incident-missing', `the policy demands an incident ${placeInWords(demand)}; name it as \`incident\``),
    ];
  const fact = evidence.incident;
  // A fact about another incident, or from elsewhere, says nothing of this one.
  if (fact === undefined || fact.source !== demand.from || fact.id !== named)
    return [
      pending('incident-unknown', `whether ${named} is an open incident ${placeInWords(demand)} is not known yet`),
    ];
  return judgeFact(demand, fact);
}

function judgeFact(demand: IncidentDemand, fact: IncidentFact): readonly Objection[] {
  const because = fact.sentence === undefined ? '' : `: ${fact.sentence}`;
  switch (fact.state) {
    case 'open':
      return judgeKind(demand, fact);
    case 'closed':
      return [denied('incident-closed', `the incident ${fact.id} is over${because}`)];
    case 'missing':
      return [denied('incident-not-found', `there is no incident ${fact.id} ${placeInWords(demand)}${because}`)];
    case 'unreachable':
      if (demand.unreachable === 'record') return [];
      return [pending('incident-unreachable', `the incident ${fact.id} could not be looked up${because}`)];
    default:
      // Evidence is data: what no version of ours wrote is not known.
      return [pending('incident-unknown', `how the incident ${fact.id} stands is not known`)];
  }
}

/** An incident that is there and open may still be another's, or none by this policy. */
function judgeKind(demand: IncidentDemand, { id, labels, status }: IncidentFact): readonly Objection[] {
  if (demand.from === 'github') {
    const missing = demand.labels.filter((label) => !labels.some((other) => sameLabel(label, other)));
    if (missing.length === 0) return [];
    return [
      denied('incident-not-one', `${id} is no incident by this policy: it lacks the label ${missing.join(', ')}`),
    ];
  }
  if (demand.services.length > 0 && !demand.services.some((service) => labels.includes(service)))
    return [
      denied('incident-not-one', `${id} is of another service than the policy's: ${labels.join(', ') || 'none named'}`),
    ];
  if (demand.statuses.some((wanted) => wanted === status)) return [];
  return [
    denied(
      'incident-not-one',
      `${id} is ${status ?? 'of no known status'}; the policy wants ${demand.statuses.join(' or ')}`,
    ),
  ];
}

/** GitHub's labels do not tell upper from lower case. */
function sameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function placeOf(demand: IncidentDemand | undefined): string {
  return demand?.from === 'github' ? `github ${demand.repository?.toLowerCase() ?? ''}` : (demand?.from ?? '');
}

function placeInWords(demand: IncidentDemand): string {
  if (demand.from === 'pagerduty') return 'at PagerDuty';
  return `among the issues of ${demand.repository ?? 'this repository'}`;
}
