import type { QuarantineTerm } from '../../core/acceptance/change.ts';
import type { AcceptedDocuments } from '../../core/acceptance/versions.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { parseOrganization } from '../../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import { releaseOf } from '../../core/quarantine/quarantine.ts';
import type { Instant } from '../../core/time.ts';
import { textOfVersion, type ChangeWork } from './change-work.ts';
import { placesOn, type Line } from './line.ts';

interface KnownVersion {
  readonly blob: string;
  readonly commit: string;
  readonly at: Instant;
}

/** Returns the organizations that were accepted before a commit of the line, newest first. */
export function organizationsBefore(
  { documents }: AcceptedDocuments,
  line: Line,
  index: number,
): readonly KnownVersion[] {
  const place = placesOn(line);
  return (documents.get(ORGANIZATION_PATH)?.accepted ?? []).flatMap(({ blob, commit, at }) =>
    blob !== null && place(commit) > index ? [{ blob, commit, at }] : [],
  );
}

/** Returns every quarantine with its end: the time of the first of the last organizations that release the person. */
export async function quarantineTerms(
  work: ChangeWork,
  accepted: AcceptedDocuments,
  index: number,
): Promise<readonly QuarantineTerm[]> {
  const terms = work.quarantines.map(async (quarantine): Promise<QuarantineTerm> => {
    let until: Instant | null = null;
    for (const version of organizationsBefore(accepted, work.line, index)) {
      const text = await textOfVersion(work, ORGANIZATION_PATH, version).catch(() => undefined);
      if (text === undefined || releaseOf(quarantine, organizationOf(text)) === undefined) break;
      until = version.at;
    }
    return { record: quarantine.record, ids: quarantine.ids, since: quarantine.at, until };
  });
  return Promise.all(terms);
}

export function organizationOf(text: string): Organization | undefined {
  return parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text)).value;
}
