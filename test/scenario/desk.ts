import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Stage } from './stage.ts';

/** Somebody's clone on their own machine: real git, pushed with their token. */
export interface Desk {
  /** What git prints. @throws Error with what it complains of */
  git(args: readonly string[], input?: string | Uint8Array): Promise<string>;
  /** One commit pushed to a branch. @returns its id */
  push(branch: string, files: Files, about?: About): Promise<string>;
  close(): Promise<void>;
}

/** By path: a text, a text under another mode of git's than `100644`, or `null` for what shall go. */
export type Files = Readonly<Record<string, string | null | { readonly mode: string; readonly text: string }>>;

/** What a commit says of itself: git writes down whatever it is told. */
export interface About {
  /** `Name <address>` */
  readonly author?: string;
  readonly committer?: string;
  readonly message?: string;
  /** The commit or branch it is made on top of; main unless told. */
  readonly from?: string;
}

export async function openDesk({ sandbox }: Stage, login: string): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-desk-'));
  const own = `${login} <${login}@acme.example>`;

  async function git(args: readonly string[], input: string | Uint8Array = '', about: About = {}): Promise<string> {
    const date = `@${Math.floor(sandbox.clock.now() / 1000)} +0000`;
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_TERMINAL_PROMPT: '0',
      ...identity('AUTHOR', about.author ?? own, date),
      ...identity('COMMITTER', about.committer ?? own, date),
    };
    return new Promise((resolve, reject) => {
      const child = execFile('git', ['-C', folder, ...args], { env, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
        error === null ? resolve(stdout.trim()) : reject(new Error(`git ${args.join(' ')}: ${stderr}`)),
      );
      // Git may be done before it has read everything it needs nothing of.
      child.stdin?.on('error', () => undefined).end(input);
    });
  }

  await git(['clone', '--quiet', sandbox.github.gitUrl(sandbox.tokens[login]), '.']);
  return {
    git,
    async push(branch, files, about = {}) {
      await git(['fetch', '--quiet', 'origin']);
      await git(['checkout', '--quiet', '--force', '--detach', about.from ?? 'origin/main']);
      for (const [path, file] of Object.entries(files)) await put(path, file);
      await git(['commit', '--quiet', '--allow-empty', '--message', about.message ?? `Write ${branch}`], '', about);
      await git(['push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${branch}`]);
      return git(['rev-parse', 'HEAD']);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };

  async function put(path: string, file: Files[string]): Promise<void> {
    if (file === null) {
      await git(['rm', '--quiet', '--cached', path]);
    } else if (typeof file === 'string') {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), file);
      await git(['add', path]);
    } else {
      const { mode, text } = file;
      const oid = mode === '160000' ? text : await git(['hash-object', '-w', '--stdin'], text);
      await git(['update-index', '--add', '--cacheinfo', `${mode},${oid},${path}`]);
    }
  }
}

function identity(whose: 'AUTHOR' | 'COMMITTER', written: string, date: string): Record<string, string> {
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(written) ?? [];
  return { [`GIT_${whose}_NAME`]: name, [`GIT_${whose}_EMAIL`]: email, [`GIT_${whose}_DATE`]: date };
}
