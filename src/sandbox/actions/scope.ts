import type { Workplace } from './contexts.ts';
import type { Control } from './control.ts';
import type { Contexts } from './expressions.ts';
import type { JobLog } from './joblog.ts';
import type { OpenJob } from './records.ts';
import type { Permissions, RunnerOptions } from './host.ts';

/** The state that the steps of a job share and change. */
export interface JobScope {
  readonly options: Pick<RunnerOptions, 'host' | 'dist' | 'env' | 'appPermissions' | 'stepTimeout' | 'clock'>;
  readonly place: Workplace;
  readonly record: OpenJob;
  readonly log: JobLog;
  readonly control: Control;
  /** ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN; empty if the job may not have them. */
  readonly oidc: Readonly<Record<string, string>>;
  /** Deadline of the job, in real milliseconds since the epoch. */
  readonly deadline: number;
  readonly mintAppToken: (permissions: Permissions) => string;
  /** Every context except `env`, `steps` and `job`, which the steps change. */
  readonly contexts: Contexts;
  readonly steps: Record<string, { outputs: Readonly<Record<string, string>>; outcome: string; conclusion: string }>;
  env: Record<string, string>;
  path: readonly string[];
  failed: boolean;
}

/** Returns every context at this point of the job. @param env the step's environment, if it is not the job's */
export function scopeContexts(scope: JobScope, env: Readonly<Record<string, string>> = scope.env): Contexts {
  const status = scope.control.state === 'cancelled' ? 'cancelled' : scope.failed ? 'failure' : 'success';
  return { ...scope.contexts, env, steps: scope.steps, job: { status } };
}
