import type { Judged } from '../../core/decision/decision.ts';
import type { Grant, Owner } from '../../core/grant/grant.ts';
import { hasOpenEntries, type GrantState } from '../../core/ledger/grant-state.ts';
import { originOf } from '../../core/ledger/checkpoint.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { Organization } from '../../core/documents/organization.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Instant } from '../../core/time.ts';
import { readInputs, readRequests, trustOf, type GitHubInputs } from './inputs.ts';
import { claimOnRecord, unknownClaim } from './recorded-grants.ts';
import { readPolicySet } from './documents.ts';
import { applyRevocationOrders, type RunOrders } from './revocations.ts';
import { gateOf } from './gate.ts';
import { claimOf, confirmed, evaluateAll } from './evaluate.ts';
import { errorMessage } from '../../core/error-message.ts';
import { mapLimited } from '../map-limited.ts';
import { compareWithAnchors, NOT_COMPARED, type Compared } from '../ledger/anchors.ts';
import { isContinued, openLedger, type NoLedger, type OpenLedger } from '../ledger/open.ts';
import { organizationThatReleases } from '../followup/releases.ts';
import type { DocumentFile, LedgerReading, Ports } from '../../core/ports.ts';

/** What a run knows before it looks at IAM: what was asked, decided and recorded, and what could not be known. */
export interface ObservedState {
  readonly owner: Owner | undefined;
  readonly repositoryName: string;
  /** The default branch's commit everything was read at; `undefined` without GitHub. */
  readonly head: string | undefined;
  /** GitHub's clock, if it told. */
  readonly now: Instant | undefined;
  readonly organization: Organization | undefined;
  readonly policies: PolicySet['policies'];
  readonly resources: readonly string[];
  /** Roles whose bindings are worth knowing wherever they stand: what policies hand out, and what is allowed although powerful. */
  readonly roles: ReadonlySet<string>;
  readonly claims: readonly DesiredGrant[];
  /** Why pull requests without a claim are unknown; absent: without a claim there is no grant. */
  readonly unknownPulls?: string;
  readonly accounts: LedgerIndex | 'unreadable';
  readonly ledger: OpenLedger | undefined;
  readonly anchors: Compared;
  /** Decisions taken in this run, each on a request that is not on record yet. */
  readonly judged: readonly Judged[];
  /** Why nothing may be granted in this run, in sentences. */
  readonly noGrants: readonly string[];
  /** What every run has to say, whatever it does. */
  readonly notes: readonly string[];
  /** What could not be read, in sentences: the outside failed, and the run has to end saying so. */
  readonly problems: readonly string[];
}

/** The repository as it lies beside the run, for when GitHub does not answer. */
export interface Clone {
  readonly repositoryId: number | undefined;
  readonly name: string;
  readonly documents: readonly DocumentFile[];
}

/** Looks at everything on GitHub's side. Never throws for what GitHub does not tell: it is in the survey. */
export async function observe(
  ports: Ports,
  clone: Clone,
  orders: RunOrders = {},
  since?: OpenLedger,
): Promise<ObservedState> {
  const both = await readInputs(ports);
  if ('silent' in both) return withoutGitHub(ports, clone, both, orders);
  const { github, valid } = both;
  const { repository, documents, now } = github;
  const open = 'problem' in both.ledger ? undefined : both.ledger;
  // Google is asked while GitHub is: what it answers may forbid grants, and changes no claim.
  const comparing = compare(ports, both.ledger, valid?.organization, repository);
  const installation = open?.genesis.installation ?? valid?.organization?.installation;
  const known = open === undefined ? [] : [...open.index.byPull.values()];
  const files = await readRequests(ports, github, known).catch(errorMessage);
  const told =
    typeof files === 'string'
      ? { ...NOTHING_TOLD, claims: known.flatMap((account) => unknownClaim(account, files)), unknown: [files] }
      : await readClaims(ports, github, open, { files, orders, last: valid?.organization });
  const gate = gateOf(await github.gate, documents.organization);
  const anchors = await comparing;
  const ledger = doubted(both.ledger, anchors.doubt ?? lossSince(since, open));
  // Without the ledger nobody can tell what was granted, so nothing that carries our mark is without a grant.
  const unknown = [...('problem' in ledger ? [ledger.problem] : []), ...told.unknown];
  return {
    owner: installation === undefined ? undefined : { installation, repository: repository.id },
    repositoryName: repository.name,
    head: repository.head,
    now,
    organization: documents.organization,
    policies: documents.policies,
    resources: resourcesOf([documents, valid], told.claims, known),
    roles: rolesOf(documents),
    claims: told.claims,
    ...(unknown.length > 0 ? { unknownPulls: unknown.join('; ') } : {}),
    accounts: open?.index ?? 'unreadable',
    ledger: 'problem' in ledger ? undefined : ledger,
    anchors,
    judged: told.judged,
    noGrants: [
      ...whyNoGrants(github, ledger),
      ...gate.noGrants,
      ...(documents.organization?.ledger?.anchorsRequired ? anchors.unread : []),
      ...(typeof files === 'string' ? [files] : []),
      ...(orders.onlyTakes === undefined ? [] : [orders.onlyTakes]),
    ],
    notes: [...gate.notes, ...told.notes],
    problems: [...doubtsOf(ledger), ...unknown, ...told.problems],
  };
}

/** Holds the ledger against what is kept outside. Never throws. */
async function compare(
  ports: Ports,
  ledger: OpenLedger | NoLedger,
  organization: Organization | undefined,
  repository: { readonly id: number },
): Promise<Compared> {
  if ('problem' in ledger || organization === undefined) return NOT_COMPARED;
  const origin = originOf({ installation: organization.installation, repository });
  return compareWithAnchors(ports, ledger, organization, origin);
}

