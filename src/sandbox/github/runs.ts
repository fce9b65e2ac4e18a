/**
 * Workflow runs as GitHub knows them. The Actions runner implements `RunStore`, and the REST routes only read it. So
 * the sandbox's GitHub and its runner stay separate.
 */

/** A workflow file that GitHub knows. */
export interface WorkflowFile {
  readonly id: number;
  /** The file's `name`. */
  readonly name: string;
  /** `.github/workflows/check.yml`. */
  readonly path: string;
}

export type RunStatus = 'queued' | 'in_progress' | 'completed';
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | 'neutral';

/** A person or bot, as in events and runs. */
export interface Actor {
  readonly login: string;
  readonly id: number;
}

/** A run of a workflow. All instants are milliseconds since the epoch, in sandbox time. */
export interface WorkflowRun {
  readonly id: number;
  /** The workflow file's `name`. */
  readonly name: string;
  /** The run's title: `run-name`, the commit's subject, or the pull request's title. */
  readonly display_title?: string;
  /** `.github/workflows/check.yml`. */
  readonly path: string;
  readonly workflow_id: number;
  readonly event: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly run_started_at?: number;
  /** Counts per workflow, from 1. */
  readonly run_number: number;
  /** Counts from 1. */
  readonly run_attempt: number;
  /** The account that started the first attempt. */
  readonly actor: Actor;
  /** The account that requested this attempt. Undefined: `actor`. */
  readonly triggering_actor?: Actor;
  /** Numbers of the pull requests the run belongs to. */
  readonly pull_requests?: readonly number[];
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  readonly started_at: number;
  readonly completed_at: number | null;
  readonly steps: readonly WorkflowStep[];
  /** The job's whole log, as in GitHub's download. */
  readonly logs: string;
}

export interface WorkflowStep {
  readonly number: number;
  readonly name: string;
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
  readonly started_at: number | null;
  readonly completed_at: number | null;
}

export interface RunStore {
  /** Returns the workflows of the default branch. */
  workflows(): readonly WorkflowFile[];
  /** Returns all runs, newest first. */
  list(): readonly WorkflowRun[];
  /** Returns the newest attempt. */
  get(id: number): WorkflowRun | undefined;
  /** Returns one attempt of a run, the newest or an earlier one, with its result. */
  attempt(id: number, attempt: number): WorkflowRun | undefined;
  /**
   * Starts a `workflow_dispatch` run.
   * @param workflow the file's name (`reconcile.yml`) or its numeric id, as in the call
   * @param ref a branch's full name, `refs/heads/main`
   * @throws DispatchRefused if the workflow does not exist, has no `workflow_dispatch` trigger, or an input is invalid
   */
  dispatch(workflow: string, ref: string, inputs: Readonly<Record<string, string>>, actor: Actor): Promise<void>;
  /**
   * Starts the next attempt of a run, with the same number, commit, event and inputs.
   * @param which `failed`: the jobs that did not succeed, and the jobs that need them
   * @throws RerunRefused if the run is in progress or cannot run again
   */
  rerun(id: number, which: 'all' | 'failed', actor: Actor): Promise<void>;
}

/** The reason why a run cannot run again. The answer is a 403 with the message. */
export class RerunRefused extends Error {}

/** The reason why a dispatch starts nothing. The answer is a 404 (`not-found`) or 422 (`invalid`) with the message. */
export class DispatchRefused extends Error {
  readonly reason: 'not-found' | 'invalid';
  constructor(reason: 'not-found' | 'invalid', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Returns an empty store without a runner, in which nothing can be dispatched. */
export function noRuns(): RunStore {
  return {
    workflows: () => [],
    list: () => [],
    get: () => undefined,
    attempt: () => undefined,
    dispatch: (workflow) =>
      Promise.reject(
        new DispatchRefused('not-found', `this sandbox has no runner, so it cannot start \`${workflow}\``),
      ),
    rerun: () => Promise.reject(new RerunRefused('this sandbox has no runner, so it cannot run it again')),
  };
}
