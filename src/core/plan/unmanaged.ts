import { decode, type Owner } from '../grant/grant.ts';
import type { Binding, Snapshot } from '../grant/iam-policy.ts';
import { message, type Message } from '../message.ts';

/** Google advises against more in one policy. https://cloud.google.com/iam/docs/conditions-overview#limitations */
const CONDITIONAL_BINDINGS = 100;

/**
 * Reports what is worth knowing about an IAM policy and is no event: access that stands without a request, and a policy that
 * grows towards Google's limits.
 * @param roles whose bindings are reported: those that policies grant or the organization allows although powerful
 */
export function findUnmanaged(snapshot: Snapshot, owner: Owner, roles: ReadonlySet<string>): readonly Message[] {
  const conditional = (snapshot.policy.bindings ?? []).filter(({ condition }) => condition !== undefined).length;
  const standing = snapshot.bindings.filter(
    (binding) => roles.has(binding.role) && decode(binding, owner).of === 'nobody-here',
  );
  return [
    ...standing.map((binding) =>
      message('access-without-request', `${snapshot.resource}: ${bindingName(binding)} stands without a request`),
    ),
    ...(conditional > CONDITIONAL_BINDINGS
      ? [
          message(
            'policy-large',
            `${snapshot.resource} has ${conditional} conditional bindings; Google advises at most ${CONDITIONAL_BINDINGS} in one IAM policy`,
          ),
        ]
      : []),
  ];
}

function bindingName({ role, member, condition }: Binding): string {
  return `${role} for ${member}${condition === undefined ? '' : ` (condition "${condition.title}")`}`;
}
