import { createHash } from 'node:crypto';
import type { Answer, Call, Route } from '../http.ts';
import { decideAccess } from './access.ts';
import { denied, GoogleError, invalid } from './errors.ts';
import { readInteger, readList, readObject, readString, type Json } from './json.ts';
import { readEntry, toNanoseconds, type LogEntry } from './log-entry.ts';
import { compileFilter } from './log-filter.ts';
import type { Principal, Tokens } from './tokens.ts';
import type { World } from './world.ts';

export interface Logging {
  readonly routes: readonly Route[];
  /** Appends an entry of the platform itself, such as an audit entry, without a check of permissions. */
  append(entry: unknown): void;
  /** Returns all written entries, including duplicates, oldest write first. */
  entries(): readonly LogEntry[];
}

const defaultPageSize = 50;
const maximumPageSize = 1000;
const maximumFilterLength = 20_000;

/** Serves Google's Logging: entries:write and entries:list. */
export function createLogging(options: {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
}): Logging {
  const { world, tokens, now } = options;
  const stored: LogEntry[] = [];

  function write(call: Call): Answer {
    const principal = tokens.caller(call);
    const body = readObject(call.body, 'body');
    const sent = readList(body['entries'], 'entries');
    if (sent.length === 0) throw invalid('At least one log entry is required.');
    const accepted: LogEntry[] = [];
    const refused = new Map<number, GoogleError>();
    sent.forEach((item, index) => {
      try {
        const entry = inOwnProject(readEntry(item, body, now()));
        assertMay(principal, 'logging.logEntries.create', parentOf(entry.logName));
        accepted.push(entry);
      } catch (error) {
        if (!(error instanceof GoogleError)) throw error;
        refused.set(index, error);
      }
    });
    const [first] = refused.values();
    if ((first === undefined || body['partialSuccess'] === true) && body['dryRun'] !== true) stored.push(...accepted);
    if (first !== undefined) throw body['partialSuccess'] === true ? partialErrors(first, refused) : first;
    return { status: 200, body: {} };
  }

  function list(call: Call): Answer {
    const principal = tokens.caller(call);
    const body = readObject(call.body, 'body');
    const parents = readParents(body);
    for (const parent of parents) assertMay(principal, 'logging.logEntries.list', parent);
    const filter = readString(body['filter'], 'filter');
    if (filter.length > maximumFilterLength)
      throw invalid(`The filter is longer than ${maximumFilterLength} characters.`);
    const names = new Set(parents.map((parent) => world.find(parent)?.name ?? parent));
    const found = withoutDuplicates(stored)
      .filter((entry) => names.has(parentOf(entry.logName)))
      .filter((entry) => !isPrivate(entry) || may(principal, 'logging.privateLogEntries.list', parentOf(entry.logName)))
      .filter(compileFilter(filter));
    const sorted = found.sort(readOrder(readString(body['orderBy'], 'orderBy')));
    return { status: 200, body: page(sorted, body) };
  }

  function assertMay(principal: Principal, permission: string, parent: string): void {
    if (!may(principal, permission, parent)) throw denied(permission, 'logging.googleapis.com', parent);
  }

  function may(principal: Principal, permission: string, parent: string): boolean {
    const resource = world.find(parent);
    const name = resource?.name ?? parent;
    const circumstances = {
      at: now(),
      resource: { name, type: 'logging.googleapis.com/LogBucket', service: 'logging.googleapis.com' },
    };
    return resource !== undefined && decideAccess(world, { principal, permission, on: name, circumstances }).granted;
  }

  /** A project named by number is the same project, so its entries are found under its id. */
  function inOwnProject(entry: LogEntry): LogEntry {
    const parent = parentOf(entry.logName);
    const name = world.find(parent)?.name ?? parent;
    return { ...entry, logName: `${name}${entry.logName.slice(parent.length)}` };
  }

  return {
    routes: [
      { operation: 'POST /v2/entries:write', handle: write },
      { operation: 'POST /v2/entries:list', handle: list },
    ],
    append: (entry) => void stored.push(readEntry(entry, {}, now())),
    entries: () => [...stored],
  };
}

