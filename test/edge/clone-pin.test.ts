import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PIN_PATH } from '../../src/core/ledger/pin.ts';
import { readClonePin } from '../../src/edge/clone-pin.ts';

const run = promisify(execFile);

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'pullcord-clone-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function git(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  const who = ['-c', 'user.name=alice', '-c', 'user.email=alice@acme.example'];
  return (await run('git', [...who, '-C', folder, ...args], { env })).stdout.trim();
}

async function commit(path: string, text: string | undefined): Promise<string> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  if (text === undefined) await rm(join(folder, path));
  else await writeFile(join(folder, path), text);
  await git('add', '-A');
  await git('commit', '-qm', path);
  return git('rev-parse', 'HEAD');
}

const pin = async () => {
  const read = await readClonePin(folder);
  return 'unread' in read ? read : read.file;
};

describe('the pin of a clone', () => {
  it('is that of the default branch, whatever the branch audit has', async () => {
    await git('init', '-q', '-b', 'main');
    await commit(PIN_PATH, 'of main\n');
    await git('switch', '-q', '--orphan', 'audit');
    await commit(PIN_PATH, 'of audit\n');
    expect(await pin()).toEqual({ is: 'there', text: 'of main\n' });
  });

  it('is not read from the branch audit, if the clone has nothing else', async () => {
    await git('init', '-q', '-b', 'audit');
    await commit(PIN_PATH, 'of audit\n');
    expect(await pin()).toEqual({ unread: expect.stringContaining('git fetch origin main') as string });
  });

  it('is absent, or gone if an earlier commit had it', async () => {
    await git('init', '-q', '-b', 'main');
    await commit('README.md', 'x');
    expect(await pin()).toEqual({ is: 'absent' });
    await commit(PIN_PATH, 'of main\n');
    await commit(PIN_PATH, undefined);
    expect(await pin()).toEqual({ is: 'gone' });
  });

  it('is no text if it is a link', async () => {
    await git('init', '-q', '-b', 'main');
    await mkdir(join(folder, dirname(PIN_PATH)));
    await symlink('other', join(folder, PIN_PATH));
    await git('add', '-A');
    await git('commit', '-qm', 'link');
    expect(await pin()).toEqual({ is: 'there', text: null });
  });

  it('is a file of a folder without a repository', async () => {
    expect(await pin()).toEqual({ is: 'absent' });
    await mkdir(join(folder, dirname(PIN_PATH)));
    await writeFile(join(folder, PIN_PATH), 'of the folder\n');
    expect(await pin()).toEqual({ is: 'there', text: 'of the folder\n' });
  });

  it('comes with the documents of each commit, and its place on the first-parent line', async () => {
    await git('init', '-q', '-b', 'main');
    const first = await commit('policies/organization.yaml', 'a');
    await commit('policies/schema/x.yaml', 'no document');
    await git('switch', '-q', '-c', 'side', first);
    const side = await commit('policies/orders.yaml', 'b');
    await git('switch', '-q', 'main');
    await git('merge', '-q', '--no-ff', '-m', 'merge', 'side');
    const read = await readClonePin(folder);
    if ('unread' in read) return expect.fail(read.unread);
    const blob = (text: string) => run('git', ['-C', folder, 'rev-parse', text]).then(({ stdout }) => stdout.trim());
    const organization = await blob(`${first}:policies/organization.yaml`);
    expect(await read.documentsAt(first)).toEqual({
      isOnLine: true,
      policies: { 'policies/organization.yaml': organization },
    });
    expect(await read.documentsAt(side)).toMatchObject({ isOnLine: false });
    expect(await read.documentsAt('ab'.repeat(20))).toBeUndefined();
  });
});
