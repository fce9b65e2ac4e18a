import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request as send } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { personAt, requestFor, requestPath } from '../scenario/people.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { ROOT } from './blocks.ts';
import { recordGoogle, type Recorder } from './google.ts';
import { ghInstalled, gcloudInstalled } from './tools.ts';

/** State of `acme/access` when the first command of a story runs. */
export type Ground =
  /** It is set up; pull request 42 gave alice access, and the ledger says so. */
  | 'running'
  /** It holds the documents and workflows and nothing else: no rules, environments, variables, secrets or ledger. */
  | 'new';

/** Everything that surrounds a shell: the sandbox, a person's home and clone, and the tools. */
export interface World {
  readonly sandbox: Sandbox;
  readonly google: Recorder;
  /** A fresh clone of this project in an otherwise empty folder. */
  readonly clone: string;
  readonly scratch: string;
  readonly env: Readonly<Record<string, string>>;
  /** File with the GitHub token of the person who types. */
  readonly token: string;
  /** Arguments of the gcloud commands since the last time this was asked. */
  takeGcloud(): readonly (readonly string[])[];
  /** True once a shell of this world sent Resource Manager to a sandbox of its own. */
  pastRecorder(): boolean;
  close(): Promise<void>;
}

export async function openWorld(ground: Ground, dist: string): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'pullcord-documents-'));
  const clone = join(home, 'clone');
  copyProject(clone);
  const isNew = ground === 'new';
  const sandbox = await startSandbox({
    from: clone,
    dist,
    version: '0.0.0',
    ...(isNew ? { hardened: false, protectLedger: false, ledger: false } : {}),
  });
  if (isNew) sandbox.github.state.rulesets.splice(0);
  else await grantPull42(sandbox);
  const google = await recordGoogle(sandbox.google.origin);
  const socket = join(home, 'github.sock');
  const proxy = await proxyGitHub(socket, sandbox.github.origin);
  const origin = sandbox.github.gitUrl(sandbox.tokens['acme-admin']);
  await promisify(execFile)('git', ['-C', clone, 'remote', 'add', 'origin', origin]);
  await promisify(execFile)('git', ['-C', clone, 'fetch', '-q', 'origin']);
  const token = join(home, 'github-token');
  const journal = join(home, 'gcloud.jsonl');
  let told = 0;
  return {
    sandbox,
    google,
    clone,
    scratch: home,
    env: {
      ...homeOf(home, socket, sandbox),
      ...google.env,
      ...cloudEnv(home, sandbox),
      PULLCORD_GH_TOKEN_FILE: token,
      PULLCORD_GCLOUD_JOURNAL: journal,
    },
    token,
    takeGcloud() {
      const all = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean) : [];
      const taken = all.slice(told).map((line) => JSON.parse(line) as string[]);
      told = all.length;
      return taken;
    },
    pastRecorder: () => existsSync(join(clone, 'sandbox.json')),
    async close() {
      proxy.close();
      await google.close();
      await sandbox.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The files that git knows or would add, committed once, with the installed packages beside them. */
function copyProject(folder: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', ['-C', ROOT, ...list], { encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file), { verbatimSymlinks: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('add', '--all');
  git('-c', 'user.name=Acme', '-c', 'user.email=acme@acme.example', 'commit', '-qm', 'Set up break-glass access');
}

/** Pull request 42, which the documents speak of: alice asks, bob approves, alice merges, the workflow grants. */
async function grantPull42(sandbox: Sandbox): Promise<void> {
  const { github, tokens, clock, runner } = sandbox;
  while (github.state.nextNumber() < 41);
  const office = { api: github.apiUrl, tokens, path: (slug: string) => requestPath(clock.now(), slug) };
  const [alice, bob] = [personAt(office, 'alice'), personAt(office, 'bob')];
  const pull = await alice.ask('orders-db', requestFor());
  if (pull !== 42) throw new Error(`the pull request has the number ${pull}`);
  await bob.approve(pull);
  await alice.merge(pull);
  await runner.idle();
}

/** A home folder with stand-ins first on PATH. */
function homeOf(home: string, socket: string, { github, tokens }: Sandbox): Record<string, string> {
  const bin = join(home, 'bin');
  mkdirSync(join(home, '.config/gh'), { recursive: true });
  writeFileSync(join(home, '.config/gh/config.yml'), `prompt: disabled\nhttp_unix_socket: ${socket}\n`);
  writeFileSync(
    join(home, '.gitconfig'),
    [
      '[user]\n\tname = alice\n\temail = alice@acme.example',
      `[url "${github.gitUrl(tokens['acme-admin']).replace(/access\.git$/, '')}"]\n\tinsteadOf = git@github.com:acme/`,
      // A clone has its packages, as after `npm ci`.
      `[core]\n\thooksPath = ${join(home, 'hooks')}`,
      '[advice]\n\tdetachedHead = false\n',
    ].join('\n'),
  );
  script(
    join(home, 'hooks/post-checkout'),
    `[ -f package.json ] && [ ! -e node_modules ] && ln -s '${join(ROOT, 'node_modules')}' node_modules\nexit 0`,
  );
  const tools = join(import.meta.dirname, 'stand-ins');
  const run = (name: string) => `exec '${process.execPath}' '${join(tools, name)}' "$@"`;
  script(join(bin, 'gh'), run('gh.ts'));
  script(join(bin, 'gcloud'), run('gcloud.ts'));
  return {
    HOME: home,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    PATH: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
    GIT_CONFIG_NOSYSTEM: '1',
    GH_REPO: 'acme/access',
    GH_NO_UPDATE_NOTIFIER: '1',
    PULLCORD_GH: ghInstalled ?? '',
    PULLCORD_GCLOUD: gcloudInstalled ?? '',
    npm_config_update_notifier: 'false',
  };
}

/** Addresses that stand for github.com and googleapis.com. The documents do not set them. */
function cloudEnv(home: string, { github, google, env }: Sandbox): Record<string, string> {
  const token = join(home, 'google-token');
  writeFileSync(token, google.adminToken);
  return {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.origin,
    PULLCORD_GOOGLE_ENDPOINT: google.origin,
    GOOGLE_APPLICATION_CREDENTIALS: env['GOOGLE_APPLICATION_CREDENTIALS'] ?? '',
    CLOUDSDK_CONFIG: join(home, 'gcloud'),
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: '1',
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: '1',
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: token,
  };
}

function script(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
}

/** gh sends what it has for api.github.com through a Unix socket, as its setting `http_unix_socket` says. */
async function proxyGitHub(socket: string, origin: string): Promise<{ close(): void }> {
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '/' } = incoming;
    const onward = send(
      `${origin}${url}`,
      { method, headers: { ...headers, host: new URL(origin).host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(socket);
  await once(server, 'listening');
  return { close: () => void server.close() };
}
