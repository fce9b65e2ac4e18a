import type { RunStore, WorkflowRun } from '../../../../src/sandbox/github/runs.ts';
import { REPO, type Bench } from '../../../sandbox/github/support.ts';
import type { Fixture } from './exercise.ts';

/** Fills the sandbox with one of everything the exercises ask for, through its own API. */
export async function prepare(bench: Bench): Promise<Fixture> {
  const alice = bench.as('alice');
  const bob = bench.as('bob');
  let made = 0;
  const freshPull = () => {
    made += 1;
    return bench.pull('alice', `request-${made}`, {
      [`requests/2026/11/request-${made}.yaml`]: 'policy: orders-db-read\n',
    });
  };

  const merged = await freshPull();
  const { data: merge } = await bob.pulls.merge({ ...REPO, pull_number: merged, merge_method: 'squash' });
  const pull = await freshPull();
  const { data: opened } = await alice.pulls.get({ ...REPO, pull_number: pull });
  const { data: review } = await bob.pulls.createReview({ ...REPO, pull_number: pull, event: 'APPROVE' });
  const { data: issue } = await alice.issues.create({ ...REPO, title: 'drift', body: 'removed by hand' });
  const { data: comment } = await bob.issues.createComment({ ...REPO, issue_number: issue.number, body: 'I did' });
  const run = sampleRun(opened.head.sha, pull, bench.github.world.now());
  bench.github.runs = storeOf(run);

  return {
    bench,
    main: opened.base.sha,
    pull,
    head: opened.head.sha,
    review: review.id,
    merged,
    mergeCommit: merge.sha,
    issue: issue.number,
    comment: comment.id,
    run: run.id,
    job: run.jobs[0]?.id ?? 0,
    freshPull,
  };
}

function storeOf(run: WorkflowRun): RunStore {
  return {
    workflows: () => [{ id: run.workflow_id, name: run.name, path: run.path }],
    list: () => [run],
    get: (id) => (id === run.id ? run : undefined),
    attempt: (id, number) => (id === run.id && number === run.run_attempt ? run : undefined),
    dispatch: () => Promise.resolve(),
    rerun: () => Promise.resolve(),
  };
}

function sampleRun(sha: string, pull: number, at: number): WorkflowRun {
  const done = { status: 'completed', conclusion: 'success', started_at: at, completed_at: at + 1000 } as const;
  return {
    id: 5001,
    name: 'check',
    path: '.github/workflows/check.yml',
    workflow_id: 51,
    event: 'pull_request',
    status: 'completed',
    conclusion: 'success',
    head_branch: 'request-2',
    head_sha: sha,
    created_at: at,
    updated_at: at + 1000,
    run_number: 1,
    run_attempt: 1,
    actor: { login: 'alice', id: 1001 },
    pull_requests: [pull],
    jobs: [{ id: 5002, name: 'check', ...done, steps: [{ number: 1, name: 'Check', ...done }], logs: 'checked\n' }],
  };
}
