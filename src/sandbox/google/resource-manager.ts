import type { Answer, Call, Route } from '../http.ts';
import type { AllowPolicies, Target } from './allow-policies.ts';
import { readInteger, readObject, readString } from './json.ts';
import { normaliseMember } from './members.ts';
import { RULES } from './resource-rules.ts';
import { toPrincipal } from './tokens.ts';
import type { Resource, World } from './world.ts';

type Collection = 'projects' | 'folders' | 'organizations';

/** The collections of each version of the published REST interface. */
const served: readonly (readonly [string, Collection])[] = [
  ['v1', 'projects'],
  ['v1', 'organizations'],
  ['v2', 'folders'],
  ['v3', 'projects'],
  ['v3', 'folders'],
  ['v3', 'organizations'],
];

/**
 * Serves Google's Resource Manager: reads of resources and their allow policies, writes of allow policies, and tests of
 * permissions.
 */
export function resourceManagerRoutes(policies: AllowPolicies): Route[] {
  const target = (collection: Collection, { params }: Call): Target => ({
    reference: `${collection}/${params['resource'] ?? ''}`,
    rules: RULES[collection],
  });

  function getIamPolicy(collection: Collection, call: Call): Answer {
    const wanted = readObject(readObject(call.body, 'body')['options'], 'options');
    const version = readInteger(wanted['requestedPolicyVersion'], 'options.requestedPolicyVersion');
    return policies.get(call, target(collection, call), version);
  }

  function setIamPolicy(collection: Collection, call: Call): Answer {
    const body = readObject(call.body, 'body');
    return ok(policies.set(call, target(collection, call), body['policy'], body['updateMask']));
  }

  return served.flatMap(([version, collection]): Route[] => {
    const path = `/${version}/${collection}/{resource}`;
    return [
      { operation: `POST ${path}:getIamPolicy`, handle: (call) => getIamPolicy(collection, call) },
      { operation: `POST ${path}:setIamPolicy`, handle: (call) => setIamPolicy(collection, call) },
      {
        operation: `POST ${path}:testIamPermissions`,
        handle: (call) => policies.test(call, target(collection, call)),
      },
      {
        operation: `GET ${path}`,
        handle: (call) => ok(present(version, policies.resolve(call, target(collection, call), 'get'))),
      },
    ];
  });
}

/** Serves the sandbox's own questions for demonstrations and rehearsals. They need no token. */
export function rehearsalRoutes(
  policies: AllowPolicies,
  { world, now, propagation }: { readonly world: World; readonly now: () => number; readonly propagation: number },
): Route[] {
  /** Reports if the policies that have propagated allow this use of a resource. */
  function access(call: Call): Answer {
    const body = readObject(call.body, 'body');
    const [principal, permission, name, type, ofService] = [
      'principal',
      'permission',
      'resource',
      'type',
      'service',
    ].map((field) => readString(body[field], field)) as [string, string, string, string, string];
    // Object names say `projects/_`. In this case the project may come in its own field.
    const resource = deepest(world, name) ?? world.find(readString(body['project'], 'project'));
    if (resource === undefined)
      return ok({ granted: false, because: `the sandbox has no ${name.split('/').slice(0, 2).join('/')}` });
    const circumstances = { at: now(), resource: { name, type, service: ofService } };
    const asking = toPrincipal(normaliseMember(principal));
    return ok(policies.ask({ principal: asking, permission, on: resource.name, circumstances }));
  }

  /** Returns the propagated policy, which may be older than the last written one. */
  function effective(call: Call): Answer {
    const name = readString(readObject(call.body, 'body')['resource'], 'resource');
    return world.find(name) === undefined
      ? { status: 404, body: { message: `the sandbox has no ${name}` } }
      : ok(world.policyAt(name, now() - propagation));
  }

  return [
    { operation: 'POST /sandbox/access', handle: access },
    { operation: 'POST /sandbox/effective-policy', handle: effective },
  ];
}

/** Returns the innermost resource with an allow policy that contains a name. */
function deepest(world: World, name: string): Resource | undefined {
  const parts = name.replace(/^projects\/_\/buckets\//, 'buckets/').split('/');
  for (let length = parts.length; length >= 2; length -= 1) {
    const found = world.find(parts.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Returns a resource in the published format of its interface. v1 projects and organizations differ from later
 * versions.
 */
function present(version: string, resource: Resource): unknown {
  const [collection, id = ''] = resource.name.split('/');
  const { createTime, displayName, parent, number } = resource;
  const common = {
    createTime,
    ...(version === 'v3' ? { state: 'ACTIVE', updateTime: createTime } : { lifecycleState: 'ACTIVE' }),
  };
  if (collection === 'projects' && version === 'v1') {
    const [parents = '', parentId = ''] = parent?.split('/') ?? [];
    return {
      projectNumber: number,
      projectId: id,
      name: displayName,
      parent: { type: parents.replace(/s$/, ''), id: parentId },
      ...common,
    };
  }
  if (collection === 'projects')
    return { name: `projects/${number ?? ''}`, parent, projectId: id, displayName, ...common };
  return { name: resource.name, displayName, ...(parent === undefined ? {} : { parent }), ...common };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}
