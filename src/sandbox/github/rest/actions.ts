import { posix } from 'node:path';
import type { Answer } from '../../http.ts';
import { ApiError, notFound } from '../errors.ts';
import { jobBody, runBody, workflowBody } from '../bodies/runs.ts';
import { DispatchRefused, RerunRefused, type WorkflowJob, type WorkflowRun } from '../runs.ts';
import { userById } from '../people.ts';
import { readBody, type BodyReader } from './body.ts';
import {
  created,
  noContent,
  numberParameter,
  ok,
  page,
  parameter,
  repositoryRoute,
  type Request,
  type RepositoryRequest,
  type Routes,
} from './route.ts';

const ACTIONS = '/repos/{owner}/{repo}/actions';

export const actionRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${ACTIONS}/runs`, ['actions', 'read'], async (request) => {
    const runs = world.runs.list().filter((run) => isSelected(request, run));
    return counted(request, 'workflow_runs', runs, (run) => runBody(world, request.caller, run));
  }),

  repositoryRoute(world, `GET ${ACTIONS}/workflows/{workflow_id}`, ['actions', 'read'], (request) => {
    const named = parameter(request, 'workflow_id');
    const found = world.runs.workflows().find(({ id, path }) => String(id) === named || posix.basename(path) === named);
    if (found === undefined) throw notFound();
    return ok(workflowBody(world, found));
  }),

  repositoryRoute(world, `GET ${ACTIONS}/workflows/{workflow_id}/runs`, ['actions', 'read'], async (request) => {
    const workflow = parameter(request, 'workflow_id');
    const runs = world.runs.list().filter((run) => isOf(run, workflow) && isSelected(request, run));
    return counted(request, 'workflow_runs', runs, (run) => runBody(world, request.caller, run));
  }),

  repositoryRoute(world, `GET ${ACTIONS}/runs/{run_id}`, ['actions', 'read'], async (request) =>
    ok(await runBody(world, request.caller, runOf(request))),
  ),

  repositoryRoute(world, `GET ${ACTIONS}/runs/{run_id}/jobs`, ['actions', 'read'], (request) => {
    const run = runOf(request);
    return counted(request, 'jobs', run.jobs, (job) => Promise.resolve(jobBody(world, run, job)));
  }),

  repositoryRoute(
    world,
    `GET ${ACTIONS}/runs/{run_id}/attempts/{attempt_number}`,
    ['actions', 'read'],
    async (request) => ok(await runBody(world, request.caller, attemptOf(request))),
  ),

  repositoryRoute(
    world,
    `GET ${ACTIONS}/runs/{run_id}/attempts/{attempt_number}/jobs`,
    ['actions', 'read'],
    (request) => {
      const run = attemptOf(request);
      return counted(request, 'jobs', run.jobs, (job) => Promise.resolve(jobBody(world, run, job)));
    },
  ),

  repositoryRoute(world, `POST ${ACTIONS}/runs/{run_id}/rerun`, ['actions', 'write'], (request) =>
    rerun(request, 'all'),
  ),

  repositoryRoute(world, `POST ${ACTIONS}/runs/{run_id}/rerun-failed-jobs`, ['actions', 'write'], (request) =>
    rerun(request, 'failed'),
  ),

  repositoryRoute(world, `GET ${ACTIONS}/jobs/{job_id}`, ['actions', 'read'], (request) => {
    const { run, job } = jobOf(request);
    return ok(jobBody(world, run, job));
  }),

  repositoryRoute(world, `GET ${ACTIONS}/jobs/{job_id}/logs`, ['actions', 'read'], (request) => {
    const { job } = jobOf(request);
    return { status: 302, headers: { Location: `${world.origin()}${world.downloads.offer(() => job.logs)}` } };
  }),

  repositoryRoute(
    world,
    `POST ${ACTIONS}/workflows/{workflow_id}/dispatches`,
    ['actions', 'write'],
    async (request) => {
      await dispatch(request);
      return noContent();
    },
  ),
];

async function counted<T>(request: Request, name: string, all: readonly T[], toBody: (item: T) => Promise<unknown>) {
  const { items, headers } = page(request, all);
  return ok({ total_count: all.length, [name]: await Promise.all(items.map(toBody)) }, headers);
}

/** `status` selects by a status or a conclusion, as on GitHub. */
function isSelected({ call }: Request, run: WorkflowRun): boolean {
  const asked = (name: string) => call.query.get(name);
  const status = asked('status');
  return (
    (status === null || run.status === status || run.conclusion === status) &&
    [
      [asked('event'), run.event],
      [asked('branch'), run.head_branch],
      [asked('head_sha'), run.head_sha],
      [asked('actor'), run.actor.login],
    ].every(([wanted, is]) => wanted === null || wanted === is)
  );
}

const isOf = (run: WorkflowRun, workflow: string) =>
  String(run.workflow_id) === workflow || run.path.split('/').at(-1) === workflow || run.path === workflow;

function runOf(request: Request): WorkflowRun {
  const run = request.world.runs.get(numberParameter(request, 'run_id'));
  if (run === undefined) throw notFound();
  return run;
}

function attemptOf(request: Request): WorkflowRun {
  const { id } = runOf(request);
  const run = request.world.runs.attempt(id, numberParameter(request, 'attempt_number'));
  if (run === undefined) throw notFound();
  return run;
}

/** Returns a job of any attempt. A job that a later attempt kept is shown with the newest attempt. */
function jobOf(request: Request): { run: WorkflowRun; job: WorkflowJob } {
  const { runs } = request.world;
  const id = numberParameter(request, 'job_id');
  for (const { id: run, run_attempt } of runs.list()) {
    for (let number = run_attempt; number > 0; number -= 1) {
      const attempt = runs.attempt(run, number);
      const job = attempt?.jobs.find((candidate) => candidate.id === id);
      if (attempt !== undefined && job !== undefined) return { run: attempt, job };
    }
  }
  throw notFound();
}

async function rerun(request: RepositoryRequest, which: 'all' | 'failed'): Promise<Answer> {
  const { world, caller } = request;
  const { login, id } = userById(world.state, caller.user);
  try {
    await world.runs.rerun(runOf(request).id, which, { login, id });
  } catch (error) {
    throw error instanceof RerunRefused ? new ApiError(403, error.message) : error;
  }
  return created({});
}

async function dispatch(request: RepositoryRequest): Promise<void> {
  const { world, caller } = request;
  const body = readBody(request);
  const name = body.text('ref').replace(/^refs\/heads\//, '');
  if (world.git.branch(name) === undefined) throw new ApiError(422, `No ref found for: ${name}`);
  const { login, id } = userById(world.state, caller.user);
  try {
    await world.runs.dispatch(parameter(request, 'workflow_id'), `refs/heads/${name}`, readInputs(body), { login, id });
  } catch (error) {
    if (!(error instanceof DispatchRefused)) throw error;
    throw error.reason === 'not-found' ? notFound() : new ApiError(422, error.message);
  }
}

/** A workflow receives its inputs as text, in whatever type they were sent. */
function readInputs(body: BodyReader): Readonly<Record<string, string>> {
  const inputs = body.value('inputs');
  if (typeof inputs !== 'object' || inputs === null) return {};
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
}
