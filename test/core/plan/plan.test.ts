import { describe, expect, it } from 'vitest';
import type { Binding } from '../../../src/core/grant/iam-policy.ts';
import {
  rowFor,
  TABLE,
  type BindingIs,
  type Entry,
  type TablePhase,
  type OnRecord,
  type Plan,
  type PlanInput,
  type RecordIs,
  type Step,
  type PhasedGrant,
} from '../../../src/core/plan/table.ts';
import { plan } from '../../../src/core/plan/plan.ts';
import { bindingOf, END, FOREIGN, grant, OWNER, PROJECT, snapshot, VIEWER, withCondition } from '../build.ts';
import { sentencesOf } from '../../../src/core/message.ts';

const BEFORE_END = '2026-11-24T03:00:00Z';
const AFTER_END = '2026-11-24T04:20:00Z';
const OURS = bindingOf(grant());
const LONGER = withCondition(OURS, {
  expression: OURS.condition?.expression.replace(END, '2027-01-01T00:00:00Z') ?? '',
});
const PERMANENT: Binding = { role: VIEWER, member: 'user:alice@acme.example' };
const ENDED = { is: 'over', how: 'ended', at: END, why: `its window ended at ${END}` } as const;
const HELD = { is: 'held', why: 'its policy was changed without approval' } as const;
const REVOKED = {
  is: 'over',
  how: 'revoked',
  at: BEFORE_END,
  why: 'request-deleted: the request was deleted by #50',
} as const;

/** What the ledger says of #42's only role: every other is not on record. */
function record(is: Entry['is'] | 'nothing', unconditionalBefore: readonly string[] = [], numbers = [42]): OnRecord {
  return {
    entry: (pull, resource, role) =>
      is !== 'nothing' && numbers.includes(pull) && resource === PROJECT && role === VIEWER
        ? { is, unconditionalBefore }
        : undefined,
    open: (resource) =>
      resource === PROJECT && (is === 'intent' || is === 'active')
        ? numbers.map((number) => ({ pull: number, role: VIEWER }))
        : [],
  };
}

function wanted(standing: PhasedGrant['phase'], number = 42): PhasedGrant {
  return { pull: number, grant: grant({ pull: number }), phase: standing };
}

function input(change: Partial<PlanInput> & { readonly bindings?: readonly Binding[] } = {}): PlanInput {
  const { bindings = [], ...rest } = change;
  return {
    snapshot: snapshot([FOREIGN, ...bindings]),
    owner: OWNER,
    grants: [wanted({ is: 'live' })],
    onRecord: record('nothing'),
    now: BEFORE_END,
    ...rest,
  };
}

/** `- 42 roles/x` for a revocation, `+ …` for a grant, `! event` for what becomes true. */
function said(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ changes, event, pull }) => [
    ...changes.map(({ kind, binding }) => `${kind === 'grant' ? '+' : '-'} ${nameOf(binding)}`),
    ...(event === undefined ? [] : [`! ${event} ${pull ?? '?'}`]),
  ]);
}

function nameOf(binding: Binding): string {
  return binding.condition?.title ?? `${binding.role} for good`;
}

const STANDINGS: Readonly<Record<TablePhase, Partial<PlanInput>>> = {
  live: {},
  over: { grants: [wanted(ENDED)] },
  none: { grants: [] },
  unknown: { grants: [wanted({ is: 'unknown', why: 'GitHub is silent' })] },
  held: { grants: [wanted(HELD)] },
};
const RECORDS: readonly RecordIs[] = ['nothing', 'intent', 'active', 'closed', 'refused', 'unreadable'];
const onRecord = (is: RecordIs): PlanInput['onRecord'] => (is === 'unreadable' ? is : record(is));

/** Everything a row can meet in IAM, with the words of the table that fit it. */
const SIGHTS = {
  none: { bindings: [], now: BEFORE_END, words: ['none'] },
  same: { bindings: [OURS], now: BEFORE_END, words: ['ours', 'same'] },
  'same, past': { bindings: [OURS], now: AFTER_END, words: ['ours', 'same', 'past'] },
  different: { bindings: [LONGER], now: BEFORE_END, words: ['ours', 'different'] },
  'different, past': {
    bindings: [withCondition(OURS, { description: '' })],
    now: AFTER_END,
    words: ['ours', 'different', 'past', 'mismatched'],
  },
  conditionRemoved: { bindings: [PERMANENT], now: BEFORE_END, words: ['none', 'conditionRemoved'] },
} as const satisfies Readonly<
  Record<string, { bindings: readonly Binding[]; now: string; words: readonly BindingIs[] }>
