import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIONS } from '../../bin/options.js';

const ROOT = join(import.meta.dirname, '../..');

/** Prints what it was given. The script `nested` starts the launcher as a test does. */
const CLI = `console.log(JSON.stringify(process.argv.slice(2)));`;
const NESTED = `import { execFileSync } from 'node:child_process';
process.stdout.write(execFileSync(process.execPath, ['bin/pullcord.js', 'check', 'a.yaml']));`;
const SCRIPTS = {
  pullcord: 'node bin/pullcord.js',
  demo: 'node bin/pullcord.js demo',
  start: 'node bin/pullcord.js reconcile',
  test: 'node nested.js',
};

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

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** npm answers these itself or fails, and starts nothing. */
const NPM_STOPS = ['help', 'version', 'why'];
/** These leave no trace in the environment: npm has dropped the first, and knows the others as parts of its own. */
const ONLY_LOGGED = ['key', 'format', 'to'];
const words = Object.entries(OPTIONS).map(([name, { type }]) =>
  type === 'string' ? [`--${name}`, 'X'] : [`--${name}`],
);
const named = (names: readonly string[]) => (word: readonly string[]) => names.includes(word[0]?.slice(2) ?? '');
const cases = (all: readonly string[][]) => all.map((option) => ({ typed: option.join(' '), option }));
const swallowed = words.filter((word) => !named(NPM_STOPS)(word));

describe('an option of ours before any --', () => {
  it.each(cases(swallowed))('$typed is refused, with the call that is meant', async ({ option }) => {
    for (const command of ['reconcile', 'verify'])
      expect(await npm(['run', '-s', 'pullcord', command, ...option])).toEqual(
        refusal(option[0], [command, ...option]),
      );
  });

  it.each(cases(words.filter(named(NPM_STOPS))))('$typed is for npm, which starts nothing', async ({ option }) => {
    const { stdout } = await npm(['run', '-s', 'pullcord', 'quarantine', 'alice', ...option]);
    expect(stdout).not.toContain('["quarantine"');
  });

  it.each([
    ['--dryrun'],
    ['--dry_run'],
    ['--dry-rum'],
    ['--dry'],
    ['-dry-run'],
    ['--DRY-RUN'],
    ['--no-dry-run'],
    ['--dry-run=true'],
    ['--jsno'],
    ['--plan-only'],
  ])('%s is refused, too', async (option) => {
    const { code, stdout, stderr } = await npm(['run', '-s', 'pullcord', 'reconcile', option]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^pullcord: npm read -\S+ as its own, so pullcord did not start; .*\n$/);
  });

  it.each([
    [['--dry-run', 'run', '-s', 'pullcord', 'reconcile'], 'npm run -s pullcord -- --dry-run reconcile'],
    [['run', '-s', 'pullcord', '--dry-run', '--', 'reconcile'], 'npm run -s pullcord -- --dry-run reconcile'],
    [['run', '-s', 'pullcord', 'verify', '--key', "a 'b"], "npm run -s pullcord -- verify --key 'a '\\''b'"],
    [['run', '-s', 'demo', '--markdown'], 'npm run -s demo -- --markdown'],
    [['exec', '-s', 'pullcord', 'reconcile', '--dryrun'], 'npm exec -- pullcord reconcile --dryrun'],
    [['start', '-s', '--dry-run'], 'npm run -s start -- --dry-run'],
    [
      ['--prefix', '.', 'run', '-s', 'pullcord', 'reconcile', '--dry-run'],
      'npm run -s pullcord -- reconcile --dry-run',
    ],
  ])('is found wherever it stands: %j', async (args, call) => {
    const { code, stdout, stderr } = await npm(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`: ${call.replaceAll(/[\\']/g, '\\$&')}\\n$`));
  });
});

