import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { containing, refusal, REPO, startBench, type Bench } from './support.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench({
    from: [
      { path: 'README.md', content: '# Access\n' },
      { path: 'docs/link.md', content: '../README.md', mode: '120000' },
      { path: 'run.sh', content: '#!/bin/sh\n', mode: '100755' },
    ],
  });
  await bench.branch('alice', 'work', {});
});
afterAll(() => bench.close());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const put = (who: string, path: string, text: string, more: { sha?: string; branch?: string } = {}) =>
  bench.as(who).repos.createOrUpdateFileContents({
    ...REPO,
    path,
    content: base64(text),
    message: `Write ${path}`,
    branch: 'work',
    ...more,
  });
const get = async (path: string, ref = 'work') =>
  (await bench.as('alice').repos.getContent({ ...REPO, path, ref })).data;

describe('the contents API', () => {
  test('shows a file, a folder, the root and a raw file', async () => {
    expect(await get('README.md', 'main')).toMatchObject({
      type: 'file',
      size: 9,
      encoding: 'base64',
      content: `${base64('# Access\n')}\n`,
    });
    expect(await get('', 'main')).toMatchObject([
      { name: 'README.md' },
      { name: 'docs', type: 'dir', size: 0 },
      { name: 'run.sh' },
    ]);
    expect(await get('docs/link.md', 'main')).toMatchObject({ type: 'file', content: `${base64('# Access\n')}\n` });
    const raw = await bench.as('alice').repos.getContent({ ...REPO, path: 'README.md', mediaType: { format: 'raw' } });
    expect(raw.data).toBe('# Access\n');
    expect(await refusal(get('nowhere.md'))).toMatchObject({ status: 404 });
    expect(await refusal(get('README.md', 'nowhere'))).toMatchObject({ status: 404 });
  });

  test('writes a new file, and replaces it only for who names what is there', async () => {
    const created = await put('alice', 'notes/one.md', 'one\n');
    expect(created.status).toBe(201);
    const sha = created.data.content?.sha ?? '';
    expect(created.data.commit).toMatchObject({
      author: { name: 'Alice Adams', email: '1001+alice@users.noreply.github.com' },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
      verification: { verified: true },
    });
    expect(await refusal(put('bob', 'notes/one.md', 'two\n'))).toMatchObject({
      status: 422,
      message: containing(`"sha" wasn't supplied`),
    });
    expect(await refusal(put('bob', 'notes/one.md', 'two\n', { sha: '0'.repeat(40) }))).toMatchObject({ status: 409 });
    expect((await put('bob', 'notes/one.md', 'two\n', { sha })).status).toBe(200);
    expect(await get('notes/one.md')).toMatchObject({ content: `${base64('two\n')}\n` });
  });

  test('keeps the mode of what it replaces', async () => {
    const file = await get('run.sh');
    const sha = Array.isArray(file) ? '' : file.sha;
    await put('alice', 'run.sh', '#!/bin/bash\n', { sha });
    const tree = await bench.as('alice').git.getTree({ ...REPO, tree_sha: 'work' });
    expect(tree.data.tree.find(({ path }) => path === 'run.sh')).toMatchObject({ mode: '100755' });
  });

  test('deletes for who names what is there, and folders left empty go', async () => {
    const { data } = await put('alice', 'gone/file.md', 'x');
    const remove = (sha: string) =>
      bench.as('bob').repos.deleteFile({ ...REPO, path: 'gone/file.md', branch: 'work', message: 'Remove', sha });
    expect(await refusal(remove('0'.repeat(40)))).toMatchObject({ status: 409 });
    expect((await remove(data.content?.sha ?? '')).data).toMatchObject({
      content: null,
      commit: { message: 'Remove' },
    });
    expect(await refusal(get('gone'))).toMatchObject({ status: 404 });
  });

  test('refuses a branch that is not there, a way out of the repository, and a body that is none', async () => {
    expect(await refusal(put('alice', 'x', 'x', { branch: 'nowhere' }))).toMatchObject({ status: 404 });
    const call = (path: string, body: string) =>
      fetch(`${bench.github.apiUrl}/repos/acme/access/contents/${path}`, {
        method: 'PUT',
        headers: { authorization: `bearer ${bench.token('alice')}`, 'content-type': 'application/json' },
        body,
      });
    expect((await call('a%2F..%2F..%2Fb', JSON.stringify({ message: 'x', content: '', branch: 'work' }))).status).toBe(
      422,
    );
    expect((await call('.git%2Fconfig', JSON.stringify({ message: 'x', content: '', branch: 'work' }))).status).toBe(
      422,
    );
    expect((await call('x', '{"message":')).status).toBe(400);
    expect((await call('x', '{"message":7,"content":""}')).status).toBe(422);
  });
});

