import type { ReviewFact } from '../../src/core/decision/evidence.ts';
import { instantOf } from '../../src/core/time.ts';
import { POLICIES, RESOURCES, type PolicyOfStory } from './documents.ts';
import type { SimulatedGitHub } from './github.ts';
import type { Person, Pull, PullKind } from './pull.ts';
import type { Entitlement } from './truth.ts';
import type { Random } from './random.ts';
import { ACTORS } from '../support/people.ts';

const { alice: ALICE, bob: BOB, carol: CAROL, dave: DAVE, erin: ERIN, mallory: MALLORY } = ACTORS;

const KINDS: readonly (readonly [weight: number, kind: PullKind])[] = [
  [12, 'approved'],
  [5, 'squashed'],
  [2, 'broken-glass'],
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

/** Pull requests that change policies have numbers of their own. */
const POLICY_PULLS = 5000;
const WIDER_ROLE = 'roles/storage.objectViewer';
const WIDER = { resource: RESOURCES[0], role: WIDER_ROLE };
const isWide = (text: string) => text.includes(WIDER_ROLE);
/** The same policy with one role more, or less. */
const toggled = (text: string) =>
  isWide(text) ? text.replace(`${WIDER_ROLE}, `, '') : text.replace('roles: [', `roles: [${WIDER_ROLE}, `);
const pathOf = (policy: string) => `policies/${policy}.yaml`;

/** What people do on GitHub: ask, merge, withdraw, speak, and change policies. */
export class Story {
  readonly entitled = new Map<number, Entitlement>();
  readonly deeds = new Map<string, number>();
  #pulls = 0;
  readonly #random: Random;
  readonly #clock: { readonly now: number };
  readonly #github: SimulatedGitHub;

  constructor(random: Random, clock: { readonly now: number }, github: SimulatedGitHub) {
    this.#random = random;
    this.#clock = clock;
    this.#github = github;
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
    const pull = this.#github.open({
      number,
      kind,
      path,
      text: `policy: ${policy.name}\nduration: ${minutes}m\nreason: checkout returns 500s, request ${number}\n${kind.startsWith('broken') ? 'breakGlass: true\n' : ''}`,
      author,
      head,
      reviews: this.#reviewsFor(kind, number, head, author),
      createdAt: this.#clock.now + this.#github.skew - 300,
    });
    this.#github.merge(pull);
    // An approval that was given for other access does not count.
    const approvedAt = this.#clock.now + this.#github.skew - 60;
    const isForThis = kind === 'broken-glass' || (this.#accessSince.get(policy.name) ?? 0) <= approvedAt;
    if (ENTITLING.includes(kind) && isForThis && this.#github.textOf(pathOf(policy.name)) !== undefined)
      this.#entitle(pull, policy, minutes * 60);
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
    const author = this.#random.pick([requester, BOB, other, DAVE, MALLORY]);
    const counts = author === requester || (author === BOB && one.approved);
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

  /** Somebody takes a policy away, or changes it past everybody whose approval it needs. */
  breakPolicy(): string {
    const { name } = this.#random.pick(POLICIES);
    const path = pathOf(name);
    const text = this.#github.textOf(path);
    if (text === undefined || !this.#isClean(name)) return this.ask();
    const how = this.#random.pick(['delete', 'retitle', 'change', 'change and approve it'] as const);
    if (how === 'retitle') {
      // The same access under another title: nobody gains or loses by it.
      this.#github.write(path, text.replace('Look at', 'Look closely at'));
      return this.did('retitle a policy unapproved', `pushes another title of ${path}`);
    }
    if (how === 'delete') {
      this.#github.remove(path);
      this.#changed(name, false);
      for (const one of this.#under(name)) one.withdrawn ??= { commits: this.#github.commits };
      return this.did('withdraw a policy', `deletes ${path}`);
    }
    if (how === 'change') {
      this.#github.write(path, toggled(text));
      this.#changed(name, false);
      return this.did('change a policy unapproved', `pushes another access of ${path}`);
    }
    this.#changeByPull(path, toggled(text), this.#security, this.#security);
    this.#changed(name, false);
    return this.did('change a policy and approve it oneself', `${this.#security.login} changes ${path}`);
  }

  /** Somebody puts a policy back as it was accepted: no approval is needed for that. */
  revertPolicy(): string {
    const name = POLICIES.map((policy) => policy.name).find(
      (one) => this.#github.textOf(pathOf(one)) !== undefined && !this.#isClean(one),
    );
    if (name === undefined) return this.ask();
    this.#github.write(pathOf(name), this.#acceptedText(name));
    for (const one of this.#under(name)) if (one.spoiled?.accepted === false) one.spoiled.to ??= this.#github.commits;
    return this.did('revert a policy', `reverts ${pathOf(name)}`);
  }

  /** Somebody changes a policy with the approval that it needs. */
  changePolicy(): string {
    const { name } = this.#random.pick(POLICIES);
    const path = pathOf(name);
    const text = this.#github.textOf(path);
    if (text === undefined || !this.#isClean(name)) return this.ask();
    const author = this.#security === DAVE ? CAROL : DAVE;
    const isRetitled = this.#random.oneIn(2);
    const changed = isRetitled ? text.replace('Look at', 'Look well at') : toggled(text);
    if (!isRetitled) this.#accessSince.set(name, this.#clock.now + this.#github.skew);
    this.#changeByPull(path, changed, author, this.#security);
    if (!isRetitled) this.#changed(name, true);
    this.#accepted.set(name, changed);
    return isRetitled
      ? this.did('retitle a policy', `${author.login} changes the title of ${path}`)
      : this.did('change the access of a policy', `${author.login} changes the access of ${path}`);
  }

  /** The approver of all verdicts on record leaves the team, and another one joins. */
  leave(isJudged: (commit: string) => boolean): string {
    if (!this.#changes.every(isJudged)) return this.ask();
    const [left, joined] = [this.#security, this.#security === ERIN ? DAVE : ERIN];
    this.#security = joined;
    this.#github.teams.set('security', [joined.id]);
    return this.did('an approver leaves', `${left.login} leaves security, and ${joined.login} joins`);
  }

  /** The time of the last accepted change of a policy's access, by GitHub's clock. */
  readonly #accessSince = new Map<string, number>();
  /** The only member of the team that approves changes of policies. */
  #security: Person = ERIN;
  /** Merges of changes that the team approved. */
  readonly #changes: string[] = [];
  /** Accepted versions that replaced the first ones, by policy. */
  readonly #accepted = new Map<string, string>();

  #acceptedText(name: string): string {
    return this.#accepted.get(name) ?? this.#github.firstTextOf(pathOf(name));
  }

  /** True if the default branch has the accepted version. */
  #isClean(name: string): boolean {
    return this.#github.textOf(pathOf(name)) === this.#acceptedText(name);
  }

  #changeByPull(path: string, text: string, author: Person, approver: Person): void {
    this.#policyPulls += 1;
    const number = POLICY_PULLS + this.#policyPulls;
    const head = number.toString(16).padStart(40, '8');
    const review: ReviewFact = {
      id: String(number * 10),
      state: 'APPROVED',
      submittedAt: instantOf((this.#clock.now + this.#github.skew - 60) * 1000),
      commit: head,
      author: { type: 'User', ...approver },
    };
    const createdAt = this.#clock.now + this.#github.skew - 300;
    const pull = this.#github.open({
      ...{ number, kind: 'policy-change', path, text, author, head, reviews: [review], createdAt },
    });
    this.#github.merge(pull);
    this.#changes.push(pull.merged?.sha ?? '');
  }

  /**
   * The default branch has another version of a policy. A request is given nothing while that gives other access than the
   * request was merged under.
   */
  #changed(name: string, accepted: boolean): void {
    const text = this.#github.textOf(pathOf(name));
    for (const one of this.#under(name)) {
      const isOpen = one.spoiled !== undefined && one.spoiled.to === undefined;
      const differs = text === undefined || one.access.includes(WIDER) !== isWide(text);
      const everAccepted = accepted || one.spoiled?.accepted === true;
      if (differs && isOpen) one.spoiled = { from: one.spoiled?.from ?? 0, to: undefined, accepted: everAccepted };
      if (differs && !isOpen) one.spoiled = { from: this.#github.commits, to: undefined, accepted: everAccepted };
      if (!differs && one.spoiled !== undefined) one.spoiled.to ??= this.#github.commits;
    }
  }

  #under(name: string): readonly Entitlement[] {
    return [...this.entitled.values()].filter((one) => one.policy === name);
  }

  #policyPulls = 0;

  /** What the policies of the default branch name. */
  get resources(): ReadonlySet<string> {
    const present = POLICIES.filter(({ name }) => this.#github.textOf(`policies/${name}.yaml`) !== undefined);
    return new Set(present.flatMap(({ access }) => access.map(({ resource }) => resource)));
  }

  #anyLive(): Entitlement | undefined {
    const live = [...this.entitled.values()].filter((one) => one.withdrawn === undefined && this.#isLive(one));
    return live.length === 0 ? undefined : this.#random.pick(live);
  }

  #isLive({ end }: Entitlement): boolean {
    return end > this.#clock.now + this.#github.skew;
  }

  #entitle(pull: Pull, policy: PolicyOfStory, seconds: number): void {
    const start = pull.merged?.at ?? 0;
    const [accepted, main] = [this.#acceptedText(policy.name), this.#github.textOf(pathOf(policy.name)) ?? ''];
    this.entitled.set(pull.number, {
      pull: pull.number,
      member: `user:${pull.author.login}@acme.example`,
      access: isWide(accepted) ? [...policy.access, WIDER] : policy.access,
      policy: policy.name,
      approved: pull.kind !== 'broken-glass',
      start,
      end: start + seconds,
      withdrawn: undefined,
      // While main gives other access than the accepted version, nothing is given.
      spoiled: isWide(accepted) === isWide(main) ? undefined : { from: 0, to: undefined, accepted: false },
    });
  }

  #reviewsFor(kind: PullKind, number: number, head: string, author: Person): readonly ReviewFact[] {
    const review = (over: Partial<ReviewFact>): ReviewFact => ({
      id: String(number * 10),
      state: 'APPROVED',
      submittedAt: instantOf((this.#clock.now + this.#github.skew - 60) * 1000),
      commit: head,
      author: { type: 'User', ...BOB },
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
