import { parseCheckpoint } from '../../core/ledger/checkpoint.ts';
import { firstKeys, followKeys, keyProofPath, type KeyChain } from '../../core/ledger/key-chain.ts';
import { leafHash } from '../../core/ledger/merkle.ts';
import { formatKey } from '../../core/ledger/note.ts';
import { isPinned } from '../../core/ledger/pin.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import type { Shard } from '../../core/ledger/shard.ts';
import { voidedBy } from '../../core/ledger/voids.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { LedgerReading, Ports } from '../../core/ports.ts';
import { encodeProof } from '../../core/verify/proof.ts';
import type { Trust } from './trust.ts';

type Read = Extract<LedgerReading, { readonly kind: 'read' }>;

/** The trust in one reading of the ledger. */
export interface ChainedTrust {
  readonly trust: Trust;
  /** Proofs of changes of keys that the branch lacks. The next append writes them. */
  readonly lacking: readonly Shard[];
  /** The reason why the keys are not proven. */
  readonly fault?: string;
}

/** Returns the pinned record 0, if it names keys. Otherwise the keys come from the default branch alone. */
function pinnedBeginning({ genesis }: Read, { root }: Trust): LedgerRecord | undefined {
  if (root?.is !== 'pinned' || genesis === undefined || !isPinned(root.pin, genesis)) return undefined;
  const record = JSON.parse(genesis) as LedgerRecord;
  return firstKeys(record) === undefined ? undefined : record;
}

/**
 * Returns the trust by the proofs on the branch alone; `undefined` if all records must show the keys.
 * @param inForce the keys that the records of the ledger end with
 */
export function trustByProofs(reading: Read, given: Trust, inForce: readonly string[]): Trust | undefined {
  const beginning = pinnedBeginning(reading, given);
  if (beginning === undefined) return given;
  const chain = followKeys(beginning, reading.keyProofs);
  return 'fault' in chain || !isSame(chain.keys, inForce) ? undefined : chained(given, chain);
}

/**
 * Returns the trust by all records. A ledger that has no proofs yet has the checkpoints to make them from.
 * @param records all records, with `lines` as their texts
 */
export async function trustByRecords(
  ports: { readonly ledger: Pick<Ports['ledger'], 'noteOver'> },
  reading: Read,
  given: Trust,
  { records, lines }: { readonly records: readonly LedgerRecord[]; readonly lines: readonly string[] },
): Promise<ChainedTrust> {
  const beginning = pinnedBeginning(reading, given);
  if (beginning === undefined) return { trust: given, lacking: [] };
  const sealed = records.slice(0, sizeOf(reading.checkpoint));
  const voided = voidedBy(sealed);
  const changes = sealed.filter(({ seq, keys }) => seq > 0 && keys !== undefined && !voided.has(seq));
  const wanted = changes.map(({ seq }) => keyProofPath(seq));
  const present = reading.keyProofs.filter(({ path }) => wanted.includes(path));
  const known = followKeys(beginning, present);
  const inForce = changes.at(-1)?.keys ?? firstKeys(beginning) ?? [];
  if (!('fault' in known) && present.length === wanted.length && isSame(known.keys, inForce))
    return { trust: chained(given, known), lacking: [] };
  const made = await makeProofs(ports, reading.head, changes, lines).catch(errorMessage);
  if (typeof made === 'string') return { trust: nobody(given), lacking: [], fault: made };
  const chain = followKeys(beginning, made);
  if ('fault' in chain) return { trust: nobody(given), lacking: [], fault: chain.fault };
  return { trust: chained(given, chain), lacking: made };
}

async function makeProofs(
  { ledger }: { readonly ledger: Pick<Ports['ledger'], 'noteOver'> },
  head: string,
  changes: readonly LedgerRecord[],
  lines: readonly string[],
): Promise<readonly Shard[]> {
  const leaves = lines.map(leafHash);
  const proofs: Shard[] = [];
  for (const { seq } of changes) {
    const note = await ledger.noteOver(head, seq);
    const size = sizeOf(note);
    if (note === undefined || size <= seq || size > lines.length)
      throw new Error(`record ${seq} changes the keys, and the branch has no first checkpoint over it`);
    proofs.push({ path: keyProofPath(seq), text: encodeProof(lines[seq] ?? '', seq, leaves.slice(0, size), note) });
  }
  return proofs;
}

function chained(given: Trust, { keys, ever }: KeyChain): Trust {
  const inForce = ever.filter((key) => keys.includes(formatKey(key)));
  return { ...given, keys: inForce, past: ever };
}

/** No key counts: a checkpoint that nobody proven signed puts the ledger in doubt. */
function nobody(given: Trust): Trust {
  return { ...given, keys: undefined };
}

function sizeOf(note: string | undefined): number {
  const parsed = note === undefined ? { invalid: '' } : parseCheckpoint(note);
  return 'invalid' in parsed ? 0 : parsed.checkpoint.size;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
