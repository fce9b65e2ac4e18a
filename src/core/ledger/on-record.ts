import type { Grant } from '../grant/grant.ts';
import type { Draft, LedgerRecord } from './ledger.ts';
import type { Entry, OnRecord } from '../grant/plan.ts';
import { approverIds } from '../early-end/early-end.ts';
import { isQuarantineKind, isQuarantineNews, quarantinesOn, type Quarantine } from '../quarantine/on-record.ts';
import { isDrift } from '../drift/drift.ts';
import { foldReview, isReviewNews, overdueAmong, type ReviewAccount } from './on-review.ts';
import type { Instant } from '../time.ts';

/** What the ledger says of one pull request, folded from its records. */
export interface Account {
  readonly pull: number;
  readonly path: string;
  readonly blob: string | null;
  /** Its pull request's head commit, as the decision had it; `null`: no decision on record names one. */
  readonly head: string | null;
  /** `refused` and `lapsed` are final for the whole request; `granted` has entries, each open or closed. */
  readonly fate: 'granted' | 'refused' | 'lapsed';
  readonly grant: Grant | undefined;
  /** By `entryKey`. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Numeric ids of those whose approvals carried the decision, as far as its evidence on record tells. */
  readonly approvers: readonly number[];
  /** Present where glass was broken. */
  readonly review?: ReviewAccount;
  /** When the last record about it was made. */
  readonly last: Instant;
}

/** The whole ledger, folded. */
export interface Accounts extends OnRecord {
  readonly byPull: ReadonlyMap<number, Account>;
  /** Paths refused without a pull request to name, with the blob that was refused. */
  readonly strayPaths: ReadonlyMap<string, string | null>;
  /** Every quarantine on record, lifted or not: what lifts one is the organization's document, never a record. */
  readonly quarantines: readonly Quarantine[];
  /** Every record of drift, oldest first. */
  readonly drift: readonly LedgerRecord[];
  /** What was taken away as nobody's, by the run that did: the one event that has no account to fold into. */
  readonly unexplained: ReadonlySet<string>;
  /**
   * Pull requests by which these accounts broke glass and whose review is overdue; `null`: one is past its time by `now`,
   * and no run has recorded yet what became of it.
   */
  readonly overdueReviewsOf: (ids: readonly number[], now: Instant) => readonly number[] | null;
}

const CLOSING: readonly string[] = ['ended', 'revoked', 'removed', 'altered', 'lapsed'];

/** Folds records, oldest first. */
export function accountsOf(records: readonly LedgerRecord[]): Accounts {
  const byPull = new Map<number, Account>();
  const strayPaths = new Map<string, string | null>();
  const unexplained = new Set(records.filter(({ kind }) => kind === 'unexplained').flatMap(keysOfUnexplained));
  for (const record of records) {
    if (record.pull !== null) {
      const account = fold(byPull.get(record.pull), record, record.pull);
      if (account !== undefined) byPull.set(record.pull, account);
    } else if (record.kind === 'refused' && record.request !== undefined) {
      strayPaths.set(record.request.path, record.request.blob);
    }
  }
  return {
    byPull,
    strayPaths,
    unexplained,
    quarantines: quarantinesOn(records),
    drift: records.filter(isDrift),
    overdueReviewsOf: (ids, now) => overdueAmong([...byPull.values()], ids, now),
    entry(pull, resource, role) {
      const account = byPull.get(pull);
      if (account?.fate === 'refused') return { is: 'refused', unconditionalBefore: [] };
      if (account?.fate === 'lapsed') return { is: 'closed', unconditionalBefore: [] };
      return account?.entries.get(entryKey(resource, role));
    },
    open: (resource) =>
      [...byPull.values()].flatMap((account) =>
        [...account.entries]
          .filter(([key, entry]) => isOpen(entry) && resourceOf(key) === resource)
          .map(([key]) => ({ pull: account.pull, role: roleOf(key) })),
      ),
  };
}

/** Whether a grant on record may still have bindings, or has access that was never given and not closed either. */
export function hasOpenEntries(account: Account): boolean {
  return [...account.entries.values()].some(isOpen) || isHalfGiven(account);
}

