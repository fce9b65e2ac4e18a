import { faultsOfChange } from '../../core/acceptance/change-faults.ts';
import { changeName, type AcceptedDocuments } from '../../core/acceptance/versions.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';

/**
 * Finds a verdict on a change that contradicts its own evidence, or a second verdict on one commit. No run believes it:
 * it would accept documents that nobody approved.
 * @param judged the commits that have a verdict before these records
 */
export function verdictDoubt(
  records: readonly LedgerRecord[],
  { judged }: Pick<AcceptedDocuments, 'judged'>,
  voided: ReadonlySet<number>,
): string | undefined {
  const known = new Set(judged.map(({ commit }) => commit));
  for (const record of records) {
    const { change, seq, pull } = record;
    if (change === undefined || voided.has(seq)) continue;
    const name = changeName({ commit: change.commit, pull });
    if (known.has(change.commit)) return `record ${seq} gives a second verdict on ${name}, and a verdict is final`;
    known.add(change.commit);
    const [fault] = faultsOfChange({ ...record, change });
    if (fault !== undefined) return `record ${seq} contradicts its own evidence on ${name}: ${fault}`;
  }
  return undefined;
}
