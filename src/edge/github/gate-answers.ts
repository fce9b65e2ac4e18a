import type { ActionsFact, BranchRule, BypassActor, RulesetFact, TokenFact } from '../../core/gate/facts.ts';
import { Unread } from './unread.ts';

/** An answer's object, before any check. */
export type Fields = Readonly<Record<string, unknown>>;

export function toRule(what: string, rule: Fields): BranchRule {
  const type = text(what, rule['type']);
  const { ruleset_id: id } = rule;
  const common = { type, ruleset: typeof id === 'number' ? id : null };
  if (type !== 'pull_request') return common;
  const parameters = fields(rule['parameters']);
  const methods = parameters['allowed_merge_methods'];
  return {
    ...common,
    pullRequest: {
      codeOwnerReview: parameters['require_code_owner_review'] === true,
      dismissStaleReviews: parameters['dismiss_stale_reviews_on_push'] === true,
      mergeMethods: Array.isArray(methods) ? methods.map(String) : ['merge', 'squash', 'rebase'],
    },
  };
}

export function toRuleset(what: string, id: number, ruleset: Fields): RulesetFact {
  const actors = ruleset['bypass_actors'];
  const include = fields(fields(ruleset['conditions'])['ref_name'])['include'];
  return {
    id,
    name: text(what, ruleset['name']),
    enforcement: text(what, ruleset['enforcement']),
    include: Array.isArray(include) ? include.map(String) : [],
    bypass: Array.isArray(actors)
      ? { value: list(actors).map((actor) => toActor(what, actor)) }
      : { value: null, why: `GitHub shows the bypass list of ruleset ${id} only to people who may change it` },
  };
}

function toActor(what: string, { actor_type: type, actor_id: id, bypass_mode: mode }: Fields): BypassActor {
  return {
    type: text(what, type),
    id: typeof id === 'number' ? id : null,
    mode: typeof mode === 'string' ? mode : 'always',
  };
}

export function toActions({ enabled, allowed_actions: allowed, sha_pinning_required: pinning }: Fields): ActionsFact {
  return {
    enabled: enabled === true,
    allowed: typeof allowed === 'string' ? allowed : null,
    pinningRequired: typeof pinning === 'boolean' ? pinning : null,
  };
}

export function toToken(answer: Fields): TokenFact {
  return {
    defaultPermissions: text('the permissions of a workflow’s token', answer['default_workflow_permissions']),
    mayApprove: answer['can_approve_pull_request_reviews'] !== false,
  };
}

export function decodeFile(bytes: Uint8Array | null): string | null {
  if (bytes === null) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function text(what: string, value: unknown): string {
  if (typeof value !== 'string') throw new Unread(what, 'a field of the answer is missing');
  return value;
}

export function number(what: string, value: unknown): number {
  if (typeof value !== 'number') throw new Unread(what, 'a field of the answer is missing');
  return value;
}
