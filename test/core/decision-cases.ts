import type { Evidence, PullFact } from '../../src/core/decision/evidence.ts';
import {
  commit,
  DIGESTS,
  evidence,
  HEAD,
  MERGE_COMMIT,
  MERGED,
  NO_POLICY,
  OPEN,
  ORGANIZATION,
  PATH,
  PEOPLE,
  POLICY,
  policySet,
  pull,
  REQUEST,
  review,
  SQUASH,
  user,
  type Trial,
} from './build.ts';

/* Decisions as a table: what is different from the ordinary case, and what then is decided for which reasons. */

export interface DecisionCase extends Trial {
  readonly name: string;
}

export interface ObjectedCase extends DecisionCase {
  readonly verdict: 'denied' | 'pending';
  /** Every reason's code, in order. */
  readonly codes: readonly string[];
}

const withPull = (change: Partial<PullFact>, more: Partial<Evidence> = {}): Pick<Trial, 'evidence'> => ({
  evidence: evidence({ pull: pull(change), ...more }),
});
const reviewed = (...reviews: PullFact['reviews']): Pick<Trial, 'evidence'> => withPull({ reviews });
const policy = (from: string, to: string): Pick<Trial, 'head'> => ({
  head: policySet({ policy: replaced(POLICY, from, to) }),
});
const HEAD_FILE = pull().head.file;
const OTHER = { blob: 'other-bytes', mode: '100644' };
const TWO_ENTRIES = policy(
  '  - { from: [team:sre-leads], count: 1 }',
  '  - { from: [team:sre-leads], count: 1 }\n  - { from: [team:sre-leads, user:carol], count: 1 }',
);
/** Whoever is seated first by the wider entry must make room for the narrower one. */
const WIDER_FIRST = policy(
  '  - { from: [team:sre-leads], count: 1 }',
  '  - { from: [team:sre-leads, user:carol], count: 1 }\n  - { from: [team:sre-leads], count: 1 }',
);
const TWO_PEOPLE = policy('count: 1 }\nbreak', 'count: 2 }\nbreak');
const EARLY = '2026-11-24T02:08:00Z';
const LATER = '2026-11-24T02:12:00Z';
const AFTER_MERGE = '2026-11-24T02:17:01Z';

