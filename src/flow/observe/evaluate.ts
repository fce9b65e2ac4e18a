import type { Judged } from '../../core/decision/decision.ts';
import type { Evidence, IncidentFact, OnRecordFact } from '../../core/decision/evidence.ts';
import { judge } from '../../core/decision/judge.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import { parseRequest, type Request } from '../../core/documents/request.ts';
import { sameGrant } from '../../core/grant/grant.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Genesis } from '../../core/ledger/ledger.ts';
import { idsIn, inForce } from '../../core/quarantine/quarantine.ts';
import { isPartlyGranted, isUndecided } from '../../core/ledger/grant-state.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import { factOf, readPolicySet, teamsInOrganization, teamsOf, textsOf } from './documents.ts';
import { incidentOf } from './incidents.ts';
import { errorMessage } from '../../core/error-message.ts';
import { mapLimited } from '../map-limited.ts';
import type { DocumentFile, Facts, MainlineCommit, RepositoryState, Ports } from '../../core/ports.ts';

/** What requests that are not decided on record are judged by. */
export interface EvaluationInputs {
  readonly repository: RepositoryState;
  /** Everything under `policies/` at the head: as files, and parsed. */
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly mainline: readonly MainlineCommit[];
  readonly accounts: LedgerIndex;
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
export type EvaluationPorts = Pick<Ports, 'repository' | 'incidents'>;

/** One request judged as a run judges it, on record already or not; a sentence says what could not be read. */
export function evaluateFile(
  ports: EvaluationPorts,
  bench: EvaluationInputs,
  file: DocumentFile,
): Promise<Judged | string> {
  const gathering = { ...bench, documentsAt: documentsOf(ports, bench), teams: teamsOf(bench.documents) };
  return gatherAndJudge(ports, gathering, file);
}

/** Gathers and judges every request file that has no final decision on record. One that cannot be judged stops no other. */
export async function evaluateAll(
  ports: Ports,
  bench: EvaluationInputs,
  files: readonly DocumentFile[],
): Promise<Judgements> {
  const { accounts, genesis } = bench;
  const gathering = { ...bench, documentsAt: documentsOf(ports, bench), teams: teamsOf(bench.documents) };
  const judgeOne = async (file: DocumentFile): Promise<Judged | string> => {
    try {
      return await gatherAndJudge(ports, gathering, file);
    } catch (error) {
      return `${file.path}: ${errorMessage(error)}`;
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
      return account !== undefined && isPartlyGranted(account);
    }),
    unknown: outcomes.filter((outcome) => typeof outcome === 'string'),
  };
}

/** What a fresh decision claims. */
export function claimOf({ evidence, decision }: Judged): readonly DesiredGrant[] {
  const pull = evidence.pull?.number;
  if (pull === undefined) return [];
  if (decision.grant !== undefined) return [{ pull, is: 'granted', grant: decision.grant }];
  return decision.verdict === 'pending'
    ? [{ pull, is: 'unknown', why: decision.reasons.map(({ sentence }) => sentence).join('; ') }]
    : [];
}

/** A claim on record gives nothing more unless this very run comes to the same decision. */
export function confirmed(claim: DesiredGrant, again: readonly Judged[], accounts: LedgerIndex): DesiredGrant {
  const account = accounts.byPull.get(claim.pull);
  if (claim.is !== 'granted' || account === undefined || !isPartlyGranted(account)) return claim;
  const grant = again.find(({ evidence }) => evidence.pull?.number === claim.pull)?.decision.grant;
  if (grant !== undefined && sameGrant(grant, claim.grant)) return claim;
  return { ...claim, unconfirmed: 'the ledger holds an intent that the evidence does not bear out' };
}

interface Gathering extends EvaluationInputs {
  readonly documentsAt: (commit: string) => Promise<readonly DocumentFile[]>;
  readonly teams: readonly string[];
}

/** Everything of one request is asked in as few rounds as it takes; what GitHub tells and what others tell, together. */
async function gatherAndJudge(
  ports: EvaluationPorts,
  gathering: Gathering,
  file: DocumentFile,
): Promise<Judged | string> {
  const { repository, documents, mainline, genesis, documentsAt, teams } = gathering;
  const request = file.bytes === null ? undefined : parseRequest(file.path, file.bytes).value?.request;
  const papers = [ORGANIZATION_PATH, ...(request === undefined ? [] : [`policies/${request.policy}.yaml`])];
  const [gathered, incident] = await Promise.all([
    ports.repository.gather({
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
    incidentNamed(ports, gathering, request),
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
  ports: EvaluationPorts,
  { documents, repository }: Gathering,
  request: Request | undefined,
): Promise<IncidentFact | undefined> {
  const policy = documents.policies.get(request?.policy ?? '');
  return policy === undefined || request === undefined
    ? undefined
    : incidentOf(ports, policy, request, repository.name);
}

function isDecided(file: DocumentFile, accounts: LedgerIndex): boolean {
  if (accounts.strayPaths.get(file.path) === file.blob) return true;
  return [...accounts.byPull.values()].some(
    (account) => account.path === file.path && account.blob === file.blob && !isPartlyGranted(account),
  );
}

/** Each commit's documents are read once in a run, and not at all where they are known to be those of the head. */
function documentsOf(
  ports: EvaluationPorts,
  { repository, files, mainline }: EvaluationInputs,
): Gathering['documentsAt'] {
  const known = new Map<string, Promise<readonly DocumentFile[]>>();
  const present = mainline.find(({ sha }) => sha === repository.head)?.policies ?? null;
  const isPresent = (commit: string) =>
    present !== null && mainline.find(({ sha }) => sha === commit)?.policies === present;
  return (commit) => {
    const reading =
      known.get(commit) ?? (isPresent(commit) ? Promise.resolve(files) : ports.repository.documents(commit));
    known.set(commit, reading);
    return reading;
  };
}
