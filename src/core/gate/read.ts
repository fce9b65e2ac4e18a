import type { GateFacts } from './facts.ts';
import { parseWorkflow, type JobFact, type WorkflowFact } from './workflow.ts';

/** The parsed workflows, read once for all rules. */
export interface Workflows {
  readonly all: readonly WorkflowFact[];
  readonly unread: readonly { readonly path: string; readonly problem: string }[];
  /** The workflow that grants and revokes, and its job. */
  readonly reconcile?: { readonly workflow: WorkflowFact; readonly job: JobFact };
}

export const RECONCILE_PATH = '.github/workflows/reconcile.yml';

/** Reads every workflow. Ours has a step `command: reconcile`; if several have one, the file name decides. */
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
