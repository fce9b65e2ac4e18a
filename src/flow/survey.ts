import type { Judged } from '../core/decision.ts';
import type { DocumentDigests } from '../core/evidence.ts';
import type { Grant, Owner } from '../core/grant.ts';
import { parseLedger, type Genesis, type Shard } from '../core/ledger.ts';
import { accountsOf, hasOpenEntries, type Account, type Accounts } from '../core/on-record.ts';
import type { Organization } from '../core/organization.ts';
import type { PolicySet } from '../core/policy-set.ts';
import type { Claim, Revocation } from '../core/standing.ts';
import { addSeconds, type Instant } from '../core/time.ts';
import { digestsOf, judge, readPolicySet } from './judge.ts';
import type { DocumentFile, LedgerReading, MainlineCommit, RepositoryState, World } from './world.ts';

/** What a run knows before it looks at IAM: what was asked, decided and recorded, and what could not be known. */
export interface Survey {
  readonly owner: Owner | undefined;
  readonly repositoryName: string;
  /** GitHub's clock, if it told. */
  readonly now: Instant | undefined;
  readonly organization: Organization | undefined;
  readonly resources: readonly string[];
  readonly claims: readonly Claim[];
  /** Why pull requests without a claim are unknown; absent: without a claim there is no grant. */
  readonly unknownPulls?: string;
  readonly accounts: Accounts | 'unreadable';
  readonly ledger: OpenLedger | undefined;
  /** Decisions taken in this run, each on a request that is not on record yet. */
  readonly judged: readonly Judged[];
  /** Why nothing may be granted in this run, in sentences. */
  readonly noGrants: readonly string[];
  /** What could not be read, in sentences: the outside failed, and the run has to end saying so. */
  readonly problems: readonly string[];
}

export interface OpenLedger {
  readonly head: string;
  readonly shards: readonly Shard[];
  readonly accounts: Accounts;
  readonly genesis: Genesis;
}

/** The repository as it lies beside the run, for when GitHub does not answer. */
export interface Clone {
  readonly repositoryId: number | undefined;
  readonly name: string;
  readonly documents: readonly DocumentFile[];
}

/** Looks at everything on GitHub's side. Never throws for what GitHub does not tell: it is in the survey. */
export async function survey(world: World, clone: Clone): Promise<Survey> {
  const ledger = openLedger(await world.ledger.read());
  const github = await readRepository(world).catch(asSentence);
  if (typeof github === 'string') return withoutGitHub(clone, ledger, github);
  const accounts = 'problem' in ledger ? 'unreadable' : ledger.accounts;
  const genesis = 'problem' in ledger ? undefined : ledger.genesis;
  const { repository, documents, mainline } = github;
  const now = world.repository.time() ?? mainline[0]?.committedAt;
  const noGrants = [
    ...('problem' in ledger ? [ledger.problem] : []),
    ...(documents.issues.length > 0
      ? [
          `documents on ${repository.defaultBranch} have issues: ${documents.issues.map(({ path, line, sentence }) => `${path}:${line} ${sentence}`).join('; ')}`,
        ]
      : []),
    ...(genesis !== undefined && genesis.repository.id !== repository.id
      ? [`the ledger began for repository ${genesis.repository.id}, this is ${repository.id}`]
      : []),
    ...(genesis !== undefined &&
    documents.organization !== undefined &&
    genesis.installation !== documents.organization.installation
      ? [
          `the ledger began for installation ${genesis.installation}, policies/organization.yaml says ${documents.organization.installation}`,
        ]
      : []),
  ];
  // The set that may still tell what is ours when the present one does not parse.
  const valid = documents.organization === undefined ? await lastValid(world, mainline) : documents;
  const installation = genesis?.installation ?? valid?.organization?.installation;
  const known = accounts === 'unreadable' ? [] : [...accounts.byPull.values()];
  const files = await readRequests(world, repository.head, now, known).catch(asSentence);
  const recorded =
    typeof files === 'string'
      ? known.flatMap((account) => unknownClaim(account, files))
      : await Promise.all(
          known.filter(hasOpenEntries).map((account) => claimOnRecord(world, repository, account, files, documents)),
        );
  const judged =
    typeof files === 'string' || accounts === 'unreadable' || now === undefined
      ? { judged: [], unknown: [] }
      : await judgeNew(world, repository, documents, mainline, accounts, genesis, files);
  const claims = [...recorded, ...judged.judged.flatMap(claimOf)];
  const unread = [...('problem' in ledger ? [ledger.problem] : []), ...(typeof files === 'string' ? [files] : [])];
  // Without the ledger nobody can tell what was granted, so nothing that carries our mark is without a grant.
  const unknown = [...unread, ...judged.unknown];
  return {
    owner: installation === undefined ? undefined : { installation, repository: repository.id },
    repositoryName: repository.name,
    now,
    organization: documents.organization,
    resources: resourcesOf([documents, valid], claims, known),
    claims,
    ...(unknown.length > 0 ? { unknownPulls: unknown.join('; ') } : {}),
    accounts,
    ledger: 'problem' in ledger ? undefined : ledger,
    judged: judged.judged,
    noGrants: [...noGrants, ...(typeof files === 'string' ? [files] : [])],
    problems: unknown,
  };
}

