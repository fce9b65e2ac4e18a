import { EDITION, type Evidence } from '../core/decision/evidence.ts';
import { ORGANIZATION_PATH } from '../core/documents/paths.ts';
import { parseRequest } from '../core/documents/request.ts';
import type { DocumentFile, Facts, Incidents } from '../core/ports.ts';
import type { CheckedRequest } from '../core/report/report.ts';
import { EPOCH } from '../core/time.ts';
import type { CheckPorts, KnownVerdicts } from './check-verdicts.ts';
import { factOf, textsOf } from './observe/documents.ts';
import { incidentOf } from './observe/incidents.ts';
import { versionsReader, type RequestVersions } from './observe/versions.ts';

/**
 * Returns the evidence as it would be after a merge now. Without verdicts on record, every document on the default branch
 * counts as accepted. The run that grants judges everything that depends on the ledger.
 */
export async function asIfMerged(
  github: Pick<CheckPorts, 'contains'>,
  facts: Facts,
  base: readonly DocumentFile[],
  known: KnownVerdicts | undefined,
): Promise<Evidence> {
  const paths = base.map(({ path }) => path);
  const { versions, texts } =
    known === undefined ? acceptedAsTheyAre(facts.head, base) : await versionsKnown(github, facts, base, known);
  return {
    ...facts,
    documents: { before: null, head: factOf(base, paths) },
    texts: { ...texts, ...textsOf(base, paths) },
    versions,
    // Overdue reviews are in the ledger, which a check does not read.
    onRecord: { headUsedBy: [], overdueReviews: null, quarantined: [] },
    edition: EDITION,
  };
}

function acceptedAsTheyAre(commit: string, base: readonly DocumentFile[]): RequestVersions {
  const versions = base.map(({ path, blob }) => {
    const version = { blob, commit, at: EPOCH, place: 'before' } as const;
    return [path, { accepted: [version] }] as const;
  });
  return { versions: { [ORGANIZATION_PATH]: { accepted: [] }, ...Object.fromEntries(versions) }, texts: {} };
}

function versionsKnown(
  github: Pick<CheckPorts, 'contains'>,
  { head, path, text, pull }: Facts,
  files: readonly DocumentFile[],
  { accepted, documentsAt }: KnownVerdicts,
): Promise<RequestVersions> {
  // A check reads no line, so it asks GitHub about each commit.
  const changes = { accepted, fresh: [], unjudged: [], line: [] };
  const request = text === null ? undefined : parseRequest(path, new TextEncoder().encode(text)).value?.request;
  const paths = [ORGANIZATION_PATH, ...(request === undefined ? [] : [`policies/${request.policy}.yaml`])];
  return versionsReader({ repository: github }, { head, files, documentsAt, changes })(paths, pull);
}

/** Reads the request's incident. A check has no secrets, so an unreachable incident counts as not read yet. */
export async function incidentSeen(
  incidents: Incidents | undefined,
  facts: Facts,
  { request, policy }: Pick<Partial<CheckedRequest>, 'request' | 'policy'> = {},
): Promise<Pick<Evidence, 'incident'>> {
  if (incidents === undefined || request === undefined || policy === undefined) return {};
  const ports = { incidents, repository: { time: () => facts.gathered } };
  const incident = await incidentOf(ports, policy, request, facts.repository.name);
  return incident === undefined || incident.state === 'unreachable' ? {} : { incident };
}
