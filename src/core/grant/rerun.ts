import type { RunFact } from '../ledger/record.ts';

const START = 'start a new run: gh workflow run reconcile.yml';

/**
 * Says why a re-run of a workflow run grants nothing; `undefined` for a first attempt and for the command line. Anybody who
 * may write can re-run an old run for 30 days, with its old commit and in the name of its first actor. Unknown is not yes:
 * an attempt that does not read as 1 grants nothing either.
 */
export function whyRerunGrantsNothing({ kind, id, attempt }: RunFact): string | undefined {
  if (kind === 'cli' || attempt === '1') return undefined;
  const run = `run ${quoteUnlessNumber(id)}`;
  return /^[1-9]\d{0,9}$/.test(attempt)
    ? `this is attempt ${attempt} of ${run}: a re-run revokes and grants nothing; ${START}`
    : `the attempt of ${run} reads ${JSON.stringify(attempt)} instead of "1": a run that may be a re-run revokes and grants nothing; ${START}`;
}

function quoteUnlessNumber(text: string): string {
  return /^\d{1,20}$/.test(text) ? text : JSON.stringify(text);
}
