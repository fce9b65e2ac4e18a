import type { Held, StoredPolicy, Write } from './google.ts';

/*
 * What must be true of the world, whoever made it so. Written from the promises alone: nothing here is the product's.
 */

/** What somebody is entitled to by one pull request, as the story has it. */
export interface Entitlement {
  readonly pull: number;
  readonly member: string;
  readonly access: readonly { readonly resource: string; readonly role: string }[];
  /** Seconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** When it was withdrawn: the file or the policy went, or the person was shut out. */
  withdrawn: number | undefined;
}

export interface Truth {
  readonly entitled: ReadonlyMap<number, Entitlement>;
  /** Texts of the ledger's records in order, as the branch has them now. */
  readonly ledger: () => readonly string[];
  /** Pull requests whose intent has been acknowledged outside. */
  readonly intents: () => ReadonlySet<number>;
  readonly now: () => number;
  /** How many records the ledger had when this run last read it. */
  readonly read: (run: string) => number;
  /** Bindings made permanent by somebody: theirs to lose again. */
  readonly stripped: ReadonlySet<string>;
}

export interface LedgerEntry {
  readonly seq: number;
  readonly kind: string;
  readonly pull: number | null;
  readonly at: string;
  readonly bindings?: readonly { readonly resource: string; readonly role: string }[];
}

export const MARK = 'pullcord/acme/';
const REPOSITORY = 'repository 700100';
/** The run's clocks may be that far apart at most for a grant. */
const TOLERATED_SKEW = 300;
const ONCE = ['activated', 'ended', 'revoked', 'removed', 'altered', 'refused', 'lapsed'];

/** Tells one binding from any other. */
export function keyOf(held: Held): string {
  const { resource, role, member, title, description, expression } = held;
  return JSON.stringify([resource, role, member, title, description, expression]);
}

export class Oracle {
  readonly violations: string[] = [];
  grants = 0;
  revocations = 0;
  #ledger: readonly string[] = [];
  /** Every event on record, and the number of its record. */
  readonly #events = new Map<string, number>();
  readonly #present = new Set<string>();

  readonly #truth: Truth;

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  /** Looks at one write of the product's. */
  wrote(write: Write): void {
    const [before, after] = [heldIn(write.resource, write.before), heldIn(write.resource, write.after)];
    const { added, removed } = difference(before, after);
    this.#sendsAsItShould(write);
    for (const held of added) this.#mayGive(held, write.by);
    for (const held of removed) this.#mayTake(held);
    this.grants += added.length;
    this.revocations += removed.length;
  }

  /** Looks at the whole world, after anything happened to it. */
  look(held: readonly Held[]): void {
    for (const one of held) if (isOurs(one)) this.#present.add(`${one.title ?? ''} ${one.resource} ${one.role}`);
    this.#readLedger();
  }

  /** The world has healed and the product has run twice: everything is as it must be. */
  settled(held: readonly Held[]): void {
    const now = this.#truth.now();
    for (const one of held.filter(isOurs)) {
      const pull = pullOf(one);
      const entitlement = this.#truth.entitled.get(pull);
      const live =
        entitlement !== undefined &&
        now < entitlement.end &&
        entitlement.withdrawn === undefined &&
        !this.#isClosed(pull, one);
      if (!live) this.#say(`still there after healing: ${keyOf(one)}`);
    }
    for (const entitlement of this.#truth.entitled.values()) this.#isServed(entitlement, held, now);
  }

  /** Who has access at `now` that nobody entitles them to: the end of every window holds with the product dead. */
  endsByItself(held: readonly Held[]): void {
    for (const one of held.filter(isOurs)) {
      const window = windowOf(one.expression);
      if (window === undefined && !this.#truth.stripped.has(keyOf(one)) && !this.#wasTampered(one))
        this.#say(`ends never: ${keyOf(one)}`);
    }
  }

  #isServed(entitlement: Entitlement, held: readonly Held[], now: number): void {
    const { pull, access, end, withdrawn } = entitlement;
    for (const { resource, role } of access) {
      const events = this.#eventsOf(pull, resource, role);
      if (now < end && withdrawn === undefined) {
        const there = held.some(
          (one) => isOurs(one) && pullOf(one) === pull && one.resource === resource && one.role === role,
        );
        if (!there && !events.some((kind) => CLOSING.includes(kind)))
          this.#say(`never given: #${pull} ${role} on ${resource}`);
        if (there && !events.includes('activated'))
          this.#say(`given and not on record: #${pull} ${role} on ${resource}`);
      } else if (withdrawn !== undefined && events.length === 0) {
        // Gone before any run decided on it: there is nothing to close.
      } else if (!events.some((kind) => CLOSING.includes(kind)) && !this.#isFinal(pull)) {
        this.#say(`over and not closed on record: #${pull} ${role} on ${resource}`);
      }
    }
  }

  /** Version 3, an etag, and everything beside the bindings as it was. */
  #sendsAsItShould({ sent, before, after, resource }: Write): void {
    if (sent.etag === undefined) this.#say(`a write without an etag on ${resource}`);
    if (sent.version !== 3) this.#say(`a write at version ${sent.version ?? 'none'} on ${resource}`);
    if (JSON.stringify(before.auditConfigs) !== JSON.stringify(after.auditConfigs))
      this.#say(`audit settings lost on ${resource}`);
  }

