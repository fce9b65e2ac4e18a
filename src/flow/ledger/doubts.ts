import { parseCheckpoint, type Checkpoint } from '../../core/ledger/checkpoint.ts';
import { beginsShard, shardPath } from '../../core/ledger/shard.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import { same, type Hash } from '../../core/ledger/merkle.ts';
import { formatKey, signersOf } from '../../core/ledger/note.ts';
import { message, type Message, type MessageCode } from '../../core/message.ts';
import { addSeconds, CLOCK_SKEW } from '../../core/time.ts';
import type { Trust } from './trust.ts';

/*
 * The reasons to doubt a ledger. Each function returns one sentence, or `undefined` if there is no such reason. A ledger in
 * doubt allows no grant and is not extended, until a person has checked it.
 */

/** Reports a doubt, with its consequence and the reader's next step. */
export function doubtMessage({ doubt = '', doubtCode = 'ledger-in-doubt' }: Doubtful): Message {
  const next = doubtCode === 'ledger-in-doubt' ? '. Check the ledger in a clone: pullcord verify' : '';
  const sentence = `the ledger is in doubt, so Pullcord grants and records nothing, and still revokes expired access: ${doubt}${next}`;
  return message(doubtCode, sentence);
}

/** A ledger with its doubt. */
export interface Doubtful {
  /** The reason why this ledger allows no grant and no append until a person has checked it. */
  readonly doubt?: string;
  /** The code of that reason, if it is not `ledger-in-doubt`. The sentence then names the next step. */
  readonly doubtCode?: MessageCode;
}

export type BelievedCheckpoint =
  { readonly checkpoint: Checkpoint; readonly signed: boolean } | { readonly doubt: string };

/** Parses the latest checkpoint, and checks if a known key signed it. */
export function believedCheckpoint(checkpoint: string | undefined, { keys }: Trust): BelievedCheckpoint {
  if (checkpoint === undefined) return { doubt: 'the ledger has no checkpoint: audit/checkpoint is missing' };
  const parsed = parseCheckpoint(checkpoint);
  if ('invalid' in parsed) return { doubt: `audit/checkpoint is not valid: ${parsed.invalid}` };
  if (keys === undefined)
    return { doubt: 'the keys of the ledger are unknown, because policies/organization.yaml is unreadable' };
  const signers = signersOf(parsed.note, keys);
  if ('invalid' in signers) return { doubt: `audit/checkpoint is forged: ${signers.invalid}` };
  return { checkpoint: parsed.checkpoint, signed: signers.length > 0 };
}

/** One of the keys that main names must sign, whatever keys the ledger names. A signed ledger must stay signed. */
export function signatureDoubt(
  { checkpoint, signed }: Extract<BelievedCheckpoint, { readonly signed: boolean }>,
  origin: string,
  inForce: readonly string[],
  { keys = [] }: Trust,
): string | undefined {
  if (checkpoint.origin !== origin)
    return `audit/checkpoint belongs to ${JSON.stringify(checkpoint.origin)}, and this ledger is ${origin}`;
  const stray = keys.find(({ name }) => name !== origin);
  if (stray !== undefined) return `ledger.keys names a key of ${stray.name}, and this ledger is ${origin}`;
  if (signed) return undefined;
  if (keys.length > 0)
    return `no key of ledger.keys (${keys.map(formatKey).join(', ')}) signed audit/checkpoint. Reset the branch audit to the commit that was signed last`;
  return inForce.length === 0
    ? undefined
    : 'the ledger is signed, and policies/organization.yaml no longer names a key of it';
}

/** @param found the root over the records that the checkpoint covers @param records the number of records */
export function rootDoubt({ size, root }: Checkpoint, found: Hash | undefined, records: number): string | undefined {
  if (size > records)
    return `audit/checkpoint covers ${size} records, and the ledger has ${records}: somebody truncated it`;
  return found !== undefined && same(found, root)
    ? undefined
    : `audit/checkpoint has another root hash than its ${size} records: somebody rewrote the ledger`;
}

/** A record from the future could hide all other records, and escape a search for anchors by time. */
export function futureDoubt(records: readonly Pick<LedgerRecord, 'seq' | 'at'>[], { now }: Trust): string | undefined {
  if (now === undefined) return undefined;
  const latest = addSeconds(now, CLOCK_SKEW);
  const early = records.find(({ at }) => at > latest);
  return early === undefined
    ? undefined
    : `record ${early.seq} is dated ${early.at}, which is ahead of GitHub's clock: ${now}`;
}

/** Maximum number of unsealed records to read. Runs leave fewer, but others may append any number. */
export const MOST_UNSEALED = 1000;

/** Finds unsealed records that no heartbeat can void. A person has to check them first. */
export function uncountedDoubt(uncounted: readonly LedgerRecord[], size: number): string | undefined {
  const rotation = uncounted.find(({ kind }) => kind === 'key-rotated');
  if (rotation !== undefined)
    return `record ${rotation.seq} changes the keys of the ledger without a checkpoint: no key in force signed it`;
  // The beginning of a file is written once, so a record of an earlier file can no longer be voided.
  const stuck = uncounted.find(({ seq }) => shardPath(seq) !== shardPath(size - 1) || beginsShard(seq));
  return stuck === undefined
    ? undefined
    : `record ${stuck.seq} (${stuck.kind}) has no checkpoint, and a file of records begins with it or after it`;
}
