import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import type { Stage } from './stage.ts';

const run = promisify(execFile);
const SHORT_PAUSES = pathToFileURL(join(import.meta.dirname, '../support/short-pauses.ts')).href;

/** Somebody's own machine: a real clone, the real command line, their token and their Application Default Credentials. */
export interface Laptop {
  /** The clone, where people may change what is checked out. */
  readonly folder: string;
  /** `pullcord …` in the clone, with the environment README.md tells, and short pauses between tries. */
  pullcord(...args: readonly string[]): Promise<Ran>;
  /** Real git in the clone. @returns what it prints */
  git(...args: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Owner {
  readonly login: string;
  /** What the file holds that `GOOGLE_APPLICATION_CREDENTIALS` names. */
  readonly credentials: object;
  /** Theirs, unless told. */
  readonly token?: string;
}

export async function openLaptop({ sandbox }: Stage, { login, credentials, token }: Owner): Promise<Laptop> {
  const home = await mkdtemp(join(tmpdir(), 'pullcord-laptop-'));
  const folder = join(home, 'access');
  const own = sandbox.tokens[login] ?? '';
  const bare = { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  await run('git', ['clone', '--quiet', sandbox.github.gitUrl(own), folder], { env: bare });
  const file = join(home, 'application_default_credentials.json');
  await writeFile(file, JSON.stringify(credentials), { mode: 0o600 });
  const env = {
    ...bare,
    GITHUB_REPOSITORY: 'acme/access',
    GITHUB_TOKEN: token ?? own,
    GITHUB_API_URL: sandbox.github.apiUrl,
    PULLCORD_GOOGLE_ENDPOINT: sandbox.google.origin,
    GOOGLE_APPLICATION_CREDENTIALS: file,
    NODE_OPTIONS: `--import=${SHORT_PAUSES}`,
  };
  return {
    folder,
    async pullcord(...args) {
      const command = [join(inject('dist'), 'cli.js'), ...args];
      return run(process.execPath, command, { cwd: folder, env, maxBuffer: 1 << 26 }).then(
        (done) => ({ status: 0, ...done }),
        (error: unknown) => {
          const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
          return { status: code, stdout, stderr };
        },
      );
    },
    git: async (...args) => (await run('git', ['-C', folder, ...args], { env: bare })).stdout.trim(),
    close: () => rm(home, { recursive: true, force: true }),
  };
}