>;
type Sight = keyof typeof SIGHTS;

function planned(grantIs: TablePhase, recordIs: RecordIs, sight: Sight): Plan {
  const { bindings, now } = SIGHTS[sight];
  return plan(input({ ...STANDINGS[grantIs], onRecord: onRecord(recordIs), bindings, now }));
}

describe('the truth table, row by row', () => {
  const REVOKES = '- pullcord/acme/42';
  // The row, then a case of it: grant, record, what stands in IAM; then what is to be done.
  const cases: readonly (readonly [row: string, TablePhase, RecordIs, Sight, readonly string[]])[] = [
    ['any, unreadable, past: revoke', 'live', 'unreadable', 'same, past', [REVOKES]],
    ['any, unreadable, any:', 'live', 'unreadable', 'none', []],
    ['unknown, closed/refused, past: revoke', 'unknown', 'closed', 'same, past', [REVOKES]],
    [
      'unknown, any, mismatched: revoke unexplained',
      'unknown',
      'active',
      'different, past',
      [REVOKES, '! unexplained 42'],
    ],
    ['unknown, any, past: revoke ended', 'unknown', 'active', 'same, past', [REVOKES, '! ended 42']],
    ['unknown, any, any:', 'unknown', 'active', 'same', []],
    ['held, any, same/none:', 'held', 'intent', 'same', []],
    ['held, any, ours: revoke unexplained', 'held', 'intent', 'different', [REVOKES, '! unexplained 42']],
    ['live, nothing/intent, same: activated', 'live', 'intent', 'same', ['! activated 42']],
    ['live, nothing/intent, any: grant activated', 'live', 'nothing', 'none', ['+ pullcord/acme/42', '! activated 42']],
    ['live, active, same:', 'live', 'active', 'same', []],
    [
      'any, active, conditionRemoved: revoke altered',
      'live',
      'active',
      'conditionRemoved',
      [`- ${VIEWER} for good`, '! altered 42'],
    ],
    ['live, active, none: removed', 'live', 'active', 'none', ['! removed 42']],
    ['live, closed/refused, none:', 'live', 'closed', 'none', []],
    ['live, closed/refused, ours: revoke unexplained', 'live', 'refused', 'same', [REVOKES, '! unexplained 42']],
    ['live, any, different: revoke altered', 'live', 'active', 'different', [REVOKES, '! altered 42']],
    ['over, nothing/intent, none: lapsed', 'over', 'nothing', 'none', ['! lapsed 42']],
    ['over, active, none: over', 'over', 'active', 'none', ['! ended 42']],
    ['over, closed/refused, none:', 'over', 'closed', 'none', []],
    ['over, closed/refused, ours: revoke unexplained', 'over', 'closed', 'same', [REVOKES, '! unexplained 42']],
    ['over, any, ours: revoke over', 'over', 'active', 'same, past', [REVOKES, '! ended 42']],
    ['none, active, none: revoked', 'none', 'active', 'none', ['! revoked 42']],
    ['none, any, ours: revoke unexplained', 'none', 'nothing', 'same', [REVOKES, '! unexplained 42']],
  ];

  it.each(cases)('%s (%s, %s, %s)', (row, grantIs, recordIs, sight, expected) => {
    expect(inWords(rowFor(grantIs, recordIs, new Set(SIGHTS[sight].words)))).toBe(row);
    expect(said(planned(grantIs, recordIs, sight).steps)).toEqual(expected);
  });

  it('has no row without a case above, and is as long as the design says', () => {
    expect(cases.map(([row]) => row)).toEqual(TABLE.map(inWords));
    expect(TABLE).toHaveLength(23);
  });

  it('answers every combination, or has nothing to do there on purpose', () => {
    const unanswered: string[] = [];
    for (const grantIs of Object.keys(STANDINGS) as TablePhase[])
      for (const recordIs of RECORDS)
        for (const sight of Object.keys(SIGHTS) as Sight[]) {
          const row = rowFor(grantIs, recordIs, new Set(SIGHTS[sight].words));
          if (row === undefined) unanswered.push(`${grantIs}, ${recordIs}, ${sight}`);
        }
    // Nobody wants anything, nothing of ours stands there: what stands there unconditionally is not ours to judge.
    expect(unanswered).toEqual([
      'none, nothing, none',
      'none, nothing, conditionRemoved',
      'none, intent, none',
      'none, intent, conditionRemoved',
      'none, closed, none',
      'none, closed, conditionRemoved',
      'none, refused, none',
      'none, refused, conditionRemoved',
    ]);
  });

  it('never touches what is not ours, in any combination but a lost condition', () => {
    for (const grantIs of Object.keys(STANDINGS) as TablePhase[])
      for (const recordIs of RECORDS)
        for (const sight of Object.keys(SIGHTS) as Sight[]) {
          const names = planned(grantIs, recordIs, sight).steps.flatMap(({ changes }) =>
            changes.filter(({ kind }) => kind === 'revoke').map(({ binding }) => nameOf(binding)),
          );
          const lost =
            sight === 'conditionRemoved' && recordIs === 'active' && ['live', 'held', 'over'].includes(grantIs);
          const allowed = lost ? `${VIEWER} for good` : 'pullcord/acme/42';
          expect(names.every((name) => name === allowed)).toBe(true);
        }
  });

  it('never grants but to a live grant that is not on record as given', () => {
    const granting = (Object.keys(STANDINGS) as TablePhase[]).flatMap((grantIs) =>
      RECORDS.flatMap((recordIs) =>
        (Object.keys(SIGHTS) as Sight[])
          .filter((sight) => planned(grantIs, recordIs, sight).steps.some(({ changes }) => changes.some(isGiven)))
          .map((sight) => `${grantIs}, ${recordIs}, ${sight}`),
      ),
    );
    expect(granting).toEqual([
      ...[
        'live, nothing, none',
        'live, nothing, different',
        'live, nothing, different, past',
        'live, nothing, conditionRemoved',
      ],
      ...[
        'live, intent, none',
        'live, intent, different',
        'live, intent, different, past',
        'live, intent, conditionRemoved',
      ],
    ]);
  });
});

