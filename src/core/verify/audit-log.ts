import type { Genesis, LedgerRecord } from '../ledger/ledger.ts';
import { addSeconds, parseInstant, type Instant } from '../time.ts';
import { broken, incomplete, type Finding } from './finding.ts';

/*
 * Google's own word: every successful SetIamPolicy is in Cloud Audit Logs with one delta for each member and role that came
 * or went. https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 * https://cloud.google.com/iam/docs/reference/rest/Shared.Types/AuditData
 */

/** One member of one of our bindings that came or went. */
export interface OurDelta {
  readonly at: Instant;
  readonly id: string;
  readonly action: 'ADD' | 'REMOVE';
  readonly resource: string;
  readonly role: string;
  readonly pull: number;
}

export interface AuditLog {
  readonly deltas: readonly OurDelta[];
  /** The instants of the first and the last entry: what the export can speak of. `undefined` of an empty one. */
  readonly covers: { readonly from: Instant; readonly to: Instant } | undefined;
}

/** @param texts JSON arrays of LogEntry, or one LogEntry on each line, as gcloud and sinks write them */
export function parseAuditLog(
  texts: readonly { readonly where: string; readonly text: string }[],
  installation: Genesis['installation'],
): AuditLog | { readonly invalid: string } {
  const deltas = new Map<string, OurDelta>();
  let covers: AuditLog['covers'];
  for (const { where, text } of texts) {
    const entries = parseEntries(text);
    if (entries === undefined) return { invalid: `${where} is neither a JSON array nor JSON lines` };
    for (const [index, entry] of entries.entries()) {
      const at = instantFrom(memberOf(entry, 'timestamp'));
      if (at === undefined) return { invalid: `${where}: entry ${index + 1} has no timestamp: it is no LogEntry` };
      covers = {
        from: covers === undefined || at < covers.from ? at : covers.from,
        to: covers === undefined || at > covers.to ? at : covers.to,
      };
      for (const delta of ourDeltas(entry, at, installation)) deltas.set(JSON.stringify(delta), delta);
    }
  }
  return { deltas: [...deltas.values()].sort((a, b) => (a.at < b.at ? -1 : 1)), covers };
}

