import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { OPTIONS } from '../../bin/options.js';

const ROOT = join(import.meta.dirname, '../..');

/** Prints what it was given. The script `nested` starts the launcher as a test does. */
const CLI = `console.log(JSON.stringify(process.argv.slice(2)));`;
const NESTED = `import { execFileSync } from 'node:child_process';
process.stdout.write(execFileSync(process.execPath, ['bin/pullcord.js', 'check', 'a.yaml']));`;
export const SCRIPTS = {
  pullcord: 'node bin/pullcord.js',
  demo: 'node bin/pullcord.js demo',
  start: 'node bin/pullcord.js reconcile',
  test: 'node nested.js',
};

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** npm answers these itself or fails, and starts nothing. */
export const NPM_STOPS = ['help', 'version', 'why'];
/** These leave no trace in the environment: npm has dropped the first, and knows the others as parts of its own. */
export const ONLY_LOGGED = ['key', 'format', 'to'];
export const words = Object.entries(OPTIONS).map(([name, { type }]) =>
  type === 'string' ? [`--${name}`, 'X'] : [`--${name}`],
);
export const named = (names: readonly string[]) => (word: readonly string[]) => names.includes(word[0]?.slice(2) ?? '');
export const cases = (all: readonly string[][]) => all.map((option) => ({ typed: option.join(' '), option }));
export const swallowed = words.filter((word) => !named(NPM_STOPS)(word));

export interface Npm {
  /** A project with the launcher and a build that prints what it was given. */
  readonly root: () => string;
  /** @param files in the home folder, for this call */
  readonly npm: (
    args: readonly string[],
    files?: Readonly<Record<string, string>>,
    more?: NodeJS.ProcessEnv,
  ) => Promise<Ended>;
  readonly run: (command: string, args: readonly string[], more: NodeJS.ProcessEnv) => Promise<Ended>;
}

/** npm in a project of its own, for the tests of one file: its hooks are that file's. */
export function prepareNpm(): Npm {
  let root: string;
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'pullcord-npm-')));
    await cp(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true });
    // Built already, and without sources, as on a release.
    for (const folder of ['dist', 'home']) await mkdir(join(root, folder));
    await writeFile(join(root, 'dist/cli.js'), CLI);
    await writeFile(join(root, 'nested.js'), NESTED);
    const about = { name: 'pullcord', version: '1.0.0', private: true, type: 'module', scripts: SCRIPTS };
    await writeFile(join(root, 'package.json'), JSON.stringify({ ...about, bin: { pullcord: 'bin/pullcord.js' } }));
  });
  afterAll(() => rm(root, { recursive: true }));

  async function npm(
    args: readonly string[],
    files: Readonly<Record<string, string>> = {},
    more: NodeJS.ProcessEnv = {},
  ): Promise<Ended> {
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'home', name), text);
    const ended = await run('npm', args, more);
    for (const name of Object.keys(files)) await rm(join(root, 'home', name));
    return ended;
  }

  /** Not the settings of the npm that may be running these tests, nor anybody's own. */
  function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const home = join(root, 'home');
    const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
    return { PATH: path, HOME: home, npm_config_cache: join(home, 'cache'), ...more };
  }

  function run(command: string, args: readonly string[], more: NodeJS.ProcessEnv): Promise<Ended> {
    return new Promise((resolve) => {
      const child = execFile(command, args, { env: environment(more), cwd: root }, (error, stdout, stderr) => {
        // After --json npm itself reports in JSON that its script failed.
        const own = stdout.replace(/^\{\s+"error": \{\s+"code": 2,[^{}]*\}\s*\}\s*$/, '');
        resolve({ code: error === null ? 0 : Number(error.code), stdout: own, stderr });
      });
      child.stdin?.end();
    });
  }

  return { root: () => root, npm, run };
}

export function refusal(option: string | undefined, call: readonly string[]): Ended {
  const told = `npm took ${option ?? ''} as its own option, so pullcord did not start. Type -- before the arguments`;
  return { code: 2, stdout: '', stderr: `pullcord: ${told}: npm run -s pullcord -- ${call.join(' ')}\n` };
}
