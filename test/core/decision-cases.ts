import type { Evidence, PullFact } from '../../src/core/decision/evidence.ts';
import type { ReviewCode } from '../../src/core/reasons/codes.ts';
import { REVIEWS } from '../../src/core/reasons/reviews.ts';
import {
  blobOf,
  commit,
  documentChange,
  evidence,
  FILE,
  HEAD,
  HEAD_FACT,
  MERGE_COMMIT,
  MERGED,
  OPEN,
  ORGANIZATION,
  PATH,
  POLICY,
  POLICY_PATH,
  pull,
  REQUEST,
  review,
  SQUASH,
  type Texts,
  type Trial,
} from './build.ts';
import { PEOPLE, user } from '../support/people.ts';

import { commitOf } from '../../src/core/signature/commit-object.ts';
import { SoftwareKey, TOUCHED, VERIFIED } from '../support/software-key.ts';

/* Decisions as a table: what is different from the ordinary case, and what then is decided for which reasons. */

export interface DecisionCase extends Trial {
  readonly name: string;
}

export interface ObjectedCase extends DecisionCase {
  readonly verdict: 'denied' | 'pending';
  /** Every reason's code, in order. */
  readonly codes: readonly string[];
  /** The code of the one review that does not count, where approvals are missing for its sake. */
  readonly ignored?: ReviewCode;
}

const withPull = (change: Partial<PullFact>, more: Partial<Evidence> = {}): Pick<Trial, 'evidence'> => ({
  evidence: evidence({ pull: pull(change), ...more }),
});
const reviewed = (...reviews: PullFact['reviews']): Pick<Trial, 'evidence'> => withPull({ reviews });
const policy = (from: string, to: string): Pick<Trial, 'head'> => ({
  head: { policy: replaced(POLICY, from, to) },
});
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

const NOT_KEY = {
  policy: replaced(POLICY, 'maxDuration: 2h\napproval', 'maxDuration: 2h\nproof: security-key\napproval'),
};
const ORGANIZATION_PATH = 'policies/organization.yaml';
const BEFORE = '2026-11-20T09:30:00Z';
const SINCE = '2026-11-24T02:17:30Z';
const LONGER = replaced(POLICY, 'maxDuration: 2h', 'maxDuration: 3h');
const BROKEN_ELSEWHERE = { 'policies/other.yaml': 'title: nothing\n' };
const OLD_ORGANIZATION = replaced(ORGANIZATION, 'maxDuration: 4h', 'maxDuration: 5h');
const TAKEN_OVER = replaced(ORGANIZATION, '[team:security]', '[user:erin]');
const policyChange = ({ policy: text = POLICY }: Texts, at = BEFORE, change: Partial<PullFact> = {}) =>
  documentChange(POLICY_PATH, text === null ? null : blobOf(text), change, at);
const organizationChange = ({ organization = ORGANIZATION }: Texts, at = BEFORE, change: Partial<PullFact> = {}) =>
  documentChange(ORGANIZATION_PATH, organization === null ? null : blobOf(organization), change, at);
const BOTH: Partial<PullFact> = {
  files: [ORGANIZATION_PATH, POLICY_PATH].map((path) => ({ path, change: 'MODIFIED' })),
};

const SK = 'sk-ssh-ed25519@openssh.com';
const KEY = new SoftwareKey(SK, 'alice');
const WITH_KEY = replaced(
  ORGANIZATION,
  'otherAccounts: [2001] }',
  `otherAccounts: [2001], securityKeys: ['${KEY.line('alice@laptop')}'] }`,
);
const NOT_KEY_WITH = { ...NOT_KEY, organization: WITH_KEY };

interface Signed {
  readonly organization?: string;
  /** Further lines of the policy. */
  readonly policy?: string;
  readonly by?: SoftwareKey;
  readonly flags?: number;
  /** What the commit says of when it was made, and what GitHub tells. */
  readonly made?: string;
  readonly told?: string;
  /** In place of the commit's own id. */
  readonly sha?: string;
  readonly signature?: null;
  readonly parentsOnMain?: boolean | null;
  readonly usedBy?: readonly number[] | null;
}

