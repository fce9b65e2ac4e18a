import { execFileSync } from 'node:child_process';
import { RefMoved } from '../../../src/sandbox/github/git/refs.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGit, type Git } from '../../../src/sandbox/github/git.ts';

let git: Git;
const commits: string[] = [];
const ask = (...args: string[]) => execFileSync('git', args, { cwd: git.directory, encoding: 'utf8' }).trim();
/** Every so many commits, ending with the last: asking git of each would take a minute. */
const some = (step: number) => commits.filter((_, index) => (commits.length - 1 - index) % step === 0);
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

/** A tangle of forty commits on three paths, a third of them merges, made the same way every time. */
beforeAll(async () => {
  git = await createGit('main');
  let seed = 7;
  const pick = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
  for (let index = 0; index < 40; index += 1) {
    const parents =
      index === 0
        ? []
        : [
            ...new Set([
              commits[Math.max(0, index - 1 - pick(4))] ?? '',
              ...(pick(3) === 0 ? [commits[pick(index)] ?? ''] : []),
            ]),
          ];
    const [first] = parents;
    const base = first === undefined ? undefined : (await git.readCommit(first))?.tree;
    const path = ['a.txt', 'folder/b.txt', 'folder/deep/c.txt'][pick(3)] ?? '';
    const oid = await git.writeBlob(`${index}\n${'line\n'.repeat(pick(4))}`);
    const by = { name: 'Alice', email: 'alice@acme.example', at: 1_700_000_000_000 + index * 60_000 };
    const tree = await git.writeTreeWith(base, [{ path, entry: { mode: '100644', oid } }]);
    const commit = await git.writeCommit({ tree, parents, author: by, committer: by, message: `commit ${index}` });
    await git.setRefs(new Map([[`refs/heads/c${index}`, commit]]));
    commits.push(commit);
  }
});
afterAll(() => git.close());

describe('walking the history in memory gives what git gives', () => {
  test('for all that a commit reaches, whole and without what another reaches', async () => {
    for (const start of some(5)) {
      expect(await git.history(start)).toEqual(lines(ask('rev-list', start)));
      const not = commits[20] ?? '';
      expect(await git.history(start, { not })).toEqual(lines(ask('rev-list', start, `^${not}`)));
      expect(await git.history(start, { firstParent: true })).toEqual(lines(ask('rev-list', '--first-parent', start)));
    }
  });

  test('for one path, file or folder', async () => {
    for (const path of ['a.txt', 'folder', 'folder/deep/c.txt', 'nowhere']) {
      for (const start of some(8)) {
        expect(await git.history(start, { path }), `${path} at ${start}`).toEqual(
          lines(ask('rev-list', start, '--', path)),
        );
      }
    }
  });

  test('between two instants', async () => {
    const [since, until] = [1_700_000_000_000 + 5 * 60_000, 1_700_000_000_000 + 30 * 60_000];
    const start = commits.at(-1) ?? '';
    const expected = lines(ask('rev-list', `--since=${since / 1000}`, `--until=${until / 1000}`, start));
    expect(await git.history(start, { since, until })).toEqual(expected);
  });

  test('for the best common ancestors of every pair', async () => {
    for (const a of some(7)) {
      for (const b of some(9)) {
        expect(lines(ask('merge-base', '--all', a, b))).toContain(await git.mergeBase(a, b));
        const reached = lines(ask('rev-list', a)).includes(b);
        expect(await git.isAncestor(b, a)).toBe(reached);
      }
    }
  }, 60_000);

  test('for the tree that a merge makes, or that there is a conflict', async () => {
    const outcomes = new Set<string>();
    for (const a of some(9)) {
      for (const b of some(6)) {
        if (lines(ask('merge-base', '--all', a, b)).length > 1) continue;
        let expected: string | undefined;
        try {
          expected = ask('merge-tree', '--write-tree', '--no-messages', a, b);
        } catch {
          expected = undefined;
        }
        expect(await git.mergeTree(a, b), `${a} and ${b}`).toBe(expected);
        outcomes.add(expected === undefined ? 'conflict' : 'clean');
      }
    }
    expect(outcomes).toEqual(new Set(['conflict', 'clean']));
  }, 60_000);
});

test('every object it writes is one that git finds nothing to say about', () => {
  expect(ask('fsck', '--strict', '--no-dangling')).toBe('');
});

