import { REVIEW_KINDS, type RecordKind } from '../ledger/record.ts';
import type { Finding } from '../verify/finding.ts';

/**
 * What Pullcord contributes to a control, for whoever maps it. `textRead`: `yes` only where the control's own text was read
 * (NIST's from its OSCAL catalog); `unverified` is from memory, to be held against the text before it is relied on.
 */
export interface Control {
  readonly id: string;
  readonly framework: 'NIST SP 800-53 rev. 5' | 'PCI DSS 4.0.1' | 'ISO/IEC 27001:2022' | 'SOC 2';
  readonly whatWeDo: string;
  readonly records: readonly RecordKind[];
  /** Which findings of `verify` would say that the records behind it are not to be relied on. */
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

/** That the records are those that were written, as far as a signed checkpoint covers them. */
const INTEGRITY = [
  ...(['ledger-invalid', 'open-differs', 'checkpoint-missing', 'checkpoint-invalid', 'checkpoint-origin'] as const),
  ...(['cut-off', 'rewritten', 'not-signed', 'key-unknown', 'checkpoint-behind'] as const),
] as const satisfies Finding['code'][];

export const CONTROLS: readonly Control[] = [
  {
    id: 'AC-2',
    framework: NIST,
    whatWeDo:
      'e, f, g, i: access is given only for a merged request that its policy admits and the required people approved; it is taken away by itself; who held it and what was done with it is on record',
    records: [...ALL, 'used'],
    verify: INTEGRITY,
    notCovered:
      'accounts themselves, standing access given otherwise than by Pullcord, notices to account managers (h), periodic review (j)',
    textRead: 'yes',
  },
  {
    id: 'AC-2(2)',
    framework: NIST,
    whatWeDo:
      'temporary and emergency access ends at a fixed instant by the condition of its own binding, and the binding is removed by the next run',
    records: ['activated', ...ENDS],
    verify: INTEGRITY,
    notCovered:
      'temporary accounts: access is bound to accounts that exist; sessions, keys and connections opened meanwhile outlive it',
    textRead: 'yes',
  },
  {
    id: 'AC-2(3)',
    framework: NIST,
    whatWeDo: 'access that has expired gives nothing from that instant on; the time to its removal is on record',
    records: ['ended', 'lapsed'],
    verify: INTEGRITY,
    notCovered: 'disabling accounts, and inactivity',
    textRead: 'yes',
  },
  {
    id: 'AC-2(4)',
    framework: NIST,
    whatWeDo: 'every giving, change by hand and taking away of access is recorded by the run that sees it',
    records: ALL,
    verify: INTEGRITY,
    notCovered:
      "accounts themselves; changes of bindings that do not bear our mark, which are in Google's Admin Activity log",
    textRead: 'yes',
  },
  {
    id: 'AC-3',
    framework: NIST,
    whatWeDo: 'only what a policy lists is given, by IAM bindings that Google enforces',
    records: ['activated', 'refused', 'altered', 'unexplained'],
    verify: INTEGRITY,
    notCovered: "enforcement itself, which is Google's",
    textRead: 'yes',
  },
  {
    id: 'AC-5',
    framework: NIST,
    whatWeDo:
      'nobody approves their own request, nor one whose commits they wrote; several entries of a policy need distinct people',
    records: ['activated', 'refused'],
    verify: INTEGRITY,
    notCovered:
      'which duties are to be separate is for the policies to say; people with two identities nobody declared',
    textRead: 'yes',
  },
  {
    id: 'AC-6',
    framework: NIST,
    whatWeDo: 'access is predefined, narrow and for hours; a requester cannot widen it',
    records: ['activated', 'refused', 'used'],
    verify: INTEGRITY,
    notCovered: "whether a policy's roles are the least that would do; what was done is evidence to judge it by",
    textRead: 'yes',
  },
  {
    id: 'AC-6(5)',
    framework: NIST,
    whatWeDo:
      'privileged roles are held only while a grant is live; the most powerful are refused unless the organization lists them',
    records: ['activated', ...ENDS],
    verify: INTEGRITY,
    notCovered: 'standing privileged access',
    textRead: 'yes',
  },
  {
    id: 'AC-6(7)',
    framework: NIST,
    whatWeDo: 'who had which privilege, when, why and whether it was seen to be used is one command for a reviewer',
    records: [...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: 'the review itself and its frequency; standing privileges',
    textRead: 'yes',
  },
  {
    id: 'AC-6(9)',
    framework: NIST,
    whatWeDo: "what the holder was seen to do within the window is read from Google's audit logs and kept as a digest",
    records: ['used'],
    verify: INTEGRITY,
    notCovered: 'calls that a service does not log, and the log of data access where it is off: the digest says which',
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
    whatWeDo: 'each record says what happened, when, on which resource, by which run, with what outcome, and to whom',
    records: ['genesis', ...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: "network addresses and devices: those are in Google's and GitHub's own logs",
    textRead: 'yes',
  },
  {
    id: 'AU-6',
    framework: NIST,
    whatWeDo: "records are kept for review and answer an auditor's questions; changes by hand are records of their own",
    records: ['removed', 'altered', 'unexplained', 'refused'],
    verify: INTEGRITY,
    notCovered: 'that anybody reviews them, and how often',
    textRead: 'yes',
  },
  {
    id: 'AU-8',
    framework: NIST,
    whatWeDo:
      'times are UTC in RFC 3339, from the clocks of GitHub and Google; if they disagree by more than 300 s nothing is granted',
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
      'administrators of the repository, who can take the rule away; without a signed checkpoint kept elsewhere a rewritten ledger is not noticed',
    textRead: 'yes',
  },
  {
    id: 'AU-9(2)',
    framework: NIST,
    whatWeDo: 'records go to a log in another project of another provider too, where one is configured',
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
    notCovered: 'truth of what a stolen identity appends: it can add lies, not alter what is signed',
    textRead: 'yes',
  },
  {
    id: 'AU-10',
    framework: NIST,
    whatWeDo: 'each decision holds who asked, who approved which commit and when, as GitHub said it',
    records: ['activated', 'refused', 'lapsed'],
    verify: INTEGRITY,
    notCovered: "who sat behind a GitHub login; without a security key an approval is GitHub's word",
    textRead: 'yes',
  },
  {
    id: 'AU-12',
    framework: NIST,
    whatWeDo:
      'records are made by the product itself and cannot be switched off; nothing is granted that cannot be recorded',
    records: [...ALL, 'heartbeat'],
    verify: [...INTEGRITY, 'silence'],
    notCovered: 'events of other systems',
    textRead: 'yes',
  },
  {
    id: 'CM-5',
    framework: NIST,
    whatWeDo:
      'who may get what is changed by reviewed pull request; a grant counts only under policies that were in force',
    records: ['genesis', 'activated', 'refused'],
    verify: INTEGRITY,
    notCovered: 'changes of anything but these documents',
    textRead: 'yes',
  },
  {
    id: '7.2.4',
    framework: PCI,
    whatWeDo: 'the list of who had which access, and of grants with no use on record, for the review every six months',
    records: [...ALL, 'used'],
    verify: INTEGRITY,
    notCovered: "the review itself, management's acknowledgement, and access given otherwise",
    textRead: 'yes',
  },
  ...unverified(PCI, [
    [
      '7.2.2',
      "access follows from a role's policy and is the least it lists",
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
      'what was done with administrative access is read and kept as a digest',
      ['used'],
      'calls that are not logged',
    ],
    ['10.2.2', 'records have user, event, time, outcome, origin and resource', ALL, 'network origins'],
    ['10.3.2', 'the ledger is protected against change', ['genesis'], 'administrators of the repository'],
    ['10.3.4', 'a changed record is found', ['genesis'], 'without a signed checkpoint only damage is found'],
    ['10.5.1', 'records are kept as long as the repository', ALL, "retention rules of the repository's owner"],
    ['10.6', "times come from GitHub's and Google's clocks", ALL, 'synchronizing them'],
  ]),
  ...unverified(ISO, [
    ['A.5.15', 'rules of access are documents, versioned and reviewed', ['activated', 'refused'], 'physical access'],
    ['A.5.18', 'rights are given, reviewed and taken away on record', ALL, 'standing rights'],
    [
      'A.8.2',
      'privileged rights are given for hours, by approval',
      ['activated', ...ENDS],
      'standing privileged rights',
    ],
    ['A.8.15', 'events are recorded, protected and can be analysed', [...ALL, 'used'], 'logs of other systems'],
    ['A.8.17', "times come from GitHub's and Google's clocks", ALL, 'synchronizing them'],
  ]),
  ...unverified(SOC, [
    ['CC6.1', 'access is limited to what policies list', ['activated', 'refused'], 'standing access'],
    ['CC6.2', 'access is authorized before it is given', ['intent', 'activated', 'refused'], 'registration of users'],
    ['CC6.3', 'access is taken away when it is over', ENDS, 'standing access'],
    ['CC7.2', 'changes by hand are noticed and recorded', ['removed', 'altered', 'unexplained'], 'other anomalies'],
    ['CC8.1', 'changes of policies go through review', ['genesis', 'refused'], 'changes of anything else'],
  ]),
];

type Short = readonly [id: string, whatWeDo: string, records: readonly RecordKind[], notCovered: string];

function unverified(framework: Control['framework'], rows: readonly Short[]): readonly Control[] {
  return rows.map(([id, whatWeDo, records, notCovered]) => ({
    id,
    framework,
    whatWeDo,
    records,
    verify: INTEGRITY,
    notCovered,
    textRead: 'unverified',
  }));
}
