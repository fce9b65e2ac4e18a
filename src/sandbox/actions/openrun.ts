import { displayTitle, headBranch, headCommit, type Happening } from './happening.ts';
import type { Actor } from '../github/runs.ts';
import type { OpenJob, OpenRun } from './records.ts';
import type { JobDefinition, StepDefinition, Workflow } from './workflow.ts';

/** Opens records of runs, and numbers them as GitHub does. */
export interface RunRegister {
  workflowId(path: string): number;
  /** @param workflow undefined for an invalid workflow file; its run has no jobs and is named by the file's path */
  open(path: string, workflow: Workflow | undefined, happening: Happening): OpenRun;
  /**
   * Opens the next attempt of a run. Jobs in `kept` keep their results.
   * @param actor the person who requested it
   */
  reopen(run: OpenRun, workflow: Workflow, kept: ReadonlySet<string>, actor: Actor): OpenRun;
}

/** Opens an empty register. @param now sandbox time in milliseconds */
export function openRegister(now: () => number): RunRegister {
  const workflowIds = new Map<string, number>();
  const runsOf = new Map<string, number>();
  let lastId = 5_000_000;
  const nextId = (): number => (lastId += 1);

  function workflowId(path: string): number {
    const id = workflowIds.get(path) ?? 1_000_001 + workflowIds.size;
    workflowIds.set(path, id);
    return id;
  }

  return {
    workflowId,
    open(path, workflow, happening) {
      const at = now();
      const number = (runsOf.get(path) ?? 0) + 1;
      runsOf.set(path, number);
      return {
        id: nextId(),
        name: workflow?.name ?? path,
        display_title: displayTitle(happening) ?? workflow?.name ?? path,
        path,
        workflow_id: workflowId(path),
        event: happening.name,
        status: 'queued',
        conclusion: null,
        head_branch: headBranch(happening),
        head_sha: headCommit(happening),
        created_at: at,
        updated_at: at,
        run_number: number,
        run_attempt: 1,
        actor: happening.actor,
        pull_requests: happening.pull === undefined ? [] : [happening.pull],
        jobs: (workflow?.jobs ?? []).map((job) => openJob(job, nextId(), at)),
      };
    },
    reopen(run, workflow, kept, actor) {
      const at = now();
      const jobs = workflow.jobs.map((job, index) => {
        const before = run.jobs[index];
        return kept.has(job.id) && before !== undefined ? structuredClone(before) : openJob(job, nextId(), at);
      });
      return {
        ...structuredClone(run),
        ...{ status: 'queued', conclusion: null, updated_at: at, run_started_at: at, jobs },
        ...{ run_attempt: run.run_attempt + 1, triggering_actor: actor },
      };
    },
  };
}

function openJob(job: JobDefinition, id: number, at: number): OpenJob {
  return {
    id,
    name: job.id,
    status: 'queued',
    conclusion: null,
    started_at: at,
    completed_at: null,
    steps: job.steps.map((step, index) => ({
      number: index + 1,
      name: definedName(step),
      status: 'queued' as const,
      conclusion: null,
      started_at: null,
      completed_at: null,
      outputs: {},
    })),
    logs: '',
    annotations: [],
    summary: '',
    outputs: {},
  };
}

// Expressions in a name are evaluated when the step starts.
function definedName({ name, does }: StepDefinition): string {
  if (typeof name === 'string') return name;
  if (does.kind === 'uses') return does.action;
  return typeof does.script === 'string' ? (does.script.trim().split('\n')[0] ?? '') : 'run';
}
