import { expect, it } from 'vitest';
import { unusedGrants } from '../../src/core/audit/questions.ts';
import { ORDERS } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { kindsOf } from './audit.ts';
import { errorsIn, noticesIn } from '../support/messages.ts';
import { ALICE } from '../support/people.ts';

/** Alice opens the orders database, or tries to, with a token of her own: the answer's status. */
async function useDatabase({ sandbox }: Stage, instance = 'orders-db'): Promise<number> {
  const response = await fetch(`${sandbox.google.origin}/sandbox/use`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.google.tokenFor(ALICE)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      permission: 'cloudsql.instances.login',
      method: 'cloudsql.instances.login',
      service: 'cloudsql.googleapis.com',
      resource: `${ORDERS}/instances/${instance}`,
      type: 'sqladmin.googleapis.com/Instance',
      logType: 'DATA_READ',
    }),
  });
  return response.status;
}

const usageOf = async (stage: Stage, pull: number) =>
  (await auditOf(stage)).records.filter((record) => record.pull === pull && record.kind === 'used');

it('what was done with a grant is on record once, after it closed, and an unused one says nothing was seen', async () => {
  const stage = await openStage();
  const used = await approved(stage, 'used');
  await stage.reconcile();
  await stage.pass(120);
  expect([await useDatabase(stage), await useDatabase(stage), await useDatabase(stage, 'customers-db')]).toEqual([
    200, 200, 403,
  ]);
  await stage.pass(2 * 3600);
  expect(await useDatabase(stage)).toBe(403);
  expect((await stage.reconcile()).records.map(({ kind }) => kind)).toEqual(['ended']);
  // Google shows entries minutes late: too early to say anything.
  await stage.pass(300);
  expect((await stage.reconcile()).records).toEqual([]);
  await stage.pass(301);
  const report = await stage.reconcile();
  expect(report).toMatchObject({ records: [{ kind: 'used', pull: used }] });
  expect([...errorsIn(report), ...noticesIn(report)]).toEqual([]);
  expect(report.records[0]?.usage).toMatchObject({
    used: true,
    calls: 2,
    denied: 1,
    unread: [],
    rows: [
      { method: 'cloudsql.instances.login', resource: `${ORDERS}/instances/orders-db`, calls: 2, denied: 0 },
      { resource: `${ORDERS}/instances/customers-db`, calls: 0, denied: 1 },
    ],
  });
  await stage.pass(3600);
  expect((await stage.reconcile()).records).toEqual([]);
  expect(kindsOf(await auditOf(stage), used)).toEqual(['activated', 'ended', 'used']);

  const idle = await approved(stage, 'idle');
  await stage.reconcile();
  await stage.pass(2 * 3600 + 60);
  await stage.reconcile();
  await stage.pass(700);
  await stage.reconcile();
  expect((await usageOf(stage, idle))[0]?.usage).toMatchObject({ used: null, calls: 0, denied: 0 });
  const { records } = await auditOf(stage);
  expect(unusedGrants(records).map(({ story, standing }) => [story.pull, standing])).toEqual([[idle, 'not-known']]);
});

it('logs that may not be read are recorded as unread, and nothing is held up', async () => {
  const stage = await openStage();
  const { service, world } = stage.sandbox.google;
  const pull = await approved(stage, 'unread');
  await stage.reconcile();
  await stage.pass(2 * 3600 + 60);
  await stage.reconcile();
  await stage.pass(700);
  service.faults.add({ operation: 'POST /v2/entries:list', when: 'before', answer: 403, times: 99 });
  const next = await approved(stage, 'next', requestFor('orders-db-read', '1h'));
  const report = await stage.reconcile();
  expect(errorsIn(report)).toEqual([]);
  expect(report.records.map(({ kind, pull: about }) => [kind, about])).toEqual([
    ['activated', next],
    ['used', pull],
  ]);
  expect((await usageOf(stage, pull))[0]?.usage).toMatchObject({
    used: null,
    sees: [{ state: 'unread' }, { state: 'unread' }],
    unread: [expect.stringContaining('HTTP 403') as string],
  });
  expect(world.history(ORDERS).length).toBeGreaterThan(0);
  expect((await bindingsOf(stage)).some(({ condition }) => condition?.title === `pullcord/acme/${next}`)).toBe(true);
});

it('a quota that is used up is waited for by later runs, and for hours at most', async () => {
  const stage = await openStage();
  const { faults } = stage.sandbox.google.service;
  const pull = await approved(stage, 'quota');
  await stage.reconcile();
  await stage.pass(2 * 3600 + 60);
  await stage.reconcile();
  faults.add({ operation: 'POST /v2/entries:list', when: 'before', answer: 429, times: 999 });
  await stage.pass(700);
  const waiting = await stage.reconcile();
  expect([waiting.records, errorsIn(waiting)]).toEqual([[], []]);
  expect(noticesIn(waiting)).toEqual([
    'Google did not return the anchors in log pullcord of project acme-audit: HTTP 429',
    `Google did not return the audit logs of #${pull}, so the next run retries: ${ORDERS}: HTTP 429`,
  ]);
  await stage.pass(6 * 3600);
  await stage.reconcile();
  expect((await usageOf(stage, pull))[0]?.usage?.unread).toEqual([expect.stringContaining('429')]);
});
