import type { Binding } from './allow-policy.ts';
import { bindingDeltas, type BindingDelta, type Policy } from './allow-policy.ts';

/** A resource at the start of the sandbox. */
export interface ResourceSeed {
  /**
   * `projects/<id>`, `folders/<number>`, `organizations/<number>`, `buckets/<name>`, or a resource in a project, such
   * as `projects/<id>/secrets/<name>`.
   */
  readonly name: string;
  /** True if IAM alone controls a bucket, without ACLs on objects. */
  readonly uniformAccess?: boolean;
  /** A project's number, which can also name it. */
  readonly number?: string;
  readonly displayName: string;
  readonly parent?: string;
  readonly bindings: readonly Binding[];
  /** Further fields of its policy, such as `auditConfigs`. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface Resource extends Omit<ResourceSeed, 'bindings' | 'fields'> {
  readonly createTime: string;
}

/** One setIamPolicy that was stored. */
export interface PolicyChange {
  readonly resource: string;
  /** RFC 3339, sandbox time. */
  readonly at: string;
  readonly principal: string;
  /** The `x-goog-request-reason` header, if the call had one. */
  readonly reason?: string;
  readonly before: Policy;
  readonly after: Policy;
  readonly deltas: readonly BindingDelta[];
}

/** One deny policy of a resource. */
export interface DenyPolicy {
  readonly id: string;
  readonly uid: string;
  readonly etag: string;
  readonly displayName: string;
  readonly rules: readonly DenyRule[];
  /** RFC 3339, sandbox time. */
  readonly at: string;
}

export interface DenyRule {
  readonly description: string;
  readonly principals: readonly string[];
  /** For example `storage.googleapis.com/objects.get`. */
  readonly permissions: readonly string[];
}

/** Deny policies by resource. They take effect at once. */
export interface Denies {
  of(resource: string): readonly DenyPolicy[];
  put(resource: string, policy: DenyPolicy): void;
  remove(resource: string, id: string): void;
}

/** All resources and their allow policies, past and present. */
export interface World {
  /** Returns a resource by name. A project may be named by id or by number, a service account's project also by `-`. */
  find(reference: string): Resource | undefined;
  /** Returns the current allow policy. Throws if the resource does not exist. */
  policyOf(reference: string): Policy;
  /** Returns the allow policy at the instant `at` (milliseconds), or the first one if `at` is earlier. */
  policyAt(reference: string, at: number): Policy;
  /** Returns every stored setIamPolicy, oldest first, of one resource or of all. */
  history(reference?: string): readonly PolicyChange[];
  /** Stores a caller's write and returns the change. */
  record(change: Omit<PolicyChange, 'deltas' | 'before' | 'at'>): PolicyChange;
  readonly denies: Denies;
  /** Deletes an account. All policies name it as deleted from now on, without a caller's write. */
  forget(member: string, uid: string): void;
  /** Returns a new etag. */
  nextEtag(): string;
}

export function createWorld(seeds: readonly ResourceSeed[], now: () => number): World {
  let revision = 0;
  const started = now();
  const past: PolicyChange[] = [];
  const held = new Map(
    seeds.map((seed) => [
      seed.name,
      { resource: toResource(seed), versions: [{ at: started, policy: toPolicy(seed) }] },
    ]),
  );
  const idOf = new Map(seeds.flatMap(({ name, number }) => (number === undefined ? [] : [[number, name] as const])));
  const accounts = new Map(
    seeds.flatMap(({ name }) =>
      name.includes('/serviceAccounts/') ? [[name.split('/').at(-1) ?? '', name] as const] : [],
    ),
  );

  /** Returns the canonical name of a resource. */
  function canonical(reference: string): string {
    const [collection, id = '', ...rest] = reference.split('/');
    if (collection !== 'projects') return reference;
    if (id === '-' && rest[0] === 'serviceAccounts') return accounts.get(rest[1] ?? '') ?? reference;
    return [idOf.get(id) ?? `projects/${id}`, ...rest].join('/');
  }

  function toResource({ name, number, displayName, parent, uniformAccess }: ResourceSeed): Resource {
    return {
      name,
      displayName,
      createTime: new Date(started).toISOString(),
      ...(number === undefined ? {} : { number }),
      ...(parent === undefined ? {} : { parent }),
      ...(uniformAccess === undefined ? {} : { uniformAccess }),
    };
  }

  function toPolicy(seed: ResourceSeed): Policy {
    const version = seed.bindings.some(({ condition }) => condition !== undefined) ? 3 : 1;
    return { ...seed.fields, version, etag: nextEtag(), bindings: seed.bindings };
  }

  function nextEtag(): string {
    revision += 1;
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(0x0706_5000_0000_0000n + BigInt(revision));
    return bytes.toString('base64');
  }

  function entry(reference: string) {
    const found = held.get(canonical(reference));
    if (found === undefined) throw new Error(`the sandbox has no resource \`${reference}\``);
    return found;
  }

  function policyAt(reference: string, at: number): Policy {
    const { versions } = entry(reference);
    const version = versions.findLast((candidate) => candidate.at <= at) ?? versions[0];
    if (version === undefined) throw new Error(`\`${reference}\` has no allow policy`);
    return version.policy;
  }

  const policyOf = (reference: string) => policyAt(reference, Number.POSITIVE_INFINITY);

  return {
    find: (reference) => held.get(canonical(reference))?.resource,
    policyOf,
    policyAt,
    history: (reference) =>
      reference === undefined ? [...past] : past.filter(({ resource }) => resource === entry(reference).resource.name),
    record(written) {
      const before = policyOf(written.resource);
      const at = now();
      entry(written.resource).versions.push({ at, policy: written.after });
      const deltas = bindingDeltas(before.bindings, written.after.bindings);
      const change = { ...written, before, at: new Date(at).toISOString(), deltas };
      past.push(change);
      return change;
    },
    denies: createDenies(),
    forget(member, uid) {
      const rename = (candidate: string) => (candidate === member ? `deleted:${member}?uid=${uid}` : candidate);
      for (const { versions } of held.values()) {
        const policy = versions.at(-1)?.policy;
        if (policy?.bindings.some(({ members }) => members.includes(member)) !== true) continue;
        const bindings = policy.bindings.map((one) => ({ ...one, members: one.members.map(rename) }));
        versions.push({ at: now(), policy: { ...policy, etag: nextEtag(), bindings } });
      }
    },
    nextEtag,
  };
}

function createDenies(): Denies {
  const held = new Map<string, DenyPolicy[]>();
  const of = (resource: string) => held.get(resource) ?? [];
  return {
    of,
    put: (resource, policy) => void held.set(resource, [...of(resource), policy]),
    remove: (resource, id) =>
      void held.set(
        resource,
        of(resource).filter((policy) => policy.id !== id),
      ),
  };
}
