import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

/** One bash that keeps its variables, functions, folder and jobs from command to command. */
export interface Shell {
  /** Runs one command. Its output is standard output and standard error together. @param typed standard input */
  run(command: string, typed?: string): Promise<Outcome>;
  close(): Promise<void>;
}

export interface Outcome {
  readonly status: number;
  readonly output: string;
}

/**
 * Commands come through descriptor 3, results go through descriptor 4. `set -m` gives jobs to `kill %1`, as in a
 * terminal.
 */
const DRIVER = `
set -m -o pipefail
while IFS= read -r -d '' -u 3 PULLCORD_COMMAND; do
  eval "$PULLCORD_COMMAND" <"$PULLCORD_INPUT" >"$PULLCORD_OUTPUT" 2>&1 3<&- 4>&-
  printf '%s\\n' "$?" >&4
done
jobs -p | while read -r group; do kill -- "-$group" 2>/dev/null; done
`;

export function openShell(folder: string, env: Readonly<Record<string, string>>, scratch: string): Shell {
  const output = join(scratch, 'output.txt');
  const input = join(scratch, 'input.txt');
  const child = spawn('bash', ['--norc', '-c', DRIVER], {
    cwd: folder,
    env: { ...env, PULLCORD_INPUT: input, PULLCORD_OUTPUT: output },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
    detached: true,
  });
  const commands = child.stdio[3] as Writable;
  const results = createInterface({ input: child.stdio[4] as NodeJS.ReadableStream });
  const statuses = results[Symbol.asyncIterator]();
  return {
    async run(command, typed = '') {
      writeFileSync(input, typed);
      commands.write(`${command}\0`);
      const { value, done } = await statuses.next();
      const text = readFileSync(output, 'utf8');
      if (done === true) throw new Error(`the shell itself ended in: ${command}\n${text}`);
      return { status: Number(value), output: text };
    },
    async close() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      commands.end();
      await ended;
    },
  };
}
