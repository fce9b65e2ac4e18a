import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage } from './stage.ts';
import { approved, auditOf, bindingsOf, changePolicies } from './steps.ts';
import { blocksIn } from '../support/messages.ts';

it.each(['policies/organization.yaml', 'policies/orders-db-read.yaml'])(
  'while %s is broken nothing is granted, what is over is taken away and what is not stays',
  async (path) => {
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

    const report = await stage.reconcile();
    expect(blocksIn(report).join('\n')).toContain(
      `Pullcord still revokes, but grants nothing until the documents on main are fixed: ${path}:`,
    );
    expect(marked(await bindingsOf(stage))).toEqual(marked(await bindingsOf(stage), live));
    expect(marked(await bindingsOf(stage), live)).toHaveLength(2);
    expect(kindsOf(await auditOf(stage), over)).toEqual(['activated', 'ended']);

    await stage.pass(2);
    await changePolicies(stage, 'mend', path, whole);
    await stage.pass(2);
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect([over, live, due].map((pull) => kindsOf(audit, pull))).toEqual([
      ['activated', 'ended'],
      ['activated'],
      ['activated'],
    ]);
  },
);
