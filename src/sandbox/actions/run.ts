import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { githubContext } from './contexts.ts';
import type { Control } from './control.ts';
import { holds, isMapping, renderText, type Contexts, type Status, type Template } from './expressions.ts';
import type { Happening } from './happening.ts';
import { runJob } from './job.ts';
import type { TokenEndpoint } from './oidc.ts';
import type { GroupRule, Groups } from './queue.ts';
import { sumUp, type OpenJob, type OpenRun } from './records.ts';
import type { RunnerOptions } from './host.ts';
import type { JobDefinition, Workflow } from './workflow.ts';

/** The inputs of one run. */
export interface RunWork {
  readonly options: RunnerOptions;
  readonly endpoint: TokenEndpoint;
  readonly groups: Groups;
  /** Runs a job when a machine is free. */
  readonly onMachine: <T>(work: () => Promise<T>) => Promise<T>;
  readonly workflow: Workflow;
  readonly happening: Happening;
  /** Holds one record for each job of the workflow, in its order. */
  readonly record: OpenRun;
  readonly control: Control;
  /** The folder that holds the jobs' folders. */
  readonly folder: string;
}

/** Runs a workflow when its concurrency group allows it, and records the result. Never throws. */
export async function performRun(work: RunWork): Promise<void> {
  const { record } = work;
  try {
    const contexts = runContexts(work);
    await inGroup(work, work.workflow.concurrency, contexts, record, async () => {
      Object.assign(record, { status: 'in_progress', run_started_at: work.options.clock.now() });
      await runJobs(work, contexts);
      record.conclusion = sumUp(record.jobs.map((job) => job.conclusion));
    });
  } catch (error) {
    Object.assign(record, { conclusion: 'failure', fault: (error as Error).message });
  }
  const at = work.options.clock.now();
  for (const job of record.jobs) if (job.status !== 'completed') close(job, 'cancelled', at);
  Object.assign(record, { status: 'completed', updated_at: at });
}

/** Returns the title of a run, if the workflow has a `run-name`. */
export function runTitle(work: Pick<RunWork, 'options' | 'workflow' | 'happening' | 'record'>): string | undefined {
  return work.workflow.runName === undefined ? undefined : renderText(work.workflow.runName, runContexts(work));
}

function runContexts(work: Pick<RunWork, 'options' | 'happening' | 'record'>): Contexts {
  const github = githubContext(work.options.host, work.happening, work.record);
  return { github, inputs: work.happening.inputs, vars: work.options.vars ?? {} };
}

/**
 * Waits for the group's turn. A run that a newer one replaced, or that was cancelled in the queue, is recorded
 * `cancelled`.
 */
async function inGroup(
  work: RunWork,
  concurrency: Template | undefined,
  contexts: Contexts,
  record: { conclusion: OpenRun['conclusion'] },
  perform: () => Promise<void>,
): Promise<void> {
  const rule = concurrency === undefined ? undefined : groupRule(concurrency, contexts);
  if (rule === undefined) return perform();
  const release = await work.groups.enter(rule, () => work.control.cancel());
  if (release === undefined || work.control.state !== 'running') {
    record.conclusion = 'cancelled';
    release?.();
    return;
  }
  try {
    await perform();
  } finally {
    release();
  }
}

async function runJobs(work: RunWork, contexts: Contexts): Promise<void> {
  const ends = new Map<string, Promise<OpenJob>>();
  for (const [index, definition] of inOrderOfNeed(work.workflow.jobs)) {
    const record = work.record.jobs[index];
    if (record === undefined) throw new Error(`the run has no record of job \`${definition.id}\``);
    if (record.status === 'completed') {
      // An earlier attempt ran this job, and this attempt keeps its result.
      ends.set(definition.id, Promise.resolve(record));
      continue;
    }
    const needed = definition.needs.map(async (id) => [id, await ends.get(id)] as const);
    ends.set(definition.id, runWhenReady(work, definition, record, contexts, Promise.all(needed)));
  }
  await Promise.all(ends.values());
}

async function runWhenReady(
  work: RunWork,
  definition: JobDefinition,
  record: OpenJob,
  contexts: Contexts,
  needed: Promise<(readonly [string, OpenJob | undefined])[]>,
): Promise<OpenJob> {
  const needs = await needed;
  const conclusions = needs.map(([, job]) => job?.conclusion);
  const cancelled = work.control.state !== 'running';
  const status: Status = {
    success: !cancelled && conclusions.every((each) => each === 'success'),
    failure: !cancelled && conclusions.includes('failure'),
    cancelled,
  };
  const results = Object.fromEntries(
    needs.map(([id, job]) => [id, { result: job?.conclusion, outputs: job?.outputs }]),
  );
  const withNeeds = { ...contexts, needs: results };
  record.name = renderText(definition.name, { ...withNeeds, strategy: {}, matrix: {} });
  if (work.control.state === 'killed' || !holds(definition.condition, withNeeds, status)) {
    close(record, cancelled ? 'cancelled' : 'skipped', work.options.clock.now());
    return record;
  }
  await inGroup(work, definition.concurrency, withNeeds, record, () =>
    work.onMachine(async () => {
      const folder = await mkdtemp(join(work.folder, 'job-'));
      await runJob({ ...work, run: work.record, definition, record, needs: results, folder });
    }),
  );
  return record;
}

function close(record: OpenJob, conclusion: 'skipped' | 'cancelled', at: number): void {
  Object.assign(record, { status: 'completed', conclusion, completed_at: at });
  for (const step of record.steps)
    if (step.status !== 'completed') Object.assign(step, { status: 'completed', conclusion });
}

function groupRule(concurrency: Template, contexts: Contexts): GroupRule {
  if (!isMapping(concurrency)) {
    return { group: renderText(concurrency, contexts), cancelInProgress: false, queue: 'single' };
  }
  const text = (key: string): string => renderText(concurrency.get(key) ?? null, contexts);
  return {
    group: text('group'),
    cancelInProgress: text('cancel-in-progress') === 'true',
    queue: text('queue') === 'max' ? 'max' : 'single',
  };
}

/** Returns jobs with their place in the file, each after those it needs. GitHub's parser has already refused cycles. */
function inOrderOfNeed(jobs: readonly JobDefinition[]): (readonly [number, JobDefinition])[] {
  const ordered: (readonly [number, JobDefinition])[] = [];
  const placed = new Set<string>();
  const place = (definition: JobDefinition): void => {
    if (placed.has(definition.id)) return;
    placed.add(definition.id);
    jobs.filter((job) => definition.needs.includes(job.id)).forEach(place);
    ordered.push([jobs.indexOf(definition), definition]);
  };
  jobs.forEach(place);
  return ordered;
}
