import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLE = 'requests/2026/11/orders-db-timeouts.yaml';

let folder: string;
/** What a release consists of, and nothing else: no sources, no packages, no lockfile. */
let release: string;
/** A folder for PATH with node in it, and without npm. */
let nodeAlone: string;
/** A clone of an access repository. */
let access: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'pullcord-release-')));
  [release, nodeAlone, access] = [join(folder, 'release'), join(folder, 'node'), join(folder, 'access')];
  await makeRelease(release);
  await mkdir(nodeAlone);
  await symlink(process.execPath, join(nodeAlone, 'node'));
  for (const name of ['policies', 'requests']) await cp(join(ROOT, name), join(access, name), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

async function makeRelease(at: string): Promise<void> {
  await mkdir(at);
  await cp(inject('dist'), join(at, 'dist'), { recursive: true });
  for (const name of ['bin', 'package.json']) await cp(join(ROOT, name), join(at, name), { recursive: true });
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(program: string, args: readonly string[], path = nodeAlone): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: access, env: { PATH: path } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('a release, without npm', () => {
  it('says its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const said = { code: 0, stdout: `${version}\n`, stderr: '' };
    expect(await run(join(release, 'bin/pullcord'), ['--version'])).toEqual(said);
    expect(await run(process.execPath, [join(release, 'bin/pullcord.js'), '--version'])).toEqual(said);
  });

  it('checks the documents of the folder it is called in', async () => {
    const { code, stdout, stderr } = await run(join(release, 'bin/pullcord'), ['check', SAMPLE]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`${SAMPLE} is a valid request`);
  });

  it('has its help', async () => {
    const { code, stdout, stderr } = await run(join(release, 'bin/pullcord'), ['verify', '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^usage: pullcord verify /);
  });

  it('is started through links to it, also relative ones', async () => {
    await mkdir(join(folder, 'links'));
    await symlink('../release/bin/pullcord', join(folder, 'links/relative'));
    await symlink(join(folder, 'links/relative'), join(folder, 'links/absolute'));
    const path = `${nodeAlone}:/usr/bin:/bin`;
    for (const name of ['relative', 'absolute'])
      expect(await run(join(folder, 'links', name), ['chekc'], path)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('did you mean "check"?') as string,
      });
  });

  it('installs nothing, even beside a lockfile', async () => {
    const locked = join(folder, 'locked');
    await makeRelease(locked);
    await cp(join(ROOT, 'package-lock.json'), join(locked, 'package-lock.json'));
    const before = await readdir(locked, { recursive: true });
    expect(await run(join(locked, 'bin/pullcord'), ['--version'])).toMatchObject({ code: 0, stderr: '' });
    expect(await readdir(locked, { recursive: true })).toEqual(before);
  });

  it('without a node says in one line what to do', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect(await run(join(release, 'bin/pullcord'), ['--version'], empty)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'pullcord: there is no node on PATH. Install Node 24 and put it first on PATH.\n',
    });
  });

  it('with too old a node says in one line what to do', async () => {
    const old = join(folder, 'old');
    await makeRelease(old);
    const launcher = await readFile(join(old, 'bin/pullcord.js'), 'utf8');
    await writeFile(join(old, 'bin/pullcord.js'), launcher.replace('NODE_NEEDED = 24', 'NODE_NEEDED = 99'));
    const { code, stdout, stderr } = await run(join(old, 'bin/pullcord'), ['--version']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^pullcord: this is Node v[\d.]+, and Pullcord needs Node 99 or newer\. [^\n]*\. Install Node 99 [^\n]*\n$/,
    );
  });
});
