import { expect } from 'vitest';
import { kindsOf } from './audit.ts';
import { asText, marked, ORDERS } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage } from './stage.ts';
import { auditOf, bindingsOf } from './steps.ts';
import { errorsIn } from '../support/messages.ts';
import { SAMPLE_POLICY } from '../support/samples.ts';

const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'erin'];

/** Merges so many requests within a minute, and expects each grant, each end and each event once. */
export async function mergeWithinAMinute(count: number): Promise<void> {
  // The clock stands still but for what the test passes: how long merging takes here is no matter.
  const began = Date.now();
  // Google lets twenty bindings differ in nothing but their condition, so several people ask.
  const stage = await openStage({
    sandbox: { wall: () => began },
    documents: {
      'policies/orders-db-read.yaml': SAMPLE_POLICY.replace(
        /^requesters: .*$/m,
        `requesters: [${PEOPLE.map((login) => `user:${login}`).join(', ')}]`,
      ),
    },
  });
  const before = asText(await bindingsOf(stage));
  const pulls: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const login = PEOPLE[index % PEOPLE.length] ?? '';
    const pull = await stage.person(login).ask(`request-${index}`, requestFor('orders-db-read', '1h'));
    await stage.person(login === 'bob' ? 'erin' : 'bob').approve(pull);
    pulls.push(pull);
  }
  for (const pull of pulls) {
    await stage.person('alice').merge(pull);
    await stage.pass(1);
  }
  expect(stage.sandbox.clock.now() - began).toBeLessThan(60_000);

  const history = (resource?: string) => stage.sandbox.google.world.history(resource);
  expect(errorsIn(await stage.reconcile())).toEqual([]);
  expect(marked(await bindingsOf(stage))).toHaveLength(2 * count);
  expect(history(ORDERS)).toHaveLength(1);
  await stage.reconcile();
  expect(history()).toHaveLength(1);

  await stage.pass(3600 + 60);
  const last = await stage.person('alice').ask('one-more');
  await stage.person('bob').approve(last);
  await stage.person('alice').merge(last);
  await stage.reconcile();
  const writes = history()
    .slice(1)
    .map(({ deltas }) => [...new Set(deltas.map(({ action }) => action))]);
  expect(writes).toEqual([['REMOVE'], ['ADD']]);
  expect(marked(await bindingsOf(stage))).toHaveLength(2);

  await stage.pass(3 * 3600);
  await stage.reconcile();
  expect(asText(await bindingsOf(stage))).toBe(before);
  // What was done with them is read later, of five in a run, so that a quota is left for everybody.
  for (const read of [5, 10]) {
    const audit = await auditOf(stage);
    const stories = Map.groupBy([...pulls, last], (pull) => kindsOf(audit, pull).join());
    expect([...stories].map(([story, of]) => [story, of.length]).toSorted()).toEqual([
      ['activated,ended', count + 1 - read],
      ['activated,ended,used', read],
    ]);
    expect(stories.get('activated,ended')).toContain(last);
    expect(audit.records).toHaveLength(1 + 2 * (count + 1) + read);
    await stage.reconcile();
  }
}
