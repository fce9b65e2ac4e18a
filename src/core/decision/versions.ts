import { denied, pending, type Objection, type RuleInput } from './rule.ts';
import type { DocumentDigests, DocumentVersions, Evidence, VersionFact } from './evidence.ts';
import { own } from '../own.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import type { Instant } from '../time.ts';

/*
 * The accepted versions of the documents that decide a request. The version in force is the newest one whose merge came
 * before the request's. Changes that came later, or that were not accepted, can only withhold access.
 */

/** Returns the blob of each document's version before the merge. Documents without such a version are left out. */
export function acceptedBefore(versions: NonNullable<Evidence['versions']>): DocumentDigests {
  return Object.fromEntries(
    Object.keys(versions).flatMap((path) => {
      const blob = versionBefore(versions[path] ?? null)?.blob ?? null;
      return blob === null ? [] : [[path, blob]];
    }),
  );
}

/** Returns the paths of documents whose version at the head is not an accepted one. */
export function unacceptedAtHead({ versions = {}, documents }: Evidence): readonly string[] {
  if (documents.head === null) return [];
  const { digests } = documents.head;
  return Object.entries(versions).flatMap(([path, known]) => {
    const newest = known?.accepted.find(({ place }) => place !== 'off');
    return known === null || (newest?.blob ?? null) === (own(digests, path) ?? null) ? [] : [path];
  });
}

/** Returns the newest accepted version that is on the default branch's line, for a document that does not parse there. */
export function newestAccepted(path: string, { versions = {} }: Evidence): VersionFact | undefined {
  return own(versions, path)?.accepted.find(({ place }) => place !== 'off');
}

/** Returns the version in force at an instant; `undefined` if there is none. Its place may be unknown (`null`). */
export function versionAt(path: string, at: Instant, { versions = {} }: Evidence): VersionFact | undefined {
  return own(versions, path)?.accepted.find((one) => one.place !== 'off' && one.at <= at);
}

/** Returns the paths of documents whose version before the merge is not known, or not on the line. */
export function unknownVersions(paths: readonly string[], evidence: Evidence): readonly string[] {
  if (evidence.versions === undefined) return [];
  return paths.filter((path) => objectionsToVersion(path, { evidence }).some(({ weight }) => weight === 'pending'));
}

/** Returns objections to the accepted version of a document: it is missing, not known, or not on the line. */
export function objectionsToVersion(path: string, { evidence }: Pick<RuleInput, 'evidence'>): readonly Objection[] {
  const known = own(evidence.versions ?? {}, path) ?? null;
  const isOrganization = path === ORGANIZATION_PATH;
  const branch = evidence.repository.defaultBranch;
  if (known === null) return [pending('policy-history-unknown', `the verdicts on ${path} could not be read`)];
  const { accepted, unaccepted } = known;
  const newest = accepted.find(({ place }) => place !== 'after');
  if (newest?.place === 'off')
    return [
      pending(
        'acceptance-off-main',
        `the accepted version of ${path} came with commit ${newest.commit.slice(0, 12)}, which is not in the history of ${branch}`,
      ),
    ];
  if (newest?.place === null)
    return [
      pending(
        'policy-history-unknown',
        `GitHub did not say if commit ${newest.commit.slice(0, 12)}, which brought the accepted version of ${path}, is on ${branch}`,
      ),
    ];
  if (unaccepted?.verdict === 'pending' && unaccepted.place !== 'after')
    return [pending(isOrganization ? 'organization-approval-unknown' : 'policy-approval-unknown', unaccepted.sentence)];
  if (versionBefore(known)?.blob != null) return [];
  if (unaccepted !== undefined && unaccepted.place !== 'after')
    return [denied(isOrganization ? 'organization-unapproved' : 'policy-unapproved', unaccepted.sentence)];
  // Another rule refuses a policy that is newer than the merge. The version at the head must never decide alone.
  return isOrganization
    ? [denied('organization-unapproved', `no accepted version of ${path} was in force at the merge`)]
    : [];
}

/** True if a document had no version before the merge. An unknown or unaccepted version has an objection of its own. */
export function isNewSince(path: string, { versions = {} }: Pick<Evidence, 'versions'>): boolean {
  const known = own(versions, path) ?? null;
  if (known === null || (known.unaccepted !== undefined && known.unaccepted.place !== 'after')) return false;
  const first = known.accepted.find(({ place }) => place !== 'after');
  return first === undefined || (first.place === 'before' && first.blob === null);
}

/** Names the documents at the head that are not accepted, for people. */
export function nameUnaccepted(paths: readonly string[], { versions = {} }: Evidence): string {
  const names = paths.map((path) => {
    const pull = own(versions, path)?.unaccepted?.pull ?? null;
    return pull === null ? path : `${path} as #${pull} left it`;
  });
  return names.join(' and ');
}

function versionBefore(known: DocumentVersions | null): VersionFact | undefined {
  // A version in an unknown place, or off the line, is no version: another objection names it.
  const first = known?.accepted.find(({ place }) => place !== 'after');
  return first?.place === 'before' ? first : undefined;
}