export const APPROVED: readonly DecisionCase[] = [
  { name: 'a merge commit with one approval' },
  { name: 'a squash', ...withPull({ merge: SQUASH }) },
  {
    name: 'an approver named as a user',
    ...policy('[team:sre-leads]', '[user:dave]'),
    ...reviewed(review(PEOPLE.dave)),
  },
  { name: 'two entries with distinct people', ...TWO_ENTRIES, ...reviewed(review(PEOPLE.bob), review(PEOPLE.carol)) },
  {
    name: 'two entries where only one seating fits',
    ...TWO_ENTRIES,
    ...reviewed(review(PEOPLE.carol), review(PEOPLE.erin)),
  },
  {
    name: 'two entries where the first to be seated must move',
    ...WIDER_FIRST,
    ...reviewed(review(PEOPLE.bob), review(PEOPLE.carol)),
  },
  { name: 'one entry that needs two people', ...TWO_PEOPLE, ...reviewed(review(PEOPLE.bob), review(PEOPLE.erin)) },
  {
    name: 'an approval, then a comment',
    ...reviewed(review(PEOPLE.bob), review(PEOPLE.bob, { state: 'COMMENTED', submittedAt: LATER })),
  },
  {
    name: 'changes requested, then approved by the same person',
    ...reviewed(review(PEOPLE.bob, { state: 'CHANGES_REQUESTED', submittedAt: EARLY }), review(PEOPLE.bob)),
  },
  {
    name: 'a stale approval, then one of the head',
    ...reviewed(review(PEOPLE.bob, { commit: '01d', submittedAt: EARLY }), review(PEOPLE.bob)),
  },
  {
    name: 'a dismissed approval beside another’s',
    ...reviewed(review(PEOPLE.erin, { state: 'DISMISSED' }), review(PEOPLE.bob)),
  },
  {
    name: 'changes requested by somebody who is no approver',
    ...reviewed(review(PEOPLE.bob), review(PEOPLE.dave, { state: 'CHANGES_REQUESTED' })),
  },
  {
    name: 'changes requested only after the merge',
    ...reviewed(review(PEOPLE.bob), review(PEOPLE.erin, { state: 'CHANGES_REQUESTED', submittedAt: AFTER_MERGE })),
  },
  {
    name: 'a mind changed only after the merge',
    ...reviewed(
      review(PEOPLE.bob),
      review(PEOPLE.bob, { state: 'CHANGES_REQUESTED', submittedAt: AFTER_MERGE }),
      review(PEOPLE.dave, { submittedAt: AFTER_MERGE }),
    ),
  },
  { name: 'an approval in the very second of the merge', ...reviewed(review(PEOPLE.bob, { submittedAt: MERGED })) },
  {
    name: 'an approval by somebody else’s further account, which its team lists',
    evidence: evidence({
      pull: pull({ reviews: [review(user('bob-2', 2002))] }),
      teams: { 'orders-oncall': [1001], 'sre-leads': [2002], security: [] },
    }),
  },
  {
    name: 'an approval on the day the month turns',
    ...withPull({ mergedAt: '2026-12-01T00:00:05Z', reviews: [review(PEOPLE.bob)] }),
  },
  {
    name: 'a commit made on GitHub’s site, signed by it',
    ...withPull({ commits: [commit({ committer: 'github' })] }),
  },
  {
    name: 'a team that no rule of this policy asks, unread',
    evidence: evidence({ teams: { ...evidence().teams, security: null } }),
  },
  {
    name: 'a policy without proof, where the organization allows it',
    ...policy('maxDuration: 2h\napproval', 'maxDuration: 2h\nproof: none\napproval'),
    evidence: evidence({ secondFactors: { required: null, enabled: {} } }),
  },
  {
    name: 'a review by a deleted account that approves, beside a good one',
    ...reviewed(review(null), review(PEOPLE.bob)),
  },
  {
    name: 'another entry’s team unread, which is not needed',
    evidence: evidence({ teams: { ...evidence().teams, elsewhere: null } }),
  },
];

const denied = (name: string, code: string | readonly string[], trial: Trial): ObjectedCase => ({
  name,
  verdict: 'denied',
  codes: typeof code === 'string' ? [code] : code,
  ...trial,
});
const pending = (name: string, code: string | readonly string[], trial: Trial): ObjectedCase => ({
  name,
  verdict: 'pending',
  codes: typeof code === 'string' ? [code] : code,
  ...trial,
});
const NOT_KEY = {
  policy: replaced(POLICY, 'maxDuration: 2h\napproval', 'maxDuration: 2h\nproof: security-key\napproval'),
};
const someTeams = (change: Evidence['teams']) => ({
  evidence: evidence({ teams: { ...evidence().teams, ...change } }),
});
const factors = (change: Partial<Evidence['secondFactors']>) => ({
  evidence: evidence({ secondFactors: { ...evidence().secondFactors, ...change } }),
});
const factorOf = (id: number, value: boolean | null) =>
  factors({ enabled: { ...evidence().secondFactors.enabled, [String(id)]: value } });
const permission = (value: 'read' | 'none' | null) => ({
  evidence: evidence({ permissions: { ...evidence().permissions, '1002': value } }),
});
const ANOTHER_DIGEST = { ...DIGESTS, 'policies/orders.yaml': 'changed' };
const ADMITS_LESS = policySet({
  policy: `${POLICY}request:\n  required: [incident]\n  properties:\n    incident: { type: string }\n`,
});

