import type { Organization, Release } from '../../core/documents/organization.ts';
import type { RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft, Genesis } from '../../core/ledger/record.ts';
import { message, type Message } from '../../core/message.ts';
import { releasedDraft } from '../../core/quarantine/drafts.ts';
import type { Quarantine } from '../../core/quarantine/on-record.ts';
import { releaseOf } from '../../core/quarantine/quarantine.ts';
import { organizationThatCounts, type DocumentPorts } from '../observe/organization-in-force.ts';

/** Returns the releases in the organization's document that are not on record yet. */
export function releasesToRecord(
  quarantines: readonly Quarantine[],
  organization: Organization | undefined,
): readonly Release[] {
  return quarantines.flatMap((quarantine) =>
    quarantine.releaseRecorded ? [] : (releaseOf(quarantine, organization) ?? []),
  );
}

/** Records each release whose change was approved. Until then the run reports the reason. */
export async function followReleases(
  ports: DocumentPorts,
  due: readonly Release[],
  genesis: Genesis,
  context: RecordContext,
): Promise<{ readonly drafts: readonly Draft[]; readonly messages: readonly Message[] }> {
  if (due.length === 0) return { drafts: [], messages: [] };
  const { organization, why } = await organizationThatCounts(ports, genesis);
  if (organization !== undefined)
    return { drafts: due.map((release) => releasedDraft(release, context)), messages: [] };
  const waiting = due.map(({ person, record }) =>
    message('release-waits', `${person} is not released from record ${record} yet: ${why}`),
  );
  return { drafts: [], messages: waiting };
}
