import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LedgerRecord } from '../../src/core/ledger/record.ts';

const run = promisify(execFile);

/** The audit branch as anybody gets it. */
export interface Audit {
  readonly records: readonly LedgerRecord[];
  /** One text for each commit, oldest first. */
  readonly messages: readonly string[];
  /** Seconds since the epoch, of each commit. */
  readonly times: readonly number[];
}

/** Clones the audit branch with real git. @param url with a token in it */
export async function cloneAudit(url: string): Promise<Audit> {
  return withClone(url, 'audit', async (folder, git) => {
    const entries = join(folder, 'audit/entries');
    const files = (await readdir(entries)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(entries, file), 'utf8')));
    const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');
    const log = await git('log', '--reverse', '--format=%ct%n%B%x00');
    const commits = log
      .split('\0')
      .map((text) => text.trim())
      .filter((text) => text !== '');
    return {
      records: lines.map((line) => JSON.parse(line) as LedgerRecord),
      messages: commits.map((text) => text.slice(text.indexOf('\n') + 1)),
      times: commits.map((text) => Number(text.slice(0, text.indexOf('\n')))),
    };
  });
}

/** Clones a branch, hands the folder and git to `work`, and removes it. */
export async function withClone<T>(
  url: string,
  branch: string,
  work: (folder: string, git: (...args: readonly string[]) => Promise<string>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-clone-'));
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: '0' };
  const git = async (...args: readonly string[]) => (await run('git', ['-C', folder, ...args], { env })).stdout;
  try {
    await run('git', ['clone', '--quiet', '--branch', branch, url, folder], { env });
    return await work(folder, git);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Which kinds are on record about a pull request, in order. */
export function kindsOf({ records }: Audit, pull: number | null): readonly string[] {
  return records.filter((record) => record.pull === pull && record.kind !== 'genesis').map(({ kind }) => kind);
}
