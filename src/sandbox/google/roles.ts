/**
 * Permissions of each role in the sandbox's world. They are the part of Google's published roles that the sample
 * policies, the sandbox's own APIs and `/sandbox/access` use. A role outside this list can be bound, as in any policy,
 * and grants nothing.
 */
const iamPolicyOf = (collection: string) => [
  `resourcemanager.${collection}.get`,
  `resourcemanager.${collection}.getIamPolicy`,
  `resourcemanager.${collection}.setIamPolicy`,
];

const cloudsqlRead = [
  'cloudsql.databases.get',
  'cloudsql.databases.list',
  'cloudsql.instances.export',
  'cloudsql.instances.get',
  'cloudsql.instances.list',
  'cloudsql.users.list',
];
const containerRead = [
  'container.clusters.get',
  'container.clusters.list',
  'container.deployments.get',
  'container.deployments.list',
  'container.pods.get',
  'container.pods.getLogs',
  'container.pods.list',
];
const containerWrite = [
  'container.deployments.create',
  'container.deployments.delete',
  'container.deployments.update',
  'container.pods.create',
  'container.pods.delete',
  'container.pods.exec',
  'container.pods.portForward',
];
const objectRead = ['storage.objects.get', 'storage.objects.list'];
const objectWrite = ['storage.objects.create', 'storage.objects.delete', 'storage.objects.update'];
const logRead = ['logging.logEntries.list', 'logging.logs.list', 'logging.buckets.get', 'logging.buckets.list'];
const projectRead = ['resourcemanager.projects.get', 'resourcemanager.projects.list'];
const tokenMinting = ['iam.serviceAccounts.getAccessToken', 'iam.serviceAccounts.getOpenIdToken'];

