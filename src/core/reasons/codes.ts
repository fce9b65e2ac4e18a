import type { CHANGES } from './changes.ts';
import type { Finality, ReasonTable } from './entry.ts';
import type { REQUESTS } from './requests.ts';
import type { REVIEWS } from './reviews.ts';

type CodesOf<T extends ReasonTable, F extends Finality> = {
  [Code in keyof T]: T[Code]['final'] extends F ? Code : never;
}[keyof T];

/** The codes of decisions on requests, and of verdicts on changes of policies. */
type Verdicts = typeof REQUESTS & typeof CHANGES;

/** A code that may deny: the table does not say that a later run decides again. */
export type DenialCode = CodesOf<Verdicts, 'yes' | 'after the merge'>;

/** A code that may defer: the table does not say that it is final. */
export type DeferralCode = CodesOf<Verdicts, 'no' | 'after the merge'>;

/** A code that defers before the merge and denies after it. */
export type EitherCode = DenialCode & DeferralCode;

export type RequestCode = keyof typeof REQUESTS;

/** The code of a single review. */
export type ReviewCode = keyof typeof REVIEWS;
