import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../scripts/build.ts';
import { startGoogle } from '../edge/google-double.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const source = (path: string) => JSON.stringify(join(ROOT, path));
const HOOK = join(ROOT, 'test/build/no-google.js');

/** Uses both edges to Google, each loaded only when asked for; prints what became of it. */
const LAZY = `
  import { connectIam } from ${source('src/edge/iam.ts')};
  import { connectLog } from ${source('src/edge/log.ts')};
  const [, , what, endpoint] = process.argv;
  if (what === 'nothing') console.log('ok');
  else {
    const { tokenCredentials } = await import(${source('src/edge/google/credentials.ts')});
    const auth = tokenCredentials('held');
    const read = await connectIam({ auth, endpoint }).read('projects/acme-orders-prod');
    const entry = { insertId: 'i', timestamp: '2026-11-24T02:17:00Z', severity: 'INFO', labels: {}, payload: { a: 1 } };
    const log = await connectLog({ auth, endpoint, project: 'acme-audit', name: 'pullcord' }).write([entry]);
    console.log('policy' in read, log.outcome);
  }`;

let folder: string;
beforeAll(async () => (folder = await realpath(await mkdtemp(join(tmpdir(), 'pullcord-build-')))));
afterAll(() => rm(folder, { recursive: true }));

let made = 0;
async function project(files: Record<string, string>): Promise<{ root: string; outdir: string }> {
  const root = join(folder, String((made += 1)));
  await mkdir(root);
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  return { root, outdir: join(root, 'dist') };
}

async function buildOf(index: string, more: Record<string, string> = {}): Promise<{ outdir: string; sizes: string }> {
  const { root, outdir } = await project({ 'index.ts': index, ...more });
  return { outdir, sizes: await build({ root, entries: { index: 'index.ts' }, outdir }) };
}

describe('what an entry loads at its start', () => {
  it('is no Google client, however it comes in', async () => {
    const direct = `import { GoogleAuth } from ${source('node_modules/google-auth-library/build/src/index.js')}; new GoogleAuth();`;
    const outside = buildOf(`import './between.ts';`, { 'between.ts': direct });
    await expect(outside).rejects.toThrow('a Google client: ');
    expect(existsSync(join(folder, String(made), 'dist'))).toBe(false);
  });

  it('is no Google client through a chunk that two entries share', async () => {
    const { root, outdir } = await project({
      'index.ts': `import './shared.ts';`,
      'cli.ts': `import './shared.ts'; console.log('cli');`,
      'shared.ts': `import { tokenCredentials } from ${source('src/edge/google/credentials.ts')}; console.log(tokenCredentials);`,
    });
    const entries = { index: 'index.ts', cli: 'cli.ts' };
    await expect(build({ root, entries, outdir })).rejects.toThrow('index.js loads too much at its start');
  });

  it('is no sandbox', async () => {
    const sandbox = source('src/sandbox/clock.ts');
    await expect(buildOf(`import { startClock } from ${sandbox}; console.log(startClock);`)).rejects.toThrow(
      'the sandbox: ',
    );
    const { outdir } = await buildOf(
      `const { startClock } = await import(${sandbox}); console.log(typeof startClock);`,
    );
    expect((await run(process.execPath, [join(outdir, 'index.js')])).stdout).toBe('function\n');
  });
});

describe('a bundle that uses Google when asked to', () => {
  let outdir: string;
  let sizes: string;
  beforeAll(async () => ({ outdir, sizes } = await buildOf(LAZY)));

  it('starts without any Google client', async () => {
    const { stdout } = await run(process.execPath, ['--import', HOOK, join(outdir, 'index.js'), 'nothing']);
    expect(stdout).toBe('ok\n');
  });

  it('would be caught if it loaded one', async () => {
    const asked = run(process.execPath, ['--import', HOOK, join(outdir, 'index.js'), 'all', 'http://127.0.0.1:9']);
    await expect(asked).rejects.toThrow('loads a Google client: ');
  });

  it('really reaches Google from the bundle', async () => {
    const google = await startGoogle();
    try {
      const { stdout, stderr } = await run(process.execPath, [join(outdir, 'index.js'), 'all', google.origin]);
      expect({ stdout, stderr }).toEqual({ stdout: 'true written\n', stderr: '' });
      expect(google.calls.map(({ operation }) => operation)).toEqual([
        'POST /v3/{resource+}:getIamPolicy',
        'POST /v2/entries:write',
      ]);
    } finally {
      await google.close();
    }
  });

  it('comes with the licences of what is in it', async () => {
    const licences = await readFile(join(outdir, 'LICENSES.txt'), 'utf8');
    expect(licences).toMatch(/^google-auth-library@\S+ \(Apache-2\.0\)$/m);
    expect(licences).toMatch(/^@google-cloud\/logging@\S+ \(Apache-2\.0\)$/m);
    expect(licences).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(licences).not.toMatch(/^esbuild@/m);
  });

  it('says how large every part is', () => {
    expect(sizes).toMatch(/^index\.js +[\d.]+ KiB +[\d.]+ KiB gzip$/m);
    expect(sizes).toMatch(/^chunks\/credentials-\w+\.js /m);
    expect(sizes.split('\n')[0]).toMatch(/^index\.js /);
  });

  it('is the same, byte for byte, when built again elsewhere', async () => {
    const again = join(folder, 'elsewhere', 'out');
    await build({ root: join(outdir, '..'), entries: { index: 'index.ts' }, outdir: again });
    expect(await contents(again)).toEqual(await contents(outdir));
  });

  it('replaces what an earlier build left', async () => {
    await writeFile(join(outdir, 'chunks', 'old-ABCDEFGH.js'), '');
    await build({ root: join(outdir, '..'), entries: { index: 'index.ts' }, outdir });
    expect(existsSync(join(outdir, 'chunks', 'old-ABCDEFGH.js'))).toBe(false);
  });
});

describe("the project's own entries", () => {
  it('build, and start without Google clients and without the sandbox', async () => {
    const outdir = join(folder, 'own');
    const sizes = await build({
      root: ROOT.replace(/\/$/, ''),
      entries: { index: 'src/action.ts', cli: 'src/cli.ts' },
      outdir,
    });
    expect(sizes).toMatch(/^index\.js .*\ncli\.js |^cli\.js .*\nindex\.js /);
    const { stdout } = await run(process.execPath, ['--import', HOOK, join(outdir, 'cli.js'), '--version']);
    expect(stdout).toContain('0.1.0');
  });
});

async function contents(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [file.slice(path.length), await readFile(file, 'utf8')] as const),
  );
  return Object.fromEntries(texts.sort());
}