describe('git’s objects', () => {
  test('make a commit from blobs, tree and parents, and a branch can stand on it', async () => {
    const alice = bench.as('alice');
    const head = (await alice.git.getRef({ ...REPO, ref: 'heads/main' })).data.object.sha;
    const base = (await alice.git.getCommit({ ...REPO, commit_sha: head })).data.tree.sha;
    const blob = await alice.git.createBlob({ ...REPO, content: base64('bytes'), encoding: 'base64' });
    const tree = await alice.git.createTree({
      ...REPO,
      base_tree: base,
      tree: [
        { path: 'deep/er/blob.bin', mode: '100644', type: 'blob', sha: blob.data.sha },
        { path: 'inline.txt', mode: '100644', type: 'blob', content: 'inline\n' },
        { path: 'run.sh', mode: '100755', type: 'blob', sha: null },
      ],
    });
    const commit = await alice.git.createCommit({
      ...REPO,
      message: 'By hand',
      tree: tree.data.sha,
      parents: [head],
      author: { name: 'Somebody', email: 'somebody@elsewhere.example', date: '2026-01-02T03:04:05Z' },
    });
    await alice.git.createRef({ ...REPO, ref: 'refs/heads/by/hand', sha: commit.data.sha });
    const all = await alice.git.getTree({ ...REPO, tree_sha: 'by/hand', recursive: '1' });
    expect(all.data.tree.map(({ path, type }) => `${type} ${path}`)).toEqual([
      'blob README.md',
      'tree deep',
      'tree deep/er',
      'blob deep/er/blob.bin',
      'tree docs',
      'blob docs/link.md',
      'blob inline.txt',
    ]);
    expect(all.data.truncated).toBe(false);
    expect((await alice.git.getBlob({ ...REPO, file_sha: blob.data.sha })).data).toMatchObject({
      size: 5,
      content: `${base64('bytes')}\n`,
    });
    const shown = await alice.repos.getCommit({ ...REPO, ref: 'by/hand' });
    expect(shown.data).toMatchObject({
      author: null,
      commit: { author: { date: '2026-01-02T03:04:05Z' }, verification: { verified: false } },
      stats: { additions: 2, deletions: 1 },
    });
  });

  test('refuse what is not there', async () => {
    const alice = bench.as('alice');
    const none = '0'.repeat(40);
    expect(await refusal(alice.git.getCommit({ ...REPO, commit_sha: none }))).toMatchObject({ status: 404 });
    expect(await refusal(alice.git.getBlob({ ...REPO, file_sha: none }))).toMatchObject({ status: 404 });
    expect(await refusal(alice.git.getTree({ ...REPO, tree_sha: none }))).toMatchObject({ status: 404 });
    expect(await refusal(alice.git.createCommit({ ...REPO, message: 'x', tree: none, parents: [] }))).toMatchObject({
      status: 422,
    });
    const tree = [{ path: '../x', mode: '100644' as const, content: 'x' }];
    expect(await refusal(alice.git.createTree({ ...REPO, tree }))).toMatchObject({ status: 422 });
  });
});

