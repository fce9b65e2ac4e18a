import type { Judged } from '../core/decision/decision.ts';
import type { Evidence, IncidentFact, OnRecordFact } from '../core/decision/evidence.ts';
import { judge } from '../core/decision/judge.ts';
import { ORGANIZATION_PATH } from '../core/documents/paths.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import { parseRequest, type Request } from '../core/documents/request.ts';
import { sameGrant } from '../core/grant/grant.ts';
import type { Claim } from '../core/grant/standing.ts';
import type { Genesis } from '../core/ledger/ledger.ts';
import { idsIn, inForce } from '../core/quarantine/quarantine.ts';
import { isHalfGiven, isUndecided } from '../core/ledger/account.ts';
import type { Accounts } from '../core/ledger/on-record.ts';
import { factOf, readPolicySet, teamsInOrganization, teamsOf, textsOf } from './documents.ts';
import { incidentOf } from './incidents.ts';
import { asSentence, mapLimited } from './limited.ts';
import type { DocumentFile, Facts, MainlineCommit, RepositoryState, World } from './world.ts';

/** What requests that are not decided on record are judged by. */
export interface Bench {
  readonly repository: RepositoryState;
  /** Everything under `policies/` at the head: as files, and parsed. */
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly mainline: readonly MainlineCommit[];
  readonly accounts: Accounts;
  readonly genesis: Genesis | undefined;
}

export interface Judgements {
  /** Requests without a decision on record. */
  readonly fresh: readonly Judged[];
  /** Requests on record whose access is not wholly given yet: the ledger can withhold it, never authorise it. */
  readonly again: readonly Judged[];
  /** What could not be judged, in sentences. */
  readonly unknown: readonly string[];
}

const AT_ONCE = 4;

/** The outside, as far as judging asks it. */
export type JudgingWorld = Pick<World, 'repository' | 'incidents'>;

/** One request judged as a run judges it, on record already or not; a sentence says what could not be read. */
export function judgeFile(world: JudgingWorld, bench: Bench, file: DocumentFile): Promise<Judged | string> {
  const gathering = { ...bench, documentsAt: documentsOf(world, bench), teams: teamsOf(bench.documents) };
  return gatherAndJudge(world, gathering, file);
}

/** Gathers and judges every request file that has no final decision on record. One that cannot be judged stops no other. */
export async function judgeAll(world: World, bench: Bench, files: readonly DocumentFile[]): Promise<Judgements> {
  const { accounts, genesis } = bench;
  const gathering = { ...bench, documentsAt: documentsOf(world, bench), teams: teamsOf(bench.documents) };
  const judgeOne = async (file: DocumentFile): Promise<Judged | string> => {
    try {
      return await gatherAndJudge(world, gathering, file);
    } catch (error) {
      return `${file.path}: ${asSentence(error)}`;
    }
  };
  const undecided = files.filter((file) => !isDecided(file, accounts) && genesis?.requests[file.path] !== file.blob);
  const outcomes = await mapLimited(undecided, AT_ONCE, judgeOne);
  const judged = outcomes.filter((outcome) => typeof outcome !== 'string');
  const accountOf = ({ evidence: { pull } }: Judged) => (pull === null ? undefined : accounts.byPull.get(pull.number));
  return {
    fresh: judged.filter((one) => {
      const account = accountOf(one);
      return account === undefined || isUndecided(account);
    }),
    again: judged.filter((one) => {
      const account = accountOf(one);
      return account !== undefined && isHalfGiven(account);
    }),
    unknown: outcomes.filter((outcome) => typeof outcome === 'string'),
  };
}

/** What a fresh decision claims. */
export function claimOf({ evidence, decision }: Judged): readonly Claim[] {
  const pull = evidence.pull?.number;
  if (pull === undefined) return [];
  if (decision.grant !== undefined) return [{ pull, is: 'granted', grant: decision.grant }];
  return decision.verdict === 'pending'
    ? [{ pull, is: 'unknown', why: decision.reasons.map(({ sentence }) => sentence).join('; ') }]
    : [];
}

/** A claim on record gives nothing more unless this very run comes to the same decision. */
export function confirmed(claim: Claim, again: readonly Judged[], accounts: Accounts): Claim {
  const account = accounts.byPull.get(claim.pull);
  if (claim.is !== 'granted' || account === undefined || !isHalfGiven(account)) return claim;
  const grant = again.find(({ evidence }) => evidence.pull?.number === claim.pull)?.decision.grant;
  if (grant !== undefined && sameGrant(grant, claim.grant)) return claim;
  return { ...claim, unconfirmed: 'the ledger holds an intent that the evidence does not bear out' };
}

