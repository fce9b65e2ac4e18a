/**
 * A kind of resource whose own IAM policy takes conditions, so that a binding can expire by itself. It also has the API's
 * shape of a read and a write.
 *
 * Kinds with conditions: https://cloud.google.com/iam/docs/resource-types-with-conditional-roles. The methods and paths
 * come from each API's discovery document.
 */
export interface ResourceKind {
  readonly kind: string;
  /** The form of the name in policies, for people. */
  readonly form: string;
  readonly name: RegExp;
  readonly api: Api;
  readonly read: ReadShape;
  readonly write: WriteShape;
  /** The status of this API for a stale etag. */
  readonly conflict: 409 | 412;
  /** A prerequisite for conditions on this kind, as a sentence. Without it Google refuses the write. */
  readonly needs?: string;
  /**
   * True if conditions on this kind see resource attributes, so that `only` has an effect.
   * https://cloud.google.com/iam/docs/conditions-resource-attributes
   */
  readonly narrows: boolean;
  /** The page by Google that documents conditions on this kind. */
  readonly source: string;
}

export type Api = 'resourceManager' | 'storage' | 'secretManager' | 'kms' | 'run' | 'iam';

export interface ReadShape {
  readonly method: 'GET' | 'POST';
  readonly path: (name: string) => string;
  /** The place of the requested version 3: the body's `options`, or the query parameter of this name. */
  readonly version: 'body' | 'options.requestedPolicyVersion' | 'optionsRequestedPolicyVersion';
}

export interface WriteShape {
  readonly method: 'POST' | 'PUT';
  readonly path: (name: string) => string;
  /** True if the body is `{"policy": …}`. False if it is the policy itself. */
  readonly wrapped: boolean;
}

const CONDITIONS = 'https://cloud.google.com/iam/docs/resource-types-with-conditional-roles';
const PROJECT = '[a-z][a-z0-9-]{4,28}[a-z0-9]';
const ID = '[A-Za-z0-9_-]{1,63}';
const NARROWED = 'name the project and narrow the access with `only`';
const LOCATION = '[a-z][a-z0-9-]{0,62}';

const resourceManager = {
  api: 'resourceManager',
  read: { method: 'POST', path: verb('/v3/', 'getIamPolicy'), version: 'body' },
  write: { method: 'POST', path: verb('/v3/', 'setIamPolicy'), wrapped: true },
  conflict: 409,
  narrows: true,
  source: CONDITIONS,
} as const;

const byGet = (root: string) =>
  ({
    read: { method: 'GET', path: verb(root, 'getIamPolicy'), version: 'options.requestedPolicyVersion' },
    write: { method: 'POST', path: verb(root, 'setIamPolicy'), wrapped: true },
    conflict: 409,
  }) as const;