/** A request under a policy that demands a security key, whose head commit alice signed with hers. */
function signed(change: Signed = {}): Pick<Trial, 'evidence' | 'head'> {
  const { by = KEY, flags = TOUCHED, made = '2026-11-24T02:04:00Z', usedBy = [] } = change;
  const seconds = `${Date.parse(made) / 1000} +0100`;
  const payload = `tree 7ee\nparent ba5e\nauthor alice <alice@acme.example> ${seconds}\ncommitter alice <alice@acme.example> ${seconds}\n\nAsk for the orders database\n`;
  const armored = by.sign(payload, { flags });
  const sha = change.sha ?? commitOf(payload, armored) ?? '';
  const { parentsOnMain = true, signature = { payload, armored } } = change;
  const head = {
    ...HEAD_FACT,
    sha,
    commit: { parents: ['ba5e'], committedAt: change.told ?? made, parentsOnMain, signature },
  };
  return {
    head: { organization: change.organization ?? WITH_KEY, policy: `${NOT_KEY.policy}${change.policy ?? ''}` },
    evidence: evidence({
      onRecord: usedBy === null ? null : { headUsedBy: usedBy, overdueReviews: [], quarantined: [] },
      pull: pull({
        head,
        merge: {
          ...MERGE_COMMIT,
          parents: [
            { sha: 'ba5e', file: null },
            { sha, file: FILE },
          ],
        },
        commits: [commit({ sha })],
        reviews: [review(PEOPLE.bob, { commit: sha })],
      }),
    }),
  };
}

const quarantined = (id: number): Pick<Trial, 'evidence'> => ({
  evidence: evidence({ onRecord: { headUsedBy: [], overdueReviews: [], quarantined: [id] } }),
});

const SAML = `identity: saml\n${ORGANIZATION.replaceAll(/, principal: '[^']*'/g, '')}`;

/** An organization that leaves it to single sign-on who somebody is. */
function saml(
  identities: Evidence['identities'],
  reviews: PullFact['reviews'] = [review(PEOPLE.bob)],
): Pick<Trial, 'evidence' | 'head'> {
  return {
    head: { organization: SAML },
    evidence: evidence({ ...(identities === undefined ? {} : { identities }), pull: pull({ reviews }) }),
  };
}

