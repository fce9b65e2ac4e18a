import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { noreplyEmail, userById } from './people.ts';
import type { TokenIdentity } from './state.ts';
import { moveRef } from './repository/branches.ts';
import type { World } from './world.ts';

export interface SeedFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly content: Buffer | string;
  readonly mode?: '100644' | '100755' | '120000';
}

const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'coverage', '.cache']);

/** Reads a folder's files for the repository. Build results and installed packages are left out. */
export async function readSeedFolder(folder: string, within = ''): Promise<readonly SeedFile[]> {
  const names = (await readdir(join(folder, within))).filter((name) => !LEFT_OUT.has(name)).sort();
  const files = await Promise.all(
    names.map(async (name): Promise<readonly SeedFile[]> => {
      const path = within === '' ? name : `${within}/${name}`;
      const place = join(folder, path);
      const status = await lstat(place);
      if (status.isDirectory()) return readSeedFolder(folder, path);
      if (status.isSymbolicLink()) return [{ path, content: await readlink(place), mode: '120000' }];
      if (!status.isFile()) return [];
      return [{ path, content: await readFile(place), mode: (status.mode & 0o100) === 0 ? '100644' : '100755' }];
    }),
  );
  return files.flat();
}

/** Creates the first commit on the default branch, by the organization's owner. It starts no workflow. */
export async function seed(world: World, files: readonly SeedFile[], owner: number): Promise<string> {
  const { state } = world;
  const oid = await commitSeed(world, files, owner, 'Set up break-glass access');
  const actor: TokenIdentity = { kind: 'user', user: owner };
  await moveRef(world, actor, { ref: `refs/heads/${state.repository.defaultBranch}`, from: undefined, to: oid });
  return oid;
}

/** Adds a commit of the set-up to the default branch, before its rules apply. It starts no workflow. */
export async function seedMore(
  world: World,
  files: readonly SeedFile[],
  owner: number,
  message: string,
): Promise<void> {
  const { git, state } = world;
  const branch = state.repository.defaultBranch;
  const oid = await commitSeed(world, files, owner, message);
  await git.updateRef(`refs/heads/${branch}`, git.branch(branch), oid);
}

async function commitSeed(world: World, files: readonly SeedFile[], owner: number, message: string): Promise<string> {
  const { git, state } = world;
  const head = git.branch(state.repository.defaultBranch);
  const before = head === undefined ? undefined : (await git.readCommit(head))?.tree;
  const changes = await Promise.all(
    files.map(async ({ path, content, mode = '100644' }) => ({
      path,
      entry: { mode, oid: await git.writeBlob(content) },
    })),
  );
  const user = userById(state, owner);
  const by = { name: user.name ?? user.login, email: noreplyEmail(user), at: world.now() };
  return git.writeCommit({
    tree: await git.writeTreeWith(before, changes),
    parents: head === undefined ? [] : [head],
    author: by,
    committer: by,
    message,
  });
}
