import { validationFailed } from '../errors.ts';
import type { BypassActor, PullRequestParameters, Rule, Ruleset } from '../rules.ts';
import { readBody, type BodyReader } from './body.ts';
import type { RepositoryRequest } from './route.ts';

/** A ruleset as a call to create or replace one writes it. @throws ApiError 422 for rules that this GitHub does not enforce */
export function readRuleset(request: RepositoryRequest, { id, createdAt }: Pick<Ruleset, 'id' | 'createdAt'>): Ruleset {
  const body = readBody(request);
  const names = body.object('conditions')?.object('ref_name');
  if ((body.optionalText('target') ?? 'branch') !== 'branch') throw invalid('target');
  return {
    id,
    createdAt,
    name: body.text('name'),
    enforcement: body.oneOf('enforcement', ['active', 'evaluate', 'disabled']),
    include: names?.texts('include') ?? [],
    exclude: names?.texts('exclude') ?? [],
    bypass: body.objects('bypass_actors').map(readBypass),
    rules: body.objects('rules').map(readRule),
  };
}

function readBypass(body: BodyReader): BypassActor {
  const id = body.value('actor_id');
  return {
    actor_id: typeof id === 'number' ? id : null,
    actor_type: body.oneOf('actor_type', ['Integration', 'OrganizationAdmin', 'RepositoryRole', 'Team', 'User']),
    bypass_mode: body.optionalOneOf('bypass_mode', ['always', 'pull_request', 'exempt']) ?? 'always',
  };
}

const PLAIN = ['creation', 'deletion', 'non_fast_forward'] as const;

function readRule(body: BodyReader): Rule {
  const type = body.text('type');
  const plain = PLAIN.find((known) => known === type);
  if (plain !== undefined) return { type: plain };
  if (type === 'update') return { type };
  if (type !== 'pull_request') throw invalid('rules');
  return { type, parameters: readPullRequest(body.object('parameters')) };
}

function readPullRequest(body: BodyReader | undefined): PullRequestParameters {
  if (body === undefined) throw invalid('parameters');
  const count = body.value('required_approving_review_count');
  const methods = body.texts('allowed_merge_methods');
  const allowed = (['merge', 'squash', 'rebase'] as const).filter(
    (method) => methods.length === 0 || methods.includes(method),
  );
  return {
    allowed_merge_methods: allowed,
    dismiss_stale_reviews_on_push: body.optionalFlag('dismiss_stale_reviews_on_push') ?? false,
    require_code_owner_review: body.optionalFlag('require_code_owner_review') ?? false,
    require_last_push_approval: body.optionalFlag('require_last_push_approval') ?? false,
    required_approving_review_count: typeof count === 'number' ? count : 0,
    required_review_thread_resolution: body.optionalFlag('required_review_thread_resolution') ?? false,
  };
}

const invalid = (field: string) => validationFailed({ resource: 'RepositoryRuleset', field, code: 'invalid' });
