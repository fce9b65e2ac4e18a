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
  /** The anchors that were unreadable, in sentences. */
  readonly unread: readonly string[];
  /** How many records the newest checkpoint in the log covers; `undefined`: the log was not read. */
  readonly logged: number | undefined;
  /** The bucket is known to lack the newest checkpoint. */
  readonly unkept: boolean;
}

export const NOT_COMPARED: AnchorComparison = { unread: [], logged: undefined, unkept: false };

/** The places that hold anchors. */
export type AnchorPlaces = Pick<Organization, 'log' | 'ledger'>;

/**
 * Compares the ledger with the newest anchors outside.
 * @param origin what the default branch says the ledger is called, whatever the ledger calls itself
 */
export async function compareWithAnchors(
  ports: Ports,
  ledger: OpenLedger,
  outside: AnchorPlaces,
  origin: string,
): Promise<AnchorComparison> {
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

async function rootOfFirst(ports: Ports, { tree, head }: OpenLedger, size: number): Promise<Hash> {
  const near = rootAt(tree, size);
  if (near !== undefined) return near;
  const lines = allLines(await ports.ledger.shards(head));
  return rootOf(extendRange(EMPTY_RANGE, lines.slice(0, size).map(leafHash)));
}
