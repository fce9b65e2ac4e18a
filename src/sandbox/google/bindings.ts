import { conditionKey, flatten, type Binding, type Condition, type Grant } from './allow-policy.ts';
import { assertCondition } from './conditions.ts';
import { invalid } from './errors.ts';
import { readList, readObject, readString } from './json.ts';
import { assertExists, isPublic, normaliseMember } from './members.ts';
import type { Resource } from './world.ts';
import type { ResourceRules } from './resource-rules.ts';
import { basicRoles } from './roles.ts';

export interface BindingOptions {
  /** Every principal that exists. `undefined`: no principal is looked up. */
  readonly known: ReadonlySet<string> | undefined;
  readonly rules: ResourceRules;
  readonly resource: Resource;
}

/** Google's published limits (cloud.google.com/iam/quotas). The lengths of a condition's texts are observed values. */
const limits = {
  principals: 1500,
  groups: 250,
  conditionsPerRoleAndMember: 20,
  title: 100,
  description: 256,
  expression: 2048,
};

const roleName = /^(roles|(projects|organizations)\/[a-z0-9.:-]+\/roles)\/[A-Za-z0-9_.]+$/;

/**
 * Reads the bindings of a policy to be written, and returns them as Google stores them. Members are regrouped by role
 * and condition, and e-mail addresses become lower case. Both are sorted; empty bindings are dropped.
 *
 * @param stored the policy's current bindings; a member among them is not looked up again
 */
export function readBindings(
  sent: unknown,
  stored: readonly Binding[],
  { known, rules, resource }: BindingOptions,
): Binding[] {
  const grants = flatten(readList(sent, 'policy.bindings').map((binding) => readBinding(binding, rules)));
  const refusal = rules.refusesConditions?.(resource);
  if (refusal !== undefined && grants.some(({ condition }) => condition !== undefined)) throw invalid(refusal);
  const present = new Set(flatten(stored).map(({ member }) => member));
  for (const { member } of grants) {
    if (present.has(member)) continue;
    if (member.startsWith('deleted:')) throw invalid(`Principal ${member} is deleted and cannot be added to a policy.`);
    if (known !== undefined) assertExists(member, known);
  }
  const bindings = regroup(grants);
  assertLimits(bindings);
  return bindings;
}

function readBinding(value: unknown, { roles, publicMembers }: ResourceRules): Binding {
  const sent = readObject(value, 'policy.bindings');
  const role = readString(sent['role'], 'policy.bindings.role');
  const fits = !role.startsWith('roles/') || roles.test(role) || basicRoles.has(role);
  if (!roleName.test(role) || role.includes('_withcond_') || !fits)
    throw invalid(`Role ${role} is not supported for this resource.`);
  const members = readList(sent['members'], 'policy.bindings.members').map((member) =>
    normaliseMember(readString(member, 'policy.bindings.members'), publicMembers),
  );
  // Projects, folders and organizations never accept anonymous principals. No resource accepts them under a condition.
  if (members.some(isPublic) && (!publicMembers || sent['condition'] != null)) {
    throw invalid('Members allUsers and allAuthenticatedUsers are not supported for this resource.');
  }
  if (sent['condition'] === undefined || sent['condition'] === null) return { role, members };
  const condition = readCondition(readObject(sent['condition'], 'policy.bindings.condition'));
  if (basicRoles.has(role)) throw invalid("Conditions can't be set on primitive roles.");
  return { role, members, condition };
}

function readCondition(sent: Readonly<Record<string, unknown>>): Condition {
  const [title, description, expression, location] = ['title', 'description', 'expression', 'location'].map((field) =>
    readString(sent[field], `policy.bindings.condition.${field}`),
  ) as [string, string, string, string];
  if (title === '') throw invalid('The title of a condition is required.');
  if (expression === '') throw invalid('The expression of a condition is required.');
  for (const [field, text] of Object.entries({ title, description, expression } as const)) {
    const most = limits[field as 'title' | 'description' | 'expression'];
    if (text.length > most) throw invalid(`The ${field} of a condition is longer than ${most} characters.`);
  }
  assertCondition(expression);
  return {
    title,
    ...(description === '' ? {} : { description }),
    expression,
    ...(location === '' ? {} : { location }),
  };
}

function regroup(grants: readonly Grant[]): Binding[] {
  const groups = new Map<string, { role: string; condition?: Condition; members: Set<string> }>();
  for (const { role, member, condition } of grants) {
    const key = `${role}\n${conditionKey(condition)}`;
    const group = groups.get(key) ?? { role, members: new Set(), ...(condition === undefined ? {} : { condition }) };
    groups.set(key, group);
    group.members.add(member);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { role, members, condition }]) => ({
      role,
      members: [...members].sort(),
      ...(condition === undefined ? {} : { condition }),
    }));
}

function assertLimits(bindings: readonly Binding[]): void {
  const grants = flatten(bindings);
  assertCount(grants.length, limits.principals, 'members');
  assertCount(grants.filter(({ member }) => member.startsWith('group:')).length, limits.groups, 'groups');
  const perPair = new Map<string, number>();
  for (const { role, member } of grants) {
    const pair = `${role} for ${member}`;
    const count = (perPair.get(pair) ?? 0) + 1;
    perPair.set(pair, count);
    if (count > limits.conditionsPerRoleAndMember) {
      throw invalid(`The policy has more than ${limits.conditionsPerRoleAndMember} bindings of ${pair}.`);
    }
  }
}

function assertCount(count: number, most: number, what: string): void {
  if (count <= most) return;
  const written = (value: number) => value.toLocaleString('en-US');
  throw invalid(
    `The number of ${what} in the policy (${written(count)}) is larger than the maximum allowed size ${written(most)}.`,
  );
}
