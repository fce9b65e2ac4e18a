import type { Organization, Release } from '../../core/documents/organization.ts';
import type { RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { message, type Message } from '../../core/message.ts';
import { releasedDraft } from '../../core/quarantine/drafts.ts';
import type { Quarantine } from '../../core/quarantine/on-record.ts';
import { releaseOf } from '../../core/quarantine/quarantine.ts';
import type { OrganizationInForce } from '../observe/organization-in-force.ts';

/** Returns the releases in the organization's document that are not on record yet. */
function releasesToRecord(
  quarantines: readonly Quarantine[],
  organization: Organization | undefined,
): readonly Release[] {
  return quarantines.flatMap((quarantine) =>
    quarantine.releaseRecorded ? [] : (releaseOf(quarantine, organization) ?? []),
  );
}

/** Records each release that the accepted document has. Until then the run reports the reason. */
export function followReleases(
  quarantines: readonly Quarantine[],
  { organization, why }: OrganizationInForce,
  atHead: Organization | undefined,
  context: RecordContext,
): { readonly drafts: readonly Draft[]; readonly messages: readonly Message[] } {
  const due = releasesToRecord(quarantines, organization);
  const waiting = releasesToRecord(quarantines, atHead).filter(
    ({ record }) => !due.some((release) => release.record === record),
  );
  return {
    drafts: due.map((release) => releasedDraft(release, context)),
    messages: waiting.map(({ person, record }) =>
      message(
        'release-waits',
        `${person} is not released from record ${record} yet: ${why ?? 'the document is not accepted'}`,
      ),
    ),
  };
}
