import { describe, expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { errorsIn, noticesIn } from '../support/messages.ts';
import { SAMPLE_POLICY } from '../support/samples.ts';

const WITH_DAVE = SAMPLE_POLICY.replace(
  'requesters: [team:orders-oncall, user:alice]',
  'requesters: [team:orders-oncall]',
).replaceAll('requesters: [team:orders-oncall]', 'requesters: [team:orders-oncall, user:dave]');
const GLASS = `${requestFor('orders-db-read', '1h')}breakGlass: true\n`;

const open = (policy: string) => openStage({ documents: { 'policies/orders-db-read.yaml': policy } });

/** Somebody asks and merges alone: the pull request's number. */
async function breakGlass(stage: Stage, login: string, slug: string): Promise<number> {
  const person = stage.person(login);
  const pull = await person.ask(slug, GLASS);
  await person.merge(pull);
  await stage.pass(60);
  return pull;
}

const issuesOf = ({ sandbox }: Stage) => [...sandbox.github.state.issues.values()];
const commentsOf = ({ sandbox }: Stage, issue: number | undefined) =>
  (sandbox.github.state.comments.get(issue ?? 0) ?? []).map(({ body }) => body);

describe('breaking glass', () => {
  it('is refused again until the first use is reviewed, also if it comes twice in one run', async () => {
    const stage = await open(SAMPLE_POLICY);
    const first = await breakGlass(stage, 'alice', 'first');
    const second = await breakGlass(stage, 'alice', 'second');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), first)).toHaveLength(2);
    expect(marked(await bindingsOf(stage), second)).toEqual([]);
    await stage.reconcile();
    await stage.pass(50 * 60);
    const third = await breakGlass(stage, 'alice', 'third');
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect([first, second, third].map((pull) => kindsOf(audit, pull))).toEqual([
      ['activated'],
      ['refused'],
      ['refused'],
    ]);
    expect(audit.records.at(-1)?.reasons).toEqual([
      {
        code: 'review-awaited',
        sentence: `alice broke glass in #${first}, and nobody has reviewed that yet; have it reviewed, or ask for approval`,
      },
    ]);

    await stage
      .person('carol')
      .call('POST', `/pulls/${first}/reviews`, { event: 'APPROVE', body: 'Checkout was down.' });
    await stage.reconcile();
    const fourth = await breakGlass(stage, 'alice', 'fourth');
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), fourth)).toEqual(['activated']);
  }, 120_000);

  it('gives one person alone the shorter window, asks once for the review, and records the answer', async () => {
    const stage = await open(SAMPLE_POLICY);
    const pull = await breakGlass(stage, 'alice', 'alone');
    const report = await stage.reconcile();
    expect(errorsIn(report)).toEqual([]);
    const [first] = marked(await bindingsOf(stage), pull);
    expect(first?.members).toEqual(['user:alice@acme.example']);
    const [, start = '', end = ''] =
      /timestamp\("([^"]+)"\).*timestamp\("([^"]+)"\)/.exec(first?.condition?.expression ?? '') ?? [];
    expect(Date.parse(end) - Date.parse(start)).toBe(3_600_000);

    await stage.reconcile();
    await stage.reconcile();
    const [issue, ...more] = issuesOf(stage);
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ state: 'open', labels: ['break-glass-review'] });
    expect(issue?.body).toContain('Approvers of this policy without break glass: @acme/sre-leads');
    expect(issue?.body).toContain('24h after the merge: @acme/security');

    // Bob would have approved, and is none of those who review.
    await stage.person('bob').call('POST', `/pulls/${pull}/reviews`, { event: 'APPROVE' });
    expect(noticesIn(await stage.reconcile()).join()).toMatch(/bob reviewed #\d+ as "justified"/);
    await stage
      .person('carol')
      .call('POST', `/pulls/${pull}/reviews`, { event: 'APPROVE', body: 'Checkout was down.' });
    await stage.reconcile();
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'reviewed']);
    expect(audit.records.at(-1)?.review).toMatchObject({
      by: { id: 1003, login: 'carol' },
      verdict: 'justified',
      sentence: 'Checkout was down.',
      how: 'review',
    });
    expect(audit.messages.at(-1)).toContain('Reviewed-by: carol');
    expect(issuesOf(stage)[0]).toMatchObject({ state: 'closed', stateReason: 'completed' });
  });

  it('is barred to somebody while their review is overdue, and free again once it is there', async () => {
    const stage = await open(WITH_DAVE);
    const pull = await breakGlass(stage, 'dave', 'first');
    await stage.reconcile();
    await stage.pass(24 * 3600);
    await stage.reconcile();
    await stage.reconcile();
    const [issue] = issuesOf(stage);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated', 'ended', 'review-overdue']);
    expect(issue?.labels).toEqual(['break-glass-review', 'overdue']);
    expect(commentsOf(stage, issue?.number).filter((body) => body.includes('@acme/security'))).toHaveLength(1);

    const barred = await breakGlass(stage, 'dave', 'second');
    const other = await breakGlass(stage, 'alice', 'others');
    await stage.reconcile();
    expect((await auditOf(stage)).records.find((record) => record.pull === barred)?.reasons).toMatchObject([
      { code: 'review-overdue' },
    ]);
    expect(marked(await bindingsOf(stage), other)).toHaveLength(2);

    const carol = stage.person('carol');
    await carol.call('POST', `/issues/${issue?.number}/comments`, {
      body: 'not justified: the replica would have done',
    });
    await carol.call('PATCH', `/issues/${issue?.number}`, { state: 'closed' });
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), pull).at(-1)).toBe('reviewed');
    const free = await breakGlass(stage, 'dave', 'third');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), free)).toHaveLength(2);
  });

  it('waits in the run in which a review falls due, rather than slip by before it is known', async () => {
    const stage = await open(SAMPLE_POLICY);
    await breakGlass(stage, 'alice', 'first');
    await stage.reconcile();
    await stage.pass(24 * 3600);
    const next = await breakGlass(stage, 'alice', 'next');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), next)).toEqual([]);
    await stage.reconcile();
    expect((await auditOf(stage)).records.find((record) => record.pull === next)?.reasons).toMatchObject([
      { code: 'review-overdue' },
    ]);
  });

  it('gives its access although no issue can be opened, and the next run asks for the review', async () => {
    const stage = await open(SAMPLE_POLICY);
    const pull = await breakGlass(stage, 'alice', 'alone');
    stage.sandbox.github.service.faults.add({
      operation: 'POST /repos/{owner}/{repo}/issues',
      when: 'before',
      answer: 403,
      times: 1,
    });
    const report = await stage.reconcile();
    expect(errorsIn(report).join()).toContain(`the review issue of #${pull}`);
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    await stage.reconcile();
    expect(issuesOf(stage)).toHaveLength(1);
  });

  it('asks once although the answer to its asking is lost', async () => {
    const stage = await open(SAMPLE_POLICY);
    await breakGlass(stage, 'alice', 'alone');
    stage.sandbox.github.service.faults.add({
      operation: 'POST /repos/{owner}/{repo}/issues',
      when: 'after',
      answer: 'drop',
      times: 1,
    });
    await stage.reconcile();
    await stage.reconcile();
    expect(issuesOf(stage)).toHaveLength(1);
  });
});

