import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, dieAt, momentsOfARun, openShift, type Moment, type Shift } from './shift.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

/** The sample organisation without an outside log: intents go to the ledger. */
const WITHOUT_LOG = { 'policies/organization.yaml': SAMPLE_ORGANIZATION.replace(/\nlog:\n(?: .*\n?)+/, '\n') };

describe.each([
  ['an outside log', {}],
  ['no outside log', WITHOUT_LOG],
])('with %s', (_, documents) => {
  let shift: Shift;
  beforeAll(async () => {
    shift = await openShift(documents);
  });
  afterAll(() => shift.stage.close());

  it.each([2, 3])('%i runs at once come to the same end, with every event on record once', async (count) => {
    for (let round = 0; round < 2; round += 1) {
      await shift.prepare();
      await Promise.all(Array.from({ length: count }, () => attempt(shift.stage)));
      await shift.settle();
    }
  });
});

describe('with no outside log, a run that dies', () => {
  let shift: Shift;
  let commit: Moment | undefined;
  beforeAll(async () => {
    shift = await openShift(WITHOUT_LOG);
    commit = (await momentsOfARun(shift)).find(({ name }) => name.startsWith('mutation'));
  });
  afterAll(() => shift.stage.close());

  it.each([
    ['before', 'the intent', 1],
    ['after', 'the intent', 1],
    ['before', 'the event', 2],
    ['after', 'the event', 2],
  ] as const)('%s %s is on the ledger is made good by the next', async (when, _, nth) => {
    await shift.prepare();
    const revive = commit === undefined ? () => false : dieAt(shift.stage, commit, when, nth);
    await attempt(shift.stage);
    expect(revive()).toBe(true);
    await shift.settle();
  });
});
