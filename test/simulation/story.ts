import type { ReviewFact } from '../../src/core/decision/evidence.ts';
import { instantOf } from '../../src/core/time.ts';
import type { SimulatedGitHub, Person, Pull, PullKind } from './github.ts';
import { keyOf, MARK, type Entitlement } from './oracle.ts';
import type { Held, SimulatedGoogle, StoredBinding } from './google.ts';
import type { Random } from './random.ts';

export const RESOURCES = ['projects/acme-orders-prod', 'projects/acme-payments-prod'] as const;

const ORGANIZATION = (log: boolean) => `installation: acme
people:
  - { github: alice, id: 1001, principal: 'user:alice@acme.example' }
  - { github: bob, id: 1002, principal: 'user:bob@acme.example' }
  - { github: carol, id: 1003, principal: 'user:carol@acme.example' }
  - { github: dave, id: 1004, principal: 'user:dave@acme.example' }
  - { github: erin, id: 1005, principal: 'user:erin@acme.example' }
maxDuration: 4h
policyChanges:
  - { from: [team:security], count: 1 }
${log ? 'log: { project: acme-audit }\n' : ''}`;

const POLICY = (access: string) => `title: Look at orders
environment: production
access:
${access}
requesters: [team:orders-oncall]
maxDuration: 2h
approval:
  - { from: [team:sre-leads], count: 1 }
`;

interface PolicyOfStory {
  readonly name: string;
  readonly access: readonly { readonly resource: string; readonly role: string }[];
}

const POLICIES: readonly PolicyOfStory[] = [
  { name: 'orders', access: [{ resource: RESOURCES[0], role: 'roles/cloudsql.viewer' }] },
  {
    name: 'both',
    access: [
      { resource: RESOURCES[0], role: 'roles/cloudsql.viewer' },
      { resource: RESOURCES[0], role: 'roles/logging.viewer' },
      { resource: RESOURCES[1], role: 'roles/container.viewer' },
    ],
  },
];

export function documentsOf(log: boolean): Readonly<Record<string, string>> {
  const policies = POLICIES.map(({ name, access }) => {
    const byResource = Map.groupBy(access, ({ resource }) => resource);
    const lines = [...byResource].map(
      ([resource, roles]) => `  - { resource: ${resource}, roles: [${roles.map(({ role }) => role).join(', ')}] }`,
    );
    return [`policies/${name}.yaml`, POLICY(lines.join('\n'))] as const;
  });
  return Object.fromEntries([['policies/organization.yaml', ORGANIZATION(log)], ...policies]);
}

const ALICE: Person = { login: 'alice', id: 1001 };
const CAROL: Person = { login: 'carol', id: 1003 };
const MALLORY: Person = { login: 'mallory', id: 1006 };

const KINDS: readonly (readonly [weight: number, kind: PullKind])[] = [
  [10, 'approved'],
  [4, 'squashed'],
  [1, 'unapproved'],
  [1, 'self-approved'],
  [1, 'stale-approval'],
  [1, 'late-approval'],
  [1, 'two-files'],
  [1, 'pushed'],
  [1, 'outsider'],
  [1, 'too-long'],
];

/** What people do to the world beside the product: ask, merge, withdraw, and change IAM by hand. */
export class Story {
  readonly entitled = new Map<number, Entitlement>();
  readonly stripped = new Set<string>();
  readonly deeds = new Map<string, number>();
  #pulls = 0;
  readonly #random: Random;
  readonly #clock: { readonly now: number };
  readonly #github: SimulatedGitHub;
  readonly #google: SimulatedGoogle;

  constructor(random: Random, clock: { readonly now: number }, github: SimulatedGitHub, google: SimulatedGoogle) {
    this.#random = random;
    this.#clock = clock;
    this.#github = github;
    this.#google = google;
  }

