import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SoftwareKey } from './software-key.ts';

/** Whether OpenSSH's own tool is here to ask. */
export const HAS_SSH_KEYGEN = spawnSync('ssh-keygen', ['-?']).error === undefined;

export interface Repository {
  readonly folder: string;
  git(args: readonly string[], input?: string | Uint8Array): string;
  /** Commits are signed by this key from now on. */
  signWith(key: SoftwareKey, name: string): void;
  close(): void;
}

/** An empty repository of real git, whose commits do not depend on who runs this. */
export function createRepository(): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-signing-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Alice',
    GIT_AUTHOR_EMAIL: 'alice@acme.example',
    GIT_COMMITTER_NAME: 'Alice',
    GIT_COMMITTER_EMAIL: 'alice@acme.example',
  };
  const git: Repository['git'] = (args, input = '') =>
    execFileSync('git', args, { cwd: folder, env, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  git(['init', '--quiet', '--initial-branch=main']);
  git(['config', 'gpg.format', 'ssh']);
  return {
    folder,
    git,
    signWith: (key, name) => {
      const program = join(folder, '.git', 'sign');
      const script = join(import.meta.dirname, 'sign-with-software-key.ts');
      writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
      chmodSync(program, 0o755);
      writeFileSync(join(folder, '.git', 'key.pub'), `${key.line(name)}\n`);
      git(['config', 'gpg.ssh.program', program]);
      git(['config', 'user.signingkey', join(folder, '.git', 'key.pub')]);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A commit as GitHub tells of it: the signed text and the signature, taken apart. */
export function takeApart(commit: string): { readonly payload: string; readonly armored: string } {
  const header = /^gpgsig (.*\n(?: .*\n)*)/m.exec(commit);
  return {
    payload: commit.replace(header?.[0] ?? '', ''),
    armored: (header?.[1] ?? '').replaceAll('\n ', '\n'),
  };
}
