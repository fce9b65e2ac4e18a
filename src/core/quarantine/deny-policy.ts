import type { BucketHome } from '../documents/organization.ts';
import type { Instant } from '../time.ts';

/*
 * IAM deny policies: they come before every allow policy, whatever gives the access. They take what is listed and nothing
 * else, from Google accounts and service accounts only, for calls to Google's APIs only, some minutes after they are
 * placed. https://cloud.google.com/iam/docs/deny-overview
 */

/**
 * What is denied where the organization does not say: the ways by which access of a few hours becomes access for longer
 * (changing who may what, acting as service accounts, keys) and the reading of secrets and of stored objects. Each is
 * in https://cloud.google.com/iam/docs/deny-permissions-support: with one that is not, Google places nothing.
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

/** One deny policy of ours, as it must stand. */
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
 * Where the deny policy for a resource lies: Google attaches them to projects, folders and organizations, and what is in a
 * project is covered from there. https://cloud.google.com/iam/docs/deny-overview#attachment-point
 * @returns why there is no such place that is known, otherwise
 */
export function attachmentOf(
  resource: string,
  buckets: readonly BucketHome[],
): { readonly place: string } | { readonly why: string } {
  const place = /^(?:projects|folders|organizations)\/[^/]+/.exec(resource)?.[0];
  if (place !== undefined) return { place };
  const name = /^buckets\/(.+)$/.exec(resource)?.[1];
  if (name === undefined) return { why: 'nothing tells which project it is in' };
  const homes = new Set(buckets.flatMap(({ bucket, project }) => (bucket === name ? [project] : [])));
  const [home, ...others] = homes;
  if (home === undefined)
    return {
      why: 'its name does not tell its project: name it under `quarantine.buckets` of policies/organization.yaml',
    };
  return others.length === 0
    ? { place: `projects/${home}` }
    : { why: `policies/organization.yaml names several projects for it: ${[...homes].join(', ')}` };
}

/** The same person has the same policy on every resource. Google: 3 to 63 of a-z, 0-9, `-` and `.`, a letter first. */
export function denyPolicyId(installation: string, person: number): string {
  return `pullcord-${installation}-${person}`;
}

/**
 * A member of an allow policy as deny policies write it; `undefined`: there is no such form.
 * https://cloud.google.com/iam/docs/principal-identifiers
 */
export function toDeniedPrincipal(member: string): string | undefined {
  const [, kind, address] = /^(user|serviceAccount):([^\s:/?]+@[^\s:/?]+)$/.exec(member) ?? [];
  if (kind === 'user') return `principal://goog/subject/${address ?? ''}`;
  if (kind === 'serviceAccount') return `principal://iam.googleapis.com/projects/-/serviceAccounts/${address ?? ''}`;
  return /^principal:\/\/iam\.googleapis\.com\/\S+$/.test(member) ? member : undefined;
}

/** @param at when the quarantine was recorded */
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
