import { EDITION, type Evidence, type IncidentFact, type OnRecordFact } from '../../core/decision/evidence.ts';
import type { Organization, Person } from '../../core/documents/organization.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import { parseRequest, type Request } from '../../core/documents/request.ts';
import type { Genesis } from '../../core/ledger/record.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { DocumentFile, Facts, MainlineCommit, Ports, RepositoryState } from '../../core/ports.ts';
import { idsIn, inForce } from '../../core/quarantine/quarantine.ts';
import type { JudgedChanges } from './changes.ts';
import type { DocumentsAt } from './documents-at.ts';
import { factOf, teamsInVersions, teamsOf, textsOf } from './documents.ts';
import { incidentOf } from './incidents.ts';
import { versionsReader } from './versions.ts';

/** The inputs for judging undecided requests. */
export interface EvaluationInputs {
  readonly repository: RepositoryState;
  /** Everything under `policies/` at the head: as files, and parsed. */
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly documentsAt: DocumentsAt;
  /** The organization that was accepted last. It names accounts of one person, and people in quarantine. */
  readonly organization: Organization | undefined;
  readonly changes: JudgedChanges;
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
): (file: DocumentFile) => Promise<Candidates | string> {
  const { repository, files, documentsAt, changes } = inputs;
  const versionsOf = versionsReader(ports, { head: repository.head, files, documentsAt, changes });
  const gathering = { ...inputs, versionsOf, teams: teamsOf(inputs.documents) };
  return (file) => readEvidence(ports, gathering, file);
}

/** The evidence on a request, once for each merged pull request that holds its commit. */
export type Candidates = readonly [Evidence, ...Evidence[]];

interface Gathering extends EvaluationInputs {
  readonly versionsOf: ReturnType<typeof versionsReader>;
  readonly teams: readonly string[];
}

/** Reads GitHub and the incident at once, in as few rounds as possible. */
async function readEvidence(
  ports: EvaluationPorts,
  gathering: Gathering,
  file: DocumentFile,
): Promise<Candidates | string> {
  const { repository, documents, organization, mainline, teams, versionsOf } = gathering;
  const request = file.bytes === null ? undefined : parseRequest(file.path, file.bytes).value?.request;
  const paths = [ORGANIZATION_PATH, ...(request === undefined ? [] : [`policies/${request.policy}.yaml`])];
  const [gathered, incident] = await Promise.all([
    ports.repository.gather({
      head: repository.head,
      path: file.path,
      defaultBranch: repository.defaultBranch,
      mainline,
      saml: [documents.organization, organization].some((one) => one?.identity === 'saml'),
      teams,
      teamsBefore: async (pull) => teamsInVersions(await versionsOf(paths, { ...pull, pushers: null })),
    }),
    incidentNamed(ports, gathering, request),
  ]);
  if (gathered.unknown !== undefined) return `${file.path}: ${gathered.unknown}`;
  const completed = (facts: Facts) => complete(gathering, facts, paths, incident);
  return Promise.all([completed(gathered.facts), ...gathered.others.map(completed)]);
}

/** Adds the documents that decide a request, and the ledger's facts about it. */
async function complete(
  { files, versionsOf, index, organization, documents }: Gathering,
  facts: Facts,
  paths: readonly string[],
  incident: IncidentFact | undefined,
): Promise<Evidence> {
  const { versions, texts } = await versionsOf(paths, facts.pull);
  const author = facts.pull?.author?.id ?? null;
  const organizations = [organization, documents.organization].filter((one) => one !== undefined);
  const isTheirs = ({ id, otherIds }: Person) => author !== null && [id, ...otherIds].includes(author);
  const accounts = organizations.flatMap(({ people }) =>
    people.filter(isTheirs).flatMap(({ id, otherIds }) => [id, ...otherIds]),
  );
  const theirs = [...new Set([...(author === null ? [] : [author]), ...accounts])];
  const holding = inForce(index.quarantines, organization);
  const quarantined = organizations.flatMap((one) => idsIn(holding, one));
  const onRecord: OnRecordFact = {
    headUsedBy: [...index.byPull.values()]
      .filter(({ pull, head }) => head !== null && head === facts.pull?.head.sha && pull !== facts.pull.number)
      .map(({ pull }) => pull),
    overdueReviews: index.overdueReviewsOf(theirs, facts.gathered),
    unreviewed: index.unreviewedOf(theirs).filter((pull) => pull !== facts.pull?.number),
    quarantined: [...new Set(quarantined.length === 0 ? idsIn(holding, undefined) : quarantined)].sort((a, b) => a - b),
  };
  return {
    ...facts,
    edition: EDITION,
    documents: { before: null, head: factOf(files, paths) },
    texts: { ...texts, ...textsOf(files, paths) },
    versions,
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