interface GitHubSide {
  readonly repository: RepositoryState;
  readonly documents: PolicySet;
  readonly digests: DocumentDigests;
  readonly mainline: readonly MainlineCommit[];
}

async function readRepository(world: World): Promise<GitHubSide> {
  const repository = await world.repository.repository();
  const files = await world.repository.documents(repository.head);
  const documents = readPolicySet(files);
  const now = world.repository.time();
  if (now === undefined) throw new Error('GitHub did not tell the time');
  const span = (documents.organization?.maxDuration ?? LONGEST_LOOK_BACK) + LOOK_BACK_SLACK;
  const mainline = await world.repository.mainline(repository.head, addSeconds(now, -span));
  return { repository, documents, digests: digestsOf(files), mainline };
}

const LONGEST_LOOK_BACK = 7 * 86_400;
const LOOK_BACK_SLACK = 86_400;

function openLedger(reading: LedgerReading): OpenLedger | { readonly problem: string } {
  if (reading.kind === 'missing')
    return { problem: 'there is no ledger: the branch audit is missing; `pullcord init --ledger` begins it' };
  if (reading.kind === 'unreadable') return { problem: `the ledger could not be read: ${reading.sentence}` };
  const parsed = parseLedger(reading.shards);
  if ('invalid' in parsed) return { problem: `the ledger is not valid: ${parsed.invalid}` };
  const genesis = parsed.records[0]?.genesis;
  if (genesis === undefined) return { problem: 'the ledger has no genesis record' };
  return { head: reading.head, shards: reading.shards, accounts: accountsOf(parsed.records), genesis };
}

/** Reads the ledger anew, as between an intent and its grant. */
export async function reopenLedger(world: World): Promise<OpenLedger | { readonly problem: string }> {
  return openLedger(await world.ledger.read());
}

/** With GitHub silent, what lies beside the run still tells which bindings are ours; only what says it is over goes. */
function withoutGitHub(clone: Clone, ledger: OpenLedger | { readonly problem: string }, why: string): Survey {
  const documents = readPolicySet(clone.documents);
  const installation = documents.organization?.installation;
  const known = 'problem' in ledger ? [] : [...ledger.accounts.byPull.values()];
  return {
    owner:
      installation === undefined || clone.repositoryId === undefined
        ? undefined
        : { installation, repository: clone.repositoryId },
    repositoryName: clone.name,
    now: undefined,
    organization: documents.organization,
    resources: resourcesOf([documents], [], known),
    claims: known.flatMap((account) => unknownClaim(account, why)),
    unknownPulls: why,
    accounts: 'problem' in ledger ? 'unreadable' : ledger.accounts,
    ledger: 'problem' in ledger ? undefined : ledger,
    judged: [],
    noGrants: [why, ...('problem' in ledger ? [ledger.problem] : [])],
    problems: [why, ...('problem' in ledger ? [ledger.problem] : [])],
  };
}

const TRIES_BACK = 20;

/** The newest set on the first-parent line that has a readable organization. */
async function lastValid(world: World, mainline: readonly MainlineCommit[]): Promise<PolicySet | undefined> {
  for (const { sha } of mainline.slice(1, TRIES_BACK)) {
    const set = await world.repository.documents(sha).then(readPolicySet, () => undefined);
    if (set?.organization !== undefined) return set;
  }
  return undefined;
}

/** Request files that may matter: of the months around now, and of every grant still open on record. */
async function readRequests(
  world: World,
  head: string,
  now: Instant | undefined,
  known: readonly Account[],
): Promise<readonly DocumentFile[]> {
  if (now === undefined) throw new Error('GitHub did not tell the time');
  const open = known.filter(hasOpenEntries).flatMap(({ path }) => monthOf(path) ?? []);
  return world.repository.requestFiles(head, [...new Set([...monthsAround(now), ...open])]);
}

