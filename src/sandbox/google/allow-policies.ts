import type { Answer, Call } from '../http.ts';
import { decideAccess, type Verdict } from './access.ts';
import type { Circumstances } from './conditions.ts';
import { denied, invalid } from './errors.ts';
import { readList, readObject, readString } from './json.ts';
import { editPolicy, viewPolicy } from './policies.ts';
import { bindingDeltas, type Policy } from './allow-policy.ts';
import type { Quota } from './quota.ts';
import type { ResourceRules } from './resource-rules.ts';
import type { Principal, Tokens } from './tokens.ts';
import type { PolicyChange, Resource, World } from './world.ts';

/** One resource, as named by a call, with its service's rules. */
export interface Target {
  /** The resource's name in the sandbox's world. */
  readonly reference: string;
  readonly rules: ResourceRules;
}

/** Allow policies of every service: access to them, and the effects of a write. */
export interface AllowPolicies {
  /** Returns the resource if the caller may do `verb` to it. Otherwise throws Google's refusal. */
  resolve(call: Call, target: Target, verb: string): Resource;
  /** Returns the whole policy. */
  read(call: Call, target: Target): Policy;
  /** Returns the policy as a reader of `version` sees it. */
  get(call: Call, target: Target, version: number): Answer;
  /** Stores `policy` if Google would accept it, and returns the stored policy. */
  set(call: Call, target: Target, policy: unknown, updateMask?: unknown): Policy;
  test(call: Call, target: Target): Answer;
  /** Decides if a principal may do something now, by the policies that have propagated. */
  ask(question: { principal: Principal; permission: string; on: string; circumstances: Circumstances }): Verdict;
}

export interface AllowPolicyOptions {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly known: ReadonlySet<string> | undefined;
  readonly quota: Quota;
  /** Milliseconds until testIamPermissions sees a change of policy. */
  readonly propagation: number;
  readonly losesConditionsOn: readonly string[];
  /** Called after every stored change. */
  readonly changed: (change: PolicyChange, by: Principal) => void;
}

export function createAllowPolicies(options: AllowPolicyOptions): AllowPolicies {
  const { world, tokens, now, quota } = options;

  function admit(call: Call, { reference, rules }: Target, verb: string, modifiedRoles?: readonly string[]) {
    const principal = tokens.caller(call);
    quota.spend(call, principal, rules.service, verb.startsWith('set') ? 'write' : 'read');
    const permission = `${rules.permissions}.${verb}`;
    const resource = world.find(reference);
    if (resource === undefined) throw denied(permission, rules.service, reference);
    const circumstances = { ...onItself(resource, rules), ...(modifiedRoles === undefined ? {} : { modifiedRoles }) };
    const { granted } = decideAccess(world, { principal, permission, on: resource.name, circumstances });
    if (!granted) throw denied(permission, rules.service, reference);
    return { resource, principal };
  }

  function onItself(resource: Resource, { service, type, attribute }: ResourceRules): Circumstances {
    const name = attribute(resource, world);
    // Some services support no resource attributes. They leave all of them empty.
    return { at: now(), resource: name === '' ? { name, type: '', service: '' } : { name, type, service } };
  }

  function ask(question: Parameters<AllowPolicies['ask']>[0]): Verdict {
    return decideAccess(world, { ...question, policiesAt: now() - options.propagation });
  }

  function read(call: Call, target: Target): Policy {
    return world.policyOf(admit(call, target, 'getIamPolicy').resource.name);
  }

  return {
    ask,
    read,
    resolve: (call, target, verb) => admit(call, target, verb).resource,
    get: (call, target, version) => ({ status: 200, body: viewPolicy(read(call, target), version) }),
    set(call, target, policy, updateMask) {
      const stored = world.find(target.reference);
      const roles = stored === undefined ? [] : changedRoles(world.policyOf(stored.name), policy, updateMask);
      const { resource, principal } = admit(call, target, 'setIamPolicy', roles);
      if (policy === undefined) throw invalid('The policy to set is required.');
      const edited = editPolicy(
        world.policyOf(resource.name),
        { policy, updateMask },
        { nextEtag: world.nextEtag(), known: options.known, rules: target.rules, resource },
      );
      const after = options.losesConditionsOn.includes(resource.name) ? withoutConditions(edited) : edited;
      const reason = call.headers['x-goog-request-reason'];
      const written = { resource: resource.name, principal: principal.member, after };
      options.changed(world.record({ ...written, ...(reason === undefined ? {} : { reason }) }), principal);
      return after;
    },
    test(call, { reference, rules }) {
      const principal = tokens.caller(call);
      const resource = world.find(reference);
      const asked = readList(readObject(call.body, 'body')['permissions'], 'permissions').map((item) =>
        readString(item, 'permissions'),
      );
      for (const permission of asked) {
        if (!/^[a-z]\w*(\.\w+){2,}$/i.test(permission))
          throw invalid(`Permission ${permission} is not valid for this resource.`);
      }
      // Google answers an empty set, not an error, for a resource that does not exist.
      if (resource === undefined) return { status: 200, body: {} };
      const circumstances = onItself(resource, rules);
      const permissions = asked.filter(
        (permission) => ask({ principal, permission, on: resource.name, circumstances }).granted,
      );
      return { status: 200, body: permissions.length === 0 ? {} : { permissions } };
    },
  };
}

function withoutConditions(policy: Policy): Policy {
  const bindings = policy.bindings.map(({ role, members }) => ({ role, members }));
  return { ...policy, version: 1, bindings };
}

/**
 * Returns the roles that a write would change, for conditions on `modifiedGrantsByRole`. This check precedes the
 * write's validation.
 */
function changedRoles(stored: Policy, sent: unknown, updateMask: unknown): readonly string[] {
  const mask = readString(updateMask, 'updateMask');
  if (mask !== '' && !mask.includes('bindings')) return [];
  const bindings = readList(readObject(sent, 'policy')['bindings'], 'policy.bindings').map((item) => {
    const binding = readObject(item, 'policy.bindings');
    const members = readList(binding['members'], 'policy.bindings.members').map(String);
    const condition = binding['condition'] as { title: string; expression: string } | undefined;
    return { role: readString(binding['role'], 'policy.bindings.role'), members, ...(condition ? { condition } : {}) };
  });
  return [...new Set(bindingDeltas(stored.bindings, bindings).map(({ role }) => role))];
}