describe('an incident', () => {
  const paged = (unreachable: string) =>
    SAMPLE_POLICY.replace('^INC-[0-9]+$', '^[A-Z0-9]+') +
    `incident: { from: pagerduty, services: [PORDERS], unreachable: ${unreachable} }\n`;
  const named = (id: string) => requestFor('orders-db-read', '1h').replace('INC-4821', id);

  it('that is over refuses, and one that is open lets pass', async () => {
    const stage = await open(paged('refuse'));
    const [over, live, other] = [
      await approved(stage, 'over', named('Q2LASTWEEK')),
      await approved(stage, 'live', named('Q2CHECKOUT')),
      await approved(stage, 'other', named('Q2PAYMENTS')),
    ];
    await stage.reconcile();
    const { records } = await auditOf(stage);
    const codesOf = (pull: number) => records.find((record) => record.pull === pull)?.reasons.map(({ code }) => code);
    expect(codesOf(over)).toEqual(['incident-closed']);
    expect(codesOf(other)).toEqual(['incident-not-one']);
    expect(marked(await bindingsOf(stage), live)).toHaveLength(2);
    expect(records.find((record) => record.pull === live)?.decision?.evidence.incident).toMatchObject({
      source: 'pagerduty',
      state: 'open',
      status: 'triggered',
    });
  });

  it('that nobody answers about keeps the request waiting until somebody does', async () => {
    const stage = await open(paged('refuse'));
    const pull = await approved(stage, 'waits', named('Q2CHECKOUT'));
    const { faults } = stage.sandbox.pagerduty.service;
    faults.add({ operation: '*', when: 'before', answer: 503, times: 100 });
    const report = await stage.reconcile();
    expect(report.judged[0]?.decision.reasons).toMatchObject([{ code: 'incident-unreachable' }]);
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    faults.clear();
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  });

  it('that nobody answers about is granted and recorded as unverified where the policy says so', async () => {
    const stage = await open(paged('record'));
    const pull = await approved(stage, 'unverified', named('Q2CHECKOUT'));
    stage.sandbox.pagerduty.service.faults.add({ operation: '*', when: 'before', answer: 503, times: 100 });
    const report = await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    expect(JSON.stringify(report.judged[0]?.decision.results)).toContain('incident-unverified');
    const audit = await auditOf(stage);
    const record = audit.records.find((one) => one.pull === pull);
    expect(record?.decision?.evidence.incident).toMatchObject({ state: 'unreachable' });
    expect(audit.messages.join('\n')).toContain('Incident: Q2CHECKOUT (unverified: it could not be looked up)');
  });

  it('may be an issue of this repository, open and labelled', async () => {
    const stage = await open(
      SAMPLE_POLICY.replace('^INC-[0-9]+$', '^#[0-9]+') + 'incident: { from: github, labels: [incident] }\n',
    );
    const dave = stage.person('dave');
    const { number } = (await dave.call('POST', '/issues', { title: 'Checkout', labels: ['incident'] })) as {
      number: number;
    };
    const bare = (await dave.call('POST', '/issues', { title: 'Question' })) as { number: number };
    const live = await approved(stage, 'live', named(`'#${number}'`));
    const none = await approved(stage, 'none', named(`'#${bare.number}'`));
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), live)).toHaveLength(2);
    const refused = (await auditOf(stage)).records.find((record) => record.pull === none);
    expect(refused?.reasons).toMatchObject([{ code: 'incident-not-one' }]);
  });
});
