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

/** Maximum number of updates: ten pages of a hundred. No branch of a request has more. */
const MOST_UPDATES = 1000;
const NOWHERE = 'nowhere';

/**
 * Reads everyone who pushed to a pull request's branch, from its head back to its beginning. Returns `null` if GitHub does
 * not return them, or a page is missing. It also returns `null` if an update does not begin at the end of the one before.
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
  const what = `the pushers of the branch of pull request #${number}`;
  const own = new Set(commits.map(({ sha }) => sha));
  const pushers = new Set<number | null>();
  // The commit that the next older update must end at; `undefined` after the branch's beginning.
  let expected: string | undefined = head.sha;
  let found = false;
  let seen = 0;
  for await (const page of github.pages(what, 'GET /repos/{owner}/{repo}/activity', { owner, repo: name, ref })) {
    for (const update of page as readonly Activity[]) {
      seen += 1;
      const [before, after] = [commitIn(update.before), commitIn(update.after)];
      if (seen > MOST_UPDATES || before === undefined || after === undefined) return null;
      // Later updates do not count: the head is the commit that was merged, or is the head now.
      if (!found && after !== head.sha) continue;
      found = true;
      if (expected !== undefined && after !== expected) return null;
      // A branch that is deleted and created again from the same commits does not hide their pushers.
      if (expected !== undefined || own.has(after)) pushers.add(idOf(update));
      if (expected !== undefined) expected = before === NOWHERE ? undefined : before;
    }
  }
  return found && expected === undefined ? [...pushers] : null;
}

/** Parses a commit id. Before its creation and after its deletion a branch has none: `nowhere`. */
function commitIn(value: unknown): string | undefined {
  if (value === null) return NOWHERE;
  if (typeof value !== 'string') return undefined;
  return /^0+$/.test(value) ? NOWHERE : value;
}

function idOf({ actor }: Activity): number | null {
  return typeof actor?.id === 'number' ? actor.id : null;
}
