import { expect, it } from 'vitest';
import type { Ports } from '../../src/core/ports.ts';
import { asAuditor } from './auditor.ts';
import { kindsOf } from './audit.ts';
import { marked, ORDERS } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

/** Without an outside log intents go to the ledger. */
const WITHOUT_LOG = { 'policies/organization.yaml': SAMPLE_ORGANIZATION.replace(/\nlog:\n(?: .*\n?)+/, '\n') };

it('a window that ends between a plan and its record gets no intent, and the ledger stays sound', async () => {
  const stage = await openStage({ documents: WITHOUT_LOG });
  const pull = await approved(stage, 'late', requestFor('orders-db-read', '30m'));
  await stage.pass(29 * 60);
  await stage.reconcile(withTimePassingAfterTheFirstLook(stage));
  expect(marked(await bindingsOf(stage))).toEqual([]);
  expect(kindsOf(await auditOf(stage), pull)).toEqual([]);
  await stage.reconcile();
  expect(kindsOf(await auditOf(stage), pull)).toEqual(['lapsed']);
  await asAuditor(stage, async ({ verify, key }) => {
    expect(await verify(...key)).toMatchObject({ found: [], stands: { requests: 'ok' } });
  });
});

/** Google answers for orders before the window ends, and for everything else two minutes later. */
function withTimePassingAfterTheFirstLook(stage: Stage): Ports {
  const world = stage.world();
  let looked: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (looked = resolve)).then(() => stage.pass(120));
  return {
    ...world,
    iam: {
      ...world.iam,
      async read(resource) {
        if (resource !== ORDERS) await passed;
        const reading = await world.iam.read(resource);
        looked();
        return reading;
      },
    },
  };
}
