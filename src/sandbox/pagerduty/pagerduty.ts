import { randomBytes } from 'node:crypto';
import { serve, type Answer, type Call, type Service } from '../http.ts';
import { acmeIncidents, incidentBody, incidentNamed, STATUSES, type Incident } from './incidents.ts';

/** The part of a PagerDuty account that reads and resolves incidents. */
export interface PagerDuty {
  readonly origin: string;
  readonly service: Service;
  /** A REST API key that may read and change incidents. */
  readonly token: string;
  readonly incidents: Incident[];
  close(): Promise<void>;
}

/** A refusal in PagerDuty's words. A handler throws it; the answer is `{"error": {message, code}}`. */
class Refusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const MOST = 100;
const USUAL = 25;

/** Starts PagerDuty's REST API v2 on loopback, with acme's incidents. @param now sandbox time in milliseconds */
export async function startPagerDuty({ now }: { readonly now: () => number }): Promise<PagerDuty> {
  const token = `u+${randomBytes(13).toString('base64url')}`;
  const incidents = acmeIncidents(now());
  let origin = '';

  function admit({ headers }: Call): void {
    if (headers['authorization'] !== `Token token=${token}`) throw new Refusal(401, 2006, 'Invalid credentials');
  }

  function find({ params }: Call): Incident {
    const incident = incidentNamed(incidents, params['id'] ?? '');
    if (incident === undefined) throw new Refusal(404, 2100, 'Not Found');
    return incident;
  }

  function list({ query }: Call): Answer {
    const statuses = query.getAll('statuses[]');
    const services = query.getAll('service_ids[]');
    const limit = Math.min(MOST, positive(query.get('limit'), USUAL));
    const offset = positive(query.get('offset'), 0);
    const all = incidents
      .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
      .filter(({ service }) => services.length === 0 || services.includes(service.id))
      .sort((a, b) => a.number - b.number);
    const page = all.slice(offset, offset + limit).map((incident) => incidentBody(incident, origin));
    return {
      status: 200,
      body: { incidents: page, limit, offset, total: null, more: offset + limit < all.length },
    };
  }

  /** https://developer.pagerduty.com/api-reference/8a0e1aa2ec666-update-an-incident */
  function update(call: Call): Answer {
    const incident = find(call);
    const { incident: change } = (call.body ?? {}) as { incident?: { type?: unknown; status?: unknown } };
    if (change?.type !== 'incident' && change?.type !== 'incident_reference')
      throw new Refusal(400, 2001, 'Invalid Input Provided');
    const status = STATUSES.find((known) => known === change.status);
    // PagerDuty never reopens a resolved incident.
    if (status === undefined || status === 'triggered' || incident.status === 'resolved')
      throw new Refusal(400, 2001, 'Invalid Input Provided');
    incident.status = status;
    incident.changedAt = now();
    return { status: 200, body: { incident: incidentBody(incident, origin) } };
  }

  const operation = (handle: (call: Call) => Answer) => (call: Call) => {
    admit(call);
    return handle(call);
  };
  const service = await serve({
    now,
    routes: [
      { operation: 'GET /incidents', handle: operation(list) },
      {
        operation: 'GET /incidents/{id}',
        handle: operation((call) => ({ status: 200, body: { incident: incidentBody(find(call), origin) } })),
      },
      { operation: 'PUT /incidents/{id}', handle: operation(update) },
    ],
    notFound: () => toAnswer(new Refusal(404, 2100, 'Not Found')),
    failed: toAnswer,
  });
  origin = service.origin;
  return { origin, service, token, incidents, close: () => service.close() };
}

function toAnswer(error: unknown): Answer {
  if (!(error instanceof Refusal))
    return { status: 500, body: { error: { message: 'Internal Server Error', code: 2000 } } };
  return { status: error.status, body: { error: { message: error.message, code: error.code } } };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text ?? '');
  return text !== null && Number.isInteger(number) && number >= 0 ? number : otherwise;
}
