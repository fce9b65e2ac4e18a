import type { Incidents } from '../../core/ports.ts';
import type { IncidentFact } from '../../core/decision/evidence.ts';
import { issueNamed } from '../../core/decision/incident-name.ts';
import type { IncidentDemand, Policy } from '../../core/documents/policy.ts';
import type { Request } from '../../core/documents/request.ts';
import type { Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';

export interface IncidentPorts {
  readonly incidents: Incidents;
  readonly repository: { readonly time: () => Instant | undefined };
}

/**
 * Reads the request's incident from its source; `undefined` if the policy asks for none, or the request names none. Never
 * throws: a missing answer is a fact too.
 *
 * @param repository `owner/name` of the repository with the requests
 */
export async function incidentOf(
  ports: IncidentPorts,
  policy: Pick<Policy, 'incident'>,
  request: Pick<Request, 'incident'>,
  repository: string,
): Promise<IncidentFact | undefined> {
  const { incident: demand } = policy;
  const { incident: id } = request;
  if (demand === undefined || id === undefined) return undefined;
  const answer = await ask(ports.incidents, demand, id, repository).catch((error: unknown) => ({
    ...NOTHING,
    state: 'unreachable' as const,
    sentence: errorMessage(error),
  }));
  const asked = ports.repository.time();
  // Without a clock the time of the answer is unknown.
  return asked === undefined ? undefined : { source: demand.from, id, asked, ...answer };
}

type Answer = Omit<IncidentFact, 'source' | 'id' | 'asked'>;

const NOTHING = { labels: [], url: null };

async function ask(incidents: Incidents, demand: IncidentDemand, id: string, repository: string): Promise<Answer> {
  return demand.from === 'github'
    ? askGitHub(incidents, demand.repository ?? repository, id)
    : askPagerDuty(incidents, id);
}

async function askGitHub(incidents: Incidents, home: string, id: string): Promise<Answer> {
  const missing = (sentence: string): Answer => ({ ...NOTHING, state: 'missing', sentence });
  const named = issueNamed(id);
  if (named === undefined)
    return missing(`the request names no issue; write #123, ${home}#123 or the URL of the issue`);
  if (named.repository !== undefined && named.repository.toLowerCase() !== home.toLowerCase())
    return missing(`the policy accepts issues of ${home} only`);
  const issue = await incidents.issue(home, named.number);
  if (issue === undefined) return { ...NOTHING, state: 'missing' };
  if (issue.isPull) return missing(`#${named.number} of ${home} is a pull request; name an issue`);
  // People follow the URL, so it must be the URL of the issue that was read.
  if (named.url !== undefined && named.url.toLowerCase() !== issue.url.toLowerCase())
    return missing(`the URL of issue #${named.number} is ${issue.url}`);
  return { state: issue.state, labels: issue.labels, url: issue.url };
}

async function askPagerDuty(incidents: Incidents, id: string): Promise<Answer> {
  const incident = await incidents.pagerduty(id);
  if (incident === undefined) return { ...NOTHING, state: 'missing' };
  const { status, service, url } = incident;
  return { state: status === 'resolved' ? 'closed' : 'open', status, labels: [service], url };
}
