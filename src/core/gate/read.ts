import type { GateFacts } from './facts.ts';
import { parseWorkflow, type JobFact, type WorkflowFact } from './workflow.ts';

/** What the workflows are, read once for all rules. */
export interface Workflows {
  readonly all: readonly WorkflowFact[];
  readonly unread: readonly { readonly path: string; readonly problem: string }[];
  /** The workflow that gives and takes, and the job in it. */
  readonly reconcile?: { readonly workflow: WorkflowFact; readonly job: JobFact };
}

export const RECONCILE_PATH = '.github/workflows/reconcile.yml';

/** Reads every workflow. The one with a step `command: reconcile` is ours; of several, the one with our name. */
export function readWorkflows({ workflows }: Pick<GateFacts, 'workflows'>): Workflows {
  const read = (workflows.value ?? []).map(parseWorkflow);
  const all = read.filter((each): each is WorkflowFact => !('problem' in each));
  const candidates = all.flatMap((workflow) => {
    const job = workflow.jobs.find(({ commands }) => commands.includes('reconcile'));
    return job === undefined ? [] : [{ workflow, job }];
  });
  const reconcile = candidates.find(({ workflow }) => workflow.path === RECONCILE_PATH) ?? candidates[0];
  return { all, unread: read.filter((each) => 'problem' in each), ...(reconcile === undefined ? {} : { reconcile }) };
}
