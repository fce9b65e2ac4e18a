import type { Decision, Judged } from '../../src/core/decision/decision.ts';
import type {
  CommitFact,
  DocumentChange,
  DocumentDigests,
  Evidence,
  MergeFact,
  PullFact,
  ReviewFact,
} from '../../src/core/decision/evidence.ts';
import { encode, type Grant, type GrantedRole, type Owner } from '../../src/core/grant/grant.ts';
import { toSnapshot, type Binding, type RawPolicy, type Snapshot } from '../../src/core/grant/iam-policy.ts';
import type { Draft, LedgerRecord, RunFact } from '../../src/core/ledger/record.ts';
import { parsePolicySet, type PolicySet } from '../../src/core/documents/policy-set.ts';
import { judge } from '../../src/core/decision/judge.ts';
import { gitBlobId } from '../../src/core/digest.ts';
import { toBytes } from './documents.ts';
import { PEOPLE } from '../support/people.ts';

/* Small values of the core's kinds: each test says only what it is about. */

// ── documents ──

export const PATH = 'requests/2026/11/orders.yaml';
export const REQUEST = 'policy: orders\nduration: 2h\nreason: checkout returns 500s since 02:05\n';

export const ORGANIZATION = `installation: acme
people:
  - { github: alice, id: 1001, principal: 'user:alice@acme.example', otherAccounts: [2001] }
  - { github: bob, id: 1002, principal: 'user:bob@acme.example', otherAccounts: [2002] }
  - { github: carol, id: 1003, principal: 'user:carol@acme.example' }
  - { github: dave, id: 1004, principal: 'user:dave@acme.example' }
  - { github: erin, id: 1005, principal: 'user:erin@acme.example' }
maxDuration: 4h
allowUnproven: true
policyChanges:
  - { from: [team:security], count: 1 }
`;

export const POLICY = `title: Read the orders database
environment: production
access:
  - resource: projects/acme-orders-prod
    roles: [roles/cloudsql.viewer]
requesters: [team:orders-oncall]
maxDuration: 2h
approval:
  - { from: [team:sre-leads], count: 1 }
breakGlass:
  requesters: [team:orders-oncall]
  maxDuration: 1h
  review: { from: [team:security], within: 24h }
`;

/** The documents of one commit; `null` is one that is not there. */
export interface Texts {
  readonly policy?: string | null | undefined;
  readonly organization?: string | null;
  /** Further files under `policies/`. */
  readonly more?: Readonly<Record<string, string>>;
}

const ORGANIZATION_PATH = 'policies/organization.yaml';
export const POLICY_PATH = 'policies/orders.yaml';

function filesOf({ policy = POLICY, organization = ORGANIZATION, more = {} }: Texts): Readonly<Record<string, string>> {
  return {
    ...(organization === null ? {} : { [ORGANIZATION_PATH]: organization }),
    ...(policy === null ? {} : { [POLICY_PATH]: policy }),
    ...more,
  };
}

export function policySet(texts: Texts = {}): PolicySet {
  return parsePolicySet(Object.entries(filesOf(texts)).map(([path, text]) => ({ path, bytes: toBytes(text) })));
}

export function blobOf(text: string): string {
  return gitBlobId(toBytes(text));
}

function digestsOf(texts: Texts): DocumentDigests {
  return Object.fromEntries(Object.entries(filesOf(texts)).map(([path, text]) => [path, blobOf(text)]));
}

/** The documents of the first record, by path. */
export const FIRST_DOCUMENTS = filesOf({});
const DIGESTS: DocumentDigests = digestsOf({});

// ── evidence ──

export const MERGED = '2026-11-24T02:17:00Z';
export const HEAD = 'c0ffee0000000000000000000000000000000042';
const MERGE = 'feed000000000000000000000000000000000042';
export const FILE = { blob: blobOf(REQUEST), mode: '100644' };

let reviews = 5000;

export function review(author: ReviewFact['author'], change: Partial<ReviewFact> = {}): ReviewFact {
  reviews += 1;
  return {
    id: String(reviews),
    state: 'APPROVED',
    submittedAt: '2026-11-24T02:10:00Z',
    commit: HEAD,
    author,
    ...change,
  };
}

export function commit(change: Partial<CommitFact> = {}): CommitFact {
  return { sha: HEAD, authors: [1001], authorCount: 1, committer: 1001, signature: null, ...change };
}

export const MERGE_COMMIT: MergeFact = {
  sha: MERGE,
  parents: [
    { sha: 'ba5e', file: null },
    { sha: HEAD, file: FILE },
  ],
  file: FILE,
  signedByGitHub: true,
  onMainline: true,
};

export const SQUASH: MergeFact = { ...MERGE_COMMIT, parents: [{ sha: 'ba5e', file: null }] };

export const HEAD_FACT: PullFact['head'] = {
  sha: HEAD,
  repository: 700100,
  file: FILE,
  commit: { parents: ['ba5e'], committedAt: '2026-11-24T02:04:00Z', parentsOnMain: true, signature: null },
};

