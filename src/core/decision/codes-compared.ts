import { REVIEW_RULES } from './review.ts';

/**
 * Rewrites the codes of a decision so that old and new records of the same judgement are equal. Only wordings of one
 * verdict become equal, never two verdicts.
 *
 * - Early versions gave the codes of reviews that do not count in place of `approval-missing`.
 * - Early versions also gave a bot `requester-not-eligible`, beside `requester-not-a-person`.
 */
export function comparable(codes: readonly string[]): readonly string[] {
  const isBot = codes.includes('requester-not-a-person');
  return codes
    .filter((code) => !(isBot && code === 'requester-not-eligible'))
    .map((code) => (IGNORED_REVIEWS.has(code) ? 'approval-missing' : code));
}

const IGNORED_REVIEWS: ReadonlySet<string> = new Set(
  REVIEW_RULES.filter(({ standing }) => standing === 'no').map(({ code }) => code),
);
