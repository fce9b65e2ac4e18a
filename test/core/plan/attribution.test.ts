import { describe, expect, it } from 'vitest';
import { explain, explainLapse, isDrift, withActor, type BindingChange } from '../../../src/core/plan/attribution.ts';
import type { Step } from '../../../src/core/plan/table.ts';
import { bindingOf, END, grant, OWNER, PROJECT, VIEWER, withCondition } from '../build.ts';

const OURS = bindingOf(grant());
const LONGER = withCondition(OURS, {
  expression: OURS.condition?.expression.replace(END, '2036-01-01T00:00:00Z') ?? '',
});
const PERMANENT = { role: VIEWER, member: 'user:alice@acme.example' };
const MALLORY = 'mallory@acme.example';
const GRANTER = 'pullcord-granter@acme-ops.iam.gserviceaccount.com';

function step(event: Step['event'], before: Step['before'] = []): Step {
  const base = { pull: 42, resource: PROJECT, role: VIEWER, changes: [], after: [], unconditionalBefore: [] };
  return { ...base, event, why: 'so it is', before };
}

function change(minute: number, principal: string, action: BindingChange['action'], binding = OURS): BindingChange {
  return { at: `2026-11-24T02:${minute}:00Z`, principal, action, binding };
}

const GIVEN = change(18, GRANTER, 'ADD');

describe('who is behind a drift', () => {
  it('is whoever took the binding away', () => {
    const explained = explain(step('removed'), [change(30, MALLORY, 'REMOVE'), GIVEN], OWNER, OURS);
    expect(explained).toEqual({
      step: step('removed'),
      actor: { principal: MALLORY, at: '2026-11-24T02:30:00Z' },
    });
  });

  it.each(['altered', 'unexplained'] as const)('is whoever last wrote what is there (%s)', (event) => {
    const changes = [GIVEN, change(31, MALLORY, 'REMOVE'), change(31, MALLORY, 'ADD', LONGER)];
    expect(explain(step(event, [LONGER]), changes, OWNER, OURS).actor?.principal).toBe(MALLORY);
  });

  it('is not known where Google tells nothing of it', () => {
    expect(explain(step('removed'), [GIVEN], OWNER, OURS).actor).toBeNull();
    expect(explain(step('altered', [LONGER]), [GIVEN], OWNER, OURS).actor).toBeNull();
    const other = change(30, MALLORY, 'REMOVE', bindingOf(grant({ pull: 43 })));
    expect(explain(step('removed'), [other], OWNER, OURS).actor).toBeNull();
  });

  it('goes on record and into the sentence', () => {
    const actor = { principal: MALLORY, at: '2026-11-24T02:30:00Z' };
    expect(withActor({ step: step('removed'), actor })).toMatchObject({
      why: "so it is; Google's audit log names mallory@acme.example at 2026-11-24T02:30:00Z",
      actor,
    });
    expect(withActor({ step: step('removed'), actor: null })).toMatchObject({ why: 'so it is', actor: null });
  });

  it('is asked of drift and of nothing else', () => {
    const events = ['activated', 'ended', 'revoked', 'removed', 'altered', 'unexplained', 'lapsed'] as const;
    expect(events.filter((event) => isDrift({ event }))).toEqual(['removed', 'altered', 'unexplained']);
  });
});

describe('a binding that is only seen to be gone', () => {
  it('was altered, if what was taken away was no longer what was granted: a run of ours died before it could say so', () => {
    const changes = [
      GIVEN,
      change(30, MALLORY, 'REMOVE'),
      change(30, MALLORY, 'ADD', LONGER),
      change(35, GRANTER, 'REMOVE', LONGER),
    ];
    expect(explain(step('removed'), changes, OWNER, OURS)).toMatchObject({
      step: { event: 'altered', before: [LONGER] },
      actor: { principal: MALLORY, at: '2026-11-24T02:30:00Z' },
    });
  });

  it('was altered, if the access was made permanent as it went', () => {
    const changes = [
      GIVEN,
      change(30, MALLORY, 'REMOVE'),
      change(30, MALLORY, 'ADD', PERMANENT),
      change(35, GRANTER, 'REMOVE', PERMANENT),
    ];
    expect(explain(step('removed'), changes, OWNER, OURS)).toMatchObject({
      step: { event: 'altered', why: expect.stringMatching(/^condition-lost: /) as string, before: [PERMANENT] },
      actor: { principal: MALLORY },
    });
  });

  it('was taken by a run that could not record it, if whoever gave it took it, or by somebody in its name', () => {
    const explained = explain(step('removed'), [GIVEN, change(30, GRANTER, 'REMOVE')], OWNER, OURS);
    expect(explained).toMatchObject({
      step: {
        event: 'removed',
        why: expect.stringMatching(/^the granting account removed the binding early, /) as string,
      },
      actor: { principal: GRANTER, at: '2026-11-24T02:30:00Z' },
    });
    const byAnother = [
      GIVEN,
      change(20, MALLORY, 'ADD', bindingOf(grant({ pull: 43 }))),
      change(30, MALLORY, 'REMOVE'),
    ];
    expect(explain(step('removed'), byAnother, OWNER, OURS).step).toEqual(step('removed'));
  });

  it('was removed, if somebody else holds the role for good, or held it before', () => {
    const bob = { ...PERMANENT, member: 'user:bob@acme.example' };
    const changes = [
      change(10, MALLORY, 'ADD', PERMANENT),
      change(30, MALLORY, 'REMOVE'),
      change(31, MALLORY, 'ADD', bob),
    ];
    expect(explain(step('removed'), changes, OWNER, OURS).step.event).toBe('removed');
  });
});

describe('a grant that was never seen', () => {
  const AFTER = '2026-11-24T05:00:00Z';
  const TAKEN = change(50, GRANTER, 'REMOVE');
  const lapsed = { ...step('lapsed'), over: 'ended' as const };

  it('lapses, if Google recorded no such binding', () => {
    const longer = change(18, GRANTER, 'ADD', LONGER);
    expect(explainLapse(lapsed, [longer], OURS, AFTER)).toEqual(lapsed);
  });

  it('is over as its grant is, if Google recorded that it was given and taken', () => {
    const why = `so it is; ${GRANTER} granted it at 2026-11-24T02:18:00Z, and it was removed before a run could record it`;
    expect(explainLapse(lapsed, [TAKEN, GIVEN], OURS, AFTER)).toMatchObject({ event: 'ended', why, before: [OURS] });
    const revoked = explainLapse({ ...lapsed, over: 'revoked' }, [TAKEN, GIVEN], OURS, AFTER);
    expect(revoked?.event).toBe('revoked');
  });

  it('waits, if it was given a moment ago and may stand by now; what was given long ago is seen to be gone', () => {
    expect(explainLapse(lapsed, [GIVEN], OURS, '2026-11-24T02:27:59Z')).toBeUndefined();
    expect(
      explainLapse(lapsed, [GIVEN, TAKEN, change(55, GRANTER, 'ADD')], OURS, '2026-11-24T02:56:00Z'),
    ).toBeUndefined();
    expect(explainLapse(lapsed, [GIVEN], OURS, AFTER)?.event).toBe('ended');
  });

  it('lapses with a doubt, if Google’s record cannot be read', () => {
    expect(explainLapse(lapsed, null, OURS, AFTER)).toMatchObject({
      event: 'lapsed',
      why: "so it is; Pullcord does not know if it was granted: Google's audit log was unreadable",
    });
  });
});
