import type { Resource, World } from './world.ts';

/** The properties of one kind of resource that matter for allow policies. */
export interface ResourceRules {
  readonly service: string;
  readonly type: string;
  /** The prefix of its permissions, such as `resourcemanager.projects`. */
  readonly permissions: string;
  /** The value of `resource.name` in a condition. https://cloud.google.com/iam/docs/conditions-resource-attributes */
  readonly attribute: (resource: Resource, world: World) => string;
  /** The predefined roles that can be granted on it. Custom roles can always be granted. */
  readonly roles: RegExp;
  /** True if it accepts `allUsers` and the convenience members of Cloud Storage. */
  readonly publicMembers: boolean;
  /** Returns the reason why it accepts no conditions now, or undefined if it does. */
  readonly refusesConditions?: (resource: Resource) => string | undefined;
  /** The method's name in Google's audit log. */
  readonly method: string;
}

const ofItself = ({ name }: Resource) => name;
/** The attribute's value in a service that supports no resource attributes. */
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

/** Returns the rules of a resource by its name in the sandbox's world. */
export function rulesFor(name: string): ResourceRules | undefined {
  const collection = name.split('/').at(-2) ?? '';
  return Object.hasOwn(RULES, collection) ? RULES[collection as keyof typeof RULES] : undefined;
}

/** Secret Manager names projects by number in conditions. */
function withNumber(name: string, world: World): string {
  const [collection = '', id = '', ...rest] = name.split('/');
  return [collection, world.find(`${collection}/${id}`)?.number ?? id, ...rest].join('/');
}