describe('what a step says', () => {
  it('names what stood there, what stands there, and who held the role anyway', () => {
    const [step] = plan(input({ bindings: [PERMANENT] })).steps;
    expect(step).toEqual({
      pull: 42,
      resource: PROJECT,
      role: VIEWER,
      changes: [{ kind: 'grant', binding: OURS }],
      event: 'activated',
      why: '',
      before: [],
      after: [OURS],
      unconditionalBefore: ['user:alice@acme.example'],
    });
  });

  it('tells a grant that was taken early from one whose time ran out', () => {
    const steps = (standing: PhasedGrant['phase']) =>
      plan(input({ grants: [wanted(standing)], onRecord: record('active'), bindings: [OURS], now: AFTER_END })).steps;
    expect(steps(REVOKED)[0]).toMatchObject({ event: 'revoked', why: REVOKED.why });
    expect(steps(ENDED)[0]).toMatchObject({ event: 'ended', why: `its window ended at ${END}` });
    expect(steps(ENDED)[0]).toMatchObject({ before: [OURS], after: [] });
  });

  it.each<[string, Partial<PlanInput> & { bindings: readonly Binding[] }, string]>([
    ['closed on record', { onRecord: record('closed'), bindings: [OURS] }, 'the ledger has closed the grant'],
    ['that nobody asked for', { grants: [], bindings: [OURS] }, 'no approved request explains it'],
    [
      'of another role than the request gives',
      { bindings: [{ ...OURS, role: 'roles/storage.objectViewer' }], onRecord: record('closed') },
      'the request does not include this access',
    ],
    [
      'that names no pull request',
      { grants: [], bindings: [withCondition(OURS, { title: 'pullcord/acme/' })] },
      "a binding with Pullcord's mark names no pull request",
    ],
  ])('says why a binding %s is unexplained', (_, change, why) => {
    expect(plan(input(change)).steps).toMatchObject([{ event: 'unexplained', why, after: [] }]);
  });
});

