import { isDrift } from '../drift/drift.ts';
import { foldQuarantine, type Quarantine } from '../quarantine/on-record.ts';
import type { Instant } from '../time.ts';
import { foldGrantState, type GrantState } from './grant-state.ts';
import { LayeredMap } from './layered-map.ts';
import type { Draft, Genesis, LedgerRecord } from './record.ts';

/** Everything that the records say, as plain values. `audit/open.json` keeps the state of the start of a file. */
export interface LedgerState {
  readonly genesis: Genesis | undefined;
  /** The keys that sign, by the last record that names any. */
  readonly keys: readonly string[];
  /** The time of the last record. */
  readonly last: Instant | undefined;
  readonly byPull: ReadonlyMap<number, GrantState>;
  /** Paths refused without a pull request to name, with the blob that was refused. */
  readonly strayPaths: ReadonlyMap<string, string | null>;
  /** Every quarantine on record, lifted or not: what lifts one is the organization's document, never a record. */
  readonly quarantines: readonly Quarantine[];
  /** Records of drift, oldest first, without the decisions they may bear: people may not have heard of them. */
  readonly drift: readonly LedgerRecord[];
  /** When each unexplained binding was removed, by the run that removed it. This event has no grant to fold into. */
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

/**
 * Folds more records into a state, which stays as it is. Only `LedgerFold` calls this, since it compacts between files.
 * @param voided numbers of records that count for nothing
 */
export function foldInto(
  before: LedgerState,
  records: readonly LedgerRecord[],
  voided: ReadonlySet<number>,
): LedgerState {
  const state = changeable(before);
  for (const record of records) if (!voided.has(record.seq)) foldOne(state, record);
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
    const grantState = foldGrantState(state.byPull.get(record.pull), record, record.pull);
    if (grantState !== undefined) state.byPull.set(record.pull, grantState);
  } else if (record.kind === 'refused' && record.request !== undefined) {
    state.strayPaths.set(record.request.path, record.request.blob);
  }
}

/** The evidence is long, and a report of drift does not need it. */
function withoutDecision(record: LedgerRecord): LedgerRecord {
  const rest: { -readonly [Name in keyof LedgerRecord]: LedgerRecord[Name] } = { ...record };
  delete rest.decision;
  delete rest.open;
  return rest;
}

/** One run takes one binding away once: the same said by the same run is the same event, its answer lost on the way. */
export function keysOfUnexplained({ run, at, pull, bindings = [] }: Draft): readonly string[] {
  return bindings.map(({ resource, role, before }) =>
    JSON.stringify([run.kind, run.id, run.attempt, at, pull, resource, role, before]),
  );
}
