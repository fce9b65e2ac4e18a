import type { Workflow } from './workflow.ts';

/** What an action is to the sandbox: the build under test, the commit's files, one it provides itself, one that mints its App's token, or none of its own. */
export type ActionRole = 'build' | 'checkout' | 'provided' | 'app-token' | 'unknown';

/** @param action what stands after `uses:` */
export function roleOf(action: string): ActionRole {
  if (action === './' || /^[^/]+\/pullcord@/iu.test(action)) return 'build';
  if (action.startsWith('actions/checkout@')) return 'checkout';
  if (action.startsWith('actions/setup-node@')) return 'provided';
  return action.startsWith('actions/create-github-app-token@') ? 'app-token' : 'unknown';
}

/** Whether a script does nothing but prepare the build, which the sandbox brings ready. */
export function onlyPrepares(script: string): boolean {
  const preparation = /^npm (?:ci|run (?:-s |--silent )?build)(?: --?[\w-]+)*$/u;
  const lines = script.split('\n').map((line) => line.trim());
  return lines.every((line) => line === '' || line.startsWith('#') || preparation.test(line));
}

/** Whether a workflow uses the action under test at all. The others (ci, release) are not the sandbox's to run. */
export function usesTheBuild(workflow: Workflow): boolean {
  const steps = workflow.jobs.flatMap((job) => job.steps);
  return steps.some(({ does }) => does.kind === 'uses' && roleOf(does.action) === 'build');
}

/** The same of a file that cannot be read as a workflow: whether it was meant to use it. */
export function seemsToUseTheBuild(text: string): boolean {
  return /\buses:\s*['"]?(?:\.\/(?=['"\s,}]|$)|[^/\s]+\/pullcord@)/iu.test(text);
}

/** Whether a script of the workflow asks GitHub to start one of these workflow files. */
export function startsOneOf(files: readonly string[], { jobs }: Workflow): boolean {
  const scripts = jobs.flatMap(({ steps }) => steps.flatMap(({ does }) => (does.kind === 'run' ? [does.script] : [])));
  return scripts.some(
    (script) => typeof script === 'string' && files.some((file) => script.includes(`/workflows/${file}/dispatches`)),
  );
}
