import type { Resource, World } from './world.ts';

/** What one kind of resource has of its own where allow policies are concerned. */
export interface ResourceRules {
  readonly service: string;
  readonly type: string;
  /** What its permissions begin with: `resourcemanager.projects`. */
  readonly permissions: string;
  /** What `resource.name` is in a condition. https://cloud.google.com/iam/docs/conditions-resource-attributes */
  readonly attribute: (resource: Resource, world: World) => string;
  /** The predefined roles that can be granted there; roles of one's own always can. */
  readonly roles: RegExp;
  /** Whether `allUsers` and the convenience members of Cloud Storage are taken. */
  readonly publicMembers: boolean;
  /** Why a condition cannot be set there now, if so. */
  readonly refusesConditions?: (resource: Resource) => string | undefined;
  /** The method's name in Google's audit log. */
  readonly method: string;
}

const ofItself = ({ name }: Resource) => name;
/** What a service that recognises no resource attributes leaves them at. */
const unrecognised = () => '';

function resourceManager(type: string, collection: string): ResourceRules {
  return {
    service: 'cloudresourcemanager.googleapis.com',
    type: `cloudresourcemanager.googleapis.com/${type}`,
    permissions: `resourcemanager.${collection}`,
    attribute: ofItself,
    roles: /^roles\//,
    publicMembers: false,
    method: 'SetIamPolicy',
  };
}

const kms = {
  service: 'cloudkms.googleapis.com',
  attribute: ofItself,
  roles: /^roles\/(?:cloudkms|iam\.security)/,
  publicMembers: false,
  method: 'SetIamPolicy',
} as const;

export const RULES = {
  projects: resourceManager('Project', 'projects'),
  folders: resourceManager('Folder', 'folders'),
  organizations: resourceManager('Organization', 'organizations'),
  buckets: {
    service: 'storage.googleapis.com',
    type: 'storage.googleapis.com/Bucket',
    permissions: 'storage.buckets',
    attribute: ({ name }) => `projects/_/${name}`,
    roles: /^roles\/(?:storage|iam\.security)/,
    publicMembers: true,
    refusesConditions: ({ uniformAccess }) =>
      uniformAccess === true
        ? undefined
        : 'Uniform bucket-level access must be enabled on the bucket to set conditions in its IAM policy.',
    method: 'storage.setIamPermissions',
  },
  secrets: {
    service: 'secretmanager.googleapis.com',
    type: 'secretmanager.googleapis.com/Secret',
    permissions: 'secretmanager.secrets',
    attribute: ({ name }, world) => withNumber(name, world),
    roles: /^roles\/(?:secretmanager|iam\.security)/,
    publicMembers: false,
    method: 'google.cloud.secretmanager.v1.SecretManagerService.SetIamPolicy',
  },
  keyRings: { ...kms, type: 'cloudkms.googleapis.com/KeyRing', permissions: 'cloudkms.keyRings' },
  cryptoKeys: { ...kms, type: 'cloudkms.googleapis.com/CryptoKey', permissions: 'cloudkms.cryptoKeys' },
  services: {
    service: 'run.googleapis.com',
    type: 'run.googleapis.com/Service',
    permissions: 'run.services',
    attribute: unrecognised,
    roles: /^roles\/(?:run|iam\.security)/,
    publicMembers: true,
    method: 'google.cloud.run.v2.Services.SetIamPolicy',
  },
  serviceAccounts: {
    service: 'iam.googleapis.com',
    type: 'iam.googleapis.com/ServiceAccount',
    permissions: 'iam.serviceAccounts',
    attribute: unrecognised,
    roles: /^roles\/iam\./,
    publicMembers: false,
    method: 'google.iam.admin.v1.SetIAMPolicy',
  },
} as const satisfies Readonly<Record<string, ResourceRules>>;

/** The rules of a resource by its name in the sandbox's world. */
export function rulesFor(name: string): ResourceRules | undefined {
  const collection = name.split('/').at(-2) ?? '';
  return Object.hasOwn(RULES, collection) ? RULES[collection as keyof typeof RULES] : undefined;
}

/** Secret Manager names projects by number in conditions. */
function withNumber(name: string, world: World): string {
  const [collection = '', id = '', ...rest] = name.split('/');
  return [collection, world.find(`${collection}/${id}`)?.number ?? id, ...rest].join('/');
}
