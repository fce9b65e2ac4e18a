import { RECORDS_PER_SHARD, readShard, beginsShard, shardPath, type Genesis } from '../ledger/ledger.ts';
import type { LedgerRecord, Shard } from '../ledger/ledger.ts';
import { EMPTY_RANGE, extendRange, leafHash, rootOf, type CompactRange, type Hash } from '../ledger/merkle.ts';
import { compact } from '../ledger/compact.ts';
import { foldRecords, EMPTY_STATE, type LedgerState } from '../ledger/ledger-index.ts';
import { foldUnsealed } from '../ledger/sealing.ts';
import { voidedBy } from '../ledger/voids.ts';
import { digestOfSnapshot, snapshotParts, SNAPSHOT_PATH } from '../ledger/state-snapshot.ts';
import { secondsBetween, type Instant } from '../time.ts';
import { broken, incomplete, type Finding } from './finding.ts';

/** A ledger read from its first record to its last, of which only what checkpoints are held against is kept. */
export interface Folded {
  readonly size: number;
  /** Of every beginning that was asked for and is there. */
  readonly roots: ReadonlyMap<number, Hash>;
  /** Every list of keys, from the record that names it on. */
  readonly keyChanges: readonly KeyChange[];
  readonly genesis: Genesis | undefined;
  readonly last: Instant | undefined;
  /** The first line that cannot be read, and nothing after it; or what `audit/open.json` says amiss. */
  readonly invalid: Finding | undefined;
  readonly opening: Finding | undefined;
  readonly silences: readonly Finding[];
  readonly voidings: readonly Voiding[];
  /** Records after the latest checkpoint that count for nothing without one. */
  readonly uncounted: readonly LedgerRecord[];
}

/** A heartbeat that voids earlier records. */
export interface Voiding {
  readonly heartbeat: number;
  readonly voids: readonly number[];
}

export interface KeyChange {
  readonly seq: number;
  readonly keys: readonly string[];
}

export interface Folding {
  /** The next file, in the order of their names. After one that is invalid the rest is passed over. */
  readonly shard: (shard: Shard) => void;
  /** @param opening the text of `audit/open.json`; `undefined` where there is none */
  readonly end: (opening: string | undefined) => Folded;
}

const TWO_DAYS = 2 * 86_400;

/**
 * Reads a ledger file by file, so that a long one needs no more memory than a short one. A file's records are folded when
 * the first record of the next file is known, which may void some of them.
 * @param wanted sizes whose roots are asked for
 * @param eachRecord is given every record that counts, in order
 * @param covered how many records the latest checkpoint covers: those after it count only where they withhold
 */
export function beginFold(
  wanted: Iterable<number>,
  eachRecord: (record: LedgerRecord) => void = () => undefined,
  covered = Number.POSITIVE_INFINITY,
): Folding {
  const sizes = new Set(wanted);
  const roots = new Map<number, Hash>();
  const keyChanges: KeyChange[] = [];
  const silences: Finding[] = [];
  const voidings: Voiding[] = [];
  const uncounted: LedgerRecord[] = [];
  const isSealed = ({ seq }: LedgerRecord) => seq < covered;
  let held: { readonly path: string; readonly records: readonly LedgerRecord[] } = { path: '', records: [] };
  let [state, range, size]: [LedgerState, CompactRange, number] = [EMPTY_STATE, EMPTY_RANGE, 0];
  let last: Instant | undefined;
  let parts: readonly string[] | undefined;
  let [invalid, opening]: [Finding | undefined, Finding | undefined] = [undefined, undefined];
  if (sizes.has(0)) roots.set(0, rootOf(range));

  let pending: Hash[] = [];
  const grown = (): CompactRange => {
    range = extendRange(range, pending);
    pending = [];
    return range;
  };
  const grow = (line: string): void => {
    pending.push(leafHash(line));
    size += 1;
    if (sizes.has(size)) roots.set(size, rootOf(grown()));
  };
  const take = (record: LedgerRecord): void => {
    if (record.voids !== undefined) voidings.push({ heartbeat: record.seq, voids: record.voids });
    if (record.keys !== undefined) keyChanges.push({ seq: record.seq, keys: record.keys });
    if (
      last !== undefined &&
      last.slice(0, 10) !== record.at.slice(0, 10) &&
      secondsBetween(last, record.at) > TWO_DAYS
    )
      silences.push(
        incomplete('silence', `record ${record.seq}`, `nothing was recorded between ${last} and ${record.at}`),
      );
    last = record.at;
    eachRecord(record);
  };
  const isSpoilt = (): boolean => invalid !== undefined;
  /** @param next the record that follows those held, if any does */
  const foldHeld = (next: readonly LedgerRecord[]): void => {
    const { path, records } = held;
    held = { path: '', records: [] };
    const [sealed, tail] = [records.filter(isSealed), records.filter((record) => !isSealed(record))];
    const voided = voidedBy([...sealed, ...next.filter(isSealed)]);
    try {
      for (const record of sealed) if (!voided.has(record.seq)) take(record);
      const unsealed = foldUnsealed(foldRecords(state, sealed, voided), tail);
      for (const record of tail) if (!unsealed.uncounted.includes(record)) take(record);
      uncounted.push(...unsealed.uncounted);
      state = unsealed.state;
    } catch (error) {
      // Canonical is not yet sensible: a record may be too odd to be followed.
      const why = error instanceof Error ? error.message : String(error);
      invalid ??= broken('ledger-invalid', path, `has a record that cannot be followed: ${why}`);
    }
  };

  return {
    shard(shard) {
      if (invalid !== undefined) return;
      const isInPlace = shard.path === shardPath(size) && size % RECORDS_PER_SHARD === 0;
      const read = isInPlace
        ? readShard(shard, size)
        : { where: shard.path, rest: ` is not where record ${size} belongs` };
      foldHeld('records' in read ? read.records.slice(0, 1) : []);
      if (!('records' in read)) {
        invalid ??= broken('ledger-invalid', read.where, read.rest.replace(/^:? /, ''));
        return;
      }
      if (isSpoilt()) return;
      const { records, lines } = read;
      const [first] = records;
      if (first !== undefined && beginsShard(first.seq)) {
        state = compact(state, first.at);
        parts = snapshotParts({ range: grown(), state });
        if (first.open !== digestOfSnapshot(parts))
          opening ??= broken(
            'open-differs',
            `record ${first.seq}`,
            `names another ${SNAPSHOT_PATH} than follows from the records before it`,
          );
      }
      for (const line of lines) grow(line);
      held = { path: shard.path, records };
    },
    end(given) {
      foldHeld([]);
      if (invalid === undefined && size === 0)
        invalid = broken('ledger-invalid', 'audit/entries', 'the ledger has no genesis record');
      if (invalid === undefined && given !== parts?.join(''))
        opening ??= broken('open-differs', SNAPSHOT_PATH, 'is not the one that follows from the records');
      return { size, roots, keyChanges, genesis: state.genesis, last, invalid, opening, silences, voidings, uncounted };
    },
  };
}
