import { anchorEntry, anchorFilter, anchorName, anchorPrefix, noteOf, sizeOfName } from '../core/ledger/anchor.ts';
import { parseCheckpoint, type Checkpoint } from '../core/ledger/checkpoint.ts';
import type { LedgerRecord } from '../core/ledger/ledger.ts';
import { extendRange, EMPTY_RANGE, leafHash, rootOf, same, type Hash } from '../core/ledger/merkle.ts';
import { signersOf } from '../core/ledger/note.ts';
import { logEntriesFor } from '../core/ledger/outside-log.ts';
import { rootAt } from '../core/ledger/tip.ts';
import { allLines } from '../core/ledger/whole.ts';
import type { Organization } from '../core/documents/organization.ts';
import { EPOCH } from '../core/time.ts';
import { asSentence } from './limited.ts';
import { readLedger, type OpenLedger } from './open-ledger.ts';
import type { World } from './world.ts';

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

/** Compares the ledger with every anchor that may contradict it. */
export async function compareWithAnchors(world: World, ledger: OpenLedger, outside: Outside): Promise<Compared> {
  const log = outside.log === undefined ? undefined : await fromLog(world, ledger, outside.log).catch(asUnread);
  const name = outside.ledger?.bucket;
  const bucket = name === undefined ? undefined : await fromBucket(world, ledger, name).catch(asUnread);
  const found = [...(log?.anchors ?? []), ...(bucket?.anchors ?? [])];
  const unread = [...(log?.unread ?? []), ...(bucket?.unread ?? [])];
  const logged =
    log === undefined || log.unread.length > 0 ? undefined : Math.max(0, ...log.anchors.map(({ size }) => size));
  const doubt = await contradiction(world, ledger, found).catch((error: unknown) => {
    unread.push(asSentence(error));
    return undefined;
  });
  const unkept = bucket?.unread.length === 0 && !bucket.anchors.some(({ size }) => size === ledger.tip.size);
  return { unread, logged, unkept, ...(doubt === undefined ? {} : { doubt }) };
}

interface Anchors {
  readonly anchors: readonly Checkpoint[];
  readonly unread: readonly string[];
}

const MOST_ENTRIES = 1000;

async function fromLog(
  world: World,
  { origin, tip, trust }: OpenLedger,
  { project, name }: NonNullable<Organization['log']>,
): Promise<Anchors> {
  const since = atOf(tip.lines[0]);
  const filter = anchorFilter(`projects/${project}/logs/${name}`, origin, since);
  const read = await world.auditLogs.read(`projects/${project}`, filter, MOST_ENTRIES);
  if (read.kind === 'unread') return asUnread(`the anchors in the log outside could not be read: ${read.sentence}`);
  return believed(
    read.entries.map(noteOf).filter((note) => note !== undefined),
    trust.keys ?? [],
  );
}

async function fromBucket(world: World, { origin, tip, trust }: OpenLedger, name: string): Promise<Anchors> {
  const bucket = world.openBucket(name);
  const listed = await bucket.list(anchorPrefix(origin), anchorName(origin, tip.size));
  if ('unread' in listed) return asUnread(`the anchors in bucket ${name} could not be read: ${listed.unread}`);
  const ours = listed.names.filter((object) => sizeOfName(origin, object) !== undefined);
  // Our own head and the newest: either contradicts, if anything does.
  const wanted = [...new Set([ours[0], ours.at(-1)])].filter((object) => object !== undefined);
  const notes: string[] = [];
  for (const object of wanted) {
    const read = await bucket.read(object);
    if ('unread' in read) return asUnread(`the anchor ${object} in bucket ${name} could not be read: ${read.unread}`);
    notes.push(read.text);
  }
  return believed(notes, trust.keys ?? []);
}

/** Where keys are known, an anchor that none of them signed says nothing: anybody who may write there could leave one. */
function believed(notes: readonly string[], keys: Parameters<typeof signersOf>[1]): Anchors {
  const anchors = notes.flatMap((text) => {
    const parsed = parseCheckpoint(text);
    if ('invalid' in parsed) return [];
    const signers = signersOf(parsed.note, keys);
    return keys.length > 0 && ('invalid' in signers || signers.length === 0) ? [] : [parsed.checkpoint];
  });
  return { anchors, unread: [] };
}

function asUnread(why: unknown): Anchors {
  return { anchors: [], unread: [asSentence(why)] };
}

