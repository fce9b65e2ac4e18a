/**
 * Google's IAM policy as a value: read into flat bindings, changed exactly as asked, compared afterwards.
 * https://cloud.google.com/resource-manager/reference/rest/Shared.Types/Policy
 */
export interface Condition {
  readonly title: string;
  readonly description?: string;
  readonly expression: string;
  readonly location?: string;
}

/** An IAM policy as the API sends it. Unknown fields are carried through every change untouched. */
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

/** A resource's IAM policy as read, with the etag that lets exactly this reading be replaced. */
export interface Snapshot {
  readonly resource: string;
  readonly policy: RawPolicy;
  readonly bindings: readonly Binding[];
}

export interface Change {
  readonly kind: 'revoke' | 'grant';
  readonly binding: Binding;
}

/** Google counts each occurrence of a principal; we stop short of its limit. https://cloud.google.com/iam/quotas */
const PRINCIPALS_PER_POLICY = 1500;
const PRINCIPALS_HEADROOM = 50;
/** Bindings of one role and one member under different conditions. https://cloud.google.com/iam/quotas */
const BINDINGS_PER_ROLE_AND_MEMBER = 20;

/**
 * A policy read at version 3, flattened; or why it must not be written back. A `_withcond_` role means the reading was
 * downgraded and has lost conditions: writing it back would make every temporary binding permanent.
 */
export function toSnapshot(resource: string, policy: RawPolicy): Snapshot | { readonly unsafe: string } {
  if (typeof policy.etag !== 'string' || policy.etag === '') return { unsafe: 'the IAM policy came without an etag' };
  const bindings = policy.bindings ?? [];
  const downgraded = bindings.find((binding) => binding.role.includes('_withcond_'));
  if (downgraded !== undefined)
    return { unsafe: `the IAM policy was read without its conditions (role ${downgraded.role})` };
  if (bindings.some((binding) => binding.condition !== undefined) && (policy.version ?? 0) < 3)
    return { unsafe: 'the IAM policy has conditions but says it is older than version 3' };
  return { resource, policy, bindings: flatten(policy) };
}

/**
 * The IAM policy to write for `changes`: version 3, the etag as read, every other field untouched. A granted binding
 * stands alone with one member. Throws if the difference would be anything but `changes`: a defect must not reach IAM.
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

/** Whether a later reading shows every change of `changes`. */
export function holds(snapshot: Snapshot, changes: readonly Change[]): boolean {
  const present = new Set(snapshot.bindings.map(keyOf));
  return changes.every(({ kind, binding }) => present.has(keyOf(binding)) === (kind === 'grant'));
}

/**
 * The revocations of what was granted with a condition and stands without one, though it did not before. Beside the granted
 * binding it is somebody else's.
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

/** Tells bindings apart exactly as IAM does: role, member, condition. */
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

/** IAM compares addresses without regard to case; `deleted:` members keep their address before `?uid=`. */
export function sameMember(a: string, b: string): boolean {
  return bareMember(a) === bareMember(b);
}

/** Why `count` more bindings do not fit, or `undefined` if they do. */
export function lackOfRoom(snapshot: Snapshot, wanted: readonly Binding[]): string | undefined {
  const principals = snapshot.bindings.length + wanted.length;
  if (principals > PRINCIPALS_PER_POLICY - PRINCIPALS_HEADROOM)
    return `${snapshot.resource} would hold ${principals} principals, too near Google's limit of ${PRINCIPALS_PER_POLICY}`;
  for (const { role, member } of wanted) {
    const alike = [...snapshot.bindings, ...wanted].filter(
      (binding) => binding.role === role && sameMember(binding.member, member),
    );
    if (alike.length > BINDINGS_PER_ROLE_AND_MEMBER)
      return `${member} already has ${BINDINGS_PER_ROLE_AND_MEMBER} bindings of ${role} on ${snapshot.resource}, Google's limit`;
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

/** Google writes addresses in lower case; the subject of a workload identity is told by its case. */
function bareMember(member: string): string {
  const bare = member.replace(/^deleted:/, '').replace(/\?uid=.*$/, '');
  return /^principal(?:Set)?:/.test(bare) ? bare : bare.toLowerCase();
}

/** Every binding that is not named by a change must stand exactly as often as before. */
function assertOnly(before: readonly Binding[], after: readonly Binding[], changes: readonly Change[]): void {
  const expected = countByKey(before);
  for (const { kind, binding } of changes) {
    const key = keyOf(binding);
    if (kind === 'revoke') expected.delete(key);
    else expected.set(key, (expected.get(key) ?? 0) + 1);
  }
  const actual = countByKey(after);
  const off = [...expected.keys(), ...actual.keys()].find((key) => expected.get(key) !== actual.get(key));
  if (off !== undefined) throw new Error(`refusing to write an IAM policy that changes more than planned: ${off}`);
}

function countByKey(bindings: readonly Binding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const binding of bindings) counts.set(keyOf(binding), (counts.get(keyOf(binding)) ?? 0) + 1);
  return counts;
}
