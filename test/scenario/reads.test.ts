import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectMadeGood, readsAmong } from './reads.ts';
import { momentsOfARun, openShift, type Moment, type Shift } from './shift.ts';

let shift: Shift;
let reads: readonly Moment[];

beforeAll(async () => {
  shift = await openShift();
  reads = readsAmong(await momentsOfARun(shift));
}, 120_000);
afterAll(() => shift.stage.close());

// Every read has its turn in reads.deep.test.ts.
it('what a run cannot read first, halfway and last, the next makes good', async () => {
  expect(reads.length).toBeGreaterThan(10);
  await expectMadeGood(
    shift,
    [0, Math.floor(reads.length / 2), reads.length - 1].flatMap((index) => reads[index] ?? []),
  );
}, 120_000);
