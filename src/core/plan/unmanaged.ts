import { decode, type Owner } from '../grant/grant.ts';
import type { Binding, Snapshot } from '../grant/iam-policy.ts';

/** Google advises against more in one policy. https://cloud.google.com/iam/docs/conditions-overview#limitations */
const CONDITIONAL_BINDINGS = 100;

/**
 * What is worth knowing about a resource's IAM policy and no event of ours: access that stands beside what is granted
 * here, and a policy that grows towards Google's limits. Sentences.
 * @param roles whose bindings are worth knowing: those that policies hand out or the organization allows although powerful
 */
export function notesOn(snapshot: Snapshot, owner: Owner, roles: ReadonlySet<string>): readonly string[] {
  const conditional = (snapshot.policy.bindings ?? []).filter(({ condition }) => condition !== undefined).length;
  const standing = snapshot.bindings.filter(
    (binding) => roles.has(binding.role) && decode(binding, owner).of === 'nobody-here',
  );
  return [
    ...standing.map((binding) => `${snapshot.resource}: ${bindingName(binding)} stands without a request`),
    ...(conditional > CONDITIONAL_BINDINGS
      ? [
          `${snapshot.resource} has ${conditional} conditional bindings; Google advises at most ${CONDITIONAL_BINDINGS} in one IAM policy`,
        ]
      : []),
  ];
}

function bindingName({ role, member, condition }: Binding): string {
  return `${role} for ${member}${condition === undefined ? '' : ` (condition "${condition.title}")`}`;
}
