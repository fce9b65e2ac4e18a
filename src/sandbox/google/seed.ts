import type { Binding } from './allow-policy.ts';
import type { ResourceSeed } from './world.ts';

/** The numbers and names that every part of the sandbox uses. */
const organization = 'organizations/900000000001';
const productionFolder = 'folders/800000000001';
const granterRole = `${organization}/roles/pullcordGranter`;
const usageReaderRole = `${organization}/roles/pullcordUsageReader`;
export const granter = 'pullcord-granter@acme-ops.iam.gserviceaccount.com';
/** A separate pool. If both providers were in one pool, either workflow could act as the other's service account. */
export const quarantinePool = 'projects/100000000004/locations/global/workloadIdentityPools/quarantine';
/** E-mail address of the quarantine's service account. It may revoke as the granter may, and place deny policies. */
export const quarantiner = 'pullcord-quarantine@acme-ops.iam.gserviceaccount.com';
export const administrator = 'user:acme-admin@acme.example';
export const pool = 'projects/100000000004/locations/global/workloadIdentityPools/github';

const people = ['acme-admin', 'alice', 'bob', 'carol', 'dave', 'erin', 'mallory', 'oncall-lead', 'former-contractor'];
const serviceAccounts = [
  'deployer@acme-ops',
  'orders-api@acme-orders-prod',
  'payments-api@acme-payments-prod',
  'remediation-agent@acme-ops',
  'terraform@acme-ops',
];

/** The members of each Google group. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  'group:orders-team@acme.example': ['user:alice@acme.example', 'user:dave@acme.example'],
  'group:sre@acme.example': ['user:bob@acme.example', 'user:erin@acme.example'],
  'group:auditors@acme.example': ['user:carol@acme.example'],
};

/** Every member that a policy may name. A misspelt member is refused, as at Google. */
export const principals: readonly string[] = [
  ...people.map((login) => `user:${login}@acme.example`),
  ...serviceAccounts.map((account) => `serviceAccount:${account}.iam.gserviceaccount.com`),
  `serviceAccount:${granter}`,
  `serviceAccount:${quarantiner}`,
  ...Object.keys(groups),
];

/** Bindings that the organization had before Pullcord. Pullcord must never change them. */
const foreignOnOrders: readonly Binding[] = [
  { role: 'roles/cloudsql.client', members: ['serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com'] },
  {
    role: 'roles/cloudsql.viewer',
    members: ['user:former-contractor@acme.example'],
    condition: {
      title: 'contract until 2027',
      description: 'Agreed with procurement.',
      expression: 'request.time < timestamp("2027-01-01T00:00:00Z")',
    },
  },
  { role: 'roles/editor', members: ['serviceAccount:100000000001@cloudservices.gserviceaccount.com'] },
  { role: 'roles/logging.viewer', members: ['group:orders-team@acme.example'] },
  { role: 'roles/run.developer', members: ['serviceAccount:deployer@acme-ops.iam.gserviceaccount.com'] },
  {
    role: 'roles/storage.objectAdmin',
    members: ['serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com'],
    condition: {
      title: 'exports bucket only',
      expression:
        'resource.type == "storage.googleapis.com/Object" && resource.name.startsWith("projects/_/buckets/acme-orders-exports/")',
    },
  },
];

const foreignOnPayments: readonly Binding[] = [
  {
    role: 'roles/cloudsql.client',
    members: ['serviceAccount:payments-api@acme-payments-prod.iam.gserviceaccount.com'],
  },
  {
    role: 'roles/storage.objectViewer',
    members: ['group:auditors@acme.example'],
    condition: {
      title: 'working hours',
      expression: 'request.time.getHours("Europe/Berlin") >= 8 && request.time.getHours("Europe/Berlin") < 18',
    },
  },
];

const foreignOnPlatform: readonly Binding[] = [
  { role: 'roles/container.viewer', members: ['group:sre@acme.example'] },
  {
    role: 'roles/monitoring.viewer',
    members: ['serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com'],
  },
];

const auditConfigs = [
  {
    service: 'allServices',
    auditLogConfigs: [
      { logType: 'ADMIN_READ' },
      { logType: 'DATA_READ', exemptedMembers: ['user:oncall-lead@acme.example'] },
    ],
  },
  { service: 'cloudsql.googleapis.com', auditLogConfigs: [{ logType: 'DATA_READ' }, { logType: 'DATA_WRITE' }] },
];

