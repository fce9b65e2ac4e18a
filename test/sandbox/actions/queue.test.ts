import { describe, expect, it } from 'vitest';
import { concurrencyGroups, slots, type GroupRule } from '../../../src/sandbox/actions/queue.ts';

const single: GroupRule = { group: 'One', cancelInProgress: false, queue: 'single' };
const neverCancelled = (): never => {
  throw new Error('nothing asked for that');
};

describe('a concurrency group', () => {
  it('is the same whatever its case, and others do not wait for it', async () => {
    const groups = concurrencyGroups();
    const first = await groups.enter(single, neverCancelled);
    let second = false;
    void groups.enter({ ...single, group: 'oNE' }, neverCancelled).then(() => (second = true));
    expect(await groups.enter({ ...single, group: 'two' }, neverCancelled)).toBeTypeOf('function');
    expect(second).toBe(false);
    first?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(second).toBe(true);
  });

  it('with `queue: max` lets a hundred wait in order and turns the next away', async () => {
    const groups = concurrencyGroups();
    const rule: GroupRule = { ...single, queue: 'max' };
    const order: number[] = [];
    const first = await groups.enter(rule, neverCancelled);
    const waiting = Array.from({ length: 100 }, async (_, index) => {
      const release = await groups.enter(rule, neverCancelled);
      order.push(index);
      release?.();
      return release !== undefined;
    });
    expect(await groups.enter(rule, neverCancelled)).toBeUndefined();
    first?.();
    expect(await Promise.all(waiting)).not.toContain(false);
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('with `cancel-in-progress` asks the one that runs to stop, and still waits for its end', async () => {
    const groups = concurrencyGroups();
    let asked = 0;
    const first = await groups.enter(single, () => (asked += 1));
    const second = groups.enter({ ...single, cancelInProgress: true }, neverCancelled);
    expect(asked).toBe(1);
    first?.();
    expect(await second).toBeTypeOf('function');
  });
});

describe('slots', () => {
  it('are given back by work that fails', async () => {
    const inSlot = slots(1);
    await expect(inSlot(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inSlot(() => Promise.resolve('next'))).toBe('next');
  });
});
