import type { LedgerRecord } from '../../core/ledger/ledger.ts';
import type { OpenLedger } from './open.ts';

/** Notes on records under no checkpoint. A run that cannot sign says so; if none did, somebody else wrote them. */
export function notCovered({ doubt, covered, tree: { size } }: OpenLedger): readonly string[] {
  if (doubt !== undefined || covered === size) return [];
  return [
    `the ledger's records ${covered} to ${size - 1} lay under no checkpoint; if no earlier run said that it could not sign, somebody else wrote them: pullcord verify`,
  ];
}

/** Problems of quarantines under no checkpoint. They hold, whoever recorded them, so a person has to ask. */
export function quarantinesToConfirm({ doubt, covered, tree: tip, uncounted }: OpenLedger): readonly string[] {
  if (doubt !== undefined || covered === tip.size) return [];
  const left = new Set(uncounted.map(({ seq }) => seq));
  return tip.lines
    .slice(Math.max(0, covered - tip.range.size))
    .map((line) => JSON.parse(line) as LedgerRecord)
    .flatMap(({ seq, quarantine }) => {
      if (quarantine === undefined || left.has(seq)) return [];
      const who = quarantine.login ?? quarantine.ids.join(', ');
      return [
        `record ${seq} put ${who} in quarantine by ${quarantine.by}, and lay under no checkpoint: ask ${quarantine.by}; if nobody did, release ${who} in policies/organization.yaml`,
      ];
    });
}

/**
 * Problems of records that a run appends only with a checkpoint, and that lie under none: somebody else appended them, with a
 * token that may push to `audit`.
 */
export function strangersRecords({ doubt, uncounted }: OpenLedger, repository: string): readonly string[] {
  if (doubt !== undefined || uncounted.length === 0) return [];
  const names = uncounted.map(({ seq, kind, pull }) => `${seq} (${pull === null ? kind : `${kind} #${pull}`})`);
  return [
    `somebody appended records to the branch audit that lie under no checkpoint: ${names.join(', ')}; they count for nothing; see who pushed: gh api 'repos/${repository}/activity?ref=audit'`,
  ];
}
