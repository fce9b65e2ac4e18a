import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The build under test; `action.yml` stands beside it. */
    dist: string;
  }
}

/** Builds once for all test files, apart from `dist/`, which a person may be using. */
export default async function buildOnce(project: TestProject): Promise<void> {
  const root = join(import.meta.dirname, '../..');
  const folder = join(root, 'node_modules/.cache/pullcord/build-under-test');
  const dist = join(folder, 'dist');
  await mkdir(folder, { recursive: true });
  await build({ root, entries: { index: 'src/action.ts', cli: 'src/cli.ts' }, outdir: dist });
  await copyFile(join(root, 'action.yml'), join(folder, 'action.yml'));
  project.provide('dist', dist);
}
