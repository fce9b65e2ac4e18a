import type { Instant, Window } from '../time.ts';
import { addSeconds, instantOf } from '../time.ts';

/**
 * The calls of a principal on a grant's resources during the grant, from Google's audit logs. It is a digest: Google
 * keeps the entries themselves.
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 */
export interface UsageDigest {
  /**
   * `true`: an allowed call was seen. `false`: none was seen, and Google was writing readable logs of every resource.
   * `null`: none was seen, but a log is off or could not be read, so a call is possible.
   */
  readonly used: boolean | null;
  /** The period of the logs: from the start of the window to its end, or past an earlier removal. */
  readonly window: Window;
  /** Number of allowed calls. */
  readonly calls: number;
  readonly denied: number;
  /** The first of all calls, including denied ones; `null` if there is none. */
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** One row for each method on each resource, most calls first. */
  readonly rows: readonly UsageRow[];
  /** Number of rows left out, so that a digest stays short. */
  readonly more: number;
  readonly sees: readonly LogSight[];
  /** Sentences that say why some calls may be missing. */
  readonly unread: readonly string[];
}

export interface UsageRow {
  readonly service: string;
  readonly method: string;
  readonly resource: string;
  readonly calls: number;
  readonly denied: number;
}

/** The state of one audit log: it has `entries` of any principal, is `silent`, or could not be read. */
export interface LogSight {
  readonly resource: string;
  readonly log: string;
  readonly state: 'entries' | 'silent' | 'unread';
}

/** Google always writes the first, and the second only if it is on: https://cloud.google.com/logging/docs/audit#types */
export const ACTIVITY_LOG = 'cloudaudit.googleapis.com/activity';
export const DATA_ACCESS_LOG = 'cloudaudit.googleapis.com/data_access';

/** Seconds. Google takes minutes to show an entry, and to apply a change of IAM everywhere. */
export const SETTLING = 600;

const MOST_ROWS = 25;
const MOST_CHARACTERS = 200;
/** PERMISSION_DENIED: https://cloud.google.com/apis/design/errors#handling_errors */
const DENIED = 7;

/** The period to read: the window, or less if the access was removed early. */
export function windowLookedAt(window: Window, closedAt: Instant): Window {
  const settled = addSeconds(closedAt, SETTLING);
  return { start: window.start, end: settled < window.end ? settled : window.end };
}

/** Selects a principal's calls in Logging's query language: by e-mail address, or by subject if it has none. */
export function callsOf(principal: string, window: Window): string {
  const address = /^(?:user|serviceAccount):(.+)$/.exec(principal)?.[1];
  const who =
    address === undefined
      ? `protoPayload.authenticationInfo.principalSubject=${quoted(principal)}`
      : `protoPayload.authenticationInfo.principalEmail=${quoted(address)}`;
  return [`(log_id("${ACTIVITY_LOG}") OR log_id("${DATA_ACCESS_LOG}"))`, who, ...within(window)].join(' AND ');
}

/** Selects any entry of the data access log, to learn if that log was on. */
export function dataAccess(window: Window): string {
  return [`log_id("${DATA_ACCESS_LOG}")`, ...within(window)].join(' AND ');
}

/** The answer of one resource's logs. */
export interface Sighting {
  readonly resource: string;
  /** The principal's entries, as Cloud Logging has them. */
  readonly calls: readonly unknown[];
  /** True if the data access log has an entry of any principal; `null` if it could not be read. */
  readonly dataAccess: boolean | null;
  /** Sentences that say why some entries may be missing. */
  readonly unread: readonly string[];
  /** True if nothing could be read. */
  readonly blind: boolean;
}

