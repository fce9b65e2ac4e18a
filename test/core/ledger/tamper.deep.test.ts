import { beforeAll, describe, expect, it } from 'vitest';
import { changeCheckpoints, changeRecords, turnBits, writeLedgers, type Ledgers } from './tampering.ts';

let ledgers: Ledgers;
beforeAll(async () => {
  ledgers = await writeLedgers();
});

describe('a signed ledger of 64 records', () => {
  it('has no byte of its records that could be any other', () => {
    const { mutants, missed } = changeRecords(ledgers, 1);
    expect(mutants).toBe(Buffer.byteLength(ledgers.text) * 255);
    expect(missed).toEqual([]);
  }, 600_000);

  it('is looked at in just this way: one change at every byte is found by the whole verifier', () => {
    const { mutants, missed } = turnBits(ledgers, 1);
    expect(mutants).toBe(Buffer.byteLength(ledgers.text));
    expect(missed).toEqual([]);
  }, 600_000);

  it('has no byte of a checkpoint or of its signature that could be any other', () => {
    const { paths, missed } = changeCheckpoints(ledgers, 1);
    expect(paths).toBe(4);
    expect(missed).toEqual([]);
  }, 600_000);
});
