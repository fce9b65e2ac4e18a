/**
 * Basic roles, legacy and current. Legacy ones cannot have conditions, and all of them cover every service. No setting
 * allows them.
 */
export const BASIC_ROLES: readonly string[] = [
  'roles/owner',
  'roles/editor',
  'roles/viewer',
  'roles/admin',
  'roles/writer',
  'roles/reader',
];

/**
 * Predefined roles whose access can outlive its window. They can set IAM policies, change roles, act as service accounts
 * or mint credentials. The list is incomplete: Google adds roles, and only Google knows the permissions of a custom role.
 * `neverGrant` of an organization extends the list, and `grantAlthoughPowerful` makes exceptions.
 * Source: https://cloud.google.com/iam/docs/roles-permissions (roles holding `*.setIamPolicy`, `iam.roles.update`,
 * `iam.serviceAccounts.actAs`, `iam.serviceAccounts.getAccessToken`, `iam.serviceAccountKeys.create` and their kind).
 */
export const POWERFUL_ROLES: ReadonlySet<string> = new Set([
  'roles/accesscontextmanager.policyAdmin',
  'roles/apigee.admin',
  'roles/artifactregistry.admin',
  'roles/bigquery.admin',
  'roles/bigquery.dataOwner',
  'roles/bigtable.admin',
  'roles/billing.admin',
  'roles/clouddeploy.admin',
  'roles/cloudfunctions.admin',
  'roles/cloudkms.admin',
  'roles/cloudtasks.admin',
  'roles/compute.admin',
  'roles/compute.instanceAdmin',
  'roles/compute.instanceAdmin.v1',
  'roles/container.admin',
  'roles/dataproc.admin',
  'roles/iam.denyAdmin',
  'roles/iam.organizationRoleAdmin',
  'roles/iam.principalAccessBoundaryAdmin',
  'roles/iam.roleAdmin',
  'roles/iam.securityAdmin',
  'roles/iam.serviceAccountAdmin',
  'roles/iam.serviceAccountKeyAdmin',
  'roles/iam.serviceAccountOpenIdTokenCreator',
  'roles/iam.serviceAccountTokenCreator',
  'roles/iam.serviceAccountUser',
  'roles/iam.workforcePoolAdmin',
  'roles/iam.workloadIdentityPoolAdmin',
  'roles/iam.workloadIdentityUser',
  'roles/iap.admin',
  'roles/logging.admin',
  'roles/orgpolicy.policyAdmin',
  'roles/privilegedaccessmanager.admin',
  'roles/pubsub.admin',
  'roles/resourcemanager.folderAdmin',
  'roles/resourcemanager.folderIamAdmin',
  'roles/resourcemanager.organizationAdmin',
  'roles/resourcemanager.projectIamAdmin',
  'roles/resourcemanager.tagAdmin',
  'roles/run.admin',
  'roles/secretmanager.admin',
  'roles/servicemanagement.admin',
  'roles/serviceusage.apiKeysAdmin',
  'roles/source.admin',
  'roles/spanner.admin',
  'roles/storage.admin',
  'roles/storage.hmacKeyAdmin',
  'roles/storage.legacyBucketOwner',
]);

/** Roles for Google's own service agents. They have all permissions of a product, often with IAM permissions. */
const SERVICE_AGENT = /^roles\/[A-Za-z0-9.]*serviceAgent$/i;

export function isBasicRole(role: string): boolean {
  return BASIC_ROLES.includes(role);
}

/** True if access with this role can outlive its window. */
export function isPowerfulRole(role: string): boolean {
  return POWERFUL_ROLES.has(role) || SERVICE_AGENT.test(role);
}
