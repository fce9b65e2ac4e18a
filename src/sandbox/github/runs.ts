/**
 * What GitHub knows of workflow runs. The Actions runner implements `RunStore`; the REST routes only read it, so that the
 * sandbox's GitHub and its runner stay two things that meet here.
 */

export type RunStatus = 'queued' | 'in_progress' | 'completed';
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | 'neutral';

/** A person or bot as events and runs name it. */
export interface Actor {
  readonly login: string;
  readonly id: number;
}

/** All instants are milliseconds since the epoch, in sandbox time. */
export interface WorkflowRun {
  readonly id: number;
  /** The workflow file's `name`. */
  readonly name: string;
  /** The title shown for the run: `run-name`, or the commit's subject, or the pull request's title. */
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
  /** Counts up per workflow, from 1. */
  readonly run_number: number;
  /** From 1. */
  readonly run_attempt: number;
  /** The account that started the first attempt. */
  readonly actor: Actor;
  /** Who asked for this attempt; absent: `actor`. */
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
  /** The job's whole log as GitHub's download has it, as text. */
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
  /** Newest first. */
  list(): readonly WorkflowRun[];
  /** The newest attempt. */
  get(id: number): WorkflowRun | undefined;
  /** One attempt of a run, the newest or an earlier one, as it ended. */
  attempt(id: number, attempt: number): WorkflowRun | undefined;
  /**
   * Starts a `workflow_dispatch` run.
   * @param workflow the file's name (`reconcile.yml`) or its numeric id, as the caller wrote it
   * @param ref a branch's full name, `refs/heads/main`
   * @throws DispatchRefused when there is no such workflow, it has no `workflow_dispatch` trigger, or an input does not fit
   */
  dispatch(workflow: string, ref: string, inputs: Readonly<Record<string, string>>, actor: Actor): Promise<void>;
  /**
   * Starts the next attempt of a run: the same number, commit, event and inputs.
   * @param which `failed`: the jobs that did not succeed, and the jobs that need them
   * @throws RerunRefused when the run still runs or cannot run again
   */
  rerun(id: number, which: 'all' | 'failed', actor: Actor): Promise<void>;
}

/** Why a run does not run again; answered as 403 with the message. */
export class RerunRefused extends Error {}

/** Why a dispatch starts nothing; answered as 404 (`not-found`) or 422 (`invalid`) with the message. */
export class DispatchRefused extends Error {
  readonly reason: 'not-found' | 'invalid';
  constructor(reason: 'not-found' | 'invalid', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A store without a runner: nothing ever ran, and nothing can be dispatched. */
export function noRuns(): RunStore {
  return {
    list: () => [],
    get: () => undefined,
    attempt: () => undefined,
    dispatch: (workflow) => Promise.reject(new DispatchRefused('not-found', `no runner to run \`${workflow}\``)),
    rerun: () => Promise.reject(new RerunRefused('no runner to run it again')),
  };
}
