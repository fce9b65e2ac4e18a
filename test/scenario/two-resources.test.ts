import { expect, it } from 'vitest';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { errorsIn } from '../support/messages.ts';

const ORDERS = 'projects/acme-orders-prod';
const PAYMENTS = 'projects/acme-payments-prod';
const POLICY = `title: Read the logs of both
environment: production
access:
  - { resource: ${ORDERS}, roles: [roles/logging.viewer] }
  - { resource: ${PAYMENTS}, roles: [roles/logging.viewer] }
requesters: [user:alice]
maxDuration: 2h
approval:
  - { from: [team:sre-leads], count: 1 }
`;

it('of two resources each is granted and ended when it can be, and each is on record once', async () => {
  const stage = await openStage({ documents: { 'policies/both.yaml': POLICY } });
  const pull = await approved(stage, 'both', requestFor('both'));

  const refused = cutOff(stage, 'POST /v3/projects/{resource}:setIamPolicy', PAYMENTS);
  const first = await stage.reconcile();
  expect(errorsIn(first).join('\n')).toContain(PAYMENTS);
  expect(await story(stage, pull)).toEqual([`activated ${ORDERS}`]);
  refused();
  // Two runs at once find the same half left to do.
  await Promise.all([stage.reconcile(), stage.reconcile()]);
  expect(await story(stage, pull)).toEqual([`activated ${ORDERS}`, `activated ${PAYMENTS}`]);

  await stage.pass(2 * 3600 + 60);
  const unseen = cutOff(stage, 'POST /v3/projects/{resource}:getIamPolicy', PAYMENTS);
  const blind = await stage.reconcile();
  expect(errorsIn(blind).join('\n')).toContain(`Google did not return the IAM policy of ${PAYMENTS}`);
  expect(await story(stage, pull)).toEqual([`activated ${ORDERS}`, `activated ${PAYMENTS}`, `ended ${ORDERS}`]);
  unseen();
  await stage.reconcile();
  expect((await story(stage, pull)).at(-1)).toBe(`ended ${PAYMENTS}`);
  expect(marked(await bindingsOf(stage, ORDERS))).toEqual([]);
  expect(marked(await bindingsOf(stage, PAYMENTS))).toEqual([]);
  await stage.reconcile();
  expect(await story(stage, pull)).toHaveLength(4);
});

function cutOff({ sandbox }: Stage, operation: string, resource: string): () => void {
  const { faults } = sandbox.google.service;
  const only = ({ url }: { readonly url: URL }) => url.pathname.includes(`/${resource}:`);
  faults.add({ operation, when: 'before', answer: 403, times: Number.POSITIVE_INFINITY, only });
  return () => faults.clear();
}

/** Each event of each resource on record, in order. */
async function story(stage: Stage, pull: number): Promise<readonly string[]> {
  const { records } = await auditOf(stage);
  return records
    .filter((record) => record.pull === pull)
    .flatMap(({ kind, bindings = [] }) => bindings.map(({ resource }) => `${kind} ${resource}`));
}
