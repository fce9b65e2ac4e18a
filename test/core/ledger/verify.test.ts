import { describe, expect, it } from 'vitest';
import { type Draft, lineOf } from '../../../src/core/ledger/record.ts';
import type { Shard } from '../../../src/core/ledger/shard.ts';
import { formatNote } from '../../../src/core/ledger/note.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { verifyLedger, type LedgerOnPaper } from './on-paper.ts';
import { draft, fact, numbered } from '../build.ts';
import { filesOf, genesisOf, signingKey, writeLedger, type Pair, type Written } from './build-signed.ts';

const FIRST = 'audit/entries/000000.jsonl';
const pair = signingKey();
const batches = (count: number) =>
  Array.from({ length: count }, (_, index) => [draft({ pull: index + 1, bindings: [fact()] })]);
const whole = await writeLedger([[genesisOf([pair])], ...batches(9)], [pair]);
const long = await writeLedger(
  [[genesisOf([pair])], ...batches(254), [draft(), draft(), draft()], ...batches(4)],
  [pair],
);

const codesOf = (paper: Partial<LedgerOnPaper>) =>
  verifyLedger({ files: filesOf(whole), keys: [pair.key], kept: [], ...paper }).findings.map(({ code }) => code);
const without = (path: string, from: Written = whole) => filesOf(from).filter((file) => file.path !== path);
const replaced = (path: string, change: (text: string) => string, from: Written = whole): Shard[] =>
  filesOf(from).map((file) => (file.path === path ? { path, text: change(file.text) } : file));
const line = (number: number, change: (line: string) => string) => (text: string) =>
  text
    .split('\n')
    .map((one, index) => (index === number ? change(one) : one))
    .join('\n');

describe('a ledger that nobody touched', () => {
  it('is found sound, with or without a key brought along', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ keys: [] })).toEqual([]);
    expect(verifyLedger({ files: filesOf(long), keys: [pair.key], kept: [] })).toMatchObject({
      findings: [],
      covered: 262,
    });
    expect(long.files.has('audit/open.json')).toBe(true);
  });

  it('is found sound where it is not signed, and then no key brought along says otherwise of it', async () => {
    const unsigned = await writeLedger([[genesisOf([])], ...batches(3)], []);
    expect(codesOf({ files: filesOf(unsigned), keys: [] })).toEqual([]);
    expect(codesOf({ files: filesOf(unsigned) })).toEqual(['key-unknown']);
  });
});

describe('what was done to a ledger is found', () => {
  it.each<[string, Partial<LedgerOnPaper>, string]>([
    [
      'a record changed',
      {
        files: replaced(
          FIRST,
          line(4, (one) => one.replace('"pull":4', '"pull":5')),
        ),
      },
      'rewritten',
    ],
    [
      'a record taken out',
      { files: replaced(FIRST, (text) => text.split('\n').toSpliced(4, 1).join('\n')) },
      'ledger-invalid',
    ],
    [
      'the last record cut off',
      { files: replaced(FIRST, (text) => `${text.split('\n').slice(0, -2).join('\n')}\n`) },
      'cut-off',
    ],
    [
      'another checkpoint of another ledger',
      { files: replaced('audit/checkpoint', (text) => text.replace('700100', '700101')) },
      'checkpoint-origin',
    ],
    [
      'a checkpoint of a larger size',
      { files: replaced('audit/checkpoint', (text) => text.replace('\n10\n', '\n11\n')) },
      'cut-off',
    ],
    [
      'a checkpoint of a smaller size',
      { files: replaced('audit/checkpoint', (text) => text.replace('\n10\n', '\n9\n')) },
      'rewritten',
    ],
    [
      'a checkpoint without signatures',
      { files: replaced('audit/checkpoint', (text) => `${text.split('\n\n')[0] ?? ''}\n\n`) },
      'not-signed',
    ],
    [
      'a checkpoint under another name',
      { files: replaced('audit/checkpoints/4.note', () => whole.files.get('audit/checkpoint') ?? '') },
      'checkpoint-invalid',
    ],
    ['no latest checkpoint', { files: without('audit/checkpoint') }, 'checkpoint-missing'],
    ['a key nobody signed with', { keys: [signingKey().key] }, 'key-unknown'],
    [
      'a checkpoint kept elsewhere, of more than there is',
      { kept: [{ where: 'elsewhere', text: long.files.get('audit/checkpoint') ?? '' }] },
      'cut-off',
    ],
    [
      'open.json changed',
      { files: replaced('audit/open.json', (text) => text.replace('"fate":"granted"', '"fate":"refused"'), long) },
      'open-differs',
    ],
    ['open.json removed', { files: without('audit/open.json', long) }, 'open-differs'],
  ])('%s', (_, paper, code) => {
    expect(codesOf(paper)).toContain(code);
  });

  it('a line appended by somebody without the key is not covered', () => {
    const forged = `${lineOf({ ...draft(), seq: 10 })}\n`;
    expect(codesOf({ files: replaced(FIRST, (text) => text + forged) })).toEqual(['checkpoint-behind']);
  });

  it('a ledger written anew by somebody without the key', async () => {
    const thief = signingKey();
    const forged = await writeLedger([[genesisOf([thief])], ...batches(9)], [thief]);
    expect(codesOf({ files: filesOf(forged) })).toEqual(['key-unknown']);
    // Under the same genesis nobody but the key's holder can sign.
    const same = await writeLedger([[genesisOf([pair])], ...batches(9)], []);
    expect(new Set(codesOf({ files: filesOf(same) }))).toEqual(new Set(['not-signed', 'key-unknown']));
    // What an auditor kept of the true one tells even where the key was stolen.
    const stolen = await writeLedger([[genesisOf([pair])], [draft({ pull: 1000 })], ...batches(9)], [pair]);
    expect(codesOf({ files: filesOf(stolen) })).toEqual([]);
    const kept = [{ where: 'kept', text: whole.files.get('audit/checkpoint') ?? '' }];
    expect(codesOf({ files: filesOf(stolen), kept })).toEqual(['rewritten']);
  });

  it('days without a record', async () => {
    const later = draft({ at: '2026-11-27T00:00:00Z' });
    const quiet = await writeLedger([[genesisOf([pair])], [later]], [pair]);
    expect(codesOf({ files: filesOf(quiet) })).toEqual(['silence']);
  });

  it('any byte of any file', async () => {
    const small = await writeLedger([[genesisOf([pair])], ...batches(2)], [pair]);
    for (const { path, text } of filesOf(small)) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += STEP) {
        const spoilt = Buffer.from(bytes);
        spoilt[at] = (spoilt[at] ?? 0) ^ 1;
        const files = filesOf(small).map((file) => (file.path === path ? { path, text: spoilt.toString() } : file));
        expect(codesOf({ files }), `byte ${at} of ${path}`).not.toEqual([]);
      }
    }
  });
  const STEP = 3;
});

