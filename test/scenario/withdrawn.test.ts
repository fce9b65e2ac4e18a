import { describe, expect, it } from 'vitest';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { asText, marked, ROLES } from './cloud.ts';
import { kindsOf } from './audit.ts';
import { requestFor } from './people.ts';
import { openStage } from './stage.ts';
import { errorsIn } from '../support/messages.ts';
import { ALICE } from '../support/people.ts';

describe('a request that is merged and granted', () => {
  it('is revoked, and recorded as revoked, when a merged pull request deletes its file', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toMatchObject(ROLES.map((role) => ({ role, members: [ALICE] })));

    const alice = stage.person('alice');
    await alice.commit('give-back', stage.path('timeouts'), undefined);
    const back = await alice.open('give-back');
    await stage.pass(600);
    await alice.merge(back);
    const report = await stage.reconcile();

    expect(errorsIn(report)).toEqual([]);
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
    expect(audit.records.at(-1)?.reasons).toEqual([
      { code: 'request-deleted', sentence: `the request was deleted by #${back} (merged by alice)` },
    ]);
    await stage.reconcile();
    expect((await auditOf(stage)).records).toEqual(audit.records);
  });

  it('is revoked when its merged file is edited, and never granted again, not even when the file is put back', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    const path = stage.path('timeouts');
    const [alice, bob] = [stage.person('alice'), stage.person('bob')];
    for (const [branch, text] of [
      ['longer', requestFor('orders-db-read', '1h')],
      ['put-back', requestFor()],
    ] as const) {
      await stage.pass(60);
      await alice.commit(branch, path, text);
      const edit = await alice.open(branch);
      await bob.approve(edit);
      await alice.merge(edit);
      await stage.reconcile();
      expect(asText(await bindingsOf(stage))).toBe(before);
    }
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated', 'revoked']);
  });

  it('is revoked when its policy is withdrawn', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    const carol = stage.person('carol');
    await carol.commit('no-more', 'policies/orders-db-read.yaml', undefined);
    await carol.merge(await carol.open('no-more'));
    await stage.reconcile();
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
    expect(audit.records.at(-1)?.reasons[0]?.code).toBe('policy-withdrawn');
  });
});
