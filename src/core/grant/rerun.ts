import type { RunFact } from '../ledger/record.ts';

const START = 'start a new run: gh workflow run reconcile.yml';

/**
 * Returns the reason that a re-run grants nothing. It is `undefined` for a first attempt and for the command line. People
 * with write permission can re-run an old run for 30 days, with its old commit and its first actor. Unknown is not yes: an
 * attempt other than `1` grants nothing.
 */
export function whyRerunGrantsNothing({ kind, id, attempt }: RunFact): string | undefined {
  if (kind === 'cli' || attempt === '1') return undefined;
  const run = `run ${quoteUnlessNumber(id)}`;
  return /^[1-9]\d{0,9}$/.test(attempt)
    ? `this is attempt ${attempt} of ${run}: a re-run only revokes access; ${START}`
    : `${run} has the attempt ${JSON.stringify(attempt)} instead of "1": a possible re-run only revokes access; ${START}`;
}

function quoteUnlessNumber(text: string): string {
  return /^\d{1,20}$/.test(text) ? text : JSON.stringify(text);
}
