import { readFileSync } from 'node:fs';
import { judge } from '../../src/core/decision/judge.ts';
import { FIXTURES, listFixtures } from '../core/documents.ts';
import { readVectors } from '../support/vectors.ts';
import { INPUTS } from './inputs.ts';

/** One way in which somebody means harm, or a slip does the same, and the fixtures that show what comes of it. */
export interface HostileClass {
  readonly what: string;
  /** Names of fixtures, `*` for any part of one: documents in test/fixtures, cases of the decision, inputs of inputs.ts. */
  readonly fixtures: readonly string[];
}

/** In the order of the numbers they are known by, from 1 on. */
export const CLASSES: readonly HostileClass[] = [
  // How a document is written.
  { what: 'aliases that grow without bound', fixtures: ['document request/alias-bomb'] },
  {
    what: 'an anchor, an alias or a merge key at all',
    fixtures: [
      'document request/alias-as-*',
      'document request/anchor-alone',
      'document request/merge-*',
      'case document/a-merge-key',
      'case document/alias-of-nothing',
      'case document/an-alias',
      'case document/anchor-nobody-uses',
    ],
  },
  { what: 'a key that is there twice', fixtures: ['document request/duplicate-key*', 'case document/key-twice'] },
  {
    what: 'a second document in the same file',
    fixtures: [
      'document request/second-document*',
      'document request/document-end-then-more',
      'case document/two-documents',
    ],
  },
  {
    what: 'a tag or a directive',
    fixtures: [
      'document request/tag-binary',
      'document request/tag-custom',
      'document request/tag-js-function',
      'document request/tag-on-*',
      'document request/tag-str',
      'document request/directive-*',
      'case document/a-tag',
      'case document/directive',
    ],
  },
  {
    what: 'nesting or length beyond all measure',
    fixtures: [
      'document request/nested-*',
      'document request/too-large',
      'document request/reason-too-long',
      'case document/nested-deep',
      'case document/beyond-all-measure',
      'case document/reason-a-novel',
    ],
  },
  {
    what: 'keys that objects of the language have anyway',
    fixtures: ['document request/proto-key*', 'document request/constructor-key', 'case document/prototype-key'],
  },
  {
    what: 'bytes and characters that are no plain text',
    fixtures: [
      'document request/bom*',
      'document request/c1-next-line',
      'document request/del',
      'document request/escape-c0',
      'document request/invalid-utf8',
      'document request/line-separator',
      'document request/lone-carriage-return',
      'document request/nul-*',
      'document request/overlong-utf8',
      'document request/surrogate-*',
      'document request/truncated-utf8',
      'document request/utf16',
      'case document/byte-order-mark',
      'case document/control-character',
      'case document/half-a-character',
      'case document/not-utf8',
    ],
  },
  {
    what: 'a number that is read in two ways',
    fixtures: [
      'document request/number-*',
      'document organization/id-*',
      'case document/duration-a-number',
      'case document/number-in-octal',
    ],
  },
  {
    what: 'a file that is none, or more than one file',
    fixtures: [
      'document request/lfs-pointer',
      'case document/pointer-to-large-file',
      'case merge/symbolic-link',
      'case merge/submodule',
      'case merge/executable',
      'case merge/adds-another-file',
      'case policy/changed-into-a-link',
    ],
  },
  {
    what: 'a file that takes the place of another',
    fixtures: [
      'case merge/renamed-from-another',
      'case merge/name-of-an-earlier-request',
      'case document/name-in-capitals',
      'input requestPath collides but for case',
      'input policyPath collides but for case',
      'input requestPath is filed under another case',
    ],
  },
  // Who somebody is.
  {
    what: 'a principal whose letters look like another’s',
    fixtures: [
      'document organization/principal-cyrillic',
      'document organization/principal-full-width-at',
      'document organization/principal-kelvin',
      'document policy/party-cyrillic',
      'document policy/role-kelvin-sign',
      'case policy/principal-look-alike-letter',
      'case saml/letters-that-look-alike',
    ],
  },
  {
    what: 'one principal written in several ways',
    fixtures: [
      'document organization/principal-blank',
      'document organization/principal-gmail-dots',
      'document organization/principal-no-domain',
      'document organization/principal-plus-tag',
      'document organization/principal-trailing-dot',
      'document organization/principal-twice',
      'document organization/principal-upper-*',
      'case policy/principal-address-with-tag',
      'case saml/not-an-address',
    ],
  },
  {
    what: 'a principal that is everybody, many, or nobody any more',
    fixtures: [
      'document organization/principal-all-users',
      'document organization/principal-deleted',
      'document organization/principal-domain',
      'document organization/principal-group',
      'document organization/principal-project-owner',
      'document policy/party-all-*',
      'document policy/party-deleted',
      'document policy/party-domain',
      'document policy/party-group',
      'document policy/holder-workload-identity-any',
      'case policy/principal-a-domain',
      'case policy/principal-deleted-principal',
      'case policy/principal-everybody',
    ],
  },
  {
    what: 'approving one’s own request, by whatever account',
    fixtures: [
      'document organization/other-account-is-somebody',
      'case approval/by-herself',
      'case approval/by-her-other-account',
      'case approval/by-a-co-author',
      'case approval/by-the-author-of-the-commit',
      'case approval/by-the-committer',
      'case approval/by-who-pushed*',
      'case approval/by-the-other-account-of-who-pushed',
      'case approval/one-person-for-two-entries',
      'case approval/one-person-twice',
      'case saml/approves-under-one-name',
    ],
  },
  {
    what: 'approval by who is no person, no member, or nobody any more',
    fixtures: [
      'case approval/by-a-bot',
      'case approval/by-an-app',
      'case approval/by-a-mannequin',
      'case approval/by-a-deleted-account',
      'case approval/by-an-outsider',
      'case approval/by-one-who-left-the-team',
      'case approval/by-one-without-access',
      'case approval/by-one-in-quarantine',
      'case approval/by-no-approver',
    ],
  },
  {
    what: 'a login that belongs to somebody else now',
    fixtures: [
      'case people/login-taken-over',
      'document organization/login-twice',
      'case organization/principal-changed-since',
    ],
  },
  {
    what: 'asking for somebody else',
    fixtures: [
      'case document/asks-for-somebody-else',
      'case document/asks-for-a-role',
      'document policy/holder-user',
      'document policy/holder-bare',
      'case policy/goes-to-a-machine-since',
    ],
  },
  // What was approved, and when.
  {
    what: 'a push after the approval',
    fixtures: ['case approval/after-push', 'case approval/of-no-commit', 'case approval/open-and-stale'],
  },
  {
    what: 'something else merged than was looked at',
    fixtures: [
      'case merge/other-bytes-in-the-merge',
      'case merge/merges-another-head',
      'case merge/off-the-main-line',
      'case merge/into-another-branch',
      'case approval/before-the-base-was-changed',
      'case break-glass/with-bytes-changed-in-the-merge',
      'case document/other-text-than-approved',
    ],
  },
  {
    what: 'a merge past the rules, or rules that are off',
    fixtures: [
      'input gate is off',
      'input gate lets main be*',
      'case merge/merged-by-a-push',
      'case approval/nobody-reviewed',
    ],
  },
  {
    what: 'the rules changed along with what they judge',
    fixtures: [
      'case merge/policy-changed-in-the-same-pull-request',
      'case policy/changed-along-with-something-else',
      'case policy/weakened-for-the-merge-alone',
      'case organization/approves-its-own-change-of-who-approves',
    ],
  },
  {
    what: 'an approval that was taken back before the merge',
    fixtures: [
      'case approval/dismissed',
      'case approval/then-*',
      'case approval/last-of-many-takes-it-back',
      'case policy/changed-and-approval-dismissed',
    ],
  },
  {
    what: 'an old merge brought up again',
    fixtures: [
      'input lateRun at its end',
      'input lateRun days later',
      'case merge/removed-from-main-since',
      'case merge/filed-under-a-later-year',
    ],
  },
  {
    what: 'a fork, or a workflow that runs with the rights of main on what strangers send',
    fixtures: [
      'case merge/from-a-fork*',
      'case policy/changed-from-a-fork',
      'input workflow runs on pull_request_target*',
      'input workflow asks for*',
    ],
  },
  {
    what: 'a push to main without a pull request',
    fixtures: [
      'case merge/pushed-straight-to-main',
      'case break-glass/pushed-straight-to-main',
      'case policy/changed-by-a-push*',
      'case organization/changed-by-a-push',
      'case organization/requester-added-by-a-push',
    ],
  },
  // Roles, resources and conditions.
  {
    what: 'a role that takes no condition',
    fixtures: ['document policy/role-basic-*', 'document organization/basic-role-excepted'],
  },
  {
    what: 'a role by which more can be had',
    fixtures: [
      'document policy/role-mints-keys',
      'document policy/role-never-grant',
      'document policy/role-service-agent',
      'document policy/role-sets-iam',
      'document organization/role-both-ways',
    ],
  },
  {
    what: 'text that would become part of a condition',
    fixtures: [
      'document policy/only-*',
      'document policy/role-injection',
      'document request/duration-injection',
      'input narrowing*',
    ],
  },
  {
    what: 'a resource that is another one, many, or none',
    fixtures: ['document policy/resource-*'],
  },
  {
    // What a custom role holds only Google knows, and it is not read: SECURITY.md says so under what is left.
    what: 'access that grew after it was approved, as far as documents tell',
    fixtures: [
      'case policy/gives-something-else-since',
      'case policy/loosened-since-without-approval',
      'case document/longer-than-the-policy',
    ],
  },
  {
    what: 'a name that is a path, a device, or too long',
    fixtures: [
      'input requestPath climbs*',
      'input requestPath has a*',
      'input requestPath has an empty folder',
      'input requestPath names a*',
      'input requestPath is * characters long',
      'input requestPath begins*',
      'input requestPath ends*',
      'input requestPath hides*',
      'input requestPath lies*',
      'input requestPath uses*',
      'input policyPath names*',
      'input policyPath lies*',
      'document request/policy-traversal',
      'document request/policy-upper-case',
      'case document/name-climbs-out',
      'case document/name-ends-otherwise',
      'case document/name-of-a-device',
    ],
  },
  // Time.
  {
    what: 'a window that is none, or has no end',
    fixtures: [
      'document request/duration-zero',
      'document request/duration-negative',
      'document request/duration-iso',
      'document request/duration-full-width',
      'document request/duration-leading-zero',
      'document request/duration-minutes-60',
      'document request/duration-seconds',
      'document request/duration-spaces',
      'document request/duration-upper',
      'document organization/duration-year',
      'document policy/duration-over-organization',
      'input duration*',
      'case document/asks-for-years',
      'case merge/ends-beyond-the-calendar',
    ],
  },
  {
    what: 'an instant that does not exist, or means another one elsewhere',
    fixtures: [
      'input instant*',
      'input httpDate*',
      'input requestPath names month*',
      'input requestPath names the year*',
      'case document/no-such-month',
    ],
  },
  { what: 'clocks that differ', fixtures: ['input clocks a day apart', 'input clocks 301*', 'input clocks * silent'] },
  {
    what: 'more time by editing what was merged',
    fixtures: [
      'case merge/edits-an-earlier-request',
      'case merge/edited-on-main-since',
      'case merge/said-to-be-a-change',
    ],
  },
  // What people are shown.
  { what: 'text that would act in a page', fixtures: ['input code*', 'input prose*', 'document policy/title-*'] },
  {
    what: 'text that would act in the log of a run',
    fixtures: ['input runner*', 'input terminal*', 'input workflow runs what*'],
  },
  {
    what: 'text that is not shown as it is written',
    fixtures: [
      'document request/arabic-letter-mark',
      'document request/bidi-*',
      'document request/hangul-filler',
      'document request/key-zero-width-escape',
      'document request/soft-hyphen',
      'document request/tag-characters',
      'document request/variation-selectors',
      'document request/word-joiner',
      'document request/zero-width-*',
      'case document/invisible-text',
      'case document/reversed-text',
      'case document/tag-character',
    ],
  },
  { what: 'text that would act in a spreadsheet', fixtures: ['input cell*'] },
  {
    what: 'a pattern that takes for ever, or is read in two ways',
    fixtures: [
      'document policy/redos-*',
      'document policy/pattern-*',
      'document policy/rule-data',
      'document policy/rule-*ref',
    ],
  },
  // Google Cloud and the ledger.
  {
    what: 'a binding of ours that somebody edits',
    fixtures: ['input mark made permanent*', 'input mark with an end*', 'input mark turned around'],
  },
  {
    what: 'a binding that pretends to be ours',
    fixtures: [
      'input mark of another*',
      'input mark forged*',
      'input mark in another case',
      'input mark with a pull*',
      'input mark with pull number 0',
      'input mark on no condition',
    ],
  },
  {
    what: 'an answer that was cut or downgraded',
    fixtures: [
      'input iamPolicy with*',
      'input iamPolicy downgraded*',
      'input iamPolicy conditions*',
      'case approval/*-not-listed',
      'case merge/more-*',
    ],
  },
  {
    what: 'a ledger that was edited, cut, reordered or made anew',
    fixtures: [
      'input ledger*',
      'input checkpoint of more*',
      'input checkpoint of fewer*',
      'input checkpoint of another*',
      'input checkpoint of a*',
      'input checkpoint with*',
      'input checkpoint cut*',
    ],
  },
  { what: 'two ledgers of the same length', fixtures: ['input checkpoint of the same size*'] },
];

