import { anchorEntry, anchorName } from '../../core/ledger/anchor.ts';
import { parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import type { LedgerRecord } from '../../core/ledger/ledger.ts';
import { voidedBy } from '../../core/ledger/voids.ts';
import { extendRange, EMPTY_RANGE, leafHash, rootOf, same, type Hash } from '../../core/ledger/merkle.ts';
import { logEntriesFor } from '../../core/ledger/outside-log.ts';
import { rootAt } from '../../core/ledger/tree-head.ts';
import { allLines } from '../../core/ledger/whole.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { EPOCH } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import { newestInBucket, newestInLog, type Anchors } from './newest-anchors.ts';
import { readLedger, type OpenLedger } from './open.ts';
import type { LogEntry, Ports } from '../../core/ports.ts';

/** What the anchors outside GitHub say about a ledger. */
export interface Compared {
  /** Why the ledger is not the one that was anchored. */
  readonly doubt?: string;
  /** What could not be compared, in sentences. */
  readonly unread: readonly string[];
  /** How many records the log outside has a checkpoint of, as far as it was looked at; `undefined` where it was not read. */
  readonly logged: number | undefined;
  /** Whether the bucket is known to lack this very checkpoint. */
  readonly unkept: boolean;
}

export const NOT_COMPARED: Compared = { unread: [], logged: undefined, unkept: false };

type Outside = Pick<Organization, 'log' | 'ledger'>;

/**
 * Compares the ledger with the newest anchors outside.
 * @param origin what the default branch says the ledger is called, whatever the ledger calls itself
 */
export async function compareWithAnchors(
  ports: Ports,
  ledger: OpenLedger,
  outside: Outside,
  origin: string,
): Promise<Compared> {
  const whose = { origin, keys: ledger.trust.keys ?? [] };
  const log = outside.log === undefined ? undefined : await newestInLog(ports, outside.log, whose).catch(asUnread);
  const name = outside.ledger?.bucket;
  const bucket =
    name === undefined ? undefined : await newestInBucket(ports, name, ledger.tree.size, whose).catch(asUnread);
  const found = [...(log?.anchors ?? []), ...(bucket?.anchors ?? [])];
  const unread = [...(log?.unread ?? []), ...(bucket?.unread ?? [])];
  const logged =
    log === undefined || log.unread.length > 0 ? undefined : Math.max(0, ...log.anchors.map(({ size }) => size));
  const ours = found.filter((anchor) => anchor.origin === origin);
  const doubt = await contradiction(ports, ledger, ours).catch((error: unknown) => {
    unread.push(errorMessage(error));
    return undefined;
  });
  const unkept = bucket?.unread.length === 0 && !bucket.anchors.some(({ size }) => size === ledger.tree.size);
  return { unread, logged, unkept, ...(doubt === undefined ? {} : { doubt }) };
}

function asUnread(why: unknown): Anchors {
  return { anchors: [], unread: [errorMessage(why)] };
}

/** Whatever is larger than the ledger, or has another root. The branch may have moved since it was read: it is read again. */
async function contradiction(
  ports: Ports,
  ledger: OpenLedger,
  anchors: readonly Checkpoint[],
): Promise<string | undefined> {
  const first = await against(ports, ledger, anchors);
  if (first === undefined) return undefined;
  const again = await readLedger(ports, ledger.trust);
  if ('problem' in again || again.head === ledger.head) return first;
  return against(ports, again, anchors);
}

async function against(ports: Ports, ledger: OpenLedger, anchors: readonly Checkpoint[]): Promise<string | undefined> {
  const newest = Math.max(0, ...anchors.map(({ size }) => size));
  for (const { origin, size, root } of anchors) {
    // The newest anchor speaks for those before it: a look at each of earlier files would read every file.
    if (size < newest && size < ledger.tree.range.size) continue;
    if (origin !== ledger.origin) return `anchors outside are of ${origin}, and the ledger is ${ledger.origin}`;
    if (size > ledger.tree.size)
      return `an anchor outside covers ${size} records, and the ledger has ${ledger.tree.size}: it was cut off or set back`;
    // A younger checkpoint was taken off the branch: records that it sealed would seem to be a stranger's.
    if (size > ledger.covered)
      return `an anchor outside covers ${size} records, and audit/checkpoint covers ${ledger.covered}: it was set back`;
    if (!same(await rootOfFirst(ports, ledger, size), root))
      return `the anchor outside of ${size} records has another root than the ledger: it was rewritten`;
  }
  return undefined;
}

async function rootOfFirst(ports: Ports, { tree: tip, head }: OpenLedger, size: number): Promise<Hash> {
  const near = rootAt(tip, size);
  if (near !== undefined) return near;
  const lines = allLines(await ports.ledger.shards(head));
  return rootOf(extendRange(EMPTY_RANGE, lines.slice(0, size).map(leafHash)));
}

/** What the outside must be told, besides new records, because an earlier run could not. */
export interface Published {
  readonly problems: readonly string[];
  /** The outside holds another ledger of this size. */
  readonly fork?: string;
}

/**
 * After a commit: the records and the checkpoint to the log outside, the checkpoint to the bucket. Whatever the log has no
 * checkpoint of is sent again with it; the same entry sent twice is shown once.
 */
export async function publish(
  ports: Ports,
  ledger: OpenLedger,
  outside: Outside,
  repository: string,
  told: Pick<Compared, 'logged' | 'unkept'> & { readonly records: readonly LedgerRecord[] },
): Promise<Published> {
  if (ledger.doubt !== undefined) return { problems: [] };
  const note = ledger.covered === ledger.tree.size ? ledger.note : undefined;
  const parsed = note === undefined ? undefined : parseCheckpoint(note);
  const checkpoint = parsed === undefined || 'invalid' in parsed ? undefined : parsed.checkpoint;
  const isNew = told.records.length > 0;
  const problems: string[] = [];
  if (outside.log !== undefined) {
    const records = owed(ledger, told);
    const entries = [
      ...records.flatMap((record) => entryFor(record, repository, problems)),
      ...(checkpoint === undefined ||
      note === undefined ||
      !(isNew || (told.logged ?? checkpoint.size) < checkpoint.size)
        ? []
        : [anchorEntry(checkpoint, note, atOf(ledger.tree.lines.at(-1)))]),
    ];
    const written = entries.length === 0 ? undefined : await ports.openLog(outside.log).write(entries);
    if (written?.outcome === 'failed') problems.push(`the outside log did not take the result: ${written.sentence}`);
  }
  const name = outside.ledger?.bucket;
  if (name === undefined || checkpoint === undefined || note === undefined || !(isNew || told.unkept))
    return { problems };
  const kept = await keepInBucket(ports, name, anchorName(ledger.origin, checkpoint.size), checkpoint, note);
  return { problems: [...problems, ...kept.problems], ...(kept.fork === undefined ? {} : { fork: kept.fork }) };
}

/** A record that cannot be told must not hold back the anchor. */
function entryFor(record: LedgerRecord, repository: string, problems: string[]): readonly LogEntry[] {
  try {
    return logEntriesFor([record], repository);
  } catch (error) {
    problems.push(`record ${record.seq} cannot be written to the outside log: ${errorMessage(error)}`);
    return [];
  }
}

async function keepInBucket(
  ports: Ports,
  name: string,
  object: string,
  checkpoint: Checkpoint,
  note: string,
): Promise<Published> {
  const bucket = ports.openBucket(name);
  const created = await bucket.create(object, note);
  if (created.outcome === 'created') return { problems: [] };
  if (created.outcome === 'failed')
    return { problems: [`bucket ${name} did not take the checkpoint: ${created.sentence}`] };
  const read = await bucket.read(object);
  if ('unread' in read)
    return { problems: [`bucket ${name} has ${object} already, and it cannot be read: ${read.unread}`] };
  const other = parseCheckpoint(read.text);
  // Signatures may differ where a key is added; the tree may not.
  if (
    !('invalid' in other) &&
    other.checkpoint.size === checkpoint.size &&
    same(other.checkpoint.root, checkpoint.root)
  )
    return { problems: [] };
  const fork = `bucket ${name} has another checkpoint of ${checkpoint.size} records: the ledger has forked`;
  return { problems: [fork], fork };
}

/** New records, and those of the last file that the log has no checkpoint of. */
function owed(
  { tree: tip }: OpenLedger,
  { records, logged }: { readonly records: readonly LedgerRecord[]; readonly logged: number | undefined },
): readonly LedgerRecord[] {
  const known = new Set(records.map(({ seq }) => seq));
  const lines = tip.lines.map((line) => JSON.parse(line) as LedgerRecord);
  // Voided records are a stranger's: the log outside does not repeat them as ours.
  const voided = voidedBy(lines);
  const older = lines
    .slice(Math.max(0, (logged ?? tip.size) - tip.range.size))
    .filter(({ seq }) => !known.has(seq) && !voided.has(seq));
  return [...older, ...records].sort((a, b) => a.seq - b.seq);
}

function atOf(line: string | undefined): string {
  return (JSON.parse(line ?? '{}') as Partial<LedgerRecord>).at ?? EPOCH;
}
