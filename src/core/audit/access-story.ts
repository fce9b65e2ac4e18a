import type { Narrowing } from '../documents/policy.ts';
import type { Grant } from '../grant/grant.ts';
import { CLOSING_KINDS } from '../ledger/grant-state.ts';
import type { LedgerRecord, RecordKind } from '../ledger/record.ts';
import type { Instant } from '../time.ts';

/** One role on one resource, from the ledger's records about it. */
export interface AccessStory {
  readonly resource: string;
  readonly role: string;
  readonly only: Narrowing | null;
  /** When it was seen to be given; `null` if it never was. */
  readonly activatedAt: Instant | null;
  readonly end: { readonly how: RecordKind; readonly at: Instant; readonly seq: number } | null;
  /** No earlier than this could it be used: its condition begins here. */
  readonly from: Instant;
  /**
   * From here on it could not be used: the end of its window, or an earlier removal. Where its condition was altered, the
   * window says nothing any more, and it is when the altered binding was taken away.
   */
  readonly until: Instant;
}

/** Nothing is known of a window: from the first moment, or for ever. */
const NEVER: Instant = '9999-12-31T23:59:59Z';

/** Every role on every resource that the grant or any of its records names. */
export function accessStories(records: readonly LedgerRecord[], grant: Grant | undefined): readonly AccessStory[] {
  const rows = new Map<string, { resource: string; role: string; only: Narrowing | null }>();
  const add = (resource: string, role: string, only: Narrowing | undefined) => {
    const key = JSON.stringify([resource, role]);
    if (!rows.has(key)) rows.set(key, { resource, role, only: only ?? null });
  };
  for (const { resource, role, only } of grant?.access ?? []) add(resource, role, only);
  for (const { kind, bindings = [] } of records)
    if (kind !== 'unexplained') for (const { resource, role } of bindings) add(resource, role, undefined);
  return [...rows.values()].map((row) => tell(row, records, grant));
}

function tell(
  row: { readonly resource: string; readonly role: string; readonly only: Narrowing | null },
  records: readonly LedgerRecord[],
  grant: Grant | undefined,
): AccessStory {
  const own = records.filter(({ bindings = [] }) =>
    bindings.some(({ resource, role }) => resource === row.resource && role === row.role),
  );
  const given = own.find(({ kind }) => kind === 'activated');
  const closing = own.find(({ kind }) => CLOSING_KINDS.includes(kind));
  const end = closing === undefined ? null : { how: closing.kind, at: closing.at, seq: closing.seq };
  return {
    ...row,
    activatedAt: given?.at ?? null,
    end,
    from: grant?.window.start ?? own[0]?.at ?? NEVER,
    until: untilOf(end, grant),
  };
}

function untilOf(end: AccessStory['end'], grant: Grant | undefined): Instant {
  const windowEnd = grant?.window.end ?? NEVER;
  if (end === null) return windowEnd;
  return end.how !== 'altered' && windowEnd < end.at ? windowEnd : end.at;
}
