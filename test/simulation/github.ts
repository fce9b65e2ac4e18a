import type { PullFact } from '../../src/core/decision/evidence.ts';
import type { PullComment } from '../../src/core/revocation/revoke-comment.ts';
import { instantOf } from '../../src/core/time.ts';
import type {
  ChangeSubject,
  DocumentFile,
  Facts,
  Gathered,
  GatheredChange,
  MergedSubject,
  Repository,
  Ports,
} from '../../src/core/ports.ts';
import { Mainline, type Commit } from './mainline.ts';
import { pullFact, type Pull } from './pull.ts';
import type { Actor, Heard } from './schedule.ts';

const REPOSITORY = { id: 700_100, name: 'acme/access', defaultBranch: 'main' } as const;
const POLICIES = ['policies/'];
const EVERYBODY = [1001, 1002, 1003, 1004, 1005, 1006];

/** GitHub as a run sees it: one default branch, pull requests, people. */
export class SimulatedGitHub {
  readonly #mainline: Mainline;
  readonly #pulls = new Map<number, Pull>();
  /** Seconds GitHub's clock is ahead of the world's. */
  skew = 0;
  /** GitHub's index of commits to pull requests lags: such a pull is not told before that time. */
  readonly lagging = new Map<number, number>();
  readonly comments: PullComment[] = [];
  /** Numeric ids of the members of teams, which people join and leave. */
  readonly teams = new Map<string, readonly number[]>([
    ['orders-oncall', [1001, 1003]],
    ['sre-leads', [1002, 1004]],
    ['security', [1005]],
  ]);
  readonly #clock: { readonly now: number };

  constructor(documents: Readonly<Record<string, string>>, clock: { readonly now: number }) {
    this.#clock = clock;
    this.#mainline = new Mainline(documents, () => clock.now + this.skew);
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

  /** A document as the branch began with it. */
  firstTextOf(path: string): string {
    return this.#mainline.before(this.#mainline.length - 1).files.get(path) ?? '';
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
      requestFiles: (commit, months) =>
        call('requests', () =>
          this.#mainline.filesIn(
            commit,
            months.map((month) => `requests/${month.replace('-', '/')}/`),
          ),
        ),
      mainline: (head) => call('mainline', () => this.#mainline.from(head)),
      lastChange: (head, path) => call(`last change of ${path}`, () => this.#lastChange(head, path)),
      gatherChange: (subject) =>
        call<GatheredChange>(`gather change ${subject.commit.slice(-4)}`, () => this.#gatherChange(subject, false), {
          truncated: () => this.#gatherChange(subject, true),
        }),
      contains: (head, commit) =>
        call(`contains ${commit.slice(-4)}`, () => this.#mainline.from(head).some(({ sha }) => sha === commit)),
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
      team: (slug) => Promise.resolve(this.teams.get(slug) ?? null),
    };
  }

  #overview(heard: Heard, behind: number) {
    const head = this.#mainline.before(behind);
    heard.commits = this.#mainline.lengthAt(head.sha);
    const months = ['2026-09', '2026-10', '2026-11', '2026-12'];
    return {
      repository: { ...REPOSITORY, head: head.sha },
      documents: this.#mainline.filesIn(head.sha, POLICIES),
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
      ...this.#people(),
      gathered: instantOf((this.#clock.now + this.skew) * 1000),
    };
    return { facts };
  }

  #gatherChange({ commit: sha }: ChangeSubject, truncated: boolean): GatheredChange {
    const commit = this.#mainline.at(sha);
    const pull = this.#pullOf(commit);
    const fact = pull === undefined ? null : this.#pullFact(pull, pull.path, truncated);
    const gathered = instantOf((this.#clock.now + this.skew) * 1000);
    return { facts: { ...this.#people(), pull: fact, gathered } };
  }

  #people() {
    return {
      permissions: Object.fromEntries(
        EVERYBODY.map((id) => [id, id === 1006 ? ('read' as const) : ('write' as const)]),
      ),
      teams: Object.fromEntries(this.teams),
      secondFactors: { required: true, enabled: Object.fromEntries(EVERYBODY.map((id) => [id, true])) },
    };
  }

  #pullOf(commit: Commit | undefined): Pull | undefined {
    if (commit?.pull === undefined) return undefined;
    if ((this.lagging.get(commit.pull) ?? 0) > this.#clock.now) return undefined;
    return this.#pulls.get(commit.pull);
  }

  #pullFact(pull: Pull, path: string, truncated: boolean): PullFact {
    const parent = pull.merged === undefined ? '' : (this.#mainline.at(pull.merged.sha).parents[0] ?? '');
    return pullFact(pull, { path, file: this.#mainline.file(pull.text), parent, repository: REPOSITORY.id, truncated });
  }
}
