import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { attempt, dieAt, momentsOfARun, openShift, type Moment, type Shift } from './shift.ts';

let shift: Shift;
let moments: readonly Moment[];

beforeAll(async () => {
  shift = await openShift();
  moments = await momentsOfARun(shift);
}, 120_000);
afterAll(() => shift.stage.close());

/** What changes something outside, and the how-manieth of its kind in a run. */
const EFFECTS = [
  ['the revocation', ':setIamPolicy', 1],
  ['the intent in the outside log', 'entries:write', 1],
  ['the grant', ':setIamPolicy', 2],
  ['the commit on the ledger', 'mutation', 1],
  ['the result in the outside log', 'entries:write', 2],
] as const;

describe('a run that dies', () => {
  for (const [what, name, nth] of EFFECTS) {
    for (const when of ['before', 'after'] as const) {
      it(`${when} ${what} lands is made good by the next`, async () => {
        await shift.prepare();
        const revive = dieAt(shift.stage, momentNamed(name), when, nth);
        await attempt(shift.stage);
        expect(revive()).toBe(true);
        await shift.settle();
      });
    }
  }
});

describe('a run whose call fails, and which goes on', () => {
  for (const [what, name] of EFFECTS.filter(([, , nth]) => nth === 1)) {
    for (const when of ['before', 'after'] as const) {
      for (const answer of when === 'after' ? ([500, 'drop'] as const) : (['drop'] as const)) {
        it(`${when} ${what} lands (${answer}) is made good by itself or the next`, async () => {
          await shift.prepare();
          const { matches, service } = momentNamed(name);
          const { faults } = shift.stage.sandbox[service].service;
          const only = vi.fn(matches);
          faults.add({ operation: '*', when, answer, times: 1, only });
          await attempt(shift.stage);
          faults.clear();
          expect(only).toHaveReturnedWith(true);
          await shift.settle();
        });
      }
    }
  }
});

function momentNamed(part: string): Moment {
  const moment = moments.find(({ name }) => name.includes(part));
  if (moment === undefined)
    throw new Error(`no call named ${part} among ${moments.map(({ name }) => name).join(', ')}`);
  return moment;
}