/** Folds the answers of all logs into one digest of bounded length. */
export function digestOf(window: Window, sightings: readonly Sighting[]): UsageDigest {
  const entries = sightings.flatMap(({ resource, calls }) => calls.map((entry) => toCall(entry, resource)));
  const calls = entries.filter((call) => call !== undefined);
  const strange = entries.length - calls.length;
  const through = calls.filter(({ denied }) => !denied);
  const times = calls.map(({ at }) => at).sort();
  const rows = rowsOf(calls);
  const sees = sightings.flatMap(sightsOf);
  const unread = [
    ...new Set([
      ...sightings.flatMap((sighting) => sighting.unread),
      ...(strange === 0 ? [] : [`${strange} entries do not have the form of Google's audit entries`]),
    ]),
  ].map(clip);
  const certain = unread.length === 0 && sees.every(({ log, state }) => log === ACTIVITY_LOG || state === 'entries');
  return {
    used: through.length > 0 ? true : certain ? false : null,
    window,
    calls: through.length,
    denied: calls.length - through.length,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    rows: rows.slice(0, MOST_ROWS),
    more: Math.max(0, rows.length - MOST_ROWS),
    sees,
    unread: unread.slice(0, MOST_ROWS),
  };
}

/** The facts of one call that the digest needs. */
interface Call {
  readonly at: Instant;
  readonly service: string;
  readonly method: string;
  readonly resource: string;
  readonly denied: boolean;
}

function rowsOf(calls: readonly Call[]): readonly UsageRow[] {
  const groups = Map.groupBy(calls, ({ service, method, resource }) => JSON.stringify([service, method, resource]));
  return [...groups.values()]
    .flatMap((group): UsageRow[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { service, method, resource } = first;
      const denied = group.filter((call) => call.denied).length;
      return [{ service, method, resource, calls: group.length - denied, denied }];
    })
    .sort((a, b) => b.calls + b.denied - (a.calls + a.denied) || compare(rowName(a), rowName(b)));
}

function sightsOf({ resource, calls, dataAccess: others, blind }: Sighting): readonly LogSight[] {
  const seen = (log: string) => calls.some((entry) => logOf(entry) === log);
  const state = (log: string, anybody: boolean | null): LogSight['state'] =>
    blind ? 'unread' : seen(log) || anybody === true ? 'entries' : anybody === null ? 'unread' : 'silent';
  return [
    { resource, log: ACTIVITY_LOG, state: state(ACTIVITY_LOG, false) },
    { resource, log: DATA_ACCESS_LOG, state: state(DATA_ACCESS_LOG, others) },
  ];
}

function toCall(entry: unknown, resource: string): Call | undefined {
  const { timestamp, protoPayload } = fieldsOf(entry);
  const payload = fieldsOf(protoPayload);
  const milliseconds = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  const { methodName, serviceName, resourceName } = payload;
  if (Number.isNaN(milliseconds) || typeof methodName !== 'string') return undefined;
  return {
    at: instantOf(milliseconds),
    service: clip(typeof serviceName === 'string' ? serviceName : ''),
    method: clip(methodName),
    resource: clip(typeof resourceName === 'string' && resourceName !== '' ? resourceName : resource),
    denied: isDenied(payload),
  };
}

function isDenied({ status, authorizationInfo }: Fields): boolean {
  const asked = Array.isArray(authorizationInfo) ? authorizationInfo.map(fieldsOf) : [];
  return fieldsOf(status)['code'] === DENIED || asked.some(({ granted }) => granted === false);
}

/** Reads the log's id from `projects/x/logs/cloudaudit.googleapis.com%2Factivity`. */
function logOf(entry: unknown): string {
  const { logName } = fieldsOf(entry);
  return typeof logName === 'string' ? (logName.split('/logs/')[1] ?? '').replaceAll('%2F', '/') : '';
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function within({ start, end }: Window): readonly string[] {
  return [`timestamp>="${start}"`, `timestamp<"${end}"`];
}

/** Quotes a string for the query language: https://cloud.google.com/logging/docs/view/logging-query-language#values_conversions */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Cuts between characters: canonical JSON cannot hold half of one. */
function clip(text: string): string {
  const characters = Array.from(text.toWellFormed());
  return characters.length > MOST_CHARACTERS
    ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
    : characters.join('');
}

function rowName({ service, method, resource }: UsageRow): string {
  return `${service} ${method} ${resource}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
