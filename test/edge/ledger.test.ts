import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import type { Answer, Call } from '../../src/sandbox/http.ts';
import { startAnswering, type Answering, type Script } from './github/answering.ts';

const REF = 'GET /repos/{owner}/{repo}/git/ref/{ref+}';
const COMMIT = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
const TREE = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
const MESSAGE = { headline: 'activated #42', body: 'Request: #42' };
let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

async function ledger(script: Script) {
  running = await startAnswering(script);
  return ledgerBranch(running.github, { owner: 'acme', name: 'access' });
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const tree = (entries: readonly object[], truncated = false): Answer => ok({ sha: 't', truncated, tree: entries });
const folder = (path: string, sha: string) => ({ path, mode: '040000', type: 'tree', sha });
const oidOf = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
const first = Buffer.from('{"a":"é"}\n');
const second = Buffer.from('{"b":1}\n');
const file = (path: string, bytes: Uint8Array) => ({ path, mode: '100644', type: 'blob', sha: oidOf(bytes) });

/** A branch with two shards, as git and REST tell of it; `change` answers in place of some of it. */
function branch(change: Readonly<Record<string, (call: Call) => Answer | undefined>> = {}): Script {
  const trees: Readonly<Record<string, Answer>> = {
    root: tree([folder('audit', 'audit')]),
    audit: tree([folder('checkpoints', 'checkpoints'), folder('entries', 'entries')]),
    entries: tree([file('000001.jsonl', second), file('README.md', first), file('000000.jsonl', first)]),
  };
  const answers: Readonly<Record<string, (call: Call) => Answer>> = {
    [REF]: () => ok({ object: { sha: 'head' } }),
    [COMMIT]: () => ok({ tree: { sha: 'root' } }),
    [TREE]: ({ params }) => trees[params['tree_sha'] ?? ''] ?? { status: 404 },
    [BLOB]: ({ params }) => {
      const bytes = [first, second].find((known) => oidOf(known) === params['file_sha']);
      return bytes === undefined ? { status: 404 } : ok({ content: bytes.toString('base64'), encoding: 'base64' });
    },
  };
  const rest = Object.entries(answers).map(([operation, answer]) => {
    return [operation, (call: Call) => change[operation]?.(call) ?? answer(call)] as const;
  });
  return { rest: Object.fromEntries(rest) };
}

const only = (sha: string, answer: Answer) => (call: Call) =>
  Object.values(call.params).includes(sha) ? answer : undefined;

describe('reading the ledger', () => {
  it('gives its head, the last shard, and the checkpoint and open.json where they are', async () => {
    const { read } = await ledger(branch());
    const last = { path: 'audit/entries/000001.jsonl', text: '{"b":1}\n' };
    expect(await read()).toEqual({ kind: 'read', head: 'head', checkpoint: undefined, opening: undefined, last });
    expect(running?.calls[0]?.params['ref']).toBe('heads/audit');
    expect(running?.calls.filter(({ operation }) => operation === BLOB)).toHaveLength(1);
    await running?.service.close();
    const files = [folder('entries', 'entries'), file('checkpoint', first), file('open.json', second)];
    const whole = await ledger(branch({ [TREE]: only('audit', tree(files)) }));
    expect(await whole.read()).toMatchObject({ checkpoint: '{"a":"é"}\n', opening: '{"b":1}\n', last });
  });

  it('gives every shard, in order, to whoever asks for all', async () => {
    const { shards } = await ledger(branch());
    expect(await shards('head')).toEqual([
      { path: 'audit/entries/000000.jsonl', text: '{"a":"é"}\n' },
      { path: 'audit/entries/000001.jsonl', text: '{"b":1}\n' },
    ]);
    await running?.service.close();
    const gone = await ledger(branch({ [BLOB]: only(oidOf(first), { status: 404 }) }));
    await expect(gone.shards('head')).rejects.toThrow('GitHub answered 404');
  });

  it('says that the branch is missing', async () => {
    const { read } = await ledger(branch({ [REF]: () => ({ status: 404, body: { message: 'Not Found' } }) }));
    expect(await read()).toEqual({ kind: 'missing' });
  });

  it.each([
    [
      'the branch is forbidden',
      { [REF]: () => ({ status: 403, body: { message: 'no' } }) },
      'branch audit: GitHub answered 403',
    ],
    ['GitHub fails', { [REF]: () => ({ status: 503 }) }, 'branch audit: GitHub answered 503'],
    ['its commit is gone', { [COMMIT]: () => ({ status: 404 }) }, 'commit head of audit: GitHub answered 404'],
    [
      'the list of shards was cut',
      { [TREE]: only('entries', tree([file('000000.jsonl', first)], true)) },
      'left entries',
    ],
    [
      'there is no folder of entries',
      { [TREE]: only('audit', tree([])) },
      'folder entries/ of audit: there is no such',
    ],
    [
      'a shard is a link',
      { [TREE]: only('entries', tree([{ ...file('0.jsonl', first), mode: '120000' }])) },
      'no plain file',
    ],
    [
      'a shard is missing',
      { [BLOB]: only(oidOf(second), { status: 404 }) },
      `blob ${oidOf(second)}: GitHub answered 404`,
    ],
    [
      'a shard holds other bytes than its id says',
      { [BLOB]: only(oidOf(second), ok({ content: '', encoding: 'base64' })) },
      'not the ones the id stands for',
    ],
  ])('says that it is unreadable when %s', async (_, change, sentence) => {
    const { read } = await ledger(branch(change));
    expect(await read()).toEqual({ kind: 'unreadable', sentence: expect.stringContaining(sentence) as string });
  });

  it('says that it is unreadable when a shard is not UTF-8', async () => {
    const bytes = Uint8Array.of(0x7b, 0xff);
    const { read } = await ledger(
      branch({
        [TREE]: only('entries', tree([file('000000.jsonl', bytes)])),
        [BLOB]: () => ok({ content: Buffer.from(bytes).toString('base64'), encoding: 'base64' }),
      }),
    );
    expect(await read()).toMatchObject({
      kind: 'unreadable',
      sentence: expect.stringContaining('is not UTF-8') as string,
    });
  });
});

describe('appending to the ledger', () => {
  const files = [{ path: 'audit/entries/000001.jsonl', text: '{"c":"é"}\n' }];
  const append = async (answer: unknown) =>
    (await ledger({ graphql: { Commit: () => answer } })).append('old', files, MESSAGE);
  const refusal = (type: string | undefined, message: string) => ({
    data: { createCommitOnBranch: null },
    errors: [{ ...(type === undefined ? {} : { type }), path: ['createCommitOnBranch'], message }],
  });

  it('commits on the expected head and tells the new one', async () => {
    expect(await append({ createCommitOnBranch: { commit: { oid: 'new', url: 'x' } } })).toEqual({
      outcome: 'appended',
      head: 'new',
    });
    expect(running?.calls[0]?.body).toMatchObject({
      variables: {
        input: {
          branch: { repositoryNameWithOwner: 'acme/access', branchName: 'audit' },
          expectedHeadOid: 'old',
          fileChanges: { additions: [{ path: files[0]?.path, contents: 'eyJjIjoiw6kifQo=' }] },
          message: MESSAGE,
        },
      },
    });
  });

  it('says when somebody else was first', async () => {
    const said = refusal('STALE_DATA', 'Expected branch to point to "old" but it did not.  Pull and try again.');
    expect(await append(said)).toEqual({ outcome: 'stale' });
  });

  it.each([
    ['a refusal is certain', refusal('FORBIDDEN', 'no'), 'could not commit on audit: GitHub answered FORBIDDEN (no)'],
    [
      'an error without a class is not',
      refusal(undefined, 'Something went awry'),
      'could not commit on audit: GitHub answered an error (Something went awry); it may have landed all the same',
    ],
    [
      'an answer without a commit is not',
      { data: { createCommitOnBranch: null } },
      'could not commit on audit: GitHub answered without a commit; it may have landed all the same',
    ],
  ])('says that it failed: %s', async (_, answer, sentence) => {
    expect(await append(answer)).toEqual({ outcome: 'failed', sentence });
  });

  it('takes staleness of anything else for a failure', async () => {
    const said = { data: null, errors: [{ type: 'STALE_DATA', path: ['somethingElse'], message: 'no' }] };
    expect(await append(said)).toMatchObject({ outcome: 'failed' });
  });

  it.each([503, 'drop'] as const)('is sent once, and may have landed, when the answer is lost (%s)', async (answer) => {
    const { append: send } = await ledger({
      graphql: { Commit: () => ({ createCommitOnBranch: { commit: { oid: 'new' } } }) },
    });
    running?.service.faults.add({ operation: 'POST /graphql', when: 'after', answer, times: 1 });
    expect(await send('old', files, MESSAGE)).toEqual({
      outcome: 'failed',
      sentence: expect.stringMatching(
        /^could not read the answer to the commit on audit.*it may have landed/,
      ) as string,
    });
    expect(running?.calls).toHaveLength(1);
  });

  it('is certain not to have landed when the token is refused', async () => {
    const { append: send } = await ledger({});
    running?.service.faults.add({ operation: 'POST /graphql', when: 'before', answer: 401, times: 1 });
    const sentence = 'could not read the answer to the commit on audit: GitHub answered 401 (injected fault)';
    expect(await send('old', files, MESSAGE)).toEqual({ outcome: 'failed', sentence });
  });
});

describe('beginning the ledger', () => {
  const CREATE_REF = 'POST /repos/{owner}/{repo}/git/refs';
  const files = [{ path: 'audit/entries/000000.jsonl', text: '{}\n' }];
  const begin = (createRef: Answer, standing?: string): Script => ({
    rest: {
      'POST /repos/{owner}/{repo}/git/trees': () => ({ status: 201, body: { sha: 'tree' } }),
      'POST /repos/{owner}/{repo}/git/commits': () => ({ status: 201, body: { sha: 'first' } }),
      [CREATE_REF]: () => createRef,
      [REF]: () => (standing === undefined ? { status: 404 } : ok({ object: { sha: standing } })),
    },
  });
  const refused = { status: 422, body: { message: 'Reference already exists' } };

  it('makes a commit without parents and points the branch at it', async () => {
    const { create } = await ledger(begin({ status: 201, body: {} }));
    expect(await create(files, MESSAGE)).toEqual({ outcome: 'created', head: 'first' });
    expect(running?.calls.map(({ body }) => body)).toEqual([
      { tree: [{ path: files[0]?.path, mode: '100644', type: 'blob', content: '{}\n' }] },
      { message: 'activated #42\n\nRequest: #42', tree: 'tree', parents: [] },
      { ref: 'refs/heads/audit', sha: 'first' },
    ]);
  });

  it('says that the branch is there already', async () => {
    const { create } = await ledger(begin(refused, 'other'));
    expect(await create(files, MESSAGE)).toEqual({ outcome: 'exists' });
  });

  it('knows its own commit when only the answer was lost', async () => {
    const { create } = await ledger(begin(refused, 'first'));
    running?.service.faults.add({ operation: CREATE_REF, when: 'after', answer: 'drop', times: 1 });
    expect(await create(files, MESSAGE)).toEqual({ outcome: 'created', head: 'first' });
  });

  it('says why when the branch is refused and is not there', async () => {
    const { create } = await ledger(begin({ status: 403, body: { message: 'no' } }));
    expect(await create(files, MESSAGE)).toEqual({
      outcome: 'failed',
      sentence: 'could not read the answer to the start of audit: GitHub answered 403 (no)',
    });
  });

  it('says why when not even the tree can be made', async () => {
    const { create } = await ledger({});
    expect(await create(files, MESSAGE)).toEqual({
      outcome: 'failed',
      sentence: 'could not read the answer to the tree of audit: GitHub answered 404 (Not Found)',
    });
  });
});
