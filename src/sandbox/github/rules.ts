import type { BypassActor, Rule, Ruleset } from './ruleset.ts';
import { APP, type State, type TokenIdentity } from './state.ts';

/** A change of a branch, before it happens. */
export interface RefChange {
  /** Full name. */
  readonly ref: string;
  readonly kind: 'create' | 'update' | 'force' | 'delete';
  /** True if a pull request is merged into this branch. */
  readonly merging?: boolean;
}

/** Returns the active rulesets that cover a branch. */
export function rulesetsOf(state: State, branch: string): readonly Ruleset[] {
  return state.rulesets.filter(
    (ruleset) => ruleset.enforcement === 'active' && covers(state, ruleset, `refs/heads/${branch}`),
  );
}

/**
 * Returns the rules that forbid the change, in GitHub's sentences; empty if it is allowed. Rules cover only branches.
 */
export function violations(state: State, identity: TokenIdentity, change: RefChange): readonly string[] {
  const branch = /^refs\/heads\/(.+)$/.exec(change.ref)?.[1];
  if (branch === undefined) return [];
  return rulesetsOf(state, branch)
    .filter((ruleset) => !mayBypass(state, ruleset, identity, change.merging === true))
    .flatMap((ruleset) => ruleset.rules.flatMap((rule) => violation(rule, change) ?? []));
}

function violation(rule: Rule, { kind, merging }: RefChange): string | undefined {
  switch (rule.type) {
    case 'creation':
      return kind === 'create' ? 'Cannot create ref due to creations being restricted.' : undefined;
    case 'deletion':
      return kind === 'delete' ? 'Cannot delete this protected ref.' : undefined;
    case 'non_fast_forward':
      return kind === 'force' ? 'Cannot force-push to this branch' : undefined;
    case 'update':
      return kind === 'update' || kind === 'force' ? 'Cannot update this protected ref.' : undefined;
    case 'pull_request':
      return (kind === 'update' || kind === 'force') && merging !== true
        ? 'Changes must be made through a pull request.'
        : undefined;
    case 'required_linear_history':
      return undefined;
  }
}

function covers(state: State, ruleset: Ruleset, ref: string): boolean {
  const matches = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' ? ref === `refs/heads/${state.repository.defaultBranch}` : fnmatch(pattern, ref));
  return ruleset.include.some(matches) && !ruleset.exclude.some(matches);
}

/** Matches a pattern as rulesets do: `*` stays within a path's segment, `**` crosses segments. */
export function fnmatch(pattern: string, text: string): boolean {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => {
      if (part === '**/') return '(?:.+/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`).test(text);
}

/**
 * Returns true if the ruleset lets this identity bypass it. `merging` a pull request also allows the narrower bypasses.
 */
export function mayBypass(state: State, ruleset: Ruleset, identity: TokenIdentity, merging: boolean): boolean {
  return ruleset.bypass.some(
    (actor) => (actor.bypass_mode !== 'pull_request' || merging) && isActor(state, actor, identity),
  );
}

function isActor(state: State, actor: BypassActor, identity: TokenIdentity): boolean {
  switch (actor.actor_type) {
    case 'Integration':
      return identity.kind === 'installation' && actor.actor_id === APP.id;
    case 'OrganizationAdmin':
      return identity.kind === 'user' && state.organization.members.get(identity.user) === 'admin';
    case 'Team': {
      const team = state.teams.find(({ id }) => id === actor.actor_id);
      return identity.kind === 'user' && team?.members.get(identity.user)?.state === 'active';
    }
    case 'User':
      return identity.kind === 'user' && identity.user === actor.actor_id;
    case 'RepositoryRole':
      // The id 5 means the repository's administrators. This repository's rulesets use no other built-in role.
      return actor.actor_id === 5 && identity.kind === 'user' && state.collaborators.get(identity.user) === 'admin';
  }
}
