/**
 * The condition of a binding in Google's IAM policy.
 * https://cloud.google.com/resource-manager/reference/rest/Shared.Types/Policy
 */
export interface Condition {
  readonly title: string;
  readonly description?: string;
  readonly expression: string;
  readonly location?: string;
}

/** An IAM policy in the form of the API. Every change preserves unknown fields. */
export interface RawPolicy {
  readonly version?: number;
  readonly etag?: string;
  readonly bindings?: readonly {
    readonly role: string;
    readonly members?: readonly string[];
    readonly condition?: Condition;
    readonly [other: string]: unknown;
  }[];
  readonly [other: string]: unknown;
}

/** One role for one member, under one condition or none. */
export interface Binding {
  readonly role: string;
  readonly member: string;
  readonly condition?: Condition;
}

/** A resource's IAM policy at one read. A write with its etag replaces only this version. */
export interface Snapshot {
  readonly resource: string;
  readonly policy: RawPolicy;
  readonly bindings: readonly Binding[];
}

export interface Change {
  readonly kind: 'revoke' | 'grant';
  readonly binding: Binding;
}

/** Google's limit of principals in one policy. It counts each occurrence. https://cloud.google.com/iam/quotas */
const PRINCIPALS_PER_POLICY = 1500;
/** Principals that Pullcord leaves free below the limit. */
const PRINCIPALS_HEADROOM = 50;
/** Google's limit of bindings with one role, one member and different conditions. https://cloud.google.com/iam/quotas */
const BINDINGS_PER_ROLE_AND_MEMBER = 20;

/**
 * Flattens a policy read at version 3, or returns the reason that a write would be unsafe. A `_withcond_` role shows that
 * Google downgraded the policy and left out conditions. A write would then make every temporary binding permanent.
 */
export function toSnapshot(resource: string, policy: RawPolicy): Snapshot | { readonly unsafe: string } {
  if (typeof policy.etag !== 'string' || policy.etag === '')
    return { unsafe: 'Google returned the IAM policy without an etag' };
  const bindings = policy.bindings ?? [];
  const downgraded = bindings.find((binding) => binding.role.includes('_withcond_'));
  if (downgraded !== undefined)
    return { unsafe: `Google returned the IAM policy without its conditions (role ${downgraded.role})` };
  if (bindings.some((binding) => binding.condition !== undefined) && (policy.version ?? 0) < 3)
    return { unsafe: 'the IAM policy has conditions, but its version is below 3' };
  return { resource, policy, bindings: flatten(policy) };
}

/**
 * Returns the IAM policy to write for `changes`: version 3, the etag of the read, and all other fields unchanged. Each
 * granted binding has one member. Throws if the difference is not exactly `changes`, so that a defect cannot reach IAM.
 */
export function withChanges(snapshot: Snapshot, changes: readonly Change[]): RawPolicy {
  const revoked = changes.filter(({ kind }) => kind === 'revoke').map(({ binding }) => keyOf(binding));
  const granted = changes.filter(({ kind }) => kind === 'grant').map(({ binding }) => binding);
  const kept = (snapshot.policy.bindings ?? []).flatMap((group) => {
    const members = group.members?.filter((member) => !revoked.includes(keyOf({ ...pick(group), member }))) ?? [];
    if (members.length === (group.members ?? []).length) return [group];
    return members.length === 0 ? [] : [{ ...group, members }];
  });
  const added = granted.map(({ role, member, condition }) => ({
    role,
    members: [member],
    ...(condition === undefined ? {} : { condition }),
  }));
  const policy: RawPolicy = { ...snapshot.policy, version: 3, bindings: [...kept, ...added] };
  assertOnly(snapshot.bindings, flatten(policy), changes);
  return policy;
}

/** True if a later read shows every one of `changes`. */
export function holds(snapshot: Snapshot, changes: readonly Change[]): boolean {
  const present = new Set(snapshot.bindings.map(keyOf));
  return changes.every(({ kind, binding }) => present.has(keyOf(binding)) === (kind === 'grant'));
}

