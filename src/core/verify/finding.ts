/** What is wrong with a ledger, or not shown by it. The codes are stable. */
export interface Finding {
  readonly code: FindingCode;
  /** `incomplete`: not shown, which is not the same as wrong. */
  readonly weight: 'broken' | 'incomplete';
  /** A file, a file and line, a record, a commit. */
  readonly where: string;
  readonly sentence: string;
}

export type FindingCode =
  | 'ledger-invalid' // a line, a file or their order
  | 'open-differs' // audit/open.json does not follow from the records
  | 'checkpoint-missing'
  | 'checkpoint-invalid'
  | 'checkpoint-origin'
  | 'cut-off' // a checkpoint covers more records than there are
  | 'rewritten' // a checkpoint has another root
  | 'not-signed' // no signature of a key in force
  | 'key-unknown' // no key the auditor brought signed any of it
  | 'checkpoint-behind' // the last records have no checkpoint yet
  | 'unsealed' // a record that counts only under a checkpoint, and has none
  | 'voided' // a stranger's record that a later heartbeat voids; or one that no heartbeat may void
  | 'silence' // nothing was recorded for more than two days
  | 'out-of-order' // a record of a request that cannot follow those before it
  | 'out-of-window' // something given outside its window, or ended before its end
  | 'decision-differs' // judged again, the evidence on record gives another decision
  | 'omitted' // Google's audit log has a change of ours that no record tells
  | 'unexplained-change' // a record tells of a change that Google's audit log does not have
  | 'history-not-linear'
  | 'history-not-append'
  | 'merge-missing'; // a request's merge commit is not in the clone

/** Words for people, where a code has one they know. */
export const WORD: Readonly<Partial<Record<FindingCode, string>>> = {
  'cut-off': 'TRUNCATED',
  rewritten: 'REWRITTEN',
  omitted: 'OMITTED',
  'unexplained-change': 'UNEXPLAINED',
  silence: 'STALE',
};

export function broken(code: FindingCode, where: string, sentence: string): Finding {
  return { code, weight: 'broken', where, sentence };
}

export function incomplete(code: FindingCode, where: string, sentence: string): Finding {
  return { code, weight: 'incomplete', where, sentence };
}
