import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/sandbox/http.ts';
import { kindsOf } from './audit.ts';
import { asText, marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

/** Seconds: the schedule fires at every minute that ends in seven. */
const BETWEEN_CRONS = 600;

describe('the real workflow', () => {
  it('with GitHub answering 503 to everything still takes what is past its end, from its checkout alone', async () => {
    const stage = await openStage({ workflows: true });
    const { github, runner } = stage.sandbox;
    await passACron(stage);
    const over = await approved(stage, 'over', requestFor('orders-db-read', '5m'));
    const live = await approved(stage, 'live');
    await runner.idle();
    expect(marked(await bindingsOf(stage))).toHaveLength(4);
    await stage.pass(330);
    const due = await approved(stage, 'due');
    github.service.faults.add({ operation: '*', when: 'before', answer: 503, times: Number.POSITIVE_INFINITY });
    await runner.idle();

    const [run] = runner.runs.list();
    expect([run?.name, run?.event, run?.conclusion]).toEqual(['reconcile', 'push', 'failure']);
    const log = run?.jobs[0]?.logs ?? '';
    expect(log).toContain(`#${over} roles/cloudsql.viewer on projects/acme-orders-prod`);
    expect(log).toContain(`#${live} roles/cloudsql.viewer on projects/acme-orders-prod`);
    expect(log).toContain('503');
    expect(marked(await bindingsOf(stage))).toEqual(marked(await bindingsOf(stage), live));
    expect(marked(await bindingsOf(stage), live)).toHaveLength(2);

    github.service.faults.clear();
    await stage.pass(BETWEEN_CRONS);
    await runner.idle();
    const audit = await auditOf(stage);
    expect([over, live, due].map((pull) => kindsOf(audit, pull))).toEqual([
      ['activated', 'ended'],
      ['activated'],
      ['activated'],
    ]);
    expect(marked(await bindingsOf(stage), due)).toHaveLength(2);
  }, 180_000);

  it('killed the moment its effect has landed is made good by the scheduled run, each event recorded once', async () => {
    const stage = await openStage({ workflows: true });
    const foreign = asText(await bindingsOf(stage));
    const { google, github } = stage.sandbox;
    await passACron(stage);
    const isWrite = ({ url }: Call) => url.pathname.endsWith(':setIamPolicy');
    const isCommit = ({ body }: Call) => JSON.stringify(body ?? '').includes('createCommitOnBranch');

    const first = await killedAt(stage, google.service, isWrite, () => approved(stage, 'first'));
    expect(marked(await bindingsOf(stage), first)).toHaveLength(2);
    expect(kindsOf(await auditOf(stage), first)).toEqual([]);
    const second = await killedAt(stage, github.service, isCommit, () => approved(stage, 'second'));
    await stage.pass(BETWEEN_CRONS);
    const audit = await auditOf(stage);
    expect([first, second].map((pull) => kindsOf(audit, pull))).toEqual([['activated'], ['activated']]);
    expect(marked(await bindingsOf(stage))).toHaveLength(4);

    // Nobody is left to take them away but the schedule, which is killed once too.
    await killedAt(stage, google.service, isWrite, () => stage.pass(2 * 3600));
    await stage.pass(BETWEEN_CRONS);
    const after = await auditOf(stage);
    expect([first, second].map((pull) => kindsOf(after, pull))).toEqual([
      ['activated', 'ended'],
      ['activated', 'ended'],
    ]);
    expect(asText(await bindingsOf(stage))).toBe(foreign);
  }, 300_000);
});

/** Brings the clock to just after a scheduled run, so that none comes between what follows. */
async function passACron(stage: Stage): Promise<void> {
  const minute = new Date(stage.sandbox.clock.now()).getUTCMinutes();
  await stage.pass(((17 - (minute % 10)) % 10) * 60 + 60);
  await stage.sandbox.runner.idle();
}

/** Kills the reconcile whose call is answered first, before it can read the answer. */
async function killedAt<T>(
  { sandbox }: Stage,
  service: Stage['sandbox']['google']['service'],
  matches: (call: Call) => boolean,
  cause: () => Promise<T>,
): Promise<T> {
  const { runner } = sandbox;
  const killed: Promise<boolean>[] = [];
  const stop = service.exchanges.subscribe(({ call }) => {
    if (killed.length > 0 || !matches(call)) return;
    const running = runner.runs.list().find(({ name, status }) => name === 'reconcile' && status === 'in_progress');
    if (running !== undefined) killed.push(runner.kill(running.id));
  });
  const result = await cause();
  await runner.idle();
  stop();
  expect(await Promise.all(killed)).toEqual([true]);
  return result;
}
