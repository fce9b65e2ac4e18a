import type { Evidence, IncidentFact, OnRecordFact } from '../../core/decision/evidence.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import { parseRequest, type Request } from '../../core/documents/request.ts';
import type { Genesis } from '../../core/ledger/record.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { DocumentFile, Facts, MainlineCommit, Ports, RepositoryState } from '../../core/ports.ts';
import { idsIn, inForce } from '../../core/quarantine/quarantine.ts';
import { factOf, readPolicySet, teamsInOrganization, teamsOf, textsOf } from './documents.ts';
import { incidentOf } from './incidents.ts';

/** The inputs for judging undecided requests. */
export interface EvaluationInputs {
  readonly repository: RepositoryState;
  /** Everything under `policies/` at the head: as files, and parsed. */
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly mainline: readonly MainlineCommit[];
  readonly index: LedgerIndex;
  readonly genesis: Genesis | undefined;
}

export type EvaluationPorts = Pick<Ports, 'repository' | 'incidents'>;

/**
 * Returns a reader of the evidence on request files. The reader returns a sentence if a fact could not be read. It caches
 * its answers, so use one for each run.
 */
export function evidenceCollector(
  ports: EvaluationPorts,
  inputs: EvaluationInputs,
): (file: DocumentFile) => Promise<Evidence | string> {
  const gathering = { ...inputs, documentsAt: documentsOf(ports, inputs), teams: teamsOf(inputs.documents) };
  return (file) => readEvidence(ports, gathering, file);
}

interface Gathering extends EvaluationInputs {
  readonly documentsAt: (commit: string) => Promise<readonly DocumentFile[]>;
  readonly teams: readonly string[];
}

/** Reads GitHub and the incident at once, in as few rounds as possible. */
async function readEvidence(
  ports: EvaluationPorts,
  gathering: Gathering,
  file: DocumentFile,
): Promise<Evidence | string> {
  const { repository, documents, mainline, genesis, documentsAt, teams } = gathering;
  const request = file.bytes === null ? undefined : parseRequest(file.path, file.bytes).value?.request;
  const paths = [ORGANIZATION_PATH, ...(request === undefined ? [] : [`policies/${request.policy}.yaml`])];
  const [gathered, incident] = await Promise.all([
    ports.repository.gather({
      head: repository.head,
      path: file.path,
      defaultBranch: repository.defaultBranch,
      mainline,
      documents: paths,
      genesis: genesis === undefined ? null : { commit: genesis.commit, policies: genesis.policies },
      saml: documents.organization?.identity === 'saml',
      teams,
      teamsAt: async (commit) => teamsOf(readPolicySet(await documentsAt(commit))),
      teamsIn: teamsInOrganization,
    }),
    incidentNamed(ports, gathering, request),
  ]);
  if (gathered.unknown !== undefined) return `${file.path}: ${gathered.unknown}`;
  return complete(gathering, gathered.facts, paths, incident);
}

/** Adds the documents that decide a request, and the ledger's facts about it. */
async function complete(
  { files, documentsAt, index, genesis, documents: { organization } }: Gathering,
  facts: Facts,
  paths: readonly string[],
  incident: IncidentFact | undefined,
): Promise<Evidence> {
  const parent = facts.pull?.merge?.parents[0]?.sha;
  const before = parent === undefined ? null : await documentsAt(parent).catch(() => null);
  const author = facts.pull?.author?.id ?? null;
  const person = organization?.people.find(({ id, otherIds }) => author !== null && [id, ...otherIds].includes(author));
  const onRecord: OnRecordFact = {
    headUsedBy: [...index.byPull.values()]
      .filter(({ pull, head }) => head !== null && head === facts.pull?.head.sha && pull !== facts.pull.number)
      .map(({ pull }) => pull),
    overdueReviews: index.overdueReviewsOf(
      [
        ...new Set([
          ...(author === null ? [] : [author]),
          ...(person === undefined ? [] : [person.id, ...person.otherIds]),
        ]),
      ],
      facts.gathered,
    ),
    quarantined: idsIn(inForce(index.quarantines, organization), organization),
  };
  return {
    ...facts,
    documents: { before: before && factOf(before), head: factOf(files) },
    texts: { ...facts.texts, ...textsOf(before ?? [], paths), ...textsOf(files, paths) },
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

/** Reads the documents of each commit once in a run. Reads none if they are known to equal those of the head. */
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
