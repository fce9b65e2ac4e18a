import { describe, expect, it } from 'vitest';
import { complaints } from './complaints.ts';

const FOUND = expect.arrayContaining([expect.stringMatching(/no test measures time/)]) as unknown;

describe('lint fails on a test that asserts on', () => {
  it.each([
    ['milliseconds of the machine’s clock', 'expect(Date.now() - began).toBeLessThan(100);'],
    ['a duration kept first', 'const took = Date.now() - began; expect(took).toBeLessThan(100);'],
    ['a duration by new dates', 'const took = new Date() - began; expect(took).toBeLessThan(100);'],
    ['milliseconds of new dates', 'const took = new Date().getTime() - began; expect(took).toBeLessThan(100);'],
    ['the clock itself', 'expect(Date.now()).toBeLessThan(deadline);'],
    ['the finer clock', 'const began = performance.now();'],
    ['the finer clock, imported', "import { performance as clock } from 'node:perf_hooks';"],
    ['the clock of the process', 'const began = process.hrtime.bigint();'],
    ['the clock of the process, imported', "import { hrtime } from 'node:process';"],
  ])('%s', async (_, code) => {
    for (const path of ['test/core/planted.test.ts', 'test/scenario/planted.ts'])
      expect(await complaints(path, code)).toEqual(FOUND);
  });
});

describe('lint lets a test', () => {
  it.each([
    ['compare sandbox time', 'expect(clock.now() - began).toBeLessThan(60_000);'],
    ['start a clock in the future', 'export const wall = () => Date.now() + ahead;'],
  ])('%s', async (_, code) => {
    expect(await complaints('test/scenario/planted.test.ts', code)).not.toEqual(FOUND);
  });
});
