import { accessOf, difference, isOurs, keyOf, pullOf, windowOf } from './binding.ts';
import { heldIn, type Held, type Write } from './google.ts';
import { Permanent } from './permanent.ts';
import type { Entitlement, Truth } from './truth.ts';

/*
 * What must be true of the world, whoever made it so. Written from the promises alone: nothing here is the product's.
 */

interface LedgerEntry {
  readonly seq: number;
  readonly kind: string;
  readonly pull: number | null;
  readonly run: { readonly id: string };
  readonly bindings?: readonly { readonly resource: string; readonly role: string }[];
  readonly change?: {
    readonly commit: string;
    readonly documents: readonly { readonly path: string; readonly verdict: string }[];
  };
}

/** The run's clocks may be that far apart at most for a grant. */
const TOLERATED_SKEW = 300;
const CLOSING = ['ended', 'revoked', 'removed', 'altered', 'lapsed'];
const ONCE = ['activated', ...CLOSING, 'refused'];

export class Oracle {
  readonly violations: string[] = [];
  grants = 0;
  revocations = 0;
  #ledger: readonly string[] = [];
  #isDamaged = false;
  /** Every event on record, and the number of its record. */
  readonly #events = new Map<string, number>();
  /** Pull requests with an intent on record, and the number of its record. */
  readonly #intents = new Map<number, number>();
  /** Access that once stood exactly as it should, that was seen gone again, and that others than the product took. */
  readonly #stood = new Set<string>();
  readonly #went = new Set<string>();
  readonly #takenByOthers = new Set<string>();
  readonly #permanent = new Permanent();

  readonly #truth: Truth;

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  /** Looks at one write of the product's; a re-run of a workflow run must not give. */
  wrote(write: Write, isRerun: boolean): void {
    const { added, removed } = difference(write);
    if (isRerun) for (const held of added) this.#say(`given by a re-run: ${keyOf(held)}`);
    this.#sendsAsItShould(write);
    for (const held of added) this.#mayGive(held, write);
    for (const held of removed) this.#mayTake(held, write);
    this.#changed(write);
    this.grants += added.length;
    this.revocations += removed.length;
  }

