import { REVIEW_KINDS, type RecordKind } from '../ledger/record.ts';
import type { Finding } from '../verify/finding.ts';

/**
 * Pullcord's contribution to a control, for the person who maps controls. `textRead` is `yes` only if we read the
 * control's own text (NIST's from its OSCAL catalog). An `unverified` row is from memory: compare it with the text first.
 */
export interface Control {
  readonly id: string;
  readonly framework: 'NIST SP 800-53 rev. 5' | 'PCI DSS 4.0.1' | 'ISO/IEC 27001:2022' | 'SOC 2';
  readonly whatWeDo: string;
  readonly records: readonly RecordKind[];
  /** Findings of `verify` that make the records behind the row unreliable. */
  readonly verify: readonly Finding['code'][];
  readonly notCovered: string;
  readonly textRead: 'yes' | 'unverified';
}

const NIST = 'NIST SP 800-53 rev. 5';
const PCI = 'PCI DSS 4.0.1';
const ISO = 'ISO/IEC 27001:2022';
const SOC = 'SOC 2';

const ENDS = ['ended', 'revoked', 'removed', 'altered'] as const satisfies RecordKind[];
const ALL = [
  ...(['intent', 'activated', ...ENDS, 'unexplained', 'refused', 'lapsed'] as const),
  ...REVIEW_KINDS,
] as const satisfies RecordKind[];

/** Findings against the integrity of the records, as far as a signed checkpoint covers them. */
const INTEGRITY = [
  ...(['ledger-invalid', 'open-differs', 'checkpoint-missing', 'checkpoint-invalid', 'checkpoint-origin'] as const),
  ...(['cut-off', 'rewritten', 'not-signed', 'key-unknown', 'checkpoint-behind'] as const),
] as const satisfies Finding['code'][];

/** Findings against decisions and against verdicts on policies, also with sound records. */
const DECISIONS = [
  ...INTEGRITY,
  ...(['decision-differs', 'verdict-differs', 'verdict-unfounded', 'version-unrecorded'] as const),
] as const satisfies Finding['code'][];

/** Controls whose records rest on decisions. */
const OF_DECISIONS: readonly string[] = ['7.2.2', '7.2.3', 'A.5.15', 'A.5.18', 'A.8.2', 'CC6.1', 'CC6.2', 'CC8.1'];

