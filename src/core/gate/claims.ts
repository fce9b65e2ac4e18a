import type { GateRepository } from './facts.ts';

/** Claims of GitHub's issuer about a job that a condition may use. All values are text. */
export type Claims = Readonly<Record<string, string>>;

/** The job that the provider must admit. */
export interface HonestJob {
  readonly repository: GateRepository;
  /** `.github/workflows/reconcile.yml`. */
  readonly workflow: string;
  readonly environment: string;
}

export interface Stranger {
  /** Stable name, in no code of a finding: `another-branch`. */
  readonly name: string;
  /** Description that follows "the provider admits". */
  readonly words: string;
  /** The claim in which it differs from the honest job. */
  readonly claim: string;
  readonly claims: Claims;
}

/** Forms of GitHub's subject. Repositories since July 2026 have numeric ids in it; older ones only if they opted in. */
export type SubjectForm = 'with-ids' | 'without-ids';

/** The events on which the honest job runs. */
export const HONEST_EVENTS = ['push', 'schedule', 'workflow_dispatch'] as const;

/** Returns the claims of the honest job. Source: https://docs.github.com/actions/reference/security/oidc */
export function honestClaims(job: HonestJob, event: string, form: SubjectForm): Claims {
  return claimsOf(job, { event_name: event }, form);
}

/**
 * Returns every kind of job that can request a token from GitHub and must be denied. Each differs from the honest job in one
 * thing.
 */
export function strangersTo(job: HonestJob, form: SubjectForm): readonly Stranger[] {
  const { repository, workflow } = job;
  const [owner = '', name = ''] = repository.name.split('/');
  const main = `refs/heads/${repository.defaultBranch}`;
  const stranger = (id: string, words: string, claim: string, changed: Partial<Shape>): Stranger => ({
    name: id,
    words,
    claim,
    claims: claimsOf(job, changed, form),
  });
  const at = (ref: string): Partial<Shape> => ({ ref });
  return [
    stranger('another-branch', 'any other branch', 'ref', at('refs/heads/hotfix')),
    stranger(
      'a-branch-that-ends-alike',
      'a branch whose name ends like the right one',
      'ref',
      at(`refs/heads/x/${main}`),
    ),
    stranger('a-branch-that-begins-alike', 'a branch whose name begins like the right one', 'ref', at(`${main}-2`)),
    stranger('a-tag', 'a tag', 'ref', { ref: `refs/tags/${repository.defaultBranch}`, ref_type: 'tag' }),
    stranger('another-workflow', 'any other workflow of the same branch', 'workflow_ref', {
      workflow: '.github/workflows/other.yml',
    }),
    stranger('a-workflow-that-begins-alike', 'a workflow whose name begins like the right one', 'workflow_ref', {
      workflow: `${workflow.replace(/\.ya?ml$/, '')}-2.yml`,
    }),
    ...['pull_request_target', 'issue_comment', 'workflow_run', 'repository_dispatch'].map((event) =>
      stranger(`event-${event}`, `a run on ${event}, which outsiders can start`, 'event_name', { event_name: event }),
    ),
    stranger('a-pull-request', 'the workflow as changed by a pull request', 'ref', {
      event_name: 'pull_request',
      ref: 'refs/pull/7/merge',
    }),
    stranger('no-environment', 'a job without the environment', 'environment', { environment: null }),
    stranger('another-environment', 'a job in another environment', 'environment', { environment: 'test' }),
    stranger('another-repository', 'another repository of the same owner', 'repository_id', {
      repository: `${owner}/other`,
      repository_id: String(repository.id + 1),
    }),
    stranger('a-repository-that-begins-alike', 'a repository whose name begins like the right one', 'repository_id', {
      repository: `${owner}/${name}-2`,
      repository_id: String(repository.id + 1),
    }),
    stranger('the-same-name-again', 'a new repository with the name of this one after its deletion', 'repository_id', {
      repository_id: String(repository.id + 1),
    }),
    stranger(
      'the-same-owner-again',
      'a new owner with the name of this one after a rename or deletion',
      'repository_owner_id',
      {
        repository_id: String(repository.id + 1),
        repository_owner_id: String(repository.ownerId + 1),
      },
    ),
    stranger('a-fork', 'a fork', 'repository_id', {
      repository: `mallory/${name}`,
      repository_id: String(repository.id + 1),
      repository_owner_id: String(repository.ownerId + 1),
    }),
  ];
}

interface Shape {
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner_id: string;
  readonly workflow: string;
  readonly ref: string;
  readonly ref_type: string;
  readonly event_name: string;
  readonly environment: string | null;
}

/** Returns a complete set of claims. Claims that depend on a changed claim change with it, as at GitHub. */
function claimsOf(
  { repository, workflow, environment }: HonestJob,
  changed: Partial<Shape>,
  form: SubjectForm,
): Claims {
  const shape: Shape = {
    repository: repository.name,
    repository_id: String(repository.id),
    repository_owner_id: String(repository.ownerId),
    workflow,
    ref: `refs/heads/${repository.defaultBranch}`,
    ref_type: 'branch',
    event_name: 'push',
    environment,
    ...changed,
  };
  const [owner = '', name = ''] = shape.repository.split('/');
  const workflowRef = `${shape.repository}/${shape.workflow}@${shape.ref}`;
  const whole =
    form === 'with-ids' ? `${owner}@${shape.repository_owner_id}/${name}@${shape.repository_id}` : shape.repository;
  const about =
    shape.environment !== null
      ? `environment:${shape.environment}`
      : shape.event_name === 'pull_request'
        ? 'pull_request'
        : `ref:${shape.ref}`;
  const pull = shape.event_name === 'pull_request';
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: `repo:${whole}:${about}`,
    repository: shape.repository,
    repository_id: shape.repository_id,
    repository_owner: owner,
    repository_owner_id: shape.repository_owner_id,
    repository_visibility: repository.private ? 'private' : 'public',
    ref: shape.ref,
    ref_type: shape.ref_type,
    ref_protected: 'true',
    sha: repository.head,
    event_name: shape.event_name,
    workflow: 'reconcile',
    workflow_ref: workflowRef,
    workflow_sha: repository.head,
    job_workflow_ref: workflowRef,
    job_workflow_sha: repository.head,
    actor: 'mallory',
    actor_id: '1006',
    head_ref: pull ? 'hotfix' : '',
    base_ref: pull ? repository.defaultBranch : '',
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    ...(shape.environment === null ? {} : { environment: shape.environment }),
  };
}
