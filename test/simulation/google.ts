import type { AuthClient } from 'google-auth-library';
import type { Actor, Heard } from './schedule.ts';

/** An IAM policy as Google stores it. */
export interface StoredPolicy {
  readonly version: number;
  readonly etag: string;
  readonly bindings: readonly StoredBinding[];
  readonly auditConfigs: readonly object[];
}

export interface StoredBinding {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: { readonly title: string; readonly description?: string; readonly expression: string };
}

/** One member of one binding. */
export interface Held {
  readonly resource: string;
  readonly role: string;
  readonly member: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly expression: string | undefined;
}

export interface Write {
  readonly by: string;
  readonly resource: string;
  readonly before: StoredPolicy;
  readonly after: StoredPolicy;
  readonly sent: Partial<StoredPolicy>;
  /** What the run that writes had been told when it last read this policy; `undefined`: written by hand. */
  readonly heard: Heard | undefined;
}

/** A policy is kept as it was through so many changes, for answers that come from a replica behind. */
const KEPT = 4;

/**
 * Google's Resource Manager, as far as IAM policies go: etags, versions and their downgrade, conditions lost by a write
 * that knows of none. https://cloud.google.com/resource-manager/reference/rest/Shared.Types/Policy
 */
export class SimulatedGoogle {
  readonly #policies = new Map<string, StoredPolicy[]>();
  #writes = 0;
  /** Seconds Google's clock is ahead of the world's. */
  skew = 0;
  /** Members Google does not know any more; a new binding of one fails the whole write. */
  readonly unknownMembers = new Set<string>();
  onWrite: (write: Write) => void = () => undefined;
  /** A run is told how a policy stands. */
  onRead: (by: string, resource: string) => void = () => undefined;
  readonly #clock: { readonly now: number };