  #mayGive(held: Held, by: string): void {
    const now = this.#truth.now();
    const name = `gave ${keyOf(held)}`;
    if (!isOurs(held)) {
      this.#say(`${name}: it does not bear our mark`);
      return;
    }
    const entitlement = this.#truth.entitled.get(pullOf(held));
    if (entitlement === undefined) {
      this.#say(`${name}: nobody is entitled to it`);
      return;
    }
    const window = windowOf(held.expression);
    if (window?.start !== entitlement.start || window.end !== entitlement.end) this.#say(`${name}: another window`);
    if (held.member !== entitlement.member) this.#say(`${name}: another member`);
    if (!entitlement.access.some(({ resource, role }) => resource === held.resource && role === held.role))
      this.#say(`${name}: other access`);
    if (now >= entitlement.end + TOLERATED_SKEW) this.#say(`${name}: its window is over`);
    if (!this.#truth.intents().has(entitlement.pull)) this.#say(`${name}: without an intent on record`);
    this.#readLedger();
    // Two runs at once may each give before either has it on record: what counts is what this one could know.
    const activated = this.#events.get(`activated ${entitlement.pull} ${held.resource} ${held.role}`);
    if (activated !== undefined && activated < this.#truth.read(by)) this.#say(`${name}: a second time`);
  }

  #mayTake(held: Held): void {
    if (isOurs(held) || this.#truth.stripped.has(keyOf(held))) return;
    this.#say(`took away what is not ours: ${keyOf(held)}`);
  }

  #readLedger(): void {
    const lines = this.#truth.ledger();
    if (lines === this.#ledger) return;
    for (const [at, line] of this.#ledger.entries())
      if (lines[at] !== line) {
        this.#say(`record ${at} of the ledger changed`);
        return;
      }
    for (const line of lines.slice(this.#ledger.length)) this.#recorded(JSON.parse(line) as LedgerEntry);
    this.#ledger = lines;
  }

  #recorded(entry: LedgerEntry): void {
    const { kind, pull, bindings = [] } = entry;
    const keys =
      bindings.length === 0
        ? [`${kind} ${pull ?? ''}`]
        : bindings.map(({ resource, role }) => `${kind} ${pull ?? ''} ${resource} ${role}`);
    for (const key of keys) {
      if (ONCE.includes(kind) && pull !== null && this.#events.has(key)) this.#say(`on record twice: ${key}`);
      if (!this.#events.has(key)) this.#events.set(key, entry.seq);
      this.#closings(kind, key);
    }
    if (kind === 'activated')
      for (const { resource, role } of bindings)
        if (!this.#present.has(`${MARK}${pull ?? ''} ${resource} ${role}`))
          this.#say(`on record as activated and never there: #${pull ?? ''} ${role} on ${resource}`);
    if (kind === 'refused' && pull !== null && this.#truth.entitled.has(pull))
      this.#say(`refused what is entitled: #${pull}`);
    const entitlement = pull === null ? undefined : this.#truth.entitled.get(pull);
    if (kind === 'ended' && entitlement !== undefined && this.#truth.now() < entitlement.end - TOLERATED_SKEW)
      this.#say(`on record as ended before its end: #${pull ?? ''}`);
    if (kind === 'activated' && entitlement === undefined)
      this.#say(`on record as activated and not entitled: #${pull ?? ''}`);
  }

  /** One end is enough: what closed one way may not close another way too. */
  #closings(kind: string, key: string): void {
    if (!CLOSING.includes(kind)) return;
    const rest = key.slice(kind.length);
    const others = CLOSING.filter((other) => other !== kind && this.#events.has(other + rest));
    if (others.length > 0 && rest.trim().includes(' '))
      this.#say(`closed twice:${rest} as ${others.join(', ')} and ${kind}`);
  }

  #eventsOf(pull: number, resource: string, role: string): readonly string[] {
    return [...ONCE, 'intent'].filter((kind) => this.#events.has(`${kind} ${pull} ${resource} ${role}`));
  }

  #isClosed(pull: number, { resource, role }: Held): boolean {
    return this.#isFinal(pull) || this.#eventsOf(pull, resource, role).some((kind) => CLOSING.includes(kind));
  }

  #isFinal(pull: number): boolean {
    return this.#events.has(`refused ${pull}`) || this.#events.has(`lapsed ${pull}`);
  }

  #wasTampered(held: Held): boolean {
    return !this.#truth.entitled.has(pullOf(held)) || windowOf(held.expression) === undefined;
  }

  #say(violation: string): void {
    if (this.violations.length < 20) this.violations.push(violation);
  }
}

const CLOSING = ['ended', 'revoked', 'removed', 'altered', 'lapsed'];

function isOurs({ title, description }: Held): boolean {
  if (title?.startsWith(MARK) !== true) return false;
  return description === undefined || description.startsWith(REPOSITORY) || !description.startsWith('repository ');
}

function pullOf({ title = '' }: Held): number {
  return Number(title.slice(MARK.length));
}

/** The two instants a condition holds to. */
function windowOf(expression: string | undefined): { readonly start: number; readonly end: number } | undefined {
  const match = /^request\.time >= timestamp\("([^"]+)"\) && request\.time < timestamp\("([^"]+)"\)(?: && .*)?$/.exec(
    expression ?? '',
  );
  if (match === null) return undefined;
  return { start: Date.parse(match[1] ?? '') / 1000, end: Date.parse(match[2] ?? '') / 1000 };
}

function heldIn(resource: string, { bindings }: StoredPolicy): readonly Held[] {
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

function difference(
  before: readonly Held[],
  after: readonly Held[],
): { readonly added: readonly Held[]; readonly removed: readonly Held[] } {
  const had = new Set(before.map(keyOf));
  const has = new Set(after.map(keyOf));
  return {
    added: after.filter((held) => !had.has(keyOf(held))),
    removed: before.filter((held) => !has.has(keyOf(held))),
  };
}
