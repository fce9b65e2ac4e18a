import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RepositoryEvent } from '../github/events.ts';
import { DispatchRefused, RerunRefused, type Actor, type RunStore } from '../github/runs.ts';
import { openCatalogs } from './catalog.ts';
import { createControl, type Control } from './control.ts';
import { dispatchInputs } from './dispatch.ts';
import { fromDispatch, fromEvent, fromSchedule, type Happening } from './happening.ts';
import { startTokenEndpoint } from './oidc.ts';
import { openRegister } from './openrun.ts';
import { concurrencyGroups, slots } from './queue.ts';
import type { OpenRun, RunRecord } from './records.ts';
import { keptJobs, whyNotAgain } from './rerun.ts';
import { performRun, runTitle, type RunWork } from './run.ts';
import { openSchedules } from './schedules.ts';
import { skipsWorkflows } from './skip.ts';
import type { RunnerOptions } from './host.ts';
import { triggers } from './triggers.ts';
import { InvalidWorkflow, type Workflow } from './workflow.ts';

/** The sandbox's Actions. It runs the repository's own workflows on its events, in real processes. */
export interface Runner {
  readonly runs: RecordedRuns;
  /** Resolves when every event is delivered and every run is completed. */
  idle(): Promise<void>;
  /**
   * Kills a run in progress as if its machine died. Resolves when the end is on record; false if the run is not in
   * progress.
   */
  kill(runId: number): Promise<boolean>;
  /** Accepts no more events, kills all runs and removes their files. */
  stop(): Promise<void>;
}

/** The data that GitHub's API reads of runs, and also annotations, summaries and outputs. */
export interface RecordedRuns extends RunStore {
  list(): readonly RunRecord[];
  get(id: number): RunRecord | undefined;
  attempt(id: number, attempt: number): RunRecord | undefined;
}

// Number of jobs that run at once, because the sandbox is one computer.
const machines = 2;

interface Entry {
  readonly record: OpenRun;
  readonly control: Control;
  readonly done: Promise<void>;
  /** The workflow that ran; undefined for a run that could not start. */
  readonly of?: { readonly workflow: Workflow; readonly happening: Happening };
  readonly earlier: readonly RunRecord[];
}

