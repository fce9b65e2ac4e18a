import { ACTORS } from '../support/people.ts';
import type { Person } from './pull.ts';

/** A second member of security, so that one can approve what the other wrote. */
const FRANK: Person = { login: 'frank', id: 1007 };
const { alice, bob, carol, dave, erin, mallory } = ACTORS;
export const EVERYBODY: readonly Person[] = [alice, bob, carol, dave, erin, mallory, FRANK];

const AT_FIRST: Readonly<Record<string, readonly number[]>> = {
  'orders-oncall': [alice.id, carol.id],
  'sre-leads': [bob.id, dave.id],
  security: [erin.id, FRANK.id],
};

interface Membership {
  readonly team: string;
  readonly id: number;
  readonly from: number;
  to: number;
}

/** Teams and accounts through time, by GitHub's clock. */
export class People {
  readonly #memberships: Membership[] = Object.entries(AT_FIRST).flatMap(([team, ids]) =>
    ids.map((id) => ({ team, id, from: -Infinity, to: Infinity })),
  );
  readonly #deleted = new Map<number, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get teams(): Readonly<Record<string, readonly number[]>> {
    return Object.fromEntries(Object.keys(AT_FIRST).map((team) => [team, this.membersOf(team)]));
  }

  membersOf(team: string): readonly number[] {
    return this.#memberships.filter((one) => one.team === team && one.to === Infinity).map(({ id }) => id);
  }

  join(team: string, id: number): void {
    this.#memberships.push({ team, id, from: this.#now(), to: Infinity });
  }

  leave(team: string, id: number): void {
    for (const one of this.#memberships)
      if (one.team === team && one.id === id && one.to === Infinity) one.to = this.#now();
  }

  delete(id: number): void {
    for (const team of Object.keys(AT_FIRST)) this.leave(team, id);
    this.#deleted.set(id, this.#now());
  }

  isDeleted(id: number): boolean {
    return this.#deleted.has(id);
  }

  /** True if somebody was in a team at some time of a span. */
  wasEver(team: string, id: number, from: number, until: number): boolean {
    return this.#memberships.some((one) => one.team === team && one.id === id && one.from <= until && one.to >= from);
  }

  /** True if somebody was in a team for the whole of a span. */
  wasAlways(team: string, id: number, from: number, until: number): boolean {
    return this.#memberships.some((one) => one.team === team && one.id === id && one.from <= from && one.to > until);
  }

  /** True if an account was deleted no later than that. */
  wasDeleted(id: number, until: number): boolean {
    return (this.#deleted.get(id) ?? Infinity) <= until;
  }
}
