import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import type { Answer, Call } from '../../src/sandbox/http.ts';
import { startAnswering, type Answering, type Script } from './github/answering.ts';

const REF = 'GET /repos/{owner}/{repo}/git/ref/{ref+}';
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
const oidOf = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
const first = Buffer.from('{"a":"é"}\n');
const second = Buffer.from('{"b":1}\n');
/** A file as GraphQL shows it beside the branch; `text` in place of its own. */
const file = (bytes: Buffer, text: string | null = bytes.toString()) => ({
  mode: 0o100644,
  type: 'blob',
  oid: oidOf(bytes),
  object: { byteSize: bytes.length, isBinary: false, isTruncated: text === null, text },
});
/** The same, in a folder's list. */
const named = (name: string, bytes: Buffer) => ({ name, mode: 0o100644, type: 'blob', oid: oidOf(bytes) });
const folder = (entries: readonly object[] | null) => ({ oid: 'tree', object: { __typename: 'Tree', entries } });

/** Commits of the branch, and one that a merge brought to it. */
const HISTORY = [
  { oid: 'head', parents: { nodes: [{ oid: 'older' }] }, checkpoint: file(second) },
  { oid: 'aside', parents: { nodes: [] }, checkpoint: null },
  { oid: 'older', parents: { nodes: [] }, checkpoint: null },
];

/** A branch of one shard, which comes along; `change` says the rest. */
const young = (bytes: Buffer = first, change: object = {}) => ({
  repository: {
    ref: {
      target: {
        ...{ oid: 'head', checkpoint: null, opening: null, first: file(bytes), history: { nodes: HISTORY } },
        entries: folder([named('README.md', first), named('000000.jsonl', bytes)]),
        ...change,
      },
    },
  },
});
const TWO = [named('000001.jsonl', second), named('README.md', first), named('000000.jsonl', first)];
const grown = (change: object = {}) => young(first, { entries: folder(TWO), ...change });

function branch(
  answer: unknown = young(),
  blob: (call: Call) => Answer = ({ params }) => {
    const bytes = [first, second].find((known) => oidOf(known) === params['file_sha']);
    return bytes === undefined ? { status: 404 } : ok({ content: bytes.toString('base64'), encoding: 'base64' });
  },
): Script {
  const files = () => ({ repository: { object: { entries: folder(TWO) } } });
  return { graphql: { Ledger: () => answer, LedgerFiles: files }, rest: { [BLOB]: blob } };
}

const operations = () => running?.calls.map(({ operation }) => operation);
const FIRST = { path: 'audit/entries/000000.jsonl', text: '{"a":"é"}\n' };
const LAST = { path: 'audit/entries/000001.jsonl', text: '{"b":1}\n' };
const READ = {
  kind: 'read',
  head: 'head',
  line: [
    { oid: 'head', parents: ['older'], checkpoint: '{"b":1}\n' },
    { oid: 'older', parents: [], checkpoint: undefined },
  ],
  checkpoint: undefined,
  snapshot: undefined,
  last: FIRST,
  genesis: '{"a":"é"}',
  keyProofs: [],
};

