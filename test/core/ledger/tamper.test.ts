import { beforeAll, describe, expect, it } from 'vitest';
import { parseCanonical } from '../../../src/core/ledger/canonical.ts';
import { CHECKPOINT_PATH, checkpointText, parseCheckpoint } from '../../../src/core/ledger/checkpoint.ts';
import { inclusionProof, leafHash, rootOfLeaves, verifyInclusion } from '../../../src/core/ledger/merkle.ts';
import { formatNote } from '../../../src/core/ledger/note.ts';
import { verifyLedger } from './on-paper.ts';
import { allLines } from '../../../src/core/ledger/shard.ts';
import { beginRecords } from '../../../src/core/verify/records.ts';
import { checkNote, checkSignatures, readOwnNotes } from '../../../src/core/verify/notes.ts';
import { decodeUtf8 } from '../../../src/edge/utf8.ts';
import { draft } from '../build.ts';
import { filesOf, genesisOf, ORIGIN, signingKey, writeLedger, type Written } from './build-signed.ts';

/*
 * A signed ledger of 64 records, and every change of every byte. What one change needs to be found is asked of the very
 * functions the verifier consists of; that these are what it consists of, is shown with one change at every byte.
 */

const FIRST = 'audit/entries/000000.jsonl';
const pair = signingKey();
const run = { kind: 'actions', id: '1', attempt: '1', event: '', url: '' } as const;
const records = Array.from({ length: 63 }, (_, index) => [draft({ pull: index + 1, run })]);

let whole: Written;
/** The same with its last checkpoint alone. */
let last: Written;
let text: string;
beforeAll(async () => {
  whole = await writeLedger([[{ ...genesisOf([pair]), run }], ...records], [pair]);
  last = { ...whole, files: new Map([...whole.files].filter(([path]) => !/\/(?!64\.)\d+\.note$/.test(path))) };
  text = whole.files.get(FIRST) ?? '';
});

const broken = (of: Written, files: Readonly<Record<string, string>> = {}) =>
  verifyLedger({
    files: filesOf({ ...of, files: new Map([...of.files, ...Object.entries(files)]) }),
    keys: [pair.key],
    kept: [],
  })
    .findings.filter(({ weight }) => weight === 'broken')
    .map(({ code }) => code);

describe('a signed ledger of 64 records', () => {
  it('is sound', () => {
    expect(text.split('\n')).toHaveLength(65);
    expect([broken(whole), broken(last)]).toEqual([[], []]);
  });

  it('has no byte of its records that could be any other', () => {
    const lines = allLines([{ path: FIRST, text }]);
    const leaves = lines.map((line) => leafHash(line));
    const root = rootOfLeaves(leaves);
    const missed: string[] = [];
    let [mutants, offset] = [0, 0];
    for (const [index, line] of lines.entries()) {
      const proof = inclusionProof(leaves, index);
      const bytes = Buffer.from(`${line}\n`);
      for (let at = 0; at < bytes.length; at += 1) {
        const right = bytes[at] ?? 0;
        for (let value = 0; value < 256; value += 1) {
          if (value === right) continue;
          mutants += 1;
          bytes[at] = value;
          if (!isFound(bytes, index, proof)) missed.push(`byte ${offset + at} made ${value}`);
        }
        bytes[at] = right;
      }
      offset += bytes.length;
    }
    expect(mutants).toBe(Buffer.byteLength(text) * 255);
    expect(missed).toEqual([]);

    /** Whether one changed line is found: no UTF-8, no line of its own, no canonical record, or not what the root is over. */
    function isFound(bytes: Buffer, index: number, proof: readonly Uint8Array[]): boolean {
      const changed = decodeUtf8(bytes);
      if (changed === undefined) return true;
      const parts = changed.split('\n');
      // The change joined it with the next line, or parted it: a number in the order is wrong, or a record is none.
      if (parts.length !== 2 || parts[1] !== '')
        return (
          broken(last, { [FIRST]: text.slice(0, offset) + changed + text.slice(offset + bytes.length) }).length > 0
        );
      const [line = ''] = parts;
      return (
        parseCanonical(line) === undefined || !verifyInclusion({ index, size: 64, leaf: leafHash(line), root }, proof)
      );
    }
  }, 600_000);

  it('is looked at in just this way: one change at every byte is found by the whole verifier', () => {
    const bytes = Buffer.from(text);
    const missed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      if (broken(last, { [FIRST]: bytes.toString('latin1') }).length === 0) missed.push(at);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    expect(missed).toEqual([]);
  }, 600_000);

  it('has no byte of a checkpoint or of its signature that could be any other', () => {
    const paths = [...whole.files.keys()].filter(
      (path) => path === CHECKPOINT_PATH || /\/(?:1|33|64)\.note$/.test(path),
    );
    expect(paths).toHaveLength(4);
    const fold = beginRecords([1, 33, 64]);
    fold.shard({ path: FIRST, text });
    const subject = { ...fold.end(undefined), origin: ORIGIN };
    const findings = (path: string, bytes: Uint8Array) => {
      const read = readOwnNotes(
        [
          { path: CHECKPOINT_PATH, text: whole.files.get(CHECKPOINT_PATH) },
          { path, text: decodeUtf8(bytes) },
        ].slice(path === CHECKPOINT_PATH ? 1 : 0),
      );
      const found = [...read.findings, ...read.notes.flatMap((note) => checkNote(subject, note))];
      return found.length > 0 ? found : checkSignatures(subject, read.notes, [pair.key]);
    };
    const missed: string[] = [];
    for (const path of paths) {
      const bytes = Buffer.from(whole.files.get(path) ?? '');
      expect(findings(path, bytes)).toEqual([]);
      for (let at = 0; at < bytes.length; at += 1) {
        const right = bytes[at] ?? 0;
        for (let value = 0; value < 256; value += 1) {
          bytes[at] = value;
          if (value !== right && findings(path, bytes).length === 0) missed.push(`${path} byte ${at} made ${value}`);
        }
        bytes[at] = right;
      }
    }
    expect(missed).toEqual([]);
  }, 600_000);
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
