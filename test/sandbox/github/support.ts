import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from '@octokit/rest';
import { expect } from 'vitest';
import type { RepositoryEvent } from '../../../src/sandbox/github/events.ts';
import { startGitHub, type GitHub, type GitHubOptions } from '../../../src/sandbox/github/github.ts';
import type { TokenRequest } from '../../../src/sandbox/github/tokens.ts';
import { watchContract, type ContractWatch } from '../../contract/openapi/watch.ts';

export const REPO = { owner: 'acme', repo: 'access' };

/** A GitHub under test, its clock standing still but for what a test lets pass. */
export interface Bench {
  readonly github: GitHub;
  /** Everything that happened, in order, as subscribers see it. */
  readonly events: RepositoryEvent[];
  pass(seconds: number): void;
  /** Real Octokit with a token of that person or kind. */
  as(who: string | TokenRequest): Octokit;
  /** Octokit with whatever stands for a token, or none. */
  with(auth?: string): Octokit;
  token(who: string | TokenRequest): string;
  /** A branch off main with files committed to it through the contents API. */
  branch(login: string, name: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** As `branch`, and a pull request from it to main. @returns its number */
  pull(login: string, name: string, files: Readonly<Record<string, string>>): Promise<number>;
  /** Every answer given so far, held to GitHub's published description. */
  readonly contract: ContractWatch;
  /**
   * @param expected what was asked on purpose that GitHub does not have
   * @throws when any other answer was not as GitHub publishes it
   */
  close(expected?: readonly string[]): Promise<void>;
}

const FILES = [
  { path: 'README.md', content: '# Access\n' },
  { path: 'policies/orders-db-read.yaml', content: 'title: Read the orders database\n' },
  { path: 'requests/2026/10/old.yaml', content: 'policy: orders-db-read\n' },
];

export async function startBench(options: Partial<GitHubOptions> = {}): Promise<Bench> {
  let now = Date.parse('2026-11-24T02:17:00Z');
  const github = await startGitHub({ from: FILES, ...options, now: () => now });
  const contract = watchContract(github);
  const events: RepositoryEvent[] = [];
  github.events.subscribe((event) => events.push(event));
  const token = (who: string | TokenRequest) =>
    github.mintToken(typeof who === 'string' ? { kind: 'user', login: who } : who);
  const withToken = (auth?: string) => new Octokit({ baseUrl: github.apiUrl, auth, log: SILENT });
  const as = (who: string | TokenRequest) => withToken(token(who));

  async function branch(login: string, name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const octokit = as(login);
    const main = await octokit.git.getRef({ ...REPO, ref: 'heads/main' });
    let { sha } = main.data.object;
    await octokit.git.createRef({ ...REPO, ref: `refs/heads/${name}`, sha });
    for (const [path, text] of Object.entries(files)) {
      const content = Buffer.from(text).toString('base64');
      const { data } = await octokit.repos.createOrUpdateFileContents({
        ...REPO,
        path,
        branch: name,
        content,
        message: `Add ${path}`,
      });
      sha = data.commit.sha ?? '';
    }
    return sha;
  }

  return {
    github,
    events,
    pass: (seconds) => void (now += seconds * 1000),
    as,
    with: withToken,
    token,
    branch,
    async pull(login, name, files) {
      await branch(login, name, files);
      const { data } = await as(login).pulls.create({ ...REPO, title: `Ask for ${name}`, head: name, base: 'main' });
      return data.number;
    },
    contract,
    async close(expected = []) {
      await github.close();
      expect(contract.problems()).toEqual(expected);
    },
  };
}

/** Any text with this in it. */
export const containing = (text: string): unknown => expect.stringContaining(text);

const quiet = () => undefined;
const SILENT = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** The answer to a call that must be refused. */
export async function refusal(
  asked: Promise<unknown>,
): Promise<{ status: number; message: string; body: unknown; headers: Record<string, unknown> }> {
  const error: unknown = await asked.then(
    () => expect.fail('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('status' in error) || !('response' in error)) throw error;
  const { data, headers } = error.response as { data: { message: string }; headers: Record<string, unknown> };
  return { status: Number(error.status), message: data.message, body: data, headers };
}

/** Real git in a folder of its own, with nobody's configuration. */
export async function startGit(): Promise<{
  folder: string;
  git: (...args: string[]) => Promise<string>;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-client-'));
  const environment = {
    ...process.env,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Alice Adams',
    GIT_AUTHOR_EMAIL: 'alice@acme.example',
    GIT_COMMITTER_NAME: 'Alice Adams',
    GIT_COMMITTER_EMAIL: 'alice@acme.example',
    LC_ALL: 'C',
  };
  return {
    folder,
    async git(...args) {
      const { stdout, stderr } = await promisify(execFile)('git', args, { cwd: folder, env: environment });
      return stdout + stderr;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