describe('refs and branches', () => {
  test('are made, matched, moved, forced and deleted', async () => {
    const alice = bench.as('alice');
    const main = (await alice.git.getRef({ ...REPO, ref: 'heads/main' })).data.object.sha;
    const head = await bench.branch('alice', 'topic/one', { 'topic.txt': '1\n' });
    await alice.git.createRef({ ...REPO, ref: 'refs/heads/topic/two', sha: main });
    const matching = await alice.git.listMatchingRefs({ ...REPO, ref: 'heads/topic/' });
    expect(matching.data.map(({ ref }) => ref)).toEqual(['refs/heads/topic/one', 'refs/heads/topic/two']);
    expect(await refusal(alice.git.createRef({ ...REPO, ref: 'refs/heads/topic/one', sha: main }))).toMatchObject({
      status: 422,
      message: 'Reference already exists',
    });
    await alice.git.updateRef({ ...REPO, ref: 'heads/topic/two', sha: head });
    expect(await refusal(alice.git.updateRef({ ...REPO, ref: 'heads/topic/two', sha: main }))).toMatchObject({
      status: 422,
      message: 'Update is not a fast forward',
    });
    await alice.git.updateRef({ ...REPO, ref: 'heads/topic/two', sha: main, force: true });
    expect((await alice.repos.getBranch({ ...REPO, branch: 'topic/two' })).data).toMatchObject({
      protected: false,
      commit: { sha: main },
    });
    await alice.git.deleteRef({ ...REPO, ref: 'heads/topic/two' });
    expect(await refusal(alice.git.getRef({ ...REPO, ref: 'heads/topic/two' }))).toMatchObject({ status: 404 });
    expect(await refusal(alice.git.deleteRef({ ...REPO, ref: 'heads/topic/two' }))).toMatchObject({ status: 422 });
    expect(await refusal(alice.git.createRef({ ...REPO, ref: 'refs/heads/x', sha: '0'.repeat(40) }))).toMatchObject({
      status: 422,
    });
    expect(await refusal(alice.git.createRef({ ...REPO, ref: 'refs/heads/a..b', sha: main }))).toMatchObject({
      status: 422,
    });
    expect(await refusal(alice.git.createRef({ ...REPO, ref: 'refs/pull/1/head', sha: main }))).toMatchObject({
      status: 422,
    });
    const branches = await alice.repos.listBranches({ ...REPO, protected: true });
    expect(branches.data.map(({ name }) => name)).toEqual(['main']);
  });

  test('tell who pushed what to them', async () => {
    await bench.branch('alice', 'pushed', { 'pushed.txt': '1\n' });
    const { data } = await bench.as('alice').repos.listActivities({ ...REPO, ref: 'pushed' });
    expect(data.map(({ activity_type, actor }) => [activity_type, actor?.id])).toEqual([
      ['push', 1001],
      ['branch_creation', 1001],
    ]);
  });
});

test('commits are listed by branch, path, instant and author, newest first', async () => {
  const alice = bench.as('alice');
  await bench.branch('alice', 'log', { 'log/a.txt': '1\n' });
  bench.pass(3600);
  const since = new Date(bench.github.world.now()).toISOString();
  const { data: made } = await put('bob', 'log/b.txt', '2\n', { branch: 'log' });
  const list = async (more: object) =>
    (await alice.repos.listCommits({ ...REPO, sha: 'log', ...more })).data.map(({ commit }) => commit.message);
  expect(await list({})).toEqual(['Write log/b.txt', 'Add log/a.txt', 'Set up break-glass access']);
  expect(await list({ path: 'log/a.txt' })).toEqual(['Add log/a.txt']);
  expect(await list({ since })).toEqual(['Write log/b.txt']);
  expect(await list({ until: '2026-11-24T02:17:00Z', path: 'log' })).toEqual(['Add log/a.txt']);
  expect(await list({ author: 'bob' })).toEqual(['Write log/b.txt']);
  expect(await list({ sha: made.commit.sha ?? '', per_page: 1 })).toEqual(['Write log/b.txt']);
  expect(await refusal(alice.repos.listCommits({ ...REPO, sha: 'nowhere' }))).toMatchObject({ status: 404 });
  const sha = await alice.repos.getCommit({ ...REPO, ref: 'log', mediaType: { format: 'sha' } });
  expect(sha.data).toBe(made.commit.sha);
  expect(await refusal(alice.repos.getCommit({ ...REPO, ref: 'nowhere' }))).toMatchObject({ status: 422 });
});