/** Whatever is larger than the ledger, or has another root. The branch may have moved since it was read: it is read again. */
async function contradiction(
  world: World,
  ledger: OpenLedger,
  found: readonly Checkpoint[],
): Promise<string | undefined> {
  const anchors = found.filter(({ origin }) => origin === ledger.origin);
  const first = await against(world, ledger, anchors);
  if (first === undefined) return undefined;
  const again = await readLedger(world, ledger.trust);
  if ('problem' in again || again.head === ledger.head) return first;
  return against(world, again, anchors);
}

async function against(world: World, ledger: OpenLedger, anchors: readonly Checkpoint[]): Promise<string | undefined> {
  for (const { size, root } of anchors) {
    if (size > ledger.tip.size)
      return `an anchor outside covers ${size} records, and the ledger has ${ledger.tip.size}: it was cut off or set back`;
    if (!same(await rootOfFirst(world, ledger, size), root))
      return `the anchor outside of ${size} records has another root than the ledger: it was rewritten`;
  }
  return undefined;
}

async function rootOfFirst(world: World, { tip, head }: OpenLedger, size: number): Promise<Hash> {
  const near = rootAt(tip, size);
  if (near !== undefined) return near;
  const lines = allLines(await world.ledger.shards(head));
  return rootOf(extendRange(EMPTY_RANGE, lines.slice(0, size).map(leafHash)));
}

/** What the outside must be told, besides new records, because an earlier run could not. */
export interface Told {
  readonly problems: readonly string[];
  /** The outside holds another ledger of this size. */
  readonly fork?: string;
}

/**
 * After a commit: the records and the checkpoint to the log outside, the checkpoint to the bucket. Whatever the log has no
 * checkpoint of is sent again with it; the same entry sent twice is shown once.
 */
export async function tellOutside(
  world: World,
  ledger: OpenLedger,
  outside: Outside,
  repository: string,
  told: Pick<Compared, 'logged' | 'unkept'> & { readonly records: readonly LedgerRecord[] },
): Promise<Told> {
  if (ledger.doubt !== undefined) return { problems: [] };
  const note = ledger.covered === ledger.tip.size ? ledger.note : undefined;
  const parsed = note === undefined ? undefined : parseCheckpoint(note);
  const checkpoint = parsed === undefined || 'invalid' in parsed ? undefined : parsed.checkpoint;
  const isNew = told.records.length > 0;
  const problems: string[] = [];
  if (outside.log !== undefined) {
    const records = owed(ledger, told);
    const entries = [
      ...logEntriesFor(records, repository),
      ...(checkpoint === undefined ||
      note === undefined ||
      !(isNew || (told.logged ?? checkpoint.size) < checkpoint.size)
        ? []
        : [anchorEntry(checkpoint, note, atOf(ledger.tip.lines.at(-1)))]),
    ];
    const written = entries.length === 0 ? undefined : await world.openLog(outside.log).write(entries);
    if (written?.outcome === 'failed') problems.push(`the outside log did not take the result: ${written.sentence}`);
  }
  const name = outside.ledger?.bucket;
  if (name === undefined || checkpoint === undefined || note === undefined || !(isNew || told.unkept))
    return { problems };
  const kept = await keepInBucket(world, name, anchorName(ledger.origin, checkpoint.size), checkpoint, note);
  return { problems: [...problems, ...kept.problems], ...(kept.fork === undefined ? {} : { fork: kept.fork }) };
}

async function keepInBucket(
  world: World,
  name: string,
  object: string,
  checkpoint: Checkpoint,
  note: string,
): Promise<Told> {
  const bucket = world.openBucket(name);
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
  { tip }: OpenLedger,
  { records, logged }: { readonly records: readonly LedgerRecord[]; readonly logged: number | undefined },
): readonly LedgerRecord[] {
  const known = new Set(records.map(({ seq }) => seq));
  const older = tip.lines
    .slice(Math.max(0, (logged ?? tip.size) - tip.range.size))
    .map((line) => JSON.parse(line) as LedgerRecord)
    .filter(({ seq }) => !known.has(seq));
  return [...older, ...records].sort((a, b) => a.seq - b.seq);
}

function atOf(line: string | undefined): string {
  return (JSON.parse(line ?? '{}') as Partial<LedgerRecord>).at ?? EPOCH;
}
