import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { openStage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

const PATH = 'policies/orders-db-read.yaml';
const POLICY = readFileSync(join(import.meta.dirname, '../..', PATH), 'utf8');

it('a change of a policy is shown for what it gives and loosens, and merged without approval it gives nothing', async () => {
  const stage = await openStage({ workflows: true });
  const { runner } = stage.sandbox;
  const carol = stage.person('carol');
  const looser = POLICY.replace('maxDuration: 2h', 'maxDuration: 3h').replace(
    '[roles/cloudsql.viewer,',
    '[roles/cloudsql.client, roles/cloudsql.viewer,',
  );
  await carol.commit('looser', PATH, looser);
  const change = await carol.open('looser');
  await runner.idle();
  const [check] = runner.runs.list();
  expect([check?.name, check?.conclusion]).toEqual(['check', 'success']);
  const [job] = check?.jobs ?? [];
  for (const text of [job?.logs ?? '', job?.summary ?? '']) {
    expect(text).toContain('orders-db-read');
    expect(text).toMatch(/grants roles\/cloudsql(?:\\?)\.client on projects\/acme\\?-orders\\?-prod/);
    expect(text).toMatch(/3h instead of 2h|from 2h to 3h|up to 3h/);
    expect(text).toContain('loosens');
  }

  await carol.merge(change);
  const pull = await approved(stage, 'under-the-new-one');
  await runner.idle();
  const audit = await auditOf(stage);
  // Its accepted version gives other access, so the request waits until the document is reverted or approved.
  expect(kindsOf(audit, pull)).toEqual([]);
  expect(audit.records.flatMap(({ change: verdict }) => verdict?.documents ?? [])).toMatchObject([
    { path: PATH, verdict: 'not accepted', reasons: [{ code: 'approval-missing' }] },
  ]);
  expect(marked(await bindingsOf(stage))).toEqual([]);
}, 180_000);
