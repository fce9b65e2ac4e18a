import { parseCanonical } from './canonical.ts';
import type { LedgerRecord } from './record.ts';
import { isRecord } from './record-guard.ts';

/** One file of records. */
export interface Shard {
  readonly path: string;
  readonly text: string;
}

const FOLDER = 'audit/entries';
export const RECORDS_PER_SHARD = 256;

/** Returns all records in order, or the first fault. */
export function parseLedger(shards: readonly Shard[]): { records: LedgerRecord[] } | { invalid: string } {
  const records: LedgerRecord[] = [];
  for (const [index, shard] of shards.toSorted((a, b) => (a.path < b.path ? -1 : 1)).entries()) {
    if (shard.path !== shardPath(index * RECORDS_PER_SHARD))
      return { invalid: `${shard.path}: record ${records.length} belongs in another file` };
    const parsed = parseShard(shard, records.length);
    if ('invalid' in parsed) return parsed;
    records.push(...parsed.records);
  }
  return records.length === 0 ? { invalid: 'the ledger has no genesis record' } : { records };
}

/** Returns the records of one file. The first must have the number `from`. */
export function parseShard(shard: Shard, from: number): { records: LedgerRecord[] } | { invalid: string } {
  const read = readShard(shard, from);
  return 'records' in read ? read : { invalid: `${read.where}${read.rest}` };
}

/** `where` is the file, or the file and line. `rest` completes the sentence after it. */
export type ShardReading =
  | { readonly records: LedgerRecord[]; readonly lines: readonly string[] }
  | { readonly where: string; readonly rest: string };

/** Reads one file like `parseShard`, with place and fault separate. */
export function readShard({ path, text }: Shard, from: number): ShardReading {
  const records: LedgerRecord[] = [];
  if (!text.endsWith('\n')) return { where: path, rest: ' does not end with a newline' };
  const lines = text.slice(0, -1).split('\n');
  for (const [line, content] of lines.entries()) {
    const record = parseLine(content);
    const seq = from + records.length;
    const where = `${path}:${line + 1}`;
    if (record === undefined) return { where, rest: ' is not a canonical audit record' };
    if (record.seq !== seq) return { where, rest: ` has seq ${record.seq} instead of ${seq}` };
    if (shardPath(record.seq) !== path)
      return { where, rest: `: record ${record.seq} belongs in ${shardPath(record.seq)}` };
    if ((record.kind === 'genesis') !== (record.seq === 0))
      return { where, rest: ': only the first record is the genesis' };
    // A second genesis would replace the documents in force from the start.
    if (record.genesis !== undefined && record.seq > 0)
      return { where, rest: ' has a genesis although it is not the first record' };
    if ((record.open !== undefined) !== beginsShard(record.seq))
      return { where, rest: ': only the first record of every file after the first names audit/open.json' };
    records.push(record);
  }
  return { records, lines };
}

/** True if a record begins a file other than the first. */
export function beginsShard(seq: number): boolean {
  return seq > 0 && seq % RECORDS_PER_SHARD === 0;
}

/** Path of the file of record `seq`. */
export function shardPath(seq: number): string {
  return `${FOLDER}/${String(Math.floor(seq / RECORDS_PER_SHARD)).padStart(6, '0')}.jsonl`;
}

/** Returns the lines of a file. It must end in a newline. */
export function linesOf({ text }: Shard): readonly string[] {
  return text.slice(0, -1).split('\n');
}

/** Returns all lines of all files, in order. */
export function allLines(shards: readonly Shard[]): readonly string[] {
  return shards.toSorted((a, b) => (a.path < b.path ? -1 : 1)).flatMap(linesOf);
}

function parseLine(line: string): LedgerRecord | undefined {
  const value = parseCanonical(line);
  return isRecord(value) ? value : undefined;
}
