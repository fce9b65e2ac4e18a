import { parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import { beginsShard, shardPath } from '../../core/ledger/shard.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import { same, type Hash } from '../../core/ledger/merkle.ts';
import { formatKey, signersOf } from '../../core/ledger/note.ts';
import { addSeconds, CLOCK_SKEW } from '../../core/time.ts';
import type { Trust } from './trust.ts';

/*
 * The reasons to doubt a ledger. Each function returns one sentence, or `undefined` if there is no such reason. A ledger in
 * doubt gives no ground for a grant and is not extended, until a person has looked.
 */

export type BelievedCheckpoint =
  { readonly checkpoint: Checkpoint; readonly signed: boolean } | { readonly doubt: string };

/** The latest checkpoint, if it is whole and, where keys are known, one of them signed it. */
export function believedCheckpoint(checkpoint: string | undefined, { keys }: Trust): BelievedCheckpoint {
  if (checkpoint === undefined) return { doubt: 'the ledger has no checkpoint: audit/checkpoint is missing' };
  const parsed = parseCheckpoint(checkpoint);
  if ('invalid' in parsed) return { doubt: `audit/checkpoint is not valid: ${parsed.invalid}` };
  if (keys === undefined)
    return { doubt: 'who signs the ledger is not known: policies/organization.yaml cannot be read' };
  const signers = signersOf(parsed.note, keys);
  if ('invalid' in signers) return { doubt: `audit/checkpoint is forged: ${signers.invalid}` };
  return { checkpoint: parsed.checkpoint, signed: signers.length > 0 };
}

/** One of the keys that main names must have signed, whatever the ledger says of its keys. Once signed, always signed. */
export function signatureDoubt(
  { checkpoint, signed }: Extract<BelievedCheckpoint, { readonly signed: boolean }>,
  origin: string,
  inForce: readonly string[],
  { keys = [] }: Trust,
): string | undefined {
  if (checkpoint.origin !== origin)
    return `audit/checkpoint is of ${JSON.stringify(checkpoint.origin)}, this is ${origin}`;
  const stray = keys.find(({ name }) => name !== origin);
  if (stray !== undefined) return `ledger.keys names a key of ${stray.name}; this ledger is ${origin}`;
  if (signed) return undefined;
  if (keys.length > 0)
    return `no key of ledger.keys (${keys.map(formatKey).join(', ')}) signed audit/checkpoint; put the branch audit back to the commit that was signed last`;
  return inForce.length === 0
    ? undefined
    : 'the ledger is signed, and policies/organization.yaml names no key of it any more';
}

/** @param found the root over the records that the checkpoint covers @param records how many there are */
export function rootDoubt({ size, root }: Checkpoint, found: Hash | undefined, records: number): string | undefined {
  if (size > records)
    return `audit/checkpoint covers ${size} records, and there are ${records}: the ledger was cut off`;
  return found !== undefined && same(found, root)
    ? undefined
    : `audit/checkpoint has another root than its ${size} records: the ledger was rewritten`;
}

/** A record from the future could make everything else be forgotten, and hide from anchors that are sought by time. */
export function futureDoubt(records: readonly Pick<LedgerRecord, 'seq' | 'at'>[], { now }: Trust): string | undefined {
  if (now === undefined) return undefined;
  const latest = addSeconds(now, CLOCK_SKEW);
  const early = records.find(({ at }) => at > latest);
  return early === undefined ? undefined : `record ${early.seq} is dated ${early.at}, and GitHub's clock says ${now}`;
}

/** More than runs ever leave unsealed, and few enough to be read in no time: others may append as many as they like. */
export const MOST_UNSEALED = 1000;

/** Some unsealed records cannot be voided and passed over: a person has to look first. */
export function uncountedDoubt(uncounted: readonly LedgerRecord[], size: number): string | undefined {
  const rotation = uncounted.find(({ kind }) => kind === 'key-rotated');
  if (rotation !== undefined)
    return `record ${rotation.seq} changes the keys of the ledger and lies under no checkpoint: no key in force signed for it`;
  // A file's beginning is written once, so a record of an earlier file can no longer be voided.
  const stuck = uncounted.find(({ seq }) => shardPath(seq) !== shardPath(size - 1) || beginsShard(seq));
  return stuck === undefined
    ? undefined
    : `record ${stuck.seq} (${stuck.kind}) lies under no checkpoint, and a file of records begins with it or after it`;
}
