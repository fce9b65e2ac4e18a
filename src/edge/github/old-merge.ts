import type { PullFact } from '../../core/decision/evidence.ts';
import type { MainlineCommit } from '../../core/ports.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { reaches } from './history.ts';
import type { PullReading } from './pull.ts';
import { orNull } from './unread.ts';

/** Completes the facts of a pull request that is older than the part of the mainline that was read. */
export async function completeOldMerge(
  github: GitHub,
  name: RepositoryName,
  pull: PullFact,
  dates: PullReading['dates'],
  mainline: readonly MainlineCommit[],
): Promise<PullFact> {
  const { merge, head } = pull;
  const { commit } = head;
  if (merge === null) return pull;
  const reached = (from: string | undefined, sha: string) => {
    const at = dates.get(sha);
    return from === undefined || at === undefined ? null : orNull(reaches(github, name, from, sha, at));
  };
  const [onMainline, ...parents] = await Promise.all([
    merge.onMainline ?? reached(mainline.at(-1)?.sha, merge.sha),
    // After a merge the default branch reaches every commit of the branch, so only commits before the merge count.
    ...(commit?.parentsOnMain === null ? commit.parents : []).map((sha) => reached(merge.parents[0]?.sha, sha)),
  ]);
  const known = parents.includes(false) ? false : parents.length === 0 || parents.includes(null) ? null : true;
  return {
    ...pull,
    merge: { ...merge, onMainline },
    head: { ...head, commit: commit && { ...commit, parentsOnMain: commit.parentsOnMain ?? known } },
  };
}