function readParents(body: Json): string[] {
  const names = readList(body['resourceNames'], 'resourceNames').map((name) => readString(name, 'resourceNames'));
  const projects = readList(body['projectIds'], 'projectIds').map((id) => `projects/${readString(id, 'projectIds')}`);
  const parents = [...names, ...projects].map((name) => name.split('/').slice(0, 2).join('/'));
  if (parents.length === 0) throw invalid('At least one resource name is required.');
  if (!parents.every((name) => /^(projects|folders|organizations|billingAccounts)\/[^/]+$/.test(name))) {
    throw invalid('Resource names must be of the form "projects/[PROJECT_ID]".');
  }
  return parents;
}

/**
 * Entries of one project with the same timestamp and insertId are one entry for readers, even if written several times.
 */
function withoutDuplicates(entries: readonly LogEntry[]): LogEntry[] {
  const seen = new Map<string, LogEntry>();
  for (const entry of entries) {
    const key = `${parentOf(entry.logName)}\n${entry.timestamp}\n${entry.insertId}`;
    if (!seen.has(key)) seen.set(key, entry);
  }
  return [...seen.values()];
}

function readOrder(orderBy: string): (a: LogEntry, b: LogEntry) => number {
  const [field = 'timestamp', direction = 'asc', more] = orderBy.split(/\s+/).filter((word) => word !== '');
  if (field !== 'timestamp' || !['asc', 'desc'].includes(direction) || more !== undefined) {
    throw invalid('orderBy must be "timestamp asc" or "timestamp desc".');
  }
  const sign = direction === 'asc' ? 1 : -1;
  const instant = (entry: LogEntry) => toNanoseconds(entry.timestamp) ?? 0n;
  return (a, b) =>
    sign * (instant(a) === instant(b) ? compare(a.insertId, b.insertId) : compare(instant(a), instant(b)));
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : Number(a > b);
}

function page(entries: readonly LogEntry[], body: Json): unknown {
  const size = readInteger(body['pageSize'], 'pageSize') || defaultPageSize;
  if (size < 0 || size > maximumPageSize) throw invalid(`page_size must be between 1 and ${maximumPageSize}.`);
  const query = createHash('sha256')
    .update(JSON.stringify([body['resourceNames'], body['filter'], body['orderBy']]))
    .digest('base64url');
  const start = readPageToken(readString(body['pageToken'], 'pageToken'), query);
  const shown = entries.slice(start, start + size);
  const more = start + size < entries.length;
  return {
    ...(shown.length > 0 ? { entries: shown } : {}),
    ...(more ? { nextPageToken: Buffer.from(`${query} ${start + size}`).toString('base64url') } : {}),
  };
}

/** A page token continues only its own query. */
function readPageToken(token: string, query: string): number {
  if (token === '') return 0;
  const [of, start] = Buffer.from(token, 'base64url').toString('utf8').split(' ');
  if (of !== query || start === undefined || !/^\d+$/.test(start))
    throw invalid('page_token does not match the request.');
  return Number(start);
}

function partialErrors(first: GoogleError, refused: ReadonlyMap<number, GoogleError>): GoogleError {
  const logEntryErrors = Object.fromEntries(
    [...refused].map(([index, { status, message }]) => [
      index,
      { code: status === 'PERMISSION_DENIED' ? 7 : 3, message },
    ]),
  );
  return new GoogleError(first.status, first.message, [
    { '@type': 'type.googleapis.com/google.logging.v2.WriteLogEntriesPartialErrors', logEntryErrors },
  ]);
}

/** Like Google, the sandbox silently hides the log of data access from a caller who may not read it. */
function isPrivate({ logName }: LogEntry): boolean {
  return logName.endsWith('/logs/cloudaudit.googleapis.com%2Fdata_access');
}

function parentOf(logName: string): string {
  return logName.split('/').slice(0, 2).join('/');
}
