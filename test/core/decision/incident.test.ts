import { describe, expect, it } from 'vitest';
import type { IncidentFact } from '../../../src/core/decision/evidence.ts';
import { issueNamed } from '../../../src/core/decision/incident-name.ts';
import { incidentRules, isUnverified } from '../../../src/core/decision/rules/incident.ts';
import { POLICY } from '../build.ts';
import { saidBy, sketch, type Sketch } from './glass-case.ts';

const GITHUB = `${POLICY}incident: { from: github, labels: [incident, sev1] }\n`;
const PAGERDUTY = `${POLICY}incident: { from: pagerduty, services: [PORDERS] }\n`;
const LENIENT = PAGERDUTY.replace('services:', 'unreachable: record, services:');

const fact = (change: Partial<IncidentFact> = {}): IncidentFact => ({
  source: 'github',
  id: '#17',
  state: 'open',
  labels: ['Incident', 'SEV1', 'other'],
  url: 'https://github.com/acme/access/issues/17',
  asked: '2026-11-24T02:18:00Z',
  ...change,
});
const paged = (change: Partial<IncidentFact> = {}): IncidentFact =>
  fact({ source: 'pagerduty', id: 'Q2CHECKOUT', labels: ['PORDERS'], status: 'triggered', ...change });

function subject(head: string, incident: IncidentFact | undefined, more: Sketch = {}) {
  const named = incident?.id ?? '#17';
  return sketch({
    head,
    request: { incident: named, breakGlass: false },
    ...more,
    evidence: incident === undefined ? {} : { incident },
  });
}
const said = (...args: Parameters<typeof subject>) => saidBy(incidentRules, subject(...args));

describe('an incident', () => {
  it('is not asked for where no policy does', () => {
    expect(said(POLICY, undefined, { request: {} })).toEqual([]);
  });

  it.each([
    ['an issue that is open with every label, whatever their case', GITHUB, fact()],
    ['an incident of the service', PAGERDUTY, paged()],
    ['one somebody has acknowledged', PAGERDUTY, paged({ status: 'acknowledged' })],
    ['one of any service', `${POLICY}incident: { from: pagerduty }\n`, paged({ labels: ['POTHER'] })],
  ])('that counts: %s', (_, head, incident) => {
    expect(said(head, incident)).toEqual([]);
  });

  it.each([
    ['is over', GITHUB, fact({ state: 'closed' }), 'denied incident-closed'],
    ['is not there', GITHUB, fact({ state: 'missing', labels: [] }), 'denied incident-not-found'],
    ['lacks a label', GITHUB, fact({ labels: ['incident'] }), 'denied incident-not-one'],
    ['is of another service', PAGERDUTY, paged({ labels: ['PPAYMNT'] }), 'denied incident-not-one'],
    [
      'is in another status',
      `${POLICY}incident: { from: pagerduty, statuses: [acknowledged] }\n`,
      paged(),
      'denied incident-not-one',
    ],
    ['could not be looked up', PAGERDUTY, paged({ state: 'unreachable', labels: [] }), 'pending incident-unreachable'],
    ['is of a state no version wrote', GITHUB, fact({ state: 'odd' as 'open' }), 'pending incident-unknown'],
    ['was looked up elsewhere', PAGERDUTY, fact(), 'pending incident-unknown'],
    ['was not looked up', GITHUB, undefined, 'pending incident-unknown'],
  ])('that %s is not one', (_, head, incident, objection) => {
    expect(said(head, incident)).toEqual([objection]);
  });

  it('must be named', () => {
    expect(said(GITHUB, fact(), { request: {} })).toEqual(['denied incident-missing']);
  });

  it('must be the one that was looked up', () => {
    expect(said(GITHUB, fact(), { request: { incident: '#18' } })).toEqual(['pending incident-unknown']);
  });

  it('is asked for by the policy before the merge too', () => {
    expect(said(POLICY, fact({ state: 'closed' }), { before: GITHUB })).toEqual(['denied incident-closed']);
  });

  it('is looked for at one place by both policies', () => {
    const elsewhere = GITHUB.replace('from: github,', 'from: github, repository: acme/incidents,');
    expect(said(GITHUB, fact(), { before: elsewhere })).toEqual(['denied policy-differs']);
  });
});

describe('where nobody answers', () => {
  const silent = paged({ state: 'unreachable', labels: [], sentence: 'PagerDuty answered 503' });

  it('a policy may let it pass, and then the decision says that it is unverified', () => {
    const unverified = subject(LENIENT, silent);
    expect(saidBy(incidentRules, unverified)).toEqual([]);
    expect(isUnverified(unverified)).toBe(true);
    expect(incidentRules[0]?.parts?.(unverified)).toMatchObject([
      { rule: 'incident-verified', reasons: [{ code: 'incident-unverified' }] },
    ]);
  });

  it('it passes only if both policies let it', () => {
    const stricter = subject(LENIENT, silent, { before: PAGERDUTY });
    expect(saidBy(incidentRules, stricter)).toEqual(['pending incident-unreachable']);
    expect(isUnverified(stricter)).toBe(false);
  });

  it('an answer is never unverified', () => {
    expect(isUnverified(subject(LENIENT, paged()))).toBe(false);
    expect(incidentRules[0]?.parts?.(subject(LENIENT, paged()))).toEqual([]);
  });
});

describe('an issue is named', () => {
  it.each([
    ['#17', { number: 17 }],
    ['acme/incidents#17', { repository: 'acme/incidents', number: 17 }],
    [
      'https://github.com/acme/incidents/issues/17',
      { repository: 'acme/incidents', number: 17, url: 'https://github.com/acme/incidents/issues/17' },
    ],
  ])('as %s', (text, named) => {
    expect(issueNamed(text)).toEqual(named);
  });

  it.each(['17', '#0', '#-1', 'INC-17', 'acme#17', '../x#17', 'a/b/c#17', 'https://github.com/acme/x/pull/17', '#17x'])(
    'not as %s',
    (text) => {
      expect(issueNamed(text)).toBeUndefined();
    },
  );
});
