import type { LedgerRecord } from '../../core/ledger/record.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { OpenLedger } from './open.ts';

/** Reports the records under no checkpoint that a run found when it began. */
export function reportUnsealed(ledger: OpenLedger): readonly Message[] {
  const uncovered = messages('tail-unsigned', describeUncovered(ledger));
  return [...foreignRecords(ledger), ...quarantinesToConfirm(ledger), ...uncovered];
}

/** A sentence about records under no checkpoint. A run that cannot sign says so; otherwise somebody else wrote them. */
export function describeUncovered({ doubt, covered, tree: { size } }: OpenLedger): readonly string[] {
  if (doubt !== undefined || covered === size) return [];
  return [
    `the ledger's records ${covered} to ${size - 1} lay under no checkpoint; if no earlier run said that it could not sign, somebody else wrote them: pullcord verify`,
  ];
}

/** Quarantines under no checkpoint. They hold, whoever recorded them, so a person has to ask. */
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
          `record ${seq} put ${who} in quarantine by ${quarantine.by}, and lay under no checkpoint: ask ${quarantine.by}; if nobody did, release ${who} in policies/organization.yaml`,
        ),
      ];
    });
}

/**
 * Records that a run appends only with a checkpoint, and that lie under none. Somebody else appended them, with a token that
 * may push to `audit`.
 */
export function foreignRecords({ doubt, uncounted, genesis }: OpenLedger): readonly Message[] {
  if (doubt !== undefined || uncounted.length === 0) return [];
  const names = uncounted.map(({ seq, kind, pull }) => `${seq} (${pull === null ? kind : `${kind} #${pull}`})`);
  return [
    message(
      'foreign-records',
      `somebody appended records to the branch audit that lie under no checkpoint: ${names.join(', ')}; they count for nothing; see who pushed: gh api 'repos/${genesis.repository.name}/activity?ref=audit'`,
    ),
  ];
}
