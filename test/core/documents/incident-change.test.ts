import { expect, it } from 'vitest';
import { compareIncidents } from '../../../src/core/documents/incident-change.ts';
import type { IncidentDemand } from '../../../src/core/documents/policy.ts';

const GITHUB: IncidentDemand = { from: 'github', labels: ['incident'], unreachable: 'refuse' };
const PAGERDUTY: IncidentDemand = {
  from: 'pagerduty',
  services: ['PORDERS'],
  statuses: ['triggered', 'acknowledged'],
  unreachable: 'refuse',
};

const told = (before: IncidentDemand | undefined, after: IncidentDemand | undefined) =>
  compareIncidents(before, after).map(({ kind, sentence }) => `${kind}: ${sentence}`);

type Row = readonly [
  name: string,
  before: IncidentDemand | undefined,
  after: IncidentDemand | undefined,
  forward: string,
  back: string,
];

const ROWS: readonly Row[] = [
  [
    'a demand that is new',
    undefined,
    PAGERDUTY,
    'tightens: needs an incident at PagerDuty',
    'loosens: no longer needs an incident at PagerDuty',
  ],
  [
    'another place',
    GITHUB,
    PAGERDUTY,
    'changes: needs an incident at PagerDuty instead of among the issues of this repository',
    'changes: needs an incident among the issues of this repository instead of at PagerDuty',
  ],
  [
    'another repository',
    GITHUB,
    { ...GITHUB, repository: 'Acme/incidents' },
    'changes: needs an incident among the issues of acme/incidents instead of among the issues of this repository',
    'changes: needs an incident among the issues of this repository instead of among the issues of acme/incidents',
  ],
  [
    'one label more',
    GITHUB,
    { ...GITHUB, labels: ['incident', 'sev1'] },
    'tightens: the incident newly needs the label sev1',
    'loosens: the incident needs no label sev1 any more',
  ],
  [
    'one service more',
    PAGERDUTY,
    { ...PAGERDUTY, services: ['PORDERS', 'PPAYMNT'] },
    'loosens: PPAYMNT newly may be the service of the incident',
    'tightens: PPAYMNT no longer may be the service of the incident',
  ],
  [
    'any service',
    PAGERDUTY,
    { ...PAGERDUTY, services: [] },
    'loosens: the incident may be of any service',
    'tightens: no longer: the incident may be of any service; it must be of PORDERS',
  ],
  [
    'one status less',
    PAGERDUTY,
    { ...PAGERDUTY, statuses: ['triggered'] },
    'tightens: acknowledged no longer is enough of an incident',
    'loosens: acknowledged newly is enough of an incident',
  ],
  [
    'what happens while nobody answers',
    PAGERDUTY,
    { ...PAGERDUTY, unreachable: 'record' },
    'loosens: is granted although its incident could not be looked up',
    'tightens: waits until its incident could be looked up',
  ],
];

it.each(ROWS)('%s is told, both ways', (_, before, after, forward, back) => {
  expect(told(before, after)).toEqual([forward]);
  expect(told(after, before)).toEqual([back]);
});

it('the same demand is no change', () => {
  expect(told(GITHUB, { ...GITHUB })).toEqual([]);
  expect(told(undefined, undefined)).toEqual([]);
});
