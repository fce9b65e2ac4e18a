import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codesOf, guardMain, openRing, recordOf, type Ring } from './attack.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { auditOf, bindingsOf } from './steps.ts';

const CHECK = readFileSync(join(import.meta.dirname, '../../.github/workflows/check.yml'), 'utf8');
/** The same name and the same job, and all it does is agree. */
const FORGED = CHECK.replace(
  /(\n {4}steps:\n)[^]*$/,
  '$1      - run: echo "Everything is fine."\n      - if: false\n        uses: ./\n',
);

let ring: Ring;
beforeAll(async () => {
  ring = await openRing({ workflows: true });
});
afterAll(() => ring.close());

it('a green check is no approval, neither the real one nor one that the pull request brings along', async () => {
  const { stage } = ring;
  const { runner } = stage.sandbox;
  expect(FORGED).not.toBe(CHECK);
  const alice = ring.person('alice');
  await alice.commit('forged', ring.path('forged'), requestFor());
  await alice.commit('forged', '.github/workflows/check.yml', FORGED);
  const forged = await alice.open('forged');
  const honest = await alice.ask('honest');
  await runner.idle();
  const checks = runner.runs.list().filter(({ name }) => name === 'check');
  expect(checks.map(({ conclusion }) => conclusion)).toEqual(['success', 'success']);
  expect(checks.flatMap(({ jobs }) => jobs.map(({ logs }) => logs)).join('\n')).toContain('Everything is fine.');

  // Code owners would have to review the workflow; an administrator need not care.
  await guardMain(ring, 'disabled');
  await ring.person('acme-admin').merge(forged);
  await guardMain(ring, 'active');
  await alice.merge(honest);
  await runner.idle();
  await stage.reconcile();
  const audit = await auditOf(stage);
  expect(codesOf(recordOf(audit, forged)?.reasons ?? [])).toEqual(['not-one-file', 'approval-missing']);
  expect(codesOf(recordOf(audit, honest)?.reasons ?? [])).toEqual(['approval-missing']);
  expect(marked(await bindingsOf(stage))).toEqual([]);
}, 180_000);
