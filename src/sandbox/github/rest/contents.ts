import { posix } from 'node:path';
import { ApiError, notFound } from '../errors.ts';
import { gitCommitBody } from '../bodies/commits.ts';
import { repositoryPage, repositoryUrl } from '../bodies/repository.ts';
import type { TreeEntry } from '../git.ts';
import { commitFiles } from '../repository/commits.ts';
import type { World } from '../world.ts';
import { readBody, type BodyReader } from './body.ts';
import { readSignature, toBase64Lines } from './objects.ts';
import {
  created,
  ok,
  parameter,
  repositoryRoute,
  wants,
  type RepositoryRequest,
  type Request,
  type Routes,
} from './route.ts';

const CONTENTS = '/repos/{owner}/{repo}/contents';

export const contentRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${CONTENTS}/{path}`, ['contents', 'read'], (request) => show(request), {
    patterns: [`GET ${CONTENTS}/{path+}`, `GET ${CONTENTS}`, `GET ${CONTENTS}/`],
  }),

  repositoryRoute(world, `PUT ${CONTENTS}/{path}`, ['contents', 'write'], (request) => put(request), {
    patterns: [`PUT ${CONTENTS}/{path+}`],
  }),

  repositoryRoute(world, `DELETE ${CONTENTS}/{path}`, ['contents', 'write'], (request) => remove(request), {
    patterns: [`DELETE ${CONTENTS}/{path+}`],
  }),
];

async function show(request: Request) {
  const { world, call } = request;
  const ref = call.query.get('ref') ?? world.state.repository.defaultBranch;
  const oid = await world.git.resolve(ref, world.state.repository.defaultBranch);
  if (oid === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`);
  const tree = (await world.git.readCommit(oid))?.tree ?? '';
  const found = await world.git.entryAt(tree, cleanPath(parameter(request, 'path')));
  const entry = found?.mode === '120000' ? await follow(world, tree, found) : found;
  if (entry === undefined) throw notFound();
  if (entry.type === 'tree') return ok(await directory(world, entry, ref));
  if (entry.type === 'commit') {
    return ok({ ...describe(world, entry, 0, ref), submodule_git_url: await submoduleUrl(world, tree, entry.path) });
  }
  const content = (await world.git.readBlob(entry.oid)) ?? Buffer.alloc(0);
  if (wants(request, 'raw')) return ok(content, { 'Content-Type': 'application/vnd.github.raw; charset=utf-8' });
  return ok(file(world, entry, content, ref));
}

/** Follows a link within the repository to its target. A broken link is returned unchanged. */
async function follow(world: World, tree: string, link: TreeEntry): Promise<TreeEntry> {
  const target = (await world.git.readBlob(link.oid))?.toString('utf8') ?? '';
  const path = posix.normalize(posix.join(posix.dirname(link.path), target));
  if (target.startsWith('/') || path.startsWith('..')) return link;
  const entry = await world.git.entryAt(tree, path);
  return entry?.type === 'blob' ? { ...entry, path: link.path } : link;
}

