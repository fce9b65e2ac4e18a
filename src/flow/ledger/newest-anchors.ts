import { anchorFilter, anchorName, anchorPrefix, noteOf, sizeOfName } from '../../core/ledger/anchor.ts';
import { parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import { signersOf, type VerifierKey } from '../../core/ledger/note.ts';
import type { Bucket, Ports } from '../../core/ports.ts';

/*
 * The newest checkpoints that are kept outside GitHub. Whoever replaces the branch `audit` chooses its size, dates and
 * name, so none of these narrows the search: it begins at the newest end of the log and of the bucket.
 */

/** The ledger that anchors are sought of, and the keys that count. Both come from the default branch. */
export interface AnchorsOf {
  readonly origin: string;
  /** Empty: checkpoints are not signed, and every anchor counts. */
  readonly keys: readonly VerifierKey[];
}

export interface Anchors {
  readonly anchors: readonly Checkpoint[];
  /** Parts that could not be read, in sentences. */
  readonly unread: readonly string[];
}

/** Enough to find the newest anchor although others may write to the log, and few enough for one answer. */
const NEWEST_ENTRIES = 200;

/** The newest anchors in Cloud Logging. */
export async function newestInLog(
  ports: Pick<Ports, 'auditLogs'>,
  { project, name }: { readonly project: string; readonly name: string },
  whose: AnchorsOf,
): Promise<Anchors> {
  const filter = anchorFilter(`projects/${project}/logs/${name}`, whose.origin);
  const read = await ports.auditLogs.read(`projects/${project}`, filter, NEWEST_ENTRIES, 'newest first');
  if (read.kind === 'unread') return unread(`the anchors in the log outside could not be read: ${read.sentence}`);
  const found = believed(
    read.entries.map(noteOf).filter((note) => note !== undefined),
    whose,
  );
  if (found.anchors.length > 0 || read.complete) return found;
  return unread(`the newest ${NEWEST_ENTRIES} anchors in the log outside are signed by no key of ledger.keys`);
}

/**
 * The newest anchors in a bucket: those from `size` on, and if there are none the last one before.
 * @param size how many records the ledger has; it says where the search begins, and nothing of where it ends
 */
export async function newestInBucket(
  ports: Pick<Ports, 'openBucket'>,
  name: string,
  size: number,
  whose: AnchorsOf,
): Promise<Anchors> {
  const bucket = ports.openBucket(name);
  const listed = await newestNames(bucket, size, whose.origin);
  if ('unread' in listed) return unread(`the anchors in bucket ${name} could not be read: ${listed.unread}`);
  // The ledger's own size and the newest: if any anchor contradicts the ledger, one of them does.
  const wanted = [...new Set([listed.names[0], listed.names.at(-1)])].filter((object) => object !== undefined);
  const notes: string[] = [];
  for (const object of wanted) {
    const read = await bucket.read(object);
    if ('unread' in read) return unread(`the anchor ${object} in bucket ${name} could not be read: ${read.unread}`);
    notes.push(read.text);
  }
  return believed(notes, whose);
}

type Names = { readonly names: readonly string[] } | { readonly unread: string };

/** Names come in rising order only, so the search for the last one goes back from `size` in growing strides. */
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
/** What Cloud Storage lists in one answer. */
const PAGE = 1000;

/** All names of anchors of at least `size` records, in order. */
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

/** An anchor says nothing if keys are known and none of them signed it: anybody who may write there could leave one. */
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