describe('a lost condition', () => {
  const active = { grants: [wanted({ is: 'live' })], bindings: [PERMANENT] };

  it('is taken away with the reason, whoever holds the grant now', () => {
    const [step] = plan(input({ ...active, onRecord: record('active') })).steps;
    expect(step).toMatchObject({
      event: 'altered',
      why: 'condition-lost: the binding lost its condition, which made the access permanent',
      before: [PERMANENT],
      after: [],
    });
  });

  it('is none if the same role stood there unconditionally before: that is only told', () => {
    const before = record('active', ['user:Alice@acme.example']);
    expect(said(plan(input({ ...active, onRecord: before })).steps)).toEqual(['! removed 42']);
  });

  it('is none while ours still stands beside it', () => {
    const bindings = [PERMANENT, OURS];
    expect(said(plan(input({ bindings, onRecord: record('active') })).steps)).toEqual([]);
  });

  it('is not hidden by another binding with its mark, which goes with it', () => {
    const { steps } = plan(input({ bindings: [LONGER, PERMANENT], onRecord: record('active') }));
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      event: 'altered',
      why: 'condition-lost: the binding lost its condition, which made the access permanent',
      changes: [
        { kind: 'revoke', binding: PERMANENT },
        { kind: 'revoke', binding: LONGER },
      ],
      before: [PERMANENT, LONGER],
      after: [],
    });
  });

  it('is none for another member, role or condition', () => {
    const bindings = [
      { ...PERMANENT, member: 'user:bob@acme.example' },
      { ...PERMANENT, role: 'roles/browser' },
      withCondition(OURS, { title: 'somebody else’s' }),
    ];
    expect(said(plan(input({ bindings, onRecord: record('active') })).steps)).toEqual(['! removed 42']);
  });
});

describe('bindings beside the exact one', () => {
  it('go as unexplained while the exact one stands', () => {
    const { steps } = plan(input({ bindings: [OURS, LONGER], onRecord: record('active') }));
    expect(steps).toEqual([
      {
        pull: 42,
        resource: PROJECT,
        role: VIEWER,
        changes: [{ kind: 'revoke', binding: LONGER }],
        event: 'unexplained',
        why: "a second binding with Pullcord's mark exists beside the granted one",
        needsFreshRead: true,
        before: [LONGER],
        after: [],
        unconditionalBefore: [],
      },
    ]);
  });

  it('are no part of what a past run is said to have given', () => {
    const [activated, stray] = plan(input({ bindings: [LONGER, OURS] })).steps;
    expect(activated).toMatchObject({ event: 'activated', changes: [], before: [OURS], after: [OURS] });
    expect(stray).toMatchObject({ event: 'unexplained', before: [LONGER] });
  });

  it('go with it when the grant is over', () => {
    const { steps } = plan(
      input({ grants: [wanted(ENDED)], bindings: [OURS, LONGER], onRecord: record('active'), now: AFTER_END }),
    );
    expect(said(steps)).toEqual(['- pullcord/acme/42', '- pullcord/acme/42', '! ended 42']);
    expect(steps[0]?.after).toEqual([]);
  });

  it('that differ from it in nothing IAM sees do not take it with them', () => {
    const read = { ...snapshot([OURS]), bindings: [OURS, { ...OURS }] };
    expect(plan(input({ snapshot: read, onRecord: record('active') })).steps).toEqual([]);
  });
});

describe('a binding that bears the mark of a grant not given yet', () => {
  it('goes as nobody’s and closes nothing: what was asked for is given all the same', () => {
    const { steps } = plan(input({ onRecord: record('intent'), bindings: [LONGER] }));
    expect(said(steps)).toEqual(['+ pullcord/acme/42', '! activated 42', '- pullcord/acme/42', '! unexplained 42']);
    expect(steps[0]).toMatchObject({ before: [], after: [OURS] });
    expect(steps[1]).toMatchObject({
      before: [LONGER],
      after: [],
      why: "a binding with Pullcord's mark differs from the request and was never granted",
    });
  });
});

describe('a grant of which nothing more may be given', () => {
  const access = [VIEWER, 'roles/cloudsql.instanceUser'].map((role) => ({ resource: PROJECT, role }));
  const held = { grants: [{ pull: 42, grant: grant({ access }), phase: HELD }], onRecord: record('active') };
  const given = bindingOf(grant({ access }), access[0]);
  const notGiven = bindingOf(grant({ access }), access[1]);

  it('keeps what it has, and gets no more; that is said', () => {
    const { steps, messages } = plan(input({ ...held, bindings: [given] }));
    expect(steps).toEqual([]);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `#42 roles/cloudsql.instanceUser on ${PROJECT} is neither granted nor revoked in this run: ${HELD.why}`,
    ]);
  });

  it.each<[string, readonly Binding[], readonly string[]]>([
    [
      'what was altered is taken away',
      [withCondition(given, { expression: 'true' })],
      ['- pullcord/acme/42', '! altered 42'],
    ],
    ['what was removed is recorded', [], ['! removed 42']],
    [
      'a stray beside what it has goes',
      [given, withCondition(given, { expression: 'true' })],
      ['- pullcord/acme/42', '! unexplained 42'],
    ],
    [
      'a stray in place of what it has not goes, and says that nobody granted it',
      [given, withCondition(notGiven, { expression: 'true' })],
      ['- pullcord/acme/42', '! unexplained 42'],
    ],
    ['what another run has given of it stays', [given, notGiven], []],
    [
      'a stray beside that goes',
      [given, notGiven, withCondition(notGiven, { expression: 'true' })],
      ['- pullcord/acme/42', '! unexplained 42'],
    ],
  ])('%s', (_, bindings, expected) => {
    expect(said(plan(input({ ...held, bindings })).steps)).toEqual(expected);
  });
});

