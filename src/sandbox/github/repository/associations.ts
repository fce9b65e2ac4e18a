import type { Pull } from '../state.ts';
import type { World } from '../world.ts';
import { pullCommits } from './pull-content.ts';

/**
 * Returns the pull requests that GitHub associates with a commit, oldest first. For a commit on the default branch
 * these are the merged ones that brought it there. For any other commit these are the merged and open ones that contain
 * it.
 * https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
 * Merges younger than `world.indexLagSeconds` are left out.
 */
export async function associatedPulls(world: World, oid: string): Promise<readonly Pull[]> {
  const { git, state } = world;
  const main = git.branch(state.repository.defaultBranch);
  const isOnMain = main !== undefined && (await git.isAncestor(oid, main));
  const candidates = [...state.pulls.values()].filter((pull) =>
    pull.merge === null ? !isOnMain && pull.state === 'open' : isIndexed(world, pull.merge.at),
  );
  const held = await Promise.all(candidates.map((pull) => holds(world, pull, oid)));
  return candidates.filter((_, index) => held[index]);
}

function isIndexed(world: World, mergedAt: number): boolean {
  return world.now() - mergedAt >= (world.indexLagSeconds ?? 0) * 1000;
}

async function holds(world: World, pull: Pull, oid: string): Promise<boolean> {
  const { merge, base } = pull;
  if (merge?.oid === oid || (await pullCommits(world, pull)).includes(oid)) return true;
  // A rebase creates each commit again on top of the base.
  return merge?.method === 'rebase' && (await world.git.history(merge.oid, { not: base.sha })).includes(oid);
}
