import { expect, it } from 'vitest';
import type { Call } from '../../src/sandbox/http.ts';
import { asAuditor, type Verdict } from './auditor.ts';
import { marked, ORDERS } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, bindingsOf } from './steps.ts';
import { errorsIn } from '../support/messages.ts';

/* A run takes access away and cannot record it, and its resource cannot be read for hours. The ledger is honest, and behind. */

const PAYMENTS = 'projects/acme-payments-prod';
const POLICY = `title: Read the logs of payments
environment: production
access:
  - { resource: ${PAYMENTS}, roles: [roles/logging.viewer] }
requesters: [user:alice]
maxDuration: 2h
approval:
  - { from: [team:sre-leads], count: 1 }
`;

it('a clone of a ledger that is behind is not checked, and never broken; once a run catches up, it is ok', async () => {
  const stage = await openStage({ documents: { 'policies/payments-logs.yaml': POLICY } });
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  await stage.reconcile();
  await stage.pass(31 * 60);

  const { github, google } = stage.sandbox;
  const isCommit = ({ body }: Call) => JSON.stringify(body ?? '').includes('createCommitOnBranch');
  github.service.faults.add({ operation: '*', when: 'before', answer: 'drop', times: 1000, only: isCommit });
  expect(errorsIn(await stage.reconcile()).join()).toContain('so the next run records these events');
  expect(marked(await bindingsOf(stage), over)).toEqual([]);
  github.service.faults.clear();

  const isOrders = ({ url }: Call) => url.pathname.includes(`/${ORDERS}:getIamPolicy`);
  google.service.faults.add({ operation: '*', when: 'before', answer: 403, times: 1000, only: isOrders });
  await stage.pass(2 * 3600);
  await approved(stage, 'logs', requestFor('payments-logs'));
  const { records } = await stage.reconcile();
  expect(records.map(({ kind }) => kind)).toEqual(['activated']);
  const behind = await verified(stage);
  expect(behind).toMatchObject({ status: 2, is: 'incomplete', stands: { 'audit log': 'not checked' } });
  expect(behind.found.filter((one) => !one.startsWith('omitted audit log entry '))).toEqual([]);
  expect(behind.found).toHaveLength(2);

  google.service.faults.clear();
  await stage.reconcile();
  expect(await verified(stage)).toMatchObject({ status: 0, found: [] });
});

async function verified(stage: Stage): Promise<Verdict> {
  return asAuditor(stage, async ({ verify, everything }) => verify(...everything));
}
