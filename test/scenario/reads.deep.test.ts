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

it('whatever a run cannot read, the next makes good', async () => {
  expect(reads.length).toBeGreaterThan(10);
  await expectMadeGood(shift, reads);
}, 600_000);