  /** A request is opened, reviewed and merged. */
  ask(): string {
    this.#pulls += 1;
    const number = this.#pulls;
    const kind = this.#random.weighted(KINDS);
    const author = kind === 'outsider' ? MALLORY : this.#random.pick([ALICE, CAROL]);
    const policy = this.#random.pick(POLICIES);
    const minutes = kind === 'too-long' ? 180 : this.#random.pick([30, 60, 120]);
    const path = `requests/2026/11/request-${number}.yaml`;
    const head = number.toString(16).padStart(40, '7');
    const pull = this.#github.open({
      number,
      kind,
      path,
      text: `policy: ${policy.name}\nduration: ${minutes}m\nreason: checkout returns 500s, request ${number}\n`,
      author,
      head,
      reviews: this.#reviewsFor(kind, number, head, author),
      createdAt: this.#clock.now + this.#github.skew - 300,
    });
    this.#github.merge(pull);
    if (this.#random.oneIn(4)) this.#github.lagging.set(number, this.#clock.now + 60 + this.#random.int(240));
    if (kind === 'approved' || kind === 'squashed') this.#entitle(pull, policy, minutes * 60);
    return this.#did(`merge ${kind}`, `merges #${number} (${kind}, ${policy.name}, ${minutes}m)`);
  }

  /** Somebody takes a request's file from the default branch, or a policy. */
  withdraw(): string {
    const live = [...this.entitled.values()].filter(
      ({ end, withdrawn }) => withdrawn === undefined && end > this.#clock.now,
    );
    if (live.length === 0) return this.ask();
    const one = this.#random.pick(live);
    const path = `requests/2026/11/request-${one.pull}.yaml`;
    this.#github.remove(path);
    one.withdrawn = this.#clock.now;
    return this.#did('withdraw', `deletes ${path}`);
  }

  /** Somebody with every right changes IAM by hand. */
  meddle(): string {
    const resource = this.#random.pick(RESOURCES);
    const ours = this.#google.heldOn(resource).filter(({ title }) => title?.startsWith(MARK));
    const deed = this.#random.pick(ours.length === 0 ? FOREIGN_DEEDS : [...FOREIGN_DEEDS, ...OUR_DEEDS]);
    const one = ours.length === 0 ? undefined : this.#random.pick(ours);
    this.#google.edit(resource, 'somebody', (bindings) => this.#carryOut(deed, resource, bindings, one));
    return this.#did(
      `by hand: ${deed}`,
      `${deed} on ${resource}${one === undefined ? '' : ` (${one.title} ${one.role})`}`,
    );
  }

  #carryOut(
    deed: Deed,
    resource: string,
    bindings: readonly StoredBinding[],
    ours: Held | undefined,
  ): readonly StoredBinding[] {
    const number = this.#random.int(1000);
    switch (deed) {
      case 'adds a binding':
        return [...bindings, { role: 'roles/storage.admin', members: [`user:somebody${number}@acme.example`] }];
      case 'adds a condition of theirs':
        return [
          ...bindings,
          {
            role: 'roles/compute.viewer',
            members: ['user:bob@acme.example'],
            condition: { title: `until ${number}`, expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
          },
        ];
      case 'takes a binding of theirs':
        return bindings.filter(({ role }) => role !== 'roles/storage.admin');
      case 'forges a mark':
        return [
          ...bindings,
          {
            role: 'roles/storage.admin',
            members: ['user:mallory@acme.example'],
            condition: {
              title: `${MARK}${9000 + number}`,
              description: 'repository 700100 https://github.com/acme/access/pull/1',
              expression:
                'request.time >= timestamp("2026-01-01T00:00:00Z") && request.time < timestamp("2030-01-01T00:00:00Z")',
            },
          },
        ];
      case 'marks another repository':
        return [
          ...bindings,
          {
            role: 'roles/storage.admin',
            members: ['user:bob@acme.example'],
            condition: {
              title: 'pullcord/acme-two/1',
              description: 'repository 1',
              expression: 'request.time < timestamp("2027-01-01T00:00:00Z")',
            },
          },
        ];
      case 'removes ours':
        return withoutHeld(bindings, ours);
      case 'extends ours':
        return [
          ...withoutHeld(bindings, ours),
          changed(ours, {
            expression: ours?.expression?.replace(
              /request\.time < timestamp\("[^"]+"\)/,
              'request.time < timestamp("2030-01-01T00:00:00Z")',
            ),
          }),
        ];
      case 'loosens ours':
        return [...withoutHeld(bindings, ours), changed(ours, { expression: `${ours?.expression ?? ''} || true` })];
      case 'gives ours to somebody else':
        return [...withoutHeld(bindings, ours), changed(ours, { member: 'user:mallory@acme.example' })];
      case 'moves ours to another role':
        return [...withoutHeld(bindings, ours), changed(ours, { role: 'roles/cloudsql.admin' })];
      case 'copies ours': {
        const other = RESOURCES.find((one) => one !== resource) ?? resource;
        this.#google.edit(other, 'somebody', (there) => [...there, changed(ours, {})]);
        return bindings;
      }
      case 'strips the condition of ours': {
        if (ours === undefined) return bindings;
        const bare = { ...ours, title: undefined, description: undefined, expression: undefined };
        this.stripped.add(keyOf(bare));
        return [...withoutHeld(bindings, ours), { role: ours.role, members: [ours.member] }];
      }
    }
  }

  #entitle(pull: Pull, policy: PolicyOfStory, seconds: number): void {
    const start = pull.merged?.at ?? 0;
    this.entitled.set(pull.number, {
      pull: pull.number,
      member: `user:${pull.author.login}@acme.example`,
      access: policy.access,
      start,
      end: start + seconds,
      withdrawn: undefined,
    });
  }

  #reviewsFor(kind: PullKind, number: number, head: string, author: Person): readonly ReviewFact[] {
    const review = (over: Partial<ReviewFact>): ReviewFact => ({
      id: String(number * 10),
      state: 'APPROVED',
      submittedAt: instantOf((this.#clock.now + this.#github.skew - 60) * 1000),
      commit: head,
      author: { type: 'User', login: 'bob', id: 1002 },
      ...over,
    });
    const comment = review({
      id: String(number * 10 + 1),
      state: 'COMMENTED',
      author: { type: 'User', login: 'erin', id: 1005 },
    });
    switch (kind) {
      case 'unapproved':
      case 'pushed':
        return [];
      case 'self-approved':
        return [review({ author: { type: 'User', ...author } })];
      case 'stale-approval':
        return [review({ commit: 'e'.repeat(40) })];
      case 'late-approval':
        return [review({ submittedAt: instantOf((this.#clock.now + this.#github.skew + 60) * 1000) })];
      default:
        return [review({}), comment];
    }
  }

  #did(deed: string, sentence: string): string {
    this.deeds.set(deed, (this.deeds.get(deed) ?? 0) + 1);
    return sentence;
  }
}

const FOREIGN_DEEDS = [
  'adds a binding',
  'adds a condition of theirs',
  'takes a binding of theirs',
  'forges a mark',
  'marks another repository',
] as const;
const OUR_DEEDS = [
  'removes ours',
  'extends ours',
  'loosens ours',
  'gives ours to somebody else',
  'moves ours to another role',
  'copies ours',
  'strips the condition of ours',
] as const;
type Deed = (typeof FOREIGN_DEEDS)[number] | (typeof OUR_DEEDS)[number];

function withoutHeld(bindings: readonly StoredBinding[], held: Held | undefined): readonly StoredBinding[] {
  if (held === undefined) return bindings;
  return bindings.map((binding) =>
    binding.role === held.role &&
    binding.condition?.title === held.title &&
    binding.condition?.expression === held.expression
      ? { ...binding, members: binding.members.filter((member) => member !== held.member) }
      : binding,
  );
}

function changed(
  held: Held | undefined,
  over: { readonly [field in 'role' | 'member' | 'expression']?: string | undefined },
): StoredBinding {
  if (held === undefined) throw new Error('nothing to change');
  const { title = '', description = '' } = held;
  const { role = held.role, member = held.member, expression = held.expression ?? '' } = over;
  return { role, members: [member], condition: { title, description, expression } };
}
