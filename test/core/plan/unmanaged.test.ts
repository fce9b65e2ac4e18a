import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../src/core/grant/iam-policy.ts';
import { findUnmanaged } from '../../../src/core/plan/unmanaged.ts';
import { bindingOf, FOREIGN, grant, OWNER, PROJECT, snapshot, VIEWER, withCondition } from '../build.ts';

const ROLES = new Set([VIEWER]);
const PERMANENT: Binding = { role: VIEWER, member: 'group:sre@acme.example' };

const reported = (...args: Parameters<typeof findUnmanaged>) => findUnmanaged(...args).map(({ sentence }) => sentence);

describe('what is worth knowing of a resource', () => {
  it('is access of a role that is handed out here, and stands without a request', () => {
    const contract = { ...PERMANENT, condition: { title: 'contract', expression: 'true' } };
    expect(reported(snapshot([FOREIGN, bindingOf(grant()), PERMANENT, contract]), OWNER, ROLES)).toEqual([
      `${PROJECT}: no request explains ${VIEWER} for group:sre@acme.example`,
      `${PROJECT}: no request explains ${VIEWER} for group:sre@acme.example (condition "contract")`,
    ]);
  });

  it('is none of ours, however damaged, and none of another role', () => {
    const damaged = withCondition(bindingOf(grant()), { title: 'pullcord/acme/' });
    expect(reported(snapshot([FOREIGN, damaged]), OWNER, ROLES)).toEqual([]);
  });

  it('is that there are more conditional bindings than Google advises, from the 101st on', () => {
    const many = (count: number) =>
      snapshot(Array.from({ length: count }, (_, index) => bindingOf(grant({ pull: index + 1 }))));
    expect(reported(many(100), OWNER, new Set())).toEqual([]);
    expect(reported(many(101), OWNER, new Set())).toEqual([
      `${PROJECT} has 101 conditional bindings; Google advises at most 100 in one IAM policy`,
    ]);
  });
});
