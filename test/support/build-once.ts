import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The build under test; `action.yml` stands beside it. */
    dist: string;
  }
}

/**
 * Builds once for all test files of a run, apart from `dist/`, which a person may be using, and apart from every other run:
 * one that builds must not change a file that another one is about to start.
 * @returns removes the build
 */
export default async function buildOnce(project: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  const root = join(import.meta.dirname, '../..');
  const cache = join(root, 'node_modules/.cache/pullcord');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'build-under-test-'));
  const dist = join(folder, 'dist');
  await build({ root, entries: { index: 'src/action.ts', cli: 'src/cli.ts' }, outdir: dist });
  await copyFile(join(root, 'action.yml'), join(folder, 'action.yml'));
  project.provide('dist', dist);
  return () => rm(folder, { recursive: true, force: true });
}
