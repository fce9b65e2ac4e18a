import { REVIEWS } from '../reasons/reviews.ts';

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
    .map((code) => (Object.hasOwn(REVIEWS, code) ? 'approval-missing' : code));
}