function lossSince(since: OpenLedger | undefined, open: OpenLedger | undefined): string | undefined {
  return since === undefined || open === undefined || isContinued(since, open)
    ? undefined
    : 'the branch audit lost records while this run looked';
}

function doubted(ledger: OpenLedger | NoLedger, doubt: string | undefined): OpenLedger | NoLedger {
  return 'problem' in ledger || ledger.doubt !== undefined || doubt === undefined ? ledger : { ...ledger, doubt };
}

function doubtsOf(ledger: OpenLedger | NoLedger): readonly string[] {
  return 'problem' in ledger || ledger.doubt === undefined ? [] : [ledger.doubt];
}

interface Told {
  readonly claims: readonly DesiredGrant[];
  readonly judged: readonly Judged[];
  readonly unknown: readonly string[];
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

const NOTHING_TOLD: Told = { claims: [], judged: [], unknown: [], notes: [], problems: [] };

/** Every claim: those on record, held against the branch as it stands, and those decided in this run. */
async function readClaims(
  ports: Ports,
  { repository, documents, documentFiles, mainline, now }: GitHubInputs,
  ledger: OpenLedger | undefined,
  {
    files,
    orders,
    last: organization,
  }: {
    readonly files: readonly DocumentFile[];
    readonly orders: RunOrders;
    /** The organization, where the one at the head does not parse the last that did. */
    readonly last: Organization | undefined;
  },
): Promise<Told> {
  if (ledger === undefined) return NOTHING_TOLD;
  const { index: accounts, genesis } = ledger;
  const bench = { repository, files: documentFiles, documents, mainline, accounts, genesis };
  const open = [...accounts.byPull.values()].filter(hasOpenEntries);
  const ground = { repository, files, documents, now };
  const [judgements, onRecord] = await Promise.all([
    evaluateAll(ports, bench, files),
    mapLimited(open, AT_ONCE, (account) => claimOnRecord(ports, account, ground)),
  ]);
  const claims = [
    ...onRecord.map((claim) => confirmed(claim, judgements.again, accounts)),
    ...judgements.fresh.flatMap(claimOf),
  ];
  const releasing = await organizationThatReleases(ports, claims, ledger, organization);
  const ended = await applyRevocationOrders(ports, claims, {
    ...{ organization, releasing, accounts, now, orders },
    fresh: judgements.fresh,
  });
  return { ...ended, judged: judgements.fresh, unknown: judgements.unknown };
}

const AT_ONCE = 4;

function whyNoGrants({ repository, documents }: GitHubInputs, ledger: OpenLedger | NoLedger): readonly string[] {
  if ('problem' in ledger) return [ledger.problem];
  const { genesis } = ledger;
  const { organization, issues } = documents;
  const [first] = issues;
  return [
    ...doubtsOf(ledger),
    ...(first === undefined
      ? []
      : [
          `documents on ${repository.defaultBranch} have issues: ${first.path}:${first.line}:${first.column} ${first.sentence}${issues.length > 1 ? `, and ${issues.length - 1} more` : ''}`,
        ]),
    ...(genesis.repository.id === repository.id
      ? []
      : [`the ledger began for repository ${genesis.repository.id}, this is ${repository.id}`]),
    ...(organization === undefined || genesis.installation === organization.installation
      ? []
      : [
          `the ledger began for installation ${genesis.installation}, policies/organization.yaml says ${organization.installation}`,
        ]),
  ];
}

/** With GitHub silent, what lies beside the run still tells which bindings are ours; only what says it is over goes. */
async function withoutGitHub(
  ports: Ports,
  clone: Clone,
  { looked, silent: why }: { readonly looked: LedgerReading; readonly silent: string },
  { onlyTakes }: RunOrders,
): Promise<ObservedState> {
  const documents = readPolicySet(clone.documents);
  const ledger = await openLedger(ports, looked, trustOf(ports, documents.organization, undefined));
  const installation = documents.organization?.installation;
  const known = 'problem' in ledger ? [] : [...ledger.index.byPull.values()];
  return {
    owner:
      installation === undefined || clone.repositoryId === undefined
        ? undefined
        : { installation, repository: clone.repositoryId },
    repositoryName: clone.name,
    head: undefined,
    now: undefined,
    organization: documents.organization,
    policies: documents.policies,
    resources: resourcesOf([documents], [], known),
    roles: rolesOf(documents),
    claims: known.flatMap((account) => unknownClaim(account, why)),
    unknownPulls: why,
    accounts: 'problem' in ledger ? 'unreadable' : ledger.index,
    ledger: 'problem' in ledger ? undefined : ledger,
    anchors: NOT_COMPARED,
    judged: [],
    noGrants: [why, ...('problem' in ledger ? [ledger.problem] : []), ...(onlyTakes === undefined ? [] : [onlyTakes])],
    notes: [],
    problems: [why, ...doubtsOf(ledger), ...('problem' in ledger ? [ledger.problem] : [])],
  };
}

function rolesOf({ organization, policies }: PolicySet): ReadonlySet<string> {
  const handedOut = [...policies.values()].flatMap(({ access }) => access.flatMap(({ roles }) => roles));
  return new Set([...handedOut, ...(organization?.grantAlthoughPowerful ?? [])]);
}

function resourcesOf(
  sets: readonly (PolicySet | undefined)[],
  claims: readonly DesiredGrant[],
  known: readonly GrantState[],
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