  /** @param standing what is bound on every resource before anything happens */
  constructor(resources: readonly string[], clock: { readonly now: number }, standing: readonly StoredBinding[]) {
    this.#clock = clock;
    for (const resource of resources)
      this.#policies.set(resource, [
        { version: 1, etag: 'e0', bindings: standing, auditConfigs: [{ service: 'allServices' }] },
      ]);
  }

  get resources(): readonly string[] {
    return [...this.#policies.keys()];
  }

  policyOf(resource: string): StoredPolicy {
    const policy = this.#policies.get(resource)?.at(-1);
    if (policy === undefined) throw new Error(`no resource ${resource}`);
    return policy;
  }

  heldOn(resource: string): readonly Held[] {
    return heldIn(resource, this.policyOf(resource));
  }

  get held(): readonly Held[] {
    return this.resources.flatMap((resource) => this.heldOn(resource));
  }

  /** Somebody edits a policy as it stands, with Google's console, which does it right. */
  edit(resource: string, by: string, change: (bindings: readonly StoredBinding[]) => readonly StoredBinding[]): void {
    this.#store(
      by,
      undefined,
      resource,
      {},
      change(this.policyOf(resource).bindings),
      this.policyOf(resource).auditConfigs,
    );
  }

  /** What the product's HTTP client talks to. */
  clientFor(actor: Actor): AuthClient {
    const readAt = new Map<string, Heard>();
    // A replica may be behind, but not for two looks of one run: that is what the product's second look rests on.
    const behind = new Set<string>();
    const readBehind = (resource: string) => {
      if (behind.delete(resource)) return 0;
      behind.add(resource);
      return 1;
    };
    const hear = () => {
      actor.heard.google = Math.max(actor.heard.google ?? 0, this.#clock.now + this.skew);
    };
    const client = {
      getRequestHeaders: () => Promise.resolve(new Headers({ authorization: 'Bearer t' })),
      request: ({ url, data }: { readonly url: string; readonly data: string }) => {
        const [, resource = '', method = ''] = /\/v3\/([^:]+):(\w+)$/.exec(url) ?? [];
        const body = JSON.parse(data) as Body;
        const isRead = method === 'getIamPolicy';
        const heard = readAt.get(resource);
        const answer = ({ status, value }: Answer) => {
          hear();
          if (isRead) readAt.set(resource, { ...actor.heard });
          return { status, headers: this.#headers(), data: JSON.stringify(value) };
        };
        const half = (whole: ReturnType<typeof answer>) => ({
          ...whole,
          data: whole.data.slice(0, Math.floor(whole.data.length / 2)),
        });
        const read = (versions: number, asked = body) => {
          if (versions === 0) this.onRead(actor.name, resource);
          return answer(this.#read(resource, asked, versions));
        };
        const write = () => answer(this.#write(resource, body, actor.name, heard));
        return actor.call({
          name: `google ${method} ${resource}`,
          effect: () => (isRead ? read(0) : write()),
          failure: (fault) => {
            switch (fault) {
              case 'rate-limit':
                return answer(error(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'));
              case 'denied':
                return answer(error(403, 'PERMISSION_DENIED', 'The caller does not have permission'));
              case 'fail-before':
                return answer(error(503, 'UNAVAILABLE', 'The service is unavailable'));
              case 'lost-answer':
                throw new Error('socket hang up');
            }
          },
          truncated: () => half(isRead ? read(0) : write()),
          ...(isRead ? { stale: () => read(readBehind(resource)), downgraded: () => read(0, {}) } : {}),
        });
      },
    };
    return client as unknown as AuthClient;
  }

  #headers(): Headers {
    return new Headers({ date: new Date((this.#clock.now + this.skew) * 1000).toUTCString() });
  }

  #read(resource: string, body: Body, behind: number): Answer {
    const kept = this.#policies.get(resource);
    const policy = kept?.at(-1 - behind) ?? kept?.[0];
    if (policy === undefined) return error(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    const conditional = policy.bindings.some(({ condition }) => condition !== undefined);
    if (!conditional || (body.options?.requestedPolicyVersion ?? 1) >= 3) return { status: 200, value: policy };
    const bindings = policy.bindings.map(({ condition, ...binding }) =>
      condition === undefined ? binding : { ...binding, role: `${binding.role}_withcond_0123456789abcdef0123` },
    );
    return { status: 200, value: { ...policy, version: 1, bindings } };
  }

  #write(resource: string, { policy: sent = {} }: Body, by: string, heard: Heard | undefined): Answer {
    const before = this.#policies.get(resource)?.at(-1);
    if (before === undefined) return error(403, 'PERMISSION_DENIED', 'The caller does not have permission');
    const bindings = sent.bindings ?? [];
    if (sent.etag !== undefined && sent.etag !== before.etag)
      return error(409, 'ABORTED', 'There were concurrent policy changes');
    const conditional = bindings.some(({ condition }) => condition !== undefined);
    if (conditional && sent.version !== 3) return error(400, 'INVALID_ARGUMENT', 'Conditions need version 3');
    const hadConditions = before.bindings.some(({ condition }) => condition !== undefined);
    // Without an etag Google lets an older version replace a newer one, conditions and all.
    if (sent.etag !== undefined && hadConditions && sent.version !== 3)
      return error(400, 'INVALID_ARGUMENT', 'A policy with conditions needs version 3');
    const known = new Set(before.bindings.flatMap(({ members }) => members));
    const unknown = bindings
      .flatMap(({ members }) => members)
      .find((member) => this.unknownMembers.has(member) && !known.has(member));
    if (unknown !== undefined) return error(400, 'INVALID_ARGUMENT', `Principal ${unknown} does not exist.`);
    // Only what the update mask names is replaced: bindings and etag.
    return { status: 200, value: this.#store(by, heard ?? {}, resource, sent, bindings, before.auditConfigs) };
  }

  #store(
    by: string,
    heard: Heard | undefined,
    resource: string,
    sent: Partial<StoredPolicy>,
    bindings: readonly StoredBinding[],
    auditConfigs: readonly object[],
  ): StoredPolicy {
    const before = this.policyOf(resource);
    this.#writes += 1;
    const grouped = regroup(bindings);
    const version = grouped.some(({ condition }) => condition !== undefined) ? 3 : 1;
    const after = { version, etag: `e${this.#writes}`, bindings: grouped, auditConfigs };
    const kept = this.#policies.get(resource) ?? [];
    this.#policies.set(resource, [...kept, after].slice(-KEPT));
    this.onWrite({ by, resource, before, after, sent, heard });
    return after;
  }
}

/** Flat, one entry for each member. */
export function heldIn(resource: string, { bindings }: Pick<StoredPolicy, 'bindings'>): readonly Held[] {
  return bindings.flatMap(({ role, members, condition }) =>
    members.map((member) => ({
      resource,
      role,
      member,
      title: condition?.title,
      description: condition?.description,
      expression: condition?.expression,
    })),
  );
}

/** Google keeps one binding for each role and condition, its members sorted. */
function regroup(bindings: readonly StoredBinding[]): readonly StoredBinding[] {
  const groups = Map.groupBy(bindings, ({ role, condition }) => JSON.stringify([role, condition ?? null]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const members = [...new Set(group.flatMap((binding) => binding.members))].sort();
    return first === undefined || members.length === 0 ? [] : [{ ...first, members }];
  });
}

interface Body {
  readonly options?: { readonly requestedPolicyVersion?: number };
  readonly policy?: Partial<StoredPolicy>;
}

interface Answer {
  readonly status: number;
  readonly value: unknown;
}

function error(code: number, status: string, message: string): Answer {
  return { status: code, value: { error: { code, status, message } } };
}
