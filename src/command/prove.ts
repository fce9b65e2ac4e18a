import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CHECKPOINT_PATH, parseCheckpoint } from '../core/ledger/checkpoint.ts';
import { readShard, RECORDS_PER_SHARD, linesOf } from '../core/ledger/shard.ts';
import { leafHash, type Hash } from '../core/ledger/merkle.ts';
import { encodeProof, verifyProof } from '../core/verify/proof.ts';
import { openCloneLedger, type CloneLedger } from '../edge/clone-ledger.ts';
import { EXIT, SettingError } from '../failure.ts';
import { text, WRONG, type Run, type Usage } from './command.ts';

export const usage = {
  about:
    'Write one record with its proof, from a clone, for a reader who may see no other record. ' +
    '`pullcord verify --proof` checks it without the ledger.',
  words: { SEQ: 'the number of the record', DIR: 'the clone or folder (default: this folder)' },
  options: { out: text('FILE', 'a new file for the proof (default: standard output)') },
  examples: {
    'pullcord prove 42 --out 42.tlog-proof': 'record 42 of the clone in this folder',
    'pullcord prove 42 ../access > 42.tlog-proof': 'record 42 of another clone',
  },
  exit: { 0: 'done', ...WRONG, 3: 'the ledger is not valid, so nothing is proved from it' },
} satisfies Usage;

/** Writes one record with its proof, for a reader who may see no other record. `verify --proof` checks it alone. */
export const run: Run<typeof usage> = async ({ folder, out, note }, { files, out: file }) => {
  const [number = '', dir = '.', ...more] = files;
  if (!/^(?:0|[1-9]\d{0,9})$/.test(number) || more.length > 0)
    throw new SettingError(
      'name one record by its number in the ledger; type `pullcord prove 42` or `pullcord prove 42 path/to/clone`',
    );
  const ledger = await openCloneLedger(resolve(folder, dir));
  if ('unreadable' in ledger) throw new SettingError(ledger.unreadable);
  const proof = await proofOf(ledger, Number(number));
  if (file === undefined) out(proof);
  else {
    await writeFile(resolve(folder, file), proof, { flag: 'wx' }).catch((error: unknown) => {
      throw new SettingError(
        `--out ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}. Name a new file`,
      );
    });
    note(`proof of record ${number} written to ${file}`);
  }
  return EXIT.ok;
};

async function proofOf(ledger: CloneLedger, seq: number): Promise<string> {
  const note = ledger.others.find(({ path }) => path === CHECKPOINT_PATH)?.text;
  const read = note === undefined ? { invalid: 'it is missing' } : parseCheckpoint(note);
  if (note === undefined || 'invalid' in read)
    throw new Error(
      `${CHECKPOINT_PATH}: ${'invalid' in read ? read.invalid : 'it is missing'}; there is no proof without a valid checkpoint. Fetch the branch audit; if this stays, run \`pullcord verify\``,
    );
  const { size } = read.checkpoint;
  if (seq >= size)
    throw new SettingError(
      `the latest checkpoint covers records 0 to ${size - 1}, but not ${seq}. Name a covered record, or fetch the branch audit after the next run`,
    );
  const leaves: Hash[] = [];
  let line: string | undefined;
  for (const path of ledger.shardPaths) {
    const { text } = await ledger.readShard(path);
    const shard = { path, text: text ?? '' };
    const records = readShard(shard, leaves.length);
    if (!('records' in records))
      throw new Error(
        `${records.where}${records.rest}; there is no proof from a damaged ledger; run \`pullcord verify\``,
      );
    const lines = linesOf(shard);
    if (Math.floor(seq / RECORDS_PER_SHARD) * RECORDS_PER_SHARD === leaves.length)
      line = lines[seq % RECORDS_PER_SHARD];
    for (const one of lines) leaves.push(leafHash(one));
  }
  if (line === undefined || leaves.length < size)
    throw new Error(
      `the checkpoint covers ${size} records, and this clone has ${leaves.length}. Fetch the branch audit. If records are still missing, run \`pullcord verify\``,
    );
  const proof = encodeProof(line, seq, leaves.slice(0, size), note);
  // The proof is checked before it leaves, in the way of its reader.
  const proven = verifyProof(proof, []);
  if ('invalid' in proven)
    throw new Error(
      `record ${seq} has no proof, because the ledger is not the one that was signed: ${proven.invalid}; run \`pullcord verify\``,
    );
  return proof;
}
