import { ApiError, notFound } from '../errors.ts';
import { gitCommitBody } from '../bodies/commits.ts';
import { repositoryUrl } from '../bodies/repository.ts';
import { toNodeId, type Data } from '../bodies/types.ts';
import type { Signature, TreeChange, TreeEntry } from '../git.ts';
import { signatureOf } from '../repository/commits.ts';
import { WEB_FLOW } from '../repository/pull-content.ts';
import type { World } from '../world.ts';
import { assertOid, readBody, type BodyReader } from './body.ts';
import { created, ok, parameter, repositoryRoute, wants, type RepositoryRequest, type Routes } from './route.ts';

const REPO = '/repos/{owner}/{repo}';

export const objectRoutes: Routes = (world) => [
  repositoryRoute(
    world,
    `GET ${REPO}/git/trees/{tree_sha}`,
    ['contents', 'read'],
    async (request) => {
      const tree = await treeNamed(world, parameter(request, 'tree_sha'));
      // Any value, including `0` and `false`, selects the whole tree.
      const deep = request.call.query.has('recursive');
      const entries = (await (deep ? world.git.readTreeDeep(tree) : world.git.readTree(tree))) ?? [];
      const cut = entries.slice(0, MOST_ENTRIES);
      return ok(await treeBody(world, tree, cut, cut.length < entries.length));
    },
    { patterns: [`GET ${REPO}/git/trees/{tree_sha+}`] },
  ),

  repositoryRoute(world, `POST ${REPO}/git/trees`, ['contents', 'write'], async (request) => {
    const body = readBody(request);
    const base = body.optionalText('base_tree');
    const from = base === undefined ? undefined : await treeNamed(world, base);
    const changes = await Promise.all(body.objects('tree').map((entry) => toChange(world, entry)));
    if (changes.length === 0) throw new ApiError(422, 'Invalid tree info');
    const tree = await world.git.writeTreeWith(from, changes);
    return created(await treeBody(world, tree, (await world.git.readTree(tree)) ?? [], false));
  }),

  repositoryRoute(world, `GET ${REPO}/git/blobs/{file_sha}`, ['contents', 'read'], async (request) => {
    const oid = assertOid(parameter(request, 'file_sha'));
    const content = await world.git.readBlob(oid);
    if (content === undefined) throw notFound();
    if (wants(request, 'raw')) return ok(content, { 'Content-Type': 'application/vnd.github.raw; charset=utf-8' });
    const body: Data<'git', 'getBlob'> = {
      sha: oid,
      node_id: toNodeId('B', oid),
      size: content.length,
      url: `${repositoryUrl(world)}/git/blobs/${oid}`,
      content: toBase64Lines(content),
      encoding: 'base64',
    };
    return ok(body);
  }),

  repositoryRoute(world, `POST ${REPO}/git/blobs`, ['contents', 'write'], async (request) => {
    const body = readBody(request);
    const encoding = body.optionalText('encoding') === 'base64' ? 'base64' : 'utf8';
    const oid = await world.git.writeBlob(Buffer.from(body.text('content'), encoding));
    return created({ url: `${repositoryUrl(world)}/git/blobs/${oid}`, sha: oid });
  }),

  repositoryRoute(world, `GET ${REPO}/git/commits/{commit_sha}`, ['contents', 'read'], async (request) => {
    const commit = await world.git.readCommit(assertOid(parameter(request, 'commit_sha')));
    if (commit === undefined) throw notFound();
    return ok(gitCommitBody(world, commit));
  }),

  repositoryRoute(world, `POST ${REPO}/git/commits`, ['contents', 'write'], async (request) => {
    const oid = await writeCommit(request);
    const commit = await world.git.readCommit(oid);
    if (commit === undefined) throw new Error(`commit ${oid} was written but cannot be read`);
    return created(gitCommitBody(world, commit));
  }),
];

const MOST_ENTRIES = 100_000;

