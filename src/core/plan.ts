import { decode, encode, isExactly, type Grant, type GrantedRole, type Mark, type Owner } from './grant.ts';
import { lackOfRoom, sameMember, type Binding, type Change, type Snapshot } from './iam-policy.ts';
import type { Instant } from './time.ts';

/*
 * The specification. One row per (pull request, resource, role), first match wins:
 *
 * `over`: past its window, or revoked; the event is `ended` or `revoked`, whichever instant came first.
 * `gone`: our marked binding is missing, and the same role and member stands unconditional though it did not when the
 * grant was activated: somebody made the access permanent.
 * `past`: bears our mark and says itself that it is over.
 * `ours`: bears our mark, exact or not.
 */
type GrantIs = 'live' | 'over' | 'none' | 'unknown';
type RecordIs = 'nothing' | 'intent' | 'active' | 'closed' | 'refused' | 'unreadable';
type BindingIs = 'none' | 'same' | 'different' | 'ours' | 'past' | 'gone';
type Row = readonly [
  grant: GrantIs | 'any',
  onRecord: RecordIs | 'any' | 'nothing/intent' | 'closed/refused',
  binding: BindingIs | 'any',
  change: Change['kind'] | '',
  event: EventKind | 'over' | '',
];

// prettier-ignore
export const TABLE: readonly Row[] = [
  // grant     on record         binding      change    event
  ['any',     'unreadable',     'past',      'revoke', ''           ], // recorded once the ledger is readable
  ['any',     'unreadable',     'any',       '',       ''           ], // no grants, and the run says so
  ['unknown', 'closed/refused', 'past',      'revoke', ''           ],
  ['unknown', 'any',            'past',      'revoke', 'ended'      ],
  ['unknown', 'any',            'any',       '',       ''           ], // deferred, and the run says why
  ['any',     'active',         'gone',      'revoke', 'altered'    ], // closes
  ['live',    'nothing',        'none',      'grant',  'activated'  ],
  ['live',    'nothing/intent', 'same',      '',       'activated'  ], // a past run's work
  ['live',    'intent',         'none',      'grant',  'activated'  ],
  ['live',    'active',         'same',      '',       ''           ],
  ['live',    'active',         'none',      '',       'removed'    ], // closes: never given twice
  ['live',    'closed/refused', 'none',      '',       ''           ],
  ['live',    'closed/refused', 'ours',      'revoke', 'unexplained'],
  ['live',    'any',            'different', 'revoke', 'altered'    ], // closes
  ['over',    'nothing/intent', 'none',      '',       'lapsed'     ], // closes
  ['over',    'active',         'none',      '',       'over'       ],
  ['over',    'closed/refused', 'none',      '',       ''           ],
  ['over',    'closed/refused', 'ours',      'revoke', 'unexplained'],
  ['over',    'any',            'ours',      'revoke', 'over'       ],
  ['none',    'active',         'none',      '',       'revoked'    ],
  ['none',    'any',            'ours',      'revoke', 'unexplained'],
];

