import type { JobRecord, RunRecord } from './records.ts';
import type { JobDefinition } from './workflow.ts';

/** GitHub allows re-runs for 30 days. */
const LONGEST_MS = 30 * 86_400_000;

/** Returns GitHub's reason to refuse a re-run, or `undefined` if it allows one. */
export function whyNotAgain(run: RunRecord, which: 'all' | 'failed', now: number): string | undefined {
  if (run.status !== 'completed') return 'This workflow is already running';
  if (now - run.created_at > LONGEST_MS)
    return 'Unable to retry this workflow run because it was created over a month ago';
  if (which === 'failed' && run.jobs.every(({ conclusion }) => isDone(conclusion)))
    return 'This workflow run has no failed jobs';
  return undefined;
}

/** Returns the jobs that a re-run of failed jobs keeps. Failed jobs and jobs that need a failed one run again. */
export function keptJobs(definitions: readonly JobDefinition[], records: readonly JobRecord[]): ReadonlySet<string> {
  const again = new Set(
    definitions.filter((_, index) => !isDone(records[index]?.conclusion ?? null)).map(({ id }) => id),
  );
  for (let before = -1; before !== again.size;) {
    before = again.size;
    for (const { id, needs } of definitions) if (needs.some((need) => again.has(need))) again.add(id);
  }
  return new Set(definitions.map(({ id }) => id).filter((id) => !again.has(id)));
}

function isDone(conclusion: JobRecord['conclusion']): boolean {
  return conclusion === 'success' || conclusion === 'skipped';
}
