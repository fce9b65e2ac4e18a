import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment. The process inherits nothing. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onLine: (line: string) => void;
  /** Receives, once the process runs, a function that signals it and all its children. */
  readonly onStart: (signal: (name: NodeJS.Signals) => void) => void;
}

/**
 * Runs a process to its end and returns its exit code. After a signal it is 128 plus the signal's number, as in shells.
 */
export function runProcess(request: ProcessRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    // The process has its own group, so that a signal also reaches its children.
    const child = spawn(request.file, request.args, {
      env: request.env,
      cwd: request.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.once('error', reject);
    const printed = [child.stdout, child.stderr].map((stream) => readLines(stream, request.onLine));
    child.once('spawn', () => request.onStart((name) => signalGroup(child.pid, name)));
    child.once('close', (code, signal) => {
      void Promise.all(printed).then(() => resolve(code ?? 128 + signalNumber(signal)));
    });
  });
}

function readLines(input: Readable, onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve) => {
    createInterface({ input, crlfDelay: Infinity }).on('line', onLine).once('close', resolve);
  });
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    // The process has already ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}
