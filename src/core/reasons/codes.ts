import type { Finality, ReasonTable } from './entry.ts';
import type { REQUESTS } from './requests.ts';
import type { REVIEWS } from './reviews.ts';

type CodesOf<T extends ReasonTable, F extends Finality> = {
  [Code in keyof T]: T[Code]['final'] extends F ? Code : never;
}[keyof T];

/** A code that may deny: the table does not say that a later run decides again. */
export type DenialCode = CodesOf<typeof REQUESTS, 'yes' | 'after the merge'>;

/** A code that may defer: the table does not say that it is final. */
export type DeferralCode = CodesOf<typeof REQUESTS, 'no' | 'after the merge'>;

/** A code that defers before the merge and denies after it. */
export type EitherCode = DenialCode & DeferralCode;

export type RequestCode = keyof typeof REQUESTS;

/** The code of a single review. */
export type ReviewCode = keyof typeof REVIEWS;
