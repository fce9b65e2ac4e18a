import type { Grant } from '../grant/grant.ts';
import { monthOf, monthsAround } from '../documents/paths.ts';
import { beginsShard, type Draft, type Genesis, type LedgerRecord } from './ledger.ts';
import type { Entry, OnRecord } from '../grant/plan.ts';
import { approverIds } from '../early-end/early-end.ts';
import { foldQuarantine, isQuarantineKind, isQuarantineNews, type Quarantine } from '../quarantine/on-record.ts';
import { isDrift } from '../drift/drift.ts';
import { foldReview, isReviewNews, overdueAmong, type ReviewAccount } from './on-review.ts';
import { addSeconds, LONGEST_DURATION, type Instant } from '../time.ts';

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
  /** Whether any of its access was ever given. */
  readonly wasGiven: boolean;
  /** When the last record that closed some of it was made; `undefined` without one. */
  readonly closedAt: Instant | undefined;
  /** Whether what was done with it is on record. */
  readonly usageRead: boolean;
}

/** All that is to be known of the ledger, folded: plain values, which `audit/open.json` keeps at the start of a file. */
export interface State {
  readonly genesis: Genesis | undefined;
  /** Who signs, by the last record that said so. */
  readonly keys: readonly string[];
  /** When the last record was made. */
  readonly last: Instant | undefined;
  readonly byPull: ReadonlyMap<number, Account>;
  /** Paths refused without a pull request to name, with the blob that was refused. */
  readonly strayPaths: ReadonlyMap<string, string | null>;
  /** Every quarantine on record, lifted or not: what lifts one is the organization's document, never a record. */
  readonly quarantines: readonly Quarantine[];
  /** Records of drift, oldest first, without the decisions they may bear: those somebody may not have been told of. */
  readonly drift: readonly LedgerRecord[];
  /** What was taken away as nobody's, by the run that did, and when: the one event that has no account to fold into. */
  readonly unexplained: ReadonlyMap<string, Instant>;
}

export const NOTHING_YET: State = {
  genesis: undefined,
  keys: [],
  last: undefined,
  byPull: new Map(),
  strayPaths: new Map(),
  quarantines: [],
  drift: [],
  unexplained: new Map(),
};

/** The state, with the questions a plan and a decision ask of it. */
export interface Accounts extends OnRecord, State {
  /**
   * Pull requests by which these accounts broke glass and whose review is overdue; `null`: one is past its time by `now`,
   * and no run has recorded yet what became of it.
   */
  readonly overdueReviewsOf: (ids: readonly number[], now: Instant) => readonly number[] | null;
}

const CLOSING: readonly string[] = ['ended', 'revoked', 'removed', 'altered', 'lapsed'];

/** Folds records, oldest first. */
export function accountsOf(records: readonly LedgerRecord[]): Accounts {
  return askable(foldAll(NOTHING_YET, records));
}

/** Folds more records into what was folded before. What nobody can ask for any more is forgotten where a file begins. */
export function foldAll(before: State, records: readonly LedgerRecord[]): State {
  const { genesis, keys, last, quarantines, drift, ...maps } = before;
  const state = {
    ...{ genesis, keys, last, quarantines, drift },
    byPull: new Map(maps.byPull),
    strayPaths: new Map(maps.strayPaths),
    unexplained: new Map(maps.unexplained),
  };
  for (const record of records) {
    if (beginsShard(record.seq)) Object.assign(state, forget(state, record.at));
    if (record.genesis !== undefined) state.genesis = record.genesis;
    if (record.keys !== undefined) state.keys = record.keys;
    state.last = record.at;
    state.quarantines = foldQuarantine(state.quarantines, record);
    if (isDrift(record)) state.drift = [...state.drift, withoutDecision(record)];
    if (record.kind === 'unexplained')
      for (const key of keysOfUnexplained(record)) state.unexplained.set(key, record.at);
    if (record.pull !== null) {
      const account = fold(state.byPull.get(record.pull), record, record.pull);
      if (account !== undefined) state.byPull.set(record.pull, account);
    } else if (record.kind === 'refused' && record.request !== undefined) {
      state.strayPaths.set(record.request.path, record.request.blob);
    }
  }
  return state;
}

/** The evidence is long, and nobody who is told of drift needs it. */
function withoutDecision(record: LedgerRecord): LedgerRecord {
  const rest: { -readonly [Name in keyof LedgerRecord]: LedgerRecord[Name] } = { ...record };
  delete rest.decision;
  delete rest.open;
  return rest;
}

/** Seconds for which everything about a closed grant is kept after its window: no later question can turn on it. */
const KEPT_WHOLE = LONGEST_DURATION + 86_400;

