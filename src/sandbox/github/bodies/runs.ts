import type { WorkflowFile, WorkflowJob, WorkflowRun } from '../runs.ts';
import type { Caller, World } from '../world.ts';
import { simpleUser } from './accounts.ts';
import { repositoryBody, repositoryPage, repositoryUrl } from './repository.ts';
import { toInstant, toNodeId, type Data } from './types.ts';

/** Returns `workflow-run`. */
export async function runBody(
  world: World,
  caller: Caller,
  run: WorkflowRun,
): Promise<Data<'actions', 'getWorkflowRun'>> {
  const url = `${repositoryUrl(world)}/actions/runs/${run.id}`;
  const repository = repositoryBody(world, caller);
  const commit = await world.git.readCommit(run.head_sha);
  return {
    id: run.id,
    name: run.name,
    node_id: toNodeId('WFR', run.id),
    check_suite_id: run.id,
    check_suite_node_id: toNodeId('CS', run.id),
    head_branch: run.head_branch,
    head_sha: run.head_sha,
    path: run.path,
    display_title: run.display_title ?? commit?.message.split('\n')[0] ?? run.name,
    run_number: run.run_number,
    run_attempt: run.run_attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow_id,
    url,
    html_url: `${repositoryPage(world)}/actions/runs/${run.id}`,
    pull_requests: (run.pull_requests ?? []).flatMap((number) => minimalPull(world, number)),
    created_at: toInstant(run.created_at),
    updated_at: toInstant(run.updated_at),
    run_started_at: toInstant(run.run_started_at ?? run.created_at),
    actor: simpleUser(world, run.actor.id),
    triggering_actor: simpleUser(world, (run.triggering_actor ?? run.actor).id),
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(world)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.run_attempt === 1 ? null : `${url}/attempts/${run.run_attempt - 1}`,
    workflow_url: `${repositoryUrl(world)}/actions/workflows/${run.workflow_id}`,
    head_commit:
      commit === undefined
        ? null
        : {
            id: commit.oid,
            tree_id: commit.tree,
            message: commit.message,
            timestamp: toInstant(commit.committer.at),
            author: { name: commit.author.name, email: commit.author.email },
            committer: { name: commit.committer.name, email: commit.committer.email },
          },
    repository,
    head_repository: repository,
  };
}

function minimalPull(world: World, number: number) {
  const pull = world.state.pulls.get(number);
  if (pull === undefined) return [];
  const { id, name } = world.state.repository;
  const repo = { id, name, url: repositoryUrl(world) };
  return [
    {
      id: pull.id,
      number,
      url: `${repositoryUrl(world)}/pulls/${number}`,
      head: { ref: pull.head.ref, sha: pull.head.sha, repo },
      base: { ref: pull.base.ref, sha: pull.base.sha, repo },
    },
  ];
}

/** Returns `job` with its steps. */
export function jobBody(world: World, run: WorkflowRun, job: WorkflowJob): Data<'actions', 'getJobForWorkflowRun'> {
  const instant = (at: number | null) => (at === null ? null : toInstant(at));
  const runUrl = `${repositoryUrl(world)}/actions/runs/${run.id}`;
  return {
    id: job.id,
    run_id: run.id,
    run_url: runUrl,
    run_attempt: run.run_attempt,
    node_id: toNodeId('CR', job.id),
    head_sha: run.head_sha,
    head_branch: run.head_branch,
    url: `${repositoryUrl(world)}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(world)}/actions/runs/${run.id}/job/${job.id}`,
    check_run_url: `${repositoryUrl(world)}/check-runs/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: toInstant(run.created_at),
    started_at: toInstant(job.started_at),
    completed_at: instant(job.completed_at),
    name: job.name,
    workflow_name: run.name,
    steps: job.steps.map(({ name, number, status, conclusion, started_at, completed_at }) => ({
      name,
      number,
      status,
      conclusion,
      started_at: instant(started_at),
      completed_at: instant(completed_at),
    })),
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'sandbox',
    runner_group_id: 1,
    runner_group_name: 'sandbox',
  };
}

/** `workflow` */
export function workflowBody(world: World, { id, name, path }: WorkflowFile): Data<'actions', 'getWorkflow'> {
  const at = toInstant(world.state.repository.createdAt);
  return {
    id,
    node_id: toNodeId('W', id),
    name,
    path,
    state: 'active',
    created_at: at,
    updated_at: at,
    url: `${repositoryUrl(world)}/actions/workflows/${id}`,
    html_url: `${repositoryPage(world)}/blob/${world.state.repository.defaultBranch}/${path}`,
    badge_url: `${repositoryPage(world)}/workflows/${encodeURIComponent(name)}/badge.svg`,
  };
}