/** Returns the acme organization. @param repositoryId the GitHub repository whose workflows may act as the granter */
export function acme(repositoryId: string): readonly ResourceSeed[] {
  const workflows = `principalSet://iam.googleapis.com/${pool}/attribute.repository_id/${repositoryId}`;
  return [
    {
      name: organization,
      displayName: 'acme.example',
      bindings: [
        { role: 'roles/owner', members: [administrator] },
        { role: 'roles/resourcemanager.organizationAdmin', members: [administrator] },
        { role: 'roles/iam.denyAdmin', members: [`serviceAccount:${quarantiner}`] },
      ],
    },
    {
      name: productionFolder,
      displayName: 'Production',
      parent: organization,
      bindings: [
        { role: granterRole, members: [`serviceAccount:${granter}`, `serviceAccount:${quarantiner}`] },
        { role: usageReaderRole, members: [`serviceAccount:${granter}`] },
      ],
    },
    { ...project('acme-orders-prod', 1, productionFolder), bindings: foreignOnOrders, fields: { auditConfigs } },
    { ...project('acme-payments-prod', 2, productionFolder), bindings: foreignOnPayments },
    { ...project('acme-platform-prod', 3, productionFolder), bindings: foreignOnPlatform },
    {
      ...project('acme-ops', 4, organization),
      bindings: [{ role: 'roles/viewer', members: ['group:sre@acme.example'] }],
    },
    {
      ...project('acme-audit', 5, organization),
      bindings: [
        // This account signs the ledger. It creates anchors that it can neither replace nor delete.
        ...['cloudkms.signerVerifier', 'logging.logWriter', 'storage.objectCreator', 'storage.objectViewer'].map(
          (role) => ({
            role: `roles/${role}`,
            members: [`serviceAccount:${granter}`, `serviceAccount:${quarantiner}`],
          }),
        ),
        {
          role: 'roles/logging.logWriter',
          members: ['serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com'],
        },
        {
          role: 'roles/logging.viewer',
          members: ['group:auditors@acme.example', `serviceAccount:${granter}`, `serviceAccount:${quarantiner}`],
        },
      ],
    },
    ...insideProjects(),
    {
      name: `projects/acme-ops/serviceAccounts/${granter}`,
      displayName: 'Pullcord granter',
      parent: 'projects/acme-ops',
      bindings: [{ role: 'roles/iam.workloadIdentityUser', members: [workflows] }],
    },
    {
      name: `projects/acme-ops/serviceAccounts/${quarantiner}`,
      displayName: 'Pullcord quarantine',
      parent: 'projects/acme-ops',
      bindings: [{ role: 'roles/iam.workloadIdentityUser', members: [workflows.replace(pool, quarantinePool)] }],
    },
  ];
}

/**
 * Returns the resources inside projects with their own allow policies. The last bucket still has ACLs on its objects,
 * so it accepts no conditions.
 */
function insideProjects(): readonly ResourceSeed[] {
  const orders = 'projects/acme-orders-prod';
  const ring = `${orders}/locations/europe-west1/keyRings/orders`;
  const api = 'serviceAccount:orders-api@acme-orders-prod.iam.gserviceaccount.com';
  const owners = { role: 'roles/storage.legacyBucketOwner', members: ['projectOwner:acme-orders-prod'] };
  const inside = (name: string, parent: string, bindings: readonly Binding[] = []) => ({
    name,
    displayName: name.slice(name.lastIndexOf('/') + 1),
    parent,
    bindings,
  });
  return [
    {
      ...inside('buckets/acme-orders-exports', orders, [owners, { role: 'roles/storage.objectUser', members: [api] }]),
      uniformAccess: true,
    },
    { ...inside('buckets/acme-orders-legacy', orders, [owners]), uniformAccess: false },
    inside(`${orders}/secrets/db-password`, orders, [{ role: 'roles/secretmanager.secretAccessor', members: [api] }]),
    inside(ring, orders),
    inside(`${ring}/cryptoKeys/exports`, ring, [
      { role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter', members: [api] },
    ]),
    inside(`${orders}/locations/europe-west1/services/orders-api`, orders, [
      { role: 'roles/run.invoker', members: ['serviceAccount:deployer@acme-ops.iam.gserviceaccount.com'] },
    ]),
    inside('projects/acme-ops/serviceAccounts/deployer@acme-ops.iam.gserviceaccount.com', 'projects/acme-ops'),
  ];
}

function project(id: string, index: number, parent: string): ResourceSeed {
  return { name: `projects/${id}`, number: String(100_000_000_000 + index), displayName: id, parent, bindings: [] };
}
