import { afterAll, beforeAll, expect, it } from 'vitest';
import { codesOf, openRing, recordOf, reviewed, type Ring } from './attack.ts';
import { kindsOf } from './audit.ts';
import { asText, marked, ROLES } from './cloud.ts';
import { requestFor } from './people.ts';
import { errorsIn, noticesIn } from '../support/messages.ts';
import { auditOf, bindingsOf, changePolicies } from './steps.ts';
import { ALICE } from '../support/people.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

let ring: Ring;
beforeAll(async () => {
  ring = await openRing();
});
afterAll(() => ring.close());

it('what was decided stands: no branch, review, team or entry changed afterwards ends it, and it ends in its time', async () => {
  const { stage } = ring;
  const admin = stage.person('acme-admin');
  const before = asText(await bindingsOf(stage));
  let review = 0;
  const pull = Number(
    await reviewed(async (number) => {
      const given = await stage.person('bob').call('POST', `/pulls/${number}/reviews`, { event: 'APPROVE' });
      review = (given as { id: number }).id;
    })(ring, 'kept'),
  );
  await stage.reconcile();
  const given = asText(marked(await bindingsOf(stage), pull));

  await admin.call('DELETE', '/git/refs/heads/kept');
  await admin.call('PUT', `/pulls/${pull}/reviews/${review}/dismissals`, { message: 'A mistake.' });
  await admin.call('DELETE', '/orgs/acme/teams/sre-leads/memberships/bob');
  await admin.call('DELETE', '/orgs/acme/teams/orders-oncall/memberships/alice');
  const remapped = SAMPLE_ORGANIZATION.replace('user:alice@acme.example', 'user:mallory@acme.example');
  await changePolicies(stage, 'remap', 'policies/organization.yaml', remapped);
  const report = await stage.reconcile();
  expect([errorsIn(report), noticesIn(report)]).toEqual([[], []]);
  expect(asText(marked(await bindingsOf(stage)))).toBe(given);
  expect(marked(await bindingsOf(stage), pull)).toMatchObject(ROLES.map((role) => ({ role, members: [ALICE] })));

  await stage.pass(2 * 3600);
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect(kindsOf(audit, pull)).toEqual(['activated', 'ended']);
  expect(asText(await bindingsOf(stage))).toBe(before);
  const record = recordOf(audit, pull);
  expect(record?.grant?.principal).toBe(ALICE);
  expect(record?.decision?.approvals).toMatchObject([{ login: 'bob', counts: true }]);
  expect(JSON.stringify(record?.bindings)).toContain(ALICE);
}, 120_000);

it('what was taken back is not given again by reverting the revert, nor by running again', async () => {
  const { stage } = ring;
  const dave = stage.person('dave');
  await stage.person('acme-admin').call('PUT', '/orgs/acme/teams/sre-leads/memberships/bob');
  await stage.person('acme-admin').call('PUT', '/orgs/acme/teams/orders-oncall/memberships/dave');
  const asked = async (slug: string, text?: string): Promise<number> => {
    await dave.commit(slug, ring.path('taken'), text);
    const pull = await dave.open(slug);
    await stage.person('bob').approve(pull);
    await dave.merge(pull);
    return pull;
  };
  const first = await asked('taken', requestFor());
  await stage.reconcile();
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), first)).toMatchObject(
    ROLES.map((role) => ({ role, members: ['user:dave@acme.example'] })),
  );
  await asked('revert');
  await stage.reconcile();
  const again = await asked('revert-revert', requestFor());
  await stage.reconcile();
  await asked('once-more-away');
  const other = await asked('other-bytes', requestFor('orders-db-read', '1h'));
  await stage.reconcile();
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect(kindsOf(audit, first)).toEqual(['activated', 'revoked']);
  expect(kindsOf(audit, again)).toEqual([]);
  expect(kindsOf(audit, other)).toEqual(['refused']);
  expect(codesOf(recordOf(audit, other)?.reasons ?? [])).toEqual(['path-used']);
  expect(marked(await bindingsOf(stage))).toEqual([]);
}, 120_000);