/** Whether some of a grant's access was never given: an intent is on record for it, or nothing. */
export function isHalfGiven({ fate, grant, entries }: Account): boolean {
  return (
    fate === 'granted' &&
    (grant?.access ?? []).some(({ resource, role }) => {
      const entry = entries.get(entryKey(resource, role));
      return entry === undefined || entry.is === 'intent';
    })
  );
}

/** Whether a draft still says something the ledger does not: another run may have recorded it meanwhile. */
export function isNews(draft: Draft, accounts: Accounts): boolean {
  if (draft.kind === 'genesis') return true;
  if (isQuarantineKind(draft.kind)) return isQuarantineNews(draft, accounts.quarantines);
  if (draft.kind === 'unexplained') return keysOfUnexplained(draft).some((key) => !accounts.unexplained.has(key));
  if (draft.pull === null)
    return draft.request === undefined || accounts.strayPaths.get(draft.request.path) !== draft.request.blob;
  const account = accounts.byPull.get(draft.pull);
  if (draft.kind === 'reviewed' || draft.kind === 'review-overdue') return isReviewNews(draft.kind, account?.review);
  if (draft.kind === 'refused') return account === undefined;
  if (draft.kind === 'lapsed' && draft.bindings === undefined) return account === undefined;
  if (account !== undefined && account.fate !== 'granted') return false;
  const states = (draft.bindings ?? []).map(({ resource, role }) => account?.entries.get(entryKey(resource, role))?.is);
  if (draft.kind === 'intent') return states.some((is) => is === undefined);
  if (draft.kind === 'activated') return states.some((is) => is === undefined || is === 'intent');
  return states.some((is) => is !== 'closed');
}

/** A login is whose it was when the decision was taken: its evidence names the account behind it. */
function approversIn({ decision, grant }: LedgerRecord): readonly number[] {
  return approverIds(grant?.approvedBy ?? [], decision?.evidence.pull?.reviews ?? []);
}

/** One run takes one binding away once: the same said by the same run is the same event, its answer lost on the way. */
function keysOfUnexplained({ run, at, pull, bindings = [] }: Draft): readonly string[] {
  return bindings.map(({ resource, role, before }) =>
    JSON.stringify([run.kind, run.id, run.attempt, at, pull, resource, role, before]),
  );
}

function entryKey(resource: string, role: string): string {
  return `${resource} ${role}`;
}

function resourceOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}

function roleOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

function isOpen(entry: Entry): boolean {
  return entry.is === 'intent' || entry.is === 'active';
}

function fold(account: Account | undefined, record: LedgerRecord, pull: number): Account | undefined {
  if (record.kind === 'unexplained' && account === undefined) return undefined;
  const entries = new Map(account?.entries);
  for (const { resource, role, unconditionalBefore } of record.bindings ?? []) {
    const key = entryKey(resource, role);
    const before = entries.get(key);
    if (record.kind === 'intent' && before === undefined) entries.set(key, { is: 'intent', unconditionalBefore });
    if (record.kind === 'activated' && before?.is !== 'closed') entries.set(key, { is: 'active', unconditionalBefore });
    if (CLOSING.includes(record.kind))
      entries.set(key, { is: 'closed', unconditionalBefore: before?.unconditionalBefore ?? [] });
  }
  const fate =
    record.kind === 'refused'
      ? 'refused'
      : record.kind === 'lapsed' && record.bindings === undefined
        ? 'lapsed'
        : (account?.fate ?? 'granted');
  const review = foldReview(account?.review, record);
  return {
    pull,
    path: record.request?.path ?? account?.path ?? '',
    blob: record.request?.blob ?? account?.blob ?? null,
    approvers: [...new Set([...(account?.approvers ?? []), ...approversIn(record)])],
    head: account?.head ?? record.decision?.evidence.pull?.head.sha ?? null,
    fate,
    grant: record.grant ?? account?.grant,
    entries,
    ...(review === undefined ? {} : { review }),
    last: record.at,
  };
}
