import { describe, expect, it } from 'vitest';
import type { ChangeEvidence, QuarantineTerm } from '../../../src/core/acceptance/change.ts';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import type { PullFact } from '../../../src/core/decision/evidence.ts';
import { CHANGES } from '../../../src/core/reasons/changes.ts';
import { blobOf, commit, MERGE_COMMIT, OPEN, ORGANIZATION, POLICY_PATH, review } from '../build.ts';
import { PEOPLE } from '../../support/people.ts';
import { changed, FIRST, pullOf, SECOND, THIRD } from './change-evidence.ts';

interface ChangeCase {
  readonly name: string;
  readonly given: ChangeEvidence;
}
interface Objected extends ChangeCase {
  readonly verdict: 'not accepted' | 'pending';
  readonly codes: readonly string[];
}

const ORGANIZATION_PATH = 'policies/organization.yaml';
const withPull = (change: Partial<PullFact>, more: Partial<ChangeEvidence> = {}) =>
  changed({}, { pull: pullOf(SECOND, change), ...more });
const reviewed = (...reviews: PullFact['reviews']) => withPull({ reviews, reviewCount: reviews.length });
const early = { submittedAt: '2026-11-20T09:20:00Z' };
const byCarol = review(PEOPLE.carol, early);

/** A change of the organization, with both texts. */
function organizationChange(text: string, change: Partial<ChangeEvidence> = {}): ChangeEvidence {
  const [before, after] = [blobOf(ORGANIZATION), blobOf(text)];
  const given = changed({ path: ORGANIZATION_PATH, accepted: before, before, after }, change);
  return { ...given, texts: { ...given.texts, [after]: text } };
}
const judgedBy = (organization: string, change: Partial<ChangeEvidence> = {}) =>
  changed({}, { organization: blobOf(organization), texts: { [blobOf(organization)]: organization }, ...change });
const TWO = ORGANIZATION.replace('count: 1', 'count: 2');
const PROVEN = ORGANIZATION.replace('allowUnproven: true\n', '');
const SAML = `identity: saml\n${ORGANIZATION.replaceAll(/, principal: '[^']*'/g, '')}`;
const names = { '1003': 'carol@acme.example', '1004': 'dave@acme.example' };
/** Carol's quarantine, in force unless a test says otherwise. */
const whileQuarantined = (term: Partial<QuarantineTerm> = {}, organization = ORGANIZATION) =>
  judgedBy(organization, {
    quarantines: [{ record: 9, ids: [1003], since: '2026-11-20T09:00:00Z', until: null, ...term }],
  });
const RELEASED = `${ORGANIZATION}released:\n  - { record: 9, person: carol, why: her laptop was found }\n`;
const others = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ path: `policies/p${n}.yaml`, change: 'ADDED' }));

const ACCEPTED: readonly ChangeCase[] = [
  { name: 'approved by the team that the organization names', given: changed() },
  { name: 'by squash', given: withPull({ merge: { ...MERGE_COMMIT, parents: [{ sha: 'ba5e', file: null }] } }) },
  { name: 'that adds a policy', given: changed({ accepted: null, before: null }) },
  { name: 'that removes a policy', given: changed({ after: null }, { pull: pullOf(null) }) },
  {
    name: 'among four hundred documents',
    given: withPull({ files: [{ path: POLICY_PATH, change: 'MODIFIED' }, ...others(399)], changedFiles: 400 }),
  },
  {
    name: 'over one that was not accepted, by other people than the approver',
    given: changed({ accepted: FIRST, before: SECOND, after: THIRD, contributors: [1004] }, { pull: pullOf(THIRD) }),
  },
  {
    name: 'of the organization, approved as the one before demands',
    given: organizationChange(`${ORGANIZATION}# more\n`),
  },
  {
    name: 'of the organization that takes its approver out of the team of approvers',
    given: organizationChange(ORGANIZATION.replace('[team:security]', '[user:erin]')),
  },
  {
    name: 'whose approver has left since, as the evidence of the first run has it',
    given: changed({}, { gathered: '2026-11-20T23:00:00Z' }),
  },
  {
    name: 'that a key would sign, a year later, in a ledger without one',
    given: changed({}, { gathered: '2027-11-20T09:31:00Z', judgedEachTime: true }),
  },
  {
    name: 'with an approval and a later comment',
    given: reviewed(byCarol, review(PEOPLE.erin, { ...early, state: 'COMMENTED' })),
  },
  {
    name: 'that a person who may not approve requests changes on',
    given: reviewed(byCarol, review(PEOPLE.bob, { ...early, state: 'CHANGES_REQUESTED' })),
  },
  {
    name: 'with the second factors that the organization demands',
    given: judgedBy(PROVEN),
  },
  { name: 'by people whom single sign-on names', given: judgedBy(SAML, { identities: names }) },
  {
    name: 'over one by a person whom single sign-on names',
    given: judgedBy(SAML, {
      identities: { ...names, '1005': 'erin@acme.example' },
      documents: changed({ before: SECOND, after: THIRD, contributors: [1005] }).documents,
      pull: pullOf(THIRD),
    }),
  },
  { name: 'while another person is in quarantine', given: whileQuarantined({ ids: [1005] }) },
  {
    name: 'whose approver came into quarantine after the merge',
    given: whileQuarantined({ since: '2026-11-20T09:40:00Z' }),
  },
  {
    name: 'whose approver was released before the approval',
    given: whileQuarantined({ until: '2026-11-20T09:20:00Z' }, RELEASED),
  },
  {
    name: 'whose pushers are unknown, and whose author signed it',
    given: withPull({
      pushers: null,
      commits: [commit({ authors: [1004], committer: 1004, signature: { valid: true, signer: 1004 } })],
    }),
  },
];

