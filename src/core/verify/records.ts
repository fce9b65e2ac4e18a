import { LedgerFold } from '../ledger/fold.ts';
import type { Hash } from '../ledger/merkle.ts';
import type { Genesis, LedgerRecord } from '../ledger/record.ts';
import { foldUnsealed } from '../ledger/sealing.ts';
import { beginsShard, readShard, RECORDS_PER_SHARD, shardPath, type Shard } from '../ledger/shard.ts';
import { voidedBy } from '../ledger/voids.ts';
import { secondsBetween, type Instant } from '../time.ts';
import { broken, incomplete, type Finding } from './finding.ts';

/** A ledger read from its first record to its last. It keeps only what checkpoints are compared with. */
export interface Folded {
  readonly size: number;
  /** Of every beginning that was asked for and is there. */
  readonly roots: ReadonlyMap<number, Hash>;
  /** Every list of keys, from the record that names it on. */
  readonly keyChanges: readonly KeyChange[];
  readonly genesis: Genesis | undefined;
  readonly last: Instant | undefined;
  /** The first line that cannot be read. Nothing after it is read. */
  readonly invalid: Finding | undefined;
  /** The first place where `audit/open.json`, or the digest in a record, does not follow from the records. */
  readonly snapshot: Finding | undefined;
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

export interface RecordReading {
  /** The next file, in the order of their names. After one that is invalid the rest is passed over. */
  readonly shard: (shard: Shard) => void;
  /** @param snapshot the text of `audit/open.json`; `undefined` where there is none */
  readonly end: (snapshot: string | undefined) => Folded;
}

/**
 * Reads a ledger file by file, so that a long one needs no more memory than a short one. It folds the records of a file
 * when it has the first record of the next file, because that one may void some of them.
 * @param wanted sizes whose roots are asked for
 * @param eachRecord gets every record that counts, in order
 * @param covered the number of records that the latest checkpoint covers: those after it count only where they withhold
 */
export function beginRecords(
  wanted: Iterable<number>,
  eachRecord: (record: LedgerRecord) => void = () => undefined,
  covered = Number.POSITIVE_INFINITY,
): RecordReading {
  const fold = new LedgerFold();
  const sizes = new Set(wanted);
  const roots = new Map<number, Hash>();
  const keyChanges: KeyChange[] = [];
  const silences: Finding[] = [];
  const voidings: Voiding[] = [];
  const uncounted: LedgerRecord[] = [];
  const isSealed = ({ seq }: LedgerRecord) => seq < covered;
  let waiting: { readonly path: string; readonly records: readonly LedgerRecord[] } = { path: '', records: [] };
  let last: Instant | undefined;
  let invalid: Finding | undefined;
  const keepRoot = (): void => {
    if (sizes.has(fold.size)) roots.set(fold.size, fold.root);
  };
  keepRoot();

  const count = (record: LedgerRecord): void => {
    if (record.voids !== undefined) voidings.push({ heartbeat: record.seq, voids: record.voids });
    if (record.keys !== undefined) keyChanges.push({ seq: record.seq, keys: record.keys });
    const silence = last === undefined ? undefined : silenceBetween(last, record);
    if (silence !== undefined) silences.push(silence);
    last = record.at;
    eachRecord(record);
  };
  /** @param next the record that follows the waiting ones, if any does */
  const foldWaiting = (next: readonly LedgerRecord[]): void => {
    const { path, records } = waiting;
    waiting = { path: '', records: [] };
    const [sealed, tail] = [records.filter(isSealed), records.filter((record) => !isSealed(record))];
    const voided = voidedBy([...sealed, ...next.filter(isSealed)]);
    try {
      for (const record of sealed) if (!voided.has(record.seq)) count(record);
      fold.addRecords(sealed, voided);
      const without = foldUnsealed(fold.state, tail).uncounted;
      for (const record of tail) if (!without.includes(record)) count(record);
      uncounted.push(...without);
      fold.addRecords(tail, new Set(without.map(({ seq }) => seq)));
    } catch (error) {
      // Canonical is not yet sensible: a record may be too odd to be followed.
      const why = error instanceof Error ? error.message : String(error);
      invalid ??= broken('ledger-invalid', path, `has a record that cannot be followed: ${why}`);
    }
  };
  const isSpoilt = (): boolean => invalid !== undefined;

  return {
    shard(shard) {
      if (invalid !== undefined) return;
      const isInPlace = shard.path === shardPath(fold.size) && fold.size % RECORDS_PER_SHARD === 0;
      const read = isInPlace
        ? readShard(shard, fold.size)
        : { where: shard.path, rest: ` is not where record ${fold.size} belongs` };
      foldWaiting('records' in read ? read.records.slice(0, 1) : []);
      if (!('records' in read)) {
        invalid ??= broken('ledger-invalid', read.where, read.rest.replace(/^:? /, ''));
        return;
      }
      if (isSpoilt()) return;
      const { records, lines } = read;
      const [first] = records;
      if (first !== undefined && beginsShard(first.seq)) fold.beginRecordedFile(first);
      for (const line of lines) {
        fold.addLine(line);
        keepRoot();
      }
      waiting = { path: shard.path, records };
    },
    end(given) {
      foldWaiting([]);
      const { size } = fold;
      if (invalid === undefined && size === 0)
        invalid = broken('ledger-invalid', 'audit/entries', 'the ledger has no genesis record');
      const difference = invalid === undefined ? fold.differenceFrom(given) : undefined;
      const snapshot =
        difference === undefined ? undefined : broken('open-differs', difference.where, difference.sentence);
      const { genesis } = fold.state;
      return { size, roots, keyChanges, genesis, last, invalid, snapshot, silences, voidings, uncounted };
    },
  };
}

const TWO_DAYS = 2 * 86_400;

function silenceBetween(last: Instant, { seq, at }: LedgerRecord): Finding | undefined {
  if (last.slice(0, 10) === at.slice(0, 10) || secondsBetween(last, at) <= TWO_DAYS) return undefined;
  return incomplete('silence', `record ${seq}`, `nothing was recorded between ${last} and ${at}`);
}