export const RESOURCE_KINDS: readonly ResourceKind[] = [
  {
    ...resourceManager,
    kind: 'project',
    form: 'projects/<id>',
    name: whole(`projects/(?:[a-z0-9][a-z0-9.-]{0,62}:)?${PROJECT}`),
  },
  { ...resourceManager, kind: 'folder', form: 'folders/<number>', name: whole('folders/[1-9][0-9]{0,19}') },
  {
    ...resourceManager,
    kind: 'organization',
    form: 'organizations/<number>',
    name: whole('organizations/[1-9][0-9]{0,19}'),
  },
  {
    // https://cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy
    kind: 'bucket',
    form: 'buckets/<name>',
    name: whole('buckets/[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]'),
    api: 'storage',
    read: { method: 'GET', path: bucketPath, version: 'optionsRequestedPolicyVersion' },
    write: { method: 'PUT', path: bucketPath, wrapped: false },
    conflict: 412,
    needs: 'conditions on a bucket need uniform bucket-level access',
    narrows: true,
    source: CONDITIONS,
  },
  {
    // https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/getIamPolicy
    kind: 'secret',
    form: 'projects/<id>/secrets/<name>',
    name: whole(`projects/${PROJECT}/secrets/[A-Za-z0-9_-]{1,255}`),
    api: 'secretManager',
    ...byGet('/v1/'),
    narrows: true,
    source: CONDITIONS,
  },
  {
    // https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings/getIamPolicy
    kind: 'key ring',
    form: 'projects/<id>/locations/<location>/keyRings/<name>',
    name: whole(`projects/${PROJECT}/locations/${LOCATION}/keyRings/${ID}`),
    api: 'kms',
    ...byGet('/v1/'),
    narrows: true,
    source: CONDITIONS,
  },
  {
    kind: 'key',
    form: 'projects/<id>/locations/<location>/keyRings/<name>/cryptoKeys/<name>',
    name: whole(`projects/${PROJECT}/locations/${LOCATION}/keyRings/${ID}/cryptoKeys/${ID}`),
    api: 'kms',
    ...byGet('/v1/'),
    narrows: true,
    source: CONDITIONS,
  },
  {
    // https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/getIamPolicy
    kind: 'Cloud Run service',
    form: 'projects/<id>/locations/<location>/services/<name>',
    name: whole(`projects/${PROJECT}/locations/${LOCATION}/services/[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?`),
    api: 'run',
    ...byGet('/v2/'),
    narrows: false,
    source: CONDITIONS,
  },
  {
    // CONDITIONS does not list this kind, but gcloud documents a binding on it that expires by its condition.
    kind: 'service account',
    form: 'projects/<id>/serviceAccounts/<email>',
    name: whole(`projects/${PROJECT}/serviceAccounts/${PROJECT}@${PROJECT}\\.iam\\.gserviceaccount\\.com`),
    api: 'iam',
    read: { method: 'POST', path: verb('/v1/', 'getIamPolicy'), version: 'options.requestedPolicyVersion' },
    write: { method: 'POST', path: verb('/v1/', 'setIamPolicy'), wrapped: true },
    conflict: 409,
    narrows: false,
    source: 'https://cloud.google.com/sdk/gcloud/reference/iam/service-accounts/add-iam-policy-binding',
  },
];

/** Returns the kind of a resource name. If it is `undefined`, Pullcord may not read or write that resource. */
export function kindOf(resource: string): ResourceKind | undefined {
  return RESOURCE_KINDS.find(({ name }) => name.test(resource));
}

/** Names that people may try although access there cannot expire by itself, with the cause and the alternative. */
const NOT_TIME_BOUND: readonly (readonly [name: RegExp, why: string, instead: string])[] = [
  [
    // https://cloud.google.com/bigquery/docs/conditions
    /\/datasets\/[^/]+\/(?:tables|views|routines|models)\//,
    'BigQuery takes conditions on datasets and above, not inside a dataset',
    NARROWED,
  ],
  [
    // https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets/update
    /\/datasets\//,
    'a dataset keeps conditions in its access list, which Pullcord does not write',
    NARROWED,
  ],
  [/\/locations\/[^/]+\/secrets\//, 'Pullcord does not reach the endpoints of regional secrets', NARROWED],
  [/\/clusters\//, 'a GKE cluster has no IAM policy of its own', NARROWED],
  [
    /\/(?:instances|databases)\//,
    'a Cloud SQL instance has no IAM policy of its own, and Pullcord does not write those of other products',
    NARROWED,
  ],
  [
    /\/(?:topics|subscriptions)\//,
    'Pub/Sub takes no conditions and shows them no names',
    'name the project without `only`',
  ],
];

/** Returns the reason that access to this resource cannot expire by itself, and the alternative, as one sentence. */
export function whyNotTimeBound(resource: string): string {
  const known = NOT_TIME_BOUND.find(([name]) => name.test(resource));
  if (known !== undefined) return `${known[1]}; ${known[2]}`;
  const forms = RESOURCE_KINDS.map(({ form }) => form).join(', ');
  return `Pullcord knows no conditions on this kind of resource; use one of: ${forms}`;
}

function verb(root: string, name: string): (resource: string) => string {
  return (resource) => `${root}${encodePath(resource)}:${name}`;
}

function bucketPath(resource: string): string {
  return `/storage/v1/b/${encodeURIComponent(resource.slice('buckets/'.length))}/iam`;
}

/** Encodes a path. `@` in an address stays unencoded, as Google's own clients send it. */
function encodePath(resource: string): string {
  return resource.split('/').map(encodeURIComponent).join('/').replaceAll('%40', '@');
}

function whole(source: string): RegExp {
  return new RegExp(`^${source}$`);
}
