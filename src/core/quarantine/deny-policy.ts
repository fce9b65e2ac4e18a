import type { BucketHome } from '../documents/organization.ts';
import type { Instant } from '../time.ts';

/*
 * IAM deny policies. They override every allow policy, and deny only the listed permissions. They affect only Google
 * accounts and service accounts, and only calls to Google's APIs, some minutes after their creation.
 * https://cloud.google.com/iam/docs/deny-overview
 */

/**
 * The denied permissions of an organization without `quarantine.deny`. Some can extend access of a few hours: they change
 * IAM policies, act as service accounts or create keys. The others read secrets and stored objects. All are in
 * https://cloud.google.com/iam/docs/deny-permissions-support; Google refuses a policy with any other.
 */
export const DENIED_UNLESS_TOLD: readonly string[] = [
  'cloudresourcemanager.googleapis.com/projects.setIamPolicy',
  'iam.googleapis.com/serviceAccountKeys.create',
  'iam.googleapis.com/serviceAccounts.actAs',
  'iam.googleapis.com/serviceAccounts.getAccessToken',
  'iam.googleapis.com/serviceAccounts.getOpenIdToken',
  'iam.googleapis.com/serviceAccounts.implicitDelegation',
  'iam.googleapis.com/serviceAccounts.signBlob',
  'iam.googleapis.com/serviceAccounts.signJwt',
  'secretmanager.googleapis.com/versions.access',
  'storage.googleapis.com/objects.get',
];

/** The desired state of one of our deny policies. */
export interface DenyPolicy {
  /** `projects/…`, `folders/…` or `organizations/…`. */
  readonly resource: string;
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly principals: readonly string[];
  readonly permissions: readonly string[];
}

/**
 * Returns the attachment point of the deny policy for a resource: its project, folder or organization. A policy on a
 * project covers all resources in it. https://cloud.google.com/iam/docs/deny-overview#attachment-point
 * @returns the reason instead, if the attachment point is unknown
 */
export function attachmentOf(
  resource: string,
  buckets: readonly BucketHome[],
): { readonly place: string } | { readonly why: string } {
  const place = /^(?:projects|folders|organizations)\/[^/]+/.exec(resource)?.[0];
  if (place !== undefined) return { place };
  const name = /^buckets\/(.+)$/.exec(resource)?.[1];
  if (name === undefined) return { why: 'its project is unknown' };
  const homes = new Set(buckets.flatMap(({ bucket, project }) => (bucket === name ? [project] : [])));
  const [home, ...others] = homes;
  if (home === undefined)
    return {
      why: 'its project is unknown; add the bucket to `quarantine.buckets` in policies/organization.yaml',
    };
  return others.length === 0
    ? { place: `projects/${home}` }
    : { why: `policies/organization.yaml names several projects for it: ${[...homes].join(', ')}; keep one` };
}

/** Returns the policy's id, the same on every resource. Google allows 3 to 63 of a-z, 0-9, `-` and `.`, a letter first. */
export function denyPolicyId(installation: string, person: number): string {
  return `pullcord-${installation}-${person}`;
}

/**
 * Converts a member of an allow policy to the form of deny policies. Returns `undefined` if there is no such form.
 * https://cloud.google.com/iam/docs/principal-identifiers
 */
export function toDeniedPrincipal(member: string): string | undefined {
  const [, kind, address] = /^(user|serviceAccount):([^\s:/?]+@[^\s:/?]+)$/.exec(member) ?? [];
  if (kind === 'user') return `principal://goog/subject/${address ?? ''}`;
  if (kind === 'serviceAccount') return `principal://iam.googleapis.com/projects/-/serviceAccounts/${address ?? ''}`;
  return /^principal:\/\/iam\.googleapis\.com\/\S+$/.test(member) ? member : undefined;
}

/** Returns a quarantine's deny policy for one resource. @param at time of the quarantine's record */
export function denyPolicyFor(
  quarantine: {
    readonly record: number;
    readonly at: Instant;
    readonly ids: readonly number[];
    readonly principals: readonly string[];
  },
  {
    installation,
    resource,
    permissions,
  }: { readonly installation: string; readonly resource: string; readonly permissions: readonly string[] },
): DenyPolicy {
  return {
    resource,
    id: denyPolicyId(installation, quarantine.ids[0] ?? 0),
    displayName: `pullcord ${installation}: quarantine`,
    description: `record ${quarantine.record} of the ledger of ${installation}, ${quarantine.at}`,
    principals: quarantine.principals.flatMap((member) => toDeniedPrincipal(member) ?? []),
    permissions,
  };
}
