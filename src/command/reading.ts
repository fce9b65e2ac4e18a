import { resolve } from 'node:path';
import { findPerson, readInstant, toResource, type PersonOnRecord } from '../core/audit/select.ts';
import { parseCheckpoint } from '../core/ledger/checkpoint.ts';
import { parseLedger } from '../core/ledger/shard.ts';
import type { LedgerRecord } from '../core/ledger/record.ts';
import { countingRecords } from '../core/ledger/sealing.ts';
import type { Instant } from '../core/time.ts';
import { readClone } from '../edge/clone.ts';
import { SettingError } from '../failure.ts';
import type { Terminal } from './command.ts';

/**
 * Every record that counts, out of a clone or a folder, read offline. Standard error says which commit it was, and which
 * records do not count since a stranger may have appended them.
 */
export async function readRecords({ folder, note }: Terminal, dir: string): Promise<readonly LedgerRecord[]> {
  const reading = await readClone(resolve(folder, dir));
  if (reading.kind === 'unreadable') throw new SettingError(reading.sentence);
  const parsed = parseLedger(reading.shards);
  if ('invalid' in parsed)
    throw new Error(`the ledger from ${reading.from} is not valid: ${parsed.invalid}; nothing is told from it`);
  note(`${parsed.records.length} records from ${reading.from}`);
  const counting = countingRecords(parsed.records, coveredBy(reading.checkpoint) ?? parsed.records.length);
  const counted = new Set(counting.map(({ seq }) => seq));
  const others = parsed.records.flatMap(({ seq, kind }) => (counted.has(seq) ? [] : [`${seq} (${kind})`]));
  if (others.length > 0) note(`records that count for nothing are left out: ${others.join(', ')}; pullcord verify`);
  return counting;
}

/** The size of a checkpoint; `undefined` without one that can be read. `verify` checks its signatures. */
function coveredBy(checkpoint: string | undefined): number | undefined {
  const parsed = checkpoint === undefined ? { invalid: 'it is not there' } : parseCheckpoint(checkpoint);
  return 'invalid' in parsed ? undefined : parsed.checkpoint.size;
}

/** An option's instant, or what would be right. */
export function instantFrom(option: string, text: string): Instant {
  const read = readInstant(option, text);
  if ('wrong' in read) throw new SettingError(read.wrong);
  return read.at;
}

/** A person by login or by their account's number. */
export function personFrom(records: readonly LedgerRecord[], text: string): PersonOnRecord {
  const person = findPerson(records, text);
  if (person === undefined)
    throw new SettingError(
      `nobody called ${JSON.stringify(text)} is in this ledger; give a GitHub login, or an account's number`,
    );
  return person;
}

export function resourceFrom(text: string): string {
  if (!/^(?:(?:projects|folders|organizations)\/)?[a-z0-9][a-z0-9.:-]*$/i.test(text))
    throw new SettingError(
      `--resource ${JSON.stringify(text)} is no resource; write it as projects/acme-orders-prod, folders/123 or organizations/123`,
    );
  return toResource(text);
}
