import type { AuthClient } from 'google-auth-library';
import type { BindingChange } from '../core/plan/attribution.ts';
import type { Condition } from '../core/grant/iam-policy.ts';
import type { PolicyHistory } from '../core/ports.ts';
import { parseInstant, type Instant } from '../core/time.ts';
import { parseJson, send } from './google/request.ts';
import { serviceUrls } from './google/service-urls.ts';

export interface HistoryOptions {
  readonly auth: AuthClient;
  readonly endpoint?: string;
  /** Milliseconds for one reading. */
  readonly timeout?: number;
}

const TIMEOUT = 10_000;
const MOST_ENTRIES = 200;

/**
 * Connects to Google's own record of the people who changed an IAM policy: `SetIamPolicy` with its binding deltas. Needs
 * `logging.logEntries.list` on the project, folder or organization.
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditData
 */
export function connectHistory({ auth, endpoint, timeout = TIMEOUT }: HistoryOptions): PolicyHistory {
  const url = `${serviceUrls(endpoint).logging}/v2/entries:list`;
  return {
    async changes(resource, since) {
      const container = containerOf(resource);
      if (container === undefined) return null;
      const outcome = await send(auth, {
        url,
        timeout,
        body: {
          resourceNames: [container],
          filter: [
            `logName="${container}/logs/cloudaudit.googleapis.com%2Factivity"`,
            `protoPayload.resourceName="${resource}"`,
            `timestamp>="${since}"`,
          ].join(' AND '),
          orderBy: 'timestamp desc',
          pageSize: MOST_ENTRIES,
        },
      });
      if (outcome.kind !== 'answered' || outcome.status !== 200) return null;
      const entries = fieldsOf(parseJson(outcome.text))['entries'];
      return Array.isArray(entries) ? entries.flatMap(changesOf) : [];
    },
  };
}

/** Returns the project, folder or organization whose log covers it. A bucket's name does not contain its project. */
function containerOf(resource: string): string | undefined {
  return /^(?:projects|folders|organizations)\/[a-z0-9][a-z0-9.:-]*/.exec(resource)?.[0];
}

function changesOf(entry: unknown): readonly BindingChange[] {
  const { timestamp, protoPayload } = fieldsOf(entry);
  const payload = fieldsOf(protoPayload);
  const { principalEmail, principalSubject } = fieldsOf(payload['authenticationInfo']);
  const deltas = fieldsOf(fieldsOf(payload['serviceData'])['policyDelta'])['bindingDeltas'];
  const principal = [principalEmail, principalSubject].find((name) => typeof name === 'string' && name !== '');
  const at = typeof timestamp === 'string' ? parseInstant(timestamp.replace(/\.\d+Z$/, 'Z')) : undefined;
  if (at === undefined || typeof principal !== 'string' || !Array.isArray(deltas)) return [];
  return deltas.flatMap((delta) => changeOf(delta, at, principal));
}

function changeOf(delta: unknown, at: Instant, principal: string): readonly BindingChange[] {
  const { action, role, member, condition } = fieldsOf(delta);
  if ((action !== 'ADD' && action !== 'REMOVE') || typeof role !== 'string' || typeof member !== 'string') return [];
  const under = conditionOf(condition);
  if (under === undefined && condition !== undefined) return [];
  return [{ at, principal, action, binding: { role, member, ...(under === undefined ? {} : { condition: under }) } }];
}

function conditionOf(value: unknown): Condition | undefined {
  const { title, description, expression } = fieldsOf(value);
  if (typeof title !== 'string' || typeof expression !== 'string') return undefined;
  return { title, expression, ...(typeof description === 'string' ? { description } : {}) };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
