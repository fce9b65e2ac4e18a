import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Issues, Reviews } from '../../src/core/ports.ts';
import { incidentIssues } from '../../src/edge/incidents.ts';
import { issueTracker } from '../../src/edge/issues.ts';
import { ACME, connectTo } from './github/rehearsal.ts';
import { REPO, startBench, type Bench } from '../sandbox/github/support.ts';

const LABEL = 'break-glass-review';
const NEW = { title: 'Review', body: '<!-- mark -->\ntext', labels: [LABEL], assignees: [] };
const OURS = 970002;

let bench: Bench;
let tracker: Issues & Reviews;

beforeEach(async () => {
  bench = await startBench();
  tracker = issueTracker(connectTo(bench), ACME);
});
afterEach(() => bench.close());

async function openOne(): Promise<number> {
  await tracker.open(NEW);
  const [issue] = await tracker.ours(LABEL);
  if (issue === undefined) throw new Error('the issue is not listed');
  return issue.number;
}

describe('issues that ask for a review', () => {
  it('are found by their label in any state, if our own account opened them', async () => {
    await bench.as('mallory').issues.create({ ...REPO, title: 'Review', body: NEW.body });
    await bench.as('alice').issues.create({ ...REPO, title: 'Review', body: NEW.body, labels: [LABEL] });
    const open = await openOne();
    await tracker.open(NEW);
    await tracker.change(open, { close: 'completed' });
    expect((await tracker.ours(LABEL)).map(({ number, state, openedBy }) => ({ number, state, openedBy }))).toEqual([
      { number: open + 1, state: 'open', openedBy: OURS },
      { number: open, state: 'closed', openedBy: OURS },
    ]);
    expect((await tracker.ours(LABEL))[0]?.body).toBe(NEW.body);
  });

  it('are ours by the account the workflow’s own token acts as, too', async () => {
    const token = bench.token({ kind: 'workflow', permissions: { issues: 'write', contents: 'read' } });
    const own = issueTracker(connectTo(bench, token), ACME);
    await tracker.open(NEW);
    expect(await own.ours(LABEL)).toEqual([]);
    await own.open(NEW);
    expect(await own.ours(LABEL)).toHaveLength(1);
  });

  it('are more than one page', async () => {
    const { state } = bench.github;
    const issue = state.issues.get(await openOne());
    if (issue === undefined) throw new Error('the issue is not there');
    for (let count = 1; count < 101; count += 1) {
      const number = state.nextNumber();
      state.issues.set(number, { ...issue, number });
    }
    expect(await tracker.ours(LABEL)).toHaveLength(101);
  });

  it('are assigned to people', async () => {
    await tracker.open({ ...NEW, assignees: ['carol'] });
    expect([...bench.github.state.issues.values()].map(({ assignees }) => assignees)).toEqual([[1003]]);
  });

  it('are opened all the same where somebody cannot be assigned', async () => {
    bench.github.service.faults.add({
      operation: 'POST /repos/{owner}/{repo}/issues',
      when: 'before',
      answer: 422,
      times: 1,
      body: { message: 'Validation Failed' },
      only: ({ body }) => JSON.stringify(body).includes('carol'),
    });
    await tracker.open({ ...NEW, assignees: ['carol'] });
    expect(await tracker.ours(LABEL)).toHaveLength(1);
  });

  it('are opened once for each asking, even where the answer is lost', async () => {
    const faults = { operation: 'POST /repos/{owner}/{repo}/issues', when: 'after', answer: 'drop', times: 1 } as const;
    bench.github.service.faults.add(faults);
    await expect(tracker.open(NEW)).rejects.toThrow('could not read the answer to the new issue');
    expect(await tracker.ours(LABEL)).toHaveLength(1);
  });

  it('get all their labels at once', async () => {
    const number = await openOne();
    await tracker.change(number, { labels: [LABEL, 'overdue'] });
    expect((await tracker.ours(LABEL))[0]?.labels).toEqual([LABEL, 'overdue']);
  });
});

