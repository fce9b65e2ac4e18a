import type { PinFile } from '../../src/core/ledger/pin.ts';
import type { PullFact } from '../../src/core/decision/evidence.ts';
import type { PullComment } from '../../src/core/revocation/revoke-comment.ts';
import { instantOf } from '../../src/core/time.ts';
import type {
  ChangeFacts,
  ChangeSubject,
  DocumentFile,
  Facts,
  Gathered,
  GatheredChange,
  MergedSubject,
  Ports,
  Repository,
} from '../../src/core/ports.ts';
import { Mainline, type Commit } from './mainline.ts';
import { EVERYBODY, People } from './people.ts';
import { pullFact, type Pull } from './pull.ts';
import type { Actor, Heard } from './schedule.ts';

const REPOSITORY = { id: 700_100, name: 'acme/access', defaultBranch: 'main' } as const;
const POLICIES = ['policies/'];
/** GitHub as a run sees it: one default branch, pull requests, people. */
export class SimulatedGitHub {
  readonly #mainline: Mainline;
  readonly #pulls = new Map<number, Pull>();
  /** Seconds GitHub's clock is ahead of the world's. */
  skew = 0;
  /** GitHub's index of commits to pull requests lags: such a pull is not told before that time. */
  readonly lagging = new Map<number, number>();
  /** The pin of the ledger on the default branch. */
  pin: PinFile = { is: 'absent' };
  readonly comments: PullComment[] = [];
  readonly people = new People(() => this.now);
  readonly #clock: { readonly now: number };

  constructor(documents: Readonly<Record<string, string>>, clock: { readonly now: number }) {
    this.#clock = clock;
    this.#mainline = new Mainline(documents, () => clock.now + this.skew);
  }

  /** GitHub's clock, in seconds. */
  get now(): number {
    return this.#clock.now + this.skew;
  }

  open(pull: Omit<Pull, 'merged'>): Pull {
    const opened = { ...pull };
    this.#pulls.set(pull.number, opened);
    return opened;
  }

