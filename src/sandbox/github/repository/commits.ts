import { ApiError, notFound } from '../errors.ts';
import { noreplyEmail, userById } from '../people.ts';
import type { TokenIdentity } from '../state.ts';
import type { World } from '../world.ts';
import { moveRef } from './branches.ts';
import { WEB_FLOW } from './pull-content.ts';
import type { Signature, TreeChange } from '../git.ts';

export interface FilesToCommit {
  /** The branch's short name. It must exist, unless the repository is still empty. */
  readonly branch: string;
  readonly message: string;
  /** `null` deletes the file. */
  readonly files: readonly {
    readonly path: string;
    readonly content: Buffer | null;
    readonly mode?: '100644' | '100755' | '120000';
  }[];
  /** The expected head of the branch. Undefined: the caller has checked it. */
  readonly expectedHead?: string;
  /** An author other than the caller. GitHub does not sign such a commit. */
  readonly author?: Signature;
  readonly committer?: Signature;
}

/** The branch is not at `expectedHead`. */
export class HeadMoved extends Error {}

/**
 * Commits files to a branch in the caller's name. GitHub commits and signs it. Call it within `world.serially`.
 * @returns the new commit
 * @throws HeadMoved before any write, if `expectedHead` is not the branch's head
 * @throws RuleViolation with status 409 if a ruleset forbids it
 */
export async function commitFiles(world: World, actor: TokenIdentity, wanted: FilesToCommit): Promise<string> {
  const { git, state } = world;
  const head = git.branch(wanted.branch);
  if (head === undefined && git.refs().size > 0) throw new ApiError(404, `Branch ${wanted.branch} not found`);
  if (wanted.expectedHead !== undefined && wanted.expectedHead !== head) {
    throw new HeadMoved(`Expected branch to point to "${wanted.expectedHead}" but it did not.  Pull and try again.`);
  }
  const parent = head === undefined ? undefined : await git.readCommit(head);
  const changes = await Promise.all(wanted.files.map((file) => toChange(world, parent?.tree, file)));
  const mine = { ...signatureOf(world, actor.user), at: world.now() };
  const oid = await git.writeCommit({
    tree: await git.writeTreeWith(parent?.tree, changes),
    parents: head === undefined ? [] : [head],
    author: wanted.author ?? wanted.committer ?? mine,
    committer: wanted.committer ?? wanted.author ?? { ...WEB_FLOW, at: world.now() },
    message: wanted.message,
  });
  if (wanted.author === undefined && wanted.committer === undefined) state.signedByGitHub.add(oid);
  await moveRef(world, actor, { ref: `refs/heads/${wanted.branch}`, from: head, to: oid }, 409);
  return oid;
}

async function toChange(
  world: World,
  tree: string | undefined,
  file: FilesToCommit['files'][number],
): Promise<TreeChange> {
  const present = tree === undefined ? undefined : await world.git.entryAt(tree, file.path);
  if (file.content === null) {
    if (present?.type !== 'blob') throw notFound();
    return { path: file.path, entry: null };
  }
  const kept = present?.mode === '100755' || present?.mode === '100644' ? present.mode : '100644';
  return { path: file.path, entry: { mode: file.mode ?? kept, oid: await world.git.writeBlob(file.content) } };
}

/** Returns the name and address of a user in commits that GitHub creates. */
export function signatureOf(world: World, id: number): { name: string; email: string } {
  const user = userById(world.state, id);
  return { name: user.name ?? user.login, email: noreplyEmail(user) };
}
