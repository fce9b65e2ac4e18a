import { ApiError, notFound, validationFailed } from '../errors.ts';
import { repositoryUrl } from '../bodies/repository.ts';
import { toNodeId, type Data } from '../bodies/types.ts';
import { kindOf, moveRef } from '../repository/branches.ts';
import type { World } from '../world.ts';
import { readBody } from './body.ts';
import { assertNotEmpty, created, listed, noContent, ok, parameter, repositoryRoute, type Routes } from './route.ts';

const REPO = '/repos/{owner}/{repo}';

export const refRoutes: Routes = (world) => [
  repositoryRoute(
    world,
    `GET ${REPO}/git/ref/{ref}`,
    ['contents', 'read'],
    async (request) => {
      const ref = `refs/${parameter(request, 'ref')}`;
      const oid = world.git.refs().get(ref);
      if (oid === undefined) throw notFound();
      return ok(await refBody(world, ref, oid));
    },
    { patterns: [`GET ${REPO}/git/ref/{ref+}`] },
  ),

  repositoryRoute(
    world,
    `GET ${REPO}/git/matching-refs/{ref}`,
    ['contents', 'read'],
    (request) => {
      assertNotEmpty(world);
      const prefix = `refs/${parameter(request, 'ref')}`;
      const matching = [...world.git.refs()].filter(([name]) => name.startsWith(prefix)).sort(byName);
      return listed(request, matching, ([name, oid]) => refBody(world, name, oid));
    },
    { patterns: [`GET ${REPO}/git/matching-refs/{ref+}`] },
  ),

  repositoryRoute(world, `POST ${REPO}/git/refs`, ['contents', 'write'], async (request) => {
    const body = readBody(request);
    const [ref, oid] = [body.text('ref'), body.text('sha')];
    assertRefName(ref);
    if (world.git.refs().has(ref)) throw new ApiError(422, 'Reference already exists');
    await assertObject(world, ref, oid);
    await moveRef(world, request.caller, { ref, from: undefined, to: oid });
    return created(await refBody(world, ref, oid));
  }),

  repositoryRoute(
    world,
    `PATCH ${REPO}/git/refs/{ref}`,
    ['contents', 'write'],
    async (request) => {
      const body = readBody(request);
      const ref = `refs/${parameter(request, 'ref')}`;
      const to = body.text('sha');
      const from = world.git.refs().get(ref);
      if (from === undefined) throw new ApiError(422, 'Reference does not exist');
      await assertObject(world, ref, to);
      const kind = await kindOf(world, { ref, from, to });
      if (kind === 'force' && body.optionalFlag('force') !== true)
        throw new ApiError(422, 'Update is not a fast forward');
      if (from !== to) await moveRef(world, request.caller, { ref, from, to });
      return ok(await refBody(world, ref, to));
    },
    { patterns: [`PATCH ${REPO}/git/refs/{ref+}`] },
  ),

  repositoryRoute(
    world,
    `DELETE ${REPO}/git/refs/{ref}`,
    ['contents', 'write'],
    async (request) => {
      const ref = `refs/${parameter(request, 'ref')}`;
      const from = world.git.refs().get(ref);
      if (from === undefined || isHidden(ref)) throw new ApiError(422, 'Reference does not exist');
      await moveRef(world, request.caller, { ref, from, to: undefined });
      return noContent();
    },
    { patterns: [`DELETE ${REPO}/git/refs/{ref+}`] },
  ),
];

async function refBody(world: World, ref: string, oid: string): Promise<Data<'git', 'getRef'>> {
  const type = (await world.git.inspect(oid))?.type ?? 'commit';
  const folder = { commit: 'commits', tag: 'tags', tree: 'trees', blob: 'blobs' }[type];
  return {
    ref,
    node_id: toNodeId('REF', ref),
    url: `${repositoryUrl(world)}/git/${ref}`,
    object: { type, sha: oid, url: `${repositoryUrl(world)}/git/${folder}/${oid}` },
  };
}

/** Only GitHub writes pull requests' refs. */
const isHidden = (ref: string) => ref.startsWith('refs/pull/');

/** Checks the rules of git-check-ref-format that a client can break. */
export function isRefName(ref: string): boolean {
  const parts = ref.split('/');
  return (
    ref.startsWith('refs/') &&
    parts.length >= 3 &&
    !/[\s~^:?*[\\\x00-\x1f\x7f]|\.\.|@\{|\/\/|\.$/.test(ref) &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

function assertRefName(ref: string): void {
  if (!isRefName(ref) || isHidden(ref)) throw new ApiError(422, `${ref} is not a valid ref name.`);
}

async function assertObject(world: World, ref: string, oid: string): Promise<void> {
  const found = await world.git.inspect(oid);
  if (found === undefined) throw new ApiError(422, 'Object does not exist');
  if (ref.startsWith('refs/heads/') && found.type !== 'commit') {
    throw validationFailed({ resource: 'Reference', field: 'sha', code: 'invalid' });
  }
}

const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1);
