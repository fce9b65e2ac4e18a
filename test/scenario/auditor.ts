import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import type { Report, Step } from '../../src/core/verify/verification.ts';
import type { Stage } from './stage.ts';

const run = promisify(execFile);

/** Somebody with a clone, what lies outside GitHub as Google exports it, and the command line. No token, no network. */
export interface Auditor {
  /** Real git in the clone. @returns what it prints */
  readonly git: (...args: readonly string[]) => Promise<string>;
  readonly pullcord: (...args: readonly string[]) => Promise<Ran>;
  /** `pullcord verify --json`. @param args what was brought besides the clone */
  readonly verify: (...args: readonly string[]) => Promise<Verdict>;
  /** What arguments bring everything there is: the key, the anchors and Google's audit log. */
  readonly everything: readonly string[];
  readonly anchors: readonly string[];
  readonly key: readonly string[];
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Verdict extends Report {
  readonly status: number;
  /** Each step's name and how it stands. */
  readonly stands: Readonly<Record<Step['step'], Step['is']>>;
  /** `code where`, of everything that was found. */
  readonly found: readonly string[];
}

const KEY = 'pullcord/acme/700100+ac34d8a6+AW37dOMLHTBuj9Y4jEgy9bh76a2jfw99QAOiC6InO3RU';

/** Clones the repository, every branch, and exports the logs of this moment; hands them to `work` and removes them. */
export async function asAuditor<T>({ sandbox }: Stage, work: (auditor: Auditor) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'pullcord-auditor-'));
  const clone = join(home, 'access');
  const env = { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  try {
    await run('git', ['clone', '--quiet', sandbox.github.gitUrl(sandbox.tokens['bob']), clone], { env });
    const entries = sandbox.google.logEntries();
    const file = async (name: string, about: (entry: (typeof entries)[number]) => boolean) => {
      const path = join(home, name);
      await writeFile(path, JSON.stringify(entries.filter(about)));
      return path;
    };
    const anchors = ['--anchors', await file('anchors.json', ({ logName }) => logName.endsWith('/logs/pullcord'))];
    const auditLog = await file('audit-log.json', ({ protoPayload }) => protoPayload !== undefined);
    const key = ['--key', KEY];
    const pullcord: Auditor['pullcord'] = (...args) =>
      run(process.execPath, [join(inject('dist'), 'cli.js'), ...args], { cwd: clone, env, maxBuffer: 1 << 26 }).then(
        (done) => ({ status: 0, ...done }),
        (error: unknown) => {
          const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
          return { status: code, stdout, stderr };
        },
      );
    return await work({
      git: async (...args) => (await run('git', ['-C', clone, ...args], { env })).stdout.trim(),
      pullcord,
      verify: async (...args) => {
        const { status, stdout, stderr } = await pullcord('verify', '--json', ...args);
        if (stdout === '') throw new Error(`pullcord verify said nothing but ${stderr}`);
        const report = JSON.parse(stdout) as Report;
        return {
          ...report,
          status,
          stands: Object.fromEntries(report.steps.map(({ step, is }) => [step, is])) as Verdict['stands'],
          found: report.steps.flatMap(({ findings }) => findings.map(({ code, where }) => `${code} ${where}`)),
        };
      },
      everything: [...key, ...anchors, '--audit-log', auditLog],
      anchors,
      key,
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
