import type { Answer, Call, Route } from '../http.ts';
import type { AllowPolicies, Target } from './allow-policies.ts';
import { GoogleError, invalid } from './errors.ts';
import { readInteger, readObject } from './json.ts';
import type { Policy } from './allow-policy.ts';
import { RULES } from './resource-rules.ts';

/** Serves allow policies of all other resources, each by the published interface of its own API. */
export function servicePolicyRoutes(policies: AllowPolicies): Route[] {
  return [
    ...storageRoutes(policies),
    ...inProject(policies, 'v1', 'secrets/{secret}', 'GET', RULES.secrets),
    ...inProject(policies, 'v1', 'locations/{location}/keyRings/{ring}', 'GET', RULES.keyRings),
    ...inProject(policies, 'v1', 'locations/{location}/keyRings/{ring}/cryptoKeys/{key}', 'GET', RULES.cryptoKeys),
    // gcloud uses version 1 for Cloud Run; version 2 is the current one.
    ...inProject(policies, 'v1', 'locations/{location}/services/{service}', 'GET', RULES.services),
    ...inProject(policies, 'v2', 'locations/{location}/services/{service}', 'GET', RULES.services),
    ...inProject(policies, 'v1', 'serviceAccounts/{email}', 'POST', RULES.serviceAccounts),
  ];
}

/**
 * Serves the three methods of google.iam.v1.IAMPolicy. A read takes its version from the query, by GET or by an empty
 * POST.
 */
function inProject(
  policies: AllowPolicies,
  version: string,
  path: string,
  reading: 'GET' | 'POST',
  rules: Target['rules'],
): Route[] {
  const address = `/${version}/projects/{project}/${path}`;
  const target = ({ params }: Call): Target => ({
    reference: `projects/{project}/${path}`.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
    rules,
  });
  return [
    {
      operation: `${reading} ${address}:getIamPolicy`,
      handle: (call) => policies.get(call, target(call), versionIn(call, 'options.requestedPolicyVersion')),
    },
    {
      operation: `POST ${address}:setIamPolicy`,
      handle(call) {
        const body = readObject(call.body, 'body');
        return { status: 200, body: policies.set(call, target(call), body['policy'], body['updateMask']) };
      },
    },
    {
      operation: `POST ${address}:testIamPermissions`,
      handle: (call) => policies.test(call, target(call)),
    },
  ];
}

function versionIn({ query }: Call, name: string): number {
  return readInteger(query.get(name) ?? query.get(name.replace('.', '_')) ?? undefined, name);
}

/** https://cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy */
function storageRoutes(policies: AllowPolicies): Route[] {
  const target = (call: Call): Target => ({
    reference: `buckets/${call.params['bucket'] ?? ''}`,
    rules: RULES.buckets,
  });
  const show = (call: Call, policy: Policy) => ({
    kind: 'storage#policy',
    resourceId: `projects/_/buckets/${call.params['bucket'] ?? ''}`,
    ...policy,
  });
  return [
    {
      operation: 'GET /storage/v1/b/{bucket}',
      handle: (call) =>
        inStorageWords(() => ({ status: 200, body: describe(policies.resolve(call, target(call), 'get')) })),
    },
    {
      operation: 'GET /storage/v1/b/{bucket}/iam',
      handle: (call) =>
        inStorageWords(() => {
          const version = versionIn(call, 'optionsRequestedPolicyVersion') || 1;
          const policy = policies.read(call, target(call));
          // Other services hide conditions from readers of a lower version; Cloud Storage refuses the read.
          if (version < 3 && policy.version === 3)
            throw invalid('The policy has conditions: optionsRequestedPolicyVersion must be 3 or greater.');
          return { status: 200, body: show(call, policy) };
        }),
    },
    {
      operation: 'PUT /storage/v1/b/{bucket}/iam',
      handle: (call) =>
        inStorageWords(() => {
          const policy = policies.set(call, target(call), readObject(call.body, 'body'));
          return { status: 200, body: show(call, policy) };
        }),
    },
  ];
}

function describe({ name, createTime, uniformAccess = false }: ReturnType<AllowPolicies['resolve']>): unknown {
  const bucket = name.slice('buckets/'.length);
  return {
    kind: 'storage#bucket',
    id: bucket,
    name: bucket,
    timeCreated: createTime,
    location: 'EUROPE-WEST1',
    storageClass: 'STANDARD',
    iamConfiguration: { uniformBucketLevelAccess: { enabled: uniformAccess } },
  };
}

/** Cloud Storage's errors have no `status`. A stale etag is a failed precondition: 412. */
function inStorageWords(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof GoogleError) || error.status !== 'ABORTED') throw error;
    const message = 'At least one of the pre-conditions you specified did not hold.';
    const errors = [
      { message, domain: 'global', reason: 'conditionNotMet', locationType: 'header', location: 'If-Match' },
    ];
    return { status: 412, body: { error: { code: 412, message, errors } } };
  }
}
