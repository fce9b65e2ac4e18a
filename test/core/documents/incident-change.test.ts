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
    'tightens: now requires an incident at PagerDuty',
    'loosens: no longer requires an incident at PagerDuty',
  ],
  [
    'another place',
    GITHUB,
    PAGERDUTY,
    'changes: requires an incident at PagerDuty instead of among the issues of this repository',
    'changes: requires an incident among the issues of this repository instead of at PagerDuty',
  ],
  [
    'another repository',
    GITHUB,
    { ...GITHUB, repository: 'Acme/incidents' },
    'changes: requires an incident among the issues of acme/incidents instead of among the issues of this repository',
    'changes: requires an incident among the issues of this repository instead of among the issues of acme/incidents',
  ],
  [
    'one label more',
    GITHUB,
    { ...GITHUB, labels: ['incident', 'sev1'] },
    'tightens: the incident now needs the label sev1',
    'loosens: the incident no longer needs the label sev1',
  ],
  [
    'one service more',
    PAGERDUTY,
    { ...PAGERDUTY, services: ['PORDERS', 'PPAYMNT'] },
    'loosens: PPAYMNT is now accepted as the service of the incident',
    'tightens: PPAYMNT is no longer accepted as the service of the incident',
  ],
  [
    'any service',
    PAGERDUTY,
    { ...PAGERDUTY, services: [] },
    'loosens: the incident can now be on any service',
    'tightens: the incident must now be on one of these services: PORDERS',
  ],
  [
    'one status less',
    PAGERDUTY,
    { ...PAGERDUTY, statuses: ['triggered'] },
    'tightens: acknowledged is no longer accepted as the status of the incident',
    'loosens: acknowledged is now accepted as the status of the incident',
  ],
  [
    'what happens while nobody answers',
    PAGERDUTY,
    { ...PAGERDUTY, unreachable: 'record' },
    'loosens: access no longer waits while the incident cannot be looked up',
    'tightens: access now waits while the incident cannot be looked up',
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