test('a diff names renamed, removed, binary and empty files, and counts lines', async () => {
  const blob = async (content: string | Buffer) => ({ mode: '100644' as const, oid: await git.writeBlob(content) });
  const before = await git.writeTreeWith(undefined, [
    { path: 'kept name.txt', entry: await blob('one\ntwo\nthree\nfour\n') },
    { path: 'gone.txt', entry: await blob('gone\n') },
    { path: 'changed.txt', entry: await blob('a\nb\n') },
  ]);
  const after = await git.writeTreeWith(before, [
    { path: 'kept name.txt', entry: null },
    { path: 'new/näme.txt', entry: await blob('one\ntwo\nthree\nfour\n') },
    { path: 'gone.txt', entry: null },
    { path: 'changed.txt', entry: await blob('a\nc\nd\n') },
    { path: 'binary', entry: await blob(Buffer.from([0, 1, 2])) },
    { path: 'empty', entry: await blob('') },
    { path: 'text', entry: await blob('done \ndiff --git a/x b/x\n@@ no hunk\n') },
  ]);
  expect(await git.diff(before, after)).toMatchObject([
    { path: 'binary', status: 'added', additions: 0, patch: undefined },
    { path: 'changed.txt', status: 'modified', additions: 2, deletions: 1, patch: '@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d' },
    { path: 'empty', status: 'added', additions: 0, patch: undefined },
    { path: 'gone.txt', status: 'removed', deletions: 1 },
    { path: 'new/näme.txt', previousPath: 'kept name.txt', status: 'renamed', additions: 0, deletions: 0 },
    { path: 'text', status: 'added', additions: 3, patch: '@@ -0,0 +1,3 @@\n+done \n+diff --git a/x b/x\n+@@ no hunk' },
  ]);
  expect(await git.diff(after, after)).toEqual([]);
  expect(await git.diff(undefined, before)).toHaveLength(3);
});

describe('a ref', () => {
  test('moves only from where it stands, and git agrees where it is', async () => {
    const [a = '', b = ''] = commits;
    await git.updateRef('refs/heads/moving', undefined, a);
    await expect(git.updateRef('refs/heads/moving', undefined, b)).rejects.toThrow(RefMoved);
    await expect(git.updateRef('refs/heads/moving', b, a)).rejects.toThrow(RefMoved);
    await git.updateRef('refs/heads/moving', a, b);
    expect(ask('rev-parse', 'refs/heads/moving')).toBe(b);
    await git.updateRef('refs/heads/moving', b, undefined);
    expect(git.branch('moving')).toBeUndefined();
    expect(() => ask('rev-parse', '--verify', '--quiet', 'refs/heads/moving')).toThrow();
  });

  test('in the way of another is refused, and the next change works again', async () => {
    const [a = ''] = commits;
    await git.updateRef('refs/heads/in', undefined, a);
    await expect(git.updateRef('refs/heads/in/the/way', undefined, a)).rejects.toThrow(RefMoved);
    await git.updateRef('refs/heads/after', undefined, a);
    expect(ask('rev-parse', 'refs/heads/after')).toBe(a);
  });

  test('many at once are all written', async () => {
    const [a = ''] = commits;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => git.updateRef(`refs/heads/many/${index}`, undefined, a)),
    );
    expect(lines(ask('for-each-ref', 'refs/heads/many'))).toHaveLength(20);
  });

  test('is found by its short and full name, and a commit by a part of its id', async () => {
    const [a = ''] = commits;
    expect(await git.resolve('c0', 'main')).toBe(a);
    expect(await git.resolve('refs/heads/c0', 'main')).toBe(a);
    expect(await git.resolve('heads/c0', 'main')).toBe(a);
    expect(await git.resolve(a.slice(0, 9), 'main')).toBe(a);
    expect(await git.resolve('0000000', 'main')).toBeUndefined();
    expect(await git.resolve('nowhere', 'main')).toBeUndefined();
  });
});

test('objects come back as they were written, large ones and many at once too', async () => {
  const large = Buffer.alloc(3_000_000, 'abcdefghij\n');
  const oid = await git.writeBlob(large);
  const all = await Promise.all([git.readBlob(oid), git.inspect(oid), git.readBlob('0'.repeat(40)), git.readBlob(oid)]);
  expect(all[0]?.equals(large)).toBe(true);
  expect(all[1]).toMatchObject({ type: 'blob', size: large.length });
  expect(all[2]).toBeUndefined();
  expect(all[3]?.equals(large)).toBe(true);
});