describe('reading the ledger', () => {
  it('gives the head and the only shard in one round trip', async () => {
    const { read } = await ledger(branch());
    expect(await read()).toEqual(READ);
    expect(running?.calls.map(({ body }) => body)).toMatchObject([{ variables: { ref: 'refs/heads/audit' } }]);
  });

  it('reads the last shard by itself where there are several, and no other', async () => {
    const { read } = await ledger(branch(grown({ checkpoint: file(first), opening: file(second) })));
    const end = { checkpoint: '{"a":"é"}\n', snapshot: '{"b":1}\n', last: LAST };
    expect(await read()).toEqual({ ...READ, ...end });
    expect(operations()).toEqual(['POST /graphql', BLOB]);
  });

  it('gives every shard, in order, to whoever asks for all', async () => {
    const { shards } = await ledger(branch());
    expect(await shards('head')).toEqual([FIRST, LAST]);
    expect(running?.calls[0]?.body).toMatchObject({ variables: { head: 'head' } });
    await running?.service.close();
    const gone = await ledger(branch(young(), () => ({ status: 404 })));
    await expect(gone.shards('head')).rejects.toThrow('GitHub answered 404');
  });

  it.each([
    ['the commit is forbidden', { data: { repository: null }, errors: [{ type: 'FORBIDDEN', message: 'no' }] }],
    ['the commit is not there', { repository: { object: null } }],
  ])('gives no shards when %s', async (_, answer) => {
    const { shards } = await ledger({ graphql: { LedgerFiles: () => answer } });
    await expect(shards('head')).rejects.toThrow(/FORBIDDEN|the folder is missing/);
  });

  it.each([
    ['is left out, as it is too long', null],
    ['is not the one its id stands for', '{"b":2}\n'],
  ])('reads a shard by itself whose text %s', async (_, text) => {
    const { read } = await ledger(branch(young(first, { first: file(first, text) })));
    expect(await read()).toEqual(READ);
    expect(operations()).toEqual(['POST /graphql', BLOB]);
  });

  it.each([
    ['there is no such branch', { repository: { ref: null } }],
    [
      'there is no such repository for this token',
      { data: { repository: null }, errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'no' }] },
    ],
  ])('says that the branch is missing when %s', async (_, answer) => {
    const { read } = await ledger(branch(answer));
    expect(await read()).toEqual({ kind: 'missing' });
  });

  it.each([
    [
      'it is forbidden',
      { data: { repository: { ref: null } }, errors: [{ type: 'FORBIDDEN', message: 'no' }] },
      'branch audit: GitHub answered FORBIDDEN (no)',
    ],
    ['GitHub fails', { errors: [{ message: 'timeout' }] }, 'branch audit: GitHub answered an error (timeout)'],
    ['it is not said where it stands', { repository: { ref: { target: null } } }, 'GitHub did not return its head'],
    [
      'there is no folder of entries',
      young(first, { entries: null }),
      'folder audit/entries/ of audit: the folder is missing',
    ],
    ['the list of shards is missing', young(first, { entries: folder(null) }), 'folder audit/entries/ of audit'],
    [
      'a shard is a link',
      young(first, { entries: folder([{ ...named('0.jsonl', first), mode: 0o120000 }]) }),
      'the file has the mode 120000 instead of 100644',
    ],
    ['a shard is no file', young(first, { first: { ...file(first), object: {} } }), 'the path is not a file'],
    ['open.json is a link', young(first, { opening: { ...file(first), mode: 0o120000 } }), 'audit/open.json of audit'],
  ])('says that it is unreadable when %s', async (_, answer, sentence) => {
    const { read } = await ledger(branch(answer));
    expect(await read()).toEqual({ kind: 'unreadable', sentence: expect.stringContaining(sentence) as string });
  });

  it.each([
    ['is missing', { status: 404 }, `blob ${oidOf(second)}: GitHub answered 404`],
    ['holds other bytes than its id says', ok({ content: '', encoding: 'base64' }), 'bytes that do not match the id'],
  ])('says that it is unreadable when a shard %s', async (_, answer, sentence) => {
    const { read } = await ledger(branch(young(second, { first: file(second, null) }), () => answer));
    expect(await read()).toEqual({ kind: 'unreadable', sentence: expect.stringContaining(sentence) as string });
  });

  it('says that it is unreadable when a shard is not UTF-8', async () => {
    const bytes = Buffer.of(0x7b, 0xff);
    const answer = () => ok({ content: bytes.toString('base64'), encoding: 'base64' });
    const { read } = await ledger(branch(young(bytes), answer));
    expect(await read()).toMatchObject({
      kind: 'unreadable',
      sentence: expect.stringContaining('is not UTF-8') as string,
    });
  });

  it('says that it is unreadable when GitHub is down', async () => {
    running = await startAnswering(branch());
    running.service.faults.add({ operation: 'POST /graphql', when: 'before', answer: 503, times: 9 });
    const { read } = ledgerBranch(running.github, { owner: 'acme', name: 'access' });
    expect(await read()).toMatchObject({ sentence: expect.stringContaining('GitHub answered 503') as string });
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
    [
      'a refusal is certain',
      refusal('FORBIDDEN', 'no'),
      'could not commit on branch audit: GitHub answered FORBIDDEN (no)',
    ],
    [
      'an error without a class is not',
      refusal(undefined, 'Something went awry'),
      'could not commit on branch audit: GitHub answered an error (Something went awry); the write may have landed',
    ],
    [
      'an answer without a commit is not',
      { data: { createCommitOnBranch: null } },
      'could not commit on branch audit: GitHub answered without a commit; the write may have landed',
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
        /^could not read the answer to the commit on audit.*the write may have landed/,
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