  /** Brings a pull request's file to the default branch, or pushes it there. */
  merge(pull: Pull): void {
    const files = new Map(this.#mainline.head.files).set(pull.path, pull.text);
    if (pull.kind === 'two-files') files.set(`${pull.path.slice(0, -5)}-too.yaml`, pull.text);
    const parents = pull.kind === 'squashed' || pull.kind === 'pushed' ? [] : [pull.head];
    const { sha, at } = this.#mainline.commit(parents, files, pull.kind === 'pushed' ? undefined : pull.number);
    pull.merged = { at, sha };
  }

  /** Merges a pull request that changes one document. */
  mergeChange(pull: Pull): string {
    const files = new Map(this.#mainline.head.files).set(pull.path, pull.text);
    this.#mainline.propose(pull.head, files);
    const parents = pull.kind === 'change-squashed' ? [] : [pull.head];
    const { sha, at } = this.#mainline.commit(parents, files, pull.number);
    pull.merged = { at, sha };
    return sha;
  }

  /** What GitHub says about the change of a commit. */
  changeFacts(sha: string): ChangeFacts {
    const { facts } = this.#gatherChange({ commit: sha }, false);
    if (facts === undefined) throw new Error('nothing is known');
    return facts;
  }

  file(text: string): { readonly blob: string; readonly mode: string } {
    return this.#mainline.file(text);
  }

  get head(): string {
    return this.#mainline.head.sha;
  }

  remove(path: string): void {
    const files = new Map(this.#mainline.head.files);
    files.delete(path);
    this.#mainline.commit([], files, undefined);
  }

  write(path: string, text: string): void {
    this.#mainline.commit([], new Map(this.#mainline.head.files).set(path, text), undefined);
  }

  /** How many commits the default branch has. */
  get commits(): number {
    return this.#mainline.length;
  }

  get documents(): readonly DocumentFile[] {
    return this.#mainline.filesIn(this.#mainline.head.sha, POLICIES);
  }

  textOf(path: string): string | undefined {
    return this.#mainline.head.files.get(path);
  }

  /** What the product's flows talk to. */
  repositoryFor(actor: Actor): Repository {
    const { heard } = actor;
    const call = <T>(
      name: string,
      effect: () => T,
      more: { readonly stale?: () => T; readonly truncated?: () => T } = {},
    ) => {
      const told = <R>(give: () => R) => {
        const answer = give();
        heard.github = this.#clock.now + this.skew;
        return answer;
      };
      return actor.call<T>({
        name: `github ${name}`,
        effect: () => told(effect),
        failure: (fault) => {
          throw new Error(fault === 'rate-limit' ? 'GitHub’s rate limit is reached' : 'GitHub did not answer');
        },
        ...(more.stale === undefined ? {} : { stale: () => told(more.stale ?? effect) }),
        ...(more.truncated === undefined ? {} : { truncated: () => told(more.truncated ?? effect) }),
      });
    };
    return {
      time: () => (heard.github === undefined ? undefined : instantOf(heard.github * 1000)),
      repository: () => call('head', () => ({ ...REPOSITORY, head: this.#mainline.head.sha })),
      overview: () => call('overview', () => this.#overview(heard, 0), { stale: () => this.#overview(heard, 1) }),
      documents: (commit) => call(`documents ${commit.slice(-4)}`, () => this.#mainline.filesIn(commit, POLICIES)),
      pin: () => call('pin', () => this.pin),
      requestFiles: (commit, months) =>
        call('requests', () =>
          this.#mainline.filesIn(
            commit,
            months.map((month) => `requests/${month.replace('-', '/')}/`),
          ),
        ),
      mainline: (head, since, until) =>
        call('mainline', () => this.#mainline.from(head, Date.parse(since) / 1000, until)),
      contains: (head, commit) => call('contains', () => this.#mainline.contains(head, commit)),
      gatherChange: (subject) =>
        call<GatheredChange>(`gather change ${subject.commit.slice(-4)}`, () => this.#gatherChange(subject, false), {
          truncated: () => this.#gatherChange(subject, true),
        }),
      lastChange: (head, path) => call(`last change of ${path}`, () => this.#lastChange(head, path)),
      gather: (subject) =>
        call<Gathered>(`gather ${subject.path}`, () => this.#gather(subject, false), {
          truncated: () => this.#gather(subject, true),
        }),
    };
  }

  commentsFor(actor: Actor): Ports['comments'] {
    return {
      since: () =>
        actor.call<readonly PullComment[]>({
          name: 'github comments',
          effect: () => [...this.comments],
          failure: () => {
            throw new Error('GitHub did not answer');
          },
        }),
      team: (slug) => Promise.resolve(this.people.teams[slug] ?? null),
    };
  }

  #overview(heard: Heard, behind: number) {
    const head = this.#mainline.before(behind);
    heard.commits = this.#mainline.lengthAt(head.sha);
    const months = ['2026-09', '2026-10', '2026-11', '2026-12'];
    return {
      repository: { ...REPOSITORY, head: head.sha },
      documents: this.#mainline.filesIn(head.sha, POLICIES),
      pin: this.pin,
      requests: this.#mainline.filesIn(head.sha, ['requests/']),
      months,
    };
  }

  #lastChange(head: string, path: string) {
    const commit = this.#mainline.lastChange(head, path);
    return commit === undefined
      ? undefined
      : { at: instantOf(commit.at * 1000), pull: commit.pull ?? null, by: commit.pull === undefined ? null : 'dave' };
  }

  #gather(subject: MergedSubject, truncated: boolean): Gathered {
    const { head, path } = subject;
    const commit = this.#mainline.adding(head, path);
    const text = this.#mainline.at(head).files.get(path);
    const pull = this.#pullOf(commit);
    const facts: Facts = {
      repository: REPOSITORY,
      head,
      path,
      file: text === undefined ? null : this.#mainline.file(text),
      pull: pull === undefined ? null : this.#pullFact(pull, path, truncated),
      addedAt: commit === undefined ? null : instantOf(commit.at * 1000),
      ...(this.#mainline.wasRemoved(head, path) ? { pathUsedBefore: true as const } : {}),
      text: pull === undefined ? (text ?? null) : pull.text,
      ...this.#peopleFacts(),
      gathered: instantOf(this.now * 1000),
    };
    if (facts.pull === null || facts.pull.number % EVERY_TWIN !== 0) return { facts, others: [] };
    return { facts: { ...facts, pull: twinOf(facts.pull) }, others: [facts] };
  }

  #gatherChange({ commit }: Pick<ChangeSubject, 'commit'>, truncated: boolean): GatheredChange {
    const found = this.#pullOf(this.#mainline.at(commit));
    const whole = found === undefined ? null : this.#pullFact(found, found.path, truncated);
    const merge = whole?.merge && {
      ...whole.merge,
      file: null,
      parents: whole.merge.parents.map(({ sha }) => ({ sha, file: null })),
    };
    const pull = whole === null ? null : { ...whole, head: { ...whole.head, file: null }, merge: merge ?? null };
    return { facts: { pull, ...this.#peopleFacts(), gathered: instantOf(this.now * 1000) } };
  }

  #peopleFacts() {
    const ids = EVERYBODY.map(({ id }) => id).filter((id) => !this.people.isDeleted(id));
    return {
      permissions: Object.fromEntries(ids.map((id) => [id, id === 1006 ? ('read' as const) : ('write' as const)])),
      teams: this.people.teams,
      secondFactors: { required: true, enabled: Object.fromEntries(ids.map((id) => [id, true])) },
    };
  }

  #pullOf(commit: Commit | undefined): Pull | undefined {
    if (commit?.pull === undefined) return undefined;
    if ((this.lagging.get(commit.pull) ?? 0) > this.#clock.now) return undefined;
    return this.#pulls.get(commit.pull);
  }

  #pullFact(pull: Pull, path: string, truncated: boolean): PullFact {
    const parent = pull.merged === undefined ? '' : (this.#mainline.at(pull.merged.sha).parents[0] ?? '');
    return pullFact(pull, {
      path,
      file: this.#mainline.file(pull.text),
      parent,
      repository: REPOSITORY.id,
      truncated,
      isDeleted: (id) => this.people.isDeleted(id),
    });
  }
}

/** Every so many pull requests, a stranger points another one at the same commit, and GitHub lists it first. */
const EVERY_TWIN = 5;

function twinOf(pull: PullFact): PullFact {
  const stranger = { type: 'User', login: 'mallory', id: 1006 } as const;
  return {
    ...pull,
    number: 900_000 + pull.number,
    ...{ author: stranger, mergedBy: stranger, reviews: [], reviewCount: 0 },
  };
}