describe('a change of keys', () => {
  const second = signingKey();
  const rotated = draft({ kind: 'key-rotated', pull: null, keys: [pair.written, second.written] });
  const after = draft({ kind: 'key-rotated', pull: null, keys: [second.written] });

  it('signed by old and new is followed, from either key', async () => {
    const both = await writeLedger([[rotated], ...batches(2)], [pair, second], whole);
    const alone = await writeLedger([[after], ...batches(2)], [second], both);
    for (const { key } of [pair, second]) expect(codesOf({ files: filesOf(alone), keys: [key] })).toEqual([]);
  });

  it('is not made by either alone', async () => {
    await expect(writeLedger([[rotated]], [second], whole)).rejects.toThrow('none of the previous keys signed');
    await expect(writeLedger([[rotated]], [pair, silent(second)], whole)).rejects.toThrow('a key of this test: no');
    // Somebody with the new key alone, and another program.
    const forced = await writeLedger([[rotated], ...batches(1)], [second], {
      ...whole,
      tip: { ...whole.tip, state: { ...whole.tip.state, keys: [] } },
    });
    expect(codesOf({ files: filesOf(forced) })).toContain('not-signed');
  });

  it('needs nobody who no longer signs', async () => {
    const both = await writeLedger([[rotated]], [pair, second], whole);
    const alone = await writeLedger([[after], ...batches(1)], [second], both);
    const old = [...alone.files].find(([path]) => path.endsWith('/13.note'))?.[1] ?? '';
    const text = old.slice(0, old.indexOf('\n\n') + 1);
    const signed = await pair.signer.sign(text);
    const forged = formatNote(text, 'failed' in signed ? [] : [{ ...pair.key, ...signed }]);
    expect(codesOf({ files: replaced('audit/checkpoint', () => forged, alone) })).toEqual(['not-signed']);
  });
});

describe('records that a heartbeat voids', () => {
  const heartbeat = (voids: readonly number[]) => ({ ...draft({ kind: 'heartbeat', pull: null }), voids });
  /** Records under no checkpoint: the branch keeps the checkpoint it had. */
  const unsealed = (from: Written, drafts: readonly Draft[]): Written => {
    const { tree: tip, files } = extend(from.tip, drafts);
    return {
      tip: { ...tip, state: from.tip.state },
      files: new Map([...from.files, ...files.map(({ path, text }) => [path, text] as const)]),
    };
  };
  const findingsOf = (written: Written) =>
    verifyLedger({ files: filesOf(written), keys: [pair.key], kept: [] }).findings.map(
      ({ weight, code, where }) => `${weight} ${code} ${where}`,
    );

  it('are named, and spoil nothing', async () => {
    const stranger = unsealed(whole, [draft({ pull: 99, bindings: [fact()] })]);
    const healed = await writeLedger([[heartbeat([10])]], [pair], stranger);
    expect(findingsOf(healed)).toEqual(['incomplete voided record 10']);
  });

  it('are broken where a checkpoint covered them before', async () => {
    const denied = await writeLedger([[heartbeat([5])]], [pair], whole);
    expect(findingsOf(denied)).toEqual(['broken voided record 5']);
  });

  it('are none where the heartbeat itself lies under no checkpoint', () => {
    const stranger = unsealed(whole, [heartbeat([5])]);
    expect(findingsOf(stranger)).toEqual(['incomplete checkpoint-behind audit/checkpoint']);
    const { records } = verifyLedger({ files: filesOf(stranger), keys: [pair.key], kept: [] });
    expect(records.map(({ seq }) => seq)).toContain(5);
  });
});

function silent(of: Pair): Pair {
  return { ...of, signer: { ...of.signer, sign: () => Promise.resolve({ failed: 'a key of this test: no' }) } };
}

it('records are numbered as they are written', () => {
  expect(verifyLedger({ files: filesOf(whole), keys: [], kept: [] }).records).toEqual(
    numbered([genesisOf([pair]), ...batches(9).flat()]),
  );
});
