import { approverIds } from '../revocation/revoke-comment.ts';
import type { Grant } from '../grant/grant.ts';
import type { Entry } from '../plan/table.ts';
import type { Instant } from '../time.ts';
import type { LedgerRecord } from './record.ts';
import { foldReview, type ReviewState } from './on-review.ts';

/** The state of one pull request, folded from its records. */
export interface GrantState {
  readonly pull: number;
  readonly path: string;
  readonly blob: string | null;
  /** The pull request's head commit at the decision; `null` if no recorded decision names one. */
  readonly head: string | null;
  /** `refused` and `lapsed` are final for the whole request. `granted` has entries, each open or closed. */
  readonly fate: 'granted' | 'refused' | 'lapsed';
  readonly grant: Grant | undefined;
  /** Entries by `entryKey`. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Numeric ids of the approvers, as far as the recorded evidence names them. */
  readonly approvers: readonly number[];
  /** Present if the requester broke glass. */
  readonly review?: ReviewState;
  /** Time of its last record. */
  readonly last: Instant;
  /** True if any of its access was ever granted. */
  readonly wasGiven: boolean;
  /** Time of the last record that closed a binding; `undefined` if there is none. */
  readonly closedAt: Instant | undefined;
  /** True if its use is on record. */
  readonly usageRead: boolean;
}

/** Kinds of records that close access for good. */
export const CLOSING_KINDS: readonly string[] = ['ended', 'revoked', 'removed', 'altered', 'lapsed'];

/** Returns the state of a pull request after one more record; `undefined` if the record begins no state. */
export function foldGrantState(
  before: GrantState | undefined,
  record: LedgerRecord,
  pull: number,
): GrantState | undefined {
  if ((record.kind === 'unexplained' || record.kind === 'used') && before === undefined) return undefined;
  const fate =
    record.kind === 'refused'
      ? 'refused'
      : record.kind === 'lapsed' && record.bindings === undefined
        ? 'lapsed'
        : (before?.fate ?? 'granted');
  const review = foldReview(before?.review, record);
  return {
    pull,
    path: record.request?.path ?? before?.path ?? '',
    blob: record.request?.blob ?? before?.blob ?? null,
    approvers: joined(before?.approvers ?? [], approversIn(record)),
    head: before?.head ?? record.decision?.evidence.pull?.head.sha ?? null,
    fate,
    grant: record.grant ?? before?.grant,
    entries: foldEntries(before?.entries ?? NO_ENTRIES, record),
    ...(review === undefined ? {} : { review }),
    last: record.at,
    wasGiven: (before?.wasGiven ?? false) || record.kind === 'activated' || isCloseOfGiven(record),
    closedAt: CLOSING_KINDS.includes(record.kind) ? record.at : before?.closedAt,
    usageRead: record.kind === 'used' || (before?.usageRead ?? false),
  };
}

/** True if the closed binding existed. Its activation may be missing in the ledger. */
function isCloseOfGiven({ kind, bindings = [] }: LedgerRecord): boolean {
  return CLOSING_KINDS.includes(kind) && bindings.some(({ before }) => before.length > 0);
}

const NO_ENTRIES: GrantState['entries'] = new Map();

function foldEntries(known: GrantState['entries'], { kind, bindings = [] }: LedgerRecord): GrantState['entries'] {
  if (bindings.length === 0) return known;
  const entries = new Map(known);
  for (const { resource, role, unconditionalBefore } of bindings) {
    const key = entryKey(resource, role);
    const before = entries.get(key);
    if (kind === 'intent' && before === undefined) entries.set(key, { is: 'intent', unconditionalBefore });
    if (kind === 'activated' && before?.is !== 'closed') entries.set(key, { is: 'active', unconditionalBefore });
    if (CLOSING_KINDS.includes(kind))
      entries.set(key, { is: 'closed', unconditionalBefore: before?.unconditionalBefore ?? [] });
  }
  return entries;
}

function joined(known: readonly number[], more: readonly number[]): readonly number[] {
  return more.every((id) => known.includes(id)) ? known : [...new Set([...known, ...more])];
}

/** Returns the approvers' ids. The evidence of the decision names the account of each login at that time. */
function approversIn({ decision, grant }: LedgerRecord): readonly number[] {
  return approverIds(grant?.approvedBy ?? [], decision?.evidence.pull?.reviews ?? []);
}

/** True if a recorded grant may still have bindings, or has access that was neither granted nor closed. */
export function hasOpenEntries(state: GrantState): boolean {
  if (state.entries.size > 0) for (const entry of state.entries.values()) if (isOpenEntry(entry)) return true;
  return isPartlyGranted(state);
}

/** True if some access of a grant has no activation on record, only an intent or nothing. */
export function isPartlyGranted({ fate, grant, entries }: GrantState): boolean {
  return (
    fate === 'granted' &&
    grant !== undefined &&
    grant.access.some(({ resource, role }) => {
      const entry = entries.get(entryKey(resource, role));
      return entry === undefined || entry.is === 'intent';
    })
  );
}

/**
 * True if a pull request has records but no decision. A run that could read only Google ended a binding which an earlier run
 * granted and could not record.
 */
export function isUndecided({ fate, grant, path }: GrantState): boolean {
  return fate === 'granted' && grant === undefined && path === '';
}

/** Returns the key of an entry. */
export function entryKey(resource: string, role: string): string {
  return `${resource} ${role}`;
}

export function resourceOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}

export function roleOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

export function isOpenEntry(entry: Entry): boolean {
  return entry.is === 'intent' || entry.is === 'active';
}
