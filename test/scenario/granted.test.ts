import { expect, it } from 'vitest';
import { marked } from './cloud.ts';
import { openStage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

it('a merge that GitHub does not index yet is granted by the next run, and its window began at the merge', async () => {
  const stage = await openStage();
  stage.sandbox.github.world.indexLagSeconds = 60;
  const pull = await approved(stage, 'fresh');
  const report = await stage.reconcile();
  expect(report.records).toEqual([]);
  expect(marked(await bindingsOf(stage))).toEqual([]);
  await stage.pass(61);
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  const { grant } = (await auditOf(stage)).records.at(-1) ?? {};
  expect(Date.parse(grant?.window.start ?? '')).toBe(
    Math.floor((stage.sandbox.github.state.pulls.get(pull)?.merge?.at ?? 0) / 1000) * 1000,
  );
});

it('a squashed request is granted after its branch is gone', async () => {
  const stage = await openStage();
  const [alice, bob] = [stage.person('alice'), stage.person('bob')];
  const pull = await alice.ask('squashed');
  await bob.approve(pull);
  await alice.merge(pull, 'squash');
  const { apiUrl } = stage.sandbox.github;
  const gone = await fetch(`${apiUrl}/repos/acme/access/git/refs/heads/squashed`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${stage.sandbox.tokens['alice'] ?? ''}` },
  });
  expect(gone.status).toBe(204);
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
});
