import type { Workflow } from './workflow.ts';

/**
 * The sandbox's treatment of an action. `build`: the build under test. `checkout`: the commit's files. `provided`: the
 * sandbox provides it. `app-token`: it mints a token of the sandbox's App. `unknown`: the sandbox cannot run it.
 */
export type ActionRole = 'build' | 'checkout' | 'provided' | 'app-token' | 'unknown';

/** @param action the text after `uses:` */
export function roleOf(action: string): ActionRole {
  if (action === './' || /^[^/]+\/pullcord@/iu.test(action)) return 'build';
  if (action.startsWith('actions/checkout@')) return 'checkout';
  if (action.startsWith('actions/setup-node@')) return 'provided';
  return action.startsWith('actions/create-github-app-token@') ? 'app-token' : 'unknown';
}

/** Returns true if a script only prepares the build, because the sandbox already has it. */
export function onlyPrepares(script: string): boolean {
  const preparation = /^npm (?:ci|run (?:-s |--silent )?build)(?: --?[\w-]+)*$/u;
  const lines = script.split('\n').map((line) => line.trim());
  return lines.every((line) => line === '' || line.startsWith('#') || preparation.test(line));
}

/** Returns true if a workflow uses the action under test. The sandbox does not run the others (ci, release). */
export function usesTheBuild(workflow: Workflow): boolean {
  const steps = workflow.jobs.flatMap((job) => job.steps);
  return steps.some(({ does }) => does.kind === 'uses' && roleOf(does.action) === 'build');
}

/** Returns true if an unreadable workflow file was meant to use the action under test. */
export function seemsToUseTheBuild(text: string): boolean {
  return /\buses:\s*['"]?(?:\.\/(?=['"\s,}]|$)|[^/\s]+\/pullcord@)/iu.test(text);
}

/** Returns true if a script of the workflow asks GitHub to start one of these workflow files. */
export function startsOneOf(files: readonly string[], { jobs }: Workflow): boolean {
  const scripts = jobs.flatMap(({ steps }) => steps.flatMap(({ does }) => (does.kind === 'run' ? [does.script] : [])));
  return scripts.some(
    (script) => typeof script === 'string' && files.some((file) => script.includes(`/workflows/${file}/dispatches`)),
  );
}
