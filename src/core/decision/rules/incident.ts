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
import type { RequestCode } from '../../reasons/codes.ts';

/*
 * The incident exists and is open, as GitHub Issues or PagerDuty says. It does not replace any other rule: requester and
 * approvers are judged as always.
 */

export const incidentRules: readonly Rule[] = [
  {
    id: 'incident-open',
    asks: 'the incident of the request is open at the place the policy names',
    arises: (subject) => demandsOf(subject).length > 0,
    judge: (subject) => gravest(demandsOf(subject).flatMap((demand) => objectionsTo(demand, subject))),
    parts: (subject) => (isUnverified(subject) ? [UNVERIFIED] : []),
  },
  {
    id: 'incident-place',
    asks: 'the policy names the same place of incidents before the merge and now',
    arises: (subject) => demandsOf(subject).length > 1,
    judge: ({ before, head }) =>
      placeOf(before.policy?.incident) === placeOf(head.policy?.incident)
        ? []
        : [
            denied(
              'policy-differs',
              `policy ${head.policy?.name ?? ''} looks for incidents ${placeInWords(head.policy?.incident)} now, and looked ${placeInWords(before.policy?.incident)} before the merge of this request`,
            ),
          ],
  },
];

/** True if the request passes with an unreachable incident: only if both policies say `unreachable: record`. */
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
  asks: 'the incident was read',
  outcome: 'not asked',
  reasons: [
    {
      code: 'incident-unverified' satisfies RequestCode,
      sentence: 'the incident could not be read; the policy lets the request pass, and the record says unverified',
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
      denied(
        'incident-missing',
        `the policy demands an incident ${placeInWords(demand)}; add \`incident\` to the request`,
      ),
    ];
  const fact = evidence.incident;
  // A fact about another incident, or from another place, does not prove this one.
  if (fact === undefined || fact.source !== demand.from || fact.id !== named)
    return [pending('incident-unknown', `the incident ${named} was not looked up yet ${placeInWords(demand)}`)];
  return judgeFact(demand, fact);
}

function judgeFact(demand: IncidentDemand, fact: IncidentFact): readonly Objection[] {
  const because = fact.sentence === undefined ? '' : `: ${fact.sentence}`;
  switch (fact.state) {
    case 'open':
      return judgeKind(demand, fact);
    case 'closed':
      return [denied('incident-closed', `the incident ${fact.id} is closed${because}`)];
    case 'missing':
      return [denied('incident-not-found', `no incident ${fact.id} exists ${placeInWords(demand)}${because}`)];
    case 'unreachable':
      if (demand.unreachable === 'record') return [];
      return [
        pending(
          'incident-unreachable',
          `${demand.from === 'github' ? 'GitHub' : 'PagerDuty'} did not answer about the incident ${fact.id}${because}`,
        ),
      ];
    default:
      // Evidence is data: no version of Pullcord writes another state, so the state is unknown.
      return [pending('incident-unknown', `the state of the incident ${fact.id} is not known`)];
  }
}

/** An open incident may still lack the label, service or status that the policy demands. */
function judgeKind(demand: IncidentDemand, { id, labels, status }: IncidentFact): readonly Objection[] {
  if (demand.from === 'github') {
    const missing = demand.labels.filter((label) => !labels.some((other) => sameLabel(label, other)));
    if (missing.length === 0) return [];
    return [
      denied('incident-not-one', `${id} lacks the label ${missing.join(', ')}, which the policy demands of incidents`),
    ];
  }
  if (demand.services.length > 0 && !demand.services.some((service) => labels.includes(service)))
    return [
      denied(
        'incident-not-one',
        `${id} belongs to the service ${labels.join(', ') || 'none'}; the policy demands ${demand.services.join(' or ')}`,
      ),
    ];
  if (demand.statuses.some((wanted) => wanted === status)) return [];
  return [
    denied(
      'incident-not-one',
      `${id} is ${status ?? 'without a status'}; the policy demands ${demand.statuses.join(' or ')}`,
    ),
  ];
}

/** GitHub compares labels without case. */
function sameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function placeOf(demand: IncidentDemand | undefined): string {
  return demand?.from === 'github' ? `github ${demand.repository?.toLowerCase() ?? ''}` : (demand?.from ?? '');
}

function placeInWords(demand: IncidentDemand | undefined): string {
  if (demand === undefined) return 'nowhere';
  if (demand.from === 'pagerduty') return 'at PagerDuty';
  return `among the issues of ${demand.repository ?? 'this repository'}`;
}
