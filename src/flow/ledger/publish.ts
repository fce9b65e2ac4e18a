import { errorMessage } from '../../core/error-message.ts';
import { anchorEntry, anchorName } from '../../core/ledger/anchor.ts';
import { parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import { same } from '../../core/ledger/merkle.ts';
import { logEntriesFor } from '../../core/ledger/outside-log.ts';
import { voidedBy } from '../../core/ledger/voids.ts';
import { message, type Message } from '../../core/message.ts';
import type { LogEntry, Ports } from '../../core/ports.ts';
import { EPOCH } from '../../core/time.ts';
import type { AnchorComparison, AnchorPlaces } from './anchors.ts';
import type { ObservedState } from '../observe/state.ts';
import type { OpenLedger } from './open.ts';

/** Records to publish: the new ones, and those that an earlier run could not publish. */
export interface Unpublished extends Pick<AnchorComparison, 'logged' | 'unkept'> {
  readonly records: readonly LedgerRecord[];
}

const NOTHING_LEFT: Unpublished = { records: [], logged: undefined, unkept: false };

/** The outcome of a publication. */
export interface Published {
  readonly messages: readonly Message[];
  /** Left for the next publication: everything after a failure, since a later checkpoint would hide the gap. */
  readonly left: Unpublished;
}

/** Publishes the new records of a run, and those that an earlier run could not publish, by its anchors. */
export async function publishRun(
  ports: Ports,
  { organization, repositoryName }: Pick<ObservedState, 'organization' | 'repositoryName'>,
  ledger: OpenLedger | undefined,
  unpublished: Unpublished,
): Promise<Published> {
  if (organization === undefined || ledger === undefined) return { messages: [], left: unpublished };
  const messages = await publish(ports, ledger, organization, repositoryName, unpublished);
  return { messages, left: messages.length === 0 ? NOTHING_LEFT : unpublished };
}

/**
 * After a commit, writes the records and the checkpoint to the log outside, and the checkpoint to the bucket. Records that
 * no checkpoint in the log covers are sent again. Cloud Logging shows an entry once, even if it was sent twice.
 */
export async function publish(
  ports: Ports,
  ledger: OpenLedger,
  outside: AnchorPlaces,
  repository: string,
  unpublished: Unpublished,
): Promise<readonly Message[]> {
  if (ledger.doubt !== undefined) return [];
  // An anchor of a branch that may have lost records would make the next run believe it.
  const newest = ledger.trust.unproven === undefined ? newestCheckpoint(ledger) : undefined;
  const logged = await publishToLog(ports, ledger, outside.log, repository, { ...unpublished, newest });
  const bucket = outside.ledger?.bucket;
  const isDue = unpublished.records.length > 0 || unpublished.unkept;
  if (bucket === undefined || newest === undefined || !isDue) return logged;
  return [...logged, ...(await keepInBucket(ports, bucket, anchorName(ledger.origin, newest.checkpoint.size), newest))];
}

interface Anchor {
  readonly checkpoint: Checkpoint;
  /** The checkpoint's text, with its signatures. */
  readonly note: string;
}

/** Returns the checkpoint over the whole ledger; `undefined` if some records have none. */
function newestCheckpoint({ covered, tree, note }: OpenLedger): Anchor | undefined {
  if (covered !== tree.size || note === undefined) return undefined;
  const parsed = parseCheckpoint(note);
  return 'invalid' in parsed ? undefined : { checkpoint: parsed.checkpoint, note };
}

async function publishToLog(
  ports: Ports,
  ledger: OpenLedger,
  log: AnchorPlaces['log'],
  repository: string,
  { records, logged, newest }: Unpublished & { readonly newest: Anchor | undefined },
): Promise<readonly Message[]> {
  if (log === undefined) return [];
  const reported: Message[] = [];
  const isAnchorDue =
    newest !== undefined && (records.length > 0 || (logged ?? newest.checkpoint.size) < newest.checkpoint.size);
  const entries = [
    ...unlogged(ledger, records, logged).flatMap((record) => entryFor(record, repository, reported)),
    ...(isAnchorDue ? [anchorEntry(newest.checkpoint, newest.note, atOf(ledger.tree.lines.at(-1)))] : []),
  ];
  if (entries.length === 0) return reported;
  const written = await ports.openLog(log).write(entries);
  return written.outcome === 'written'
    ? reported
    : [
        ...reported,
        message(
          'log-failed',
          `the log outside GitHub did not accept the records, so the next run sends them again: ${written.sentence}`,
        ),
      ];
}

/** Makes the log entry of a record. A record that cannot become one must not hold back the anchor. */
function entryFor(record: LedgerRecord, repository: string, reported: Message[]): readonly LogEntry[] {
  try {
    return logEntriesFor([record], repository);
  } catch (error) {
    const why = errorMessage(error);
    reported.push(
      message(
        'log-failed',
        `record ${record.seq} is in the ledger. Only the copy in the log outside GitHub is missing, because the record does not fit: ${why}`,
      ),
    );
    return [];
  }
}

async function keepInBucket(
  ports: Ports,
  name: string,
  object: string,
  { checkpoint, note }: Anchor,
): Promise<readonly Message[]> {
  const bucket = ports.openBucket(name);
  const created = await bucket.create(object, note);
  if (created.outcome === 'created') return [];
  if (created.outcome === 'failed')
    return [
      message(
        'bucket-failed',
        `bucket ${name} did not accept the checkpoint, so the next run sends it again: ${created.sentence}`,
      ),
    ];
  const read = await bucket.read(object);
  if ('unread' in read)
    return [
      message(
        'bucket-failed',
        `bucket ${name} has ${object} already, and Google did not return that object to compare: ${read.unread}`,
      ),
    ];
  const other = parseCheckpoint(read.text);
  // Signatures may differ after a key was added. The tree may not.
  const isSame =
    !('invalid' in other) && other.checkpoint.size === checkpoint.size && same(other.checkpoint.root, checkpoint.root);
  if (isSame) return [];
  const fork = `bucket ${name} has another checkpoint of ${checkpoint.size} records, so the ledger has forked. Compare in a clone: pullcord verify`;
  return [message('ledger-forked', fork)];
}

/** Returns the new records, and those of the last file that no checkpoint in the log covers. */
function unlogged(
  { tree }: OpenLedger,
  records: readonly LedgerRecord[],
  logged: number | undefined,
): readonly LedgerRecord[] {
  const known = new Set(records.map(({ seq }) => seq));
  const lines = tree.lines.map((line) => JSON.parse(line) as LedgerRecord);
  // Voided records are another's. The log outside GitHub does not repeat them as ours.
  const voided = voidedBy(lines);
  const older = lines
    .slice(Math.max(0, (logged ?? tree.size) - tree.range.size))
    .filter(({ seq }) => !known.has(seq) && !voided.has(seq));
  return [...older, ...records].sort((a, b) => a.seq - b.seq);
}

function atOf(line: string | undefined): string {
  return (JSON.parse(line ?? '{}') as Partial<LedgerRecord>).at ?? EPOCH;
}
