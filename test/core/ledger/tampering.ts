import { parseCanonical } from '../../../src/core/ledger/canonical.ts';
import { CHECKPOINT_PATH } from '../../../src/core/ledger/checkpoint.ts';
import { inclusionProof, leafHash, rootOfLeaves, verifyInclusion } from '../../../src/core/ledger/merkle.ts';
import { allLines } from '../../../src/core/ledger/shard.ts';
import { beginRecords } from '../../../src/core/verify/records.ts';
import { checkNote, checkSignatures, readOwnNotes } from '../../../src/core/verify/notes.ts';
import { decodeUtf8 } from '../../../src/edge/utf8.ts';
import { draft } from '../build.ts';
import { filesOf, genesisOf, ORIGIN, signingKey, writeLedger, type Written } from './build-signed.ts';
import { verifyLedger } from './on-paper.ts';

/*
 * A signed ledger of 64 records, and changes of its bytes. The functions the verifier consists of find a change of one byte;
 * a change at every byte, found by the whole verifier, shows that it consists of them.
 */

export const FIRST = 'audit/entries/000000.jsonl';
export const pair = signingKey();
export const run = { kind: 'actions', id: '1', attempt: '1', event: '', url: '' } as const;
export const records = Array.from({ length: 63 }, (_, index) => [draft({ pull: index + 1, run })]);

export interface Ledgers {
  readonly whole: Written;
  /** The same with its last checkpoint alone. */
  readonly last: Written;
  /** The lines of its records. */
  readonly text: string;
}

export async function writeLedgers(): Promise<Ledgers> {
  const whole = await writeLedger([[{ ...genesisOf([pair]), run }], ...records], [pair]);
  const last = { ...whole, files: new Map([...whole.files].filter(([path]) => !/\/(?!64\.)\d+\.note$/.test(path))) };
  return { whole, last, text: whole.files.get(FIRST) ?? '' };
}

/** Codes of what the verifier calls broken. @param files instead of the ledger's own */
export function broken(of: Written, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return verifyLedger({
    files: filesOf({ ...of, files: new Map([...of.files, ...Object.entries(files)]) }),
    keys: [pair.key],
    kept: [],
  })
    .findings.filter(({ weight }) => weight === 'broken')
    .map(({ code }) => code);
}

export interface Tried {
  readonly mutants: number;
  /** Changes that nothing found. */
  readonly missed: readonly string[];
}

/** Gives one byte of the records in so many every other value. */
export function changeRecords({ last, text }: Ledgers, oneIn: number): Tried {
  const lines = allLines([{ path: FIRST, text }]);
  const leaves = lines.map((line) => leafHash(line));
  const root = rootOfLeaves(leaves);
  const missed: string[] = [];
  let [mutants, offset] = [0, 0];
  for (const [index, line] of lines.entries()) {
    const proof = inclusionProof(leaves, index);
    const bytes = Buffer.from(`${line}\n`);
    for (const at of places(bytes, oneIn, offset))
      for (const value of otherValues(bytes, at)) {
        mutants += 1;
        if (!isFound(bytes, index, proof)) missed.push(`byte ${offset + at} made ${value}`);
      }
    offset += bytes.length;
  }
  return { mutants, missed };

  /** Whether one changed line is found: no UTF-8, no line of its own, no canonical record, or not what the root is over. */
  function isFound(bytes: Buffer, index: number, proof: readonly Uint8Array[]): boolean {
    const changed = decodeUtf8(bytes);
    if (changed === undefined) return true;
    const parts = changed.split('\n');
    // The change joined it with the next line, or parted it: a number in the order is wrong, or a record is none.
    if (parts.length !== 2 || parts[1] !== '')
      return broken(last, { [FIRST]: text.slice(0, offset) + changed + text.slice(offset + bytes.length) }).length > 0;
    const [line = ''] = parts;
    return (
      parseCanonical(line) === undefined || !verifyInclusion({ index, size: 64, leaf: leafHash(line), root }, proof)
    );
  }
}

/** Turns one bit of one byte of the records in so many, and asks the whole verifier. */
export function turnBits({ last, text }: Ledgers, oneIn: number): Tried {
  const bytes = Buffer.from(text);
  const missed: string[] = [];
  const all = places(bytes, oneIn);
  for (const at of all) {
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    if (broken(last, { [FIRST]: bytes.toString('latin1') }).length === 0) missed.push(`byte ${at}`);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
  }
  return { mutants: all.length, missed };
}

/** Gives one byte of four checkpoints in so many every other value. */
export function changeCheckpoints({ whole, text }: Ledgers, oneIn: number): Tried & { readonly paths: number } {
  const paths = [...whole.files.keys()].filter((path) => path === CHECKPOINT_PATH || /\/(?:1|33|64)\.note$/.test(path));
  const fold = beginRecords([1, 33, 64]);
  fold.shard({ path: FIRST, text });
  const subject = { ...fold.end(undefined), origin: ORIGIN };
  const missed: string[] = [];
  let mutants = 0;
  for (const path of paths) {
    const bytes = Buffer.from(whole.files.get(path) ?? '');
    if (findings(path, bytes).length > 0) missed.push(`${path} is not sound as it is`);
    for (const at of places(bytes, oneIn))
      for (const value of otherValues(bytes, at)) {
        mutants += 1;
        if (findings(path, bytes).length === 0) missed.push(`${path} byte ${at} made ${value}`);
      }
  }
  return { paths: paths.length, mutants, missed };

  function findings(path: string, bytes: Uint8Array) {
    const own = { path: CHECKPOINT_PATH, text: whole.files.get(CHECKPOINT_PATH) };
    const changed = { path, text: decodeUtf8(bytes) };
    const read = readOwnNotes(path === CHECKPOINT_PATH ? [changed] : [own, changed]);
    const found = [...read.findings, ...read.notes.flatMap((note) => checkNote(subject, note))];
    return found.length > 0 ? found : checkSignatures(subject, read.notes, [pair.key]);
  }
}

/** @param offset where the bytes begin in the whole, so that the places differ from line to line */
function places(bytes: Buffer, oneIn: number, offset = 0): readonly number[] {
  return [...bytes.keys()].filter((at) => (offset + at) % oneIn === 0);
}

/** Every value the byte does not have, while the byte has it; the byte is itself again afterwards. */
function* otherValues(bytes: Buffer, at: number): Generator<number> {
  const right = bytes[at] ?? 0;
  for (let value = 0; value < 256; value += 1) {
    if (value === right) continue;
    bytes[at] = value;
    yield value;
  }
  bytes[at] = right;
}
