import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { devNull } from 'node:os';

/** A failure of git: its exit code and its output. */
export class GitFailed extends Error {
  readonly code: number | null;
  readonly stdout: Buffer;
  constructor(args: readonly string[], code: number | null, stdout: Buffer, stderr: string) {
    super(`git ${args.join(' ')} ended with ${code ?? 'a signal'}: ${stderr.trim()}`);
    this.code = code;
    this.stdout = stdout;
  }
}

/** Starts git in `directory`, without the user's and the machine's configuration. */
export function spawnGit(
  directory: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessWithoutNullStreams {
  return spawn('git', args, { cwd: directory, env: { ...cleanEnvironment(), ...environment } });
}

/**
 * Runs git to its end and returns its standard output.
 * @throws GitFailed if its exit code is not zero
 */
export async function runGit(
  directory: string,
  args: readonly string[],
  input?: Buffer | string,
  environment?: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const child = spawnGit(directory, args, environment);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // A process that ends before it has read all input breaks the pipe. Its exit code shows the error.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new GitFailed(args, code, Buffer.concat(out), Buffer.concat(err).toString('utf8'));
  return Buffer.concat(out);
}

function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept.map(([name, value]) => [name, value ?? ''])),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/** Caches the answers to questions about objects that never change. Failures are not cached. */
export function remember<T>(ask: (...key: string[]) => Promise<T>): (...key: string[]) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (...key) => {
    const name = key.join('\0');
    const before = known.get(name);
    if (before !== undefined) return before;
    const asked = ask(...key);
    known.set(name, asked);
    asked.catch(() => known.delete(name));
    return asked;
  };
}
