import { heartbeatDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft, LedgerRecord } from '../../core/ledger/record.ts';
import { BRANCH_CONFIRMED } from './news.ts';
import type { OpenLedger } from './open.ts';

/** Returns the record whose checkpoint seals the records without one. It also voids those that may not count. */
export function sealingHeartbeat({ tree, covered, uncounted }: OpenLedger, context: RecordContext): Draft {
  const sentence = `records ${covered} to ${tree.size - 1} were appended without a checkpoint of their own`;
  const reasons = [{ code: 'checkpoint-behind', sentence }, ...uncounted.map(voidedReason)];
  const heartbeat = heartbeatDraft(context, reasons);
  return uncounted.length === 0 ? heartbeat : { ...heartbeat, voids: uncounted.map(({ seq }) => seq) };
}

/** Returns the heartbeat to put before these drafts, if records have no checkpoint and no draft names them. */
export function heartbeatBefore(ledger: OpenLedger, drafts: readonly Draft[]): readonly Draft[] {
  const [first] = drafts;
  const namesTail = ({ kind, reasons }: Draft) =>
    kind === 'key-rotated' ||
    (kind === 'heartbeat' && reasons.length > 0 && reasons.every(({ code }) => code !== BRANCH_CONFIRMED));
  if (first === undefined || ledger.covered === ledger.tree.size || drafts.some(namesTail)) return [];
  return [sealingHeartbeat(ledger, { at: first.at, run: first.run, version: first.tool.version })];
}

function voidedReason({ seq, kind, pull }: LedgerRecord): { readonly code: string; readonly sentence: string } {
  const about = pull === null ? kind : `${kind} #${pull}`;
  return { code: 'record-voided', sentence: `record ${seq} (${about}) had no checkpoint and does not count` };
}
