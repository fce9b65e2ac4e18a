import { ApiError, validationFailed } from '../errors.ts';
import { pullPayload } from '../payloads.ts';
import { userById } from '../people.ts';
import type { Merge, Pull, TokenIdentity } from '../state.ts';
import type { PullRequestEvent } from '../events.ts';
import type { World } from '../world.ts';
import { pullFiles, testMerge } from './pull-content.ts';

export interface NewPull {
  readonly title: string;
  readonly body: string | null;
  /** Branch names. */
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

/**
 * Opens a pull request between two branches. Call it within `world.serially`.
 * @throws ApiError 422 if a branch does not exist, nothing is new, or an open pull request exists
 */
export async function openPull(world: World, actor: TokenIdentity, wanted: NewPull): Promise<Pull> {
  const { state, git } = world;
  const head = git.branch(wanted.head);
  const base = git.branch(wanted.base);
  if (head === undefined) throw validationFailed({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  if (base === undefined) throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  const twin = [...state.pulls.values()].find(
    (pull) => pull.state === 'open' && pull.head.ref === wanted.head && pull.base.ref === wanted.base,
  );
  const label = `${state.organization.login}:${wanted.head}`;
  if (twin !== undefined) throw invalid(`A pull request already exists for ${label}.`);
  if ((await git.history(head, { not: base })).length === 0) {
    throw invalid(`No commits between ${wanted.base} and ${wanted.head}`);
  }
  if ((await git.mergeBase(head, base)) === undefined) {
    throw invalid(`The ${wanted.head} branch has no history in common with ${wanted.base}`);
  }
  const number = state.nextNumber();
  const pull: Pull = {
    id: state.nextId(),
    number,
    author: actor.user,
    title: wanted.title,
    body: wanted.body,
    state: 'open',
    draft: wanted.draft,
    base: { ref: wanted.base, sha: base },
    head: { ref: wanted.head, sha: head },
    createdAt: world.now(),
    updatedAt: world.now(),
    closedAt: null,
    merge: null,
    testMerge: undefined,
    reviews: [],
    timeline: [],
  };
  state.pulls.set(number, pull);
  await git.setRefs(new Map([[`refs/pull/${number}/head`, head]]));
  await tell(world, actor, pull, 'opened');
  return pull;
}

const invalid = (message: string) => validationFailed({ resource: 'PullRequest', code: 'custom', message });

/** Updates the pull request after its head branch has moved. Reviews keep their commit. */
export async function followHead(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  to: string,
  forced: boolean,
): Promise<void> {
  const from = pull.head.sha;
  if (forced) pull.timeline.push({ event: 'head_ref_force_pushed', actor: actor.user, at: world.now(), from, to });
  pull.head.sha = to;
  pull.base.sha = world.git.branch(pull.base.ref) ?? pull.base.sha;
  pull.updatedAt = world.now();
  await world.git.setRefs(new Map([[`refs/pull/${pull.number}/head`, to]]));
  await tell(world, actor, pull, 'synchronize', { before: from, after: to });
}

/** Closes the pull request without a merge. */
export async function closePull(world: World, actor: TokenIdentity, pull: Pull): Promise<void> {
  pull.state = 'closed';
  pull.closedAt = world.now();
  pull.updatedAt = world.now();
  pull.timeline.push({ event: 'closed', actor: actor.user, at: world.now() });
  await tell(world, actor, pull, 'closed');
}

/**
 * Reopens the pull request.
 * @throws ApiError 422 if it is merged or its head branch was deleted
 */
export async function reopenPull(world: World, actor: TokenIdentity, pull: Pull): Promise<void> {
  const head = world.git.branch(pull.head.ref);
  if (pull.merge !== null) throw invalid('The pull request cannot be reopened.');
  if (head === undefined) throw invalid(`state cannot be changed. The ${pull.head.ref} branch has been deleted.`);
  pull.state = 'open';
  pull.closedAt = null;
  pull.updatedAt = world.now();
  pull.head.sha = head;
  pull.timeline.push({ event: 'reopened', actor: actor.user, at: world.now() });
  await world.git.setRefs(new Map([[`refs/pull/${pull.number}/head`, head]]));
  await tell(world, actor, pull, 'reopened');
}

/** Changes the base branch of the pull request and records this in its timeline. */
export async function retargetPull(world: World, actor: TokenIdentity, pull: Pull, base: string): Promise<void> {
  const sha = world.git.branch(base);
  if (sha === undefined) throw validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (pull.state === 'closed') throw invalid('Cannot change the base branch of a closed pull request.');
  const { ref: from, sha: fromSha } = pull.base;
  if (from === base) return;
  pull.base = { ref: base, sha };
  pull.updatedAt = world.now();
  pull.timeline.push({ event: 'base_ref_changed', actor: actor.user, at: world.now(), from, to: base });
  await tell(world, actor, pull, 'edited', { changes: { base: { ref: { from }, sha: { from: fromSha } } } });
}

/** Changes title or body. */
export async function editPull(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  text: { title?: string; body?: string | null },
): Promise<void> {
  const changes = {
    ...(text.title === undefined ? {} : { title: { from: pull.title } }),
    ...(text.body === undefined ? {} : { body: { from: pull.body ?? '' } }),
  };
  pull.title = text.title ?? pull.title;
  pull.body = text.body === undefined ? pull.body : text.body;
  pull.updatedAt = world.now();
  await tell(world, actor, pull, 'edited', { changes });
}

/** Records that the pull request was merged by the commit now on its base branch. */
export async function markMerged(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  { oid, method, base }: Pick<Merge, 'oid' | 'method'> & { readonly base: string },
): Promise<void> {
  const at = world.now();
  pull.state = 'closed';
  pull.closedAt = at;
  pull.updatedAt = at;
  pull.base.sha = base;
  pull.merge = { at, by: actor.user, oid, method };
  pull.timeline.push({ event: 'merged', actor: actor.user, at, oid }, { event: 'closed', actor: actor.user, at });
  await tell(world, actor, pull, 'closed');
}

/** @throws ApiError 404 */
export function pullByNumber(world: World, number: number): Pull {
  const pull = world.state.pulls.get(number);
  if (pull === undefined) throw new ApiError(404, 'Not Found');
  return pull;
}

async function tell(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  action: PullRequestEvent['action'],
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const merged = pull.merge !== null;
  const base = world.git.branch(pull.base.ref);
  const sha = merged ? base : await testMerge(world, pull);
  // Without a merge commit no workflow can run, so a conflicting pull request starts none.
  if (sha === null || sha === undefined) return;
  const user = userById(world.state, actor.user);
  world.events.publish({
    name: 'pull_request',
    action,
    number: pull.number,
    ref: merged ? `refs/heads/${pull.base.ref}` : `refs/pull/${pull.number}/merge`,
    sha,
    base: pull.base.ref,
    head: pull.head.ref,
    paths: (await pullFiles(world, pull)).map(({ path }) => path),
    actor: { login: user.login, id: user.id },
    by: actor.kind,
    payload: await pullPayload(world, actor, pull, { action, ...extra }),
  });
}