/**
 * What still matters at an instant. An account is whole while something of it is open or its review is owed, and for eight
 * days after its window. Then little more than path, blob, head and fate stays, so that its file is never judged or recorded again, for as long as files of its month
 * are looked at; then it goes.
 */
export function forget(state: State, at: Instant): State & Folding {
  const { byPull, strayPaths, drift, unexplained } = state;
  const dayBefore = addSeconds(at, -86_400);
  const months = monthsAround(dayBefore);
  const open = [...byPull.values()].filter(hasOpenEntries).map(({ path }) => monthOf(path));
  const isLookedAt = (path: string) => {
    const month = monthOf(path);
    return month !== undefined && (month >= (months[0] ?? '') || open.includes(month));
  };
  const since = addSeconds(at, -KEPT_WHOLE);
  const kept = [...byPull.values()].flatMap((account) => {
    if (isWhole(account, since)) return [account];
    return isLookedAt(account.path) ? [bare(account)] : [];
  });
  return {
    ...state,
    byPull: new Map(kept.map((account) => [account.pull, account])),
    strayPaths: new Map([...strayPaths].filter(([path]) => isLookedAt(path))),
    drift: drift.filter((record) => record.at >= addSeconds(at, -DRIFT_KEPT)),
    unexplained: new Map([...unexplained].filter(([, when]) => when >= dayBefore)),
  };
}

/** Seconds: people are told of the drift of one day, by clocks that may differ a little. */
const DRIFT_KEPT = 2 * 86_400;

interface Folding {
  byPull: Map<number, Account>;
  strayPaths: Map<string, string | null>;
  quarantines: readonly Quarantine[];
  drift: readonly LedgerRecord[];
  unexplained: Map<string, Instant>;
}

/** @param since what was over by then is no longer kept whole */
function isWhole(account: Account, since: Instant): boolean {
  const over =
    account.grant === undefined || account.grant.window.end < account.last ? account.last : account.grant.window.end;
  return over > since || hasOpenEntries(account) || owesReview(account);
}

function owesReview({ review }: Account): boolean {
  return review?.state === 'owed' || review?.state === 'overdue';
}

/** A head commit is used once, and an issue answers for one pull request: both are known as long as the path is. */
function bare({ pull, path, blob, head, fate, review, last }: Account): Account {
  return {
    ...{ pull, path, blob, head, fate, last },
    ...{ grant: undefined, entries: new Map(), approvers: [] },
    ...(review === undefined ? {} : { review: { ...review, text: null } }),
    ...{ wasGiven: false, closedAt: undefined, usageRead: false },
  };
}

/** Answers what a plan and a decision ask of a state. */
export function askable(state: State): Accounts {
  const { byPull } = state;
  return {
    ...state,
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

/** Seconds without a record after which one is made for its own sake: a day, less the time a late run may need. */
const SILENCE = 86_400 - 3600;

/** Whether nothing was recorded for so long that the silence itself must be told apart from a dead schedule. */
export function isSilent({ last }: State, now: Instant): boolean {
  return last !== undefined && addSeconds(last, SILENCE) <= now;
}

/** Whether a draft still says something the ledger does not: another run may have recorded it meanwhile. */
export function isNews(draft: Draft, accounts: Accounts): boolean {
  if (draft.kind === 'genesis') return true;
  if (isQuarantineKind(draft.kind)) return isQuarantineNews(draft, accounts.quarantines);
  if (draft.kind === 'heartbeat') return draft.reasons.length > 0 || isSilent(accounts, draft.at);
  if (draft.kind === 'key-rotated') return JSON.stringify(draft.keys) !== JSON.stringify(accounts.keys);
  if (draft.kind === 'unexplained') return keysOfUnexplained(draft).some((key) => !accounts.unexplained.has(key));
  if (draft.pull === null)
    return draft.request === undefined || accounts.strayPaths.get(draft.request.path) !== draft.request.blob;
  const account = accounts.byPull.get(draft.pull);
  if (draft.kind === 'reviewed' || draft.kind === 'review-overdue') return isReviewNews(draft.kind, account?.review);
  if (draft.kind === 'refused') return account === undefined;
  if (draft.kind === 'used') return account !== undefined && !account.usageRead;
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
  if ((record.kind === 'unexplained' || record.kind === 'used') && account === undefined) return undefined;
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
    wasGiven: record.kind === 'activated' || (account?.wasGiven ?? false),
    closedAt: CLOSING.includes(record.kind) ? record.at : account?.closedAt,
    usageRead: record.kind === 'used' || (account?.usageRead ?? false),
  };
}
