import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holds,
  keyOf,
  lackOfRoom,
  sameMember,
  toSnapshot,
  withChanges,
  withoutCondition,
  type Binding,
  type Change,
  type RawPolicy,
} from '../../../src/core/grant/iam-policy.ts';
import { bindingOf, FOREIGN, grant, PROJECT, rawPolicy, snapshot, VIEWER, withCondition } from '../build.ts';

const OURS = bindingOf(grant());
const revoke = (binding: Binding): Change => ({ kind: 'revoke', binding });
const give = (binding: Binding): Change => ({ kind: 'grant', binding });

describe('a reading of an IAM policy', () => {
  it('is flattened into one binding for each member', () => {
    const policy: RawPolicy = { etag: 'e', bindings: [{ role: VIEWER, members: ['user:a@x', 'user:b@x'] }] };
    expect(toSnapshot(PROJECT, policy)).toEqual({
      resource: PROJECT,
      policy,
      bindings: [
        { role: VIEWER, member: 'user:a@x' },
        { role: VIEWER, member: 'user:b@x' },
      ],
    });
  });

  it.each<[string, RawPolicy, string]>([
    ['without an etag', { version: 3 }, 'Google returned the IAM policy without an etag'],
    ['with an empty etag', { version: 3, etag: '' }, 'Google returned the IAM policy without an etag'],
    [
      'that lost its conditions',
      { etag: 'e', version: 1, bindings: [{ role: `${VIEWER}_withcond_ab12`, members: ['user:a@x'] }] },
      `Google returned the IAM policy without its conditions (role ${VIEWER}_withcond_ab12)`,
    ],
    [
      'with conditions below version 3',
      rawPolicy([OURS], { version: 2 }),
      'the IAM policy has conditions, but its version is below 3',
    ],
    [
      'with conditions and no version',
      { etag: 'e', bindings: rawPolicy([OURS]).bindings ?? [] },
      'the IAM policy has conditions, but its version is below 3',
    ],
  ])('%s is unsafe', (_, policy, unsafe) => {
    expect(toSnapshot(PROJECT, policy)).toEqual({ unsafe });
  });

  it('without conditions may be of any version', () => {
    expect(toSnapshot(PROJECT, rawPolicy([FOREIGN], { version: 1 }))).not.toHaveProperty('unsafe');
  });
});

describe('a changed IAM policy', () => {
  it('is version 3, has the etag as read and every field nobody here knows', () => {
    const auditConfigs = [{ service: 'allServices', auditLogConfigs: [{ logType: 'DATA_READ' }] }];
    const before = snapshot([FOREIGN], { version: 1, auditConfigs, futureField: { deep: [1, null] } });
    expect(withChanges(before, [give(OURS)])).toEqual({
      version: 3,
      etag: 'BwYXetag',
      auditConfigs,
      futureField: { deep: [1, null] },
      bindings: [
        { role: FOREIGN.role, members: [FOREIGN.member] },
        { role: OURS.role, members: [OURS.member], condition: OURS.condition },
      ],
    });
  });

  it('keeps unknown fields of the very binding it takes a member from', () => {
    const group = { role: VIEWER, members: ['user:a@x', 'user:b@x'], bindingId: 'q1' };
    const read = snapshot([], { bindings: [group] });
    expect(withChanges(read, [revoke({ role: VIEWER, member: 'user:a@x' })]).bindings).toEqual([
      { role: VIEWER, members: ['user:b@x'], bindingId: 'q1' },
    ]);
  });

  it('drops the binding it takes the last member from, and no other that has none', () => {
    const empty = { role: 'roles/browser', members: [] };
    const bare = { role: 'roles/viewer' };
    const read = snapshot([], {
      bindings: [empty, bare, { role: OURS.role, members: [OURS.member], ...conditionOf(OURS) }],
    });
    expect(withChanges(read, [revoke(OURS)]).bindings).toEqual([empty, bare]);
  });

  it('takes a binding only under exactly its condition', () => {
    const later = withCondition(OURS, { expression: 'request.time < timestamp("2030-01-01T00:00:00Z")' });
    const permanent = { role: OURS.role, member: OURS.member };
    const read = snapshot([OURS, later, permanent]);
    expect(flat(withChanges(read, [revoke(OURS)]))).toEqual([later, permanent]);
  });

  it('is refused if it would differ from what was asked', () => {
    const read = snapshot([FOREIGN, OURS]);
    const forged = { ...read, bindings: [OURS] };
    expect(() => withChanges(forged, [give(bindingOf(grant({ pull: 43 })))])).toThrow(
      /^nothing was written: the new IAM policy would change more than planned: .*group:everybody@acme\.example/,
    );
    expect(() => withChanges(read, [give(OURS), revoke(OURS)])).toThrow('would change more than planned');
  });

  it('leaves every foreign binding as often as it was, whatever there is', () => {
    const condition = fc.record({ title: fc.string(), expression: fc.string() });
    const foreign = fc.record({
      role: fc.constantFrom(VIEWER, 'roles/viewer', 'roles/storage.objectViewer'),
      members: fc.array(fc.constantFrom(OURS.member, 'user:b@x', 'group:c@x', 'user:alice@ACME.example')),
      condition: fc.option(condition, { nil: undefined }),
      bindingId: fc.string(),
    });
    const second = bindingOf(grant({ pull: 43 }));
    fc.assert(
      fc.property(fc.array(foreign, { maxLength: 12 }), fc.boolean(), fc.boolean(), (groups, there, wanted) => {
        const marked = there ? [{ role: OURS.role, members: [OURS.member], ...conditionOf(OURS) }] : [];
        const others = groups.map(({ condition: own, ...group }) => ({ ...group, ...(own ? { condition: own } : {}) }));
        const read = snapshot([], { bindings: [...marked, ...others] });
        const changes = [...(there ? [revoke(OURS)] : []), ...(wanted ? [give(second)] : [])];
        const after = withChanges(read, changes);
        const isForeign = (binding: Binding) => ![keyOf(OURS), keyOf(second)].includes(keyOf(binding));
        expect(count(flat(after).filter(isForeign))).toEqual(count(read.bindings.filter(isForeign)));
        expect(count(flat(after).filter((one) => !isForeign(one)))).toEqual(count(wanted ? [second] : []));
        expect(after.bindings?.filter((group) => 'bindingId' in group).map(({ bindingId }) => bindingId)).toEqual(
          others.map(({ bindingId }) => bindingId),
        );
      }),
    );
  });
});

