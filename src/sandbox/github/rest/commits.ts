import { ApiError, notFound } from '../errors.ts';
import { commitBody, fileBody } from '../bodies/commits.ts';
import { pullListBody } from '../bodies/pulls.ts';
import type { CommitBody } from '../bodies/types.ts';
import { associatedPulls } from '../repository/associations.ts';
import { userByEmail } from '../people.ts';
import type { World } from '../world.ts';
import { assertOid } from './body.ts';
import {
  assertNotEmpty,
  listed,
  ok,
  page,
  parameter,
  repositoryRoute,
  wants,
  type Request,
  type Routes,
} from './route.ts';

const REPO = '/repos/{owner}/{repo}';

export const commitRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${REPO}/commits`, ['contents', 'read'], async (request) => {
    const oids = await selectedCommits(request);
    return listed(request, oids, (oid) => bodyOf(world, oid));
  }),

  repositoryRoute(world, `GET ${REPO}/commits/{commit_sha}/pulls`, ['pull_requests', 'read'], async (request) => {
    assertNotEmpty(world);
    const oid = assertOid(parameter(request, 'commit_sha'));
    if ((await world.git.readCommit(oid)) === undefined) throw notFound();
    return listed(request, await associatedPulls(world, oid), (pull) => pullListBody(world, request.caller, pull));
  }),

  repositoryRoute(
    world,
    `GET ${REPO}/commits/{ref}`,
    ['contents', 'read'],
    async (request) => {
      const oid = await world.git.resolve(parameter(request, 'ref'), world.state.repository.defaultBranch);
      if (oid === undefined) throw new ApiError(422, `No commit found for SHA: ${parameter(request, 'ref')}`);
      if (wants(request, 'sha')) return ok(oid, { 'Content-Type': 'application/vnd.github.sha; charset=utf-8' });
      return detailed(request, oid);
    },
    { patterns: [`GET ${REPO}/commits/{ref+}`] },
  ),
];

async function selectedCommits({ world, call }: Request): Promise<readonly string[]> {
  const { query } = call;
  const name = query.get('sha') ?? 'HEAD';
  const start = await world.git.resolve(name, world.state.repository.defaultBranch);
  if (start === undefined) {
    assertNotEmpty(world);
    throw notFound();
  }
  const instant = (field: string) => {
    const text = query.get(field);
    const at = text === null ? undefined : Date.parse(text);
    return at === undefined || Number.isNaN(at) ? {} : { [field]: at };
  };
  const path = query.get('path');
  const oids = await world.git.history(start, {
    ...(path === null ? {} : { path }),
    ...instant('since'),
    ...instant('until'),
  });
  const author = query.get('author');
  return author === null ? oids : filterBy(world, oids, 'author', author);
}

async function filterBy(
  world: World,
  oids: readonly string[],
  role: 'author',
  who: string,
): Promise<readonly string[]> {
  const kept = await Promise.all(
    oids.map(async (oid) => {
      const email = (await world.git.readCommit(oid))?.[role].email ?? '';
      return email === who || userByEmail(world.state, email)?.login.toLowerCase() === who.toLowerCase();
    }),
  );
  return oids.filter((_, index) => kept[index]);
}

async function bodyOf(world: World, oid: string): Promise<CommitBody> {
  const commit = await world.git.readCommit(oid);
  if (commit === undefined) throw notFound();
  return commitBody(world, commit);
}

/** Returns a commit with its changes against its first parent. Its files come one page at a time. */
async function detailed(request: Request, oid: string) {
  const { world } = request;
  const commit = await world.git.readCommit(oid);
  if (commit === undefined) throw notFound();
  const files = await world.git.diff(commit.parents[0], oid);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const { items, headers } = page(request, files);
  const body: CommitBody = {
    ...commitBody(world, commit),
    stats: { additions, deletions, total: additions + deletions },
    files: items.map((file) => fileBody(world, file, oid)),
  };
  return ok(body, headers);
}