/**
 * Runs workflows for all events from now on. A run is on record as soon as its event is delivered. Scheduled workflows
 * fire in sandbox time, and `clock.advance` waits for the runs they start.
 */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { host, clock } = options;
  const now = (): number => clock.now();
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-runner-'));
  const endpoint = await startTokenEndpoint(options.mint, `${host.origins.server}/${host.repository.owner}`, now);
  const machinery = { options, endpoint, folder, groups: concurrencyGroups(), onMachine: slots(machines) };
  const catalogs = openCatalogs(host);
  const register = openRegister(now);
  const entries = new Map<number, Entry>();
  const running = new Set<Promise<void>>();
  const schedules = openSchedules(clock, onCron);

  function start(workflow: Workflow, happening: Happening): void {
    const record = register.open(workflow.path, workflow, happening);
    if (workflow.unsupported.length > 0) {
      recordFault(
        record,
        `the sandbox's runner does not support ${workflow.unsupported.join(', ')}; run this workflow on GitHub`,
      );
      return;
    }
    const work = { ...machinery, workflow, happening, record, control: createControl() };
    try {
      record.display_title = runTitle(work) ?? record.display_title ?? record.name;
    } catch (error) {
      recordFault(record, (error as Error).message);
      return;
    }
    perform(work, []);
  }

  function perform(work: RunWork, earlier: readonly RunRecord[]): void {
    const { workflow, happening, record, control } = work;
    const done = performRun(work);
    running.add(done);
    void done.then(() => running.delete(done));
    entries.set(record.id, { record, control, done, of: { workflow, happening }, earlier });
  }

  function rerun(id: number, which: 'all' | 'failed', actor: Actor): void {
    const entry = entries.get(id);
    if (entry?.of === undefined) throw new RerunRefused('This workflow run cannot be retried');
    const { record, of, earlier } = entry;
    const why = whyNotAgain(record, which, now());
    if (why !== undefined) throw new RerunRefused(why);
    const kept = which === 'all' ? new Set<string>() : keptJobs(of.workflow.jobs, record.jobs);
    const next = register.reopen(record, of.workflow, kept, actor);
    perform({ ...machinery, ...of, record: next, control: createControl() }, [...earlier, record]);
  }

  function recordFault(record: OpenRun, fault: string): void {
    Object.assign(record, { status: 'completed', conclusion: 'failure', fault, jobs: [] });
    entries.set(record.id, { record, control: createControl(), done: Promise.resolve(), earlier: [] });
  }

  function onEvent(event: RepositoryEvent): void {
    const toDefaultBranch = event.name === 'push' && event.ref === `refs/heads/${host.repository.defaultBranch}`;
    if (toDefaultBranch) schedules.follow(catalogs.ofDefaultBranch());
    // Events of a workflow's own token start no workflows. Otherwise workflows could start each other for ever.
    if (event.by === 'workflow' || (event.name === 'push' && event.deleted)) return;
    const { workflows } = catalogs.at(event.sha) ?? {};
    // Without workflows there is nothing to skip, so the message is not read.
    if (workflows === undefined || workflows.size === 0) return;
    if (skipsWorkflows(event, (commit) => catalogs.message(commit))) return;
    const happening = fromEvent(event);
    for (const [path, workflow] of workflows) {
      if (!(workflow instanceof InvalidWorkflow)) {
        if (triggers(workflow.on, event)) start(workflow, happening);
      } else if (event.name === 'push') recordFault(register.open(path, undefined, happening), workflow.message);
    }
  }

  async function onCron(path: string, cron: string): Promise<void> {
    const catalog = catalogs.ofDefaultBranch();
    const workflow = catalog?.workflows.get(path);
    if (catalog === undefined || workflow === undefined || workflow instanceof InvalidWorkflow) return;
    start(workflow, fromSchedule(host, catalog.commit, cron, options.scheduledAs));
    await idle();
  }

  function dispatch(workflow: string, ref: string, inputs: Readonly<Record<string, string>>, actor: Actor): void {
    const catalog = catalogs.at(ref);
    if (catalog === undefined) throw new DispatchRefused('invalid', `No ref found for: ${ref}`);
    const isMeant = (path: string): boolean =>
      basename(path) === workflow || String(register.workflowId(path)) === workflow;
    const [path, found] = [...catalog.workflows].find(([each]) => isMeant(each)) ?? [];
    if (path === undefined || found === undefined) throw new DispatchRefused('not-found', 'Not Found');
    if (found instanceof InvalidWorkflow) throw new DispatchRefused('invalid', found.message);
    start(found, fromDispatch(host, { ref, sha: catalog.commit, path }, dispatchInputs(found, inputs), actor));
  }

  async function idle(): Promise<void> {
    do {
      await Promise.all(running);
      // An event is delivered one turn after the answer to its cause. A run it starts is in `running` at once.
      await nextTurn();
      await nextTurn();
    } while (running.size > 0);
  }

  schedules.follow(catalogs.ofDefaultBranch());
  const unsubscribe = host.events.subscribe(onEvent);

  return {
    runs: {
      workflows: () =>
        [...(catalogs.ofDefaultBranch()?.workflows ?? [])].map(([path, workflow]) => ({
          id: register.workflowId(path),
          name: workflow instanceof InvalidWorkflow ? path : workflow.name,
          path,
        })),
      list: () => [...entries.values()].map(({ record }) => record).reverse(),
      get: (id) => entries.get(id)?.record,
      attempt(id, number) {
        const { record, earlier } = entries.get(id) ?? {};
        return record?.run_attempt === number ? record : earlier?.[number - 1];
      },
      dispatch: (...request) => Promise.resolve().then(() => dispatch(...request)),
      rerun: (...request) => Promise.resolve().then(() => rerun(...request)),
    },
    idle,
    async kill(runId) {
      const entry = entries.get(runId);
      if (entry?.record.status !== 'in_progress') return false;
      entry.control.kill();
      await entry.done;
      return true;
    },
    async stop() {
      unsubscribe();
      schedules.stop();
      for (const { control } of entries.values()) control.kill();
      await Promise.all(running);
      await endpoint.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
