import type { PolicySet } from '../../core/documents/policy-set.ts';
import { hasOpenEntries, type GrantState } from '../../core/ledger/grant-state.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';

/** Returns the roles whose bindings a run reports: those that policies grant, and powerful ones that are allowed. */
export function rolesOf({ organization, policies }: PolicySet): ReadonlySet<string> {
  const granted = [...policies.values()].flatMap(({ access }) => access.flatMap(({ roles }) => roles));
  return new Set([...granted, ...(organization?.grantAlthoughPowerful ?? [])]);
}

/** Returns every resource that a run reads, sorted: those of policies, of desired grants and of open recorded grants. */
export function resourcesOf(
  sets: readonly (PolicySet | undefined)[],
  desired: readonly DesiredGrant[],
  known: readonly GrantState[],
): readonly string[] {
  const ofPolicies = sets.flatMap((set) =>
    [...(set?.policies.values() ?? [])].flatMap(({ access }) => access.map(({ resource }) => resource)),
  );
  const grants = [...desired, ...known.filter(hasOpenEntries)].flatMap(({ grant }) => grant ?? []);
  const ofGrants = grants.flatMap(({ access }) => access.map(({ resource }) => resource));
  return [...new Set([...ofPolicies, ...ofGrants])].sort();
}