describe('reading back', () => {
  it('holds when what was granted is there and what was revoked is not', () => {
    expect(holds(snapshot([OURS]), [give(OURS), revoke(FOREIGN)])).toBe(true);
    expect(holds(snapshot([OURS, FOREIGN]), [give(OURS), revoke(FOREIGN)])).toBe(false);
    expect(holds(snapshot([FOREIGN]), [give(OURS)])).toBe(false);
  });

  it('does not take another condition for the one that was written', () => {
    expect(holds(snapshot([withCondition(OURS, { title: 'pullcord/acme/43' })]), [give(OURS)])).toBe(false);
  });
});

describe('members', () => {
  it('are the same whatever their case, and after their account was deleted', () => {
    expect(sameMember('user:Alice@acme.example', 'user:alice@ACME.example')).toBe(true);
    expect(sameMember('deleted:user:alice@acme.example?uid=123', 'user:alice@acme.example')).toBe(true);
    expect(sameMember('user:alice@acme.example', 'user:alice@acme.example.evil')).toBe(false);
    expect(sameMember('user:alice@acme.example', 'group:alice@acme.example')).toBe(false);
  });
});

describe('a granted binding that stands without its condition', () => {
  const permanent: Binding = { role: VIEWER, member: 'user:alice@acme.example' };
  const granted: readonly Change[] = [{ kind: 'grant', binding: OURS }];

  it('is to be revoked', () => {
    expect(withoutCondition(snapshot([]), snapshot([permanent]), granted)).toEqual([
      { kind: 'revoke', binding: permanent },
    ]);
  });

  it('is none of ours if it stood there before, or is for another role or member', () => {
    expect(withoutCondition(snapshot([permanent]), snapshot([permanent]), granted)).toEqual([]);
    const others = [
      { ...permanent, role: 'roles/browser' },
      { ...permanent, member: 'user:bob@acme.example' },
    ];
    expect(withoutCondition(snapshot([]), snapshot([...others, OURS]), granted)).toEqual([]);
  });
});

describe("Google's limits", () => {
  const many = (count: number): Binding[] =>
    Array.from({ length: count }, (_, index) => ({ role: 'roles/viewer', member: `user:u${index}@x` }));
  const alike = (count: number): Binding[] =>
    Array.from({ length: count }, (_, index) => bindingOf(grant({ pull: index + 100 })));

  it('leave room for the 1,450th principal and none for the next', () => {
    expect(lackOfRoom(snapshot(many(1449)), [OURS])).toBeUndefined();
    expect(lackOfRoom(snapshot(many(1450)), [OURS])).toBe(
      `${PROJECT} would have 1451 principals, too close to Google's limit of 1500`,
    );
  });

  it('leave room for the 20th binding of one role and member and none for the 21st', () => {
    expect(lackOfRoom(snapshot(alike(19)), [OURS])).toBeUndefined();
    expect(lackOfRoom(snapshot(alike(20)), [OURS])).toBe(
      `user:alice@acme.example already has 20 bindings of ${VIEWER} on ${PROJECT}; Google allows no more`,
    );
    expect(lackOfRoom(snapshot(alike(20)), [{ ...OURS, member: 'user:bob@acme.example' }])).toBeUndefined();
    expect(lackOfRoom(snapshot(alike(20)), [{ ...OURS, role: 'roles/browser' }])).toBeUndefined();
  });
});

function conditionOf(binding: Binding): Pick<Binding, 'condition'> {
  return binding.condition === undefined ? {} : { condition: binding.condition };
}

function flat(policy: RawPolicy): readonly Binding[] {
  const read = toSnapshot(PROJECT, policy);
  if ('unsafe' in read) throw new Error(read.unsafe);
  return read.bindings;
}

function count(bindings: readonly Binding[]): Readonly<Record<string, number>> {
  const groups = Object.groupBy(bindings, keyOf);
  return Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, group?.length ?? 0]));
}
