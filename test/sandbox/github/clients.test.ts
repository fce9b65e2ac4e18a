import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { APP } from '../../../src/sandbox/github/state.ts';
import { REPO, startBench, startGit, type Bench } from './support.ts';

let bench: Bench;
let client: Awaited<ReturnType<typeof startGit>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  client = await startGit();
});
afterEach(() => client.remove());

const url = (who: Parameters<Bench['token']>[0]) => bench.github.gitUrl(bench.token(who));
const clone = (who: Parameters<Bench['token']>[0]) => client.git('clone', '--quiet', url(who), '.');
const failure = (asked: Promise<string>) =>
  asked.then(
    () => expect.fail('git was let through'),
    (error: unknown) => (error as { stderr: string }).stderr,
  );

async function change(name: string, text = `${name}\n`): Promise<void> {
  await writeFile(join(client.folder, name), text);
  await client.git('add', name);
  await client.git('commit', '--quiet', '-m', `Change ${name}`);
}

describe('git clone', () => {
  test('brings what the repository was seeded with', async () => {
    const fresh = await startBench();
    try {
      await client.git('clone', '--quiet', fresh.github.gitUrl(fresh.token('alice')), '.');
    } finally {
      await fresh.close();
    }
    expect(await readFile(join(client.folder, 'README.md'), 'utf8')).toBe('# Access\n');
    expect(await client.git('log', '--format=%an <%ae> %cI %s')).toBe(
      'Acme Administrator <1000+acme-admin@users.noreply.github.com> 2026-11-24T02:17:00+00:00 Set up break-glass access\n',
    );
  });

  test('works shallow, without blobs, by the oldest protocol, and with the token as a header', async () => {
    await client.git('clone', '--quiet', '--depth=1', '--filter=blob:none', url('mallory'), 'shallow');
    await client.git('-c', 'protocol.version=0', 'clone', '--quiet', url('mallory'), 'old');
    const basic = Buffer.from(`x-access-token:${bench.token('alice')}`).toString('base64');
    await client.git(
      '-c',
      `http.extraHeader=Authorization: Basic ${basic}`,
      'clone',
      '--quiet',
      bench.github.gitUrl(),
      'header',
    );
    for (const folder of ['shallow', 'old', 'header'])
      expect(await client.git('-C', folder, 'status', '--short')).toBe('');
  });

  test('asks a stranger who they are, and turns a wrong token away', async () => {
    expect(await failure(client.git('clone', bench.github.gitUrl(), '.'))).toMatch(
      /could not read Username|Authentication failed/,
    );
    expect(await failure(client.git('clone', bench.github.gitUrl('wrong'), '.'))).toContain('Authentication failed');
    expect(
      (await fetch(`${bench.github.gitUrl()}/info/refs?service=git-upload-pack`)).headers.get('www-authenticate'),
    ).toContain('Basic');
  });

  test('of another repository finds none', async () => {
    expect(await failure(client.git('clone', url('alice').replace('/access.git', '/other.git'), '.'))).toContain(
      'not found',
    );
  });
});