export const OBJECTED: readonly ObjectedCase[] = [
  // rules/merge.ts
  denied('no pull request ten minutes after it came', 'no-pull-request', {
    evidence: evidence({ pull: null, gathered: '2026-11-24T02:27:01Z' }),
  }),
  pending('no pull request named within ten minutes', 'pull-request-unknown', {
    evidence: evidence({ pull: null, gathered: '2026-11-24T02:27:00Z' }),
  }),
  pending('no pull request and no date', 'pull-request-unknown', {
    evidence: evidence({ pull: null, addedAt: null, gathered: '2026-12-24T02:27:00Z' }),
  }),
  denied('a name that was used before', 'path-used', { evidence: evidence({ pathUsedBefore: true }) }),
  denied('a file edited past counting', 'changed-too-often', {
    evidence: evidence({ pull: null, changedTooOften: true }),
  }),
  denied(
    'more commits than GitHub lists',
    'too-many-commits',
    withPull({ commitCount: 250, commits: Array.from({ length: 250 }, () => commit({})) }),
  ),
  denied('a fork', 'fork', withPull({ head: { sha: HEAD, repository: 700999, file: HEAD_FILE } })),
  denied('a fork that was deleted', 'fork', withPull({ head: { sha: HEAD, repository: null, file: HEAD_FILE } })),
  denied('another base branch', 'base-branch', withPull({ base: 'release' })),
  denied('closed without a merge', 'not-merged', withPull({ state: 'closed', mergedAt: null, merge: null })),
  pending('a merge commit GitHub does not name', 'merge-unknown', withPull({ merge: null })),
  pending('a merge GitHub does not date', 'merge-unknown', withPull({ mergedAt: null })),
  denied(
    'two files',
    'not-one-file',
    withPull({
      files: [
        { path: PATH, change: 'ADDED' },
        { path: 'README.md', change: 'ADDED' },
      ],
    }),
  ),
  denied('no file', 'not-one-file', withPull({ files: [] })),
  pending('a file counted and not listed', 'files-unknown', withPull({ files: [], changedFiles: 1 })),
  denied('a file that was modified', 'not-added', withPull({ files: [{ path: PATH, change: 'MODIFIED' }] })),
  denied('another file', 'not-added', withPull({ files: [{ path: 'requests/2026/11/other.yaml', change: 'ADDED' }] })),
  denied(
    'a file that is not in the head',
    ['file-missing', 'bytes-changed'],
    withPull({ head: { sha: HEAD, repository: 700100, file: null } }),
  ),
  denied(
    'a link',
    'file-mode',
    withPull({ head: { sha: HEAD, repository: 700100, file: { blob: 'blob-of-request', mode: '120000' } } }),
  ),
  denied(
    'an executable file',
    'file-mode',
    withPull({ head: { sha: HEAD, repository: 700100, file: { blob: 'blob-of-request', mode: '100755' } } }),
  ),
  denied(
    'a file that was there before',
    'file-existed',
    withPull({
      merge: {
        ...MERGE_COMMIT,
        parents: [
          { sha: 'ba5e', file: OTHER },
          { sha: HEAD, file: HEAD_FILE },
        ],
      },
    }),
  ),
  denied(
    'a rebase, which GitHub does not sign',
    'merge-method',
    withPull({ merge: { ...SQUASH, signedByGitHub: false } }),
  ),
  denied('a merge pushed by hand', 'merge-method', withPull({ merge: { ...MERGE_COMMIT, signedByGitHub: false } })),
  denied(
    'a merge of another head',
    'merge-method',
    withPull({
      merge: {
        ...MERGE_COMMIT,
        parents: [
          { sha: 'ba5e', file: null },
          { sha: 'another', file: HEAD_FILE },
        ],
      },
    }),
  ),
  denied(
    'a merge of three',
    'merge-method',
    withPull({
      merge: { ...MERGE_COMMIT, parents: [...MERGE_COMMIT.parents, { sha: 'third', file: null }] },
    }),
  ),
  denied('a merge of which no parent is known', 'merge-method', withPull({ merge: { ...MERGE_COMMIT, parents: [] } })),
  denied(
    'a merge off the first-parent line',
    'off-mainline',
    withPull({ merge: { ...MERGE_COMMIT, onMainline: false } }),
  ),
  pending(
    'a first-parent line not read so far',
    'mainline-unknown',
    withPull({ merge: { ...MERGE_COMMIT, onMainline: null } }),
  ),
  denied('other bytes at the merge', 'bytes-changed', withPull({ merge: { ...MERGE_COMMIT, file: OTHER } })),
  denied('other bytes on the default branch', 'bytes-changed', { evidence: evidence({ file: OTHER }) }),
  denied('no file on the default branch', 'bytes-changed', { evidence: evidence({ file: null }) }),
  denied('the folder of another month', 'path-month', withPull({ mergedAt: '2027-01-01T00:00:00Z' })),
  // rules/document.ts
  pending('bytes that were not read', 'text-unknown', { evidence: evidence({ text: null }) }),
  denied('bytes that are no text', 'text-not-utf8', { evidence: evidence({ text: null, textProblem: 'not-utf8' }) }),
  denied('bytes beyond all measure', 'document-too-large', {
    evidence: evidence({ text: null, textProblem: 'too-long' }),
  }),
  denied('a document that is no request', 'schema-missing-key', {
    evidence: evidence({ text: REQUEST.replace(/reason.*\n/, '') }),
  }),
  denied('a blank reason', 'reason-blank', {
    evidence: evidence({ text: replaced(REQUEST, 'checkout returns 500s since 02:05', "'                      '") }),
  }),
  denied('more time than the policy gives', 'duration-over-policy', {
    evidence: evidence({ text: replaced(REQUEST, '2h', '3h') }),
  }),
  denied('a document the policy’s own rule refuses', 'rule-missing-key', { head: ADMITS_LESS }),
  pending('policies that do not parse now', 'policies-broken', {
    before: policySet(),
    head: { ...policySet(), issues: [{ code: 'x', path: 'policies/other.yaml', line: 1, column: 1, sentence: 'x' }] },
  }),
  denied('policies that did not parse then', 'policies-broken-before', {
    before: { ...policySet(), issues: [{ code: 'x', path: 'policies/other.yaml', line: 1, column: 1, sentence: 'x' }] },
    head: policySet(),
  }),
  denied('a policy that is not there', 'policy-unknown', {
    evidence: evidence({ text: replaced(REQUEST, 'orders', 'order') }),
  }),
  denied('a policy that was not there before the merge', 'policy-too-new', { before: NO_POLICY, head: policySet() }),
  pending('policies not read before the merge', 'policies-unknown', {
    before: null,
    evidence: evidence({ policies: { before: null, head: DIGESTS } }),
  }),
  pending('policies not read now', 'policies-unknown', {
    evidence: evidence({ policies: { before: DIGESTS, head: null } }),
  }),
  pending('a ledger without its beginning', 'genesis-unknown', { genesis: null }),
  denied('a policy changed since genesis', 'policy-change-unjudged', {
    evidence: evidence({ policies: { before: DIGESTS, head: ANOTHER_DIGEST } }),
  }),
  denied('a policy changed since genesis and back', 'policy-change-unjudged', {
    evidence: evidence({ policies: { before: ANOTHER_DIGEST, head: DIGESTS } }),
  }),
  denied('a policy that was not there at genesis', 'policy-change-unjudged', {
    genesis: { 'policies/organization.yaml': 'blob-of-organization' },
  }),
  denied('an organization changed since genesis', 'policy-change-unjudged', {
    genesis: { ...DIGESTS, 'policies/organization.yaml': 'first' },
  }),
  denied('a policy that gives something else now', 'policy-differs', {
    before: policySet(),
    head: policySet({ policy: replaced(POLICY, 'roles/cloudsql.viewer', 'roles/cloudsql.client') }),
  }),
  denied('breaking the glass', 'break-glass-unavailable', {
    evidence: evidence({ text: `${replaced(REQUEST, '2h', '1h')}breakGlass: true\n` }),
  }),
  // rules/people.ts
  denied(
    'a pull request by a bot',
    'requester-not-a-person',
    withPull({ author: { type: 'Bot', login: 'renovate', id: 1001 } }),
  ),
  denied('a pull request by a deleted account', 'requester-not-a-person', withPull({ author: null })),
  denied('a requester nobody knows', ['requester-unknown'], {
    evidence: evidence({
      pull: pull({ author: user('zoe', 1999), commits: [commit({ authors: [1999], committer: 1999 })] }),
      teams: { ...evidence().teams, 'orders-oncall': [1999] },
      secondFactors: { required: true, enabled: { ...evidence().secondFactors.enabled, '1999': true } },
    }),
  }),
  denied('a requester under another name', 'requester-renamed', withPull({ author: user('alice-the-second', 1001) })),
  denied('a requester who stands for another principal now', 'principal-differs', {
    before: policySet(),
    head: policySet({ organization: replaced(ORGANIZATION, 'user:alice@acme.example', 'user:root@acme.example') }),
  }),
  denied('a requester who may not ask', 'requester-not-eligible', someTeams({ 'orders-oncall': [1002] })),
  pending('a requesters’ team that was not read', 'team-unknown', someTeams({ 'orders-oncall': null })),
  denied('a requester without a second factor', 'second-factor-missing', factorOf(1001, false)),
  pending('a second factor of the requester not known', 'second-factor-unknown', factorOf(1001, null)),
  pending(
    'whether second factors are required not known',
    ['second-factor-unknown', 'second-factor-unknown'],
    factors({ required: null }),
  ),
  denied(
    'second factors not required',
    ['second-factor-not-required', 'approval-second-factor-not-required'],
    factors({ required: false }),
  ),
  denied('a policy that demands a security key', ['security-key-unavailable', 'approval-security-key-unavailable'], {
    head: policySet(NOT_KEY),
  }),
  // approval.ts
  pending('a page of reviews missing', 'pages-missing', withPull({ reviewCount: 2 })),
  pending('a page of commits missing', 'pages-missing', withPull({ commitCount: 101 })),
  pending('authors of a commit missing', 'pages-missing', withPull({ commits: [commit({ authorCount: 2 })] })),
  denied('a commit by nobody', 'commit-unattributed', withPull({ commits: [commit({ authors: [null] })] })),
  denied(
    'a co-author nobody knows',
    'commit-unattributed',
    withPull({ commits: [commit({ authors: [1001, null], authorCount: 2 })] }),
  ),
  denied('a committer nobody knows', 'commit-unattributed', withPull({ commits: [commit({ committer: null })] })),
  denied('no review', 'approval-missing', reviewed()),
  denied('a comment only', 'approval-missing', reviewed(review(PEOPLE.bob, { state: 'COMMENTED' }))),
  denied(
    'an approval by a bot',
    'approval-not-a-person',
    reviewed(review({ type: 'Bot', login: 'approver', id: 1002 })),
  ),
  denied('an approval by a deleted account', 'approval-not-a-person', reviewed(review(null))),
  denied('an approval after the merge', 'approval-late', reviewed(review(PEOPLE.bob, { submittedAt: AFTER_MERGE }))),
  denied(
    'an approval, then changes requested by the same person',
    ['approval-missing', 'changes-requested'],
    reviewed(review(PEOPLE.bob), review(PEOPLE.bob, { state: 'CHANGES_REQUESTED', submittedAt: LATER })),
  ),
  denied(
    'changes requested in the same second, after',
    ['approval-missing', 'changes-requested'],
    reviewed(review(PEOPLE.bob, { id: '7' }), review(PEOPLE.bob, { id: '10', state: 'CHANGES_REQUESTED' })),
  ),
  denied(
    'changes requested by another approver',
    'changes-requested',
    reviewed(review(PEOPLE.bob), review(PEOPLE.erin, { state: 'CHANGES_REQUESTED' })),
  ),
  denied('an approval that was dismissed', 'approval-dismissed', reviewed(review(PEOPLE.bob, { state: 'DISMISSED' }))),
  denied(
    'a dismissed approval after a good one',
    'approval-dismissed',
    reviewed(review(PEOPLE.bob), review(PEOPLE.bob, { state: 'DISMISSED', submittedAt: LATER })),
  ),
  denied('an approval of an earlier commit', 'approval-stale', reviewed(review(PEOPLE.bob, { commit: '01d' }))),
  denied('an approval of no commit', 'approval-stale', reviewed(review(PEOPLE.bob, { commit: null }))),
  denied('an approval by the requester', 'approval-barred', {
    ...policy('[team:sre-leads]', '[user:alice]'),
    ...reviewed(review(PEOPLE.alice)),
  }),
  denied('an approval by the requester’s further account', 'approval-barred', {
    evidence: evidence({
      pull: pull({ reviews: [review(user('alice-2', 2001))] }),
      teams: { ...evidence().teams, 'sre-leads': [2001] },
    }),
  }),
  denied(
    'an approval by a co-author',
    'approval-barred',
    withPull({ commits: [commit({ authors: [1001, 1002], authorCount: 2 })] }),
  ),
  denied('an approval by the committer', 'approval-barred', withPull({ commits: [commit({ committer: 1002 })] })),
  denied(
    'an approval by whose further account wrote a commit',
    'approval-barred',
    withPull({ commits: [commit(), commit({ sha: 'second', authors: [2002] })] }),
  ),
  denied('an approval by somebody of no such team', 'approval-not-eligible', reviewed(review(PEOPLE.dave))),
  denied('an approval without write permission', 'approval-without-write', permission('read')),
  denied('an approval without any permission', 'approval-without-write', permission('none')),
  pending('a permission that was not read', 'permission-unknown', permission(null)),
  denied('an approver without a second factor', 'approval-second-factor-missing', factorOf(1002, false)),
  pending('a second factor of the approver not known', 'second-factor-unknown', factorOf(1002, null)),
  pending('an approvers’ team that was not read', 'team-unknown', someTeams({ 'sre-leads': null })),
  pending('an unread team where somebody asks for changes', ['team-unknown', 'changes-requested'], {
    evidence: evidence({
      pull: pull({ reviews: [review(PEOPLE.bob), review(PEOPLE.erin, { state: 'CHANGES_REQUESTED' })] }),
      teams: { ...evidence().teams, 'sre-leads': null },
    }),
  }),
  denied('two entries and one person who fits both', 'approval-missing', {
    ...TWO_ENTRIES,
    ...reviewed(review(PEOPLE.bob)),
  }),
  denied('two accounts of one person where two people are needed', 'approval-missing', {
    ...TWO_PEOPLE,
    evidence: evidence({
      pull: pull({ reviews: [review(PEOPLE.bob), review(user('bob-2', 2002))] }),
      teams: { ...evidence().teams, 'sre-leads': [1002, 2002] },
    }),
  }),
  denied('an approval that suffices then and not now', 'approval-not-eligible', {
    before: policySet(),
    head: policySet({ policy: replaced(POLICY, '[team:sre-leads]', '[team:security]') }),
  }),
  denied('an approval that suffices now and not then', 'approval-not-eligible', {
    before: policySet({ policy: replaced(POLICY, '[team:sre-leads]', '[team:security]') }),
    head: policySet(),
  }),
  pending(
    'a review of which nobody knows when it came',
    'review-time-unknown',
    reviewed(review(PEOPLE.bob), review(PEOPLE.erin, { state: 'CHANGES_REQUESTED', submittedAt: null })),
  ),
  pending(
    'changes requested by an account nobody can name',
    'reviewer-unknown',
    reviewed(review(PEOPLE.bob), review(null, { state: 'CHANGES_REQUESTED' })),
  ),
  // decision.ts
  pending('an open pull request that is approved', 'merge-awaited', withPull(OPEN, { file: null, addedAt: null })),
  pending(
    'an open pull request nobody reviewed',
    'approval-missing',
    withPull({ ...OPEN, reviews: [] }, { file: null, addedAt: null }),
  ),
];

export function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`there is no ${from} to replace`);
  return text.replace(from, () => to);
}
