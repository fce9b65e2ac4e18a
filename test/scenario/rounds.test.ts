import { expect, it } from 'vitest';
import { openStage } from './stage.ts';

/** Answers take a moment, as over a network: calls made together meet. */
const LATENCY = 400;
const ROUNDS = 3;

it('a fresh request with 30 reviews is decided after three round trips to GitHub', async () => {
  const stage = await openStage();
  const { service } = stage.sandbox.github;
  const alice = stage.person('alice');
  const pull = await alice.ask('discussed');
  const comment = { event: 'COMMENT', body: 'looking' };
  for (let n = 0; n < 27; n += 1) await stage.person('bob').call('POST', `/pulls/${pull}/reviews`, comment);
  await stage.person('carol').approve(pull);
  await stage.person('erin').approve(pull);
  await stage.person('bob').approve(pull);
  await alice.merge(pull);

  const seen: string[] = [];
  let rounds = 0;
  service.exchanges.subscribe(({ call }) => {
    seen.push(nameOf(call));
    // Whether somebody said /revoke is asked of what has been decided: that comes after.
    if (!nameOf(call).endsWith('/issues/comments')) rounds = service.rounds.longest();
  });
  service.rounds.latency = LATENCY;
  service.rounds.reset();
  const { judged } = await stage.dryRun();
  process.stdout.write(`30 reviews: ${rounds} round trips, ${seen.length} calls: ${[...new Set(seen)].join(', ')}\n`);

  const [only] = judged;
  expect(judged).toHaveLength(1);
  expect(only?.evidence.pull?.reviews).toHaveLength(30);
  expect(only?.decision).toMatchObject({ verdict: 'approved' });
  expect(rounds).toBeLessThanOrEqual(ROUNDS);
});

function nameOf({ operation, body }: { readonly operation: string; readonly body: unknown }): string {
  const { query } = (body ?? {}) as { readonly query?: string };
  return /(?:query|mutation) (\w+)/.exec(query ?? '')?.[1] ?? operation;
}
