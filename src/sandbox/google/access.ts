import type { Binding } from './allow-policy.ts';
import { evaluateCondition, type Circumstances } from './conditions.ts';
import { roleIncludes } from './roles.ts';
import type { Principal } from './tokens.ts';
import type { Resource, World } from './world.ts';

export interface Question {
  readonly principal: Principal;
  readonly permission: string;
  /** The resource whose own and inherited policies decide. */
  readonly on: string;
  readonly circumstances: Circumstances;
  /** The instant whose policies count, because changes take time to propagate. Default: now. */
  readonly policiesAt?: number;
}

export interface Verdict {
  readonly granted: boolean;
  /** A sentence that names the binding that grants the permission, or the nearest one that does not. */
  readonly because: string;
}

/**
 * Decides if the permission is granted. Deny policies from the resource up to its organization come first. Then come
 * the allow policies on the same path. One binding is enough if its role has the permission, its members cover the
 * principal, and its condition is true.
 */
export function decideAccess(world: World, question: Question): Verdict {
  const { principal, permission, on, circumstances } = question;
  const misses: string[] = [];
  const denied = denialFor(world, question);
  if (denied !== undefined) return { granted: false, because: denied };
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
    because: misses[0] ?? `no binding on ${on} or above grants ${permission} to ${principal.member}`,
  };
}

/** Returns a sentence about the deny policy that denies the permission, or undefined. */
function denialFor(world: World, { principal, permission, on }: Question): string | undefined {
  const named = deniedNamesOf(principal);
  const [service = '', rest = ''] = permission.split(/\.(.*)/s);
  const fqdn = `${service === 'resourcemanager' ? 'cloudresourcemanager' : service}.googleapis.com/${rest}`;
  for (const resource of upwards(world, on))
    for (const { id, rules } of world.denies.of(resource.name))
      if (
        rules.some(
          ({ principals, permissions }) =>
            permissions.includes(fqdn) && principals.some((denied) => named.includes(denied)),
        )
      )
        return `the deny policy ${id} on ${resource.name} denies ${fqdn} to ${principal.member}`;
  return undefined;
}

/** Returns the names of a principal and its sets in deny policies. */
function deniedNamesOf({ member, sets }: Principal): readonly string[] {
  const names = [member, ...sets].map((name) =>
    name
      .replace(/^user:/, 'principal://goog/subject/')
      .replace(/^group:/, 'principalSet://goog/group/')
      .replace(/^serviceAccount:/, 'principal://iam.googleapis.com/projects/-/serviceAccounts/'),
  );
  return [...names, 'principalSet://goog/public:all'];
}

function* upwards(world: World, on: string): Generator<Resource> {
  for (
    let resource = world.find(on);
    resource !== undefined;
    resource = resource.parent === undefined ? undefined : world.find(resource.parent)
  )
    yield resource;
}

function* bindingsFor(world: World, { on, policiesAt }: Question): Generator<{ resource: string; binding: Binding }> {
  for (const { name } of upwards(world, on)) {
    const policy = policiesAt === undefined ? world.policyOf(name) : world.policyAt(name, policiesAt);
    for (const binding of policy.bindings) yield { resource: name, binding };
  }
}

function covers({ members }: Binding, { member, sets }: Principal): boolean {
  return members.some((candidate) => candidate === member || sets.includes(candidate));
}