/** Returns base64 in lines of sixty characters, as GitHub puts it into JSON. */
export function toBase64Lines(content: Buffer): string {
  return content.toString('base64').replace(/(.{60})/g, '$1\n') + (content.length === 0 ? '' : '\n');
}

async function treeNamed(world: World, name: string): Promise<string> {
  const commit = await world.git.resolve(name, world.state.repository.defaultBranch);
  if (commit !== undefined) return (await world.git.readCommit(commit))?.tree ?? '';
  const found = await world.git.inspect(name);
  if (found?.type !== 'tree') throw notFound();
  return name;
}

async function treeBody(
  world: World,
  tree: string,
  entries: readonly TreeEntry[],
  truncated: boolean,
): Promise<Data<'git', 'getTree'>> {
  const url = repositoryUrl(world);
  return {
    sha: tree,
    url: `${url}/git/trees/${tree}`,
    truncated,
    tree: await Promise.all(
      entries.map(async ({ path, mode, type, oid }) => {
        const size = type === 'blob' ? { size: (await world.git.inspect(oid))?.size ?? 0 } : {};
        const place = type === 'commit' ? {} : { url: `${url}/git/${type}s/${oid}` };
        return { path, mode, type, sha: oid, ...size, ...place };
      }),
    ),
  };
}

async function toChange(world: World, entry: BodyReader): Promise<TreeChange> {
  const path = entry.text('path');
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')) {
    throw new ApiError(422, `tree.path contains a malformed path component`);
  }
  const mode = entry.oneOf('mode', ['100644', '100755', '120000', '040000', '160000']);
  if (entry.value('sha') === null) return { path, entry: null };
  const content = entry.optionalText('content');
  if (content !== undefined) return { path, entry: { mode, oid: await world.git.writeBlob(content) } };
  const oid = entry.text('sha');
  const wanted = mode === '040000' ? 'tree' : 'blob';
  if (mode !== '160000' && (await world.git.inspect(oid))?.type !== wanted) {
    throw new ApiError(422, `tree.sha ${oid} is not a valid ${wanted}`);
  }
  return { path, entry: { mode, oid } };
}

async function writeCommit({ world, call, caller }: RepositoryRequest): Promise<string> {
  const body = readBody({ world, call, caller });
  const { git, state } = world;
  const tree = body.text('tree');
  if ((await git.inspect(tree))?.type !== 'tree') throw new ApiError(422, 'Tree SHA does not exist');
  const parents = body.texts('parents');
  for (const parent of parents) {
    if ((await git.readCommit(parent)) === undefined)
      throw new ApiError(422, 'Parent SHA does not exist or is not a commit object');
  }
  const author = readSignature(body.object('author'), world.now());
  const committer = readSignature(body.object('committer'), world.now());
  const signature = body.optionalText('signature');
  if (signature !== undefined)
    throw new ApiError(422, 'the sandbox cannot store a signature in this call; sign the commit with git and push it');
  const at = world.now();
  const oid = await git.writeCommit({
    tree,
    parents,
    author: author ?? { ...signatureOf(world, caller.user), at },
    committer: committer ?? author ?? { ...WEB_FLOW, at },
    message: body.text('message'),
  });
  // GitHub signs commits in the caller's own name. It does not sign commits in another person's name.
  if (author === undefined && committer === undefined && caller.kind !== 'user') state.signedByGitHub.add(oid);
  return oid;
}

/** Reads the author or committer from the body. Its date defaults to now. */
export function readSignature(body: BodyReader | undefined, now: number): Signature | undefined {
  if (body === undefined) return undefined;
  const date = body.optionalText('date');
  const at = date === undefined ? now : Date.parse(date);
  if (Number.isNaN(at))
    throw new ApiError(422, `Invalid request.\n\n${JSON.stringify(date)} is not a valid date-time.`);
  return { name: body.text('name'), email: body.text('email'), at };
}
