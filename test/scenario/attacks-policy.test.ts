import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { causesOf, openRing, passed, recordOf, stageAttacks, type Attack, type Ring } from './attack.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { auditOf, bindingsOf, changePolicies } from './steps.ts';

const pathOf = (name: string) => `policies/${name}.yaml`;
const textOf = (name: string) => readFileSync(join(import.meta.dirname, '../..', pathOf(name)), 'utf8');
/** Dave alone approves. */
const weakened = (name: string) =>
  textOf(name)
    .replace(/^approval:[^]*?(?=^\S(?!.*from:))/m, 'approval:\n  - { from: [user:dave], count: 1 }\n')
    .replace(/^breakGlass:[^]*?(?=^\S)/m, '');

/** Each on a policy of its own, so that all can stand on main together. */
const POLICIES = ['unapproved', 'approved', 'stale', 'own', 'pushed', 'late', 'mixed', 'widened'] as const;
type Name = (typeof POLICIES)[number];
const ORIGINAL = textOf('orders-db-read');

const ATTACKS: readonly Attack[] = [
  {
    how: 'whose policy was weakened with the approval that the organization demands, and approved as it says then',
    gives: 'granted',
    async land(ring, slug) {
      await changePolicies(ring.stage, `${slug}-policy`, pathOf('approved'), WEAK);
      return askedOf(ring, slug, 'approved');
    },
  },
  {
    how: 'whose policy was weakened without approval in the pull request before',
    gives: ['approval-not-eligible'],
    land: (ring, slug) => weakenedBy(ring, slug, 'unapproved', () => Promise.resolve()),
  },
  {
    how: 'whose policy was weakened by a change approved by its own author’s team mate, who may not approve changes',
    gives: ['approval-not-eligible'],
    land: (ring, slug) => weakenedBy(ring, slug, 'own', (pull) => ring.person('bob').approve(pull)),
  },
  {
    how: 'whose policy was changed again after its change was approved',
    gives: ['approval-not-eligible'],
    land: (ring, slug) =>
      weakenedBy(ring, slug, 'stale', async (pull) => {
        await ring.person('carol').approve(pull);
        await ring.person('alice').commit(`${slug}-policy`, pathOf('stale'), `${WEAK}# and more\n`);
      }),
  },
  {
    how: 'whose policy was weakened by a change that was approved once it was merged',
    gives: ['approval-not-eligible'],
    async land(ring, slug) {
      const pull = await changedAlone(ring, slug, 'late', () => Promise.resolve());
      await ring.stage.pass(2);
      await ring.person('carol').approve(pull);
      return askedOf(ring, slug, 'late');
    },
  },
  {
    how: 'whose policy was weakened by a push to main',
    gives: ['approval-not-eligible'],
    waits: ['policy-approval-unknown'],
    async land(ring, slug) {
      const admin = ring.person('acme-admin');
      await admin.call('PUT', '/rulesets/600001', { enforcement: 'disabled' });
      await (await ring.desk('acme-admin')).push('main', { [pathOf('pushed')]: WEAK });
      await admin.call('PUT', '/rulesets/600001', { enforcement: 'active' });
      return askedOf(ring, slug, 'pushed');
    },
  },
  {
    how: 'whose policy was weakened beside something else that was approved with it',
    gives: ['approval-not-eligible'],
    async land(ring, slug) {
      await (await ring.desk('alice')).push(`${slug}-policy`, { [pathOf('mixed')]: WEAK, 'notes.md': 'Notes.\n' });
      await passed(ring, `${slug}-policy`, 'carol');
      return askedOf(ring, slug, 'mixed');
    },
  },
  {
    how: 'whose policy is weakened in the same pull request',
    gives: ['not-one-file', 'approval-not-eligible'],
    async land(ring, slug) {
      const files = { [ring.path(slug)]: requestFor('widened', '1h'), [pathOf('widened')]: WEAK };
      await (await ring.desk('alice')).push(slug, files);
      return passed(ring, slug, 'dave');
    },
  },
  {
    how: 'under a policy that nobody approved',
    gives: ['policy-unapproved'],
    async land(ring, slug) {
      await ring.person('alice').commit(`${slug}-policy`, pathOf('brand-new'), WEAK);
      const change = await ring.person('alice').open(`${slug}-policy`);
      await ring.person('alice').merge(change);
      await ring.person('alice').commit(slug, ring.path(slug), requestFor('brand-new', '1h'));
      return passed(ring, slug, 'dave');
    },
  },
];

const WEAK = weakened('orders-db-read');

async function changedAlone(
  ring: Ring,
  slug: string,
  name: Name,
  review: (pull: number) => Promise<unknown>,
): Promise<number> {
  const alice = ring.person('alice');
  await alice.commit(`${slug}-policy`, pathOf(name), WEAK);
  const pull = await alice.open(`${slug}-policy`);
  await review(pull);
  await alice.merge(pull);
  return pull;
}

async function askedOf(ring: Ring, slug: string, name: Name): Promise<number> {
  await ring.stage.pass(2);
  await ring.person('alice').commit(slug, ring.path(slug), requestFor(name, '1h'));
  return passed(ring, slug, 'dave');
}

async function weakenedBy(
  ring: Ring,
  slug: string,
  name: Name,
  review: (pull: number) => Promise<unknown>,
): Promise<number> {
  await changedAlone(ring, slug, name, review);
  return askedOf(ring, slug, name);
}

stageAttacks('a request', ATTACKS, {
  stage: { documents: Object.fromEntries(POLICIES.map((name) => [pathOf(name), ORIGINAL])) },
  between: 601,
});

describe('an organization', () => {
  let ring: Ring;
  beforeAll(async () => {
    ring = await openRing();
  });
  afterAll(() => ring.close());

  it('changed without approval names no approver, and stops nobody under other documents', async () => {
    const { stage } = ring;
    const alice = ring.person('alice');
    await alice.commit(
      'takeover',
      pathOf('organization'),
      textOf('organization').replace('[team:security]', '[user:dave]'),
    );
    await alice.merge(await alice.open('takeover'));
    await stage.pass(2);
    // The new approver lets the policy's approvals go.
    await alice.commit('weaken', pathOf('orders-db-read'), WEAK);
    await passed(ring, 'weaken', 'dave');
    await stage.pass(2);
    await alice.commit('ask-weak', ring.path('ask-weak'), requestFor());
    const weak = await passed(ring, 'ask-weak', 'dave');
    await alice.commit('ask', ring.path('ask'), requestFor());
    const sound = await passed(ring, 'ask', 'bob');
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect(causesOf(recordOf(audit, weak))).toEqual(['approval-not-eligible']);
    expect(marked(await bindingsOf(stage), weak)).toEqual([]);
    const verdicts = audit.records
      .flatMap(({ change }) => change?.documents ?? [])
      .map(({ path, verdict }) => [path, verdict]);
    expect(verdicts).toEqual([
      [pathOf('organization'), 'not accepted'],
      [pathOf('orders-db-read'), 'not accepted'],
    ]);
    // Main's weakened policy demands dave's approval, which bob's request lacks: it waits for an accepted document.
    expect(recordOf(audit, sound)).toBeUndefined();
    await changePolicies(stage, 'restore', pathOf('orders-db-read'), textOf('orders-db-read'));
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), sound)).toEqual(['activated']);
    expect(marked(await bindingsOf(stage), sound)).toHaveLength(2);
  }, 120_000);
});
