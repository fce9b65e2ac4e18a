import type { Answer, Call, Route } from '../http.ts';
import { decideAccess, type Verdict } from './access.ts';
import type { Circumstances } from './conditions.ts';
import { denied, invalid } from './errors.ts';
import { readInteger, readList, readObject, readString } from './json.ts';
import { normaliseMember } from './members.ts';
import { bindingDeltas, editPolicy, viewPolicy } from './policies.ts';
import { toPrincipal, type Principal, type Tokens } from './tokens.ts';
import type { PolicyChange, Resource, World } from './world.ts';

export interface ResourceManagerOptions {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly known: ReadonlySet<string> | undefined;
  /** Milliseconds until a change of policy is seen by testIamPermissions. */
  readonly propagation: number;
  /** Told of every change that landed. */
  readonly changed: (change: PolicyChange, by: Principal) => void;
}

type Collection = 'projects' | 'folders' | 'organizations';

const service = 'cloudresourcemanager.googleapis.com';
const types: Readonly<Record<Collection, string>> = {
  projects: 'Project',
  folders: 'Folder',
  organizations: 'Organization',
};

/** Where each version of the published REST interface has which collections. */
const served: readonly (readonly [string, Collection])[] = [
  ['v1', 'projects'],
  ['v1', 'organizations'],
  ['v2', 'folders'],
  ['v3', 'projects'],
  ['v3', 'folders'],
  ['v3', 'organizations'],
];

/** Google's Resource Manager: reading resources and their allow policies, writing allow policies, testing permissions. */
export function resourceManagerRoutes(options: ResourceManagerOptions): Route[] {
  const { world, tokens } = options;

  function resolve(collection: Collection, call: Call, verb: string): { resource: Resource; principal: Principal } {
    const principal = tokens.caller(call);
    const reference = `${collection}/${call.params['resource'] ?? ''}`;
    const permission = `resourcemanager.${collection}.${verb}`;
    const resource = world.find(reference);
    if (resource === undefined) throw denied(permission, service, reference);
    const { granted } = decideAccess(world, {
      principal,
      permission,
      on: resource.name,
      circumstances: onItself(resource, granting(call, resource, verb)),
    });
    if (!granted) throw denied(permission, service, reference);
    return { resource, principal };
  }

  function onItself(resource: Resource, modifiedRoles?: readonly string[]): Circumstances {
    const [collection = ''] = resource.name.split('/');
    const type = `${service}/${types[collection as Collection]}`;
    return {
      at: options.now(),
      resource: { name: resource.name, type, service },
      ...(modifiedRoles === undefined ? {} : { modifiedRoles }),
    };
  }

  /** The roles a write would touch, for conditions on `modifiedGrantsByRole`; judged before the write is validated. */
  function granting(call: Call, resource: Resource, verb: string): readonly string[] | undefined {
    if (verb !== 'setIamPolicy') return undefined;
    const body = readObject(call.body, 'body');
    const mask = readString(body['updateMask'], 'updateMask');
    if (mask !== '' && !mask.includes('bindings')) return [];
    const policy = readObject(body['policy'], 'policy');
    const sent = readList(policy['bindings'], 'policy.bindings').map((item) => {
      const binding = readObject(item, 'policy.bindings');
      const members = readList(binding['members'], 'policy.bindings.members').map(String);
      const condition = binding['condition'] as { title: string; expression: string } | undefined;
      return {
        role: readString(binding['role'], 'policy.bindings.role'),
        members,
        ...(condition ? { condition } : {}),
      };
    });
    return [...new Set(bindingDeltas(world.policyOf(resource.name).bindings, sent).map(({ role }) => role))];
  }

  function getIamPolicy(collection: Collection, call: Call): Answer {
    const { resource } = resolve(collection, call, 'getIamPolicy');
    const wanted = readObject(readObject(call.body, 'body')['options'], 'options');
    const version = readInteger(wanted['requestedPolicyVersion'], 'options.requestedPolicyVersion');
    return ok(viewPolicy(world.policyOf(resource.name), version));
  }

  function setIamPolicy(collection: Collection, call: Call): Answer {
    const { resource, principal } = resolve(collection, call, 'setIamPolicy');
    const body = readObject(call.body, 'body');
    if (body['policy'] === undefined) throw invalid('The policy to set is required.');
    const after = editPolicy(
      world.policyOf(resource.name),
      { policy: body['policy'], updateMask: body['updateMask'] },
      { nextEtag: world.nextEtag(), known: options.known },
    );
    const reason = call.headers['x-goog-request-reason'];
    const change = world.record({
      resource: resource.name,
      principal: principal.member,
      after,
      ...(reason === undefined ? {} : { reason }),
    });
    options.changed(change, principal);
    return ok(viewPolicy(after, 3));
  }

  function testIamPermissions(collection: Collection, call: Call): Answer {
    const principal = tokens.caller(call);
    const resource = world.find(`${collection}/${call.params['resource'] ?? ''}`);
    const asked = readList(readObject(call.body, 'body')['permissions'], 'permissions').map((item) =>
      readString(item, 'permissions'),
    );
    for (const permission of asked) {
      if (!/^[a-z]\w*(\.\w+){2,}$/i.test(permission))
        throw invalid(`Permission ${permission} is not valid for this resource.`);
    }
    // Google answers an empty set, not an error, for a resource that is not there.
    if (resource === undefined) return ok({});
    const permissions = asked.filter((permission) => test(resource, principal, permission, onItself(resource)).granted);
    return ok(permissions.length === 0 ? {} : { permissions });
  }

  function test(resource: Resource, principal: Principal, permission: string, circumstances: Circumstances): Verdict {
    return decideAccess(world, {
      principal,
      permission,
      on: resource.name,
      circumstances,
      policiesAt: options.now() - options.propagation,
    });
  }

  /** The sandbox's own question, asked by demonstrations: would this use of a resource inside a project be let through? */
  function access(call: Call): Answer {
    const body = readObject(call.body, 'body');
    const [principal, permission, name, type, ofService] = [
      'principal',
      'permission',
      'resource',
      'type',
      'service',
    ].map((field) => readString(body[field], field)) as [string, string, string, string, string];
    const container = name.split('/').slice(0, 2).join('/');
    // Object names say `projects/_`: there the project comes in a field of its own.
    const resource = world.find(readString(body['project'], 'project') || container);
    if (resource === undefined) return ok({ granted: false, because: `there is no ${container}` });
    const circumstances = { at: options.now(), resource: { name, type, service: ofService } };
    return ok(test(resource, toPrincipal(normaliseMember(principal)), permission, circumstances));
  }

  const perCollection = served.flatMap(([version, collection]): Route[] => {
    const path = `/${version}/${collection}/{resource}`;
    return [
      { operation: `POST ${path}:getIamPolicy`, handle: (call) => getIamPolicy(collection, call) },
      { operation: `POST ${path}:setIamPolicy`, handle: (call) => setIamPolicy(collection, call) },
      { operation: `POST ${path}:testIamPermissions`, handle: (call) => testIamPermissions(collection, call) },
      { operation: `GET ${path}`, handle: (call) => ok(present(version, resolve(collection, call, 'get').resource)) },
    ];
  });
  return [...perCollection, { operation: 'POST /sandbox/access', handle: access }];
}

/** A resource in the shape its interface publishes: v1 projects and organizations differ from the later ones. */
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
