import { keyOf, MARK } from './binding.ts';
import { RESOURCES } from './documents.ts';
import { heldIn, type Held, type SimulatedGoogle, type StoredBinding, type Write } from './google.ts';

import type { Random } from './random.ts';

/** Never changed by anybody in a story: a group's, and one that carol holds for good, whatever she asks for besides. */
export const STANDING: readonly StoredBinding[] = [
  { role: 'roles/viewer', members: ['group:staff@acme.example'] },
  { role: 'roles/cloudsql.viewer', members: ['group:dba@acme.example', 'user:carol@acme.example'] },
];

const FOREIGN_DEEDS = [
  'adds a binding',
  'adds a condition of theirs',
  'takes a binding of theirs',
  'forges a mark',
  'marks another installation',
  'marks for another repository',
  'puts back what is gone',
] as const;
const OUR_DEEDS = [
  'removes ours',
  'extends ours',
  'adds a longer one beside ours',
  'loosens ours',
  'gives ours to somebody else',
  'adds a member to ours',
  'moves ours to another role',
  'moves ours to another resource',
  'copies ours',
  'passes ours off as another',
  'strips the condition of ours',
] as const;
type Deed = (typeof FOREIGN_DEEDS)[number] | (typeof OUR_DEEDS)[number];

const REMEMBERED = 6;
const ELSEWHERE = 'repository 700999';

/** What somebody with every right does to IAM by hand. */
export class Meddling {
  /** Bindings of ours that stood once. */
  #gone: readonly Held[] = [];
  readonly #random: Random;
  readonly #google: SimulatedGoogle;

  constructor(random: Random, google: SimulatedGoogle) {
    this.#random = random;
    this.#google = google;
  }

  /** Keeps in mind what a write took. */
  remember({ resource, before, after }: Write): void {
    const left = new Set(heldIn(resource, after).map(keyOf));
    const gone = heldIn(resource, before).filter((held) => isMarked(held) && !left.has(keyOf(held)));
    this.#gone = [...this.#gone, ...gone].slice(-REMEMBERED);
  }

  /** One deed, and what it is called. */
  meddle(): { readonly deed: Deed; readonly sentence: string } {
    // Bindings of ours are what it is about, so that where there are some it is mostly them.
    const marked = RESOURCES.filter((each) => this.#google.heldOn(each).some(isMarked));
    const resource = this.#random.pick(marked.length > 0 && !this.#random.oneIn(4) ? marked : RESOURCES);
    const ours = this.#google.heldOn(resource).filter(isMarked);
    const about = ours.length > 0 && !this.#random.oneIn(3) ? OUR_DEEDS : FOREIGN_DEEDS;
    const deed = this.#random.pick<Deed>(about);
    const one = about === OUR_DEEDS ? this.#random.pick(ours) : undefined;
    this.#google.edit(resource, 'somebody', (bindings) =>
      one === undefined
        ? this.#beside(deed, resource, bindings)
        : [...without(bindings, KEEPS.includes(deed) ? undefined : one), ...this.#inItsPlace(deed, one)],
    );
    return { deed, sentence: `${deed} on ${resource}${one === undefined ? '' : ` (${one.title} ${one.role})`}` };
  }

  /** Whoever marked for another repository renames their installation. */
  depart(): void {
    for (const resource of RESOURCES) {
      const isTheirs = ({ condition }: StoredBinding) => condition?.description?.startsWith(ELSEWHERE) === true;
      if (this.#google.policyOf(resource).bindings.some(isTheirs))
        this.#google.edit(resource, 'somebody', (bindings) => bindings.filter((binding) => !isTheirs(binding)));
    }
  }

  #beside(deed: Deed, resource: string, bindings: readonly StoredBinding[]): readonly StoredBinding[] {
    const number = this.#random.int(1000);
    const expression = 'request.time < timestamp("2027-01-01T00:00:00Z")';
    const forBob = (title: string, description: string | undefined): StoredBinding => ({
      role: this.#random.pick(['roles/storage.admin', 'roles/cloudsql.viewer']),
      members: ['user:bob@acme.example'],
      condition: { title, expression, ...(description === undefined ? {} : { description }) },
    });
    switch (deed) {
      case 'adds a binding':
        return [
          ...bindings,
          {
            role: this.#random.pick(['roles/storage.admin', 'roles/logging.viewer']),
            members: [`user:somebody${number}@acme.example`],
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
      case 'marks another installation':
        return [
          ...bindings,
          forBob(
            `pullcord/acme-two/${number}`,
            this.#random.pick([undefined, 'repository 700999', 'repository 700100']),
          ),
        ];
      case 'marks for another repository':
        return this.#random.oneIn(3)
          ? [...bindings, forBob(`${MARK}${1 + (number % 9)}`, `${ELSEWHERE} https://github.com/acme/two/pull/1`)]
          : [...bindings, forBob(`until ${number}`, undefined)];
      case 'puts back what is gone': {
        const gone = this.#gone.filter((one) => one.resource === resource);
        return gone.length === 0 ? bindings : [...bindings, toBinding(this.#random.pick(gone))];
      }
      default:
        return [...bindings, forBob(`until ${number}`, undefined)];
    }
  }

  #inItsPlace(deed: Deed, one: Held): readonly StoredBinding[] {
    switch (deed) {
      case 'extends ours':
      case 'adds a longer one beside ours':
        return [
          toBinding(one, {
            expression: one.expression?.replace(/(time < timestamp\("2026-11-2)\d/, (_, rest: string) => `${rest}9`),
          }),
        ];
      case 'loosens ours':
        return [toBinding(one, { expression: `${one.expression ?? ''} || true` })];
      case 'gives ours to somebody else':
      case 'adds a member to ours':
        return [toBinding(one, { member: 'user:mallory@acme.example' })];
      case 'moves ours to another role':
        return [toBinding(one, { role: this.#random.pick(['roles/cloudsql.admin', 'roles/logging.viewer']) })];
      case 'moves ours to another resource':
      case 'copies ours': {
        const other = RESOURCES.find((resource) => resource !== one.resource) ?? one.resource;
        this.#google.edit(other, 'somebody', (there) => [...there, toBinding(one)]);
        return [];
      }
      case 'passes ours off as another':
        return [toBinding(one, { title: `${MARK}${1 + this.#random.int(6)}` })];
      case 'strips the condition of ours':
        return [{ role: one.role, members: [one.member] }];
      default:
        return [];
    }
  }
}

/** Deeds that leave the binding they are about. */
const KEEPS: readonly Deed[] = ['adds a longer one beside ours', 'adds a member to ours', 'copies ours'];

function isMarked({ title }: Held): boolean {
  return title?.startsWith(MARK) === true;
}

function without(bindings: readonly StoredBinding[], held: Held | undefined): readonly StoredBinding[] {
  if (held === undefined) return bindings;
  return bindings.map((binding) =>
    binding.role === held.role &&
    binding.condition?.title === held.title &&
    binding.condition?.description === held.description &&
    binding.condition?.expression === held.expression
      ? { ...binding, members: binding.members.filter((member) => member !== held.member) }
      : binding,
  );
}

function toBinding(
  held: Held,
  over: { readonly [field in 'role' | 'member' | 'title' | 'expression']?: string | undefined } = {},
): StoredBinding {
  const { title = '', expression = '', description } = { ...held, ...over };
  const { role = held.role, member = held.member } = over;
  return {
    role,
    members: [member],
    condition: { title, expression, ...(description === undefined ? {} : { description }) },
  };
}
