import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkCommits, checkVersions } from '../../src/core/verify/history.ts';
import { openCloneLedger } from '../../src/edge/clone-ledger.ts';

const run = promisify(execFile);
const FIRST = 'audit/entries/000000.jsonl';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pullcord-history-'));
  await git('init', '-q', '-b', 'audit');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function git(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  const who = ['-c', 'user.name=alice', '-c', 'user.email=alice@acme.example'];
  return (await run('git', [...who, '-C', folder, ...args], { env })).stdout.trim();
}

async function commit(files: Readonly<Record<string, string | undefined>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    if (text === undefined) await rm(join(folder, path));
    else await writeFile(join(folder, path), text);
  }
  await git('add', '-A');
  await git('commit', '-qm', 'more');
  return git('rev-parse', 'HEAD');
}

async function walk(at = folder): Promise<readonly string[]> {
  const ledger = await openCloneLedger(at);
  if ('unreadable' in ledger) throw new Error(ledger.unreadable);
  const history = await ledger.history();
  if ('unread' in history) return [history.unread];
  const check = checkVersions(history);
  const shards = await Promise.all(ledger.shardPaths.map(ledger.readShard));
  const found = [...checkCommits(history), ...shards.flatMap(({ path, text }) => check({ path, text: text ?? '' }))];
  return found.map(({ code, where }) => `${code} ${where}`);
}

const grow = async () => {
  await commit({ [FIRST]: 'a\n', 'audit/checkpoint': '1', 'audit/checkpoints/1.note': '1' });
  await commit({ [FIRST]: 'a\nb\n', 'audit/checkpoint': '2', 'audit/checkpoints/2.note': '2' });
  await commit({
    [FIRST]: 'a\nb\nc\n',
    'audit/entries/000001.jsonl': 'd\n',
    'audit/checkpoint': '3',
    'audit/open.json': '{}',
  });
};

describe('the history of the branch', () => {
  it('that only ever appended is sound', async () => {
    await grow();
    expect(await walk()).toEqual([]);
    await git('gc', '-q');
    expect(await walk()).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ['rewrites a record', { [FIRST]: 'a\nB\nc\nd\n' }, 'history-not-append'],
    ['cuts records off', { [FIRST]: 'a\n' }, 'history-not-append'],
    ['leaves half a line', { [FIRST]: 'a\nb\nc\nd' }, 'history-not-append'],
    ['deletes a checkpoint', { 'audit/checkpoints/1.note': undefined }, 'history-not-append'],
    ['rewrites a checkpoint', { 'audit/checkpoints/1.note': 'x' }, 'history-not-append'],
    ['deletes a file of records', { 'audit/entries/000001.jsonl': undefined }, 'history-not-append'],
  ])('where a commit %s, it says which, even where a later one makes it good', async (_, change, code) => {
    await grow();
    const before = await Promise.all(
      Object.keys(change).map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
    );
    await commit(change);
    expect((await walk()).map((finding) => finding.split(' ')[0])).toContain(code);
    await commit(Object.fromEntries(before));
    expect((await walk()).map((finding) => finding.split(' ')[0])).toContain(code);
  });

  it('with a merge in it is no line', async () => {
    await grow();
    await git('checkout', '-q', '-b', 'side', 'HEAD~1');
    await commit({ 'audit/other': 'x' });
    await git('checkout', '-q', 'audit');
    await git('merge', '-q', '--no-edit', 'side');
    expect(new Set((await walk()).map((finding) => finding.split(' ')[0]))).toEqual(new Set(['history-not-linear']));
  });

  it('that a shallow clone, or a folder, does not have is not checked', async () => {
    await grow();
    const shallow = join(folder, 'shallow');
    await run('git', ['clone', '-q', '--depth', '1', `file://${folder}`, shallow]);
    expect(await walk(shallow)).toEqual(['the clone is shallow. Fetch the rest: git fetch --unshallow']);
    await rm(join(folder, '.git'), { recursive: true });
    expect(await walk()).toEqual([`${folder} is not a clone, so it has no history to verify`]);
  });
});

describe('the files of a clone', () => {
  it('are all there, byte for byte, and links and other bytes are none', async () => {
    await grow();
    await writeFile(join(folder, 'audit/bytes'), Uint8Array.of(0xff));
    await run('ln', ['-s', 'checkpoint', join(folder, 'audit/link')]);
    await commit({ 'audit/empty': '' });
    const ledger = await openCloneLedger(folder);
    if ('unreadable' in ledger) throw new Error(ledger.unreadable);
    expect(Object.fromEntries(ledger.others.map(({ path, text }) => [path, text]))).toEqual({
      'audit/bytes': undefined,
      'audit/link': undefined,
      'audit/empty': '',
      'audit/checkpoint': '3',
      'audit/checkpoints/1.note': '1',
      'audit/checkpoints/2.note': '2',
      'audit/open.json': '{}',
    });
    expect(ledger.shardPaths).toEqual([FIRST, 'audit/entries/000001.jsonl']);
  });

  it('and the commits it has, but not its other objects, are told', async () => {
    await grow();
    const head = await git('rev-parse', 'HEAD');
    const tree = await git('rev-parse', 'HEAD^{tree}');
    const ledger = await openCloneLedger(folder);
    if ('unreadable' in ledger) throw new Error(ledger.unreadable);
    expect(await ledger.commitsThere([head, tree, 'f'.repeat(40), 'HEAD'])).toEqual(new Set([head]));
  });
});
