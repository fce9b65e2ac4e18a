import { errorMessage } from '../../core/error-message.ts';
import type { Checkpoint } from '../../core/ledger/checkpoint.ts';
import { EMPTY_RANGE, extendRange, leafHash, rootOf, same, type Hash } from '../../core/ledger/merkle.ts';
import { rootAt } from '../../core/ledger/tree-head.ts';
import { allLines } from '../../core/ledger/shard.ts';
import type { Organization } from '../../core/documents/organization.ts';
import type { Ports } from '../../core/ports.ts';
import { newestInBucket, newestInLog, type Anchors } from './newest-anchors.ts';
import { readLedger, type OpenLedger } from './open.ts';

/** The ledger compared with its anchors outside GitHub. */
export interface AnchorComparison {
  /** The reason why the ledger is not the one that was anchored. */
  readonly doubt?: string;
  /** The anchors that were unreadable, as sentences. */
  readonly unread: readonly string[];
  /** Number of records that the newest checkpoint in the log covers; `undefined` if the log was not read. */
  readonly logged: number | undefined;
  /** True if the bucket was read and lacks the newest checkpoint. */
  readonly unkept: boolean;
  /** True if all places were read, and the newest anchor is the checkpoint of this ledger. Nothing sealed is lost then. */
  readonly isNewest: boolean;
}

export const NOT_COMPARED: AnchorComparison = { unread: [], logged: undefined, unkept: false, isNewest: false };

/** The places that hold anchors. */
export type AnchorPlaces = Pick<Organization, 'log' | 'ledger'>;

/**
 * Compares the ledger with the newest anchors outside.
 * @param origin the name of the ledger by the default branch, whatever the ledger calls itself
 */
export async function compareWithAnchors(
  ports: Ports,
  ledger: OpenLedger,
  outside: AnchorPlaces,
  origin: string,
): Promise<AnchorComparison> {
  const whose = { origin, keys: ledger.trust.past ?? ledger.trust.keys ?? [] };
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
  const isNewest = unread.length === 0 && doubt === undefined && ours.some(({ size }) => size === ledger.covered);
  return { unread, logged, unkept, isNewest, ...(doubt === undefined ? {} : { doubt }) };
}

function asUnread(why: unknown): Anchors {
  return { anchors: [], unread: [errorMessage(why)] };
}

/** Finds an anchor larger than the ledger or with another root. The branch may have moved, so it is read again first. */
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
    // The newest anchor covers those before it. A check of each anchor of earlier files would read every file.
    if (size < newest && size < ledger.tree.range.size) continue;
    if (origin !== ledger.origin) return `the outside anchors belong to ${origin}, and the ledger is ${ledger.origin}`;
    if (size > ledger.tree.size)
      return `an outside anchor covers ${size} records, and the ledger has ${ledger.tree.size}: somebody truncated or reset it`;
    // Somebody removed a newer checkpoint from the branch. Records that it sealed would look like a stranger's.
    if (size > ledger.covered)
      return `an outside anchor covers ${size} records, and audit/checkpoint covers ${ledger.covered}: somebody reset it`;
    if (!same(await rootOfFirst(ports, ledger, size), root))
      return `the outside anchor of ${size} records has another root hash than the ledger: somebody rewrote the ledger`;
  }
  return undefined;
}

async function rootOfFirst(ports: Ports, { tree, head }: OpenLedger, size: number): Promise<Hash> {
  const near = rootAt(tree, size);
  if (near !== undefined) return near;
  const lines = allLines(await ports.ledger.shards(head));
  return rootOf(extendRange(EMPTY_RANGE, lines.slice(0, size).map(leafHash)));
}
