import type { Narrowing } from '../documents/policy.ts';
import type { Grant } from '../grant/grant.ts';
import { CLOSING_KINDS } from '../ledger/grant-state.ts';
import type { LedgerRecord, RecordKind } from '../ledger/record.ts';
import type { Instant } from '../time.ts';

/** The story of one role on one resource, from its records. */
export interface AccessStory {
  readonly resource: string;
  readonly role: string;
  readonly only: Narrowing | null;
  /** The time at which a run recorded the grant; `null` if none did. */
  readonly activatedAt: Instant | null;
  readonly end: { readonly how: RecordKind; readonly at: Instant; readonly seq: number } | null;
  /** The start of the condition: no use was possible before. */
  readonly from: Instant;
  /**
   * The end of the possible use: the end of the window, or an earlier removal. If a person altered the condition, the
   * window no longer counts, and this is the removal of the altered binding.
   */
  readonly until: Instant;
}

/** Stands for an unknown start or end of a window. */
const NEVER: Instant = '9999-12-31T23:59:59Z';

/** Returns a story for each role on each resource that the grant or one of its records names. */
export function accessStories(records: readonly LedgerRecord[], grant: Grant | undefined): readonly AccessStory[] {
  const rows = new Map<string, { resource: string; role: string; only: Narrowing | null }>();
  const add = (resource: string, role: string, only: Narrowing | undefined) => {
    const key = JSON.stringify([resource, role]);
    if (!rows.has(key)) rows.set(key, { resource, role, only: only ?? null });
  };
  for (const { resource, role, only } of grant?.access ?? []) add(resource, role, only);
  for (const { kind, bindings = [] } of records)
    if (kind !== 'unexplained') for (const { resource, role } of bindings) add(resource, role, undefined);
  return [...rows.values()].map((row) => accessStory(row, records, grant));
}

function accessStory(
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
