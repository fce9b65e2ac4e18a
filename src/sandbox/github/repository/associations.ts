import type { Pull } from '../state.ts';
import type { World } from '../world.ts';
import { pullCommits } from './pull-content.ts';

/**
 * The pull requests GitHub names for a commit, oldest first: of a commit on the default branch the merged ones that brought it there,
 * of any other the merged and the open ones it is part of.
 * https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
 * A merge younger than `world.indexLagSeconds` is not named yet.
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
  // rebased, each commit was made again on top of the base
  return merge?.method === 'rebase' && (await world.git.history(merge.oid, { not: base.sha })).includes(oid);
}
