import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startRunner, type Runner } from '../../../src/sandbox/actions/runner.ts';
import type { RunRecord } from '../../../src/sandbox/actions/records.ts';
import type { Permissions, RunnerOptions } from '../../../src/sandbox/actions/host.ts';
import { startClock, type SandboxClock } from '../../../src/sandbox/clock.ts';
import { createEvents, type PullRequestEvent, type PushEvent } from '../../../src/sandbox/github/events.ts';
import { ACTORS } from '../../support/people.ts';

/** A token the host under the runner gave out. */
export interface IssuedToken {
  readonly kind: 'workflow' | 'installation';
  readonly permissions: Permissions;
  revoked: boolean;
}

export interface Bench {
  readonly runner: Runner;
  readonly clock: SandboxClock;
  readonly tokens: Map<string, IssuedToken>;
  /** Commits files on a branch of the bare repository; undefined removes one. Returns the commit. */
  commit(branch: string, files: Readonly<Record<string, string | undefined>>, message?: string): string;
  /** Publishes the push of a branch's head. */
  push(branch: string, more?: Partial<PushEvent>): void;
  pull(number: number, sha: string, more?: Partial<PullRequestEvent>): void;
  /** The newest run, completed. */
  last(): Promise<RunRecord>;
}

// Node of CI and of the sandbox alike; what it does is told by its input, and what it saw it writes into its output.
const fakeBuild = `
import { appendFileSync, readFileSync } from 'node:fs';
const { env } = process;
const say = (file, text) => appendFileSync(env[file], text + '\\n');
const command = env['INPUT_COMMAND'];
say('GITHUB_OUTPUT', 'env<<END-OF-IT\\n' + JSON.stringify(env) + '\\nEND-OF-IT');
say('GITHUB_OUTPUT', 'event=' + readFileSync(env['GITHUB_EVENT_PATH'], 'utf8'));
if (command === 'print') console.log(env['TEXT']);
if (command === 'fail') { console.log('::error file=requests/a.yaml,line=3,col=5,title=bad policy::no such%0Apolicy'); process.exitCode = 1; }
if (command === 'summary') say('GITHUB_STEP_SUMMARY', '# what it gives');
if (command === 'export') { say('GITHUB_ENV', 'LATER=from before'); say('GITHUB_ENV', 'GITHUB_SHA=forged'); }
if (command === 'hang') setInterval(() => undefined, 1000);
if (command === 'overlap') {
  appendFileSync(env['TEXT'], 'start\\n');
  await new Promise((resolve) => setTimeout(resolve, 150));
  appendFileSync(env['TEXT'], 'end\\n');
}
if (command === 'token') {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'] + '&audience=' + encodeURIComponent('//iam.example/pool');
  const answer = await fetch(url, { headers: { Authorization: 'bearer ' + env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] } });
  say('GITHUB_OUTPUT', 'jwt=' + (await answer.json()).value);
}
`;

const actionFile = `
name: a build under test
description: shows what it was given
inputs:
  command: { description: what to do, required: true }
  token: { description: the token, default: '\${{ github.token }}' }
  two words: { description: a name with a space, default: both }
runs:
  using: node24
  main: dist/index.js
`;

