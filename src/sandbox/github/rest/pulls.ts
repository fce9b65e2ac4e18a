import { forbidden, hasRole, may } from '../access.ts';
import { ApiError, notFound, validationFailed } from '../errors.ts';
import { commitBody, fileBody } from '../bodies/commits.ts';
import { pullBody, pullListBody } from '../bodies/pulls.ts';
import { mergePull } from '../repository/merges.ts';
import { closePull, editPull, openPull, pullByNumber, reopenPull, retargetPull } from '../repository/pulls.ts';
import { pullCommits, pullFiles } from '../repository/pull-content.ts';
import type { Pull } from '../state.ts';
import type { World } from '../world.ts';
import { readBody, type BodyReader } from './body.ts';
import {
  assertWithin,
  created,
  listed,
  noContent,
  numberParameter,
  ok,
  repositoryRoute,
  type RepositoryRequest,
  type Request,
  type Routes,
} from './route.ts';

const PULLS = '/repos/{owner}/{repo}/pulls';
const PULL = `${PULLS}/{pull_number}`;

export const pullRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${PULLS}`, ['pull_requests', 'read'], (request) =>
    listed(request, selected(request), (pull) => pullListBody(world, request.caller, pull)),
  ),

  repositoryRoute(world, `POST ${PULLS}`, ['pull_requests', 'write'], async (request) => {
    const { caller } = request;
    // A person with only read access has no branch here to open a pull request from.
    if (caller.kind === 'user' && !hasRole(world.state, caller.user, 'write'))
      throw forbidden(caller, 'pull_requests', 'write');
    const pull = await openPull(world, caller, readNewPull(world, readBody(request)));
    return created(await pullBody(world, caller, pull));
  }),

  repositoryRoute(world, `GET ${PULL}`, ['pull_requests', 'read'], async (request) =>
    ok(await pullBody(world, request.caller, pullOf(request))),
  ),

  repositoryRoute(world, `PATCH ${PULL}`, ['pull_requests', 'write'], async (request) => {
    const { caller } = request;
    const pull = pullOf(request);
    const others = caller.kind === 'user' && caller.user !== pull.author && !hasRole(world.state, caller.user, 'write');
    if (others) throw forbidden(caller, 'pull_requests', 'write');
    await update(request, pull);
    return ok(await pullBody(world, caller, pull));
  }),

  repositoryRoute(world, `GET ${PULL}/files`, ['pull_requests', 'read'], async (request) => {
    const pull = pullOf(request);
    assertWithin(request, MOST_FILES);
    const files = (await pullFiles(world, pull)).slice(0, MOST_FILES);
    return listed(request, files, (change) => fileBody(world, change, pull.head.sha));
  }),

  repositoryRoute(world, `GET ${PULL}/commits`, ['pull_requests', 'read'], async (request) => {
    const oids = (await pullCommits(world, pullOf(request))).slice(0, MOST_COMMITS);
    return listed(request, oids, async (oid) => {
      const commit = await world.git.readCommit(oid);
      if (commit === undefined) throw notFound();
      return commitBody(world, commit);
    });
  }),

  repositoryRoute(world, `GET ${PULL}/merge`, ['pull_requests', 'read'], (request) => {
    if (pullOf(request).merge === null) throw notFound();
    return noContent();
  }),

  repositoryRoute(world, `PUT ${PULL}/merge`, ['contents', 'write'], async (request) => {
    const pull = pullOf(request);
    const body = readBody(request);
    const [sha, title, message] = ['sha', 'commit_title', 'commit_message'].map((name) => body.optionalText(name));
    const oid = await mergePull(world, request.caller, pull, {
      method: body.optionalOneOf('merge_method', ['merge', 'squash', 'rebase']) ?? 'merge',
      ...(sha === undefined ? {} : { sha }),
      ...(title === undefined ? {} : { title }),
      ...(message === undefined ? {} : { message }),
    });
    return ok({ sha: oid, merged: true, message: 'Pull Request successfully merged' });
  }),
];

/** GitHub's maximum numbers of files and commits for one pull request. */
const MOST_FILES = 3000;
const MOST_COMMITS = 250;

export const pullOf = (request: Request): Pull => pullByNumber(request.world, numberParameter(request, 'pull_number'));

function selected({ world, call }: Request): readonly Pull[] {
  const { query } = call;
  const state = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(state))
    throw validationFailed({ resource: 'PullRequest', field: 'state', code: 'invalid' });
  const head = query.get('head');
  const base = query.get('base');
  const owner = world.state.organization.login;
  const pulls = [...world.state.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${owner}:${pull.head.ref}`) &&
      (base === null || base === pull.base.ref),
  );
  const sort = query.get('sort') ?? 'created';
  const when = (pull: Pull) => (sort === 'updated' ? pull.updatedAt : pull.createdAt);
  const ascending = (query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')) === 'asc';
  const sorted = pulls.sort((a, b) => when(a) - when(b) || a.number - b.number);
  return ascending ? sorted : sorted.reverse();
}

function readNewPull(world: World, body: BodyReader) {
  const owner = `${world.state.organization.login}:`;
  const head = body.text('head');
  const issue = body.value('issue');
  if (issue !== undefined) throw validationFailed({ resource: 'PullRequest', field: 'issue', code: 'invalid' });
  return {
    title: body.text('title'),
    body: body.optionalText('body') ?? null,
    head: head.startsWith(owner) ? head.slice(owner.length) : head,
    base: body.text('base'),
    draft: body.optionalFlag('draft') ?? false,
  };
}

async function update({ world, call, caller }: RepositoryRequest, pull: Pull): Promise<void> {
  const body = readBody({ world, call, caller });
  const title = body.optionalText('title');
  const text = body.optionalText('body');
  const base = body.optionalText('base');
  const state = body.optionalOneOf('state', ['open', 'closed']);
  if (title !== undefined || text !== undefined) {
    await editPull(world, caller, pull, {
      ...(title === undefined ? {} : { title }),
      ...(text === undefined ? {} : { body: text }),
    });
  }
  if (base !== undefined) await retargetPull(world, caller, pull, base);
  if (state === 'closed' && pull.state === 'open') await closePull(world, caller, pull);
  if (state === 'open' && pull.state === 'closed') await reopenPull(world, caller, pull);
}

/** @throws ApiError 403 unless the caller may write to other people's pull requests */
export function assertMayModerate({ world, caller }: RepositoryRequest): void {
  const allowed = may(world.state, caller, 'pull_requests', 'write');
  const writer = caller.kind !== 'user' || hasRole(world.state, caller.user, 'write');
  if (!allowed || !writer) throw new ApiError(403, 'Must have write access to repository');
}
