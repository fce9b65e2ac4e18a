import { denied, pending, type RuleInput, type Objection, type Rule } from '../rule.ts';
import type { Issue } from '../../issue.ts';

/** The request document itself, and its policy before the merge and at the head. */
export const documentRules: readonly Rule[] = [
  { id: 'readable', asks: 'the file was read and is UTF-8 text', judge: isReadable },
  { id: 'filed', asks: 'every text has the git blob id it is filed under', judge: matchesItsDigest },
  {
    id: 'valid',
    asks: 'the document is a valid request',
    arises: ({ evidence: { text } }) => text !== null,
    judge: ({ request }) => (request.issues ?? []).map(fromIssue),
  },
  {
    id: 'admissible',
    asks: 'the policy admits the request, before the merge and now',
    arises: ({ request, before, head }) =>
      request.value !== undefined && (before.policy !== undefined || head.policy !== undefined),
    judge: ({ admission }) => admission.map(fromIssue),
  },
];

function isReadable({ evidence: { text, textProblem, pull, path } }: RuleInput): Objection[] {
  if (textProblem === 'not-utf8')
    return [denied('text-not-utf8', `${path} is not UTF-8; save it as UTF-8 without a byte order mark`)];
  if (textProblem === 'too-long')
    return [denied('document-too-large', `${path} is longer than 16 KiB, the most that a request may have`)];
  return text !== null || pull === null ? [] : [pending('text-unknown', `GitHub did not return the bytes of ${path}`)];
}

function matchesItsDigest({ digestMismatch }: RuleInput): Objection[] {
  return digestMismatch.map((sentence) => pending('blob-mismatch', sentence));
}

/** The table of documents explains the codes of issues: there an issue is never final, since authors fix it. */
function fromIssue({ code, path, line, column, sentence }: Issue): Objection {
  return { weight: 'denied', code, sentence: `${path}:${line}:${column} ${sentence}` };
}
