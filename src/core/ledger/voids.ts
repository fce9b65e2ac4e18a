import { beginsShard, shardPath } from './shard.ts';
import type { LedgerRecord } from './record.ts';

/**
 * The numbers of the records that heartbeats among these void. A heartbeat reaches back to the beginning of its file; one
 * that begins a file, to that of the file before. A voided heartbeat voids nothing.
 * @param records oldest first, and sealed: nobody voids anything without a signature
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