const OBJECTED: readonly Objected[] = [
  {
    name: 'without a pull request',
    given: changed({}, { pull: null, gathered: '2026-11-20T09:50:00Z' }),
    verdict: 'not accepted',
    codes: ['change-without-pull-request'],
  },
  {
    name: 'whose pull request GitHub does not name yet',
    given: changed({}, { pull: null }),
    verdict: 'pending',
    codes: ['change-pull-request-unknown'],
  },
  { name: 'that is open', given: withPull(OPEN, {}), verdict: 'not accepted', codes: ['change-open'] },
  {
    name: 'that no run judged within a day',
    given: changed({}, { gathered: '2026-11-21T09:30:01Z' }),
    verdict: 'not accepted',
    codes: ['change-judged-late'],
  },
  {
    name: 'over changes by people who are not named',
    given: changed({ before: SECOND, after: THIRD, contributors: [1004, null] }, { pull: pullOf(THIRD) }),
    verdict: 'not accepted',
    codes: ['change-author-unknown'],
  },
  {
    name: 'over a change by the approver',
    given: changed({ before: SECOND, after: THIRD, contributors: [1003] }, { pull: pullOf(THIRD) }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  { name: 'that nobody approved', given: reviewed(), verdict: 'not accepted', codes: ['approval-missing'] },
  {
    name: 'that its author approved',
    given: withPull({ author: PEOPLE.carol }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'that one who pushed to it approved',
    given: withPull({ pushers: [1004, 1003] }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'that one who is not named approved',
    given: reviewed(review(PEOPLE.bob, early)),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'that was approved at an older commit',
    given: reviewed(review(PEOPLE.carol, { ...early, commit: 'older' })),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'that was approved after its merge',
    given: reviewed(review(PEOPLE.carol, { submittedAt: '2026-11-20T09:30:01Z' })),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'whose approval was dismissed',
    given: reviewed(review(PEOPLE.carol, { ...early, state: 'DISMISSED' })),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'on which an approver requests changes',
    given: reviewed(byCarol, review(PEOPLE.carol, { submittedAt: '2026-11-20T09:25:00Z', state: 'CHANGES_REQUESTED' })),
    verdict: 'not accepted',
    codes: ['approval-missing', 'changes-requested'],
  },
  {
    name: 'that needs two approvals and has one',
    given: judgedBy(TWO),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'of the organization that names its own approver',
    given: organizationChange(ORGANIZATION.replace('[team:security]', '[user:erin]'), {
      pull: pullOf(
        blobOf(ORGANIZATION.replace('[team:security]', '[user:erin]')),
        { reviews: [review(PEOPLE.erin, early)] },
        ORGANIZATION_PATH,
      ),
    }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'of the organization that does not parse',
    given: organizationChange(`${ORGANIZATION}nonsense: [\n`),
    verdict: 'not accepted',
    codes: ['organization-broken'],
  },
  {
    name: 'that removes the organization',
    given: changed(
      { path: ORGANIZATION_PATH, accepted: blobOf(ORGANIZATION), before: blobOf(ORGANIZATION), after: null },
      { pull: pullOf(null, {}, ORGANIZATION_PATH) },
    ),
    verdict: 'not accepted',
    codes: ['organization-broken'],
  },
  {
    name: 'of the organization whose text could not be read',
    given: { ...organizationChange(`${ORGANIZATION}# more\n`), texts: { [blobOf(ORGANIZATION)]: ORGANIZATION } },
    verdict: 'pending',
    codes: ['policies-unknown'],
  },
  {
    name: 'by an organization that could not be read',
    given: changed({}, { texts: {} }),
    verdict: 'pending',
    codes: ['policies-unknown'],
  },
  {
    name: 'by a text that is not the organization',
    given: changed({}, { texts: { [blobOf(ORGANIZATION)]: TWO.replace('count: 2', 'count: 1 ') } }),
    verdict: 'pending',
    codes: ['blob-mismatch'],
  },
  {
    name: 'that changes another file',
    given: withPull({
      files: [
        { path: POLICY_PATH, change: 'MODIFIED' },
        { path: 'README.md', change: 'MODIFIED' },
      ],
      changedFiles: 2,
    }),
    verdict: 'not accepted',
    codes: ['change-mixed'],
  },
  {
    name: 'whose files GitHub lists in part',
    given: withPull({ changedFiles: 2 }),
    verdict: 'pending',
    codes: ['files-unknown'],
  },
  {
    name: 'whose pull request does not list the document',
    given: withPull({ files: others(1) }),
    verdict: 'not accepted',
    codes: ['change-unlisted'],
  },
  {
    name: 'whose merge left other bytes',
    given: changed({ head: { blob: THIRD, mode: '100644' } }),
    verdict: 'not accepted',
    codes: ['change-bytes-differ'],
  },
  {
    name: 'that makes the document a link',
    given: changed({ head: { blob: SECOND, mode: '120000' } }),
    verdict: 'not accepted',
    codes: ['file-mode'],
  },
  {
    name: 'from a fork',
    given: withPull({ head: { ...pullOf(SECOND).head, repository: 9 } }),
    verdict: 'not accepted',
    codes: ['fork'],
  },
  { name: 'into another branch', given: withPull({ base: 'side' }), verdict: 'not accepted', codes: ['base-branch'] },
  {
    name: 'by rebase',
    given: withPull({ merge: { ...MERGE_COMMIT, signedByGitHub: false } }),
    verdict: 'not accepted',
    codes: ['merge-method'],
  },
  {
    name: 'by a bot',
    given: withPull({ author: { type: 'Bot', login: 'robot', id: 9001 } }),
    verdict: 'not accepted',
    codes: ['requester-not-a-person'],
  },
  {
    name: 'with a commit of an unknown author',
    given: withPull({ commits: [commit({ authors: [null], committer: 1004 })] }),
    verdict: 'not accepted',
    codes: ['commit-unattributed'],
  },
  {
    name: 'whose pushers are unknown',
    given: withPull({ pushers: null }),
    verdict: 'pending',
    codes: ['pushers-unknown'],
  },
  {
    name: 'whose reviews GitHub lists in part',
    given: withPull({ reviewCount: 2 }),
    verdict: 'pending',
    codes: ['pages-missing'],
  },
  {
    name: 'while the team of approvers is unread',
    given: changed({}, { teams: {} }),
    verdict: 'pending',
    codes: ['team-unknown'],
  },
  {
    name: 'while the permission of the approver is unread',
    given: changed({}, { permissions: {} }),
    verdict: 'pending',
    codes: ['permission-unknown'],
  },
  {
    name: 'by an author without the second factor that is demanded',
    given: judgedBy(PROVEN, { secondFactors: { required: true, enabled: { '1003': true, '1004': false } } }),
    verdict: 'not accepted',
    codes: ['second-factor-missing'],
  },
  {
    name: 'by people whom single sign-on does not name',
    given: judgedBy(SAML, { identities: { ...names, '1003': null } }),
    verdict: 'pending',
    codes: ['identity-unknown'],
  },
  {
    name: 'whose author single sign-on does not name',
    given: judgedBy(SAML, { identities: { '1003': names['1003'] } }),
    verdict: 'pending',
    codes: ['identity-unknown'],
  },
  ...[
    { who: 'pusher', pull: { pushers: [1004, 1005] } },
    { who: 'co-author', pull: { commits: [commit({ authors: [1004, 1005], authorCount: 2, committer: 1004 })] } },
    { who: 'committer', pull: { commits: [commit({ authors: [1004], committer: 1005 })] } },
  ].map(({ who, pull }): Objected => ({
    name: `with a ${who} whom single sign-on does not name`,
    given: judgedBy(SAML, { identities: names, pull: pullOf(SECOND, pull) }),
    verdict: 'pending',
    codes: ['identity-unknown'],
  })),
  {
    name: 'over one by a person whom single sign-on does not name',
    given: judgedBy(SAML, {
      identities: names,
      documents: changed({ before: SECOND, after: THIRD, contributors: [1005] }).documents,
      pull: pullOf(THIRD),
    }),
    verdict: 'pending',
    codes: ['identity-unknown'],
  },
  {
    name: 'by a second account of its approver, by the SAML name',
    given: judgedBy(SAML, { identities: { ...names, '1004': names['1003'] } }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'that a person in quarantine approved',
    given: whileQuarantined(),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'that a second account of a person in quarantine approved',
    given: whileQuarantined(
      { ids: [3003] },
      ORGANIZATION.replace("'user:carol@acme.example' }", "'user:carol@acme.example', otherAccounts: [3003] }"),
    ),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'whose approver came into quarantine between the approval and the merge',
    given: whileQuarantined({ since: '2026-11-20T09:25:00Z' }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'whose approver was released after the approval',
    given: whileQuarantined({ until: '2026-11-20T09:20:01Z' }, RELEASED),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
  {
    name: 'whose approver no accepted organization released',
    given: whileQuarantined({ until: '2026-11-20T09:20:00Z' }),
    verdict: 'not accepted',
    codes: ['approval-missing'],
  },
];

const outcome = (given: ChangeEvidence) => {
  const [document] = judgeChange(given).documents;
  return { verdict: document?.verdict, codes: document?.reasons.map(({ code }) => code) };
};

describe('a change of documents is accepted', () => {
  it.each(ACCEPTED)('$name', ({ given }) => {
    expect(outcome(given)).toEqual({ verdict: 'accepted', codes: [] });
    expect(judgeChange(given).approvedBy).toEqual(['carol']);
  });
});

describe('a change of documents is not accepted', () => {
  it.each(OBJECTED)('$name: $codes', ({ given, verdict, codes }) => {
    expect(outcome(given)).toEqual({ verdict, codes });
    expect(judgeChange(given).approvedBy).toEqual([]);
  });

  it('for each code of its table alone', () => {
    const alone = new Set(OBJECTED.flatMap(({ codes }) => (codes.length === 1 ? codes : [])));
    expect(Object.keys(CHANGES).filter((code) => !alone.has(code))).toEqual([]);
  });

  it('and names everybody who made it or an earlier change, for the next one', () => {
    const given = changed(
      { before: SECOND, after: THIRD, contributors: [1002] },
      { pull: pullOf(THIRD, { reviews: [], reviewCount: 0 }) },
    );
    expect(judgeChange(given).documents[0]?.contributors).toEqual([1002, 1004]);
    expect(
      judgeChange(changed({}, { pull: null, gathered: '2026-11-20T09:50:00Z' })).documents[0]?.contributors,
    ).toEqual([null]);
    const hidden = withPull({ pushers: null, reviews: [], reviewCount: 0 });
    expect(judgeChange(hidden).documents[0]?.contributors).toEqual([1004, null]);
  });
});

describe('several documents of one change', () => {
  it('each have a verdict of their own', () => {
    const [policy] = changed().documents;
    if (policy === undefined) throw new Error('there is no document');
    const second = { ...policy, path: 'policies/other.yaml', contributors: [1003] };
    const files = [POLICY_PATH, second.path].map((path) => ({ path, change: 'MODIFIED' }));
    const given = { ...withPull({ files, changedFiles: 2 }), documents: [policy, second] };
    expect(judgeChange(given).documents.map(({ path, verdict }) => [path, verdict])).toEqual([
      [POLICY_PATH, 'accepted'],
      [second.path, 'not accepted'],
    ]);
    expect(judgeChange(given).approvedBy).toEqual(['carol']);
  });
});

describe('an unknown fact', () => {
  it.each(ACCEPTED)('never accepts: $name', ({ given }) => {
    const unread: Partial<ChangeEvidence>[] = [
      { pull: null },
      { texts: {} },
      { teams: Object.fromEntries(Object.keys(given.teams).map((slug) => [slug, null])) },
      { permissions: Object.fromEntries(Object.keys(given.permissions).map((id) => [id, null])) },
      ...(given.pull === null
        ? []
        : [{ pull: { ...given.pull, pushers: null, commits: [commit({ authors: [1004], committer: 1004 })] } }]),
      ...(given.pull === null ? [] : [{ pull: { ...given.pull, reviews: [] } }]),
    ];
    for (const change of unread)
      expect(judgeChange({ ...given, ...change }).documents[0]?.verdict).not.toBe('accepted');
  });
});
