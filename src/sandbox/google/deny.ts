import { randomUUID } from 'node:crypto';
import type { Answer, Call, Route } from '../http.ts';
import { decideAccess } from './access.ts';
import { denied, GoogleError, invalid } from './errors.ts';
import { readList, readObject, readString, type Json } from './json.ts';
import type { Principal, Tokens } from './tokens.ts';
import type { DenyPolicy, DenyRule, World } from './world.ts';

interface DenyOptions {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
}

const SERVICE = 'iam.googleapis.com';
const MOST_POLICIES = 500;
const LIST = 'GET /v2/policies/{point}/denypolicies';
const POLICY = '/v2/policies/{point}/denypolicies/{policy}';

/**
 * IAM v2 deny policies of projects, folders and organizations: create, get, list, delete, and their operations. Google
 * keeps a list of permissions that can be denied. The sandbox has no copy of it and checks only their form.
 * https://cloud.google.com/iam/docs/reference/rest/v2/policies
 */
export function denyRoutes({ world, tokens, now }: DenyOptions): Route[] {
  const operations = new Map<string, Json>();

  function resolve(call: Call, verb: string): { readonly resource: string; readonly principal: Principal } {
    const principal = tokens.caller(call);
    const full = decodeURIComponent(call.params['point'] ?? '');
    const name = /^cloudresourcemanager\.googleapis\.com\/((?:projects|folders|organizations)\/[^/]+)$/.exec(full)?.[1];
    if (name === undefined) throw invalid(`Invalid attachment point: ${full}`);
    const permission = `iam.denypolicies.${verb}`;
    const resource = world.find(name);
    const circumstances = { at: now(), resource: { name, type: '', service: SERVICE } };
    if (
      resource === undefined ||
      !decideAccess(world, { principal, permission, on: resource.name, circumstances }).granted
    )
      throw denied(permission, 'cloudresourcemanager.googleapis.com', name);
    return { resource: resource.name, principal };
  }

  function create(call: Call): Answer {
    const { resource } = resolve(call, 'create');
    const id = call.query.get('policyId') ?? '';
    if (!/^[a-z][a-z0-9.-]{2,62}$/.test(id)) throw invalid(`Invalid policy ID: ${id}`);
    const held = world.denies.of(resource);
    if (held.some((policy) => policy.id === id))
      throw new GoogleError('ALREADY_EXISTS', `Requested entity already exists: ${id}`);
    if (held.length >= MOST_POLICIES)
      throw invalid(`${resource} already has the maximum of ${MOST_POLICIES} deny policies`);
    const policy: DenyPolicy = {
      id,
      uid: randomUUID(),
      etag: world.nextEtag(),
      displayName: readString(readObject(call.body, 'policy')['displayName'], 'policy.displayName'),
      rules: readRules(readObject(call.body, 'policy')),
      at: new Date(now()).toISOString(),
    };
    if (policy.displayName.length > 63) throw invalid('policy.displayName is longer than 63 characters');
    world.denies.put(resource, policy);
    return begin(resource, policy);
  }

  function remove(call: Call): Answer {
    const { resource } = resolve(call, 'delete');
    const policy = found(call, resource);
    const etag = call.query.get('etag') ?? '';
    if (etag !== '' && etag !== policy.etag) throw new GoogleError('ABORTED', 'The etag does not match.');
    world.denies.remove(resource, policy.id);
    return begin(resource, policy);
  }

  function get(call: Call): Answer {
    const { resource } = resolve(call, 'get');
    return ok(present(resource, found(call, resource)));
  }

  function list(call: Call): Answer {
    const { resource } = resolve(call, 'list');
    return ok({ policies: world.denies.of(resource).map((policy) => ({ ...present(resource, policy), rules: [] })) });
  }

  function found(call: Call, resource: string): DenyPolicy {
    const id = call.params['policy'] ?? '';
    const policy = world.denies.of(resource).find((one) => one.id === id);
    if (policy === undefined) throw new GoogleError('NOT_FOUND', `Requested entity was not found: ${id}`);
    return policy;
  }

  /** The change takes effect at once. The operation reports this only when it is read. */
  function begin(resource: string, policy: DenyPolicy): Answer {
    const body = present(resource, policy);
    const name = `${String(body['name'])}/operations/${randomUUID()}`;
    const metadata = { '@type': 'type.googleapis.com/google.iam.v2.PolicyOperationMetadata', createTime: policy.at };
    const response = { '@type': 'type.googleapis.com/google.iam.v2.Policy', ...body };
    operations.set(name.split('/').at(-1) ?? '', { name, metadata, done: true, response });
    return ok({ name, metadata, done: false });
  }

  function operation(call: Call): Answer {
    resolve(call, 'get');
    const known = operations.get(call.params['operation'] ?? '');
    if (known === undefined) throw new GoogleError('NOT_FOUND', 'Requested entity was not found: the operation');
    return ok(known);
  }

  /** Answers name a project by its number. */
  function present(resource: string, { id, uid, etag, displayName, rules, at }: DenyPolicy): Json {
    const number = world.find(resource)?.number;
    const point = encodeURIComponent(
      `cloudresourcemanager.googleapis.com/${number === undefined ? resource : `projects/${number}`}`,
    );
    return {
      name: `policies/${point}/denypolicies/${id}`,
      uid,
      kind: 'DenyPolicy',
      displayName,
      etag,
      createTime: at,
      updateTime: at,
      rules: rules.map(({ description, principals, permissions }) => ({
        description,
        denyRule: { deniedPrincipals: principals, deniedPermissions: permissions },
      })),
    };
  }

  return [
    { operation: `POST /v2/policies/{point}/denypolicies`, handle: create },
    { operation: LIST, handle: list },
    { operation: `GET ${POLICY}/operations/{operation}`, handle: operation },
    { operation: `GET ${POLICY}`, handle: get },
    { operation: `DELETE ${POLICY}`, handle: remove },
  ];
}

function readRules(policy: Json): readonly DenyRule[] {
  const rules = readList(policy['rules'], 'policy.rules').map((item) => {
    const written = readObject(item, 'policy.rules');
    const rule = readObject(written['denyRule'], 'policy.rules.denyRule');
    if (rule['denialCondition'] !== undefined)
      throw invalid('the sandbox does not support denialCondition, because it has no resource tags');
    const texts = (field: string) => readList(rule[field], field).map((text) => readString(text, field));
    return {
      description: readString(written['description'], 'description'),
      principals: texts('deniedPrincipals'),
      permissions: texts('deniedPermissions'),
    };
  });
  if (rules.length === 0) throw invalid('policy.rules must not be empty');
  for (const { principals, permissions } of rules) {
    for (const principal of principals)
      if (!/^principal(?:Set)?:\/\/(?:goog|iam\.googleapis\.com)\/\S+$/.test(principal))
        throw invalid(`Invalid principal: ${principal}`);
    for (const permission of permissions)
      if (!/^[a-z][a-z0-9-]*\.googleapis\.com\/[A-Za-z]\w*\.[A-Za-z]\w*$/.test(permission))
        throw invalid(`Permission ${permission} is not supported in deny policies.`);
    if (principals.length === 0 || permissions.length === 0)
      throw invalid('a deny rule needs at least one principal and one permission');
  }
  return rules;
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}
