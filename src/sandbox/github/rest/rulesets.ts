import { validationFailed } from '../errors.ts';
import type { BypassActor, PullRequestParameters, Rule, Ruleset } from '../ruleset.ts';
import { readBody, type BodyReader } from './body.ts';
import type { RepositoryRequest } from './route.ts';

/**
 * Reads a ruleset from a call to create or change it. A change keeps all fields that it leaves out.
 * @throws ApiError 422 for rules that this GitHub does not enforce
 */
export function readRuleset(
  request: RepositoryRequest,
  { id, createdAt, ...before }: Pick<Ruleset, 'id' | 'createdAt'> & Partial<Ruleset>,
): Ruleset {
  const body = readBody(request);
  const names = body.object('conditions')?.object('ref_name');
  if ((body.optionalText('target') ?? 'branch') !== 'branch') throw invalid('target');
  return {
    id,
    createdAt,
    name: before.name === undefined || body.has('name') ? body.text('name') : before.name,
    enforcement:
      before.enforcement === undefined || body.has('enforcement')
        ? body.oneOf('enforcement', ['active', 'evaluate', 'disabled'])
        : before.enforcement,
    include: names?.texts('include') ?? before.include ?? [],
    exclude: names?.texts('exclude') ?? before.exclude ?? [],
    bypass: body.has('bypass_actors') ? body.objects('bypass_actors').map(readBypass) : (before.bypass ?? []),
    rules: body.has('rules') ? body.objects('rules').map(readRule) : (before.rules ?? []),
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
