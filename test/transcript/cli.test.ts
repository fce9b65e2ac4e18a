import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SAMPLE = 'requests/2026/11/orders-db-timeouts.yaml';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pullcord-cli-'));
  for (const name of ['policies', 'requests', 'README.md', 'LICENSE'])
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Session {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder of its own, with nothing of this process's environment. */
async function pullcord(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Session> {
  const options = { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env } };
  return promisify(execFile)(process.execPath, [join(inject('dist'), 'cli.js'), ...args], options).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    },
  );
}

async function request(name: string, text: string | Uint8Array): Promise<string> {
  const path = `requests/2026/11/${name}.yaml`;
  await mkdir(join(folder, 'requests/2026/11'), { recursive: true });
  await writeFile(join(folder, path), text);
  return path;
}

describe('pullcord', () => {
  it('--help tells the commands, the environment and the exit statuses', async () => {
    const { status, stdout, stderr } = await pullcord(['--help']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    for (const word of [
      'check FILE…',
      'reconcile',
      'doctor',
      'init --ledger',
      'sandbox',
      'demo',
      'GITHUB_TOKEN',
      'exit status',
    ])
      expect(stdout).toContain(word);
  });

  it('--version is the manifest’s', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await pullcord(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [
      [],
      'pullcord: no command is given; the commands are: check, reconcile, quarantine, doctor, explain, reason, decide, init, sandbox, export, verify, prove, audit, demo (type `pullcord --help` for more)\n',
    ],
    [
      ['chekc'],
      'pullcord: there is no command "chekc"; did you mean "check"? the commands are: check, reconcile, quarantine, doctor, explain, reason, decide, init, sandbox, export, verify, prove, audit, demo (type `pullcord --help` for more)\n',
    ],
    [['check'], 'pullcord: no file is named; type `pullcord check requests/2026/11/my-request.yaml`\n'],
    [['check', 'nowhere.yaml'], 'pullcord: cannot read nowhere.yaml: there is no such file\n'],
    [
      ['check', 'requests/2026/11/orders-db-timeout.yaml'],
      'pullcord: cannot read requests/2026/11/orders-db-timeout.yaml: there is no such file; did you mean orders-db-timeouts.yaml?\n',
    ],
    [
      ['check', 'README.md'],
      'pullcord: README.md is neither a request nor a policy. A request is `requests/YYYY/MM/<name>.yaml`, and a policy is `policies/<name>.yaml`. Run the command in the root folder of the repository.\n',
    ],
    [
      ['check', 'README.md', 'LICENSE'],
      'pullcord: README.md, LICENSE: neither a request nor a policy. A request is `requests/YYYY/MM/<name>.yaml`, and a policy is `policies/<name>.yaml`. Run the command in the root folder of the repository.\n',
    ],
    [['check', 'policies'], 'pullcord: cannot read policies: it is a folder; name the files in policies\n'],
    ...(['reconcile', 'doctor', 'init', 'sandbox', 'demo'] as const).map((name): [string[], string] => [
      [name, '—dry-run'],
      `pullcord: ${name} takes only options, and "—dry-run" is not one. Nothing was started. Type \`pullcord ${name} --help\` to see its options.\n`,
    ]),
    [
      ['init'],
      'pullcord: --ledger, --pin, --ledger-key or --sign-ledger is missing; type `pullcord init --ledger` to begin the ledger\n',
    ],
    [
      ['reconcile'],
      'pullcord: GITHUB_REPOSITORY is not set: set it to `owner/name` of the repository with requests/ and policies/\n',
    ],
  ])('%j is refused with exit status 2 and what would be right', async (args, sentence) => {
    expect(await pullcord(args)).toEqual({ status: 2, stdout: '', stderr: sentence });
  });

  it('keeps each line of standard error whole if it is no terminal', async () => {
    const { stderr } = await pullcord(['check', 'README.md'], { COLUMNS: '40' });
    expect(stderr).toMatch(/^pullcord: README\.md is neither .{100,}\n$/);
  });

  it('an unknown option is refused with exit status 2', async () => {
    expect(await pullcord(['check', '--frobnicate'])).toEqual({
      status: 2,
      stdout: '',
      stderr: "pullcord: unknown option '--frobnicate' of check; check takes --json, --help\n",
    });
  });

  it('whose reader has enough ends without a stack trace, and as if it were read', async () => {
    const child = spawn(process.execPath, [join(inject('dist'), 'cli.js'), 'help', 'verify'], { env: {} });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = (await once(child, 'close')) as [number];
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('whose output cannot be written says so, and ends with 3', async () => {
    const unwritable = await open(join(ROOT, 'package.json'), 'r');
    const args = [join(inject('dist'), 'cli.js'), 'help', 'verify'];
    const child = spawn(process.execPath, args, { env: {}, stdio: ['ignore', unwritable.fd, 'pipe'] });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = (await once(child, 'close')) as [number];
    await unwritable.close();
    expect(status).toBe(3);
    expect(stderr).toMatch(/^pullcord: standard output cannot be written: [^\n]*\n$/);
  });
});

describe('pullcord check', () => {
  it('accepts the sample request and shows what it asks for', async () => {
    const { status, stdout, stderr } = await pullcord(['check', SAMPLE]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    await expect(stdout).toMatchFileSnapshot('check-sample.txt');
    for (const COLUMNS of ['60', '80']) {
      const narrow = await pullcord(['check', SAMPLE], { COLUMNS });
      await expect(narrow.stdout).toMatchFileSnapshot(`check-sample-${COLUMNS}.txt`);
    }
  });

  it('names every issue with its place, and exits with 1', async () => {
    const path = await request(
      'too-much',
      'policy: orders-db-read\nduration: 9h\nreason: short\nincident: nope\nnuisance: 1\n',
    );
    const { status, stdout, stderr } = await pullcord(['check', path]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    await expect(stdout).toMatchFileSnapshot('check-issues.txt');
    for (const COLUMNS of ['60', '80']) {
      const narrow = await pullcord(['check', path], { COLUMNS });
      await expect(narrow.stdout).toMatchFileSnapshot(`check-issues-${COLUMNS}.txt`);
    }
  });

  it('--json is one line with the same issues', async () => {
    const path = await request(
      'unknown-policy',
      'policy: orders-db-raed\nduration: 1h\nreason: Checkout returns 500s.\n',
    );
    const { status, stdout } = await pullcord(['check', '--json', path]);
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const { issues } = JSON.parse(stdout) as { issues: unknown[] };
    expect(issues).toEqual([
      {
        code: 'policy-unknown',
        path,
        line: 1,
        column: 9,
        sentence: 'there is no valid policy "orders-db-raed"; did you mean "orders-db-read"?',
      },
    ]);
  });

  it('prints no escape sequence and no line of a hostile document', async () => {
    const reason = 'x\u001b[31mred\u001b[0m\\n::set-output name=a::b';
    const path = await request(
      'hostile',
      `policy: orders-db-read\nduration: 1h\nreason: "${reason}"\nincident: INC-1\n`,
    );
    const { status, stdout } = await pullcord(['check', path]);
    expect(status).toBe(1);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toMatch(/^::/m);
  });

  it('judges one file although another is hopeless', async () => {
    const bad = await request('binary', new Uint8Array([0xff, 0xfe, 0, 1]));
    const { status, stdout } = await pullcord(['check', bad, SAMPLE]);
    expect(status).toBe(1);
    expect(stdout).toContain(`${SAMPLE} is a valid request`);
    expect(stdout).toContain('text-not-utf8');
  });

  it('checks all other files if one path is no document', async () => {
    const { status, stdout, stderr } = await pullcord(['check', 'README.md', SAMPLE]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain(`${SAMPLE} is a valid request`);
    expect(stdout).toContain('1 issue in files outside requests/ and policies/\n');
    expect(stdout).toContain('README.md:1:1 path-form this path is neither a request nor a policy');
    const policies = await pullcord(['check', 'policies/orders-db-read.yaml', 'README.md']);
    expect(policies.status).toBe(1);
    expect(policies.stdout).toContain('policies/ is valid: ');
    const json = await pullcord(['check', '--json', 'README.md', SAMPLE]);
    expect(json).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      issues: [{ code: 'path-form', path: 'README.md' }],
      requests: [{ path: SAMPLE }],
      messages: [],
      passed: false,
    });
  });

  it('checks policies too', async () => {
    const { status, stdout } = await pullcord(['check', 'policies/orders-db-read.yaml']);
    expect(status).toBe(0);
    expect(stdout).toContain('policies/ is valid: the organization and orders-db-read, ');
  });
});

describe('pullcord reconcile', () => {
  const env = {
    GITHUB_REPOSITORY: 'acme/access',
    GITHUB_TOKEN: 'ghp_very-secret',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    PULLCORD_GOOGLE_ENDPOINT: 'http://127.0.0.1:9',
  };

  it('without credentials says which and where to set them', async () => {
    const { status, stderr } = await pullcord(['reconcile'], { GITHUB_REPOSITORY: 'acme/access' });
    expect(status).toBe(2);
    expect(stderr).toContain('GITHUB_TOKEN is not set');
    const google = await pullcord(['reconcile'], env);
    expect(google.status).toBe(2);
    expect(google.stderr).toContain('gcloud auth application-default login');
  });

  it('with nothing answering says what was not done, exits with 3 and keeps its secrets', async () => {
    const credentials = {
      type: 'authorized_user',
      client_id: 'id',
      client_secret: 'secret',
      refresh_token: 'refresh-secret',
    };
    await writeFile(join(folder, 'credentials.json'), JSON.stringify(credentials));
    const { status, stdout, stderr } = await pullcord(['reconcile'], {
      ...env,
      GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'credentials.json'),
    });
    expect(status).toBe(3);
    expect(stdout).toContain('GitHub gave no answer');
    expect(stdout).toContain('Google did not return the IAM policy of projects/acme-orders-prod');
    expect(stdout + stderr).not.toMatch(/very-secret|refresh-secret|^\s+at /m);
  }, 120_000);
});