/** Nobody knows who pushed, and the one commit is signed so. */
const unpushed = (signature: PullFact['commits'][number]['signature']): Pick<Trial, 'evidence'> =>
  withPull({ pushers: null, commits: [commit({ signature })] });

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
    name: 'pushers unknown, and every commit signed by its author',
    ...unpushed({ valid: true, signer: 1001 }),
  },
  {
    name: 'pushers unknown, and the commit signed by GitHub for its author',
    ...unpushed({ valid: true, signer: 'github' }),
  },
  { name: 'an approval after the base was changed', ...withPull({ retargeted: [EARLY] }) },
  { name: 'a head commit signed with a security key', ...signed() },
  { name: 'a head commit signed with a PIN', ...signed({ policy: 'userVerification: true\n', flags: VERIFIED }) },
  {
    name: 'a requester single sign-on knows',
    ...saml({ '1001': 'Alice@acme.example', '1002': 'bob@acme.example' }),
  },
  { name: 'somebody else in quarantine', ...quarantined(1003) },
  {
    name: 'a policy changed since the ledger began, with approval',
    genesis: { policy: LONGER },
    head: {},
    changes: { [POLICY_PATH]: [policyChange({})] },
  },
  {
    name: 'a policy that is new since the ledger began, with approval',
    genesis: { policy: null },
    head: {},
    changes: { [POLICY_PATH]: [policyChange({})] },
  },
  {
    name: 'an organization and a policy changed together, with approval',
    genesis: { policy: LONGER, organization: OLD_ORGANIZATION },
    head: {},
    changes: {
      [ORGANIZATION_PATH]: [organizationChange({}, BEFORE, BOTH)],
      [POLICY_PATH]: [policyChange({}, BEFORE, BOTH)],
    },
  },
  {
    name: 'an organization nobody approved, put right since',
    genesis: {},
    head: {},
    texts: [{ organization: TAKEN_OVER }],
    changes: {
      [ORGANIZATION_PATH]: [
        organizationChange({}),
        { ...organizationChange({ organization: TAKEN_OVER }, '2026-11-18T09:30:00Z'), pull: null },
      ],
    },
  },
  {
    name: 'a policy that was pushed, put right, and brought again with approval',
    genesis: {},
    head: { policy: LONGER },
    changes: {
      [POLICY_PATH]: [
        policyChange({ policy: LONGER }),
        policyChange({}, '2026-11-19T09:30:00Z', {
          reviews: [review(PEOPLE.carol, { submittedAt: '2026-11-19T09:20:00Z' })],
        }),
        { ...policyChange({ policy: LONGER }, '2026-11-18T09:30:00Z'), pull: null },
      ],
    },
  },
  {
    name: 'changes approved by whom an approved organization names since',
    genesis: {},
    head: { organization: TAKEN_OVER, policy: LONGER },
    changes: {
      [ORGANIZATION_PATH]: [
        organizationChange({ organization: TAKEN_OVER }, '2026-11-18T09:30:00Z', {
          reviews: [review(PEOPLE.carol, { submittedAt: '2026-11-18T09:20:00Z' })],
        }),
      ],
      [POLICY_PATH]: [
        policyChange({ policy: LONGER }, BEFORE, { reviews: [review(PEOPLE.erin, { submittedAt: BEFORE })] }),
      ],
    },
  },
  {
    name: 'a slip in another policy before the merge',
    before: { more: { 'policies/other.yaml': 'title: nothing\n' } },
    genesis: {},
    head: {},
    changes: { [POLICY_PATH]: [] },
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
  ...(isReviewCode(code)
    ? { codes: ['approval-missing'], ignored: code }
    : { codes: typeof code === 'string' ? [code] : code }),
  ...trial,
});
const isReviewCode = (code: string | readonly string[]): code is ReviewCode =>
  typeof code === 'string' && Object.hasOwn(REVIEWS, code);