/** A merged pull request by alice that bob approved; counters follow the lists unless given. */
export function pull(change: Partial<PullFact> = {}): PullFact {
  const lists = {
    files: [{ path: PATH, change: 'ADDED' }],
    commits: [commit()],
    reviews: [review(PEOPLE.bob)],
    retargeted: [],
    ...change,
  };
  return {
    number: 42,
    url: 'https://github.com/acme/access/pull/42',
    state: 'merged',
    author: PEOPLE.alice,
    mergedBy: PEOPLE.alice,
    createdAt: '2026-11-24T02:05:00Z',
    mergedAt: MERGED,
    base: 'main',
    head: HEAD_FACT,
    merge: MERGE_COMMIT,
    pushers: [1001],
    changedFiles: lists.files.length,
    commitCount: lists.commits.length,
    reviewCount: lists.reviews.length,
    retargetCount: lists.retargeted.length,
    ...lists,
  };
}

export const OPEN: Partial<PullFact> = { state: 'open', mergedAt: null, mergedBy: null, merge: null };

/** A change of a document under `policies/`: by dave, approved by carol, merged before the request unless told. */
export function documentChange(
  path: string,
  blob: string | null,
  change: Partial<PullFact> = {},
  mergedAt = '2026-11-20T09:30:00Z',
): DocumentChange {
  const file = blob === null ? null : { blob, mode: '100644' };
  const parents = [
    { sha: 'ba5e', file: null },
    { sha: HEAD, file },
  ];
  const pulled = pull({
    number: 7,
    url: 'https://github.com/acme/access/pull/7',
    author: PEOPLE.dave,
    mergedBy: PEOPLE.dave,
    createdAt: '2026-11-20T09:00:00Z',
    mergedAt,
    head: { ...HEAD_FACT, file },
    merge: { ...MERGE_COMMIT, parents, file },
    files: [{ path, change: 'MODIFIED' }],
    commits: [commit({ authors: [1004], committer: 1004 })],
    pushers: [1004],
    reviews: [review(PEOPLE.carol, { submittedAt: '2026-11-20T09:20:00Z' })],
    ...change,
  });
  return { blob, at: mergedAt, pull: pulled };
}

/** Everything as of an ordinary request; the file is the text's blob, wherever the ordinary one was named. */
export function evidence(change: Partial<Evidence> = {}): Evidence {
  const text = change.text ?? REQUEST;
  const whole = { ...ordinary(), ...change };
  return text === REQUEST ? whole : (JSON.parse(JSON.stringify(whole).replaceAll(FILE.blob, blobOf(text))) as Evidence);
}

function ordinary(): Evidence {
  return {
    repository: { id: 700100, name: 'acme/access', defaultBranch: 'main' },
    head: 'head0fma1n',
    path: PATH,
    file: FILE,
    pull: pull(),
    addedAt: MERGED,
    text: REQUEST,
    permissions: {
      '1001': 'write',
      '1002': 'write',
      '1003': 'write',
      '1004': 'write',
      '1005': 'admin',
      '2002': 'write',
      '1006': 'read',
    },
    teams: { 'orders-oncall': [1001], 'sre-leads': [1002, 1005], security: [1003] },
    secondFactors: {
      required: true,
      enabled: { '1001': true, '1002': true, '1003': true, '1004': true, '1005': true, '2002': true, '1006': true },
    },
    documents: { before: { digests: DIGESTS, issues: [] }, head: { digests: DIGESTS, issues: [] } },
    texts: textsOf([{}]),
    changes: { [ORGANIZATION_PATH]: [], [POLICY_PATH]: [] },
    genesis: { commit: 'f1257', policies: DIGESTS },
    onRecord: { headUsedBy: [], overdueReviews: [], quarantined: [] },
    gathered: '2026-11-24T02:18:00Z',
  };
}

function textsOf(stages: readonly Texts[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    stages.flatMap((texts) => Object.values(filesOf(texts)).map((text) => [blobOf(text), text])),
  );
}

/** What is different from the ordinary case; documents by their texts. */
export interface Trial {
  readonly evidence?: Evidence;
  /** Before the merge; as at the head unless told. `null`: not read. */
  readonly before?: Texts | null;
  readonly head?: Texts | null;
  /** When the ledger began; as before the merge unless told. `null`: not known. */
  readonly genesis?: Texts | null;
  /** Further organizations that stood for a time. */
  readonly texts?: readonly Texts[];
  /** By path; approved changes of everything that differs between the stages unless told. */
  readonly changes?: Evidence['changes'];
}

/** Soon after the request was merged. */
const SINCE = '2026-11-24T02:17:30Z';