describe('where npm keeps no log', () => {
  const unlogged = ['--logs-max=0', 'run', '-s', 'pullcord'];

  it.each(cases(swallowed.filter((word) => !named(ONLY_LOGGED)(word))))('$typed is refused', async ({ option }) => {
    const { code, stdout, stderr } = await npm([...unlogged, 'verify', ...option]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`npm read ${option[0]} as its own`);
    expect(stderr).toContain(`npm run -s pullcord -- verify ${option[0]}`);
  });

  it.each(['--dryrun', '--dry_run', '--dry-rum', '--dry', '-dry-run'])('%s is refused', async (option) => {
    const { code, stdout } = await npm([...unlogged, 'reconcile', option]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('what a .npmrc sets is believed not to be typed, but of a command that changes something', async () => {
    const rc = { '.npmrc': 'json=true\nmy-key=1\n' };
    expect(await npm([...unlogged, 'verify'], rc)).toMatchObject({ code: 0, stdout: '["verify"]\n' });
    for (const command of ['reconcile', 'quarantine', 'init'])
      expect(await npm([...unlogged, command], rc)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--json') as string,
      });
  });
});

describe('everything else works as before', () => {
  it.each([
    [
      ['run', '-s', 'pullcord', '--', 'check', 'a.yaml'],
      ['check', 'a.yaml'],
    ],
    [
      ['run', '-s', 'pullcord', '--', 'reconcile', '--dry-run', '--json'],
      ['reconcile', '--dry-run', '--json'],
    ],
    [
      ['run', '-s', 'pullcord', 'check', 'a.yaml'],
      ['check', 'a.yaml'],
    ],
    [['--prefix', '.', 'run', '-s', 'pullcord', 'reconcile'], ['reconcile']],
    [['run', '--silent', '--no-fund', '--no-audit', '--offline', 'pullcord', 'reconcile'], ['reconcile']],
    [['run', '-s', 'demo'], ['demo']],
    [
      ['exec', '-s', '--', 'pullcord', 'reconcile', '--dry-run'],
      ['reconcile', '--dry-run'],
    ],
    [
      ['test', '-s', '--json', '--dry-run'],
      ['check', 'a.yaml'],
    ],
  ])('npm %j', async (args, given) => {
    expect(await npm(args)).toMatchObject({ code: 0, stdout: `${JSON.stringify(given)}\n` });
  });

  it.each(['json=true', 'dry-run=true', 'my-key=1\nmarkdown=true', 'key=abc'])('with %j in .npmrc', async (text) => {
    expect(await npm(['run', '-s', 'pullcord', 'reconcile'], { '.npmrc': text })).toMatchObject({
      ...{ code: 0, stdout: '["reconcile"]\n' },
    });
  });

  it('with an option in the shell’s environment', async () => {
    const ended = await npm(['run', '-s', 'pullcord', 'reconcile'], {}, { npm_config_json: 'true' });
    expect(ended).toMatchObject({ code: 0, stdout: '["reconcile"]\n' });
  });

  it.each(['yarn/1.22.22 npm/? node/v24.21.0 linux x64', 'pnpm/10.0.0 npm/? node/v24.21.0 linux x64'])(
    'under %s, which passes options on',
    async (agent) => {
      const under = { npm_config_user_agent: agent, npm_lifecycle_event: 'pullcord' };
      const env = { ...under, npm_lifecycle_script: SCRIPTS.pullcord, npm_config_dry_run: 'true' };
      const args = [join(root, 'bin/pullcord.js'), 'reconcile', '--dry-run'];
      expect(await run(process.execPath, args, environment(env))).toMatchObject({
        code: 0,
        stdout: '["reconcile","--dry-run"]\n',
      });
    },
  );
});

function refusal(option: string | undefined, call: readonly string[]): Ended {
  const told = `npm read ${option ?? ''} as its own, so pullcord did not start; put -- before its arguments`;
  return { code: 2, stdout: '', stderr: `pullcord: ${told}: npm run -s pullcord -- ${call.join(' ')}\n` };
}

async function npm(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'home', name), text);
  const ended = await run('npm', args, environment(more));
  for (const name of Object.keys(files)) await rm(join(root, 'home', name));
  return ended;
}

/** Not the settings of the npm that may be running these tests, nor anybody's own. */
function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const home = join(root, 'home');
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  return { PATH: path, HOME: home, npm_config_cache: join(home, 'cache'), ...more };
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { env, cwd: root }, (error, stdout, stderr) => {
      // After --json npm itself reports in JSON that its script failed.
      const own = stdout.replace(/^\{\s+"error": \{\s+"code": 2,[^{}]*\}\s*\}\s*$/, '');
      resolve({ code: error === null ? 0 : Number(error.code), stdout: own, stderr });
    });
    child.stdin?.end();
  });
}