const table: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'roles/browser': [
      'resourcemanager.folders.get',
      'resourcemanager.folders.list',
      'resourcemanager.organizations.get',
      'resourcemanager.projects.getIamPolicy',
      ...projectRead,
    ],
    'roles/resourcemanager.projectIamAdmin': iamPolicyOf('projects'),
    'roles/resourcemanager.folderIamAdmin': iamPolicyOf('folders'),
    'roles/resourcemanager.folderAdmin': [
      ...iamPolicyOf('folders'),
      ...iamPolicyOf('projects'),
      'resourcemanager.folders.create',
      'resourcemanager.folders.delete',
      'resourcemanager.folders.list',
      'resourcemanager.projects.list',
    ],
    'roles/resourcemanager.organizationAdmin': [
      ...iamPolicyOf('organizations'),
      ...iamPolicyOf('folders'),
      ...iamPolicyOf('projects'),
      'resourcemanager.projects.list',
    ],
    'roles/iam.securityReviewer': ['organizations', 'folders', 'projects'].flatMap((of) => [
      `resourcemanager.${of}.getIamPolicy`,
      `resourcemanager.${of}.list`,
    ]),
    'roles/iam.denyAdmin': ['create', 'delete', 'get', 'list', 'update'].map((verb) => `iam.denypolicies.${verb}`),
    'roles/iam.serviceAccountTokenCreator': [
      ...tokenMinting,
      'iam.serviceAccounts.get',
      'iam.serviceAccounts.signBlob',
      'iam.serviceAccounts.signJwt',
    ],
    'roles/iam.workloadIdentityUser': [...tokenMinting, 'iam.serviceAccounts.get'],
    'roles/iam.serviceAccountUser': [
      'iam.serviceAccounts.actAs',
      'iam.serviceAccounts.get',
      'iam.serviceAccounts.list',
    ],
    'roles/cloudsql.viewer': cloudsqlRead,
    'roles/cloudsql.instanceUser': ['cloudsql.instances.get', 'cloudsql.instances.login'],
    'roles/cloudsql.client': ['cloudsql.instances.connect', 'cloudsql.instances.get'],
    'roles/cloudsql.admin': [
      ...cloudsqlRead,
      'cloudsql.instances.connect',
      'cloudsql.instances.create',
      'cloudsql.instances.delete',
      'cloudsql.instances.login',
      'cloudsql.instances.restart',
      'cloudsql.instances.update',
    ],
    'roles/container.clusterViewer': ['container.clusters.get', 'container.clusters.list', ...projectRead],
    'roles/container.viewer': [...containerRead, ...projectRead],
    'roles/container.developer': [...containerRead, ...containerWrite, ...projectRead],
    'roles/storage.objectViewer': [...objectRead, ...projectRead],
    'roles/storage.objectCreator': ['storage.objects.create', ...projectRead],
    'roles/storage.objectUser': [...objectRead, ...objectWrite, ...projectRead],
    'roles/storage.objectAdmin': [
      ...objectRead,
      ...objectWrite,
      'storage.objects.getIamPolicy',
      'storage.objects.setIamPolicy',
      ...projectRead,
    ],
    'roles/run.viewer': [
      'run.services.get',
      'run.services.list',
      'run.revisions.get',
      'run.revisions.list',
      ...projectRead,
    ],
    'roles/run.developer': [
      'run.services.create',
      'run.services.delete',
      'run.services.get',
      'run.services.list',
      'run.services.update',
      'run.revisions.get',
      'run.revisions.list',
      ...projectRead,
    ],
    'roles/run.invoker': ['run.routes.invoke'],
    'roles/logging.viewer': [...logRead, 'resourcemanager.projects.get'],
    'roles/logging.privateLogViewer': [...logRead, 'logging.privateLogEntries.list', 'resourcemanager.projects.get'],
    'roles/logging.logWriter': ['logging.logEntries.create', 'logging.logEntries.route'],
    'roles/monitoring.viewer': [
      'monitoring.alertPolicies.get',
      'monitoring.alertPolicies.list',
      'monitoring.timeSeries.list',
      ...projectRead,
    ],
    'roles/cloudkms.signerVerifier': [
      'cloudkms.cryptoKeyVersions.useToSign',
      'cloudkms.cryptoKeyVersions.useToVerify',
      'cloudkms.cryptoKeyVersions.viewPublicKey',
    ],
    'roles/secretmanager.viewer': [
      'secretmanager.secrets.get',
      'secretmanager.secrets.list',
      'secretmanager.versions.get',
      'secretmanager.versions.list',
      ...projectRead,
    ],
    'roles/secretmanager.secretAccessor': ['secretmanager.versions.access', ...projectRead],
    'roles/pubsub.subscriber': [
      'pubsub.snapshots.seek',
      'pubsub.subscriptions.consume',
      'pubsub.topics.attachSubscription',
    ],
    // The only role for reading the use of a grant.
    'organizations/900000000001/roles/pullcordUsageReader': [
      'logging.logEntries.list',
      'logging.privateLogEntries.list',
    ],
    'roles/cloudkms.cryptoKeyDecrypter': ['cloudkms.cryptoKeyVersions.useToDecrypt'],
    'roles/cloudkms.cryptoKeyEncrypterDecrypter': [
      'cloudkms.cryptoKeyVersions.useToDecrypt',
      'cloudkms.cryptoKeyVersions.useToEncrypt',
    ],
    // The granter's own role. It may read and write allow policies, and read other people's writes of them.
    'organizations/900000000001/roles/pullcordGranter': [
      ...[
        ...['resourcemanager.projects', 'resourcemanager.folders', 'resourcemanager.organizations'],
        ...['storage.buckets', 'secretmanager.secrets', 'cloudkms.keyRings', 'cloudkms.cryptoKeys'],
        ...['run.services', 'iam.serviceAccounts'],
      ].flatMap((of) => [`${of}.getIamPolicy`, `${of}.setIamPolicy`]),
      'logging.logEntries.list',
    ],
  }),
);

/** The three legacy basic roles. Google accepts no condition on them. */
export const basicRoles: ReadonlySet<string> = new Set(['roles/owner', 'roles/editor', 'roles/viewer']);

/** Returns true if `role` includes `permission`. */
export function roleIncludes(role: string, permission: string): boolean {
  if (role === 'roles/owner') return true;
  if (role === 'roles/editor') return isRead(permission) || isOrdinaryWrite(permission);
  if (role === 'roles/viewer') return isRead(permission);
  return table.get(role)?.includes(permission) ?? false;
}

/** Basic roles see configuration, never the content of secrets or objects. */
function isRead(permission: string): boolean {
  return (
    /\.(get|list|getIamPolicy|getLogs)$/.test(permission) &&
    !/^storage\.objects\.|^logging\.privateLogEntries\./.test(permission)
  );
}

function isOrdinaryWrite(permission: string): boolean {
  const reserved =
    /\.(setIamPolicy|getAccessToken|getOpenIdToken|signBlob|signJwt|access|login)$|^storage\.objects\.|^resourcemanager\.|^logging\.private/;
  return !reserved.test(permission);
}
