import { describe, expect, it } from 'vitest';
import type { Entry, EventKind, OnRecord, Step } from '../../../src/core/plan/table.ts';
import { withPending } from '../../../src/core/ledger/with-pending.ts';
import { PROJECT, VIEWER } from '../build.ts';

function onRecord(entry: Entry | undefined): OnRecord {
  return {
    entry: (pull, resource, role) => (pull === 42 && resource === PROJECT && role === VIEWER ? entry : undefined),
    open: () => [{ pull: 42, role: VIEWER }],
  };
}

function step(event: EventKind | undefined, change: Partial<Step> = {}): Step {
  const seen = { changes: [], why: '', before: [], after: [], unconditionalBefore: ['user:alice@acme.example'] };
  return { pull: 42, resource: PROJECT, role: VIEWER, event, ...seen, ...change };
}

const INTENT: Entry = { is: 'intent', unconditionalBefore: [] };
const is = (before: Entry | undefined, ...steps: readonly Step[]) =>
  withPending(onRecord(before), steps).entry(42, PROJECT, VIEWER);

describe('the ledger with what a run has seen since', () => {
  it('has what was seen to stand as given, by whoever held the role anyway', () => {
    const active = { is: 'active', unconditionalBefore: ['user:alice@acme.example'] };
    expect(is(undefined, step('activated'))).toEqual(active);
    expect(is(INTENT, step('activated'))).toEqual(active);
  });

  it.each<EventKind>(['ended', 'revoked', 'removed', 'altered', 'lapsed'])('has what %s as closed', (event) => {
    const active: Entry = { is: 'active', unconditionalBefore: ['user:bob@acme.example'] };
    expect(is(active, step(event))).toEqual({ ...active, is: 'closed' });
    expect(is(undefined, step(event))).toEqual({ is: 'closed', unconditionalBefore: [] });
  });

  it.each<EventKind | undefined>(['unexplained', undefined])('is as it was by a step that tells %s', (event) => {
    expect(is(INTENT, step(event))).toBe(INTENT);
    expect(is(INTENT, step('activated'), step(event))).toMatchObject({ is: 'active' });
  });

  it('opens nothing that is closed or refused, and knows no other row', () => {
    for (const final of ['closed', 'refused'] as const)
      expect(is({ is: final, unconditionalBefore: [] }, step('activated'))).toMatchObject({ is: final });
    expect(is(INTENT, step('activated', { pull: 43 }))).toBe(INTENT);
    expect(is(INTENT, step('activated', { pull: undefined }))).toBe(INTENT);
    expect(is(INTENT, step('activated', { role: 'roles/browser' }))).toBe(INTENT);
    expect(withPending(onRecord(INTENT), []).open(PROJECT)).toEqual([{ pull: 42, role: VIEWER }]);
  });
});
