import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cases, named, NPM_STOPS, prepareNpm, SCRIPTS, words } from './npm.ts';

const { npm, root, run } = prepareNpm();

// Each option by its own name has its turn in npm-options.deep.test.ts.
describe('an option of ours before any --', () => {
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
    expect(stderr).toMatch(/^pullcord: npm took -\S+ as its own option, so pullcord did not start\. .*\n$/);
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
      const args = [join(root(), 'bin/pullcord.js'), 'reconcile', '--dry-run'];
      expect(await run(process.execPath, args, env)).toMatchObject({
        code: 0,
        stdout: '["reconcile","--dry-run"]\n',
      });
    },
  );
});
