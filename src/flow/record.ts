import { extend, type Draft, type LedgerRecord } from '../core/ledger/ledger.ts';
import { isNews, type Accounts } from '../core/ledger/on-record.ts';
import { messageFor } from '../core/ledger/story.ts';
import { readLedger, type OpenLedger } from './open-ledger.ts';
import type { World } from './world.ts';

export interface Recorded {
  readonly records: readonly LedgerRecord[];
  /** The ledger as it stands after this, where it could still be read. */
  readonly ledger: OpenLedger;
  readonly problem?: string;
}

const TRIES = 8;

/**
 * Appends drafts in one commit, if the branch still stands where it was read. If not, it is read again, and what another
 * run has recorded meanwhile is left out: every event is on record once.
 */
export async function record(world: World, ledger: OpenLedger, drafts: readonly Draft[]): Promise<Recorded> {
  let current = ledger;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { accounts, shards, head } = current;
    const news = drafts.flatMap((draft) => newsOf(draft, accounts));
    if (news.length === 0) return { records: [], ledger: current };
    const { records, files } = extend(shards, news);
    const result = await world.ledger.append(head, files, messageFor(records));
    if (result.outcome === 'appended') {
      const after = await readLedger(world);
      return { records, ledger: 'problem' in after ? current : after };
    }
    await world.pause(attempt);
    const after = await readLedger(world);
    if ('problem' in after) return { records: [], ledger: current, problem: after.problem };
    // A failed append may have landed: the ledger as read again tells, and `isNews` drops what did.
    current = after;
  }
  return {
    records: [],
    ledger: current,
    problem: `${drafts.length} events could not be recorded: the branch audit keeps moving or refusing; the next run records them`,
  };
}

/** A draft with only those of its bindings another run has not recorded meanwhile; nothing if it has recorded them all. */
function newsOf(draft: Draft, accounts: Accounts): readonly Draft[] {
  if (!isNews(draft, accounts)) return [];
  if (draft.bindings === undefined) return [draft];
  return [
    { ...draft, bindings: draft.bindings.filter((binding) => isNews({ ...draft, bindings: [binding] }, accounts)) },
  ];
}