/** A runner over a real bare repository whose main has these workflow files, and a small build under test. */
export async function openBench(
  workflows: Readonly<Record<string, string>>,
  overrides: Partial<RunnerOptions> = {},
): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-test-'));
  const repository = openRepository(folder);
  repository.commit('main', inFolder(workflows));
  put(join(folder, 'build'), {
    'action.yml': actionFile,
    'package.json': '{"type":"module"}',
    'dist/index.js': fakeBuild,
  });

  const events = createEvents();
  const clock = startClock(() => Date.now());
  const tokens = new Map<string, IssuedToken>();
  const runner = await startRunner({
    host: {
      origins: { api: 'http://127.0.0.1:1/api', graphql: 'http://127.0.0.1:1/graphql', server: 'http://127.0.0.1:1' },
      repository: { owner: 'acme', ownerId: 900100, name: 'access', id: 700100, defaultBranch: 'main', private: true },
      gitDir: repository.gitDir,
      events,
      payload: () => ({ repository: { id: 700100, full_name: 'acme/access', fork: false } }),
      mintToken(kind, permissions) {
        const token = `ghs_${kind}_${tokens.size}`;
        tokens.set(token, { kind, permissions, revoked: false });
        return token;
      },
      revokeToken(token) {
        const issued = tokens.get(token);
        if (issued !== undefined) issued.revoked = true;
      },
    },
    mint: (claims) => Buffer.from(JSON.stringify(claims)).toString('base64url'),
    clock,
    dist: join(folder, 'build', 'dist'),
    scheduledAs: { login: 'acme-admin', id: 1000 },
    ...overrides,
  });
  onTestFinished(async () => {
    await runner.stop();
    clock.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    runner,
    clock,
    tokens,
    commit: repository.commit,
    push(branch, more = {}) {
      const sha = repository.head(branch);
      const payload = { ref: `refs/heads/${branch}`, after: sha, repository: { fork: false } };
      const event = {
        name: 'push',
        ref: `refs/heads/${branch}`,
        sha,
        actor: ACTORS.alice,
        by: 'user',
        payload,
        paths: [],
        deleted: false,
      } as const;
      events.publish({ ...event, ...more });
    },
    pull(number, sha, more = {}) {
      const payload = { action: 'opened', number, pull_request: { number, title: 'Open the door', head: { sha } } };
      const event = {
        name: 'pull_request',
        action: 'opened',
        number,
        base: 'main',
        head: 'topic',
        paths: [],
        payload,
      } as const;
      events.publish({ ...event, ref: `refs/pull/${number}/merge`, sha, actor: ACTORS.alice, by: 'user', ...more });
    },
    async last() {
      await runner.idle();
      const run = runner.runs.list()[0];
      if (run === undefined) throw new Error('nothing ran');
      return run;
    },
  };
}

/** What the fake build saw in a step: its whole environment. */
export function seenBy(run: RunRecord, step = 1, job = 0): Readonly<Record<string, string>> {
  return JSON.parse(run.jobs[job]?.steps[step - 1]?.outputs['env'] ?? '{}') as Record<string, string>;
}

/** A workflow of one job whose steps these are, in flow style. */
export function workflowOf(on: string, steps: readonly string[], more = ''): string {
  const list = steps.map((step) => `      - ${step}`).join('\n');
  return `name: probe\non: ${on}\n${more}\njobs:\n  probe:\n    runs-on: ubuntu-24.04\n    steps:\n${list}\n`;
}

export const inFolder = (files: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`.github/workflows/${name}`, text]));

function openRepository(folder: string): { gitDir: string; commit: Bench['commit']; head(branch: string): string } {
  const gitDir = join(folder, 'repository.git');
  const heads = new Map<string, string>();
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['--git-dir', gitDir, ...args], { input, encoding: 'utf8' }).trim();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', gitDir]);
  return {
    gitDir,
    commit(branch, files, message = 'change') {
      const parent = heads.get(branch) ?? heads.get('main');
      git(['fast-import', '--quiet'], importStream(branch, parent, files, message));
      const commit = git(['rev-parse', `refs/heads/${branch}`]);
      heads.set(branch, commit);
      return commit;
    },
    head: (branch) => heads.get(branch) ?? '',
  };
}

function importStream(
  branch: string,
  parent: string | undefined,
  files: Readonly<Record<string, string | undefined>>,
  message: string,
): string {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const changes = Object.entries(files).map(([path, text]) =>
    text === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`,
  );
  const from = parent === undefined ? '' : `from ${parent}\n`;
  return `commit refs/heads/${branch}\ncommitter alice <alice@acme.example> 1795000000 +0000\n${data(message)}${from}${changes.join('')}`;
}

function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
