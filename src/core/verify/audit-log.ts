import type { Genesis, LedgerRecord } from '../ledger/record.ts';
import { addSeconds, parseInstant, type Instant } from '../time.ts';
import { broken, incomplete, type Finding } from './finding.ts';

/*
 * Cloud Audit Logs has every successful SetIamPolicy, with one delta for each member and role that was added or removed.
 * https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog
 * https://cloud.google.com/iam/docs/reference/rest/Shared.Types/AuditData
 */

/** One member that was added to one of our bindings, or removed from it. */
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
  /** The instants of the first and the last entry, or `undefined` if the export is empty. */
  readonly covers: { readonly from: Instant; readonly to: Instant } | undefined;
}

/**
 * Reads an export of the audit log.
 * @param texts JSON arrays of LogEntry, or one LogEntry on each line, as gcloud and sinks write them
 */
export function parseAuditLog(
  texts: readonly { readonly where: string; readonly text: string }[],
  installation: Genesis['installation'],
): AuditLog | { readonly invalid: string } {
  const deltas = new Map<string, OurDelta>();
  let covers: AuditLog['covers'];
  for (const { where, text } of texts) {
    const entries = parseEntries(text);
    if (entries === undefined)
      return {
        invalid: `${where} is neither a JSON array nor JSON lines; export it as docs/verify.md shows`,
      };
    for (const [index, entry] of entries.entries()) {
      const at = instantFrom(memberOf(entry, 'timestamp'));
      if (at === undefined)
        return { invalid: `${where}: entry ${index + 1} is no LogEntry, because it has no timestamp` };
      covers = {
        from: covers === undefined || at < covers.from ? at : covers.from,
        to: covers === undefined || at > covers.to ? at : covers.to,
      };
      for (const delta of ourDeltas(entry, at, installation)) deltas.set(JSON.stringify(delta), delta);
    }
  }
  return { deltas: [...deltas.values()].sort((a, b) => (a.at < b.at ? -1 : 1)), covers };
}

/** Returns the entries of a JSON array or of JSON lines, or `undefined` for any other text. */
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

/** Returns the resource's name as in records. The entry's labels have the project id; its name may have the number. */
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

/** Reads an instant. Google writes nanoseconds of RFC 3339; records have whole seconds in UTC. */
function instantFrom(text: unknown): Instant | undefined {
  const [, seconds] =
    typeof text === 'string' ? (/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?Z$/.exec(text) ?? []) : [];
  return seconds === undefined ? undefined : parseInstant(`${seconds}Z`);
}

/** A change of a binding according to a record. */
interface LoggedChange {
  readonly seq: number;
  readonly at: Instant;
  readonly key: string;
  /** The change from the record's before to its after: a binding was added or removed. */
  readonly changed: OurDelta['action'] | undefined;
  readonly actions: readonly OurDelta['action'][];
  /** Seconds that the record may precede the change. */
  readonly ahead: number;
}

/*
 * The clocks: an entry has Google's nanoseconds, and `at` is its whole second. A record has whole seconds of the later of
 * GitHub's and Google's clocks. A run reads the clocks once, after it revokes and before it grants.
 */
/** Seconds between a record `activated` and its later grant, at most. reconcile.yml stops a run 900 s after its start. */
export const RUN = 900;
/** Seconds between a delta and its later record, at most. A later run records the changes of a run that died. */
export const LATE = 8 * 86_400;
/** Seconds that the clocks of GitHub and Google may differ. Above it a run grants nothing. */
export const SKEW = 300;

export interface Completeness {
  readonly record: (record: LedgerRecord) => void;
  readonly end: (log: AuditLog, last: Instant | undefined) => readonly Finding[];
}

