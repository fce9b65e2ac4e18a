/** One of acme's incidents in this PagerDuty. Instants are milliseconds of sandbox time. */
export interface Incident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: Service;
  readonly urgency: 'high' | 'low';
  readonly createdAt: number;
  status: Status;
  changedAt: number;
}

export const STATUSES = ['triggered', 'acknowledged', 'resolved'] as const;
export type Status = (typeof STATUSES)[number];

export interface Service {
  readonly id: string;
  readonly name: string;
}

const ORDERS: Service = { id: 'PORDERS', name: 'Orders' };
const PAYMENTS: Service = { id: 'PPAYMNT', name: 'Payments' };

/** Returns one incident of each status, and one of another service. */
export function acmeIncidents(now: number): Incident[] {
  const at = { createdAt: now - 720_000, changedAt: now - 720_000, urgency: 'high' as const };
  return [
    { ...at, id: 'Q2CHECKOUT', number: 4821, title: 'Checkout returns 500s', service: ORDERS, status: 'triggered' },
    { ...at, id: 'Q2LOCKWAIT', number: 4820, title: 'Lock waits in orders', service: ORDERS, status: 'acknowledged' },
    { ...at, id: 'Q2LASTWEEK', number: 4807, title: 'Orders import is late', service: ORDERS, status: 'resolved' },
    { ...at, id: 'Q2PAYMENTS', number: 4819, title: 'Card payments time out', service: PAYMENTS, status: 'triggered' },
  ];
}

/** Finds an incident by id, in any case, or by number, as PagerDuty does. */
export function incidentNamed(incidents: readonly Incident[], name: string): Incident | undefined {
  return incidents.find(({ id, number }) => id === name.toUpperCase() || String(number) === name);
}

/** https://developer.pagerduty.com/api-reference/005299ed43553-get-an-incident */
export function incidentBody(incident: Incident, origin: string): Readonly<Record<string, unknown>> {
  const { id, number, title, service, status, urgency, createdAt, changedAt } = incident;
  return {
    id,
    type: 'incident',
    summary: `[#${number}] ${title}`,
    self: `${origin}/incidents/${id}`,
    html_url: `https://acme.pagerduty.com/incidents/${id}`,
    incident_number: number,
    title,
    created_at: toInstant(createdAt),
    updated_at: toInstant(changedAt),
    last_status_change_at: toInstant(changedAt),
    resolved_at: status === 'resolved' ? toInstant(changedAt) : null,
    status,
    incident_key: id.toLowerCase(),
    urgency,
    service: {
      id: service.id,
      type: 'service_reference',
      summary: service.name,
      self: `${origin}/services/${service.id}`,
      html_url: `https://acme.pagerduty.com/service-directory/${service.id}`,
    },
    assignments: [],
    acknowledgements: [],
    teams: [],
    pending_actions: [],
    alert_counts: { all: 1, triggered: status === 'resolved' ? 0 : 1, resolved: status === 'resolved' ? 1 : 0 },
  };
}

function toInstant(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