export const CONTROLS: readonly Control[] = [
  {
    id: 'AC-2',
    framework: NIST,
    whatWeDo:
      'e, f, g, i: access needs a merged request that its policy admits, with the required approvals. It expires and is removed automatically. The ledger records the holder and the use.',
    records: [...ALL, 'used'],
    verify: INTEGRITY,
    notCovered:
      'accounts themselves, standing access that Pullcord did not grant, notices to account managers (h), periodic review (j)',
    textRead: 'yes',
  },
  {
    id: 'AC-2(2)',
    framework: NIST,
    whatWeDo:
      'the condition of a binding ends temporary and emergency access at a fixed instant; the next run removes the binding',
    records: ['activated', ...ENDS],
    verify: INTEGRITY,
    notCovered:
      'temporary accounts: access is bound to existing accounts; sessions, keys and connections opened meanwhile outlive it',
    textRead: 'yes',
  },
  {
    id: 'AC-2(3)',
    framework: NIST,
    whatWeDo: 'expired access gives nothing from that instant on; the time to its removal is on record',
    records: ['ended', 'lapsed'],
    verify: INTEGRITY,
    notCovered: 'disabling accounts, and inactivity',
    textRead: 'yes',
  },
  {
    id: 'AC-2(4)',
    framework: NIST,
    whatWeDo: 'the run that sees a grant, a removal or a change by hand records it',
    records: ALL,
    verify: INTEGRITY,
    notCovered: "accounts themselves; changes of bindings without our mark, which Google's Admin Activity log has",
    textRead: 'yes',
  },
  {
    id: 'AC-3',
    framework: NIST,
    whatWeDo: 'only access that a policy lists is granted, by IAM bindings that Google enforces',
    records: ['activated', 'refused', 'altered', 'unexplained'],
    verify: DECISIONS,
    notCovered: 'enforcement itself, which Google does',
    textRead: 'yes',
  },
  {
    id: 'AC-5',
    framework: NIST,
    whatWeDo:
      'no person approves their own request, or one whose commits they wrote; several entries of a policy need distinct people',
    records: ['activated', 'refused'],
    verify: DECISIONS,
    notCovered: 'the choice of duties to separate, which the policies make; people with two undeclared identities',
    textRead: 'yes',
  },
  {
    id: 'AC-6',
    framework: NIST,
    whatWeDo: 'access is predefined, narrow and for hours; a requester cannot widen it',
    records: ['activated', 'refused', 'used'],
    verify: DECISIONS,
    notCovered: "proof that a policy's roles are the least possible; the recorded use is evidence to judge it",
    textRead: 'yes',
  },
  {
    id: 'AC-6(5)',
    framework: NIST,
    whatWeDo:
      'privileged roles are held only while a grant is live; the most powerful are refused unless the organization lists them',
    records: ['activated', ...ENDS],
    verify: DECISIONS,
    notCovered: 'standing privileged access',
    textRead: 'yes',
  },
  {
    id: 'AC-6(7)',
    framework: NIST,
    whatWeDo: 'one command shows a reviewer each privilege, its holder, its time, its reason and its recorded use',
    records: [...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: 'the review itself and its frequency; standing privileges',
    textRead: 'yes',
  },
  {
    id: 'AC-6(9)',
    framework: NIST,
    whatWeDo: "a digest keeps the holder's calls within the window, from Google's audit logs",
    records: ['used'],
    verify: INTEGRITY,
    notCovered: 'calls that a service does not log, and a data access log that is off; the digest names it',
    textRead: 'yes',
  },
  {
    id: 'AU-2',
    framework: NIST,
    whatWeDo: 'the kinds of records are fixed and documented',
    records: ['genesis', ...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: 'events of other systems; the rationale and its review (d, e)',
    textRead: 'yes',
  },
  {
    id: 'AU-3',
    framework: NIST,
    whatWeDo: 'each record has the event, its time, its resource, its run, its outcome and its person',
    records: ['genesis', ...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: "network addresses and devices, which Google's and GitHub's own logs have",
    textRead: 'yes',
  },
  {
    id: 'AU-6',
    framework: NIST,
    whatWeDo: "records are kept for review and answer an auditor's questions; changes by hand are records of their own",
    records: ['removed', 'altered', 'unexplained', 'refused'],
    verify: INTEGRITY,
    notCovered: 'the review itself and its frequency',
    textRead: 'yes',
  },
  {
    id: 'AU-8',
    framework: NIST,
    whatWeDo:
      'times are UTC in RFC 3339, from the clocks of GitHub and Google. A difference above 300 s stops all grants.',
    records: ALL,
    verify: INTEGRITY,
    notCovered: 'the accuracy of those clocks; times are whole seconds',
    textRead: 'yes',
  },
  {
    id: 'AU-9',
    framework: NIST,
    whatWeDo: "only the reconcile identity may update the ledger's branch; records are append-only and canonical",
    records: ['genesis', 'key-rotated'],
    verify: INTEGRITY,
    notCovered:
      'administrators of the repository, who can remove the rule; a rewritten ledger without a signed checkpoint kept elsewhere',
    textRead: 'yes',
  },
  {
    id: 'AU-9(2)',
    framework: NIST,
    whatWeDo: 'records also go to a log in another project at another provider, if one is configured',
    records: ALL,
    verify: INTEGRITY,
    notCovered: 'an installation without that log',
    textRead: 'yes',
  },
  {
    id: 'AU-9(3)',
    framework: NIST,
    whatWeDo: 'records are leaves of a Merkle tree whose root is signed',
    records: ['genesis', ...ALL, 'used', 'key-rotated'],
    verify: INTEGRITY,
    notCovered: 'the truth of records that a stolen identity appends: it can add lies, but not change signed records',
    textRead: 'yes',
  },
  {
    id: 'AU-10',
    framework: NIST,
    whatWeDo:
      'each decision names the requester and the approvers, with the commit and the time, as GitHub reported them',
    records: ['activated', 'refused', 'lapsed'],
    verify: DECISIONS,
    notCovered: "the person behind a GitHub login; without a security key an approval rests on GitHub's word",
    textRead: 'yes',
  },
  {
    id: 'AU-12',
    framework: NIST,
    whatWeDo:
      'the product itself writes records, which cannot be switched off; it grants nothing that it cannot record',
    records: [...ALL, 'heartbeat'],
    verify: [...INTEGRITY, 'silence'],
    notCovered: 'events of other systems',
    textRead: 'yes',
  },
  {
    id: 'CM-5',
    framework: NIST,
    whatWeDo:
      'the rules of access change by reviewed pull request; a grant counts only under policies that were in force',
    records: ['genesis', 'policies-changed', 'activated', 'refused'],
    verify: DECISIONS,
    notCovered: 'changes of anything but these documents',
    textRead: 'yes',
  },
  {
    id: '7.2.4',
    framework: PCI,
    whatWeDo:
      'the list of all access and its holders, and of grants without a recorded use, for the six-monthly review',
    records: [...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: "the review itself, management's acknowledgement, and access that Pullcord did not grant",
    textRead: 'yes',
  },
  ...unverified(PCI, [
    [
      '7.2.2',
      "access follows from a role's policy and is no more than it lists",
      ['activated', 'refused'],
      'standing access',
    ],
    [
      '7.2.3',
      'required privileges are approved by the people the policy names',
      ['activated', 'refused'],
      'standing access',
    ],
    ['8.2.5', 'access does not outlive its window', ['ended', 'revoked'], "terminated users' accounts"],
    [
      '10.2.1.2',
      'a digest keeps the calls that were made with administrative access',
      ['used'],
      'calls that no log has',
    ],
    ['10.2.2', 'records have user, event, time, outcome, origin and resource', ALL, 'network origins'],
    ['10.3.2', 'the ledger is protected against change', ['genesis'], 'administrators of the repository'],
    ['10.3.4', 'verification finds a changed record', ['genesis'], 'without a signed checkpoint it finds only damage'],
    ['10.5.1', 'records are kept as long as the repository', ALL, "retention rules of the repository's owner"],
    ['10.6', "times come from GitHub's and Google's clocks", ALL, 'synchronizing them'],
  ]),
  ...unverified(ISO, [
    [
      'A.5.15',
      'rules of access are documents, versioned and reviewed; each change has a recorded verdict',
      ['policies-changed', 'activated', 'refused'],
      'physical access',
    ],
    ['A.5.18', 'rights are granted, reviewed and removed on record', ALL, 'standing rights'],
    [
      'A.8.2',
      'privileged rights are granted for hours, by approval',
      ['activated', ...ENDS],
      'standing privileged rights',
    ],
    ['A.8.15', 'events are recorded, protected and can be analysed', [...ALL, 'used'], 'logs of other systems'],
    ['A.8.17', "times come from GitHub's and Google's clocks", ALL, 'synchronizing them'],
  ]),
  ...unverified(SOC, [
    ['CC6.1', 'access is limited to what policies list', ['activated', 'refused'], 'standing access'],
    ['CC6.2', 'access is authorized before it is granted', ['intent', 'activated', 'refused'], 'registration of users'],
    ['CC6.3', 'expired access is removed', ENDS, 'standing access'],
    ['CC7.2', 'changes by hand are noticed and recorded', ['removed', 'altered', 'unexplained'], 'other anomalies'],
    [
      'CC8.1',
      'changes of policies go through review',
      ['genesis', 'policies-changed', 'refused'],
      'changes of anything else',
    ],
  ]),
];

type Short = readonly [id: string, whatWeDo: string, records: readonly RecordKind[], notCovered: string];

function unverified(framework: Control['framework'], rows: readonly Short[]): readonly Control[] {
  return rows.map(([id, whatWeDo, records, notCovered]) => ({
    id,
    framework,
    whatWeDo,
    records,
    verify: OF_DECISIONS.includes(id) ? DECISIONS : INTEGRITY,
    notCovered,
    textRead: 'unverified',
  }));
}
