import type { ReviewFact } from '../../src/core/decision/evidence.ts';
import { instantOf } from '../../src/core/time.ts';
import { ORGANIZATION, type Acceptance } from './acceptance.ts';
import { Changing } from './changing.ts';
import { POLICIES, type Keeping, type PolicyOfStory } from './documents.ts';
import type { SimulatedGitHub } from './github.ts';
import type { Person, Pull, PullKind } from './pull.ts';
import { EVERYBODY } from './people.ts';
import type { Access, Entitlement } from './truth.ts';
import type { Random } from './random.ts';
import { ACTORS } from '../support/people.ts';

const { alice: ALICE, bob: BOB, carol: CAROL, erin: ERIN, mallory: MALLORY } = ACTORS;

const KINDS: readonly (readonly [weight: number, kind: PullKind])[] = [
  [12, 'approved'],
  [5, 'squashed'],
  [4, 'broken-glass'],
  [1, 'broken-too-long'],
  [1, 'unapproved'],
  [1, 'self-approved'],
  [1, 'stale-approval'],
  [1, 'late-approval'],
  [2, 'approval-withdrawn'],
  [1, 'two-files'],
  [1, 'pushed'],
  [1, 'outsider'],
  [1, 'too-long'],
];

const MINUTES: { readonly [kind in PullKind]?: readonly number[] } = {
  'too-long': [180],
  'broken-glass': [30, 60],
  'broken-too-long': [120],
};
const ENTITLING: readonly PullKind[] = ['approved', 'squashed', 'broken-glass'];

/** What people do on GitHub: ask, merge, withdraw, speak, and change policies. */
export class Story {
  readonly entitled = new Map<number, Entitlement>();
  /** Every request that was merged. */
  readonly requests: Pull[] = [];
  readonly deeds = new Map<string, number>();
  readonly changing: Changing;
  readonly #acceptance: Acceptance;
  #pulls = 0;
  readonly #random: Random;
  readonly #clock: { readonly now: number };
  readonly #github: SimulatedGitHub;

  constructor(
    random: Random,
    clock: { readonly now: number },
    github: SimulatedGitHub,
    { acceptance, keeping }: { readonly acceptance: Acceptance; readonly keeping: Keeping },
  ) {
    this.#random = random;
    this.#clock = clock;
    this.#github = github;
    this.#acceptance = acceptance;
    const did = (deed: string, sentence: string) => this.did(deed, sentence);
    this.changing = new Changing({ random, github, acceptance, keeping, policies: POLICIES, did });
  }

