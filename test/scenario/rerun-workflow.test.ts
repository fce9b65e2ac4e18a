import { expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

it('the real workflow, run again after a failure, revokes and grants nothing; a dispatch grants', async () => {
  const stage = await openStage({ workflows: true });
  const { google, runner } = stage.sandbox;
  await passACron(stage);
  const dave = stage.person('dave');
  const over = await dave.ask('over', requestFor('orders-exports-bucket', '5m'));
  await stage.person('bob').approve(over);
  await dave.merge(over);
  await runner.idle();
  expect(marked(await bindingsOf(stage), over)).toHaveLength(1);
  const refuse = { operation: 'POST /v3/projects/{resource}:setIamPolicy', when: 'before', answer: 403 } as const;
  google.service.faults.add({ ...refuse, times: Number.POSITIVE_INFINITY });
  const due = await approved(stage, 'due');
  await runner.idle();
  google.service.faults.clear();
  const failed = lastReconcile(stage);
  expect(failed).toMatchObject({ event: 'push', conclusion: 'failure', run_attempt: 1 });
  expect(marked(await bindingsOf(stage), due)).toEqual([]);
  await stage.pass(330);

  await stage.person('bob').call('POST', `/actions/runs/${failed?.id ?? 0}/rerun`);
  await runner.idle();
  const again = lastReconcile(stage);
  expect(again).toMatchObject({
    ...{ id: failed?.id, event: 'push', run_attempt: 2, head_sha: failed?.head_sha },
    ...{ actor: { login: 'alice' }, triggering_actor: { login: 'bob' } },
  });
  const sentence = `this is attempt 2 of run ${failed?.id ?? 0}: a re-run only revokes access; start a new run: gh workflow run reconcile.yml`;
  const [job] = again?.jobs ?? [];
  expect(job?.logs).toContain(sentence);
  expect(job?.annotations).toContainEqual(
    expect.objectContaining({ level: 'warning', title: 'rerun', message: sentence }),
  );
  expect(job?.summary).toContain('gh workflow run reconcile.yml');
  expect(marked(await bindingsOf(stage))).toEqual([]);
  const audit = await auditOf(stage);
  expect([over, due].map((pull) => kindsOf(audit, pull))).toEqual([['activated', 'ended'], []]);
  expect(audit.records.at(-1)).toMatchObject({ kind: 'ended', run: { id: String(failed?.id), attempt: '2' } });

  await stage.person('bob').call('POST', '/actions/workflows/reconcile.yml/dispatches', { ref: 'main' });
  await runner.idle();
  expect(lastReconcile(stage)).toMatchObject({ event: 'workflow_dispatch', conclusion: 'success', run_attempt: 1 });
  expect(marked(await bindingsOf(stage), due)).toHaveLength(2);
  expect(kindsOf(await auditOf(stage), due)).toEqual(['activated']);
}, 180_000);

/** The newest run of the workflow. */
function lastReconcile({ sandbox }: Stage) {
  return sandbox.runner.runs.list().find(({ name }) => name === 'reconcile');
}

/** Brings the clock to just after a scheduled run, so that none comes between what follows. */
async function passACron(stage: Stage): Promise<void> {
  const minute = new Date(stage.sandbox.clock.now()).getUTCMinutes();
  await stage.pass(((17 - (minute % 10)) % 10) * 60 + 60);
  await stage.sandbox.runner.idle();
}
