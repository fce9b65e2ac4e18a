import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatten, type Binding } from '../../../src/sandbox/google/allow-policy.ts';
import { RULES } from '../../../src/sandbox/google/resource-rules.ts';
import { editPolicy, viewPolicy } from '../../../src/sandbox/google/policies.ts';
import { bindingDeltas, type Policy } from '../../../src/sandbox/google/allow-policy.ts';

const role = fc.constantFrom('roles/run.viewer', 'roles/cloudsql.viewer', 'roles/browser');
const member = fc
  .constantFrom('user:alice@acme.example', 'User@x', 'group:sre@acme.example', 'domain:acme.example')
  .map((text) => (text === 'User@x' ? 'user:Bob@Acme.Example' : text));
const condition = fc.record({
  title: fc.constantFrom('a', 'b', 'pullcord/acme/1'),
  expression: fc.constantFrom('true', 'request.time < timestamp("2027-01-01T00:00:00Z")'),
});
const binding: fc.Arbitrary<Binding> = fc
  .record({ role, members: fc.array(member, { maxLength: 4 }), condition: fc.option(condition, { nil: undefined }) })
  .map(({ condition: under, ...rest }) => ({ ...rest, ...(under === undefined ? {} : { condition: under }) }));
const bindings = fc.array(binding, { maxLength: 8 });

const empty: Policy = { version: 1, etag: 'AAAAAAAAAAE=', bindings: [], kept: { deep: [1] } };
const resource = { name: 'projects/p', displayName: 'p', createTime: '2026-11-24T00:00:00Z' };
const write = (stored: Policy, policy: object, nextEtag: string) =>
  editPolicy(
    stored,
    { policy, updateMask: undefined },
    { nextEtag, known: undefined, rules: RULES.projects, resource },
  );
const stored = bindings.map((given) => write(empty, { version: 3, etag: empty.etag, bindings: given }, 'AAAAAAAAAAI='));

describe('any allow policy', () => {
  it('written back as read at version 3 changes nothing but its etag', () => {
    fc.assert(
      fc.property(stored, (policy) => {
        const again = write(policy, { ...viewPolicy(policy, 3), version: 3 }, 'AAAAAAAAAAM=');
        expect(again).toEqual({ ...policy, etag: 'AAAAAAAAAAM=' });
      }),
    );
  });

  it('is stored once per role, member and condition, whatever the order it came in', () => {
    fc.assert(
      fc.property(bindings, (given) => {
        const forward = write(empty, { version: 3, bindings: given }, 'AAAAAAAAAAI=');
        const backward = write(empty, { version: 3, bindings: given.toReversed() }, 'AAAAAAAAAAI=');
        expect(forward).toEqual(backward);
        const grants = flatten(forward.bindings).map((grant) => JSON.stringify(grant));
        expect(new Set(grants).size).toBe(grants.length);
        expect(forward.bindings.every(({ members }) => members.length > 0)).toBe(true);
      }),
    );
  });

  it('read below version 3 never shows a conditional role as the role itself', () => {
    fc.assert(
      fc.property(stored, (policy) => {
        const shown = (viewPolicy(policy, 1)['bindings'] ?? []) as Binding[];
        const plain = shown.filter((item) => !item.role.includes('_withcond_'));
        expect(plain).toEqual(policy.bindings.filter((item) => item.condition === undefined));
        expect(shown.every((item) => item.condition === undefined)).toBe(true);
        expect(shown).toHaveLength(policy.bindings.length);
      }),
    );
  });

  it('differs from another by exactly its deltas', () => {
    fc.assert(
      fc.property(stored, stored, (before, after) => {
        const deltas = bindingDeltas(before.bindings, after.bindings);
        const texts = (items: readonly object[]) => items.map((item) => JSON.stringify(item)).sort();
        const of = (action: string) =>
          deltas
            .filter((delta) => delta.action === action)
            .map(({ role, member, condition }) => ({
              role,
              member,
              ...(condition === undefined ? {} : { condition }),
            }));
        const removed = new Set(texts(of('REMOVE')));
        const left = flatten(before.bindings).filter((grant) => !removed.has(JSON.stringify(grant)));
        expect(texts([...left, ...of('ADD')])).toEqual(texts(flatten(after.bindings)));
      }),
    );
  });
});