  /** Looks at what somebody did by hand. */
  edited(write: Write): void {
    const { added, removed } = difference(write);
    this.#changed(write);
    for (const held of removed.filter(isOurs)) {
      const access = accessOf(held);
      const exact = this.#isExact(held) && !this.#isLeft(held, write);
      if (exact) this.#takenByOthers.add(access);
      const bare = keyOf({ ...held, title: undefined, description: undefined, expression: undefined });
      if (added.some((one) => keyOf(one) === bare))
        this.#permanent.made(bare, access, exact && this.#has('activated', access) && !this.#isClosed(held));
    }
    for (const held of added) if (this.#isExact(held)) this.#permanent.isBesideOurs(accessOf(held));
  }

  /** A run was told how a policy stands. */
  looked(run: string, resource: string): void {
    this.#permanent.seen(run, resource);
  }

  /** Somebody else wrote the branch. What they appended unsealed counts for nothing. */
  forged(lines: readonly string[], isDamaged: boolean): void {
    this.#ledger = lines;
    this.#isDamaged = isDamaged;
  }

  /** Looks at the ledger after a commit. */
  appended(lines: readonly string[]): void {
    // A run that cannot compare the anchors still records ends. The owner's restoration drops them.
    if (this.#isDamaged) return;
    for (const [at, line] of this.#ledger.entries())
      if (lines[at] !== line) {
        this.#say(`record ${at} of the ledger changed`);
        return;
      }
    for (const line of lines.slice(this.#ledger.length)) this.#recorded(JSON.parse(line) as LedgerEntry);
    this.#ledger = lines;
  }

  /** A run had neither GitHub nor the ledger, or only one of them: what says itself that it is over is gone all the same. */
  endedAlone(held: readonly Held[], since: number): void {
    const named = this.#truth.named();
    for (const one of held.filter((each) => isOurs(each) && named.has(each.resource))) {
      const window = windowOf(one.expression);
      if (window !== undefined && window.end <= since) this.#say(`over, and left by a run on its own: ${keyOf(one)}`);
    }
  }

  /** The world has healed and the product has run twice: everything is as it must be. */
  settled(held: readonly Held[]): void {
    const now = this.#truth.github();
    const named = this.#truth.named();
    for (const one of held.filter(isOurs)) {
      const isOpen = this.#has('activated', accessOf(one)) && !this.#isClosed(one);
      if (!named.has(one.resource) && !isOpen) continue;
      const entitlement = this.#truth.entitled.get(pullOf(one));
      const live = entitlement !== undefined && now < entitlement.end && entitlement.withdrawn === undefined;
      if (entitlement !== undefined && this.#mayWait(entitlement, now) && !isOpen) continue;
      if (entitlement !== undefined && this.#isKept(entitlement, now)) continue;
      if (!live || !this.#isExact(one) || this.#isClosed(one)) this.#say(`still there after healing: ${keyOf(one)}`);
    }
    for (const one of held) if (this.#permanent.mustGo(keyOf(one))) this.#say(`made permanent and left: ${keyOf(one)}`);
    for (const entitlement of this.#truth.entitled.values())
      if (!this.#isKept(entitlement, now)) this.#isServed(entitlement, held, now);
  }

  #isServed(entitlement: Entitlement, held: readonly Held[], now: number): void {
    const { pull, access, end, withdrawn } = entitlement;
    const isDue = this.#isDue(entitlement);
    for (const { resource, role } of access) {
      const name = `#${pull} ${role} on ${resource}`;
      const closed = CLOSING.some((kind) => this.#has(kind, `${pull} ${resource} ${role}`)) || this.#isFinal(pull);
      const there = held.some((one) => this.#isExact(one) && accessOf(one) === `${pull} ${resource} ${role}`);
      const onRecord = this.#has('activated', `${pull} ${resource} ${role}`);
      if (there && !onRecord && !this.#isHeldBack(entitlement)) this.#say(`given and not on record: ${name}`);
      if (now < end && withdrawn === undefined) {
        if (!there && !closed && isDue) this.#say(`never given: ${name}`);
        continue;
      }
      // What was gone before any run decided on it has nothing to close.
      const decided = onRecord || this.#has('intent', `${pull} ${resource} ${role}`);
      if (!closed && (decided || (withdrawn === undefined && isDue)))
        this.#say(`over and not closed on record: ${name}`);
    }
  }

  /** Version 3, an etag, and everything beside the bindings as it was. */
  #sendsAsItShould({ sent, before, after, resource }: Write): void {
    if (sent.etag === undefined) this.#say(`a write without an etag on ${resource}`);
    if (sent.version !== 3) this.#say(`a write at version ${sent.version ?? 'none'} on ${resource}`);
    if (JSON.stringify(sent.auditConfigs) !== JSON.stringify(before.auditConfigs))
      this.#say(`audit settings not sent along on ${resource}`);
    if (JSON.stringify(before.auditConfigs) !== JSON.stringify(after.auditConfigs))
      this.#say(`audit settings lost on ${resource}`);
  }

  #mayGive(held: Held, { heard = {} }: Write): void {
    const name = `gave ${keyOf(held)}`;
    if (this.#isDamaged) this.#say(`${name}: by a ledger that somebody damaged`);
    if (!isOurs(held)) {
      this.#say(`${name}: it does not bear our mark`);
      return;
    }
    const entitlement = this.#truth.entitled.get(pullOf(held));
    if (entitlement === undefined) {
      this.#say(`${name}: nobody is entitled to it`);
      return;
    }
    if (!this.#isExact(held)) this.#say(`${name}: not what was asked for: other access, another member or window`);
    const { github, google = 0, commits = 0, records = 0 } = heard;
    if (github === undefined) this.#say(`${name}: without GitHub’s time`);
    // A reading may be old by the time of the write: what counts is that the clocks do disagree, and that it could know.
    else if (Math.min(Math.abs(github - google), this.#skew) > TOLERATED_SKEW)
      this.#say(`${name}: by clocks that are too far apart`);
    if (Math.max(github ?? 0, google) >= entitlement.end) this.#say(`${name}: its window is over by a clock it read`);
    const why = this.#truth.policies.against(entitlement, held, commits);
    if (why !== undefined) this.#say(`${name}: ${why}`);
    if (commits >= (entitlement.withdrawn?.commits ?? Infinity))
      this.#say(`${name}: it could know that it is not to be given any more`);
    if (
      !this.#truth.intents.has(entitlement.pull) &&
      (this.#intents.get(entitlement.pull) ?? Infinity) >= this.#truth.covered()
    )
      this.#say(`${name}: without an intent in the log outside, or under a checkpoint`);
    // Two runs at once may each give before either has it on record: what counts is what this one could know.
    const earlier = ['activated', ...CLOSING].map((kind) => this.#events.get(`${kind} ${accessOf(held)}`));
    if (earlier.some((seq) => seq !== undefined && seq < records)) this.#say(`${name}: a second time`);
  }

  #mayTake(held: Held, write: Write): void {
    if (this.#permanent.has(keyOf(held))) return;
    if (!isOurs(held)) {
      this.#say(`took away what is not ours: ${keyOf(held)}`);
      return;
    }
    const entitlement = this.#truth.entitled.get(pullOf(held));
    if (entitlement === undefined || !this.#isExact(held) || this.#isClosed(held)) return;
    if (this.#isLeft(held, write)) return;
    const { github, google = 0, commits = 0 } = write.heard ?? {};
    const { end, withdrawn } = entitlement;
    if (withdrawn !== undefined && withdrawn.commits === undefined) {
      // A run beside this one may not have heard the word: to it, somebody took the binding.
      this.#takenByOthers.add(accessOf(held));
      return;
    }
    if (withdrawn !== undefined && commits >= (withdrawn.commits ?? 0)) return;
    if (!this.#isDue(entitlement, commits) && !this.#has('activated', accessOf(held))) return;
    // Google's clock alone may end it, early by as much as that clock is ahead; that looks like somebody's deed later.
    if (google >= end) this.#takenByOthers.add(accessOf(held));
    if (google < end || (github ?? end) < end) this.#say(`took away what is somebody’s by right: ${keyOf(held)}`);
  }

  #changed(write: Write): void {
    const { added, removed } = difference(write);
    for (const held of added) if (this.#isExact(held)) this.#stood.add(accessOf(held));
    for (const held of removed) if (this.#isExact(held) && !this.#isLeft(held, write)) this.#went.add(accessOf(held));
  }

  /** Somebody made a second one that differs in the pull request's address alone: with either the access stands. */
  #isLeft(held: Held, { resource, after }: Write): boolean {
    return heldIn(resource, after).some((one) => this.#isExact(one) && accessOf(one) === accessOf(held));
  }

  #recorded({ kind, pull, seq, run, bindings = [], change }: LedgerEntry): void {
    if (change !== undefined) this.#judged(change);
    if (pull === null) return;
    if (kind === 'intent' && !this.#intents.has(pull)) this.#intents.set(pull, seq);
    const entitlement = this.#truth.entitled.get(pull);
    const whats = bindings.length === 0 ? [`${pull}`] : bindings.map((one) => `${pull} ${one.resource} ${one.role}`);
    for (const what of whats) {
      const key = `${kind} ${what}`;
      if (ONCE.includes(kind) && this.#events.has(key)) this.#say(`on record twice: ${key}`);
      if (!this.#events.has(key)) this.#events.set(key, seq);
      if (CLOSING.includes(kind)) this.#permanent.closed(what, `run ${run.id}`);
      if (CLOSING.includes(kind) && bindings.length > 0) this.#mayClose(kind, what);
      if (kind === 'activated' && !this.#stood.has(what)) this.#say(`on record as activated and never there: ${what}`);
    }
    if (kind === 'activated' && entitlement === undefined)
      this.#say(`on record as activated and not entitled: #${pull}`);
    if (entitlement === undefined) return;
    if (kind === 'refused' && entitlement.withdrawn === undefined && this.#truth.policies.isSure(entitlement))
      this.#say(`refused what is entitled: #${pull}`);
    // What never stood may have been ended under a false name, while GitHub could not tell whose it was.
    if (kind === 'ended' && this.#truth.google() < entitlement.end && whats.some((what) => this.#stood.has(what)))
      this.#say(`on record as ended before its end: #${pull}`);
    if (kind === 'revoked' && entitlement.withdrawn === undefined)
      this.#say(`on record as revoked and nobody did: #${pull}`);
  }

  /** A verdict on a change must be the one that the world's own truth allows. */
  #judged({ commit, documents }: NonNullable<LedgerEntry['change']>): void {
    const { policies } = this.#truth;
    for (const { path, verdict } of documents) {
      const version = policies.versionBy(path, commit);
      const name = `${path} by ${commit.slice(-4)}`;
      if (version === undefined) this.#say(`judged what changed nothing: ${name}`);
      else if (verdict === 'accepted') {
        if (!policies.may(version)) this.#say(`accepted without a right: ${name}`);
        if (policies.isLate(version)) this.#say(`accepted more than a day after its merge: ${name}`);
        policies.recorded(version);
      } else if (policies.must(version)) this.#say(`not accepted, and rightly approved: ${name}`);
    }
  }

  /** One end is enough, and it must have been one. */
  #mayClose(kind: string, what: string): void {
    const others = CLOSING.filter((other) => other !== kind && this.#has(other, what));
    if (others.length > 0) this.#say(`closed twice: ${what} as ${others.join(', ')} and ${kind}`);
    if (!this.#has('activated', what)) return;
    if (!this.#went.has(what)) this.#say(`on record as ${kind} and never gone: ${what}`);
    if (kind === 'removed' && !this.#takenByOthers.has(what))
      this.#say(`on record as removed and nobody took it: ${what}`);
  }

  /** While the organization does not parse, the removal of a policy ends nothing early. */
  #isKept({ end, withdrawn }: Entitlement, now: number): boolean {
    return now < end && withdrawn?.byPolicy === true && this.#truth.isOrganizationBroken();
  }

  /** Deferred because of its policy, a request has no verdict: what bears its mark waits for one, or for its end. */
  #mayWait(entitlement: Entitlement, now: number): boolean {
    return now < entitlement.end && entitlement.withdrawn?.commits === undefined && !this.#isDue(entitlement);
  }

  /** With its policy changed since, an intent on record is all there can be: what bears its mark waits for its end. */
  #isHeldBack(entitlement: Entitlement): boolean {
    const { pull } = entitlement;
    return !this.#isDue(entitlement) && (this.#intents.has(pull) || this.#truth.intents.has(pull));
  }

  #isDue(entitlement: Entitlement, commits?: number): boolean {
    const { policies } = this.#truth;
    return policies.isSure(entitlement) && policies.isGivenAt(entitlement, commits);
  }

  get #skew(): number {
    return Math.abs(this.#truth.github() - this.#truth.google());
  }

  #has(kind: string, access: string): boolean {
    return this.#events.has(`${kind} ${access}`);
  }

  #isClosed(held: Held): boolean {
    return this.#isFinal(pullOf(held)) || CLOSING.some((kind) => this.#has(kind, accessOf(held)));
  }

  #isFinal(pull: number): boolean {
    return this.#has('refused', `${pull}`) || this.#has('lapsed', `${pull}`);
  }

  /** Whether a binding is exactly one that somebody is entitled to at some time: member, access and window. */
  #isExact(held: Held): boolean {
    const entitlement = isOurs(held) ? this.#truth.entitled.get(pullOf(held)) : undefined;
    if (entitlement === undefined) return false;
    const { member, start, end, access } = entitlement;
    const window = windowOf(held.expression);
    return (
      held.member === member &&
      window?.start === start &&
      window.end === end &&
      access.some(({ resource, role }) => resource === held.resource && role === held.role)
    );
  }

  #say(violation: string): void {
    if (this.violations.length < 20) this.violations.push(violation);
  }
}