/** Compares records with the log in both directions. */
export function beginCompleteness(): Completeness {
  const recorded: LoggedChange[] = [];
  const open = new Set<string>();
  return {
    record({ seq, at, kind, pull, bindings = [] }) {
      const actions = ACTIONS[kind];
      for (const { resource, role, before, after } of bindings) {
        const key = `${pull ?? 0} ${resource} ${role}`;
        if (kind === 'intent' || kind === 'activated') open.add(key);
        else open.delete(key);
        if (actions === undefined) continue;
        const [had, has] = [before.length, after.length];
        const changed = has > had ? 'ADD' : has < had ? 'REMOVE' : undefined;
        recorded.push({ seq, at, key, changed, actions, ahead: kind === 'activated' ? RUN : SKEW });
      }
    },
    end: (log, last) => [...omitted(log.deltas, recorded, open, last), ...unexplained(log, recorded)],
  };
}

/** Changes that a record of each kind explains. */
const ACTIONS: Readonly<Partial<Record<LedgerRecord['kind'], readonly OurDelta['action'][]>>> = {
  activated: ['ADD'],
  ended: ['ADD', 'REMOVE'],
  revoked: ['ADD', 'REMOVE'],
  removed: ['REMOVE'],
  altered: ['ADD', 'REMOVE'],
  unexplained: ['ADD', 'REMOVE'],
};

/**
 * Finds changes without a record. Two kinds may still get one. A clone may end between two commits of a run. Then a change
 * near the last record lacks its own. A run may die, or fail to read a resource. A later run then records the change, and the
 * ledger has the binding as open until then. Every other change without a record was omitted.
 */
function omitted(
  deltas: readonly OurDelta[],
  recorded: readonly LoggedChange[],
  open: ReadonlySet<string>,
  last: Instant | undefined,
): readonly Finding[] {
  const byKey = Map.groupBy(recorded, ({ key }) => key);
  return deltas.flatMap(({ at, id, action, resource, role, pull }) => {
    const until = addSeconds(at, LATE);
    const key = `${pull} ${resource} ${role}`;
    const found = (byKey.get(key) ?? byKey.get(`0 ${resource} ${role}`) ?? []).some(
      (one) => one.actions.includes(action) && addSeconds(at, -one.ahead) <= one.at && one.at <= until,
    );
    if (found) return [];
    const sentence = `${action} of ${role} on ${resource} for #${pull} at ${at} has no record`;
    const where = `audit log entry ${id === '' ? at : id}`;
    const isNearEnd = last !== undefined && last <= addSeconds(at, RUN + SKEW);
    const mayFollow = last !== undefined && last <= until && open.has(key);
    if (!isNearEnd && !mayFollow) return [broken('omitted', where, sentence)];
    const why =
      at > last
        ? 'the change is later than the last record: git fetch, then verify again'
        : `the last record is of ${last}, and a run may record the change until ${until}: git fetch, then verify again`;
    return [incomplete('omitted', where, `${sentence}; ${why}`)];
  });
}

/**
 * Finds recorded changes that the log does not have. The run that makes a change also records it.
 * The record is at most RUN + SKEW later, or RUN or SKEW earlier. An export covers a record only if it begins and ends outside those seconds. Entries of its
 * first and last second may be missing.
 */
function unexplained({ deltas, covers }: AuditLog, recorded: readonly LoggedChange[]): readonly Finding[] {
  if (covers === undefined) return [];
  const byKey = Map.groupBy(deltas, ({ pull, resource, role }) => `${pull} ${resource} ${role}`);
  return recorded.flatMap(({ seq, at, key, changed, ahead }) => {
    const latest = addSeconds(at, ahead);
    const isCovered = covers.from < addSeconds(at, -RUN - SKEW) && latest < covers.to;
    if (changed === undefined || !isCovered) return [];
    const found = (byKey.get(key) ?? []).some(
      (delta) => delta.action === changed && addSeconds(at, -LATE) <= delta.at && delta.at <= latest,
    );
    const [pull = '', resource = '', role = ''] = key.split(' ');
    return found
      ? []
      : [
          broken(
            'unexplained-change',
            `record ${seq}`,
            `${changed} of ${role} on ${resource} for #${pull} at ${at} is missing in the audit log, which covers that time`,
          ),
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
