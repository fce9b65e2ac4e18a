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
 * What the place where incidents are kept says of the request's; `undefined` where the policy asks for none, or the
 * request names none. Never throws: no answer is a fact too.
 *
 * @param repository `owner/name` of the one with the requests
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
  // Without a clock nothing can be said of when it was so.
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
  if (named === undefined) return missing(`it names no issue; write it as #123, ${home}#123 or the issue's address`);
  if (named.repository !== undefined && named.repository.toLowerCase() !== home.toLowerCase())
    return missing(`the policy looks in ${home} only`);
  const issue = await incidents.issue(home, named.number);
  if (issue === undefined) return { ...NOTHING, state: 'missing' };
  if (issue.isPull) return missing('it is a pull request');
  // An address leads people where it says: it must be the one of the issue that was looked at.
  if (named.url !== undefined && named.url.toLowerCase() !== issue.url.toLowerCase())
    return missing(`the address of that issue is ${issue.url}`);
  return { state: issue.state, labels: issue.labels, url: issue.url };
}

async function askPagerDuty(incidents: Incidents, id: string): Promise<Answer> {
  const incident = await incidents.pagerduty(id);
  if (incident === undefined) return { ...NOTHING, state: 'missing' };
  const { status, service, url } = incident;
  return { state: status === 'resolved' ? 'closed' : 'open', status, labels: [service], url };
}
