import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { attempt, momentsOfARun, openShift, type Moment, type Shift } from './shift.ts';

let shift: Shift;
let moments: readonly Moment[];

beforeAll(async () => {
  shift = await openShift();
  moments = await momentsOfARun(shift);
}, 120_000);
afterAll(() => shift.stage.close());

const EFFECTS = /:setIamPolicy|entries:write|^mutation/;

it('whatever a run cannot read, the next makes good', async () => {
  const reads = moments.filter(({ name }) => !EFFECTS.test(name));
  expect(reads.length).toBeGreaterThan(10);
  for (const { name, matches, service } of reads) {
    await shift.prepare();
    const { faults } = shift.stage.sandbox[service].service;
    const only = vi.fn(matches);
    faults.add({ operation: '*', when: 'after', answer: 502, times: Number.POSITIVE_INFINITY, only });
    await attempt(shift.stage);
    faults.clear();
    expect(only).toHaveReturnedWith(true);
    await shift.settle().catch((cause: unknown) => {
      throw new Error(`after ${name} failed`, { cause });
    });
  }
}, 240_000);