describe('two grants of the same access', () => {
  const second = bindingOf(grant({ pull: 43 }));

  it('are two bindings, and the end of one leaves the other', () => {
    const { steps } = plan(
      input({
        grants: [wanted(ENDED), wanted({ is: 'live' }, 43)],
        onRecord: record('active', [], [42, 43]),
        bindings: [OURS, second],
      }),
    );
    expect(said(steps)).toEqual(['- pullcord/acme/42', '! ended 42']);
  });

  it('are given side by side', () => {
    const { steps } = plan(
      input({
        grants: [wanted({ is: 'live' }), wanted({ is: 'live' }, 43)],
        onRecord: record('active', [], [42]),
        bindings: [OURS],
      }),
    );
    expect(said(steps)).toEqual(['+ pullcord/acme/43', '! activated 43']);
  });

  it('are not confused by one bearing the other’s number', () => {
    const forged = withCondition(second, { title: 'pullcord/acme/42', expression: 'true' });
    const { steps } = plan(
      input({
        grants: [wanted({ is: 'live' }), wanted({ is: 'live' }, 43)],
        onRecord: record('active', [], [42, 43]),
        bindings: [OURS, second, forged],
      }),
    );
    expect(steps).toMatchObject([{ pull: 42, event: 'unexplained', before: [forged] }]);
  });
});

describe('another repository with our slug', () => {
  const theirs = withCondition(OURS, { title: 'pullcord/acme/7', description: 'repository 700200 https://x/7' });

  it('stops grants on that resource, and says so; what is over still goes, and theirs stays', () => {
    const { steps, messages } = plan(
      input({
        grants: [wanted({ is: 'live' }), wanted(ENDED, 43)],
        onRecord: record('active', [], [43]),
        bindings: [theirs, bindingOf(grant({ pull: 43 }))],
      }),
    );
    expect(said(steps)).toEqual(['- pullcord/acme/43', '! ended 43']);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `${PROJECT} has bindings marked pullcord/acme by repository 700200; Pullcord only revokes there until the other one renames its \`installation\``,
    ]);
  });
});

describe("Google's limits", () => {
  it('let grants wait and never revocations', () => {
    const crowd = Array.from({ length: 1449 }, (_, index) => ({ role: 'roles/viewer', member: `user:u${index}@x` }));
    const { steps, messages } = plan(
      input({
        grants: [wanted({ is: 'live' }), wanted(ENDED, 43)],
        onRecord: record('active', [], [43]),
        bindings: [...crowd, bindingOf(grant({ pull: 43 }))],
      }),
    );
    expect(said(steps)).toEqual(['- pullcord/acme/43', '! ended 43']);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `#42 waits for room: ${PROJECT} would have 1452 principals, too close to Google's limit of 1500`,
    ]);
  });

  it('count what this run is about to give as well', () => {
    const twenty = Array.from({ length: 19 }, (_, index) => bindingOf(grant({ pull: 100 + index })));
    const { steps, messages } = plan(
      input({
        grants: [
          ...twenty.map((_, index) => wanted({ is: 'live' }, 100 + index)),
          wanted({ is: 'live' }, 42),
          wanted({ is: 'live' }, 43),
        ],
        onRecord: record(
          'active',
          [],
          Array.from({ length: 19 }, (_, index) => 100 + index),
        ),
        bindings: twenty,
      }),
    );
    expect(said(steps)).toEqual(['+ pullcord/acme/42', '! activated 42']);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `#43 waits for room: user:alice@acme.example already has 20 bindings of ${VIEWER} on ${PROJECT}; Google allows no more`,
    ]);
  });
});

