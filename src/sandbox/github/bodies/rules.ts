import { mayBypass, rulesetsOf } from '../rules.ts';
import type { Ruleset } from '../ruleset.ts';
import type { Activity } from '../state.ts';
import type { Caller, World } from '../world.ts';
import { simpleUser } from './accounts.ts';
import { fullName, repositoryPage, repositoryUrl } from './repository.ts';
import { toInstant, toNodeId, type Data } from './types.ts';

/** Returns `repository-ruleset`. Only callers who may change the ruleset see its bypass actors. */
export function rulesetBody(world: World, caller: Caller, ruleset: Ruleset) {
  const administers = caller?.kind === 'user' && world.state.organization.members.get(caller.user) === 'admin';
  return {
    ...shortRuleset(world, caller, ruleset),
    conditions: { ref_name: { include: [...ruleset.include], exclude: [...ruleset.exclude] } },
    rules: ruleset.rules.map((rule) => ({ ...rule })),
    ...(administers ? { bypass_actors: ruleset.bypass.map((actor) => ({ ...actor })) } : {}),
  };
}

/** Returns the form of lists, without conditions and rules. */
export function shortRuleset(world: World, caller: Caller, ruleset: Ruleset) {
  const bypasses = caller !== undefined && mayBypass(world.state, ruleset, caller, false);
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: 'branch' as const,
    source_type: 'Repository' as const,
    source: fullName(world),
    enforcement: ruleset.enforcement,
    node_id: toNodeId('RRS', ruleset.id),
    _links: {
      self: { href: `${repositoryUrl(world)}/rulesets/${ruleset.id}` },
      html: { href: `${repositoryPage(world)}/rules/${ruleset.id}` },
    },
    created_at: toInstant(ruleset.createdAt),
    updated_at: toInstant(ruleset.createdAt),
    current_user_can_bypass: bypasses ? ('always' as const) : ('never' as const),
  };
}

/** Returns `repository-rule-detailed`: every active rule of a branch with its ruleset. */
export function branchRules(world: World, branch: string) {
  return rulesetsOf(world.state, branch).flatMap(({ id, rules }) =>
    rules.map((rule) => ({
      ...rule,
      ruleset_source_type: 'Repository' as const,
      ruleset_source: fullName(world),
      ruleset_id: id,
    })),
  );
}

/** Returns `activity`. Its actor is null after the account was deleted. */
export function activityBody(world: World, activity: Activity): Data<'repos', 'listActivities'>[number] {
  return {
    id: activity.id,
    node_id: toNodeId('PSH', activity.id),
    before: activity.before,
    after: activity.after,
    ref: activity.ref,
    timestamp: toInstant(activity.at),
    activity_type: activity.type,
    actor: world.state.users.has(activity.actor) ? simpleUser(world, activity.actor) : null,
  };
}
