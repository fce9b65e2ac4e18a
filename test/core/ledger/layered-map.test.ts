import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { LayeredMap } from '../../../src/core/ledger/layered-map.ts';

const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer()), { maxLength: 12 });

it('reads, order and all, as one map of everything, and changes nothing below it', () => {
  fc.assert(
    fc.property(entries, fc.array(entries, { minLength: 1, maxLength: 4 }), (base, rounds) => {
      const below = new Map(base);
      const expected = new Map(base);
      let layered: ReadonlyMap<number, number> = below;
      for (const round of rounds) {
        const before = [...layered];
        const next = LayeredMap.on(layered);
        for (const [key, value] of round) {
          next.set(key, value);
          expected.set(key, value);
        }
        expect([...layered]).toEqual(before);
        layered = next;
      }
      expect([...layered]).toEqual([...expected]);
      expect([...layered.keys()]).toEqual([...expected.keys()]);
      expect([...layered.values()]).toEqual([...expected.values()]);
      expect(layered.size).toBe(expected.size);
      for (let key = 0; key <= 12; key += 1)
        expect([layered.has(key), layered.get(key)]).toEqual([expected.has(key), expected.get(key)]);
      const visited: [number, number][] = [];
      layered.forEach((value, key) => visited.push([key, value]));
      expect(visited).toEqual([...expected]);
      expect([...below]).toEqual([...new Map(base)]);
    }),
  );
});

it('tells a value that is undefined from none', () => {
  const layered = LayeredMap.on<string, number | undefined>(new Map([['alice', 1001]]));
  layered.set('alice', undefined);
  expect([layered.has('alice'), layered.get('alice'), layered.size]).toEqual([true, undefined, 1]);
});
