import type { LedgerRecord } from '../ledger/record.ts';

/** A fault of a ledger, or a property that it does not prove. Codes are stable; core/reasons/verification.ts explains them. */
export interface Finding {
  readonly code: FindingCode;
  /** `incomplete` if the property is unproven, which does not mean that it is false. */
  readonly weight: 'broken' | 'incomplete';
  /** The file, the file and line, the record or the commit. */
  readonly where: string;
  readonly sentence: string;
}

/** A check that follows the records of a ledger in order. */
export interface RecordsCheck<Look> {
  readonly record: (record: LedgerRecord) => void;
  readonly end: () => Look;
}

export type FindingCode =
  | 'ledger-invalid'
  | 'open-differs'
  | 'checkpoint-missing'
  | 'checkpoint-invalid'
  | 'checkpoint-origin'
  | 'cut-off'
  | 'rewritten'
  | 'not-signed'
  | 'key-unknown'
  | 'checkpoint-behind'
  | 'unsealed'
  | 'voided'
  | 'silence'
  | 'out-of-order'
  | 'out-of-window'
  | 'decision-differs'
  | 'verdict-differs'
  | 'verdict-unfounded'
  | 'version-unrecorded'
  | 'omitted'
  | 'unexplained-change'
  | 'history-not-linear'
  | 'history-not-append'
  | 'merge-missing'
  | 'pin-mismatch'
  | 'pin-invalid'
  | 'pin-removed'
  | 'genesis-differs';

/** Familiar words for some codes, for people. */
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
