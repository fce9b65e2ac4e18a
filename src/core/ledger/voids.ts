import { beginsShard, shardPath } from './shard.ts';
import type { LedgerRecord } from './record.ts';

/**
 * Returns the numbers of the records that heartbeats void. A heartbeat can void records of its own file. One that begins a
 * file can void records of the file before. A voided heartbeat voids nothing.
 * @param records sealed records, oldest first, because voiding needs a signature
 */
export function voidedBy(records: readonly Pick<LedgerRecord, 'seq' | 'voids'>[]): ReadonlySet<number> {
  const voided = new Set<number>();
  for (const { seq, voids = [] } of records.toReversed()) {
    if (voids.length === 0 || voided.has(seq)) continue;
    const file = shardPath(beginsShard(seq) ? seq - 1 : seq);
    for (const one of voids) if (shardPath(one) === file) voided.add(one);
  }
  return voided;
}
