import type { PolicySet } from '../../core/documents/policy-set.ts';
import { hasOpenEntries, type GrantState } from '../../core/ledger/grant-state.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';

/** Roles whose bindings are worth reporting anywhere: those that policies grant, and powerful ones that are allowed. */
export function rolesOf({ organization, policies }: PolicySet): ReadonlySet<string> {
  const granted = [...policies.values()].flatMap(({ access }) => access.flatMap(({ roles }) => roles));
  return new Set([...granted, ...(organization?.grantAlthoughPowerful ?? [])]);
}

/** Every resource that a run reads: those of policies, of desired grants and of open grants on record. Sorted. */
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
