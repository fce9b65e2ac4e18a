import { afterAll, beforeAll, expect, test } from 'vitest';
import { DispatchRefused, RerunRefused, type WorkflowRun } from '../../../src/sandbox/github/runs.ts';
import { refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
const dispatched: unknown[] = [];
const rerun: unknown[] = [];
beforeAll(async () => {
  bench = await startBench();
  const runs = [run(2, 'in_progress'), run(1, 'completed')];
  const again = { ...run(3, 'completed'), run_attempt: 2, triggering_actor: { login: 'bob', id: 1002 } };
  const first = { ...run(3, 'completed'), conclusion: 'failure' as const };
  bench.github.runs = {
    workflows: () => [],
    list: () => runs,
    get: (id) => (id === 3 ? again : runs.find((one) => one.id === id)),
    attempt: (id, number) => [again, first, ...runs].find((one) => one.id === id && one.run_attempt === number),
    rerun(...call) {
      if (call[0] === 2) return Promise.reject(new RerunRefused('This workflow is already running'));
      rerun.push(call);
      return Promise.resolve();
    },
    dispatch(...call) {
      if (call[0] === 'missing.yml') return Promise.reject(new DispatchRefused('not-found', 'no such workflow'));
      if (call[0] === 'deaf.yml')
        return Promise.reject(new DispatchRefused('invalid', "Workflow does not have 'workflow_dispatch' trigger"));
      dispatched.push(call);
      return Promise.resolve();
    },
  };
});
afterAll(() => bench.close());

/** A run as a runner would hand it over. */
function run(id: number, status: WorkflowRun['status']): WorkflowRun {
  const at = bench.github.world.now();
  const conclusion = status === 'completed' ? 'success' : null;
  return {
    id,
    name: 'reconcile',
    path: '.github/workflows/reconcile.yml',
    workflow_id: 77,
    event: 'push',
    status,
    conclusion,
    head_branch: 'main',
    head_sha: bench.github.repository.branch('main') ?? '',
    created_at: at,
    updated_at: at,
    run_number: id,
    run_attempt: 1,
    actor: { login: 'alice', id: 1001 },
    jobs: [
      {
        id: id * 10,
        name: 'reconcile',
        status,
        conclusion,
        started_at: at,
        completed_at: conclusion === null ? null : at,
        steps: [{ number: 1, name: 'Reconcile', status, conclusion, started_at: at, completed_at: null }],
        logs: `log of ${id}\n`,
      },
    ],
  };
}

test('runs are listed by status, conclusion, event, branch and workflow', async () => {
  const bob = bench.as('bob');
  const ids = async (filter: object) =>
    (await bob.actions.listWorkflowRunsForRepo({ ...REPO, ...filter })).data.workflow_runs.map(({ id }) => id);
  expect(await ids({})).toEqual([2, 1]);
  expect(await ids({ status: 'completed' })).toEqual([1]);
  expect(await ids({ status: 'success' })).toEqual([1]);
  expect(await ids({ event: 'schedule' })).toEqual([]);
  expect(await ids({ branch: 'main', actor: 'alice' })).toEqual([2, 1]);
  const { data } = await bob.actions.listWorkflowRuns({ ...REPO, workflow_id: 'reconcile.yml', per_page: 1 });
  expect(data).toMatchObject({
    total_count: 2,
    workflow_runs: [{ id: 2, head_commit: { message: 'Set up break-glass access\n'.trim() } }],
  });
});

test('a run tells its jobs, steps and logs', async () => {
  const bob = bench.as('bob');
  expect((await bob.actions.getWorkflowRun({ ...REPO, run_id: 1 })).data).toMatchObject({
    status: 'completed',
    conclusion: 'success',
    actor: { id: 1001 },
    created_at: '2026-11-24T02:17:00Z',
  });
  const jobs = await bob.actions.listJobsForWorkflowRun({ ...REPO, run_id: 1 });
  expect(jobs.data.jobs).toMatchObject([{ id: 10, run_id: 1, steps: [{ name: 'Reconcile', conclusion: 'success' }] }]);
  expect((await bob.actions.getJobForWorkflowRun({ ...REPO, job_id: 20 })).data.status).toBe('in_progress');
  expect((await bob.actions.downloadJobLogsForWorkflowRun({ ...REPO, job_id: 10 })).data).toBe('log of 1\n');
  expect(await refusal(bob.actions.getWorkflowRun({ ...REPO, run_id: 9 }))).toMatchObject({ status: 404 });
  expect(await refusal(bob.actions.downloadJobLogsForWorkflowRun({ ...REPO, job_id: 9 }))).toMatchObject({
    status: 404,
  });
});

test('a workflow is dispatched by who may write, with its inputs as text', async () => {
  const dispatch = (who: string, workflow_id: string, ref = 'main') =>
    bench.as(who).actions.createWorkflowDispatch({ ...REPO, workflow_id, ref, inputs: { dry: true, note: 'x' } });
  expect((await dispatch('alice', 'reconcile.yml')).status).toBe(204);
  expect(dispatched).toEqual([
    ['reconcile.yml', 'refs/heads/main', { dry: 'true', note: 'x' }, { login: 'alice', id: 1001 }],
  ]);
  expect(await refusal(dispatch('mallory', 'reconcile.yml'))).toMatchObject({ status: 403 });
  expect(await refusal(dispatch('alice', 'missing.yml'))).toMatchObject({ status: 404 });
  expect(await refusal(dispatch('alice', 'deaf.yml'))).toMatchObject({ status: 422 });
  expect(await refusal(dispatch('alice', 'reconcile.yml', 'nowhere'))).toMatchObject({ status: 422 });
});

test('a run is run again by who may write, and an earlier attempt can still be read', async () => {
  const bob = bench.as('bob');
  const answer = await bob.actions.reRunWorkflow({ ...REPO, run_id: 1 });
  expect([answer.status, answer.data]).toEqual([201, {}]);
  expect((await bob.actions.reRunWorkflowFailedJobs({ ...REPO, run_id: 1 })).status).toBe(201);
  const who = { login: 'bob', id: 1002 };
  expect(rerun).toEqual([
    [1, 'all', who],
    [1, 'failed', who],
  ]);
  expect(await refusal(bob.actions.reRunWorkflow({ ...REPO, run_id: 2 }))).toMatchObject({
    status: 403,
    message: 'This workflow is already running',
  });
  expect(await refusal(bob.actions.reRunWorkflow({ ...REPO, run_id: 9 }))).toMatchObject({ status: 404 });
  const mallory = bench.as('mallory');
  expect(await refusal(mallory.actions.reRunWorkflow({ ...REPO, run_id: 1 }))).toMatchObject({ status: 403 });
  expect(await refusal(mallory.actions.reRunWorkflowFailedJobs({ ...REPO, run_id: 1 }))).toMatchObject({ status: 403 });

  const attempt = (attempt_number: number) => bob.actions.getWorkflowRunAttempt({ ...REPO, run_id: 3, attempt_number });
  const { data } = await bob.actions.getWorkflowRun({ ...REPO, run_id: 3 });
  expect(data).toMatchObject({ run_attempt: 2, actor: { id: 1001 }, triggering_actor: { id: 1002 } });
  expect(data.previous_attempt_url).toMatch(/\/runs\/3\/attempts\/1$/);
  expect((await attempt(1)).data).toMatchObject({
    ...{ run_attempt: 1, conclusion: 'failure', previous_attempt_url: null },
    triggering_actor: { id: 1001 },
  });
  expect((await attempt(2)).data.run_attempt).toBe(2);
  expect(await refusal(attempt(3))).toMatchObject({ status: 404 });
  const jobs = await bob.actions.listJobsForWorkflowRunAttempt({ ...REPO, run_id: 3, attempt_number: 1 });
  expect(jobs.data.jobs).toMatchObject([{ id: 30, run_attempt: 1 }]);
});