/** Returns the clone address of a submodule from `.gitmodules`, or null if it has none. */
async function submoduleUrl(world: World, tree: string, path: string): Promise<string | null> {
  const file = await world.git.entryAt(tree, '.gitmodules');
  const text = file?.type === 'blob' ? ((await world.git.readBlob(file.oid))?.toString('utf8') ?? '') : '';
  const section = text.split(/^\[/m).find((part) => /^\s*path\s*=\s*(.+?)\s*$/m.exec(part)?.[1] === path);
  return /^\s*url\s*=\s*(.+?)\s*$/m.exec(section ?? '')?.[1] ?? null;
}

const MOST_IN_DIRECTORY = 1000;

async function directory(world: World, folder: TreeEntry, ref: string) {
  const entries = (await world.git.readTree(folder.oid)) ?? [];
  return Promise.all(
    entries.slice(0, MOST_IN_DIRECTORY).map(async (entry) => {
      const size = entry.type === 'blob' ? ((await world.git.inspect(entry.oid))?.size ?? 0) : 0;
      const path = folder.path === '' ? entry.path : `${folder.path}/${entry.path}`;
      return describe(world, { ...entry, path }, size, ref);
    }),
  );
}

const MEGABYTE = 1024 * 1024;

function file(world: World, entry: TreeEntry, content: Buffer, ref: string) {
  const described = describe(world, entry, content.length, ref);
  if (entry.mode === '120000') return { ...described, target: content.toString('utf8') };
  // Above a megabyte GitHub reports the size and leaves the content out.
  const large = content.length > MEGABYTE;
  return { ...described, content: large ? '' : toBase64Lines(content), encoding: large ? 'none' : 'base64' };
}

function describe(world: World, entry: TreeEntry, size: number, ref: string) {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const url = `${repositoryUrl(world)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const type =
    entry.type === 'tree'
      ? 'dir'
      : entry.mode === '120000'
        ? 'symlink'
        : entry.type === 'commit'
          ? 'submodule'
          : 'file';
  const git = `${repositoryUrl(world)}/git/${type === 'dir' ? 'trees' : 'blobs'}/${entry.oid}`;
  const html = `${repositoryPage(world)}/${type === 'dir' ? 'tree' : 'blob'}/${ref}/${path}`;
  return {
    type,
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.oid,
    size,
    url,
    git_url: git,
    html_url: html,
    download_url: type === 'file' ? `${repositoryPage(world)}/raw/${ref}/${path}` : null,
    _links: { self: url, git, html },
  };
}

async function put(request: RepositoryRequest) {
  const { world } = request;
  const body = readBody(request);
  const path = cleanPath(parameter(request, 'path'));
  if (path === '') throw new ApiError(422, `path cannot be empty`);
  const content = Buffer.from(body.text('content').replace(/\s/g, ''), 'base64');
  const branch = branchOf(world, body);
  const present = await assertSha(world, branch, path, body.optionalText('sha'), 'replace');
  const oid = await commit(request, body, branch, path, content);
  const blob = await world.git.writeBlob(content);
  const entry: TreeEntry = { path, mode: '100644', type: 'blob', oid: blob };
  const answer = {
    content: describe(world, entry, content.length, branch),
    commit: await commitOf(world, oid),
  };
  return present ? ok(answer) : created(answer);
}

async function remove(request: RepositoryRequest) {
  const { world } = request;
  const body = readBody(request);
  const path = cleanPath(parameter(request, 'path'));
  const branch = branchOf(world, body);
  await assertSha(world, branch, path, body.text('sha'), 'delete');
  const oid = await commit(request, body, branch, path, null);
  return ok({ content: null, commit: await commitOf(world, oid) });
}

function branchOf(world: World, body: BodyReader): string {
  const branch = (body.optionalText('branch') ?? world.state.repository.defaultBranch).replace(/^refs\/heads\//, '');
  if (world.git.branch(branch) === undefined && world.git.refs().size > 0)
    throw new ApiError(404, `Branch ${branch} not found`);
  return branch;
}

/**
 * Requires that the caller names the blob to replace, so that no unseen work is overwritten.
 * @returns true if the file already exists
 */
async function assertSha(
  world: World,
  branch: string,
  path: string,
  sha: string | undefined,
  purpose: 'replace' | 'delete',
): Promise<boolean> {
  const head = world.git.branch(branch);
  const tree = head === undefined ? undefined : (await world.git.readCommit(head))?.tree;
  const present = tree === undefined ? undefined : await world.git.entryAt(tree, path);
  if (present === undefined) {
    if (purpose === 'delete') throw notFound();
    if (sha !== undefined) throw new ApiError(409, `${path} does not match ${sha}`);
    return false;
  }
  if (sha === undefined) throw new ApiError(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (present.oid !== sha) throw new ApiError(409, `${path} does not match ${sha}`);
  return true;
}

function commit(
  request: RepositoryRequest,
  body: BodyReader,
  branch: string,
  path: string,
  content: Buffer | null,
): Promise<string> {
  const { world, caller } = request;
  const author = readSignature(body.object('author'), world.now());
  const committer = readSignature(body.object('committer'), world.now());
  return commitFiles(world, caller, {
    branch,
    message: body.text('message'),
    files: [{ path, content }],
    ...(author === undefined ? {} : { author }),
    ...(committer === undefined ? {} : { committer }),
  });
}

async function commitOf(world: World, oid: string) {
  const found = await world.git.readCommit(oid);
  if (found === undefined) throw new Error(`commit ${oid} was written but cannot be read`);
  return gitCommitBody(world, found);
}

/** @throws ApiError 422 for a path that leaves the repository */
function cleanPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..' || part.toLowerCase() === '.git')) {
    throw new ApiError(422, 'path contains a malformed path component');
  }
  return parts.join('/');
}
