import { parseLedger, type Genesis, type LedgerRecord, type Shard } from '../core/ledger/ledger.ts';
import { accountsOf, type Accounts } from '../core/ledger/on-record.ts';
import { asSentence } from './limited.ts';
import type { LedgerReading, World } from './world.ts';

export interface OpenLedger {
  readonly head: string;
  readonly shards: readonly Shard[];
  readonly accounts: Accounts;
  readonly records: readonly LedgerRecord[];
  readonly genesis: Genesis;
}

/** Why there is no ledger to go by. */
export interface NoLedger {
  readonly problem: string;
}

/** Reads the ledger and folds it. Whatever is wrong with it, even what no check foresaw, is a problem to tell. */
export async function readLedger(world: Pick<World, 'ledger'>): Promise<OpenLedger | NoLedger> {
  try {
    return openLedger(await world.ledger.read());
  } catch (error) {
    return { problem: `the ledger could not be read: ${asSentence(error)}` };
  }
}

function openLedger(reading: LedgerReading): OpenLedger | NoLedger {
  if (reading.kind === 'missing')
    return { problem: 'there is no ledger: the branch audit is missing; `pullcord init --ledger` begins it' };
  if (reading.kind === 'unreadable') return { problem: `the ledger could not be read: ${reading.sentence}` };
  const parsed = parseLedger(reading.shards);
  if ('invalid' in parsed) return { problem: `the ledger is not valid: ${parsed.invalid}` };
  const genesis = parsed.records[0]?.genesis;
  if (genesis === undefined) return { problem: 'the ledger has no genesis record' };
  const { records } = parsed;
  return { head: reading.head, shards: reading.shards, accounts: accountsOf(records), records, genesis };
}
