import type { LedgerRecord } from '../ledger/record.ts';
import { refusalSentence } from './refusal.ts';

/** A record about a quarantine as one line; `undefined` for every other. Others' words in it are raw. */
export function quarantineSentence(record: LedgerRecord): string | undefined {
  const { quarantine, release, deny } = record;
  if (quarantine !== undefined)
    return `quarantined ${quarantine.login ?? 'account'} (${quarantine.ids.join(', ')}): ${quarantine.why}`;
  if (release !== undefined) return `released from the quarantine of record ${release.record}: ${release.why}`;
  if (deny === undefined) return refusalSentence(record);
  const counts = Map.groupBy(deny.policies, ({ is }) => is);
  const told = [...counts].map(([is, { length }]) => `${length} ${is}`).join(', ');
  return `deny-policies for the quarantine of record ${deny.record}: ${told === '' ? 'none' : told}`;
}
