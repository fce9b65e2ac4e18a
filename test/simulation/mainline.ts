import { createHash } from 'node:crypto';
import { instantOf } from '../../src/core/time.ts';
import type { DocumentFile, MainlineCommit } from '../../src/core/ports.ts';

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly at: number;
  readonly files: ReadonlyMap<string, string>;
  /** The pull request that brought it; `undefined`: pushed. */
  readonly pull: number | undefined;
}

/** The default branch: commits one after another, and what git and GitHub tell of them. */
export class Mainline {
  readonly #commits: Commit[] = [];
  /** Heads of pull requests, which are on no line. */
  readonly #heads = new Map<string, Commit>();
  readonly #blobs = new Map<string, string>();
  readonly #now: () => number;

  /** @param now the committer's clock, in seconds */
  constructor(documents: Readonly<Record<string, string>>, now: () => number) {
    this.#now = now;
    this.commit([], new Map(Object.entries(documents)), undefined);
  }

  /** @param others parents besides the head there is */
  commit(others: readonly string[], files: ReadonlyMap<string, string>, pull: number | undefined): Commit {
    const first = this.#commits.at(-1)?.sha;
    const commit = {
      sha: (this.#commits.length + 1).toString(16).padStart(40, 'c'),
      parents: [...(first === undefined ? [] : [first]), ...others],
      at: this.#now(),
      files,
      pull,
    };
    this.#commits.push(commit);
    return commit;
  }

  /** Keeps the head commit of a pull request, so that its files can be read. */
  propose(sha: string, files: ReadonlyMap<string, string>): void {
    this.#heads.set(sha, { sha, parents: [], at: this.#now(), files, pull: undefined });
  }

  get length(): number {
    return this.#commits.length;
  }

  get head(): Commit {
    return this.before(0);
  }

  /** The head as it was so many commits ago, or the first. */
  before(commits: number): Commit {
    const commit = this.#commits.at(-1 - commits) ?? this.#commits[0];
    if (commit === undefined) throw new Error('no commit yet');
    return commit;
  }

  at(sha: string): Commit {
    const found = this.#commits.find((commit) => commit.sha === sha) ?? this.#heads.get(sha);
    if (found === undefined) throw new Error(`GitHub shows no commit ${sha}`);
    return found;
  }

  /** How many commits the branch has up to this one. */
  lengthAt(sha: string): number {
    return this.#commits.findIndex((commit) => commit.sha === sha) + 1;
  }

  filesIn(sha: string, folders: readonly string[]): readonly DocumentFile[] {
    return [...this.at(sha).files]
      .filter(([path]) => folders.some((folder) => path.startsWith(folder)))
      .map(([path, text]) => ({ path, ...this.file(text), bytes: new TextEncoder().encode(text) }));
  }

  /** From a commit back to the last one at or after `since`, or to `until`. */
  from(head: string, since: number, until: string | undefined): readonly MainlineCommit[] {
    const line = this.#upTo(head).toReversed();
    const first = line.findIndex(({ at, sha }) => sha === until || at < since);
    return (first === -1 ? line : line.slice(0, first + 1)).map(({ sha, parents, at, files }) => ({
      sha,
      committedAt: instantOf(at * 1000),
      parents,
      policies: createHash('sha1')
        .update(JSON.stringify([...files].filter(([path]) => path.startsWith('policies/')).sort()))
        .digest('hex'),
    }));
  }

  contains(head: string, sha: string): boolean {
    return this.#upTo(head).some((commit) => commit.sha === sha);
  }

  lastChange(head: string, path: string): Commit | undefined {
    return this.#upTo(head).findLast(
      ({ files }, index) => files.get(path) !== this.#commits[index - 1]?.files.get(path),
    );
  }

  /** The commit that last brought a file which was not there. */
  adding(head: string, path: string): Commit | undefined {
    return this.#upTo(head).findLast(
      ({ files }, index) => files.has(path) && this.#commits[index - 1]?.files.has(path) !== true,
    );
  }

  wasRemoved(head: string, path: string): boolean {
    return this.#upTo(head)
      .slice(0, -1)
      .some(({ files }, index) => files.has(path) && this.#commits[index + 1]?.files.has(path) !== true);
  }

  file(text: string): { readonly blob: string; readonly mode: string } {
    return { blob: this.#blob(text), mode: '100644' };
  }

  #upTo(head: string): readonly Commit[] {
    return this.#commits.slice(0, this.lengthAt(head));
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
}