/** The evidence of a trial: whatever follows from its documents is worked out from their texts. */
function evidenceOf(trial: Trial): Evidence {
  const given = trial.evidence ?? evidence();
  const { head = {} } = trial;
  const { before = head } = trial;
  const { genesis = before ?? head } = trial;
  const stages = [genesis, before, head, ...(trial.texts ?? [])].filter((texts) => texts !== null);
  const factAt = (texts: Texts | null, whole: boolean) =>
    texts === null ? null : { digests: digestsOf(texts), issues: whole ? policySet(texts).issues : [] };
  const changed = Object.keys({ ...digestsOf(before ?? head ?? {}), ...digestsOf(head ?? {}) }).map((path) => {
    const [then, now] = [before, head].map((texts) => digestsOf(texts ?? {})[path] ?? null);
    return [path, then === now ? [] : [documentChange(path, now ?? null, {}, SINCE)]] as const;
  });
  return {
    ...given,
    documents: { before: factAt(before, false), head: factAt(head, true) },
    texts: textsOf(stages),
    changes: { ...Object.fromEntries(changed), ...trial.changes },
    genesis: genesis === null ? null : { commit: 'f1257', policies: digestsOf(genesis) },
  };
}

/** Judged as the product does it: from the evidence alone. */
export function tryCase(trial: Trial = {}): Judged {
  return judge(givenBy(trial));
}

/** The whole evidence of a trial. */
export function givenBy(trial: Trial): Evidence {
  return isAboutDocuments(trial) ? evidenceOf(trial) : (trial.evidence ?? evidence());
}

function isAboutDocuments({ before, head, genesis, texts, changes }: Trial): boolean {
  return [before, head, genesis, texts, changes].some((part) => part !== undefined);
}

export function decide(trial: Trial = {}): Decision {
  return tryCase(trial).decision;
}

// ── grants, bindings, snapshots ──

export const OWNER: Owner = { installation: 'acme', repository: 700100 };
export const PROJECT = 'projects/acme-orders-prod';
export const VIEWER = 'roles/cloudsql.viewer';
export const START = '2026-11-24T02:17:00Z';
export const END = '2026-11-24T04:17:00Z';

export function grant(change: Partial<Grant> = {}): Grant {
  const number = change.pull ?? 42;
  return {
    pull: number,
    url: `https://github.com/acme/access/pull/${number}`,
    path: PATH,
    blob: 'blob-of-request',
    policy: 'orders',
    requester: { id: 1001, login: 'alice' },
    principal: 'user:alice@acme.example',
    access: [{ resource: PROJECT, role: VIEWER }],
    window: { start: START, end: END },
    approvedBy: ['bob'],
    ...change,
  };
}

/** The binding that carries out the first role of a grant. */
export function bindingOf(given: Grant, granted: GrantedRole | undefined = given.access[0], owner = OWNER): Binding {
  if (granted === undefined) throw new Error('a grant of nothing has no binding');
  return encode(given, granted, owner);
}

export function withCondition(binding: Binding, change: Partial<NonNullable<Binding['condition']>>): Binding {
  if (binding.condition === undefined) throw new Error('the binding has no condition');
  return { ...binding, condition: { ...binding.condition, ...change } };
}

export const FOREIGN: Binding = { role: 'roles/viewer', member: 'group:everybody@acme.example' };

export function rawPolicy(bindings: readonly Binding[], change: Partial<RawPolicy> = {}): RawPolicy {
  return {
    version: 3,
    etag: 'BwYXetag',
    bindings: bindings.map(({ member, ...group }) => ({ ...group, members: [member] })),
    ...change,
  };
}

export function snapshot(bindings: readonly Binding[], change: Partial<RawPolicy> = {}): Snapshot {
  const read = toSnapshot(PROJECT, rawPolicy(bindings, change));
  if ('unsafe' in read) throw new Error(read.unsafe);
  return read;
}

// ── records ──

export const RUN: RunFact = {
  kind: 'actions',
  id: '77001',
  attempt: '1',
  event: 'push',
  url: 'https://github.com/acme/access/actions/runs/77001',
};
export const CONTEXT = { at: '2026-11-24T02:19:00Z', run: RUN, version: '0.1.0' };

export function draft(change: Partial<Draft> = {}): Draft {
  return {
    schema: 1,
    kind: 'activated',
    at: CONTEXT.at,
    pull: 42,
    reasons: [],
    run: RUN,
    tool: { name: 'pullcord', version: '0.1.0' },
    ...change,
  };
}

export const GENESIS: Draft = draft({
  kind: 'genesis',
  pull: null,
  genesis: {
    installation: 'acme',
    repository: { id: 700100, name: 'acme/access' },
    commit: 'f1257',
    policies: DIGESTS,
    requests: {},
  },
});

export function fact(role = VIEWER, resource = PROJECT, unconditionalBefore: readonly string[] = []) {
  return { resource, role, before: [], after: [], unconditionalBefore };
}

export function numbered(drafts: readonly Draft[]): readonly LedgerRecord[] {
  return drafts.map((one, seq) => ({ ...one, seq }));
}
