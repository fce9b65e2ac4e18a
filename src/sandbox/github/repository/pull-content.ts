import type { FileChange } from '../git.ts';
import { noreplyEmail, userById } from '../people.ts';
import type { Pull } from '../state.ts';
import type { World } from '../world.ts';

/** Returns the pull request's own commits, oldest first. */
export async function pullCommits(world: World, pull: Pull): Promise<readonly string[]> {
  return [...(await world.git.history(pull.head.sha, { not: pull.base.sha }))].reverse();
}

/** Returns the changes of the pull request, from its merge base to its head. */
export async function pullFiles(world: World, pull: Pull): Promise<readonly FileChange[]> {
  const from = await world.git.mergeBase(pull.base.sha, pull.head.sha);
  return world.git.diff(from, pull.head.sha);
}

/**
 * Returns the commit at `refs/pull/N/merge`; null if base and head conflict. It is made again when base or head have
 * moved. A merged or closed pull request keeps its last one.
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

/** The committer of GitHub's own commits. */
export const WEB_FLOW = { name: 'GitHub', email: 'noreply@github.com' };
