import { denied, pending, type RuleInput, type Objection, type Rule } from '../rule.ts';
import type { Issue } from '../../issue.ts';

/** What the request itself says, and what the policies before the merge and at the head say to it. */
export const documentRules: readonly Rule[] = [
  { id: 'readable', asks: 'the bytes of the file are known and are text', judge: isReadable },
  { id: 'filed', asks: 'every text is the blob it is filed under', judge: matchesItsDigest },
  {
    id: 'valid',
    asks: 'the document is a valid request',
    arises: ({ evidence: { text } }) => text !== null,
    judge: ({ request }) => (request.issues ?? []).map(fromIssue),
  },
  {
    id: 'admissible',
    asks: 'the policy admits what is asked, before the merge and now',
    arises: ({ request, before, head }) =>
      request.value !== undefined && (before.policy !== undefined || head.policy !== undefined),
    judge: ({ admission }) => admission.map(fromIssue),
  },
];

function isReadable({ evidence: { text, textProblem, pull, path } }: RuleInput): Objection[] {
  if (textProblem === 'not-utf8')
    return [denied('text-not-utf8', `${path} is not UTF-8; save it as UTF-8 without a byte order mark`)];
  if (textProblem === 'too-long')
    return [denied('document-too-large', `${path} is far longer than a request; 16 KiB are the most`)];
  return text !== null || pull === null ? [] : [pending('text-unknown', `the bytes of ${path} could not be read`)];
}

function matchesItsDigest({ digestMismatch }: RuleInput): Objection[] {
  return digestMismatch.map((sentence) => pending('blob-mismatch', sentence));
}

function fromIssue({ code, path, line, column, sentence }: Issue): Objection {
  return denied(code, `${path}:${line}:${column} ${sentence}`);
}
