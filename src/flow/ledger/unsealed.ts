import type { LedgerRecord } from '../../core/ledger/record.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { OpenLedger } from './open.ts';

/** Reports the records without a checkpoint that a run found at its start. */
export function reportUnsealed(ledger: OpenLedger): readonly Message[] {
  const uncovered = messages('tail-unsigned', describeUncovered(ledger));
  return [...foreignRecords(ledger), ...quarantinesToConfirm(ledger), ...uncovered];
}

/** Describes records without a checkpoint. A run that cannot sign reports it; otherwise somebody else wrote them. */
export function describeUncovered({ doubt, covered, tree: { size } }: OpenLedger): readonly string[] {
  if (doubt !== undefined || covered === size) return [];
  return [
    `records ${covered} to ${size - 1} had no checkpoint. If no earlier run reported ledger-unsigned, somebody else wrote them. Check a clone: pullcord verify`,
  ];
}

/** Reports quarantines without a checkpoint. They hold although their author is unproven, so a person has to ask. */
export function quarantinesToConfirm({ doubt, covered, tree, uncounted }: OpenLedger): readonly Message[] {
  if (doubt !== undefined || covered === tree.size) return [];
  const voided = new Set(uncounted.map(({ seq }) => seq));
  return tree.lines
    .slice(Math.max(0, covered - tree.range.size))
    .map((line) => JSON.parse(line) as LedgerRecord)
    .flatMap(({ seq, quarantine }) => {
      if (quarantine === undefined || voided.has(seq)) return [];
      const who = quarantine.login ?? quarantine.ids.join(', ');
      return [
        message(
          'quarantine-unconfirmed',
          `record ${seq} put ${who} in quarantine by ${quarantine.by}, and had no checkpoint. Ask ${quarantine.by}. If nobody did it, release ${who} in policies/organization.yaml`,
        ),
      ];
    });
}

/**
 * Reports records without a checkpoint of kinds that a run never appends without one. Somebody else appended them, with a
 * token that may push to `audit`.
 */
export function foreignRecords({ doubt, uncounted, genesis }: OpenLedger): readonly Message[] {
  if (doubt !== undefined || uncounted.length === 0) return [];
  const names = uncounted.map(({ seq, kind, pull }) => `${seq} (${pull === null ? kind : `${kind} #${pull}`})`);
  return [
    message(
      'foreign-records',
      `somebody appended records without a checkpoint to the branch audit: ${names.join(', ')}. They do not count. Find the account that pushed them: gh api 'repos/${genesis.repository.name}/activity?ref=audit'`,
    ),
  ];
}