const pending = (name: string, code: string | readonly string[], trial: Trial): ObjectedCase => ({
  name,
  verdict: 'pending',
  codes: typeof code === 'string' ? [code] : code,
  ...trial,
});
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
const ADMITS_LESS = {
  policy: `${POLICY}request:\n  required: [incident]\n  properties:\n    incident: { type: string }\n`,
};

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
  denied('a fork', 'fork', withPull({ head: { ...HEAD_FACT, repository: 700999 } })),
  denied('a fork that was deleted', 'fork', withPull({ head: { ...HEAD_FACT, repository: null } })),
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
    withPull({ head: { ...HEAD_FACT, file: null } }),
  ),
  denied('a link', 'file-mode', withPull({ head: { ...HEAD_FACT, file: { ...FILE, mode: '120000' } } })),
  denied('an executable file', 'file-mode', withPull({ head: { ...HEAD_FACT, file: { ...FILE, mode: '100755' } } })),
  denied(
    'a file that was there before',
    'file-existed',
    withPull({
      merge: {
        ...MERGE_COMMIT,
        parents: [
          { sha: 'ba5e', file: OTHER },
          { sha: HEAD, file: FILE },
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
          { sha: 'another', file: FILE },
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
  pending('policies that do not parse now', 'policies-broken', { head: { more: BROKEN_ELSEWHERE }, before: {} }),
  pending('an organization that does not parse now', 'policies-broken', {
    before: {},
    head: { organization: 'installation: acme\n' },
  }),
  pending('a policy that does not parse now', 'policies-broken', { before: {}, head: { policy: 'title: nothing\n' } }),
  denied('a policy that did not parse then', 'policies-broken-before', {
    genesis: {},
    before: { policy: 'title: nothing\n' },
    head: {},
    changes: { [POLICY_PATH]: [policyChange({}, SINCE), policyChange({ policy: 'title: nothing\n' })] },
  }),
  denied('no organization then', 'policies-broken-before', {
    genesis: {},
    before: { organization: null },
    head: {},
    changes: { [ORGANIZATION_PATH]: [organizationChange({}, SINCE), documentChange(ORGANIZATION_PATH, null)] },
  }),
  denied('a policy that is not there', 'policy-unknown', {
    evidence: evidence({ text: replaced(REQUEST, 'orders', 'order') }),
  }),
  denied('a policy called as the organization’s document', 'policy-unknown', {
    evidence: evidence({ text: replaced(REQUEST, 'orders', 'organization') }),
  }),
  denied('a policy that was not there before the merge', 'policy-too-new', { before: { policy: null }, head: {} }),
  pending('policies not read before the merge', 'policies-unknown', { before: null }),
  pending('policies not read now', 'policies-unknown', { before: {}, head: null }),
  pending('an organization whose bytes were not read', ['policies-unknown', 'policy-history-unknown'], {
    evidence: evidence({ texts: { [blobOf(POLICY)]: POLICY } }),
  }),
  pending('a text that is another blob', 'blob-mismatch', {
    evidence: evidence({ texts: { ...evidence().texts, [blobOf('else')]: POLICY } }),
  }),
  pending('a request whose text is not the file', 'blob-mismatch', {
    evidence: { ...evidence(), text: `${REQUEST}\n` },
  }),
  pending('a ledger without its beginning', 'genesis-unknown', { genesis: null }),
  pending('changes of the policy not read', 'policy-history-unknown', {
    evidence: evidence({ changes: { ...evidence().changes, [POLICY_PATH]: null } }),
  }),
  pending('changes of the organization not read', 'policy-history-unknown', {
    evidence: evidence({ changes: { ...evidence().changes, [ORGANIZATION_PATH]: null } }),
  }),
  pending('a policy that differs from the genesis for no known reason', 'policy-history-unknown', {
    genesis: { policy: LONGER },
    head: {},
    changes: { [POLICY_PATH]: [] },
  }),
  pending('a policy that its last known change did not leave', 'policy-history-unknown', {
    genesis: { policy: LONGER },
    head: {},
    changes: { [POLICY_PATH]: [documentChange(POLICY_PATH, blobOf('another'))] },
  }),
  denied('a policy that was pushed', 'policy-unapproved', {
    genesis: { policy: LONGER },
    head: {},
    changes: { [POLICY_PATH]: [{ ...policyChange({}), pull: null }] },
  }),
  pending('a policy that was pushed a moment ago', 'policy-approval-unknown', {
    genesis: { policy: LONGER },
    head: {},
    changes: { [POLICY_PATH]: [{ ...policyChange({}), pull: null, at: '2026-11-24T02:16:00Z' }] },
  }),
  denied('a policy approved by nobody who may', 'policy-unapproved', {
    genesis: { policy: LONGER },
    head: {},
    changes: { [POLICY_PATH]: [policyChange({}, BEFORE, { reviews: [review(PEOPLE.bob, { submittedAt: BEFORE })] })] },
  }),
  denied('a policy that was pushed back to what the ledger began with', 'policy-unapproved', {
    head: {},
    changes: {
      [POLICY_PATH]: [{ ...policyChange({}), pull: null }, policyChange({ policy: LONGER }, '2026-11-19T09:30:00Z')],
    },
  }),
  pending('a policy pushed for the moment of the merge, under a date to come', 'policy-approval-unknown', {
    genesis: {},
    before: { policy: LONGER },
    head: {},
    changes: {
      [POLICY_PATH]: [
        policyChange({}, SINCE),
        { ...policyChange({ policy: LONGER }), pull: null, at: '2030-01-01T00:00:00Z' },
      ],
    },
  }),
  denied('a policy changed beside something else', 'policy-unapproved', {
    genesis: { policy: LONGER },
    head: {},
    changes: {
      [POLICY_PATH]: [
        policyChange({}, BEFORE, {
          files: [
            { path: POLICY_PATH, change: 'MODIFIED' },
            { path: '.github/workflows/check.yml', change: 'MODIFIED' },
          ],
        }),
      ],
    },
  }),
  denied('an organization nobody approved', 'organization-unapproved', {
    genesis: { organization: OLD_ORGANIZATION },
    head: {},
    changes: { [ORGANIZATION_PATH]: [organizationChange({}, BEFORE, { reviews: [] })] },
  }),
  pending('an organization of whose approval a fact is missing', 'organization-approval-unknown', {
    genesis: { organization: OLD_ORGANIZATION },
    head: {},
    changes: { [ORGANIZATION_PATH]: [organizationChange({}, BEFORE, { pushers: null })] },
  }),
  denied('an organization that hands changes to others, by itself', 'policy-unapproved', {
    genesis: {},
    head: { organization: TAKEN_OVER, policy: LONGER },
    texts: [{ organization: TAKEN_OVER }],
    changes: {
      [ORGANIZATION_PATH]: [
        organizationChange({ organization: ORGANIZATION }, BEFORE),
        organizationChange({ organization: TAKEN_OVER }, '2026-11-18T09:30:00Z', { reviews: [review(PEOPLE.erin)] }),
      ],
      [POLICY_PATH]: [
        policyChange({ policy: LONGER }, '2026-11-19T09:30:00Z', {
          reviews: [review(PEOPLE.erin, { submittedAt: '2026-11-19T09:20:00Z' })],
        }),
      ],
    },
  }),
  denied('a policy that gives something else now', 'policy-differs', {
    before: {},
    head: { policy: replaced(POLICY, 'roles/cloudsql.viewer', 'roles/cloudsql.client') },
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
    before: {},
    head: { organization: replaced(ORGANIZATION, 'user:alice@acme.example', 'user:root@acme.example') },
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
  denied('second factors not required', 'second-factor-not-required', factors({ required: false })),
  denied('a security key that is not registered', 'security-key-unregistered', signed({ organization: ORGANIZATION })),
  denied('a security key registered only now', 'security-key-unregistered', {
    ...signed(),
    before: { ...NOT_KEY, organization: ORGANIZATION },
  }),
  denied('a head commit without a signature', 'security-key-unsigned', signed({ signature: null })),
  denied('a signature by another key', 'signature-key-unknown', signed({ by: new SoftwareKey(SK, 'stolen') })),
  denied('a signature nobody touched the key for', 'signature-without-touch', signed({ flags: 0 })),
  denied(
    'a touch where a PIN is demanded',
    'signature-without-verification',
    signed({ policy: 'userVerification: true\n' }),
  ),
  denied('a touch where the organization always demands a PIN', 'signature-without-verification', {
    ...signed({ organization: `${WITH_KEY}userVerification: true\n` }),
  }),
  denied('a signature of another commit', 'security-key-other-commit', signed({ sha: HEAD })),
  denied(
    'a commit whose date GitHub tells otherwise',
    'security-key-other-commit',
    signed({ told: '2026-11-24T02:03:00Z' }),
  ),
  denied('a signature of the day before', 'security-key-stale', signed({ made: '2026-11-23T02:04:00Z' })),
  denied(
    'a signature made after the pull request was opened',
    'security-key-stale',
    signed({ made: '2026-11-24T02:05:01Z' }),
  ),
  denied('a signed commit on top of a branch', 'security-key-not-on-main', signed({ parentsOnMain: false })),
  pending('a signed commit on top of nobody knows what', 'parents-unknown', signed({ parentsOnMain: null })),
  denied('a signature another request was made with', 'security-key-used', signed({ usedBy: [17] })),
  pending('a head commit that was not read', 'head-commit-unknown', {
    head: NOT_KEY_WITH,
    ...withPull({ head: { ...HEAD_FACT, commit: null } }),
  }),
  pending(
    'a ledger nobody can ask about signatures and quarantine',
    ['record-unknown', 'record-unknown'],
    signed({ usedBy: null }),
  ),
  denied('a requester in quarantine', 'requester-quarantined', quarantined(1001)),
  denied('a requester whose further account is in quarantine', 'requester-quarantined', quarantined(2001)),
  denied('an approval by somebody in quarantine', 'approval-quarantined', quarantined(1002)),
  denied('an approval by somebody whose further account is in quarantine', 'approval-quarantined', quarantined(2002)),
  pending('a requester single sign-on does not know', 'identity-unknown', saml({ '1002': 'bob@acme.example' })),
  pending('an approver single sign-on does not know', 'identity-unknown', saml({ '1001': 'alice@acme.example' })),
  denied(
    'a requester whose name is no address',
    'identity-not-a-principal',
    saml({ '1001': 'alice', '1002': 'bob@acme.example' }),
  ),
  denied(
    'a requester whose name only looks like an address',
    'identity-not-a-principal',
    saml({ '1001': 'alıce@acme.example', '1002': 'bob@acme.example' }),
  ),
  denied(
    'an approver who is the requester under another account',
    'approval-barred',
    saml({ '1001': 'alice@acme.example', '1002': 'Alice@acme.example' }),
  ),
  denied('two accounts single sign-on knows as one, where two people are needed', 'approval-missing', {
    ...saml({ '1001': 'alice@acme.example', '1002': 'bob@acme.example', '1005': 'BOB@acme.example' }, [
      review(PEOPLE.bob),
      review(PEOPLE.erin),
    ]),
    head: { organization: SAML, policy: replaced(POLICY, 'count: 1 }\nbreak', 'count: 2 }\nbreak') },
  }),
  // approval.ts
  pending('a page of reviews missing', 'pages-missing', withPull({ reviewCount: 2 })),
  pending('a change of base missing', 'pages-missing', withPull({ retargetCount: 1 })),
  pending('a head that is not among the commits', 'pages-missing', withPull({ commits: [commit({ sha: 'another' })] })),
  pending('no commit at all', ['pages-missing'], withPull({ commits: [] })),
  denied('an approval before the base was changed', 'approval-retargeted', withPull({ retargeted: [LATER] })),
  denied('an approval by who pushed', 'approval-barred', withPull({ pushers: [1001, 1002] })),
  denied('an approval by whose further account pushed', 'approval-barred', withPull({ pushers: [1001, 2002] })),
  pending('nobody knows who pushed', 'pushers-unknown', withPull({ pushers: null })),
  pending('nobody pushed, they say', 'pushers-unknown', withPull({ pushers: [] })),
  pending('a deleted account pushed', 'pushers-unknown', withPull({ pushers: [1001, null] })),
  pending('unknown pushers, and a signature by another', 'pushers-unknown', unpushed({ valid: true, signer: 1004 })),
  pending(
    'unknown pushers, and a signature that is not valid',
    'pushers-unknown',
    unpushed({ valid: false, signer: 1001 }),
  ),
  pending('unknown pushers, and a signature not checked', 'pushers-unknown', unpushed({ valid: null, signer: 1001 })),
  pending(
    'a merge whose signature was not checked',
    'merge-signature-unknown',
    withPull({ merge: { ...MERGE_COMMIT, signedByGitHub: null } }),
  ),
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
    before: {},
    head: { policy: replaced(POLICY, '[team:sre-leads]', '[team:security]') },
  }),
  denied('an approval that suffices now and not then', 'approval-not-eligible', {
    before: { policy: replaced(POLICY, '[team:sre-leads]', '[team:security]') },
    head: {},
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
