import type { PullFact } from '../../core/decision/evidence.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import type { PullReading } from './pull.ts';
import { orNull } from './unread.ts';

/** One update of a branch: https://docs.github.com/en/rest/repos/repos#list-repository-activities. */
interface Activity {
  readonly before?: unknown;
  readonly after?: unknown;
  readonly actor?: { readonly id?: unknown } | null;
}

/** Ten pages of a hundred: no request's branch has been pushed to more often. */
const MOST_UPDATES = 1000;
const NOWHERE = 'nowhere';

/**
 * Everyone who pushed to a pull request's branch, from its head back to its beginning. `null`: GitHub does not return
 * it, a page is missing, or an update does not begin where the one before it ended.
 */
export function readPushers(
  github: GitHub,
  name: RepositoryName,
  repository: number,
  { pull, branch }: PullReading,
): Promise<PullFact['pushers']> {
  if (pull.head.repository !== repository) return Promise.resolve(null);
  return orNull(readUpdates(github, name, `refs/heads/${branch}`, pull));
}

async function readUpdates(
  github: GitHub,
  { owner, name }: RepositoryName,
  ref: string,
  { number, head, commits }: PullReading['pull'],
): Promise<PullFact['pushers']> {
  const what = `who pushed to the branch of pull request #${number}`;
  const own = new Set(commits.map(({ sha }) => sha));
  const pushers = new Set<number | null>();
  // Where the next older update must have led; once the branch's beginning is reached, nothing must any more.
  let expected: string | undefined = head.sha;
  let found = false;
  let seen = 0;
  for await (const page of github.pages(what, 'GET /repos/{owner}/{repo}/activity', { owner, repo: name, ref })) {
    for (const update of page as readonly Activity[]) {
      seen += 1;
      const [before, after] = [commitIn(update.before), commitIn(update.after)];
      if (seen > MOST_UPDATES || before === undefined || after === undefined) return null;
      // Later updates do not count: the head stands where it was merged or is now.
      if (!found && after !== head.sha) continue;
      found = true;
      if (expected !== undefined && after !== expected) return null;
      // A branch that is deleted and made anew from the same commits does not hide the people who pushed them.
      if (expected !== undefined || own.has(after)) pushers.add(idOf(update));
      if (expected !== undefined) expected = before === NOWHERE ? undefined : before;
    }
  }
  return found && expected === undefined ? [...pushers] : null;
}

/** Before a branch began and after it ended it stood nowhere. */
function commitIn(value: unknown): string | undefined {
  if (value === null) return NOWHERE;
  if (typeof value !== 'string') return undefined;
  return /^0+$/.test(value) ? NOWHERE : value;
}

function idOf({ actor }: Activity): number | null {
  return typeof actor?.id === 'number' ? actor.id : null;
}
