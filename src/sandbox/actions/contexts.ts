import { shortName, type Happening } from './happening.ts';
import type { OpenRun } from './records.ts';
import type { Host } from './host.ts';

/** The folders and files of one job on this machine. */
export interface Workplace {
  readonly workspace: string;
  readonly temp: string;
  readonly tools: string;
  readonly home: string;
  readonly eventPath: string;
}

/**
 * Returns the `github` context without `token` and the job's own parts. Its scalars are also the GITHUB_… variables of
 * every step. Source: GitHub's "contexts" and "variables" references.
 */
export function githubContext(host: Host, happening: Happening, run: OpenRun): Record<string, unknown> {
  const { repository, origins } = host;
  const fullName = `${repository.owner}/${repository.name}`;
  return {
    api_url: origins.api,
    graphql_url: origins.graphql,
    server_url: origins.server,
    repository: fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: String(repository.ownerId),
    repository_visibility: repository.private ? 'private' : 'public',
    event_name: happening.name,
    event: happening.payload,
    ref: happening.ref,
    ref_name: shortName(happening.ref),
    ref_type: happening.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: String(happening.ref === `refs/heads/${repository.defaultBranch}`),
    sha: happening.sha,
    head_ref: happening.headRef,
    base_ref: happening.baseRef,
    actor: run.actor.login,
    actor_id: String(run.actor.id),
    triggering_actor: (run.triggering_actor ?? run.actor).login,
    workflow: run.name,
    workflow_ref: `${fullName}/${run.path}@${happening.ref}`,
    // GitHub reads the workflow file from the run's commit.
    workflow_sha: happening.sha,
    run_id: String(run.id),
    run_number: String(run.run_number),
    run_attempt: String(run.run_attempt),
    secret_source: 'Actions',
  };
}

/** Returns the GITHUB_… and RUNNER_… variables of a step. */
export function stepVariables(github: Readonly<Record<string, unknown>>, place: Workplace): Record<string, string> {
  const scalars = Object.entries(github).filter(([name, value]) => typeof value === 'string' && name !== 'token');
  return {
    ...Object.fromEntries(scalars.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value as string])),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: place.eventPath,
    GITHUB_WORKSPACE: place.workspace,
    HOME: place.home,
    LANG: 'C.UTF-8',
    ...Object.fromEntries(
      Object.entries(runnerContext(place)).map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, value]),
    ),
  };
}

/** Returns the `runner` context, as on a GitHub-hosted Linux machine. */
export function runnerContext(place: Workplace): Record<string, string> {
  return {
    name: 'sandbox',
    os: 'Linux',
    arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
    environment: 'github-hosted',
    temp: place.temp,
    tool_cache: place.tools,
  };
}

/**
 * Returns the claims of GitHub's issuer about a job, without issuer, audience and times. The subject contains numeric
 * ids, as in repositories created since mid-July 2026. Source: GitHub's OpenID Connect reference.
 */
export function tokenClaims(
  host: Host,
  github: Readonly<Record<string, unknown>>,
  job: { readonly id: number; readonly environment: string | undefined },
): Record<string, unknown> {
  const { repository } = host;
  const pull = github['event_name'] === 'pull_request' || github['event_name'] === 'pull_request_review';
  const about = pull ? 'pull_request' : `ref:${String(github['ref'])}`;
  const names = [
    'actor',
    'actor_id',
    'base_ref',
    'event_name',
    'head_ref',
    'ref',
    'ref_protected',
    'ref_type',
    'repository',
    'repository_id',
    'repository_owner',
    'repository_owner_id',
    'repository_visibility',
    'run_attempt',
    'run_id',
    'run_number',
    'sha',
    'workflow',
    'workflow_ref',
    'workflow_sha',
  ];
  return {
    sub: `repo:${repository.owner}@${repository.ownerId}/${repository.name}@${repository.id}:${
      job.environment === undefined ? about : `environment:${job.environment}`
    }`,
    ...Object.fromEntries(names.map((name) => [name, github[name]])),
    job_workflow_ref: github['workflow_ref'],
    job_workflow_sha: github['workflow_sha'],
    check_run_id: String(job.id),
    runner_environment: 'github-hosted',
    ...(job.environment === undefined ? {} : { environment: job.environment }),
  };
}
