import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import buildOnce from '../support/build-once.ts';

it('two runs of the tests at once each have a build of their own, and leave none behind', async () => {
  const dists: string[] = [];
  const project = { provide: (_: 'dist', dist: string) => void dists.push(dist) };
  const removals = await Promise.all([buildOnce(project), buildOnce(project)]);
  expect(new Set(dists).size).toBe(2);
  for (const dist of dists) expect(existsSync(`${dist}/cli.js`)).toBe(true);
  for (const remove of removals) await remove();
  for (const dist of dists) expect(existsSync(dist)).toBe(false);
});
