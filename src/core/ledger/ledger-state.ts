import { acceptedAtGenesis, NOTHING_ACCEPTED, withChange, type AcceptedDocuments } from '../acceptance/versions.ts';
import { isDrift } from '../drift/drift.ts';
import { foldQuarantine, type Quarantine } from '../quarantine/on-record.ts';
import type { Instant } from '../time.ts';
import { foldGrantState, type GrantState } from './grant-state.ts';
import { LayeredMap } from './layered-map.ts';
import type { Draft, Genesis, LedgerRecord } from './record.ts';

/** The facts of all records, as plain values. `audit/open.json` keeps the state at the start of a file. */
export interface LedgerState {
  readonly genesis: Genesis | undefined;
  /** The keys that sign, from the last record with keys. */
  readonly keys: readonly string[];
  /** Time of the last record. */
  readonly last: Instant | undefined;
  readonly byPull: ReadonlyMap<number, GrantState>;
  /** Refused paths without a pull request, with the refused blob. */
  readonly strayPaths: ReadonlyMap<string, string | null>;
  /** Every recorded quarantine, also lifted ones. Only the organization's document lifts one, never a record. */
  readonly quarantines: readonly Quarantine[];
  /** Records of drift for later reports, oldest first and without decisions. */
  readonly drift: readonly LedgerRecord[];
  /** The verdicts on documents, from the ledger's start on. */
  readonly accepted: AcceptedDocuments;
  /** Time of removal of each unexplained binding, by its run. These bindings have no grant. */
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
  accepted: NOTHING_ACCEPTED,
  unexplained: new Map(),
};

/**
 * Folds more records into a copy of a state. Only `LedgerFold` calls this, because it compacts between files.
 * @param voided numbers of records that do not count
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
  const { genesis, keys, last, byPull, strayPaths, quarantines, drift, accepted, unexplained } = state;
  return {
    ...{ genesis, keys, last, quarantines, drift, accepted },
    byPull: LayeredMap.on(byPull),
    strayPaths: LayeredMap.on(strayPaths),
    unexplained: LayeredMap.on(unexplained),
  };
}

function foldOne(state: Changeable, record: LedgerRecord): void {
  if (record.genesis !== undefined) {
    state.genesis = record.genesis;
    state.accepted = acceptedAtGenesis(record.genesis);
  }
  if (record.change !== undefined) state.accepted = withChange(state.accepted, record.change);
  if (record.keys !== undefined) state.keys = record.keys;
  state.last = record.at;
  state.quarantines = foldQuarantine(state.quarantines, record);
  if (isDrift(record)) state.drift = [...state.drift, withoutDecision(record)];
  if (record.kind === 'unexplained') for (const key of keysOfUnexplained(record)) state.unexplained.set(key, record.at);
  // The pull request of a change of documents is no request.
  if (record.kind === 'policies-changed') return;
  if (record.pull !== null) {
    const grantState = foldGrantState(state.byPull.get(record.pull), record, record.pull);
    if (grantState !== undefined) state.byPull.set(record.pull, grantState);
  } else if (record.kind === 'refused' && record.request !== undefined) {
    state.strayPaths.set(record.request.path, record.request.blob);
  }
}

/** Removes the decision, whose evidence is long. Reports of drift do not need it. */
function withoutDecision(record: LedgerRecord): LedgerRecord {
  const rest: { -readonly [Name in keyof LedgerRecord]: LedgerRecord[Name] } = { ...record };
  delete rest.decision;
  delete rest.open;
  return rest;
}

/** Keys of the event by run. A run removes a binding once, so a repeat by the same run is a retry of the same event. */
export function keysOfUnexplained({ run, at, pull, bindings = [] }: Draft): readonly string[] {
  return bindings.map(({ resource, role, before }) =>
    JSON.stringify([run.kind, run.id, run.attempt, at, pull, resource, role, before]),
  );
}