describe('a conversation', () => {
  it('says who closed the issue, why, and what everybody said, oldest first', async () => {
    const number = await openOne();
    await tracker.comment(number, 'overdue');
    bench.pass(60);
    const carol = bench.as('carol');
    await carol.issues.createComment({ ...REPO, issue_number: number, body: 'justified' });
    await carol.issues.update({ ...REPO, issue_number: number, state: 'closed' });
    expect(await tracker.conversation(number)).toMatchObject({
      issue: {
        number,
        state: 'closed',
        stateReason: 'completed',
        closedAt: '2026-11-24T02:18:00Z',
        closedBy: { type: 'User', login: 'carol', id: 1003 },
      },
      comments: [
        { author: { id: OURS }, body: 'overdue', createdAt: '2026-11-24T02:17:00Z', edited: false },
        { author: { type: 'User', id: 1003 }, body: 'justified', createdAt: '2026-11-24T02:18:00Z', edited: false },
      ],
    });
  });

  it('says that an issue is open again', async () => {
    const number = await openOne();
    const carol = bench.as('carol');
    await carol.issues.update({ ...REPO, issue_number: number, state: 'closed', state_reason: 'not_planned' });
    expect((await tracker.conversation(number)).issue.stateReason).toBe('not_planned');
    await carol.issues.update({ ...REPO, issue_number: number, state: 'open' });
    expect((await tracker.conversation(number)).issue).toMatchObject({ state: 'open', closedAt: null });
  });

  it('says which comments were edited', async () => {
    const number = await openOne();
    const { data } = await bench.as('carol').issues.createComment({ ...REPO, issue_number: number, body: 'not yet' });
    bench.pass(5);
    await bench.as('alice').issues.updateComment({ ...REPO, comment_id: data.id, body: 'justified' });
    expect((await tracker.conversation(number)).comments).toMatchObject([{ body: 'justified', edited: true }]);
  });
});

describe('reviews', () => {
  it('of a pull request are told with their authors, instants and words', async () => {
    const pull = await bench.pull('alice', 'ask', { 'requests/2026/11/ask.yaml': 'policy: orders-db-read\n' });
    await bench.as('alice').pulls.merge({ ...REPO, pull_number: pull });
    bench.pass(60);
    const carol = bench.as('carol');
    await carol.pulls.createReview({ ...REPO, pull_number: pull, event: 'REQUEST_CHANGES', body: 'too wide' });
    expect(await tracker.ofPull(pull)).toMatchObject([
      {
        state: 'CHANGES_REQUESTED',
        submittedAt: '2026-11-24T02:18:00Z',
        author: { type: 'User', login: 'carol', id: 1003 },
        body: 'too wide',
      },
    ]);
  });

  it('stand by what is known of those who gave them, and of nobody else', async () => {
    const people = [{ id: 1003, login: 'carol' }];
    expect(await tracker.standings(people, ['security', 'sre-leads', 'nobodys'], false)).toEqual({
      permissions: { '1003': 'write' },
      teams: { security: [1003], 'sre-leads': [], nobodys: null },
      secondFactors: { required: true, enabled: { '1003': true } },
      gathered: '2026-11-24T02:17:00Z',
    });
  });
});

describe('an issue as an incident', () => {
  const incident = (number: number) => incidentIssues(connectTo(bench))('acme/access', number);

  it('is told with its labels', async () => {
    const { data } = await bench.as('dave').issues.create({ ...REPO, title: 'Checkout', labels: ['incident', 'sev1'] });
    expect(await incident(data.number)).toMatchObject({
      isPull: false,
      state: 'open',
      labels: ['incident', 'sev1'],
      url: data.html_url,
    });
    await bench.as('dave').issues.update({ ...REPO, issue_number: data.number, state: 'closed' });
    expect((await incident(data.number))?.state).toBe('closed');
  });

  it('may be a pull request, and says so', async () => {
    const pull = await bench.pull('alice', 'ask', { 'requests/2026/11/ask.yaml': 'policy: orders-db-read\n' });
    expect((await incident(pull))?.isPull).toBe(true);
  });

  it('is missing where the repository shows no such issue', async () => {
    expect(await incident(4242)).toBeUndefined();
  });

  it('is not known in a repository this token does not see', async () => {
    await expect(incidentIssues(connectTo(bench))('acme/secret', 1)).rejects.toThrow('repository acme/secret');
  });

  it('is not known while GitHub fails', async () => {
    bench.github.service.faults.add({ operation: '*', when: 'before', answer: 502, times: 20 });
    await expect(incident(1)).rejects.toThrow('502');
    bench.github.service.faults.clear();
  });
});
