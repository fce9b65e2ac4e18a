import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { causesOf } from './attack.ts';
import { kindsOf, type Audit } from './audit.ts';
import { asText } from './cloud.ts';
import { requestFor } from './people.ts';
import { raiseStage, type Stage } from './stage.ts';
import { auditOf, bindingsOf } from './steps.ts';

/** Each merges one request that must not be granted, and tells its number. */
const CASES: readonly (readonly [how: string, code: string, merge: (stage: Stage) => Promise<number>])[] = [
  ['without an approval', 'approval-missing', (stage) => mergeWith(stage, 'unapproved', nobody)],
  [
    'with an approval on an older commit',
    'approval-stale',
    (stage) =>
      mergeWith(stage, 'stale', async (pull) => {
        await stage.person('bob').approve(pull);
        const path = stage.path('stale');
        await stage.person('alice').commit('stale', path, requestFor('orders-db-read', '1h'));
      }),
  ],
  [
    'with an approval that names an older commit',
    'approval-stale',
    (stage) =>
      mergeWith(stage, 'named', async (pull) => {
        const path = stage.path('named');
        const alice = stage.person('alice');
        const older = await alice.commit('named', path, requestFor('orders-db-read', '1h'));
        await alice.commit('named', path, requestFor());
        await stage.person('bob').approve(pull, older);
      }),
  ],
  [
    'with an approval by somebody of no team',
    'approval-not-eligible',
    (stage) => mergeWith(stage, 'outsider', (pull) => stage.person('dave').approve(pull)),
  ],
  [
    // GitHub itself refuses it, so it is put where GitHub keeps reviews.
    "with the requester's own approval",
    'approval-barred',
    (stage) =>
      mergeWith(stage, 'selfish', async (number) => {
        await expect(stage.person('alice').approve(number)).rejects.toThrow('Can not approve your own pull request');
        const { state, world } = stage.sandbox.github;
        const pull = state.pulls.get(number);
        pull?.reviews.push({
          id: state.nextId(),
          author: 1001,
          state: 'APPROVED',
          body: '',
          commit: pull.head.sha,
          submittedAt: world.now(),
        });
      }),
  ],
  [
    'with an approval by somebody who wrote a part of it',
    'approval-barred',
    (stage) =>
      mergeWith(stage, 'helped', async (pull) => {
        const path = stage.path('helped');
        await stage.person('bob').commit('helped', path, requestFor('orders-db-read', '1h'));
        await stage.person('bob').approve(pull);
      }),
  ],
  [
    'with an approval after the merge',
    'approval-late',
    async (stage) => {
      const pull = await mergeWith(stage, 'late', nobody);
      await stage.pass(5);
      await stage.person('bob').approve(pull);
      return pull;
    },
  ],
  [
    'by a rebase',
    'merge-method',
    async (stage) => {
      await allowRebases(stage);
      return mergeWith(stage, 'rebased', (pull) => stage.person('bob').approve(pull), 'rebase');
    },
  ],
  [
    'by somebody who may not ask',
    'requester-not-eligible',
    async (stage) => {
      const pull = await stage.person('dave').ask('not-mine');
      await stage.person('bob').approve(pull);
      await stage.person('dave').merge(pull);
      return pull;
    },
  ],
];

let stage: Stage;
let before: string;
let pulls: readonly number[];
let audit: Audit;

beforeAll(async () => {
  stage = await raiseStage();
  before = asText(await bindingsOf(stage));
  const merged: number[] = [];
  for (const [, , merge] of CASES) merged.push(await merge(stage));
  pulls = merged;
  await stage.reconcile();
  await stage.reconcile();
  audit = await auditOf(stage);
}, 180_000);
afterAll(() => stage.close());

describe('a request merged', () => {
  it.each(CASES.map(([how, code], index) => ({ how, code, index })))(
    '$how is refused once, with $code, and gives nothing',
    ({ code, index }) => {
      const pull = pulls[index] ?? 0;
      expect(kindsOf(audit, pull)).toEqual(['refused']);
      const record = audit.records.find((one) => one.pull === pull);
      expect(causesOf(record)).toEqual([code]);
      expect(record?.decision?.verdict).toBe('denied');
      expect(record?.decision?.evidence.pull?.number).toBe(pull);
      expect(audit.messages.join('\n')).toContain(`refused #${pull}: `);
    },
  );

  it('and refused stays refused when the approver joins the team afterwards, or approves again', async () => {
    const { teams } = stage.sandbox.github.state;
    teams.find(({ slug }) => slug === 'sre-leads')?.members.set(1004, { role: 'member', state: 'active' });
    for (const pull of pulls)
      await stage.person('dave').call('POST', `/pulls/${pull}/reviews`, { event: 'COMMENT', body: 'now?' });
    await stage.person('bob').approve(pulls[0] ?? 0);
    await stage.reconcile();
    expect((await auditOf(stage)).records).toEqual(audit.records);
    expect(asText(await bindingsOf(stage))).toBe(before);
    expect(stage.sandbox.google.world.history()).toEqual([]);
  });
});

/** As a repository whose rules say nothing of it. */
async function allowRebases(on: Stage): Promise<void> {
  const admin = on.person('acme-admin');
  const { rules } = (await admin.call('GET', '/rulesets/600001')) as {
    rules: readonly { readonly type: string; readonly parameters?: object }[];
  };
  const loosened = rules.map((rule) =>
    rule.type === 'pull_request' ? { ...rule, parameters: { ...rule.parameters, allowed_merge_methods: [] } } : rule,
  );
  await admin.call('PUT', '/rulesets/600001', { rules: loosened });
}

const nobody = () => Promise.resolve();

async function mergeWith(
  on: Stage,
  slug: string,
  review: (pull: number) => Promise<void>,
  method: 'merge' | 'rebase' = 'merge',
): Promise<number> {
  const pull = await on.person('alice').ask(slug);
  await review(pull);
  await on.person('alice').merge(pull, method);
  return pull;
}
