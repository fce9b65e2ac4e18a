import type { LedgerRecord } from '../ledger/record.ts';
import { refusalSentence } from './refusal.ts';

/** Returns a quarantine's record as one line, or `undefined` for every other record. The line has untrusted text. */
export function quarantineSentence(record: LedgerRecord): string | undefined {
  const { quarantine, release, deny } = record;
  if (quarantine !== undefined)
    return `quarantined ${quarantine.login ?? 'account'} (${quarantine.ids.join(', ')}): ${quarantine.why}`;
  if (release !== undefined) return `released from the quarantine of record ${release.record}: ${release.why}`;
  if (deny === undefined) return refusalSentence(record);
  const counts = Map.groupBy(deny.policies, ({ is }) => is);
  const outcomes = [...counts].map(([is, { length }]) => `${length} ${is}`).join(', ');
  return `deny-policies for the quarantine of record ${deny.record}: ${outcomes === '' ? 'none' : outcomes}`;
}
