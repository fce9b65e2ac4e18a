import type { Binding } from './bindings.ts';
import { evaluateCondition, type Circumstances } from './conditions.ts';
import { roleIncludes } from './roles.ts';
import type { Principal } from './tokens.ts';
import type { World } from './world.ts';

export interface Question {
  readonly principal: Principal;
  readonly permission: string;
  /** The resource whose policy, and whose ancestors' policies, decide. */
  readonly on: string;
  readonly circumstances: Circumstances;
  /** The instant whose policies count, when changes take time to arrive; default: now. */
  readonly policiesAt?: number;
}

export interface Verdict {
  readonly granted: boolean;
  /** A sentence naming the binding that gives it, or the nearest one that does not. */
  readonly because: string;
}

/**
 * Whether the allow policies from the resource up to its organization give the permission: one binding anywhere whose
 * role holds it, whose members cover the principal and whose condition is true is enough.
 */
export function decideAccess(world: World, question: Question): Verdict {
  const { principal, permission, on, circumstances } = question;
  const misses: string[] = [];
  for (const { resource, binding } of bindingsFor(world, question)) {
    if (!roleIncludes(binding.role, permission) || !covers(binding, principal)) continue;
    const what = `${resource} binds ${binding.role} to ${principal.member}`;
    const { condition } = binding;
    if (condition === undefined) return { granted: true, because: what };
    const holds = evaluateCondition(condition.expression, circumstances);
    if (holds === true) return { granted: true, because: `${what} and its condition \`${condition.title}\` holds` };
    const why = holds === false ? `does not hold at ${new Date(circumstances.at).toISOString()}` : `fails: ${holds}`;
    misses.push(`${what}, but its condition \`${condition.title}\` ${why}`);
  }
  return {
    granted: false,
    because: misses[0] ?? `no binding on ${on} or above gives ${permission} to ${principal.member}`,
  };
}

function* bindingsFor(world: World, { on, policiesAt }: Question): Generator<{ resource: string; binding: Binding }> {
  for (
    let resource = world.find(on);
    resource !== undefined;
    resource = resource.parent === undefined ? undefined : world.find(resource.parent)
  ) {
    const { name } = resource;
    const policy = policiesAt === undefined ? world.policyOf(name) : world.policyAt(name, policiesAt);
    for (const binding of policy.bindings) yield { resource: name, binding };
  }
}

function covers({ members }: Binding, { member, sets }: Principal): boolean {
  return members.some((candidate) => candidate === member || sets.includes(candidate));
}