  /** A request is opened, reviewed and merged. */
  ask(): string {
    const kind = this.#random.weighted(KINDS);
    const author = kind === 'outsider' ? MALLORY : this.#random.pick([ALICE, CAROL]);
    const policy = this.#random.pick(POLICIES);
    const minutes = this.#random.pick(MINUTES[kind] ?? [30, 60, 120]);
    const number = this.#merge(kind, author, policy, minutes);
    if (this.#random.oneIn(4)) this.#github.lagging.set(number, this.#clock.now + 60 + this.#random.int(240));
    return this.did(`merge ${kind}`, `${author.login} merges #${number} (${kind}, ${policy.name}, ${minutes}m)`);
  }

  /** The same, with nothing left to chance. */
  askFor(kind: PullKind, policyName: string, minutes: number): void {
    const policy = POLICIES.find(({ name }) => name === policyName);
    if (policy === undefined) throw new Error(`there is no policy ${policyName}`);
    this.#merge(kind, ALICE, policy, minutes);
  }

  #merge(kind: PullKind, author: Person, policy: PolicyOfStory, minutes: number): number {
    this.#pulls += 1;
    const number = this.#pulls;
    const path = `requests/2026/11/request-${number}.yaml`;
    const head = number.toString(16).padStart(40, '7');
    const reviewer = this.#reviewer();
    const pull = this.#github.open({
      number,
      kind,
      path,
      text: `policy: ${policy.name}\nduration: ${minutes}m\nreason: checkout returns 500s, request ${number}\n${kind.startsWith('broken') ? 'breakGlass: true\n' : ''}`,
      author,
      head,
      reviews: this.#reviewsFor(kind, number, head, { author, reviewer }),
      createdAt: this.#clock.now + this.#github.skew - 300,
    });
    this.#github.merge(pull);
    this.requests.push(pull);
    if (ENTITLING.includes(kind) && this.#isThere(policy.name)) this.#entitle(pull, policy, minutes * 60, reviewer);
    return number;
  }

  /** Somebody takes a request's file from the default branch. */
  withdraw(): string {
    const one = this.#anyLive();
    if (one === undefined) return this.ask();
    const path = `requests/2026/11/request-${one.pull}.yaml`;
    this.#github.remove(path);
    one.withdrawn = { commits: this.#github.commits };
    return this.did('withdraw', `deletes ${path}`);
  }

  /** Somebody says the word on the pull request: who asked, who approved, or who has no say. */
  speak(): string {
    const one = this.#anyLive();
    if (one === undefined) return this.ask();
    const requester = one.member.startsWith('user:alice') ? ALICE : CAROL;
    const other = requester === ALICE ? CAROL : ALICE;
    // Other members of the team that approves changes of policies have a say too, whichever team that is then.
    const approver = EVERYBODY.filter(({ id }) => id === one.approver && !this.#github.people.isDeleted(id));
    const speakers = [requester, other, MALLORY, ...approver];
    const author = this.#random.pick(speakers);
    const counts = author === requester || author.id === one.approver;
    this.#say(one.pull, author);
    if (counts) one.withdrawn = { commits: undefined };
    return this.did(
      counts ? 'revoke by a word' : 'a word of no weight',
      `${author.login} says /revoke on #${one.pull}`,
    );
  }

  /** Who approved it ends this one. */
  speakOn(pull: number): void {
    const one = this.entitled.get(pull);
    if (one === undefined) throw new Error(`nobody is entitled by #${pull}`);
    this.#say(pull, BOB);
    one.withdrawn = { commits: undefined };
  }

  #say(pull: number, author: Person): void {
    this.#github.comments.push({
      pull,
      author: { type: 'User', ...author },
      body: '/revoke',
      createdAt: instantOf((this.#clock.now + this.#github.skew) * 1000),
      url: `https://github.com/acme/access/pull/${pull}#issuecomment-${this.#github.comments.length + 1}`,
    });
  }

  /** Somebody takes a policy away. */
  breakPolicy(): string {
    const { name } = this.#random.pick(POLICIES);
    const path = `policies/${name}.yaml`;
    if (!this.#isThere(name)) return this.ask();
    this.changing.remove(path);
    for (const one of this.entitled.values())
      if (one.policy === name) one.withdrawn ??= { commits: this.#github.commits, byPolicy: true };
    return this.did('withdraw a policy', `deletes ${path}`);
  }

  #isThere(name: string): boolean {
    return this.#github.textOf(`policies/${name}.yaml`) !== undefined;
  }

  /** The policies of the default branch name these. With a broken organization, no policy says anything. */
  get resources(): ReadonlySet<string> {
    if (this.isOrganizationBroken) return new Set();
    const there = POLICIES.flatMap(({ name }) => this.#acceptance.at(`policies/${name}.yaml`, Infinity) ?? []);
    const named = there.filter(({ text, model }) => text !== null && !model.broken);
    return new Set(named.flatMap(({ model }) => model.access.map(({ resource }) => resource)));
  }

  get isOrganizationBroken(): boolean {
    return this.#acceptance.at(ORGANIZATION, Infinity)?.model.broken === true;
  }

  #reviewer(): Person {
    const leads = this.#github.people.membersOf('sre-leads');
    const able = EVERYBODY.filter(({ id }) => leads.includes(id) && id !== ALICE.id && id !== CAROL.id);
    return able.length === 0 ? BOB : this.#random.pick(able);
  }

  #anyLive(): Entitlement | undefined {
    const live = [...this.entitled.values()].filter((one) => one.withdrawn === undefined && this.#isLive(one));
    return live.length === 0 ? undefined : this.#random.pick(live);
  }

  #isLive({ end }: Entitlement): boolean {
    return end > this.#clock.now + this.#github.skew;
  }

  #entitle(pull: Pull, policy: PolicyOfStory, seconds: number, reviewer: Person): void {
    const start = pull.merged?.at ?? 0;
    const acceptance = this.#acceptance;
    const commit = this.#github.commits;
    this.entitled.set(pull.number, {
      pull: pull.number,
      member: `user:${pull.author.login}@acme.example`,
      get access() {
        const all = acceptance.candidates(`policies/${policy.name}.yaml`, commit).flatMap(({ model }) => model.access);
        return [...new Map(all.map((one): [string, Access] => [`${one.resource} ${one.role}`, one])).values()];
      },
      policy: policy.name,
      requester: pull.author.id,
      approver: pull.kind === 'broken-glass' ? undefined : reviewer.id,
      approvedAt: start - 60,
      isRepeated:
        pull.kind === 'broken-glass' &&
        [...this.entitled.values()].some((one) => one.requester === pull.author.id && one.approver === undefined),
      commit,
      start,
      end: start + seconds,
      withdrawn: undefined,
    });
  }

  #reviewsFor(
    kind: PullKind,
    number: number,
    head: string,
    { author, reviewer }: { readonly author: Person; readonly reviewer: Person },
  ): readonly ReviewFact[] {
    const review = (over: Partial<ReviewFact>): ReviewFact => ({
      id: String(number * 10),
      state: 'APPROVED',
      submittedAt: instantOf((this.#clock.now + this.#github.skew - 60) * 1000),
      commit: head,
      author: { type: 'User', ...reviewer },
      ...over,
    });
    const comment = review({ id: String(number * 10 + 1), state: 'COMMENTED', author: { type: 'User', ...ERIN } });
    switch (kind) {
      case 'unapproved':
      case 'broken-glass':
      case 'broken-too-long':
      case 'pushed':
        return [];
      case 'self-approved':
        return [review({ author: { type: 'User', ...author } })];
      case 'stale-approval':
        return [review({ commit: 'e'.repeat(40) })];
      case 'late-approval':
        return [review({ submittedAt: instantOf((this.#clock.now + this.#github.skew + 60) * 1000) })];
      case 'approval-withdrawn':
        return [
          review({}),
          review({
            id: String(number * 10 + 1),
            state: 'CHANGES_REQUESTED',
            submittedAt: instantOf((this.#clock.now + this.#github.skew - 30) * 1000),
          }),
        ];
      default:
        return [review({}), comment];
    }
  }

  /** Counts a deed, and gives its sentence back. */
  did(deed: string, sentence: string): string {
    this.deeds.set(deed, (this.deeds.get(deed) ?? 0) + 1);
    return sentence;
  }
}
