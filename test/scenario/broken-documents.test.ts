import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage } from './stage.ts';
import { approved, auditOf, bindingsOf, changePolicies } from './steps.ts';
import { blocksIn } from '../support/messages.ts';

it('while a policy is broken nothing is granted under it, and everything else works', async () => {
  const path = 'policies/orders-db-read.yaml';
  const stage = await openStage();
  const whole = readFileSync(join(stage.folder, path), 'utf8');
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  const live = await approved(stage, 'live');
  await stage.reconcile();
  await stage.pass(31 * 60);
  const due = await approved(stage, 'due');
  // Changes of one second have no order.
  await stage.pass(2);
  await changePolicies(stage, 'slip', path, `${whole}nonsense: [\n`);
  const other = await approved(stage, 'other', requestFor('orders-exports-bucket', '30m'));

  const report = await stage.reconcile();
  expect(blocksIn(report).join('\n')).toContain(`nothing is granted under this policy until it is fixed: ${path}:`);
  expect(marked(await bindingsOf(stage), due)).toEqual([]);
  expect(marked(await bindingsOf(stage), live)).toHaveLength(2);
  expect(kindsOf(await auditOf(stage), over)).toEqual(['activated', 'ended']);
  expect(kindsOf(await auditOf(stage), other)).toEqual(['activated']);

  await stage.pass(2);
  await changePolicies(stage, 'fix', path, whole);
  await stage.pass(2);
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect([over, live, due].map((pull) => kindsOf(audit, pull))).toEqual([
    ['activated', 'ended'],
    ['activated'],
    ['activated'],
  ]);
});

it('while the organization is broken its accepted version stands in, and every run fails', async () => {
  const path = 'policies/organization.yaml';
  const stage = await openStage();
  const whole = readFileSync(join(stage.folder, path), 'utf8');
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  await stage.reconcile();
  await stage.pass(31 * 60);
  await changePolicies(stage, 'slip', path, `${whole}nonsense: [\n`);
  const due = await approved(stage, 'due');
  const report = await stage.reconcile();
  expect(blocksIn(report).join('\n')).toContain(`the accepted version stays in force until main is fixed: ${path}:`);
  const audit = await auditOf(stage);
  expect([over, due].map((pull) => kindsOf(audit, pull))).toEqual([['activated', 'ended'], ['activated']]);
  expect(marked(await bindingsOf(stage))).toEqual(marked(await bindingsOf(stage), due));
  const verdicts = audit.records.flatMap(({ change }) => change?.documents ?? []);
  expect(verdicts.map(({ verdict, reasons: [first] }) => [verdict, first?.code])).toEqual([
    ['not accepted', 'organization-broken'],
  ]);
});