describe('a lapse', () => {
  it.each([ENDED, REVOKED])('says how the grant is over, should it have been given after all', (standing) => {
    const { steps } = plan(input({ grants: [wanted(standing)], onRecord: record('intent') }));
    expect(steps).toMatchObject([{ event: 'lapsed', over: standing.how }]);
  });
});

describe('what is not known', () => {
  it('leaves what stands beside the exact binding until it is known', () => {
    const { steps, messages } = plan(
      input({ ...STANDINGS.unknown, onRecord: record('active'), bindings: [OURS, LONGER] }),
    );
    expect(steps).toEqual([]);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `#42 ${VIEWER} on ${PROJECT} is neither granted nor revoked in this run: GitHub is silent`,
    ]);
  });

  it('defers a grant and says why, once for each role', () => {
    const access = [VIEWER, 'roles/cloudsql.instanceUser'].map((role) => ({ resource: PROJECT, role }));
    const standing = { is: 'unknown' as const, why: 'a team could not be read' };
    const { steps, messages } = plan(input({ grants: [{ pull: 42, grant: grant({ access }), phase: standing }] }));
    expect(steps).toEqual([]);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `#42 ${VIEWER} on ${PROJECT} is neither granted nor revoked in this run: a team could not be read`,
      `#42 roles/cloudsql.instanceUser on ${PROJECT} is neither granted nor revoked in this run: a team could not be read`,
    ]);
  });

  it('holds for pull requests nobody can tell of, but not for a mark that names none', () => {
    const nameless = withCondition(OURS, { title: 'pullcord/acme/none' });
    const { steps, messages } = plan(
      input({ grants: [], whyOthersUnknown: 'GitHub is silent', bindings: [OURS, nameless] }),
    );
    expect(said(steps)).toEqual(['- pullcord/acme/none', '! unexplained ?']);
    expect(sentencesOf(messages, 'notice')).toEqual([
      `#42 ${VIEWER} on ${PROJECT} is neither granted nor revoked in this run: GitHub is silent`,
    ]);
  });

  it('believes no binding that says it is over but is not the one of the grant: that one stands', () => {
    const mismatched = withCondition(OURS, { expression: OURS.condition?.expression.replace(END, BEFORE_END) ?? '' });
    const { steps } = plan(
      input({ ...STANDINGS.unknown, onRecord: record('active'), bindings: [OURS, mismatched], now: BEFORE_END }),
    );
    expect(steps).toMatchObject([
      { changes: [{ kind: 'revoke', binding: mismatched }], event: 'unexplained', before: [mismatched], after: [] },
    ]);
    expect(steps[0]?.needsFreshRead).toBeUndefined();
  });

  it('believes it where no grant is known to compare with', () => {
    const { steps } = plan(
      input({ grants: [], whyOthersUnknown: 'GitHub is silent', bindings: [OURS], now: AFTER_END }),
    );
    expect(said(steps)).toEqual(['- pullcord/acme/42', '! ended 42']);
  });

  it('leaves a binding whose window cannot be read, and takes the one beside it that says it is over', () => {
    const damaged = withCondition(OURS, { expression: `${OURS.condition?.expression ?? ''} || true` });
    const { steps } = plan(
      input({ ...STANDINGS.unknown, onRecord: 'unreadable', bindings: [OURS, damaged], now: AFTER_END }),
    );
    expect(steps).toMatchObject([
      { changes: [{ kind: 'revoke', binding: OURS }], event: undefined, before: [OURS, damaged], after: [damaged] },
    ]);
  });

  it('of the ledger grants nothing and still takes what says itself that it is over', () => {
    const live = plan(input({ onRecord: 'unreadable', bindings: [] }));
    expect(live).toEqual({ resource: PROJECT, steps: [], messages: [] });
    const atTheEnd = plan(input({ onRecord: 'unreadable', bindings: [OURS], now: END }));
    expect(said(atTheEnd.steps)).toEqual(['- pullcord/acme/42']);
    const secondBefore = plan(input({ onRecord: 'unreadable', bindings: [OURS], now: '2026-11-24T04:16:59Z' }));
    expect(secondBefore.steps).toEqual([]);
  });
});

function inWords(row: (typeof TABLE)[number] | undefined): string {
  if (row === undefined) return 'no row';
  const [grantIs, recordIs, bindingIs, change, event] = row;
  return `${grantIs}, ${recordIs}, ${bindingIs}: ${change} ${event}`.replace(/ +/g, ' ').trim();
}

function isGiven({ kind }: Step['changes'][number]): boolean {
  return kind === 'grant';
}
