import { createHash } from 'node:crypto';
import type { PullFact } from '../../src/core/decision/evidence.ts';
import type { PullComment } from '../../src/core/early-end/early-end.ts';
import { instantOf } from '../../src/core/time.ts';
import type {
  DocumentFile,
  Facts,
  Gathered,
  MainlineCommit,
  Repository,
  Subject,
  World,
} from '../../src/flow/world.ts';
import { pullFact, type Pull } from './pull.ts';
import type { Actor, Heard } from './schedule.ts';

interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly at: number;
  readonly files: ReadonlyMap<string, string>;
  /** The pull request that brought it; `undefined`: pushed. */
  readonly pull: number | undefined;
}

const REPOSITORY = { id: 700_100, name: 'acme/access', defaultBranch: 'main' } as const;
const TEAMS: Readonly<Record<string, readonly number[]>> = {
  'orders-oncall': [1001, 1003],
  'sre-leads': [1002, 1004],
  security: [1005],
};

/** GitHub as a run sees it: one default branch, pull requests, people. */
export class SimulatedGitHub {
  readonly #commits: Commit[] = [];
  readonly #pulls = new Map<number, Pull>();
  readonly #blobs = new Map<string, string>();
  #count = 0;
  /** Seconds GitHub's clock is ahead of the world's. */
  skew = 0;
  /** GitHub's index of commits to pull requests lags: such a pull is not told before that time. */
  readonly lagging = new Map<number, number>();
  readonly comments: PullComment[] = [];
  readonly #clock: { readonly now: number };

  constructor(documents: Readonly<Record<string, string>>, clock: { readonly now: number }) {
    this.#clock = clock;
    this.#commit([], new Map(Object.entries(documents)), undefined);
  }

  open(pull: Omit<Pull, 'merged'>): Pull {
    const opened = { ...pull };
    this.#pulls.set(pull.number, opened);
    return opened;
  }

