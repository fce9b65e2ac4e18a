import { runGit } from '../github/git/process.ts';
import type { JobScope } from './scope.ts';

/** What asks for nothing that a fresh, shallow, detached checkout without credentials does not give already. */
const HARMLESS = new Set(['persist-credentials', 'fetch-depth', 'ref', 'token', 'clean', 'show-progress']);

/**
 * `actions/checkout`, by hand: the run's commit, or `ref`, in the workspace.
 * @throws Error for inputs this does not heed, and where there is no such commit
 */
export async function checkOut(inputs: Readonly<Record<string, string>>, scope: JobScope): Promise<void> {
  const strange = Object.keys(inputs).filter((name) => !HARMLESS.has(name));
  if (strange.length > 0) throw new Error(`the sandbox's checkout does not heed \`${strange.join('`, `')}\``);
  const { sha } = scope.contexts['github'] as { readonly sha: string };
  const wanted = inputs['ref'] || sha;
  const git = (...args: readonly string[]) => runGit(scope.place.workspace, args);
  await git('init', '--quiet');
  await git('fetch', '--quiet', '--depth=1', '--no-tags', '--end-of-options', scope.options.host.gitDir, wanted);
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  const commit = (await git('rev-parse', 'HEAD')).toString('utf8').trim();
  scope.log.print(`provided by the sandbox: checked out ${commit}`);
}
