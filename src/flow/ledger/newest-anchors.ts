import { anchorFilter, anchorName, anchorPrefix, noteOf, sizeOfName } from '../../core/ledger/anchor.ts';
import { parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import { signersOf, type VerifierKey } from '../../core/ledger/note.ts';
import type { Bucket, Ports } from '../../core/ports.ts';

/*
 * Finds the newest checkpoints outside GitHub. A person who replaces the branch `audit` chooses its size, dates and
 * name. So none of these narrows the search: it begins at the newest end of the log and of the bucket.
 */

/** The ledger whose anchors are wanted, and the keys that count. Both come from the default branch. */
export interface AnchorsOf {
  readonly origin: string;
  /** Empty: checkpoints are not signed, and every anchor counts. */
  readonly keys: readonly VerifierKey[];
}

export interface Anchors {
  readonly anchors: readonly Checkpoint[];
  /** Parts that Google did not return, as sentences. */
  readonly unread: readonly string[];
}

/** Number of entries to read. The newest anchor is among them despite entries of others, and one answer holds them. */
const NEWEST_ENTRIES = 200;

/** Finds the newest anchors in Cloud Logging. */
export async function newestInLog(
  ports: Pick<Ports, 'auditLogs'>,
  { project, name }: { readonly project: string; readonly name: string },
  whose: AnchorsOf,
): Promise<Anchors> {
  const filter = anchorFilter(`projects/${project}/logs/${name}`, whose.origin);
  const read = await ports.auditLogs.read(`projects/${project}`, filter, NEWEST_ENTRIES, 'newest first');
  if (read.kind === 'unread')
    return unread(`Google did not return the anchors in log ${name} of project ${project}: ${read.sentence}`);
  const found = believed(
    read.entries.map(noteOf).filter((note) => note !== undefined),
    whose,
  );
  if (found.anchors.length > 0 || read.complete) return found;
  return unread(
    `no key of ledger.keys signed the newest ${NEWEST_ENTRIES} anchors in log ${name} of project ${project}`,
  );
}

/**
 * Finds the newest anchors in a bucket: those from `size` on, and if there are none the last one before.
 * @param size number of records in the ledger; the search begins there, and its end does not depend on it
 */
export async function newestInBucket(
  ports: Pick<Ports, 'openBucket'>,
  name: string,
  size: number,
  whose: AnchorsOf,
): Promise<Anchors> {
  const bucket = ports.openBucket(name);
  const listed = await newestNames(bucket, size, whose.origin);
  if ('unread' in listed) return unread(`Google did not return the anchors in bucket ${name}: ${listed.unread}`);
  // The ledger's own size and the newest: if any anchor contradicts the ledger, one of them does.
  const wanted = [...new Set([listed.names[0], listed.names.at(-1)])].filter((object) => object !== undefined);
  const notes: string[] = [];
  for (const object of wanted) {
    const read = await bucket.read(object);
    if ('unread' in read) return unread(`Google did not return the anchor ${object} in bucket ${name}: ${read.unread}`);
    notes.push(read.text);
  }
  return believed(notes, whose);
}

type Names = { readonly names: readonly string[] } | { readonly unread: string };

/** Finds the newest names. Cloud Storage lists in rising order only, so the search goes back in growing strides. */
async function newestNames(bucket: Bucket, size: number, origin: string): Promise<Names> {
  const from = await namesFrom(bucket, size, origin);
  if ('unread' in from || from.names.length > 0) return from;
  for (let stride = FIRST_STRIDE; ; stride *= 2) {
    const start = Math.max(0, size - stride);
    const before = await namesFrom(bucket, start, origin);
    if ('unread' in before || before.names.length > 0 || start === 0)
      return 'unread' in before ? before : { names: before.names.slice(-1) };
  }
}

const FIRST_STRIDE = 1000;
/** Maximum number of names in one answer of Cloud Storage. */
const PAGE = 1000;

/** Returns all names of anchors of at least `size` records, in order. */
async function namesFrom(bucket: Bucket, size: number, origin: string): Promise<Names> {
  const names: string[] = [];
  for (let first = size; ;) {
    const listed = await bucket.list(anchorPrefix(origin), anchorName(origin, first));
    if ('unread' in listed) return listed;
    names.push(...listed.names.filter((object) => sizeOfName(origin, object) !== undefined));
    const last = sizeOfName(origin, listed.names.at(-1) ?? '');
    if (listed.names.length < PAGE || last === undefined) return { names };
    first = last + 1;
  }
}

/** Returns the anchors that count. If keys are known, one must have signed: any writer could leave an unsigned anchor. */
function believed(notes: readonly string[], { keys }: AnchorsOf): Anchors {
  const anchors = notes.flatMap((text) => {
    const parsed = parseCheckpoint(text);
    if ('invalid' in parsed) return [];
    const signers = signersOf(parsed.note, keys);
    return keys.length > 0 && ('invalid' in signers || signers.length === 0) ? [] : [parsed.checkpoint];
  });
  return { anchors, unread: [] };
}

function unread(why: string): Anchors {
  return { anchors: [], unread: [why] };
}
