import { describe, expect, it } from 'vitest';
import type { IncidentDemand } from '../../../src/core/documents/policy.ts';
import type { Incidents, IssueAnswer, PagerDutyAnswer } from '../../../src/core/ports.ts';
import { incidentOf } from '../../../src/flow/observe/incidents.ts';

const NOW = '2026-11-24T02:18:00Z';
const GITHUB: IncidentDemand = { from: 'github', labels: ['incident'], unreachable: 'refuse' };
const ELSEWHERE: IncidentDemand = { ...GITHUB, repository: 'acme/incidents' };
const PAGERDUTY: IncidentDemand = {
  from: 'pagerduty',
  services: [],
  statuses: ['triggered', 'acknowledged'],
  unreachable: 'refuse',
};
const ISSUE: IssueAnswer = {
  isPull: false,
  state: 'open',
  labels: ['incident'],
  url: 'https://github.com/acme/access/issues/17',
};
const PAGE: PagerDutyAnswer = {
  status: 'triggered',
  service: 'PORDERS',
  url: 'https://acme.pagerduty.com/incidents/Q2CHECKOUT',
};

interface Answers {
  readonly issue?: IssueAnswer | undefined | Error;
  readonly page?: PagerDutyAnswer | undefined | Error;
  readonly now?: string | undefined;
}

/** What is answered about one incident, and what was asked for it. */
async function ask(demand: IncidentDemand | undefined, id: string | undefined, answers: Answers) {
  const asked: string[] = [];
  const answer = async <T>(name: string, value: T | Error): Promise<T> => {
    asked.push(name);
    await Promise.resolve();
    if (value instanceof Error) throw value;
    return value;
  };
  const incidents: Incidents = {
    issue: (repository, number) => answer(`${repository}#${number}`, answers.issue),
    pagerduty: (name) => answer(name, answers.page),
  };
  const now = 'now' in answers ? answers.now : NOW;
  const world = { incidents, repository: { time: () => now } };
  const policy = demand === undefined ? {} : { incident: demand };
  const fact = await incidentOf(world, policy, id === undefined ? {} : { incident: id }, 'acme/access');
  return { fact, asked };
}

describe('an issue', () => {
  it.each([
    ['#17', GITHUB, 'acme/access#17'],
    ['acme/access#17', GITHUB, 'acme/access#17'],
    ['Acme/Access#17', GITHUB, 'acme/access#17'],
    ['https://github.com/acme/access/issues/17', GITHUB, 'acme/access#17'],
    ['#17', ELSEWHERE, 'acme/incidents#17'],
  ])('named %s is looked up', async (id, demand, where) => {
    const { fact, asked } = await ask(demand, id, { issue: ISSUE });
    expect(asked).toEqual([where]);
    expect(fact).toEqual({
      source: 'github',
      id,
      state: 'open',
      labels: ['incident'],
      url: 'https://github.com/acme/access/issues/17',
      asked: NOW,
    });
  });

  it.each([
    ['INC-17', GITHUB],
    ['acme/other#17', GITHUB],
    ['acme/access#17', ELSEWHERE],
  ])('named %s is nowhere the policy looks, and nobody is asked', async (id, demand) => {
    const { fact, asked } = await ask(demand, id, { issue: ISSUE });
    expect(asked).toEqual([]);
    expect(fact).toMatchObject({ state: 'missing', labels: [], url: null });
  });

  it('that is closed, missing or a pull request is told so', async () => {
    expect((await ask(GITHUB, '#17', { issue: { ...ISSUE, state: 'closed' } })).fact?.state).toBe('closed');
    expect((await ask(GITHUB, '#17', { issue: undefined })).fact?.state).toBe('missing');
    expect((await ask(GITHUB, '#17', { issue: { ...ISSUE, isPull: true } })).fact?.state).toBe('missing');
  });

  it('at an address that leads elsewhere is none', async () => {
    const { fact } = await ask(GITHUB, 'https://github.example/acme/access/issues/17', { issue: ISSUE });
    expect(fact).toMatchObject({ state: 'missing', sentence: `the URL of issue #17 is ${ISSUE.url}` });
  });

  it('that nobody answers about is unreachable, with the reason', async () => {
    const { fact } = await ask(GITHUB, '#17', { issue: new Error('GitHub answered 502') });
    expect(fact).toMatchObject({ state: 'unreachable', sentence: 'GitHub answered 502' });
  });
});

describe("PagerDuty's incident", () => {
  it.each([
    ['triggered', 'open'],
    ['acknowledged', 'open'],
    ['resolved', 'closed'],
  ] as const)('that is %s is %s', async (status, state) => {
    const { fact } = await ask(PAGERDUTY, 'Q2CHECKOUT', { page: { ...PAGE, status } });
    expect(fact).toMatchObject({ source: 'pagerduty', state, status, labels: ['PORDERS'], url: PAGE.url });
  });

  it('that is not there is missing, and that nobody answers about unreachable', async () => {
    expect((await ask(PAGERDUTY, 'Q9', { page: undefined })).fact?.state).toBe('missing');
    expect((await ask(PAGERDUTY, 'Q9', { page: new Error('no answer') })).fact?.state).toBe('unreachable');
  });
});

it('nobody is asked where the policy asks for none, or the request names none', async () => {
  expect(await ask(undefined, '#17', { issue: ISSUE })).toEqual({ fact: undefined, asked: [] });
  expect(await ask(GITHUB, undefined, { issue: ISSUE })).toEqual({ fact: undefined, asked: [] });
});

it('nothing is known without a clock to say when', async () => {
  expect((await ask(GITHUB, '#17', { issue: ISSUE, now: undefined })).fact).toBeUndefined();
});
