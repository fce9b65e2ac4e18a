import { expect } from 'vitest';
import { attempt, type Moment, type Shift } from './shift.ts';

const EFFECTS = /:setIamPolicy|entries:write|^mutation/;

/** The calls of a run that only read. */
export function readsAmong(moments: readonly Moment[]): readonly Moment[] {
  return moments.filter(({ name }) => !EFFECTS.test(name));
}

/** Lets each of these reads fail, some in a row, and expects the next run to make all of it good. */
export async function expectMadeGood(shift: Shift, reads: readonly Moment[]): Promise<void> {
  // What the runs just before have done already is not asked for again: such a call fails once more, alone.
  const spared: Moment[] = [];
  // Several runs fail in a row before one comes through; what each could do, it has done.
  for (let first = 0; first < reads.length; first += IN_A_ROW) {
    const failing = reads.slice(first, first + IN_A_ROW);
    await shift.prepare();
    for (const moment of failing) if (!(await failingAt(shift, moment))) spared.push(moment);
    await shift.settle().catch((cause: unknown) => {
      throw new Error(`after ${failing.map(({ name }) => name).join(', ')} failed`, { cause });
    });
  }
  for (const moment of spared) {
    await shift.prepare();
    expect(await failingAt(shift, moment), `${moment.name} is tried`).toBe(true);
    await shift.settle().catch((cause: unknown) => {
      throw new Error(`after ${moment.name} failed alone`, { cause });
    });
  }
}

const IN_A_ROW = 3;

/** A run that cannot make one call; whether it tried. */
async function failingAt(shift: Shift, { matches, service }: Moment): Promise<boolean> {
  const { faults } = shift.stage.sandbox[service].service;
  let tried = false;
  const only: Moment['matches'] = (call) => {
    tried ||= matches(call);
    return matches(call);
  };
  faults.add({ operation: '*', when: 'after', answer: 502, times: Number.POSITIVE_INFINITY, only });
  await attempt(shift.stage);
  faults.clear();
  return tried;
}
