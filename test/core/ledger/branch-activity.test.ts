import { describe, expect, it } from 'vitest';
import {
  endsSearch,
  judgeBranch,
  type BranchCommit,
  type BranchUpdate,
  type LedgerOnBranch,
} from '../../../src/core/ledger/branch-activity.ts';

const AT = '2026-11-24T02:00:00Z';
const LATER = '2026-11-24T02:30:00Z';
const note = (size: number) => `pullcord/acme/700100\n${size}\n${Buffer.alloc(32, size).toString('base64')}\n\n`;
const commit = (oid: string, parents: readonly string[], size: number): BranchCommit => ({
  ...{ oid, parents, checkpoint: note(size) },
});
const update = (kind: string, after: string, at = LATER): BranchUpdate => ({ kind, after, at, actor: 'app[bot]' });

/** Commits a (1 record), b (2 records) and c (3 records), each appended to the one before. */
const [A, B, C] = [commit('a', [], 1), commit('b', ['a'], 2), commit('c', ['b'], 3)];
const RECORDS = [
  { seq: 0, at: AT },
  { seq: 1, at: AT, parent: 'a' },
  { seq: 2, at: AT, parent: 'b' },
];
const SOUND: LedgerOnBranch = { line: [C, B, A], records: RECORDS, covered: 3, keys: [] };
const PUSHES = [update('push', 'c'), update('push', 'b'), update('branch_creation', 'a', AT)];
const verdict = (ledger: Partial<LedgerOnBranch>, updates: readonly BranchUpdate[] = PUSHES) =>
  judgeBranch({ ...SOUND, ...ledger }, { updates });

describe('a branch', () => {
  it('is clean if its head was pushed on the commit that its records name', () => {
    expect(verdict({})).toEqual({ is: 'clean' });
    expect(verdict({ line: [A], records: RECORDS.slice(0, 1), covered: 1 }, PUSHES.slice(2))).toEqual({ is: 'clean' });
  });

  it('is clean with unsealed commits on the sealed one, and with pushes after the reading', () => {
    const tail = { ...C, oid: 'd', parents: ['c'] };
    const updates = [update('push', 'e'), update('push', 'd'), ...PUSHES];
    expect(verdict({ line: [tail, C, B, A] }, updates)).toEqual({ is: 'clean' });
  });

  it('is clean if an earlier release wrote the last commit, which names no parent', () => {
    const records = RECORDS.map(({ seq, at }) => ({ seq, at, ...(seq === 1 ? { parent: 'a' } : {}) }));
    expect(verdict({ records })).toEqual({ is: 'clean' });
  });

  it.each([
    ['force_push', 'forced an update'],
    ['branch_deletion', 'deleted the branch'],
    ['branch_creation', 'created the branch'],
    ['pr_merge', 'updated it by pr_merge'],
  ])('is in doubt after %s since its seal', (kind, words) => {
    for (const after of ['c', '0'.repeat(40)]) {
      const found = verdict({}, [update(kind, after), ...PUSHES]);
      expect(found).toMatchObject({ is: 'doubt', sentence: expect.stringContaining(words) as string });
    }
  });

  it('forgets what came before its last seal', () => {
    expect(verdict({}, [update('push', 'c'), update('force_push', 'b', AT), ...PUSHES.slice(1)])).toEqual({
      is: 'clean',
    });
  });

  it('is older than itself if an ordinary push brought back an older ledger', () => {
    const back = { ...B, oid: 'd', parents: ['c'] };
    const older = { line: [back, C, B, A], records: RECORDS.slice(0, 2), covered: 2 };
    expect(verdict(older)).toMatchObject({ is: 'older', sentence: expect.stringContaining('commit c') as string });
    // With a record on top that names the lost commit, and without an answer about updates.
    const records = [...older.records, { seq: 2, at: LATER, parent: 'c' }];
    expect(judgeBranch({ ...SOUND, ...older, records }, { unread: '502' }).is).toBe('older');
  });

  it('is in doubt if its records were appended to another commit, or if it has a merge', () => {
    const elsewhere = { ...C, parents: ['x'] };
    const line = [elsewhere, { ...B, oid: 'x' }, A];
    expect(verdict({ line })).toMatchObject({
      is: 'doubt',
      sentence: expect.stringContaining('appended to b') as string,
    });
    expect(verdict({ line: [{ ...C, parents: ['b', 'x'] }, B, A] }).is).toBe('doubt');
  });

  it('is in doubt if a push of an unsealed commit was lost', () => {
    const tail = { ...C, oid: 'e', parents: ['c'] };
    const updates = [update('push', 'e'), update('push', 'd'), ...PUSHES];
    expect(verdict({ line: [tail, C, B, A] }, updates)).toMatchObject({
      ...{ is: 'doubt', sentence: expect.stringContaining('pushed commit d') as string },
    });
  });

  it('is unknown without an answer, or if the answer lacks the push of its seal', () => {
    expect(judgeBranch(SOUND, { unread: '502' })).toEqual({ is: 'unknown', sentence: '502' });
    expect(verdict({}, []).is).toBe('unknown');
    expect(verdict({}, [update('push', 'b', '2026-11-24T01:00:00Z')]).is).toBe('unknown');
  });

  it('takes a forced update near the seal for an earlier one, and a later one for a doubt', () => {
    expect(verdict({}, [update('force_push', 'c', '2026-11-24T02:04:59Z')]).is).toBe('unknown');
    expect(verdict({}, [update('force_push', 'c', '2026-11-24T02:05:01Z')]).is).toBe('doubt');
  });

  it('is searched back to the time before its seal', () => {
    const isEnough = endsSearch(SOUND);
    expect([update('push', 'c', AT), update('push', 'b', '2026-11-24T01:54:59Z')].map(isEnough)).toEqual([false, true]);
  });

  it('is in doubt if its sealed commit arrived a second time', () => {
    const again = [update('push', 'c'), update('force_push', 'b'), ...PUSHES];
    expect(verdict({}, again).is).toBe('doubt');
    const first = { line: [A], records: RECORDS.slice(0, 1), covered: 1 };
    expect(verdict(first, [update('branch_creation', 'a'), ...PUSHES]).is).toBe('doubt');
    expect(verdict(first, [update('branch_creation', 'a')]).is).toBe('doubt');
  });
});