/** One hostile fixture, and what is said to it: every code or sentence. */
export interface HostileFixture {
  readonly name: string;
  readonly says: readonly string[];
}

/** Everything there is: whole documents, cases of the decision that are not approved, and single inputs. */
export function readFixtures(): readonly HostileFixture[] {
  const expected = JSON.parse(
    readFileSync(new URL(`../../${FIXTURES}expected.json`, import.meta.url), 'utf8'),
  ) as Readonly<Record<string, readonly string[]>>;
  return [
    ...listFixtures().map((path) => ({ name: `document ${bare(path)}`, says: expected[path] ?? [] })),
    ...readVectors().map(({ path, evidence }) => ({
      name: `case ${bare(path)}`,
      says: judge(evidence).decision.reasons.map(({ code, sentence }) => `${code}: ${sentence}`),
    })),
    ...INPUTS.map(({ reader, name, says }) => ({ name: `input ${reader} ${name}`, says: [says] })),
  ];
}

export function fixturesOf({ fixtures }: HostileClass, all: readonly HostileFixture[]): readonly HostileFixture[] {
  return all.filter(({ name }) => fixtures.some((pattern) => isNamed(name, pattern)));
}

export function isNamed(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

function bare(path: string): string {
  return path.replace(/\.yaml$/, '');
}
