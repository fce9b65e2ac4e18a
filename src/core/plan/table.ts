import type { Grant, Owner } from '../grant/grant.ts';
import type { Binding, Change, Snapshot } from '../grant/iam-policy.ts';
import type { Message } from '../message.ts';
import type { Instant } from '../time.ts';

/*
 * The specification. One row per (pull request, resource, role), first match wins:
 *
 * `over`: past its window, or revoked. The event is `ended` or `revoked`, by the earlier of the two instants.
 * `held`: live and never granted here, and no more of it may be granted.
 * `conditionRemoved`: the exact binding is missing, and the same role and member has an unconditional binding. That one did
 * not exist when the grant was activated: somebody made the access permanent. Other bindings with the mark are revoked too.
 * `past`: has our mark, and its own condition has expired.
 * `mismatched`: past, but not the binding of the grant in its mark, so it proves nothing about that grant.
 * `ours`: has our mark, exact or not.
 */
// prettier-ignore
export const TABLE: readonly Row[] = [
  // grant    on record         binding             change    event
  ['any',     'unreadable',     'past',             'revoke', ''           ], // recorded once the ledger is readable
  ['any',     'unreadable',     'any',              '',       ''           ], // no grants, and the run says so
  ['unknown', 'closed/refused', 'past',             'revoke', ''           ],
  ['unknown', 'any',            'mismatched',       'revoke', 'unexplained'],
  ['unknown', 'any',            'past',             'revoke', 'ended'      ],
  ['unknown', 'any',            'any',              '',       ''           ], // deferred, and the run says why
  ['held',    'any',            'same/none',        '',       ''           ], // deferred, and the run says why
  ['held',    'any',            'ours',             'revoke', 'unexplained'],
  ['live',    'nothing/intent', 'same',             '',       'activated'  ], // an earlier run granted it
  ['live',    'nothing/intent', 'any',              'grant',  'activated'  ], // other bindings with its mark are revoked
  ['live',    'active',         'same',             '',       ''           ],
  ['any',     'active',         'conditionRemoved', 'revoke', 'altered'    ], // closes
  ['live',    'active',         'none',             '',       'removed'    ], // closes: never granted twice
  ['live',    'closed/refused', 'none',             '',       ''           ],
  ['live',    'closed/refused', 'ours',             'revoke', 'unexplained'],
  ['live',    'any',            'different',        'revoke', 'altered'    ], // closes
  ['over',    'nothing/intent', 'none',             '',       'lapsed'     ], // closes
  ['over',    'active',         'none',             '',       'over'       ],
  ['over',    'closed/refused', 'none',             '',       ''           ],
  ['over',    'closed/refused', 'ours',             'revoke', 'unexplained'],
  ['over',    'any',            'ours',             'revoke', 'over'       ],
  ['none',    'active',         'none',             '',       'revoked'    ],
  ['none',    'any',            'ours',             'revoke', 'unexplained'],
];

export type TablePhase = 'live' | 'held' | 'over' | 'none' | 'unknown';
export type RecordIs = 'nothing' | 'intent' | 'active' | 'closed' | 'refused' | 'unreadable';
export type BindingIs = 'none' | 'same' | 'different' | 'ours' | 'past' | 'mismatched' | 'conditionRemoved';
export type Row = readonly [
  grant: TablePhase | 'any',
  onRecord: RecordIs | 'any' | 'nothing/intent' | 'closed/refused',
  binding: BindingIs | 'any' | 'same/none',
  change: Change['kind'] | '',
  event: EventKind | 'over' | '',
];

/** Returns the first row that fits. If it is `undefined`, there is nothing to do. */
export function rowFor(grant: TablePhase, onRecord: RecordIs, bindings: ReadonlySet<BindingIs>): Row | undefined {
  return TABLE.find(
    ([whatGrant, whatRecord, whatBinding]) =>
      (whatGrant === 'any' || whatGrant === grant) &&
      (whatRecord === 'any' || whatRecord.split('/').includes(onRecord)) &&
      (whatBinding === 'any' || whatBinding.split('/').some((word) => (bindings as ReadonlySet<string>).has(word))),
  );
}

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

/** The phase of one grant at the time of the plan. */
export type GrantPhase =
  | { readonly is: 'live' }
  /** Live only on resources where it was granted. `why` is the reason that no more of it may be granted. */
  | { readonly is: 'held'; readonly why: string }
  | { readonly is: 'over'; readonly how: 'ended' | 'revoked'; readonly at: Instant; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

/** A pull request's grant, if it has one, and its phase. */
export interface PhasedGrant {
  readonly pull: number;
  readonly grant: Grant | undefined;
  readonly phase: GrantPhase;
}

/** The ledger's state of one (pull request, resource, role). */
export interface Entry {
  readonly is: Exclude<RecordIs, 'unreadable' | 'nothing'>;
  /** Members that held the role unconditionally before the grant was activated. */
  readonly unconditionalBefore: readonly string[];
}

export interface OnRecord {
  /** Returns `undefined` if nothing is on record. */
  entry(pull: number, resource: string, role: string): Entry | undefined;
  /** Returns every (pull request, role) on record that is not closed for `resource`. */
  open(resource: string): readonly { readonly pull: number; readonly role: string }[];
}

export interface PlanInput {
  readonly snapshot: Snapshot;
  readonly owner: Owner;
  readonly grants: readonly PhasedGrant[];
  /** The reason that other pull requests are unknown. Absent if they have no grant. */
  readonly whyOthersUnknown?: string;
  readonly onRecord: OnRecord | 'unreadable';
  /** The earlier clock. A binding that ends before it is over by every clock. */
  readonly now: Instant;
}

/** One row's outcome: at most one event. It becomes true when its `changes` (if any) have landed. */
export interface Step {
  readonly pull: number | undefined;
  readonly resource: string;
  readonly role: string;
  readonly changes: readonly Change[];
  readonly event: EventKind | undefined;
  readonly why: string;
  /**
   * True if the step reports an unexplained, removed or permanent binding. The report holds only while the default branch
   * and the ledger are unchanged since the plan.
   */
  readonly needsFreshRead?: true;
  /** For `lapsed`: the event instead, if Google's record shows that the access was granted. */
  readonly over?: 'ended' | 'revoked';
  /** The bindings of this row before the step: ours, or the unconditional one that replaced it. */
  readonly before: readonly Binding[];
  /** The bindings of this row after the step. */
  readonly after: readonly Binding[];
  /** For `activated`: the members that held the role unconditionally at that time. */
  readonly unconditionalBefore: readonly string[];
  /** For attributed drift: its actor in Google's audit log. `null` if the log names none. */
  readonly actor?: Actor | null;
}

/** The account that made a change, and the time, from Google's audit log. */
export interface Actor {
  readonly principal: string;
  readonly at: Instant;
}

export interface Plan {
  readonly resource: string;
  readonly steps: readonly Step[];
  /** Deferred access, with the reasons. */
  readonly messages: readonly Message[];
}

/** True if the step adds a binding. */
export function givesAccess({ changes }: Step): boolean {
  return changes.some(({ kind }) => kind === 'grant');
}
