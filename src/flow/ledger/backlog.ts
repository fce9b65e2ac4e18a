import { rotationDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { formatKey } from '../../core/ledger/note.ts';
import { message } from '../../core/message.ts';
import type { Ports } from '../../core/ports.ts';
import { appendRecords, type Recorded } from './append.ts';
import type { OpenLedger } from './open.ts';
import { sealingHeartbeat } from './sealing-heartbeat.ts';

/**
 * Records changed keys and signs the records that earlier runs appended unsigned, before any grant rests on the ledger. A
 * message means that the ledger is not signed, so nothing may be granted.
 */
export async function signBacklog(ports: Ports, ledger: OpenLedger, context: RecordContext): Promise<Recorded> {
  const drafts = ledger.doubt === undefined ? overdue(ledger, context) : [];
  if (drafts.length === 0) return { records: [], ledger, messages: [] };
  const done = await appendRecords(ports, ledger, drafts, 'sealed');
  const { covered, tree } = done.ledger;
  if (done.messages.length > 0 || covered === tree.size) return done;
  // Somebody appended more while this run signed.
  const sentence = `records ${covered} to ${tree.size - 1} have no checkpoint. The next run signs them`;
  return { ...done, messages: [message('ledger-unsigned', sentence)] };
}

function overdue(ledger: OpenLedger, context: RecordContext): readonly Draft[] {
  const { tree, covered, trust, uncounted } = ledger;
  const named = (trust.wanted ?? trust.keys ?? []).map(formatKey);
  const rotation = JSON.stringify(named) === JSON.stringify(tree.state.keys) ? [] : [rotationDraft(named, context)];
  // A change of keys seals earlier records, but only a heartbeat voids some.
  const needsHeartbeat = uncounted.length > 0 || (covered < tree.size && rotation.length === 0);
  return [...(needsHeartbeat ? [sealingHeartbeat(ledger, context)] : []), ...rotation];
}