export const EVENT_KINDS = [
  'activated',
  'ended',
  'revoked',
  'removed',
  'altered',
  'unexplained',
  'refused',
  'lapsed',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Where one grant stands at the moment of planning. */
export type Standing =
  | { readonly is: 'live' }
  | { readonly is: 'over'; readonly how: 'ended' | 'revoked'; readonly at: Instant; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

/** A pull request's grant, if it has one, and how it stands. */
export interface Wanted {
  readonly pull: number;
  readonly grant: Grant | undefined;
  readonly standing: Standing;
}

/** What the ledger holds about one (pull request, resource, role). */
export interface Entry {
  readonly is: Exclude<RecordIs, 'unreadable' | 'nothing'>;
  /** Members that held the role unconditionally before the grant was activated. */
  readonly unconditionalBefore: readonly string[];
}

export interface OnRecord {
  /** `undefined`: nothing on record. */
  entry(pull: number, resource: string, role: string): Entry | undefined;
  /** Every (pull request, role) on record and not closed for `resource`. */
  open(resource: string): readonly { readonly pull: number; readonly role: string }[];
}

export interface PlanInput {
  readonly snapshot: Snapshot;
  readonly owner: Owner;
  readonly wanted: readonly Wanted[];
  /** Pull requests nobody can tell anything about are unknown, with this reason; without it they have no grant. */
  readonly unknownPulls?: string;
  readonly onRecord: OnRecord | 'unreadable';
  /** The earlier of the clocks that count: what its own end puts behind it is over by every clock. */
  readonly now: Instant;
}

/** One row's outcome: at most one event, which becomes true once `changes` (if any) have landed. */
export interface Step {
  readonly pull: number | undefined;
  readonly resource: string;
  readonly role: string;
  readonly changes: readonly Change[];
  readonly event: EventKind | undefined;
  readonly why: string;
  /** What stood there before, of this row: ours, or the unconditional binding that replaced it. */
  readonly before: readonly Binding[];
  /** What stands there after. */
  readonly after: readonly Binding[];
  /** For `activated`: who held the role unconditionally at that moment. */
  readonly unconditionalBefore: readonly string[];
}

export interface Plan {
  readonly resource: string;
  readonly steps: readonly Step[];
  /** What cannot be done or told now, in sentences. */
  readonly deferred: readonly string[];
}

/** Desired, actual and on record, compared: what to change on one resource and what thereby becomes true. Pure. */
export function plan(input: PlanInput): Plan {
  const { snapshot } = input;
  const marked = snapshot.bindings.map((binding) => ({ binding, mark: decode(binding, input.owner) }));
  const ours = marked.flatMap(({ binding, mark }) => (mark.of === 'us' ? [{ binding, mark }] : []));
  const others = marked.flatMap(({ mark }) => (mark.of === 'another-repository' ? [mark.repository] : []));
  const outcomes = keysOf(input, ours).map((key) => settleKey(input, key, ours));
  const deferred = outcomes.flatMap((outcome) => outcome.deferred);
  const steps = outcomes.flatMap((outcome) => outcome.steps);
  if (others.length > 0) {
    const why = `${snapshot.resource} has bindings marked pullcord/${input.owner.installation} by repository ${[...new Set(others)].join(', ')}: left alone, no grants there until one installation is renamed`;
    return { resource: snapshot.resource, steps: steps.filter((step) => !isGrant(step)), deferred: [...deferred, why] };
  }
  return withinLimits(snapshot, steps, deferred);
}

type Ours = { readonly binding: Binding; readonly mark: Extract<Mark, { of: 'us' }> };
type Key = { readonly pull: number | undefined; readonly role: string; readonly granted: GrantedRole | undefined };
type Outcome = { readonly steps: readonly Step[]; readonly deferred: readonly string[] };

function keysOf(input: PlanInput, ours: readonly Ours[]): readonly Key[] {
  const { resource } = input.snapshot;
  const keys = new Map<string, Key>();
  const add = (key: Key) => {
    const name = `${key.pull ?? '?'} ${key.role}`;
    if (!keys.has(name)) keys.set(name, key);
  };
  for (const { pull, grant } of input.wanted)
    for (const granted of grant?.access ?? [])
      if (granted.resource === resource) add({ pull, role: granted.role, granted });
  if (input.onRecord !== 'unreadable')
    for (const { pull, role } of input.onRecord.open(resource)) add({ pull, role, granted: undefined });
  for (const { binding, mark } of ours) add({ pull: mark.pull, role: binding.role, granted: undefined });
  return [...keys.values()];
}

function settleKey(input: PlanInput, key: Key, allOurs: readonly Ours[]): Outcome {
  const { snapshot, owner } = input;
  const wanted = input.wanted.find(({ pull }) => pull === key.pull);
  const exact =
    wanted?.grant === undefined || key.granted === undefined ? undefined : encode(wanted.grant, key.granted, owner);
  const ours = allOurs.filter(({ binding, mark }) => mark.pull === key.pull && binding.role === key.role);
  const same = exact === undefined ? undefined : ours.find(({ binding }) => isExactly(binding, exact));
  const strays = same === undefined ? [] : ours.filter((one) => one !== same);
  const past = ours.filter(({ mark }) => mark.window !== undefined && mark.window.end <= input.now);
  const entry =
    input.onRecord === 'unreadable' || key.pull === undefined
      ? undefined
      : input.onRecord.entry(key.pull, snapshot.resource, key.role);
  const permanent =
    ours.length === 0 && wanted?.grant !== undefined ? unconditional(snapshot, key.role, wanted.grant.principal) : [];
  const replaced = permanent.filter(({ member }) => !(entry?.unconditionalBefore ?? []).includes(member));

  const grantIs = standingOf(input, key, wanted);
  const recordIs: RecordIs = input.onRecord === 'unreadable' ? 'unreadable' : (entry?.is ?? 'nothing');
  const bindingIs = (pattern: BindingIs | 'any'): boolean => {
    switch (pattern) {
      case 'any':
        return true;
      case 'none':
        return ours.length === 0;
      case 'same':
        return same !== undefined;
      case 'different':
        return ours.length > 0 && same === undefined;
      case 'ours':
        return ours.length > 0;
      case 'past':
        return past.length > 0;
      case 'gone':
        return replaced.length > 0;
    }
  };
  const row = TABLE.find(
    ([grant, record, binding]) =>
      (grant === 'any' || grant === grantIs.is) &&
      (record === 'any' || record.split('/').includes(recordIs)) &&
      bindingIs(binding),
  );
  const deferred =
    grantIs.is === 'unknown' && row?.[3] !== 'revoke' ? [deferral(key, snapshot.resource, grantIs.why)] : [];
  if (row === undefined) return { steps: [], deferred };

  const [, , binding, change, event] = row;
  const whatIsOurs = ours.map((one) => one.binding);
  const taken = binding === 'past' ? past.map((one) => one.binding) : binding === 'gone' ? replaced : whatIsOurs;
  const before = binding === 'gone' ? replaced : whatIsOurs;
  const given = change === 'grant' && exact !== undefined ? [exact] : [];
  const changes: Change[] =
    change === 'revoke'
      ? taken.map((b) => ({ kind: 'revoke', binding: b }))
      : given.map((b) => ({ kind: 'grant', binding: b }));
  const kind = event === 'over' ? (wanted?.standing.is === 'over' ? wanted.standing.how : 'ended') : event;
  const main: Step = {
    pull: key.pull,
    resource: snapshot.resource,
    role: key.role,
    changes,
    event: kind === '' ? undefined : kind,
    why: whyOf(row, grantIs, key),
    before,
    after: change === 'revoke' ? before.filter((b) => !taken.includes(b)) : [...before, ...given],
    unconditionalBefore:
      kind === 'activated' && wanted?.grant !== undefined
        ? unconditional(snapshot, key.role, wanted.grant.principal).map(({ member }) => member)
        : [],
  };
  const mainSteps = main.event === undefined && changes.length === 0 ? [] : [main];
  // An exact binding stands; whatever else carries its mark is nobody's.
  const straySteps =
    grantIs.is === 'live' &&
    recordIs !== 'unreadable' &&
    changes.every(({ kind: k }) => k !== 'revoke') &&
    strays.length > 0
      ? [strayStep(key, snapshot.resource, strays)]
      : [];
  return { steps: [...mainSteps, ...straySteps], deferred };
}

function strayStep(key: Key, resource: string, strays: readonly Ours[]): Step {
  const bindings = strays.map(({ binding }) => binding);
  return {
    pull: key.pull,
    resource,
    role: key.role,
    changes: bindings.map((binding) => ({ kind: 'revoke', binding })),
    event: 'unexplained',
    why: 'a binding with our mark beside the one that was granted',
    before: bindings,
    after: [],
    unconditionalBefore: [],
  };
}

type Is = { readonly is: GrantIs; readonly why: string };

function standingOf(input: PlanInput, key: Key, wanted: Wanted | undefined): Is {
  if (wanted !== undefined) {
    if (wanted.standing.is === 'unknown') return wanted.standing;
    // The grant does not hand out this role here: a binding that claims it does is nobody's.
    const handedOut = wanted.grant?.access.some((a) => a.resource === input.snapshot.resource && a.role === key.role);
    if (handedOut !== true) return { is: 'none', why: 'the request gives no such access' };
    return { is: wanted.standing.is, why: wanted.standing.is === 'over' ? wanted.standing.why : '' };
  }
  if (input.unknownPulls !== undefined && key.pull !== undefined) return { is: 'unknown', why: input.unknownPulls };
  return { is: 'none', why: 'no approved request stands behind it' };
}

function unconditional(snapshot: Snapshot, role: string, principal: string): readonly Binding[] {
  return snapshot.bindings.filter(
    (binding) => binding.condition === undefined && binding.role === role && sameMember(binding.member, principal),
  );
}

function deferral(key: Key, resource: string, why: string): string {
  return `#${key.pull ?? '?'} ${key.role} on ${resource}: ${why}`;
}

function whyOf(row: Row, grantIs: Is, key: Key): string {
  const [, , binding, , event] = row;
  if (binding === 'gone') return 'condition-lost: the access was made permanent';
  switch (event) {
    case 'removed':
      return 'somebody took the binding away before its end; it is not given again';
    case 'altered':
      return 'the binding is no longer the one that was granted';
    case 'unexplained':
      return key.pull === undefined
        ? 'a binding with our mark that names no pull request'
        : grantIs.why || 'the grant is closed on record';
    case 'ended':
      return 'its own end has passed';
    default:
      return grantIs.why;
  }
}

function isGrant(step: Step): boolean {
  return step.changes.some(({ kind }) => kind === 'grant');
}

/** Grants that do not fit Google's limits wait; revocations never do. */
function withinLimits(snapshot: Snapshot, steps: readonly Step[], deferred: readonly string[]): Plan {
  const kept: Step[] = [];
  const waiting: string[] = [];
  for (const step of steps) {
    const wanted = [...kept, step].flatMap(({ changes }) =>
      changes.flatMap(({ kind, binding }) => (kind === 'grant' ? [binding] : [])),
    );
    const lack = isGrant(step) ? lackOfRoom(snapshot, wanted) : undefined;
    if (lack === undefined) kept.push(step);
    else waiting.push(`#${step.pull ?? '?'}: ${lack}`);
  }
  return { resource: snapshot.resource, steps: kept, deferred: [...deferred, ...waiting] };
}