  /** Brings a pull request's file to the default branch, or pushes it there. */
  merge(pull: Pull): void {
    const files = new Map(this.#head.files).set(pull.path, pull.text);
    if (pull.kind === 'two-files') files.set(`${pull.path.slice(0, -5)}-too.yaml`, pull.text);
    const parents = pull.kind === 'squashed' || pull.kind === 'pushed' ? [] : [pull.head];
    const { sha, at } = this.#commit(parents, files, pull.kind === 'pushed' ? undefined : pull.number);
    pull.merged = { at, sha };
  }

  remove(path: string): void {
    const files = new Map(this.#head.files);
    files.delete(path);
    this.#commit([], files, undefined);
  }

  write(path: string, text: string): void {
    this.#commit([], new Map(this.#head.files).set(path, text), undefined);
  }

  /** How many commits the default branch has. */
  get commits(): number {
    return this.#commits.length;
  }

  get documents(): readonly DocumentFile[] {
    return this.#documents(this.#head.sha);
  }

  textOf(path: string): string | undefined {
    return this.#head.files.get(path);
  }

  get #head(): Commit {
    const head = this.#commits.at(-1);
    if (head === undefined) throw new Error('no commit yet');
    return head;
  }

  #commit(others: readonly string[], files: ReadonlyMap<string, string>, pull: number | undefined): Commit {
    this.#count += 1;
    const first = this.#commits.at(-1)?.sha;
    const commit = {
      sha: this.#count.toString(16).padStart(40, 'c'),
      parents: [...(first === undefined ? [] : [first]), ...others],
      at: this.#clock.now + this.skew,
      files,
      pull,
    };
    this.#commits.push(commit);
    return commit;
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
      repository: () => call('head', () => ({ ...REPOSITORY, head: this.#head.sha })),
      overview: () => call('overview', () => this.#overview(heard, 0), { stale: () => this.#overview(heard, 1) }),
      documents: (commit) => call(`documents ${commit.slice(-4)}`, () => this.#documents(commit)),
      requestFiles: (commit, months) =>
        call('requests', () =>
          this.#filesIn(
            commit,
            months.map((month) => `requests/${month.replace('-', '/')}/`),
          ),
        ),
      mainline: (head) => call('mainline', () => this.#mainline(head)),
      lastChange: (head, path) => call(`last change of ${path}`, () => this.#lastChange(head, path)),
      gather: (subject) =>
        call<Gathered>(`gather ${subject.path}`, () => this.#gather(subject, false), {
          truncated: () => this.#gather(subject, true),
        }),
    };
  }

  commentsFor(actor: Actor): World['comments'] {
    return {
      since: () =>
        actor.call<readonly PullComment[]>({
          name: 'github comments',
          effect: () => [...this.comments],
          failure: () => {
            throw new Error('GitHub did not answer');
          },
        }),
      team: (slug) => Promise.resolve(TEAMS[slug] ?? null),
    };
  }

  #overview(heard: Heard, behind: number) {
    const at = Math.max(0, this.#commits.length - 1 - behind);
    const head = this.#commits[at] ?? this.#head;
    heard.commits = at + 1;
    const months = ['2026-09', '2026-10', '2026-11', '2026-12'];
    return {
      repository: { ...REPOSITORY, head: head.sha },
      documents: this.#documents(head.sha),
      requests: this.#filesIn(head.sha, ['requests/']),
      months,
    };
  }

  #documents(commit: string): readonly DocumentFile[] {
    return this.#filesIn(commit, ['policies/']);
  }

  #filesIn(commit: string, folders: readonly string[]): readonly DocumentFile[] {
    return [...this.#at(commit).files]
      .filter(([path]) => folders.some((folder) => path.startsWith(folder)))
      .map(([path, text]) => ({ path, blob: this.#blob(text), mode: '100644', bytes: new TextEncoder().encode(text) }));
  }

  #mainline(head: string): readonly MainlineCommit[] {
    const from = this.#commits.findIndex(({ sha }) => sha === head);
    return this.#commits
      .slice(0, from + 1)
      .toReversed()
      .map(({ sha, parents, at, files }) => ({
        sha,
        committedAt: instantOf(at * 1000),
        parents,
        policies: createHash('sha1')
          .update(JSON.stringify([...files].filter(([path]) => path.startsWith('policies/'))))
          .digest('hex'),
      }));
  }

  #lastChange(head: string, path: string) {
    const line = this.#commits.slice(0, this.#commits.findIndex(({ sha }) => sha === head) + 1);
    const at = line.findLastIndex(({ files }, index) => files.get(path) !== line[index - 1]?.files.get(path));
    const commit = line[at];
    return commit === undefined
      ? undefined
      : { at: instantOf(commit.at * 1000), pull: commit.pull ?? null, by: commit.pull === undefined ? null : 'dave' };
  }

  #gather(subject: Subject, truncated: boolean): Gathered {
    const { head, path } = subject;
    const at = this.#commits.findIndex(({ sha }) => sha === head);
    const added = this.#commits.findLastIndex(
      ({ files }, index) => index <= at && files.has(path) && this.#commits[index - 1]?.files.has(path) !== true,
    );
    const commit = this.#commits[added];
    const text = this.#at(head).files.get(path);
    const pull = this.#pullOf(commit);
    const documents = this.#documents(head);
    const before = commit?.parents[0] === undefined ? [] : this.#documents(commit.parents[0]);
    const facts: Facts = {
      repository: REPOSITORY,
      head,
      path,
      file: text === undefined ? null : this.#file(text),
      pull: pull === undefined ? null : this.#pullFact(pull, path, truncated),
      addedAt: commit === undefined ? null : instantOf(commit.at * 1000),
      ...(this.#wasRemoved(path, at) ? { pathUsedBefore: true as const } : {}),
      text: pull === undefined ? (text ?? null) : pull.text,
      permissions: Object.fromEntries(
        [1001, 1002, 1003, 1004, 1005, 1006].map((id) => [id, id === 1006 ? 'read' : 'write']),
      ),
      teams: Object.fromEntries(Object.entries(TEAMS)),
      secondFactors: {
        required: true,
        enabled: Object.fromEntries([1001, 1002, 1003, 1004, 1005, 1006].map((id) => [id, true])),
      },
      texts: Object.fromEntries(
        [...documents, ...before].map(({ blob, bytes }) => [blob, new TextDecoder().decode(bytes ?? undefined)]),
      ),
      changes: Object.fromEntries(subject.documents.map((document) => [document, this.#changes(document, at)])),
      gathered: instantOf((this.#clock.now + this.skew) * 1000),
    };
    return { facts };
  }

  /** Every change since the first commit came by a push: nobody approved it. */
  #changes(path: string, at: number) {
    return this.#commits
      .slice(1, at + 1)
      .flatMap(({ files, at: when }, index) =>
        files.get(path) === this.#commits[index]?.files.get(path)
          ? []
          : [
              {
                blob: files.has(path) ? this.#blob(files.get(path) ?? '') : null,
                at: instantOf(when * 1000),
                pull: null,
              },
            ],
      )
      .toReversed();
  }

  #pullOf(commit: Commit | undefined): Pull | undefined {
    if (commit?.pull === undefined) return undefined;
    if ((this.lagging.get(commit.pull) ?? 0) > this.#clock.now) return undefined;
    return this.#pulls.get(commit.pull);
  }

  #pullFact(pull: Pull, path: string, truncated: boolean): PullFact {
    const parent = this.#commits.find(({ sha }) => sha === pull.merged?.sha)?.parents[0] ?? '';
    return pullFact(pull, { path, file: this.#file(pull.text), parent, repository: REPOSITORY.id, truncated });
  }

  #wasRemoved(path: string, at: number): boolean {
    return this.#commits
      .slice(0, at)
      .some(({ files }, index) => files.has(path) && this.#commits[index + 1]?.files.has(path) !== true);
  }

  #file(text: string) {
    return { blob: this.#blob(text), mode: '100644' };
  }

  /** Git's name for a file's bytes. */
  #blob(text: string): string {
    const known = this.#blobs.get(text);
    if (known !== undefined) return known;
    const bytes = Buffer.from(text);
    const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
    this.#blobs.set(text, blob);
    return blob;
  }

  #at(commit: string): Commit {
    const found = this.#commits.find(({ sha }) => sha === commit);
    if (found === undefined) throw new Error(`GitHub shows no commit ${commit}`);
    return found;
  }
}
