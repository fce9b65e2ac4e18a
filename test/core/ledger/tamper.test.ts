import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKPOINT_PATH, checkpointText, parseCheckpoint } from '../../../src/core/ledger/checkpoint.ts';
import { formatNote } from '../../../src/core/ledger/note.ts';
import { draft } from '../build.ts';
import { filesOf, genesisOf, signingKey, writeLedger, type Written } from './build-signed.ts';
import { verifyLedger } from './on-paper.ts';
import {
  broken,
  changeCheckpoints,
  changeRecords,
  FIRST,
  pair,
  records,
  run,
  turnBits,
  writeLedgers,
  type Ledgers,
} from './tampering.ts';

let ledgers: Ledgers;
let whole: Written;
let last: Written;
let text: string;
beforeAll(async () => {
  ledgers = await writeLedgers();
  ({ whole, last, text } = ledgers);
});

describe('a signed ledger of 64 records', () => {
  it('is sound', () => {
    expect(text.split('\n')).toHaveLength(65);
    expect([broken(whole), broken(last)]).toEqual([[], []]);
  });

  // Every byte has its turn in tamper.deep.test.ts. The steps are primes, so that each place in a line comes up.
  it('has no byte in 47 of its records that could be any other', () => {
    const { mutants, missed } = changeRecords(ledgers, 47);
    expect(mutants).toBe(Math.ceil(Buffer.byteLength(text) / 47) * 255);
    expect(missed).toEqual([]);
  });

  it('is looked at in just this way: one change at a byte in 23 is found by the whole verifier', () => {
    const { mutants, missed } = turnBits(ledgers, 23);
    expect(mutants).toBe(Math.ceil(Buffer.byteLength(text) / 23));
    expect(missed).toEqual([]);
  });

  it('has no byte in 13 of a checkpoint or of its signature that could be any other', () => {
    const { paths, missed } = changeCheckpoints(ledgers, 13);
    expect(paths).toBe(4);
    expect(missed).toEqual([]);
  });
});

describe('of a signed ledger', () => {
  const withLines = (change: (lines: string[]) => readonly string[]) => ({
    [FIRST]: change(text.split('\n').slice(0, -1))
      .map((line) => `${line}\n`)
      .join(''),
  });

  it('every line that is dropped, doubled or emptied is missed', () => {
    for (let index = 0; index < 64; index += 1) {
      expect(
        broken(
          last,
          withLines((lines) => lines.toSpliced(index, 1)),
        ),
        `${index} dropped`,
      ).not.toEqual([]);
      expect(
        broken(
          last,
          withLines((lines) => lines.toSpliced(index, 0, lines[index] ?? '')),
        ),
        `${index} doubled`,
      ).not.toEqual([]);
      expect(
        broken(
          last,
          withLines((lines) => lines.with(index, '')),
        ),
        `${index} emptied`,
      ).not.toEqual([]);
    }
  });

  it('any two lines that change places are found, whether or not their numbers are made right', () => {
    const renumber = (line: string, seq: number) => line.replace(/"seq":\d+/, `"seq":${seq}`);
    for (let a = 0; a < 64; a += 1)
      for (let b = a + 1; b < 64; b += 1) {
        const swap = (lines: string[]) => lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '');
        expect(broken(last, withLines(swap)), `${a} and ${b}`).not.toEqual([]);
        expect(
          broken(
            last,
            withLines((lines) => swap(lines).map(renumber)),
          ),
          `${a} and ${b}, renumbered`,
        ).not.toEqual([]);
      }
  }, 600_000);

  it('every end that is cut off at a line is found, and every line cut short', () => {
    for (let index = 0; index < 64; index += 1) {
      expect(
        broken(
          last,
          withLines((lines) => lines.slice(0, index)),
        ),
        `from ${index} on`,
      ).not.toEqual([]);
      for (const keep of [0.1, 0.5, 0.9, 0.999])
        expect(
          broken(
            last,
            withLines((lines) => lines.with(index, cut(lines[index] ?? '', keep))),
          ),
          `line ${index} cut`,
        ).not.toEqual([]);
    }
    for (let size = 0; size < text.length; size += 7)
      expect(broken(last, { [FIRST]: text.slice(0, size) })).not.toEqual([]);
  }, 600_000);

  it('a size nobody signed, another key, and two trees of one size are found', async () => {
    const { note, checkpoint } = readCheckpoint(whole);
    for (const size of [0, 1, 63, 65, 1000])
      expect(
        broken(last, { [CHECKPOINT_PATH]: formatNote(checkpointText({ ...checkpoint, size }), note.signatures) }),
      ).not.toEqual([]);
    const thief = signingKey();
    const theirs = await thief.signer.sign(note.text);
    expect(
      broken(last, {
        [CHECKPOINT_PATH]: formatNote(note.text, 'failed' in theirs ? [] : [{ ...thief.key, ...theirs }]),
      }),
    ).toEqual(['not-signed']);
    const other = await writeLedger(
      [[{ ...genesisOf([pair]), run }], ...records.with(30, [draft({ pull: 999, run })])],
      [pair],
    );
    expect(broken(other)).toEqual([]);
    const fork = readCheckpoint(other);
    expect([fork.checkpoint.size, fork.checkpoint.root]).not.toEqual([checkpoint.size, checkpoint.root]);
    const kept = [{ where: 'kept', text: whole.files.get(CHECKPOINT_PATH) ?? '' }];
    expect(verifyLedger({ files: filesOf(other), keys: [pair.key], kept }).findings.map(({ code }) => code)).toEqual([
      'rewritten',
    ]);
    expect(broken(last, { [CHECKPOINT_PATH]: other.files.get(CHECKPOINT_PATH) ?? '' })).toEqual(['rewritten']);
  });
});

const cut = (line: string, keep: number) => line.slice(0, line.length * keep);

function readCheckpoint(of: Written) {
  const read = parseCheckpoint(of.files.get(CHECKPOINT_PATH) ?? '');
  if ('invalid' in read) throw new Error(read.invalid);
  return read;
}
