import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onLine: (line: string) => void;
  /** Told how to signal the process and all it started, as soon as it runs. */
  readonly onStart: (signal: (name: NodeJS.Signals) => void) => void;
}

/** Runs a process to its end and gives its exit code; ended by a signal, 128 and the signal's number as shells do. */
export function runProcess(request: ProcessRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    // Its own process group, so that a signal reaches what it started too.
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
    // Gone already: what was to end has ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}