describe('git push', () => {
  test('of a new branch is seen by the API, and its author known by the address', async () => {
    await clone('alice');
    await client.git('switch', '--quiet', '-c', 'feature/pushed');
    await change('pushed.txt');
    await client.git('push', '--quiet', 'origin', 'feature/pushed');
    const { data } = await bench.as('alice').repos.getCommit({ ...REPO, ref: 'feature/pushed' });
    expect(data.sha).toBe((await client.git('rev-parse', 'HEAD')).trim());
    expect(data).toMatchObject({
      author: { id: 1001 },
      commit: { verification: { verified: false, reason: 'unsigned' } },
      files: [{ filename: 'pushed.txt', status: 'added' }],
    });
  });

  test('moves the pull request of the branch, and its merge and head refs can be fetched', async () => {
    const number = await bench.pull('alice', 'followed', { 'followed.txt': '1\n' });
    await clone('alice');
    await client.git('switch', '--quiet', 'followed');
    await change('followed.txt', '2\n');
    bench.events.length = 0;
    await client.git('push', '--quiet', 'origin', 'followed');
    const head = (await client.git('rev-parse', 'HEAD')).trim();
    const { data } = await bench.as('alice').pulls.get({ ...REPO, pull_number: number });
    expect(data).toMatchObject({ head: { sha: head }, commits: 2, mergeable: true });
    await client.git('fetch', '--quiet', 'origin', `refs/pull/${number}/merge:merged`, `refs/pull/${number}/head:head`);
    expect((await client.git('rev-parse', 'head')).trim()).toBe(head);
    expect((await client.git('rev-parse', 'merged')).trim()).toBe(data.merge_commit_sha);
    expect((await client.git('rev-parse', 'merged^2')).trim()).toBe(head);
    expect(bench.events.map(({ name, ...event }) => [name, 'action' in event ? event.action : event.ref])).toEqual([
      ['push', 'refs/heads/followed'],
      ['pull_request', 'synchronize'],
    ]);
  });

  test('with force moves it too, and its timeline says so', async () => {
    const number = await bench.pull('alice', 'forced', { 'forced.txt': '1\n' });
    await clone('alice');
    await client.git('switch', '--quiet', 'forced');
    await client.git('commit', '--quiet', '--amend', '-m', 'Amended');
    expect(await failure(client.git('push', 'origin', 'forced'))).toContain('rejected');
    await client.git('push', '--quiet', '--force', 'origin', 'forced');
    expect(bench.github.state.pulls.get(number)?.timeline).toMatchObject([
      { event: 'head_ref_force_pushed', actor: 1001 },
    ]);
  });

  test('to main is declined in GitHub’s words and changes nothing, but the organisation’s owner is let through', async () => {
    await clone('alice');
    await change('direct.txt');
    const before = bench.github.repository.branch('main');
    const words = await failure(client.git('push', 'origin', 'main'));
    expect(words).toContain('GH013: Repository rule violations found for refs/heads/main.');
    expect(words).toContain('- Changes must be made through a pull request.');
    expect(words).toContain('! [remote rejected] main -> main (push declined due to repository rule violations)');
    expect(bench.github.repository.branch('main')).toBe(before);
    await client.git('push', '--quiet', url('acme-admin'), 'main');
    expect(bench.github.repository.branch('main')).toBe((await client.git('rev-parse', 'main')).trim());
  });

  test('to audit is the App’s alone, and even it pushes no force where nobody may', async () => {
    const app = { kind: 'installation', permissions: { contents: 'write' } } as const;
    await clone(app);
    await client.git('push', '--quiet', 'origin', 'main:audit');
    await change('entry.jsonl');
    expect(await failure(client.git('push', url('acme-admin'), 'HEAD:audit'))).toContain(
      'Cannot update this protected ref.',
    );
    expect(await failure(client.git('push', url('bob'), ':audit'))).toContain('Cannot delete this protected ref.');
    await client.git('push', '--quiet', 'origin', 'HEAD:audit');
    expect(bench.github.state.activity.at(-1)).toMatchObject({
      ref: 'refs/heads/audit',
      actor: APP.bot.id,
      type: 'push',
    });
  });

  test('by somebody who only reads, or a token that only reads, is denied', async () => {
    await clone('mallory');
    await client.git('switch', '--quiet', '-c', 'mine');
    await change('mine.txt');
    expect(await failure(client.git('push', 'origin', 'mine'))).toContain(
      'Permission to acme/access.git denied to mallory.',
    );
    const reading = { kind: 'workflow', permissions: { contents: 'read' } } as const;
    expect(await failure(client.git('push', url(reading), 'mine'))).toContain('denied to github-actions[bot]');
  });

  test('never writes the refs of pull requests, and of several refs moves those it may', async () => {
    await clone('alice');
    await client.git('switch', '--quiet', '-c', 'several');
    await change('several.txt');
    expect(await failure(client.git('push', 'origin', 'several:refs/pull/9/head'))).toContain(
      'deny updating a hidden ref',
    );
    expect(await failure(client.git('push', 'origin', 'several', 'several:main'))).toContain(
      '[remote rejected] several -> main',
    );
    expect(bench.github.repository.branch('several')).toBe((await client.git('rev-parse', 'HEAD')).trim());
    await client.git('tag', '-a', 'v1', '-m', 'one');
    await client.git('push', '--quiet', 'origin', 'v1', ':several');
    expect(bench.github.repository.branch('several')).toBeUndefined();
    const tagged = await bench.as('alice').repos.getCommit({ ...REPO, ref: 'v1' });
    expect(tagged.data.sha).toBe((await client.git('rev-parse', 'v1^{commit}')).trim());
  });

  test('of a pull request’s commits straight to its base marks it merged', async () => {
    const number = await bench.pull('alice', 'indirect', { 'indirect.txt': '1\n' });
    await clone('acme-admin');
    await client.git('merge', '--quiet', '--no-edit', 'origin/indirect');
    await client.git('push', '--quiet', 'origin', 'main');
    const { data } = await bench.as('alice').pulls.get({ ...REPO, pull_number: number });
    expect(data).toMatchObject({ merged: true, merged_by: { login: 'acme-admin' }, commits: 1, changed_files: 1 });
  });
});
