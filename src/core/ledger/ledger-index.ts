import type { OnRecord } from '../plan/plan.ts';
import { isDrift } from '../drift/drift.ts';
import { foldQuarantine, isQuarantineKind, isQuarantineNews, type Quarantine } from '../quarantine/on-record.ts';
import { addSeconds, type Instant } from '../time.ts';
import { entryKey, foldGrantState, isOpenEntry, resourceOf, roleOf, type GrantState } from './grant-state.ts';
import { compact } from './compact.ts';
import { LayeredMap } from './layered-map.ts';
import { beginsShard, type Draft, type Genesis, type LedgerRecord } from './ledger.ts';
import { voidedBy } from './voids.ts';
import { isReviewNews, overdueAmong } from './on-review.ts';

/** All that is to be known of the ledger, folded: plain values, which `audit/open.json` keeps at the start of a file. */
export interface LedgerState {
  readonly genesis: Genesis | undefined;
  /** Who signs, by the last record that said so. */
  readonly keys: readonly string[];
  /** When the last record was made. */
  readonly last: Instant | undefined;
  readonly byPull: ReadonlyMap<number, GrantState>;
  /** Paths refused without a pull request to name, with the blob that was refused. */
  readonly strayPaths: ReadonlyMap<string, string | null>;
  /** Every quarantine on record, lifted or not: what lifts one is the organization's document, never a record. */
  readonly quarantines: readonly Quarantine[];
  /** Records of drift, oldest first, without the decisions they may bear: those somebody may not have been told of. */
  readonly drift: readonly LedgerRecord[];
  /** What was taken away as nobody's, by the run that did, and when: the one event that has no account to fold into. */
  readonly unexplained: ReadonlyMap<string, Instant>;
}

export const EMPTY_STATE: LedgerState = {
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
export interface LedgerIndex extends OnRecord, LedgerState {
  /**
   * Pull requests by which these accounts broke glass and whose review is overdue; `null`: one is past its time by `now`,
   * and no run has recorded yet what became of it.
   */
  readonly overdueReviewsOf: (ids: readonly number[], now: Instant) => readonly number[] | null;
}

/** Folds records, oldest first. */
export function indexRecords(records: readonly LedgerRecord[]): LedgerIndex {
  return toIndex(foldRecords(EMPTY_STATE, records));
}

/**
 * Folds more records into what was folded before, which stays as it is. What nobody can ask for any more is forgotten where a
 * file begins.
 * @param voided numbers of records that count for nothing; by default those that heartbeats among `records` void
 */
export function foldRecords(
  before: LedgerState,
  records: readonly LedgerRecord[],
  voided: ReadonlySet<number> = voidedBy(records),
): LedgerState {
  let state = changeable(before);
  for (const record of records) {
    if (beginsShard(record.seq)) state = changeable(compact(state, record.at));
    if (!voided.has(record.seq)) foldOne(state, record);
  }
  return state;
}

type Changeable = { -readonly [Name in keyof LedgerState]: LedgerState[Name] } & {
  readonly byPull: LayeredMap<number, GrantState>;
  readonly strayPaths: LayeredMap<string, string | null>;
  readonly unexplained: LayeredMap<string, Instant>;
};

function changeable(state: LedgerState): Changeable {
  const { genesis, keys, last, byPull, strayPaths, quarantines, drift, unexplained } = state;
  return {
    ...{ genesis, keys, last, quarantines, drift },
    byPull: LayeredMap.on(byPull),
    strayPaths: LayeredMap.on(strayPaths),
    unexplained: LayeredMap.on(unexplained),
  };
}

function foldOne(state: Changeable, record: LedgerRecord): void {
  if (record.genesis !== undefined) state.genesis = record.genesis;
  if (record.keys !== undefined) state.keys = record.keys;
  state.last = record.at;
  state.quarantines = foldQuarantine(state.quarantines, record);
  if (isDrift(record)) state.drift = [...state.drift, withoutDecision(record)];
  if (record.kind === 'unexplained') for (const key of keysOfUnexplained(record)) state.unexplained.set(key, record.at);
  if (record.pull !== null) {
    const account = foldGrantState(state.byPull.get(record.pull), record, record.pull);
    if (account !== undefined) state.byPull.set(record.pull, account);
  } else if (record.kind === 'refused' && record.request !== undefined) {
    state.strayPaths.set(record.request.path, record.request.blob);
  }
}

/** The evidence is long, and nobody who is told of drift needs it. */
function withoutDecision(record: LedgerRecord): LedgerRecord {
  const rest: { -readonly [Name in keyof LedgerRecord]: LedgerRecord[Name] } = { ...record };
  delete rest.decision;
  delete rest.open;
  return rest;
}

/** Answers what a plan and a decision ask of a state. */
export function toIndex(state: LedgerState): LedgerIndex {
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
          .filter(([key, entry]) => isOpenEntry(entry) && resourceOf(key) === resource)
          .map(([key]) => ({ pull: account.pull, role: roleOf(key) })),
      ),
  };
}

/** Seconds without a record after which one is made for its own sake: a day, less the time a late run may need. */
const SILENCE = 86_400 - 3600;

/** Whether nothing was recorded for so long that the silence itself must be told apart from a dead schedule. */
export function isSilent({ last }: LedgerState, now: Instant): boolean {
  return last !== undefined && addSeconds(last, SILENCE) <= now;
}

/** Whether a draft still says something the ledger does not: another run may have recorded it meanwhile. */
export function isNews(draft: Draft, accounts: LedgerIndex): boolean {
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

/** One run takes one binding away once: the same said by the same run is the same event, its answer lost on the way. */
function keysOfUnexplained({ run, at, pull, bindings = [] }: Draft): readonly string[] {
  return bindings.map(({ resource, role, before }) =>
    JSON.stringify([run.kind, run.id, run.attempt, at, pull, resource, role, before]),
  );
}