export function monthsAround(now: Instant): readonly string[] {
  const month = Number(now.slice(0, 4)) * 12 + Number(now.slice(5, 7)) - 1;
  return [-2, -1, 0, 1].map((offset) => {
    const at = month + offset;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

function monthOf(path: string): string | undefined {
  const match = /^requests\/(\d{4})\/(\d{2})\//.exec(path);
  return match === null ? undefined : `${match[1]}-${match[2]}`;
}

/** A decision on record is final; later runs only look whether the request and its policy still stand. */
async function claimOnRecord(
  world: World,
  repository: RepositoryState,
  account: Account,
  files: readonly DocumentFile[],
  documents: PolicySet,
): Promise<Claim> {
  const { grant, pull, path, blob } = account;
  if (grant === undefined) return { pull, is: 'unknown', why: 'the ledger names no grant for it' };
  const file = files.find((one) => one.path === path);
  if (file?.blob === blob) {
    const withdrawn = documents.issues.length === 0 && !documents.policies.has(grant.policy);
    if (!withdrawn) return { pull, is: 'granted', grant };
    const at = await changeOf(world, repository.head, `policies/${grant.policy}.yaml`);
    if (typeof at === 'string') return { pull, is: 'unknown', grant, why: at };
    return {
      pull,
      is: 'granted',
      grant,
      revoked: { ...at, code: 'policy-withdrawn', why: `policy ${grant.policy} was removed${at.by}` },
    };
  }
  const change = await changeOf(world, repository.head, path);
  if (typeof change === 'string') return { pull, is: 'unknown', grant, why: change };
  const [code, what] =
    file === undefined
      ? ['request-deleted', 'the request was deleted']
      : ['request-changed', 'the request was changed'];
  return { pull, is: 'granted', grant, revoked: { at: change.at, code, why: `${what}${change.by}` } };
}

async function changeOf(
  world: World,
  head: string,
  path: string,
): Promise<(Pick<Revocation, 'at'> & { by: string }) | string> {
  const change = await world.repository.lastChange(head, path).catch(asSentence);
  if (typeof change === 'string') return change;
  if (change === undefined) return `GitHub does not say when ${path} last changed`;
  const by = change.pull === null ? '' : ` by #${change.pull}${change.by === null ? '' : ` (merged by ${change.by})`}`;
  return { at: change.at, by };
}

function unknownClaim({ pull, grant, entries }: Account, why: string): readonly Claim[] {
  return entries.size === 0 ? [] : [{ pull, is: 'unknown', ...(grant === undefined ? {} : { grant }), why }];
}

function claimOf({ evidence, decision }: Judged): readonly Claim[] {
  const pull = evidence.pull?.number;
  if (pull === undefined) return [];
  if (decision.grant !== undefined) return [{ pull, is: 'granted', grant: decision.grant }];
  return decision.verdict === 'pending'
    ? [{ pull, is: 'unknown', why: decision.reasons.map(({ sentence }) => sentence).join('; ') }]
    : [];
}

const AT_ONCE = 4;

async function judgeNew(
  world: World,
  repository: RepositoryState,
  head: PolicySet,
  mainline: readonly MainlineCommit[],
  accounts: Accounts,
  genesis: Genesis | undefined,
  files: readonly DocumentFile[],
): Promise<{ judged: readonly Judged[]; unknown: readonly string[] }> {
  const sets = new Map<string, Promise<readonly DocumentFile[]>>();
  const documentsAt = (commit: string) => {
    const known = sets.get(commit) ?? world.repository.documents(commit);
    sets.set(commit, known);
    return known;
  };
  const teams = teamsOf(head);
  const gatherOne = async (file: DocumentFile): Promise<Judged | string> => {
    const gathered = await world.repository.gather({
      head: repository.head,
      path: file.path,
      mainline,
      teams,
      documentsOf: async (commit) => digestsOf(await documentsAt(commit)),
    });
    if (gathered.unknown !== undefined) return `${file.path}: ${gathered.unknown}`;
    const parent = gathered.evidence.pull?.merge?.parents[0]?.sha;
    const before = parent === undefined ? null : await documentsAt(parent).then(readPolicySet, () => null);
    return judge(gathered.evidence, before, head, genesis?.policies ?? null);
  };
  const fresh = files.filter((file) => !isOnRecord(file, accounts) && genesis?.requests[file.path] !== file.blob);
  const outcomes = await mapLimited(fresh, AT_ONCE, gatherOne);
  const isDecided = ({ evidence: { pull } }: Judged) => pull !== null && accounts.byPull.has(pull.number);
  return {
    judged: outcomes.filter((outcome) => typeof outcome !== 'string').filter((one) => !isDecided(one)),
    unknown: outcomes.filter((outcome) => typeof outcome === 'string'),
  };
}

function isOnRecord(file: DocumentFile, accounts: Accounts): boolean {
  if (accounts.strayPaths.get(file.path) === file.blob) return true;
  return [...accounts.byPull.values()].some(({ path, blob }) => path === file.path && blob === file.blob);
}

export function teamsOf({ policies }: PolicySet): readonly string[] {
  const parties = [...policies.values()].flatMap(({ requesters, approval }) => [
    ...requesters,
    ...approval.flatMap(({ from }) => from),
  ]);
  return [...new Set(parties.flatMap((party) => (party.kind === 'team' ? [party.slug] : [])))];
}

function resourcesOf(
  sets: readonly (PolicySet | undefined)[],
  claims: readonly Claim[],
  known: readonly Account[],
): readonly string[] {
  const ofPolicies = sets.flatMap((set) =>
    [...(set?.policies.values() ?? [])].flatMap(({ access }) => access.map(({ resource }) => resource)),
  );
  const ofGrants = [
    ...claims.flatMap(({ grant }) => grant ?? []),
    ...known.filter(hasOpenEntries).flatMap(({ grant }) => grant ?? []),
  ];
  return [
    ...new Set([...ofPolicies, ...ofGrants.flatMap(({ access }: Grant) => access.map(({ resource }) => resource))]),
  ].sort();
}

/** Maps with at most `limit` calls under way, in order. */
export async function mapLimited<T, R>(items: readonly T[], limit: number, map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await map(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

function asSentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
