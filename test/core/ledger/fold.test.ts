import { describe, expect, it } from 'vitest';
import { extend } from '../../../src/core/ledger/extend.ts';
import { LedgerFold } from '../../../src/core/ledger/fold.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { RECORDS_PER_SHARD } from '../../../src/core/ledger/shard.ts';
import { encodeSnapshot, SNAPSHOT_PATH } from '../../../src/core/ledger/state-snapshot.ts';
import { EMPTY_TREE, rootAt } from '../../../src/core/ledger/tree-head.ts';
import { draft, fact } from '../build.ts';
import { filesOf, genesisOf, signingKey, writeLedger } from './build-signed.ts';
import { verifyLedger } from './on-paper.ts';

const pair = signingKey();
const plain = (count: number): readonly Draft[] =>
  Array.from({ length: count }, (_, index) => draft({ pull: index + 1, bindings: [fact()] }));

describe('one fold of a ledger', () => {
  it('leaves out what the first record of the next file voids, also where one batch has both', async () => {
    const voids = [RECORDS_PER_SHARD - 1];
    const heartbeat: Draft = { ...draft({ kind: 'heartbeat', pull: null }), voids };
    const written = await writeLedger([[genesisOf([pair]), ...plain(RECORDS_PER_SHARD - 1), heartbeat]], [pair]);
    const { findings } = verifyLedger({ files: filesOf(written), keys: [pair.key], kept: [] });
    expect(findings.map(({ code, where }) => [code, where])).toEqual([['voided', `record ${voids[0] ?? 0}`]]);
    expect(written.tip.state.byPull.has(RECORDS_PER_SHARD - 1)).toBe(false);
    expect(written.tip.state.byPull.has(RECORDS_PER_SHARD - 2)).toBe(true);
  });

  it('goes on from any head as if it had begun at the first record', () => {
    const drafts = [genesisOf([]), ...plain(RECORDS_PER_SHARD + 9)];
    const whole = extend(EMPTY_TREE, drafts);
    for (const cut of [1, RECORDS_PER_SHARD - 1, RECORDS_PER_SHARD, RECORDS_PER_SHARD + 1]) {
      const { tree } = extend(EMPTY_TREE, drafts.slice(0, cut));
      const fold = new LedgerFold(tree);
      expect([fold.size, fold.root, fold.lines]).toEqual([cut, rootAt(tree, cut), tree.lines]);
      const rest = extend(tree, drafts.slice(cut));
      expect(rest.tree.range).toEqual(whole.tree.range);
      expect(rootAt(rest.tree, rest.tree.size)).toEqual(rootAt(whole.tree, whole.tree.size));
    }
  });

  it('names the first snapshot that differs, whatever differs after it', () => {
    const { records, files } = extend(EMPTY_TREE, [genesisOf([]), ...plain(2 * RECORDS_PER_SHARD)]);
    const fold = new LedgerFold();
    const wrong = { open: '0'.repeat(64) };
    for (const [index, record] of records.entries()) {
      if (index === RECORDS_PER_SHARD || index === 2 * RECORDS_PER_SHARD) {
        fold.beginRecordedFile({ ...record, ...wrong });
      }
      fold.addRecords([record], new Set());
    }
    expect(fold.differenceFrom(files.find(({ path }) => path === SNAPSHOT_PATH)?.text)).toEqual({
      where: `record ${RECORDS_PER_SHARD}`,
      sentence: 'names another audit/open.json than the earlier records give',
    });
  });

  it('begins a file with a snapshot, and compares a text with that one', () => {
    const { tree } = extend(EMPTY_TREE, [genesisOf([]), ...plain(3)]);
    const fold = new LedgerFold(tree);
    const snapshot = fold.beginFile('2027-11-24T02:19:00Z');
    expect([...snapshot.state.byPull.keys()]).toEqual([...tree.state.byPull.keys()]);
    expect(snapshot.range.size).toBe(4);
    expect(fold.differenceFrom(encodeSnapshot(snapshot))).toBeUndefined();
    expect(fold.differenceFrom(undefined)).toEqual({
      where: SNAPSHOT_PATH,
      sentence: 'differs from the one that the records give',
    });
    expect(fold.lines).toEqual([]);
  });
});
