import { STRICTEST, type Organization } from '../core/documents/organization.ts';
import { parseOrganization } from '../core/documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../core/documents/paths.ts';
import { inWords } from '../core/decision/approval.ts';
import { examine, type DoctorReport } from '../core/gate/doctor.ts';
import { isAsDeclared, type GateFinding } from '../core/gate/rule.ts';
import { judgeTeams, slugsIn } from '../core/gate/teams.ts';
import type { Fact, FederationFact, GateFacts } from '../core/gate/facts.ts';
import { standingMessages, verdictsOnRecord, type CheckPorts } from './check-verdicts.ts';
import { partiesIn, readPolicySet } from './observe/documents.ts';
import { LEDGER_BRANCH } from './observe/gate.ts';
import { messages } from '../core/message.ts';
import type { DocumentFile, GateReader } from '../core/ports.ts';
import { pinFindings } from './ledger/pin-findings.ts';

/**
 * Examines every protection of the repository, at one commit of the default branch. Compares them with the
 * declarations of `policies/organization.yaml` there. Changes nothing. @throws if GitHub does not return the repository
 */
export async function doctor(
  read: GateReader,
  federation?: FederationFact,
  reader?: CheckPorts,
): Promise<DoctorReport> {
  const repository = await read.repository();
  const [main, ledger, files, settings] = await Promise.all([
    read.rulesOf(repository.defaultBranch),
    read.rulesOf(LEDGER_BRANCH),
    read.files(repository.head),
    read.settings(),
  ]);
  const { organization: document, ...rest } = files;
  const organization = organizationOf(document);
  const facts: GateFacts = {
    repository,
    require: organization.value?.require ?? STRICTEST,
    secondFactors: organization.value?.allowUnproven !== true,
    main,
    ledger,
    ...rest,
    ...settings,
    ...(federation === undefined ? {} : { federation }),
  };
  const unread = [
    ...organization.unread,
    ...failures([main, ledger, document, ...Object.values(rest), ...Object.values(settings)]),
  ];
  const report = examine(facts, messages('gate-unread', unread));
  if (reader === undefined) return report;
  const documents = await reader.documents(repository.head).catch(() => []);
  const [unaccepted, teams, pin] = await Promise.all([
    unacceptedDocuments(reader, repository.head, documents),
    findingsOnTeams(read, documents, repository.name),
    reader.ledger === undefined ? [] : pinFindings({ repository: reader, ledger: reader.ledger }, repository.head),
  ]);
  const rooms = { 'accepted documents': unaccepted, teams, 'the pin of the ledger': pin };
  return Object.entries(rooms).reduce((all, [heading, findings]) => withRoom(all, heading, findings), report);
}

function withRoom(report: DoctorReport, heading: string, findings: readonly GateFinding[]): DoctorReport {
  const asDeclared = report.asDeclared && isAsDeclared(findings, STRICTEST);
  return { ...report, rooms: [...report.rooms, { heading, asked: 1, findings }], asDeclared };
}

/** Compares the teams in documents with GitHub's. */
async function findingsOnTeams(
  read: GateReader,
  documents: readonly DocumentFile[],
  repository: string,
): Promise<readonly GateFinding[]> {
  const set = readPolicySet(documents);
  const parties = [...partiesIn(set), ...(set.organization?.quarantine?.by ?? [])];
  const numbers = slugsIn(parties).map(async (slug) => [slug, await read.teamNumber(slug)] as const);
  const [owner = ''] = repository.split('/');
  return judgeTeams(parties, set.organization?.teams ?? [], new Map(await Promise.all(numbers)), owner);
}

/** Never throws: a ledger that cannot be read says nothing about documents. */
async function unacceptedDocuments(
  github: CheckPorts,
  head: string,
  files: readonly DocumentFile[],
): Promise<readonly GateFinding[]> {
  const base = readPolicySet(files);
  const known = await verdictsOnRecord(github, head, files, base);
  if (!('accepted' in known)) return [];
  const fix = base.organization?.policyChanges.map(inWords).join(' and ') ?? 'the people whom `policyChanges` names';
  return standingMessages(known, files, [], base.organization).map(({ sentence }) => ({
    ...{ code: 'document-unaccepted', severity: 'weak', sentence },
    fix: `revert the document, or change it in a pull request that ${fix} approve before the merge`,
  }));
}

/** Parses the organization. An unreadable one counts as the strictest, and the report says so. */
function organizationOf(document: Fact<{ readonly bytes: Uint8Array | null }>): {
  readonly value?: Organization;
  readonly unread: readonly string[];
} {
  if (document.value === null) return { unread: [document.why] };
  if (document.value.bytes === null)
    return {
      unread: [
        `${ORGANIZATION_PATH} is missing on the default branch, so the strictest requirements apply. Add it in a pull request`,
      ],
    };
  const { value, issues } = parseOrganization(ORGANIZATION_PATH, document.value.bytes);
  if (value !== undefined) return { value, unread: [] };
  const [first] = issues;
  return { unread: [`${ORGANIZATION_PATH}:${first?.line ?? 1}:${first?.column ?? 1} ${first?.sentence ?? ''}`] };
}

function failures(facts: readonly Fact<object | string | boolean>[]): readonly string[] {
  return [...new Set(facts.flatMap((fact) => (fact.value === null && fact.failed ? [fact.why] : [])))];
}
