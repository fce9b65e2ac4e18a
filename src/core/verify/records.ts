import { LedgerFold } from '../ledger/fold.ts';
import type { Hash } from '../ledger/merkle.ts';
import type { Genesis, LedgerRecord } from '../ledger/record.ts';
import { foldUnsealed } from '../ledger/sealing.ts';
import { beginsShard, readShard, RECORDS_PER_SHARD, shardPath, type Shard } from '../ledger/shard.ts';
import { voidedBy } from '../ledger/voids.ts';
import { secondsBetween, type Instant } from '../time.ts';
import { broken, incomplete, type Finding } from './finding.ts';

/** Result of reading all records of a ledger. It keeps only the facts that later steps need. */
export interface Folded {
  readonly size: number;
  /** The root at each wanted size that the ledger reaches. */
  readonly roots: ReadonlyMap<number, Hash>;
  /** Every list of keys, with the record from which it is in force. */
  readonly keyChanges: readonly KeyChange[];
  readonly genesis: Genesis | undefined;
  readonly last: Instant | undefined;
  /** The first invalid line. Reading stops there. */
  readonly invalid: Finding | undefined;
  /** The first difference of `audit/open.json`, or of a record's digest of it, from the records. */
  readonly snapshot: Finding | undefined;
  readonly silences: readonly Finding[];
  readonly voidings: readonly Voiding[];
  /** Records after the latest checkpoint that do not count without one. */
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
  /** Reads the next file, in order of names. Files after an invalid one are ignored. */
  readonly shard: (shard: Shard) => void;
  /** @param snapshot the text of `audit/open.json`; `undefined` if the file is missing */
  readonly end: (snapshot: string | undefined) => Folded;
}

/**
 * Reads a ledger file by file, so that a long ledger needs no more memory than a short one. The first record
 * of the next file may void some records of this one, so folding waits for it.
 * @param wanted sizes whose roots the caller needs
 * @param eachRecord receives every record that counts, in order
 * @param covered number of records under the latest checkpoint; later records count only if they withhold access
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
  /** @param next the record that follows the waiting ones, if there is one */
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
      // A canonical record can still be senseless, so that folding it fails.
      const why = error instanceof Error ? error.message : String(error);
      invalid ??= broken('ledger-invalid', path, `the file has a record that cannot be processed: ${why}`);
    }
  };
  const isSpoilt = (): boolean => invalid !== undefined;

  return {
    shard(shard) {
      if (invalid !== undefined) return;
      const isInPlace = shard.path === shardPath(fold.size) && fold.size % RECORDS_PER_SHARD === 0;
      const read = isInPlace
        ? readShard(shard, fold.size)
        : { where: shard.path, rest: `: record ${fold.size} belongs in another file` };
      foldWaiting('records' in read ? read.records.slice(0, 1) : []);
      if (!('records' in read)) {
        invalid ??= broken('ledger-invalid', read.where, faultOf(read));
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
        difference === undefined ? undefined : broken('open-differs', difference.where, differenceOf(difference));
      const { genesis } = fold.state;
      return { size, roots, keyChanges, genesis, last, invalid, snapshot, silences, voidings, uncounted };
    },
  };
}

/** Completes a fault with its subject. Some faults of `readShard` begin with a colon and name theirs. */
function faultOf({ where, rest }: { readonly where: string; readonly rest: string }): string {
  if (rest.startsWith(':')) return rest.replace(/^: /, '');
  return `${where.includes(':') ? 'the line' : 'the file'}${rest}`;
}

function differenceOf({ where, sentence }: { readonly where: string; readonly sentence: string }): string {
  return `${where.startsWith('record ') ? 'the record' : 'the file'} ${sentence}`;
}

const TWO_DAYS = 2 * 86_400;

function silenceBetween(last: Instant, { seq, at }: LedgerRecord): Finding | undefined {
  if (last.slice(0, 10) === at.slice(0, 10) || secondsBetween(last, at) <= TWO_DAYS) return undefined;
  return incomplete('silence', `record ${seq}`, `the ledger has no record between ${last} and ${at}`);
}