interface Gathering extends Bench {
  readonly documentsAt: (commit: string) => Promise<readonly DocumentFile[]>;
  readonly teams: readonly string[];
}

/** Everything of one request is asked in as few rounds as it takes; what GitHub tells and what others tell, together. */
async function gatherAndJudge(world: JudgingWorld, gathering: Gathering, file: DocumentFile): Promise<Judged | string> {
  const { repository, documents, mainline, genesis, documentsAt, teams } = gathering;
  const request = file.bytes === null ? undefined : parseRequest(file.path, file.bytes).value?.request;
  const papers = [ORGANIZATION_PATH, ...(request === undefined ? [] : [`policies/${request.policy}.yaml`])];
  const [gathered, incident] = await Promise.all([
    world.repository.gather({
      head: repository.head,
      path: file.path,
      defaultBranch: repository.defaultBranch,
      mainline,
      documents: papers,
      genesis: genesis === undefined ? null : { commit: genesis.commit, policies: genesis.policies },
      saml: documents.organization?.identity === 'saml',
      teams,
      teamsAt: async (commit) => teamsOf(readPolicySet(await documentsAt(commit))),
      teamsIn: teamsInOrganization,
    }),
    incidentNamed(world, gathering, request),
  ]);
  if (gathered.unknown !== undefined) return `${file.path}: ${gathered.unknown}`;
  return judge(await complete(gathering, gathered.facts, papers, incident));
}

/** The facts with the documents they are judged by and what the ledger says: the whole evidence. */
async function complete(
  { files, documentsAt, accounts, genesis, documents: { organization } }: Gathering,
  facts: Facts,
  papers: readonly string[],
  incident: IncidentFact | undefined,
): Promise<Evidence> {
  const parent = facts.pull?.merge?.parents[0]?.sha;
  const before = parent === undefined ? null : await documentsAt(parent).catch(() => null);
  const author = facts.pull?.author?.id ?? null;
  const person = organization?.people.find(({ id, otherIds }) => author !== null && [id, ...otherIds].includes(author));
  const onRecord: OnRecordFact = {
    headUsedBy: [...accounts.byPull.values()]
      .filter(({ pull, head }) => head !== null && head === facts.pull?.head.sha && pull !== facts.pull.number)
      .map(({ pull }) => pull),
    overdueReviews: accounts.overdueReviewsOf(
      [
        ...new Set([
          ...(author === null ? [] : [author]),
          ...(person === undefined ? [] : [person.id, ...person.otherIds]),
        ]),
      ],
      facts.gathered,
    ),
    quarantined: idsIn(inForce(accounts.quarantines, organization), organization),
  };
  return {
    ...facts,
    documents: { before: before && factOf(before), head: factOf(files) },
    texts: { ...facts.texts, ...textsOf(before ?? [], papers), ...textsOf(files, papers) },
    genesis: genesis === undefined ? null : { commit: genesis.commit, policies: genesis.policies },
    onRecord,
    ...(incident === undefined ? {} : { incident }),
  };
}

async function incidentNamed(
  world: JudgingWorld,
  { documents, repository }: Gathering,
  request: Request | undefined,
): Promise<IncidentFact | undefined> {
  const policy = documents.policies.get(request?.policy ?? '');
  return policy === undefined || request === undefined
    ? undefined
    : incidentOf(world, policy, request, repository.name);
}

function isDecided(file: DocumentFile, accounts: Accounts): boolean {
  if (accounts.strayPaths.get(file.path) === file.blob) return true;
  return [...accounts.byPull.values()].some(
    (account) => account.path === file.path && account.blob === file.blob && !isHalfGiven(account),
  );
}

/** Each commit's documents are read once in a run, and not at all where they are known to be those of the head. */
function documentsOf(world: JudgingWorld, { repository, files, mainline }: Bench): Gathering['documentsAt'] {
  const known = new Map<string, Promise<readonly DocumentFile[]>>();
  const present = mainline.find(({ sha }) => sha === repository.head)?.policies ?? null;
  const isPresent = (commit: string) =>
    present !== null && mainline.find(({ sha }) => sha === commit)?.policies === present;
  return (commit) => {
    const reading =
      known.get(commit) ?? (isPresent(commit) ? Promise.resolve(files) : world.repository.documents(commit));
    known.set(commit, reading);
    return reading;
  };
}
