import { Octokit } from '@octokit/rest';
import { expect } from 'vitest';
import { startGitHub } from '../../../src/sandbox/github/github.ts';
import { commitFiles } from '../../../src/sandbox/github/repository/commits.ts';
import { mergePull } from '../../../src/sandbox/github/repository/merges.ts';
import { openPull } from '../../../src/sandbox/github/repository/pulls.ts';
import { addReview, type Verdict } from '../../../src/sandbox/github/repository/reviews.ts';
import { userByLogin } from '../../../src/sandbox/github/people.ts';
import type { Pull, TokenIdentity } from '../../../src/sandbox/github/state.ts';
import type { TokenRequest } from '../../../src/sandbox/github/tokens.ts';
import type { World } from '../../../src/sandbox/github/world.ts';

/** One member of `errors` in GitHub's answer. */
export interface AnsweredError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly message: string;
}

/** The sandbox's GitHub, asked over HTTP; what a test needs to be there is put there without. */
export interface Harness {
  readonly world: World;
  readonly origin: string;
  /** Moves the clock; it starts at 2026-11-24T02:00:00Z and stands still otherwise. */
  pass(seconds: number): void;
  mint(request: TokenRequest): string;
  /** Real octokit.graphql, with a token of a person or of the kind asked for. */
  as(who: string | TokenRequest): Octokit['graphql'];
  /** Commits as somebody with write access, in GitHub's name; `null` deletes. */
  commit(
    login: string,
    branch: string,
    files: Readonly<Record<string, string | Buffer | null>>,
    message?: string,
  ): Promise<string>;
  branchOff(branch: string): Promise<void>;
  pull(login: string, branch: string): Promise<Pull>;
  review(login: string, pull: Pull, verdict: Verdict): Promise<void>;
  merge(login: string, pull: Pull, method?: 'merge' | 'squash' | 'rebase'): Promise<string>;
  close(): Promise<void>;
}

/** Starts it with a repository that holds `README.md` and `policies/a.yaml`; its branch `audit` is under no rules. */
export async function startHarness(): Promise<Harness> {
  let now = Date.parse('2026-11-24T02:00:00Z');
  const from = [
    { path: 'README.md', content: 'hello\n' },
    { path: 'policies/a.yaml', content: 'title: A\n' },
  ];
  const github = await startGitHub({ now: () => now, from, protectLedger: false });
  const { world, state } = github;
  const { git } = world;

  const actor = (login: string): TokenIdentity => ({ kind: 'user', user: userByLogin(state, login)?.id ?? 0 });

  return {
    world,
    origin: github.origin,
    pass: (seconds) => void (now += seconds * 1000),
    mint: (request) => github.mintToken(request),
    as(who) {
      const auth = github.mintToken(typeof who === 'string' ? { kind: 'user', login: who } : who);
      return new Octokit({ baseUrl: github.apiUrl, auth }).graphql;
    },
    commit: (login, branch, files, message = `change ${Object.keys(files).join(', ')}`) =>
      world.serially(() =>
        commitFiles(world, actor(login), {
          branch,
          message,
          files: Object.entries(files).map(([path, content]) => ({
            path,
            content: content === null ? null : Buffer.from(content),
          })),
        }),
      ),
    branchOff: (branch) => git.updateRef(`refs/heads/${branch}`, undefined, git.branch('main')),
    pull: (login, branch) =>
      world.serially(() =>
        openPull(world, actor(login), { title: branch, body: null, head: branch, base: 'main', draft: false }),
      ),
    async review(login, pull, verdict) {
      await world.serially(() => addReview(world, actor(login), pull, { verdict, body: 'seen', commit: undefined }));
    },
    merge: (login, pull, method = 'squash') => world.serially(() => mergePull(world, actor(login), pull, { method })),
    close: () => github.close(),
  };
}

/** What octokit throws for an answer with errors: they and whatever data came with them. */
export async function refusal(asked: Promise<unknown>): Promise<{ errors: readonly AnsweredError[]; data: unknown }> {
  const error: unknown = await asked.then(
    (data) => expect.fail(`nothing was refused: ${JSON.stringify(data)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('errors' in error)) throw error;
  const { errors, data } = error as Error & { errors: readonly AnsweredError[]; data: unknown };
  return { errors, data };
}
