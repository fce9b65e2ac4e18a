import { randomBytes } from 'node:crypto';
import { invalid } from './errors.ts';
import { readEnum, readObject, readString, type Json } from './json.ts';

/** A stored log entry: enums by name, instants in UTC, and every field that was written. */
export interface LogEntry extends Json {
  readonly logName: string;
  readonly timestamp: string;
  readonly receiveTimestamp: string;
  readonly insertId: string;
  readonly severity: string;
}

export const severities: Readonly<Record<number, string>> = {
  0: 'DEFAULT',
  100: 'DEBUG',
  200: 'INFO',
  300: 'NOTICE',
  400: 'WARNING',
  500: 'ERROR',
  600: 'CRITICAL',
  700: 'ALERT',
  800: 'EMERGENCY',
};

const maximumBytes = 256 * 1024;
const maximumLabels = 64;
const oneDay = 24 * 60 * 60 * 1000;
const instant = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads one entry to be written. It adds the request's shared fields, and the fields that Google sets.
 * @param now milliseconds since the epoch, sandbox time
 */
export function readEntry(value: unknown, shared: Json, now: number): LogEntry {
  const entry = readObject(value, 'entries');
  const logName = readString(entry['logName'], 'entries.logName') || readString(shared['logName'], 'logName');
  if (!/^(projects|folders|organizations|billingAccounts)\/[^/]+\/logs\/[^/]+$/.test(logName)) {
    throw invalid(
      `Log name ${JSON.stringify(logName)} must be of the form "projects/[PROJECT_ID]/logs/[LOG_ID]", its log id URL-encoded.`,
    );
  }
  const resource = entry['resource'] ?? shared['resource'];
  if (resource === undefined) throw invalid('Log entry is missing the monitored resource.');
  const labels = { ...readObject(shared['labels'], 'labels'), ...readObject(entry['labels'], 'entries.labels') };
  if (Object.keys(labels).length > maximumLabels) throw invalid(`Log entry has more than ${maximumLabels} labels.`);
  if (Buffer.byteLength(JSON.stringify(entry)) > maximumBytes)
    throw invalid('Log entry with size exceeding the maximum of 256.0K bytes.');
  assertOnePayload(entry);
  const received = canonicalInstant(new Date(now).toISOString());
  const timestamp =
    entry['timestamp'] === undefined ? received : canonicalInstant(readString(entry['timestamp'], 'entries.timestamp'));
  if (Date.parse(timestamp) > now + oneDay) throw invalid('Log entry timestamp is more than 24 hours in the future.');
  return {
    ...entry,
    logName,
    resource,
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    severity: readEnum(entry['severity'], severities, 'entries.severity'),
    insertId: readString(entry['insertId'], 'entries.insertId') || randomBytes(9).toString('hex'),
    timestamp,
    receiveTimestamp: received,
  };
}

/**
 * Returns nanoseconds since the epoch, or `undefined` for an invalid instant. A date without a time is midnight UTC.
 */
export function toNanoseconds(text: string): bigint | undefined {
  const match = instant.exec(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  const seconds = Date.parse(`${match?.[1] ?? ''}${match?.[3] ?? ''}`);
  if (match === null || Number.isNaN(seconds)) return undefined;
  return BigInt(seconds) * 1_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'));
}

/**
 * Returns one spelling per instant, so that equal instants are equal texts. The spelling is UTC, with 0, 3, 6 or 9
 * digits of a second.
 */
function canonicalInstant(text: string): string {
  const nanoseconds = toNanoseconds(text);
  if (nanoseconds === undefined)
    throw invalid(
      `Invalid value at 'entries.timestamp' (type.googleapis.com/google.protobuf.Timestamp), ${JSON.stringify(text)}`,
    );
  const seconds = new Date(Number(nanoseconds / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  const digits = String(nanoseconds % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/(000){1,3}$/, '');
  return `${seconds}${digits === '' ? '' : `.${digits}`}Z`;
}

function assertOnePayload(entry: Json): void {
  const payloads = ['textPayload', 'jsonPayload', 'protoPayload'].filter((field) => entry[field] !== undefined);
  if (payloads.length > 1) throw invalid(`Log entry has more than one payload: ${payloads.join(', ')}.`);
}
