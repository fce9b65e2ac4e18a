import type { Grant, Owner } from '../grant/grant.ts';
import type { Binding, Change, Snapshot } from '../grant/iam-policy.ts';
import type { Message } from '../message.ts';
import type { Instant } from '../time.ts';

/*
 * The specification. One row per (pull request, resource, role), first match wins:
 *
 * `over`: past its window, or revoked; the event is `ended` or `revoked`, whichever instant came first.
 * `held`: live and never given here, and nothing more may be given of it.
 * `conditionRemoved`: the exact binding is missing, and the same role and member stands unconditional though it did not when the grant
 * was activated: somebody made the access permanent. Whatever else bears its mark goes with it.
 * `past`: bears our mark and says itself that it is over.
 * `mismatched`: past, and not the binding of the grant whose mark it bears: it proves nothing about that grant.
 * `ours`: bears our mark, exact or not.
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
  ['live',    'nothing/intent', 'same',             '',       'activated'  ], // a past run's work
  ['live',    'nothing/intent', 'any',              'grant',  'activated'  ], // what else bears its mark goes
  ['live',    'active',         'same',             '',       ''           ],
  ['any',     'active',         'conditionRemoved', 'revoke', 'altered'    ], // closes
  ['live',    'active',         'none',             '',       'removed'    ], // closes: never given twice
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

/** The first row that fits, or `undefined`: then nothing is there and nothing is to be done. */
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

/** The phase of one grant at the moment of planning. */
export type GrantPhase =
  | { readonly is: 'live' }
  /** Live as far as it was given; why nothing more may be given of it. */
  | { readonly is: 'held'; readonly why: string }
  | { readonly is: 'over'; readonly how: 'ended' | 'revoked'; readonly at: Instant; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string };

/** A pull request's grant, if it has one, and how it stands. */
export interface PhasedGrant {
  readonly pull: number;
  readonly grant: Grant | undefined;
  readonly phase: GrantPhase;
}

/** The ledger's entry for one (pull request, resource, role). */
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
  readonly grants: readonly PhasedGrant[];
  /** The reason why other pull requests are unknown; absent: they have no grant. */
  readonly whyOthersUnknown?: string;
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
  /**
   * It says that nobody stands behind a binding, or that somebody took one or made one permanent: true only as long as the
   * default branch and the ledger are what they were when the plan was made.
   */
  readonly needsFreshRead?: true;
  /** For `lapsed`: how the grant is over, should it turn out that it was given. */
  readonly over?: 'ended' | 'revoked';
  /** The bindings of this row before: ours, or the unconditional one that replaced it. */
  readonly before: readonly Binding[];
  /** The bindings of this row after. */
  readonly after: readonly Binding[];
  /** For `activated`: who held the role unconditionally at that moment. */
  readonly unconditionalBefore: readonly string[];
  /** For drift that was asked about: the person behind it, by Google's audit log; `null`: it does not name one. */
  readonly actor?: Actor | null;
}

/** The account behind a change, and its time, by Google's audit log. */
export interface Actor {
  readonly principal: string;
  readonly at: Instant;
}

export interface Plan {
  readonly resource: string;
  readonly steps: readonly Step[];
  /** Access that waits, and the reasons. */
  readonly messages: readonly Message[];
}

/** The step adds a binding. */
export function givesAccess({ changes }: Step): boolean {
  return changes.some(({ kind }) => kind === 'grant');
}
