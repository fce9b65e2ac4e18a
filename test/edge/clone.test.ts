import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readClone, readFirstShard } from '../../src/edge/clone.ts';

const run = promisify(execFile);
const FIRST = 'audit/entries/000000.jsonl';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'pullcord-clone-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function git(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  const who = ['-c', 'user.name=alice', '-c', 'user.email=alice@acme.example'];
  return (await run('git', [...who, '-C', folder, ...args], { env })).stdout.trim();
}

async function write(path: string, text: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** A repository whose branch of this name has these files; its commit. */
async function begin(branch: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  await git('init', '-q', '-b', branch);
  for (const [path, text] of Object.entries(files)) await write(path, text);
  await git('add', '-A');
  await git('commit', '-qm', 'begin');
  return git('rev-parse', 'HEAD');
}

describe('a clone', () => {
  it('is read at its branch audit, whatever is checked out', async () => {
    const head = await begin('audit', {
      [FIRST]: '{"n":0}\n',
      'audit/entries/000001.jsonl': '{"n":256}\n',
      'audit/other': 'x',
    });
    await git('checkout', '-q', '--orphan', 'main');
    await git('rm', '-rfq', '.');
    await write(FIRST, 'something else\n');
    expect(await readClone(folder)).toEqual({
      kind: 'read',
      from: `audit at ${head}`,
      shards: [
        { path: FIRST, text: '{"n":0}\n' },
        { path: 'audit/entries/000001.jsonl', text: '{"n":256}\n' },
      ],
    });
  });

  it('is read as it was fetched, before any branch of one’s own', async () => {
    const fetched = await begin('audit', { [FIRST]: '{"n":0}\n' });
    await git('update-ref', 'refs/remotes/origin/audit', fetched);
    await write(FIRST, '{"n":1}\n');
    await git('commit', '-qam', 'my own');
    expect(await readClone(folder)).toMatchObject({
      from: `origin/audit at ${fetched}`,
      shards: [{ text: '{"n":0}\n' }],
    });
  });

  it('is read as it was committed, not as a replacement shows it', async () => {
    await begin('audit', { [FIRST]: '{"n":0}\n' });
    const [was, other] = [await git('rev-parse', `HEAD:${FIRST}`), join(folder, 'other')];
    await writeFile(other, '{"n":666}\n');
    await git('replace', was, await git('hash-object', '-w', other));
    expect(await git('cat-file', 'blob', was)).toBe('{"n":666}');
    expect(await readClone(folder)).toMatchObject({ shards: [{ text: '{"n":0}\n' }] });
  });

  it('is the one in the folder: no environment and no folder around it says otherwise', async () => {
    await begin('audit', { [FIRST]: '{"n":0}\n' });
    const inner = join(folder, 'inner');
    await mkdir(inner);
    expect(await readClone(inner)).toMatchObject({ kind: 'unreadable' });
    process.env['GIT_DIR'] = join(folder, '.git');
    try {
      expect(await readClone(inner)).toMatchObject({ kind: 'unreadable' });
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('whose branch has a link in place of a file, or no records, is not read', async () => {
    await begin('audit', { 'elsewhere.jsonl': '{"n":0}\n' });
    expect(await readClone(folder)).toMatchObject({
      sentence: expect.stringMatching(/has no ledger: no file audit\/entries/) as string,
    });
    await mkdir(join(folder, 'audit/entries'), { recursive: true });
    await symlink('../../elsewhere.jsonl', join(folder, FIRST));
    await git('add', '-A');
    await git('commit', '-qm', 'link');
    expect(await readClone(folder)).toMatchObject({
      sentence: expect.stringMatching(/is not a plain file$/) as string,
    });
  });

  it('whose text is not UTF-8 is not read', async () => {
    await begin('audit', { [FIRST]: new Uint8Array([0x7b, 0xff, 0x7d, 0x0a]) });
    expect(await readClone(folder)).toMatchObject({ sentence: expect.stringMatching(/is not UTF-8$/) as string });
  });

  it('that lost an object is not read as less than it is', async () => {
    await begin('audit', { [FIRST]: '{"n":0}\n' });
    const id = await git('rev-parse', `HEAD:${FIRST}`);
    await rm(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
    expect(await readClone(folder)).toMatchObject({
      kind: 'unreadable',
      sentence: expect.stringContaining(FIRST) as string,
    });
  });
});

describe('a folder without git', () => {
  it('is read by its own files', async () => {
    await write(FIRST, '{"n":0}\n');
    await write('audit/entries/README.md', 'not a shard');
    expect(await readClone(folder)).toEqual({
      kind: 'read',
      from: join(folder, 'audit/entries'),
      shards: [{ path: FIRST, text: '{"n":0}\n' }],
    });
  });

  it('with nothing in it says what to name instead', async () => {
    expect(await readClone(folder)).toMatchObject({
      kind: 'unreadable',
      sentence: expect.stringMatching(
        /has neither a branch audit nor audit\/entries.*git fetch origin audit/,
      ) as string,
    });
  });
});

describe('the first file of records', () => {
  it('is read alone, from what was fetched', async () => {
    await begin('audit', { [FIRST]: '{"n":0}\n', 'audit/entries/000001.jsonl': '{"n":256}\n' });
    expect(await readFirstShard(folder)).toEqual({ path: FIRST, text: '{"n":0}\n' });
    await git('update-ref', 'refs/remotes/origin/audit', 'HEAD');
    await write(FIRST, '{"n":1}\n');
    await git('commit', '-qam', 'my own');
    expect(await readFirstShard(folder)).toEqual({ path: FIRST, text: '{"n":0}\n' });
  });

  it.each([
    ['there is no repository', () => Promise.resolve('')],
    ['there is no such branch', () => begin('main', { [FIRST]: '{"n":0}\n' })],
    ['the branch has none', () => begin('audit', { 'audit/other': 'x' })],
    ['it is not UTF-8', () => begin('audit', { [FIRST]: new Uint8Array([0xff, 10]) })],
  ])('is none where %s', async (_, prepare) => {
    await prepare();
    expect(await readFirstShard(folder)).toBeUndefined();
  });
});