/**
 * Returns the revocations of granted bindings that lost their condition in the write. If the granted binding still exists,
 * the unconditional one belongs to another person.
 */
export function withoutCondition(before: Snapshot, after: Snapshot, changes: readonly Change[]): readonly Change[] {
  const stood = new Set(before.bindings.map(keyOf));
  const stands = new Set(after.bindings.map(keyOf));
  const granted = changes.filter(
    ({ kind, binding }) => kind === 'grant' && binding.condition !== undefined && !stands.has(keyOf(binding)),
  );
  return after.bindings
    .filter(
      (binding) =>
        binding.condition === undefined &&
        !stood.has(keyOf(binding)) &&
        granted.some(
          (change) => change.binding.role === binding.role && sameMember(change.binding.member, binding.member),
        ),
    )
    .map((binding) => ({ kind: 'revoke', binding }));
}

/** Returns the identity of a binding in IAM: role, member and condition. */
export function keyOf(binding: Binding): string {
  const { condition } = binding;
  return JSON.stringify([
    binding.role,
    binding.member,
    condition === undefined
      ? null
      : [condition.title, condition.description ?? '', condition.expression, condition.location ?? ''],
  ]);
}

/** Compares members like IAM, without regard to case. A `deleted:` member keeps its address before `?uid=`. */
export function sameMember(a: string, b: string): boolean {
  return bareMember(a) === bareMember(b);
}

/** Returns the reason that the wanted bindings exceed Google's limits, or `undefined` if they fit. */
export function lackOfRoom(snapshot: Snapshot, wanted: readonly Binding[]): string | undefined {
  const principals = snapshot.bindings.length + wanted.length;
  if (principals > PRINCIPALS_PER_POLICY - PRINCIPALS_HEADROOM)
    return `${snapshot.resource} would have ${principals} principals, too close to Google's limit of ${PRINCIPALS_PER_POLICY}`;
  for (const { role, member } of wanted) {
    const alike = [...snapshot.bindings, ...wanted].filter(
      (binding) => binding.role === role && sameMember(binding.member, member),
    );
    if (alike.length > BINDINGS_PER_ROLE_AND_MEMBER)
      return `${member} already has ${BINDINGS_PER_ROLE_AND_MEMBER} bindings of ${role} on ${snapshot.resource}; Google allows no more`;
  }
  return undefined;
}

function flatten(policy: RawPolicy): Binding[] {
  return (policy.bindings ?? []).flatMap((group) =>
    (group.members ?? []).map((member) => ({ ...pick(group), member })),
  );
}

function pick(group: { readonly role: string; readonly condition?: Condition }): Omit<Binding, 'member'> {
  return group.condition === undefined ? { role: group.role } : { role: group.role, condition: group.condition };
}

/** Normalizes a member. Google writes addresses in lower case, but the case of a workload identity's subject matters. */
function bareMember(member: string): string {
  const bare = member.replace(/^deleted:/, '').replace(/\?uid=.*$/, '');
  return /^principal(?:Set)?:/.test(bare) ? bare : bare.toLowerCase();
}

/** Throws unless every binding outside `changes` occurs exactly as often as before. */
function assertOnly(before: readonly Binding[], after: readonly Binding[], changes: readonly Change[]): void {
  const expected = countByKey(before);
  for (const { kind, binding } of changes) {
    const key = keyOf(binding);
    if (kind === 'revoke') expected.delete(key);
    else expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  const actual = countByKey(after);
  const off = [...expected.keys(), ...actual.keys()].find((key) => expected.get(key) !== actual.get(key));
  if (off !== undefined)
    throw new Error(
      `nothing was written: the new IAM policy would change more than planned: ${off}; report a defect of Pullcord`,
    );
}

function countByKey(bindings: readonly Binding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const binding of bindings) counts.set(keyOf(binding), (counts.get(keyOf(binding)) ?? 0) + 1);
  return counts;
}
