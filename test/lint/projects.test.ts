import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** The test files of a folder that our configuration puts into no project or into several, as vitest itself lists them. */
async function misplaced(root: string): Promise<readonly string[]> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const config = join(ROOT, 'vitest.config.ts');
  const args = [vitest, 'list', '--filesOnly', '--json', '--root', root, '--config', config];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 });
  const listed = (JSON.parse(stdout) as readonly { readonly file: string }[]).map(({ file }) => file);
  const exclude = (name: string) => name === 'node_modules' || name === '.git';
  const files = globSync('**/*.test.ts', { cwd: root, exclude });
  return files.filter((file) => listed.filter((one) => one === join(root, file)).length !== 1).toSorted();
}

it('every test file is in exactly one project', async () => {
  expect(await misplaced(ROOT)).toEqual([]);
});

it('a test file in no project is found, and a deep one is in no other', async () => {
  const root = await mkdtemp(join(tmpdir(), 'pullcord-projects-'));
  const planted = ['nowhere/a.test.ts', 'src/core/b.test.ts', 'test/c.test.ts', 'test/nowhere/d.test.ts'];
  for (const path of [...planted, 'test/core/e.test.ts', 'test/core/ledger/f.deep.test.ts', 'test/flow/g.test.ts']) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), '');
  }
  expect(await misplaced(root)).toEqual(planted);
  await rm(root, { recursive: true });
});
