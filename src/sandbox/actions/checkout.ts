import { runGit } from '../github/git/process.ts';
import type { JobScope } from './scope.ts';

/** Inputs that ask for no more than a fresh, shallow, detached checkout without credentials already gives. */
const HARMLESS = new Set(['persist-credentials', 'fetch-depth', 'ref', 'token', 'clean', 'show-progress']);

/**
 * Does the work of `actions/checkout`: puts the run's commit, or `ref`, into the workspace.
 * @throws Error for an unsupported input, and for a commit that does not exist
 */
export async function checkOut(inputs: Readonly<Record<string, string>>, scope: JobScope): Promise<void> {
  const strange = Object.keys(inputs).filter((name) => !HARMLESS.has(name));
  if (strange.length > 0)
    throw new Error(`the sandbox's checkout does not support \`${strange.join('`, `')}\`; remove it from \`with\``);
  const { sha } = scope.contexts['github'] as { readonly sha: string };
  const wanted = inputs['ref'] || sha;
  const git = (...args: readonly string[]) => runGit(scope.place.workspace, args);
  await git('init', '--quiet');
  await git('fetch', '--quiet', '--depth=1', '--no-tags', '--end-of-options', scope.options.host.gitDir, wanted);
  await git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  const commit = (await git('rev-parse', 'HEAD')).toString('utf8').trim();
  scope.log.print(`the sandbox provides this action: it checked out ${commit}`);
}
