import { decode, type Owner } from '../grant/grant.ts';
import type { Binding, Snapshot } from '../grant/iam-policy.ts';
import { message, type Message } from '../message.ts';

/** Google's recommended maximum in one policy. https://cloud.google.com/iam/docs/conditions-overview#limitations */
const CONDITIONAL_BINDINGS = 100;

/**
 * Reports two risks in an IAM policy that are not events. They are access without a request and a very large policy.
 * @param roles of the reported bindings: roles that policies grant, or that the organization allows although powerful
 */
export function findUnmanaged(snapshot: Snapshot, owner: Owner, roles: ReadonlySet<string>): readonly Message[] {
  const conditional = (snapshot.policy.bindings ?? []).filter(({ condition }) => condition !== undefined).length;
  const standing = snapshot.bindings.filter(
    (binding) => roles.has(binding.role) && decode(binding, owner).of === 'nobody-here',
  );
  return [
    ...standing.map((binding) =>
      message('access-without-request', `${snapshot.resource}: no request explains ${bindingName(binding)}`),
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
