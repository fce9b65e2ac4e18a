import { dirname, join } from 'node:path';
import { env as environment, execPath } from 'node:process';
import { stepVariables } from './contexts.ts';
import type { Process } from './control.ts';
import type { StepOutput } from './joblog.ts';
import { runProcess } from './process.ts';
import type { JobScope } from './scope.ts';
import { largestSummary, openStepFiles, type Told } from './stepfiles.ts';

export interface Done {
  readonly code: number;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The step in execution: its id and place in the job, its environment, and the reader of its output. */
export interface Execution {
  readonly id: string;
  readonly number: number;
  readonly env: Readonly<Record<string, string>>;
  readonly output: StepOutput;
  readonly process: Process;
}

/**
 * Runs a step's process with the environment and files that Actions gives, and applies the files it wrote.
 * @throws Error if the step wrote something unreadable into its files
 */
export async function execute(
  { id, number, env, output, process }: Execution,
  command: { readonly file: string; readonly args: readonly string[] },
  scope: JobScope,
): Promise<Done> {
  const files = await openStepFiles(join(scope.place.temp, `step-${number}`));
  const code = await watched(scope.deadline, output, (onStart) =>
    runProcess({
      ...command,
      cwd: scope.place.workspace,
      env: { ...processEnv(scope, env), ...files.variables, GITHUB_ACTION: id },
      onLine: (line) => output.read(line),
      onStart(signal) {
        process.started(signal);
        onStart(signal);
      },
    }),
  );
  const told = await files.read();
  take(told, output, scope);
  return { code, outputs: told.outputs };
}

/** Runs the process and ends it after its timeout. */
async function watched(
  deadline: number,
  output: StepOutput,
  run: (onStart: (signal: (name: NodeJS.Signals) => void) => void) => Promise<number>,
): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await run((signal) => {
      const timeUp = (): void => {
        output.say('error', 'The action has timed out.');
        signal('SIGKILL');
      };
      timer = setTimeout(timeUp, Math.max(1, deadline - Date.now()));
    });
  } finally {
    clearTimeout(timer);
  }
}

function processEnv(scope: JobScope, env: Readonly<Record<string, string>>): Record<string, string> {
  const variables = stepVariables(scope.contexts['github'] as Readonly<Record<string, unknown>>, scope.place);
  // A workflow cannot override the variables that GitHub sets.
  const reserved = Object.entries(variables).filter(([name]) => /^(?:GITHUB|RUNNER)_/u.test(name));
  const path = [...scope.path, dirname(execPath), environment['PATH'] ?? ''].join(':');
  return {
    ...variables,
    ...scope.options.env,
    ...env,
    ...Object.fromEntries(reserved),
    ...scope.oidc,
    PATH: env['PATH'] ?? path,
  };
}

function take(told: Told, output: StepOutput, scope: JobScope): void {
  const { NODE_OPTIONS: refused, ...env } = told.env;
  if (refused !== undefined)
    output.say('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
  scope.env = { ...scope.env, ...env };
  scope.path = [...told.path].reverse().concat(scope.path);
  const size = Buffer.byteLength(told.summary);
  if (size > largestSummary) {
    output.say(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${largestSummary / 1024}k, got ${Math.ceil(size / 1024)}k`,
    );
  } else scope.record.summary += scope.log.masked(told.summary);
}
