import type { FileChange } from '../git.ts';
import { noreplyEmail, userById } from '../people.ts';
import type { Pull } from '../state.ts';
import type { World } from '../world.ts';

/** The commits that are the pull request's own, oldest first. */
export async function pullCommits(world: World, pull: Pull): Promise<readonly string[]> {
  return [...(await world.git.history(pull.head.sha, { not: pull.base.sha }))].reverse();
}

/** What the pull request changes: from where it left its base to its head. */
export async function pullFiles(world: World, pull: Pull): Promise<readonly FileChange[]> {
  const from = await world.git.mergeBase(pull.base.sha, pull.head.sha);
  return world.git.diff(from, pull.head.sha);
}

/**
 * The commit at `refs/pull/N/merge`, made anew when base or head have moved since; null when they conflict.
 * A merged or closed pull request keeps its last.
 */
export async function testMerge(world: World, pull: Pull): Promise<string | null> {
  const { git } = world;
  const base = git.branch(pull.base.ref);
  const head = pull.head.sha;
  if (pull.state === 'closed' || base === undefined) return pull.testMerge?.oid ?? null;
  if (pull.testMerge?.base === base && pull.testMerge.head === head) return pull.testMerge.oid;
  const tree = await git.mergeTree(base, head);
  let oid: string | null = null;
  if (tree !== undefined) {
    const author = userById(world.state, pull.author);
    oid = await git.writeCommit({
      tree,
      parents: [base, head],
      author: { name: author.name ?? author.login, email: noreplyEmail(author), at: world.now() },
      committer: { ...WEB_FLOW, at: world.now() },
      message: `Merge ${head} into ${base}`,
    });
    world.state.signedByGitHub.add(oid);
    await git.setRefs(new Map([[`refs/pull/${pull.number}/merge`, oid]]));
  }
  pull.testMerge = { base, head, oid };
  return oid;
}

/** Who commits when GitHub does. */
export const WEB_FLOW = { name: 'GitHub', email: 'noreply@github.com' };
