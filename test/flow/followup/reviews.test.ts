import { beforeEach, describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/core/documents/organization.ts';
import { parseOrganization } from '../../../src/core/documents/parse-organization.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { indexRecords, isNews, type LedgerIndex } from '../../../src/core/ledger/ledger-index.ts';
import { message } from '../../../src/core/message.ts';
import { bears, markerOf, OVERDUE_MARKER } from '../../../src/core/review/letter.ts';
import { followReviews, type Followed } from '../../../src/flow/followup/reviews.ts';
import { draft, fact, GENESIS, grant, numbered, CONTEXT, ORGANIZATION, policySet } from '../../core/build.ts';
import { toBytes } from '../../core/documents.ts';
import { closedBy, commentBy, reviewBy, standings } from '../../core/review/build.ts';
import { fakeTracker, type FakeTracker } from './fake-tracker.ts';
import { errorsIn, noticesIn } from '../../support/messages.ts';
import { PEOPLE, user } from '../../support/people.ts';

const ORG = parseOrganization('policies/organization.yaml', toBytes(ORGANIZATION)).value as Organization;
const IN_TIME = '2026-11-24T09:30:00Z';
const DUE = '2026-11-25T02:17:00Z';
const activated = (pull: number) =>
  draft({
    pull,
    grant: grant({ pull, breakGlass: { from: [{ kind: 'team', slug: 'security' }], within: 86_400 } }),
    bindings: [fact()],
  });

let tracker: FakeTracker;
let records: Draft[];
let now: string;

beforeEach(() => {
  now = IN_TIME;
  tracker = fakeTracker(() => now);
  records = [GENESIS, activated(42)];
});

const accounts = (): LedgerIndex => indexRecords(numbered(records));

/** One run: what it drafts goes on record, if it is news. */
async function run(at = now): Promise<Followed> {
  now = at;
  const followed = await followReviews(tracker, accounts(), {
    repository: { id: 700100, name: 'acme/access' },
    organization: ORG,
    policies: policySet().policies,
    now: at,
    context: CONTEXT,
  });
  for (const one of followed.drafts) if (isNews(one, accounts())) records.push(one);
  return followed;
}

const kinds = () => records.slice(2).map(({ kind }) => kind);
const numbers = () => [...tracker.issuesThere.keys()];
const URL_OF_43 = 'https://github.com/acme/access/issues/43';

describe('the issue that asks for the review', () => {
  it('is opened once, whatever number of runs there is, and its title does not matter', async () => {
    expect((await run()).messages).toEqual([
      message(
        'review-owed',
        `#42 used break-glass access, and its review is due at ${DUE}. Review it here: ${URL_OF_43}`,
      ),
    ]);
    await run();
    await run();
    expect(tracker.opened).toHaveLength(1);
    expect(tracker.opened[0]).toMatchObject({ labels: ['break-glass-review'], assignees: [] });
    expect(bears(tracker.opened[0]?.body ?? '', markerOf(700100, 42))).toBe(true);
    expect(tracker.opened[0]?.body).toContain('@acme/sre-leads');
  });

  it('is not opened for access that was approved, and then nothing is asked at all', async () => {
    records = [GENESIS, draft({ grant: grant(), bindings: [fact()] })];
    await run();
    expect(tracker.calls).toEqual([]);
  });

  it('is found again by a run after one that died right after it was opened', async () => {
    tracker.broken.add('open landed');
    expect(errorsIn(await run())).toEqual([
      'GitHub did not open or return the review issue of #42, so the next run retries: could not do open landed: GitHub answered 502',
    ]);
    tracker.broken.clear();
    expect(errorsIn(await run())).toEqual([]);
    expect(numbers()).toEqual([43]);
  });

  it('is opened by the next run where it could not be opened', async () => {
    tracker.broken.add('open');
    expect(errorsIn(await run())).toHaveLength(1);
    tracker.broken.clear();
    await run();
    expect(numbers()).toEqual([43]);
  });

  it('opened by two runs at once is the first one, and the other is closed', async () => {
    tracker.doubled = true;
    await run();
    expect(tracker.issuesThere.get(43)?.state).toBe('open');
    expect(tracker.issuesThere.get(44)).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
    expect(tracker.said.get(44)?.[0]?.body).toContain('#43');
    await run();
    expect(numbers()).toEqual([43, 44]);
  });

  it('is not opened while nobody knows which there are', async () => {
    tracker.broken.add('ours');
    expect(errorsIn(await run())).toEqual([
      'GitHub did not list the issues of break-glass reviews, so the next run retries: could not do ours: GitHub answered 502',
    ]);
    expect(tracker.opened).toEqual([]);
  });

  it('is assigned to the people who review, but not to whoever asked', async () => {
    const from = [
      { kind: 'user' as const, login: 'carol', id: 1003 },
      { kind: 'user' as const, login: 'alice', id: 1001 },
    ];
    records = [GENESIS, draft({ grant: grant({ breakGlass: { from, within: 3600 } }), bindings: [fact()] })];
    await run();
    expect(tracker.opened[0]?.assignees).toEqual(['carol']);
  });
});

describe('a review', () => {
  it('of the pull request is recorded once, and its issue closed', async () => {
    await run();
    tracker.pulls.set(42, [reviewBy(PEOPLE.carol)]);
    await run();
    await run();
    expect(kinds()).toEqual(['reviewed']);
    expect(records.at(-1)?.review).toMatchObject({ by: { login: 'carol' }, verdict: 'justified', how: 'review' });
    expect(tracker.issuesThere.get(43)).toMatchObject({ state: 'closed', stateReason: 'completed' });
    expect(tracker.said.get(43)?.map(({ body }) => body)).toEqual([
      'carol reviewed #42 at 2026-11-24T09:00:00Z: justified.',
    ]);
  });

  it('by closing the issue with a verdict is recorded', async () => {
    await run();
    answer(43, 'not justified: the replica would have done');
    await run();
    expect(kinds()).toEqual(['reviewed']);
    expect(records.at(-1)?.review).toMatchObject({
      verdict: 'not justified',
      sentence: 'the replica would have done',
      how: 'issue',
    });
  });

  it('is recorded although its issue could not be closed', async () => {
    await run();
    tracker.pulls.set(42, [reviewBy(PEOPLE.carol)]);
    tracker.broken.add('change');
    expect(errorsIn(await run())).toHaveLength(1);
    expect(kinds()).toEqual(['reviewed']);
  });

  it('by somebody who may not is told and not recorded', async () => {
    await run();
    tracker.pulls.set(42, [reviewBy(user('dave', 1004))]);
    expect(noticesIn(await run())[1]).toContain('dave reviewed #42 as "justified", but is not among the reviewers: ');
    expect(kinds()).toEqual([]);
  });

  it('without a verdict is told', async () => {
    await run();
    answer(43, 'thanks');
    expect(noticesIn(await run())[1]).toContain('closed without a verdict');
    expect(kinds()).toEqual([]);
  });

  it.each(['reviews', 'conversation', 'standings'])(
    'is neither recorded nor missed while %s cannot be read',
    async (name) => {
      await run();
      answer(43, 'justified');
      tracker.broken.add(name);
      expect(errorsIn(await run(DUE))).toHaveLength(1);
      expect(kinds()).toEqual([]);
    },
  );

  it('that cannot be judged is neither recorded nor missed', async () => {
    await run();
    answer(43, 'justified');
    tracker.told = standings({ permissions: { '1003': null } });
    expect(errorsIn(await run(DUE))[0]).toContain('GitHub did not return the permission of carol on the repository');
    expect(kinds()).toEqual([]);
  });

  it('of an issue counts for one pull request, whatever its text is made to say afterwards', async () => {
    records.push(activated(50));
    await run();
    answer(43, 'justified');
    await run();
    expect(kinds().slice(1)).toEqual(['reviewed']);
    const first = tracker.issuesThere.get(43);
    if (first === undefined) throw new Error('no issue');
    tracker.issuesThere.set(43, { ...first, body: first.body.replaceAll('pull=42', 'pull=50') });
    await run();
    expect(kinds().slice(1)).toEqual(['reviewed']);
    expect(tracker.issuesThere.get(44)?.state).toBe('open');
  });
});

describe('an overdue review', () => {
  it('is recorded once at the instant it is due, and told once with a label', async () => {
    await run('2026-11-25T02:16:59Z');
    expect(kinds()).toEqual([]);
    await run(DUE);
    await run('2026-11-25T03:00:00Z');
    expect(kinds()).toEqual(['review-overdue']);
    expect(tracker.said.get(43)?.filter(({ body }) => bears(body, OVERDUE_MARKER))).toHaveLength(1);
    expect(tracker.said.get(43)?.[0]?.body).toContain('@acme/security');
    expect(tracker.issuesThere.get(43)?.labels).toEqual(['break-glass-review', 'overdue']);
  });

  it('is told by the next run where it could not be told', async () => {
    tracker.broken.add('comment');
    expect(errorsIn(await run(DUE))).toHaveLength(1);
    tracker.broken.clear();
    await run('2026-11-25T03:00:00Z');
    expect(kinds()).toEqual(['review-overdue']);
    expect(tracker.said.get(43)).toHaveLength(1);
  });

  it('is told although somebody else wrote that it was', async () => {
    await run();
    tracker.said.set(43, [commentBy(user('alice', 1001), OVERDUE_MARKER)]);
    await run(DUE);
    expect(tracker.said.get(43)).toHaveLength(2);
  });

  it('is not recorded where nobody knows whether its issue was answered', async () => {
    tracker.broken.add('ours');
    await run(DUE);
    expect(kinds()).toEqual([]);
  });

  it('bars until it is there, and then no more', async () => {
    await run(DUE);
    expect(accounts().overdueReviewsOf([1001], DUE)).toEqual([42]);
    tracker.pulls.set(42, [reviewBy(PEOPLE.carol, { submittedAt: '2026-11-25T08:00:00Z' })]);
    await run('2026-11-25T08:30:00Z');
    expect(kinds()).toEqual(['review-overdue', 'reviewed']);
    expect(accounts().overdueReviewsOf([1001], '2026-11-25T08:30:00Z')).toEqual([]);
  });
});

it('trouble with one review leaves the others', async () => {
  records.push(activated(50));
  await run();
  answer(43, 'justified');
  tracker.pulls.set(50, [reviewBy(PEOPLE.carol)]);
  tracker.broken.add('conversation');
  expect(errorsIn(await run())).toHaveLength(1);
  expect(records.at(-1)).toMatchObject({ kind: 'reviewed', pull: 50 });
});

/** Carol says so on an issue, and closes it. */
function answer(number: number, text: string): void {
  const issue = tracker.issuesThere.get(number);
  if (issue === undefined) throw new Error(`there is no issue ${number}`);
  const { body, labels, url } = issue;
  tracker.issuesThere.set(
    number,
    closedBy(PEOPLE.carol, { number, url, body, labels, createdAt: issue.createdAt, closedAt: now }),
  );
  tracker.said.set(number, [commentBy(PEOPLE.carol, text, { createdAt: now })]);
}