/** The entries of a JSON array, or of JSON lines; `undefined` of anything else. */
export function parseEntries(text: string): readonly unknown[] | undefined {
  try {
    if (text.trimStart().startsWith('[')) return JSON.parse(text) as readonly unknown[];
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}

function ourDeltas(entry: unknown, at: Instant, installation: string): readonly OurDelta[] {
  const payload = memberOf(entry, 'protoPayload');
  const method = memberOf(payload, 'methodName');
  const code = memberOf(memberOf(payload, 'status'), 'code');
  if (typeof method !== 'string' || !method.endsWith('SetIamPolicy')) return [];
  if (typeof code === 'number' && code !== 0) return [];
  const listed = memberOf(memberOf(memberOf(payload, 'serviceData'), 'policyDelta'), 'bindingDeltas');
  return (Array.isArray(listed) ? (listed as readonly unknown[]) : []).flatMap((delta) => {
    const [action, role, title] = [
      memberOf(delta, 'action'),
      memberOf(delta, 'role'),
      memberOf(memberOf(delta, 'condition'), 'title'),
    ];
    const pull = pullOf(title, installation);
    if (pull === undefined || typeof role !== 'string' || (action !== 'ADD' && action !== 'REMOVE')) return [];
    return [{ at, id: textOf(entry, 'insertId'), action, resource: resourceOf(entry, payload), role, pull }];
  });
}

function pullOf(title: unknown, installation: string): number | undefined {
  const prefix = `pullcord/${installation}/`;
  if (typeof title !== 'string' || !title.startsWith(prefix)) return undefined;
  const number = title.slice(prefix.length);
  return /^[1-9]\d{0,9}$/.test(number) ? Number(number) : 0;
}

/** As records name it; the entry's own labels have the project's id, where its resource name may have the number. */
function resourceOf(entry: unknown, payload: unknown): string {
  const labels = memberOf(memberOf(entry, 'resource'), 'labels');
  for (const [label, kind] of [
    ['project_id', 'projects'],
    ['folder_id', 'folders'],
    ['organization_id', 'organizations'],
  ] as const) {
    const id = memberOf(labels, label);
    if (typeof id === 'string' && id !== '') return `${kind}/${id}`;
  }
  return textOf(payload, 'resourceName');
}

/** Nanoseconds and offsets of RFC 3339 are Google's; whole seconds in UTC are ours. */
function instantFrom(text: unknown): Instant | undefined {
  const [, seconds] =
    typeof text === 'string' ? (/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/.exec(text) ?? []) : [];
  return seconds === undefined ? undefined : parseInstant(`${seconds}Z`);
}

/** What a record says came or went, and when. */
interface Told {
  readonly seq: number;
  readonly at: Instant;
  readonly key: string;
  /** Whether the record itself says that a binding of ours came (ADD) or went (REMOVE), by its before and after. */
  readonly changed: OurDelta['action'] | undefined;
  readonly accounts: readonly OurDelta['action'][];
  /** Seconds it may lie before the change. */
  readonly ahead: number;
}

/*
 * The clocks. An entry has Google's nanoseconds, and `at` is the whole second it lies in. A record has whole seconds, by the later
 * of GitHub's and Google's clocks. A run reads them once: after it revokes, and before it grants.
 */
/** Seconds a grant may lie after its record of `activated`: reconcile.yml stops a run 900 s after its start. */
export const RUN = 900;
/** Seconds a delta may lie before the record that tells it: a run that died is made good by a later one. */
export const LATE = 8 * 86_400;
/** Seconds: the clocks of GitHub and Google may differ by so much before a run grants nothing. */
export const SKEW = 300;

export interface Completeness {
  readonly record: (record: LedgerRecord) => void;
  readonly end: (log: AuditLog, last: Instant | undefined) => readonly Finding[];
}

/** Joins records with the log, both ways. */
export function beginCompleteness(): Completeness {
  const told: Told[] = [];
  return {
    record({ seq, at, kind, pull, bindings = [] }) {
      const accounts = ACCOUNTS[kind];
      if (accounts === undefined) return;
      for (const { resource, role, before, after } of bindings) {
        const [had, has] = [before.length, after.length];
        const changed = has > had ? 'ADD' : has < had ? 'REMOVE' : undefined;
        const ahead = kind === 'activated' ? RUN : SKEW;
        told.push({ seq, at, key: `${pull ?? 0} ${resource} ${role}`, changed, accounts, ahead });
      }
    },
    end: (log, last) => [...omitted(log.deltas, told, last), ...unexplained(log, told)],
  };
}

/** Which changes a record of a kind accounts for. */
const ACCOUNTS: Readonly<Partial<Record<LedgerRecord['kind'], readonly OurDelta['action'][]>>> = {
  activated: ['ADD'],
  ended: ['ADD', 'REMOVE'],
  revoked: ['ADD', 'REMOVE'],
  removed: ['REMOVE'],
  altered: ['ADD', 'REMOVE'],
  unexplained: ['ADD', 'REMOVE'],
};

/**
 * A clone may end between two commits of a run, or after a run that died between its write and its record. So a delta may come
 * before the last record and still be recorded later. The ledger answers for a delta only once no record may follow:
 * when the last record is more than 691,200 s (LATE) after it.
 */
function omitted(deltas: readonly OurDelta[], told: readonly Told[], last: Instant | undefined): readonly Finding[] {
  const byKey = Map.groupBy(told, ({ key }) => key);
  return deltas.flatMap(({ at, id, action, resource, role, pull }) => {
    const until = addSeconds(at, LATE);
    const found = (byKey.get(`${pull} ${resource} ${role}`) ?? byKey.get(`0 ${resource} ${role}`) ?? []).some(
      (one) => one.accounts.includes(action) && addSeconds(at, -one.ahead) <= one.at && one.at <= until,
    );
    if (found) return [];
    const sentence = `${action} of ${role} on ${resource} for #${pull} at ${at} has no record`;
    const where = `audit log entry ${id === '' ? at : id}`;
    if (last === undefined || last > until) return [broken('omitted', where, sentence)];
    const why =
      at > last
        ? 'it is later than the last record, and a later clone may have it'
        : `the last record is of ${last}, and a run may record it until ${until}: git fetch, then verify again`;
    return [incomplete('omitted', where, `${sentence}; ${why}`)];
  });
}

/**
 * The change a record tells of lies at most LATE before it, and RUN or SKEW after it. An export answers for a record only if
 * its ends lie outside those seconds: other entries of its first and its last second may be missing.
 */
function unexplained({ deltas, covers }: AuditLog, told: readonly Told[]): readonly Finding[] {
  if (covers === undefined) return [];
  const byKey = Map.groupBy(deltas, ({ pull, resource, role }) => `${pull} ${resource} ${role}`);
  return told.flatMap(({ seq, at, key, changed, ahead }) => {
    const [earliest, latest] = [addSeconds(at, -LATE), addSeconds(at, ahead)];
    // Of a run that did not die, the change is as near as this to the record.
    const isBefore = addSeconds(at, -RUN - SKEW) <= covers.from;
    if (changed === undefined || isBefore || latest >= covers.to) return [];
    const found = (byKey.get(key) ?? []).some(
      (delta) => delta.action === changed && earliest <= delta.at && delta.at <= latest,
    );
    if (found) return [];
    const [pull = '', resource = '', role = ''] = key.split(' ');
    const where = `record ${seq}`;
    const sentence = `${changed} of ${role} on ${resource} for #${pull} at ${at} is not in the audit log`;
    return [
      earliest > covers.from
        ? broken('unexplained-change', where, `${sentence}, which covers that time`)
        : incomplete('unexplained-change', where, `${sentence}, which must begin before ${earliest} to show it`),
    ];
  });
}

function memberOf(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[member] : undefined;
}

function textOf(value: unknown, member: string): string {
  const text = memberOf(value, member);
  return typeof text === 'string' ? text : '';
}
