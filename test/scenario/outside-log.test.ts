import { describe, expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { blocksIn, errorsIn } from '../support/messages.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

describe('the log outside GitHub', () => {
  it.each([503, 403, 'drop'] as const)('unreachable (%s) means no grant, and the run says so', async (answer) => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    const { faults } = stage.sandbox.google.service;
    faults.add({ operation: 'POST /v2/entries:write', when: 'before', answer, times: 1000 });
    const report = await stage.reconcile();
    expect(blocksIn(report).join('\n')).toContain('the log outside GitHub did not accept the intent');
    expect(errorsIn(report).join('\n')).toContain('the log outside GitHub did not accept the intent');
    expect(marked(await bindingsOf(stage))).toEqual([]);
    expect(kindsOf(await auditOf(stage), pull)).toEqual([]);

    faults.clear();
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated']);
  });

  it('unreachable does not keep what is over from being taken away', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    await stage.pass(3 * 3600);
    stage.sandbox.google.service.faults.add({
      operation: 'POST /v2/entries:write',
      when: 'before',
      answer: 403,
      times: 1000,
    });
    const report = await stage.reconcile();
    expect(marked(await bindingsOf(stage))).toEqual([]);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated', 'ended']);
    expect(errorsIn(report).join('\n')).toContain('the log outside GitHub did not accept the records');

    stage.sandbox.google.service.faults.clear();
    const next = await stage.reconcile();
    expect([errorsIn(next), next.records]).toEqual([[], []]);
    const told = stage.sandbox.google
      .logEntries()
      .map(({ labels }) => (labels as { event?: string } | undefined)?.event);
    expect(told).toContain('ended');
  });

  it('gets what it did not take at first, although a later record of the same run reached it', async () => {
    const stage = await openStage();
    const used = await approved(stage, 'used', requestFor('orders-db-read', '30m'));
    await stage.reconcile();
    await stage.pass(31 * 60);
    const over = await approved(stage, 'over', requestFor('orders-db-read', '5m'));
    await stage.reconcile();
    await stage.pass(700);
    const { faults } = stage.sandbox.google.service;
    faults.add({ operation: 'POST /v2/entries:write', when: 'before', answer: 403, times: 1 });
    const report = await stage.reconcile();
    expect(report.records.map(({ kind, pull }) => [kind, pull])).toEqual([
      ['ended', over],
      ['used', used],
    ]);
    expect(errorsIn(report).join()).toContain('the log outside GitHub did not accept the records');
    const logged = stage.sandbox.google.logEntries().map(({ labels }) => {
      const { event, pull } = (labels ?? {}) as { event?: string; pull?: string };
      return `${event ?? ''} ${pull ?? ''}`;
    });
    expect(logged).toEqual(expect.arrayContaining([`ended ${over}`, `used ${used}`]));
  });

  it('has the intent before IAM is touched, and the result after the ledger has it', async () => {
    const stage = await openStage();
    const effects = watchEffects(stage.sandbox);
    await approved(stage, 'timeouts');
    await stage.reconcile();
    expect(effects).toEqual(['log', 'iam', 'ledger', 'log']);
    const entries = stage.sandbox.google.logEntries().map((entry) => JSON.stringify(entry));
    const ours = entries.filter((entry) => entry.includes('/logs/pullcord"'));
    expect(ours.map((entry) => /"event":"(\w+)"/.exec(entry)?.[1])).toEqual([
      'intent',
      'genesis',
      'activated',
      'checkpoint',
    ]);
  });

  it('where none is configured, the intent is on the ledger before IAM is touched', async () => {
    const withoutLog = SAMPLE_ORGANIZATION.replace(/\nlog:\n(?: .*\n?)+/, '\n');
    expect(withoutLog).not.toMatch(/^log:/m);
    const stage = await openStage({ documents: { 'policies/organization.yaml': withoutLog } });
    const effects = watchEffects(stage.sandbox);
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    expect(effects).toEqual(['ledger', 'iam', 'ledger']);
    const { records, messages } = await auditOf(stage);
    expect(records.filter((record) => record.pull === pull).map(({ kind }) => kind)).toEqual(['intent', 'activated']);
    expect(messages.map((message) => message.split(' ')[0])).toEqual(['genesis:', 'intent', 'activated']);
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  });
});

/** What landed outside, in order. */
function watchEffects({ github, google }: Awaited<ReturnType<typeof openStage>>['sandbox']): readonly string[] {
  const effects: string[] = [];
  github.service.exchanges.subscribe(({ call }) => {
    if (JSON.stringify(call.body ?? '').includes('createCommitOnBranch')) effects.push('ledger');
  });
  google.service.exchanges.subscribe(({ call }) => {
    if (call.url.pathname.endsWith(':setIamPolicy')) effects.push('iam');
    if (call.url.pathname.endsWith('/entries:write')) effects.push('log');
  });
  return effects;
}
