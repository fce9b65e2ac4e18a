import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { repositoryReader } from '../../../src/edge/github/repository.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';

const BLOB = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

async function reader(script: Script) {
  running = await startAnswering(script);
  return repositoryReader(running.github, { owner: 'acme', name: 'access' });
}

function oidOf(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** An entry as GraphQL shows it: the text decoded leniently, as GitHub does. */
function entry(name: string, bytes: Uint8Array, change: Record<string, unknown> = {}) {
  const object = { byteSize: bytes.length, isBinary: false, isTruncated: false, text: new TextDecoder().decode(bytes) };
  return { name, mode: 0o100644, oid: oidOf(bytes), type: 'blob', object: { ...object, ...change } };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const found = (object: unknown) => ({ repository: { commit: { oid: 'abc' }, object } });
const folder = (entries: unknown[] | null) => found({ __typename: 'Tree', entries });
const rest = (bytes: Uint8Array) => ({
  [BLOB]: () => ({ status: 200, body: { content: Buffer.from(bytes).toString('base64'), encoding: 'base64' } }),
});

describe('a folder', () => {
  it('gives its entries with modes in octal and true bytes', async () => {
    const hello = bytesOf('héllo\n');
    const entries = [
      entry('a.yaml', hello),
      { ...entry('link.yaml', bytesOf('a.yaml')), mode: 0o120000 },
      { name: 'deep', mode: 0o40000, oid: 'c0ffee', type: 'tree', object: {} },
      { name: 'module', mode: 0o160000, oid: 'c0ffee', type: 'commit', object: null },
    ];
    const { folder: read } = await reader({ graphql: { Folder: () => folder(entries) } });
    expect(await read('abc', 'policies')).toEqual([
      { name: 'a.yaml', mode: '100644', oid: oidOf(hello), type: 'blob', bytes: hello },
      { name: 'link.yaml', mode: '120000', oid: oidOf(bytesOf('a.yaml')), type: 'blob', bytes: bytesOf('a.yaml') },
      { name: 'deep', mode: '040000', oid: 'c0ffee', type: 'tree', bytes: null },
      { name: 'module', mode: '160000', oid: 'c0ffee', type: 'commit', bytes: null },
    ]);
    expect(running?.calls[0]?.body).toMatchObject({ variables: { commit: 'abc', expression: 'abc:policies' } });
  });

  it.each([
    ['is binary, so has no text', Uint8Array.of(0, 1, 2), { isBinary: true, text: null }],
    ['is no UTF-8', Uint8Array.of(0x61, 0xff, 0xfe), {}],
    ['is no UTF-8 but as long as what replaced it', Uint8Array.of(0xf0, 0x9f, 0x98), {}],
    ['begins with a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), {}],
    ['was cut', bytesOf('whole'), { isTruncated: true, text: 'who' }],
  ])('asks for the blob itself when it %s', async (_, bytes, change) => {
    const { folder: read } = await reader({
      graphql: { Folder: () => folder([entry('a.yaml', bytes, change)]) },
      rest: rest(bytes),
    });
    expect((await read('abc', 'policies'))?.[0]?.bytes).toEqual(bytes);
    expect(running?.calls.at(-1)?.params['file_sha']).toBe(oidOf(bytes));
  });

  it('leaves out the bytes of what is longer than 64 KiB', async () => {
    const { folder: read } = await reader({
      graphql: {
        Folder: () => folder([entry('a.yaml', new Uint8Array(65_537)), entry('b.yaml', new Uint8Array(65_536))]),
      },
      rest: {},
    });
    expect((await read('abc', 'policies'))?.map(({ bytes }) => bytes?.length)).toEqual([undefined, 65_536]);
  });

  it('is not read when the blob has other bytes than its id says', async () => {
    const { folder: read } = await reader({
      graphql: { Folder: () => folder([entry('a.yaml', bytesOf('mine'), { text: null })]) },
      rest: rest(bytesOf('yours')),
    });
    await expect(read('abc', 'policies')).rejects.toThrow('GitHub returned bytes that do not match the id');
  });

  it('that is absent is undefined', async () => {
    const { folder: read } = await reader({ graphql: { Folder: () => found(null) } });
    expect(await read('abc', 'policies')).toBeUndefined();
  });

  it.each([
    ['GitHub shows no repository', { repository: null }, 'GitHub does not have this repository'],
    ['its entries are missing', folder(null), 'its entries are missing'],
    [
      'GitHub shows no such commit',
      { repository: { commit: null, object: null } },
      'GitHub does not have this repository or commit',
    ],
    ['it is a file', found({ __typename: 'Blob' }), 'the path is not a folder'],
  ])('is not read when %s', async (_, answer, sentence) => {
    const { folder: read } = await reader({ graphql: { Folder: () => answer } });
    await expect(read('abc', 'policies')).rejects.toThrow(sentence);
  });
});

describe('documents', () => {
  it('are the .yaml files of policies/, by path', async () => {
    const entries = ['b.yaml', 'a.yaml', 'README.md', 'c.yml'].map((name) => entry(name, bytesOf(name)));
    const { documents } = await reader({ graphql: { Folder: () => folder(entries) } });
    expect((await documents('abc')).map(({ path }) => path)).toEqual(['policies/a.yaml', 'policies/b.yaml']);
  });

  it('of months without requests are none', async () => {
    const { requestFiles } = await reader({
      graphql: {
        Folder: ({ expression }) =>
          expression === 'abc:requests/2026/11' ? folder([entry('orders.yaml', bytesOf('x'))]) : found(null),
      },
    });
    expect(await requestFiles('abc', ['2026-10', '2026-11'])).toEqual([
      { path: 'requests/2026/11/orders.yaml', blob: oidOf(bytesOf('x')), mode: '100644', bytes: bytesOf('x') },
    ]);
  });
});

describe('the repository', () => {
  const state = {
    databaseId: 700100,
    nameWithOwner: 'acme/access',
    defaultBranchRef: { name: 'main', target: { oid: 'abc' } },
  };

  it('is told with its default branch', async () => {
    const { repository } = await reader({ graphql: { Repository: () => ({ repository: state }) } });
    expect(await repository()).toEqual({
      id: 700100,
      name: 'acme/access',
      defaultBranch: 'main',
      head: 'abc',
    });
  });

  it.each([null, { ...state, databaseId: null }, { ...state, defaultBranchRef: null }])(
    'is not read without its id or branch',
    async (answer) => {
      const { repository } = await reader({ graphql: { Repository: () => ({ repository: answer }) } });
      await expect(repository()).rejects.toThrow('could not read repository acme/access');
    },
  );
});

describe('the overview', () => {
  const text = bytesOf('policy: orders-db-read\n');
  const tree = (...entries: unknown[]) => ({ oid: 'tree', object: { __typename: 'Tree', entries } });
  const history = { totalCount: 1, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };
  const overview = (target: object | null) => (variables: Readonly<Record<string, unknown>>) => {
    asked.push(variables);
    return {
      repository: {
        databaseId: 700100,
        nameWithOwner: 'acme/access',
        defaultBranchRef: { name: 'main', target },
      },
    };
  };
  const asked: Readonly<Record<string, unknown>>[] = [];
  const whole = {
    oid: 'abc',
    policies: tree(entry('organization.yaml', text)),
    first: null,
    second: null,
    third: tree(entry('orders.yaml', text), entry('README.md', text)),
    fourth: null,
    pin: entry('pullcord-genesis', bytesOf('1 abc\n')),
    history,
  };
  const NO_TEXT = Uint8Array.of(0x61, 0xff);
  const read = async (script: Script, clock: string) => {
    asked.length = 0;
    running = await startAnswering(script, { clock: () => Date.parse(clock) });
    return repositoryReader(running.github, { owner: 'acme', name: 'access' }).overview();
  };

  it('is the head, its documents and the requests of the months around now, in one round trip', async () => {
    const answer = await read({ graphql: { Overview: overview(whole) } }, '2026-11-02T00:00:00Z');
    expect(asked).toMatchObject([{ first: 'requests/2026/09', third: 'requests/2026/11', fourth: 'requests/2026/12' }]);
    expect(answer).toMatchObject({
      repository: { id: 700100, head: 'abc', defaultBranch: 'main' },
      documents: [{ path: 'policies/organization.yaml', blob: oidOf(text), bytes: text }],
      requests: [{ path: 'requests/2026/11/orders.yaml', blob: oidOf(text), bytes: text }],
      months: ['2026-09', '2026-10', '2026-11', '2026-12'],
      pin: { is: 'there', text: '1 abc\n' },
    });
    expect(running?.calls).toHaveLength(1);
  });

  it.each<[string, object | null, number, object]>([
    ['an executable file', { ...entry('x', bytesOf('1 abc\n')), mode: 0o100755 }, 1, { is: 'there', text: null }],
    ['no text', entry('x', NO_TEXT, { text: null }), 1, { is: 'there', text: null }],
    ['longer than any document', entry('x', new Uint8Array(70_000)), 1, { is: 'there', text: null }],
    ['missing, and never was there', null, 0, { is: 'absent' }],
    ['missing, and was there before', null, 1, { is: 'gone' }],
  ])('has a pin that is %s', async (_, pin, changes, wanted) => {
    const Pin = () => ({
      repository: { object: { pin, history: { totalCount: changes, nodes: [] } } },
    });
    const script = { graphql: { Overview: overview({ ...whole, pin }), Pin }, rest: rest(NO_TEXT) };
    expect((await read(script, '2026-11-02T00:00:00Z')).pin).toEqual(wanted);
    if (running === undefined) return expect.fail('nothing answers');
    expect(await repositoryReader(running.github, { owner: 'acme', name: 'access' }).pin('abc')).toEqual(wanted);
  });

  it('is not read if GitHub does not have the commit of the pin', async () => {
    const Pin = () => ({ repository: { object: null } });
    const script = { graphql: { Overview: overview({ ...whole, pin: null }), Pin } };
    await expect(read(script, '2026-11-02T00:00:00Z')).rejects.toThrow('GitHub does not have this commit');
  });

  it("reads by itself what GitHub's clock calls for and the clock here did not", async () => {
    const Folder = ({ expression }: Readonly<Record<string, unknown>>) =>
      expression === 'abc:requests/2026/12' ? folder([entry('late.yaml', text)]) : found(null);
    const script = { graphql: { Overview: overview({ ...whole, third: null }), Folder } };
    const { requests, months } = await read(script, '2026-10-31T00:00:00Z');
    expect(months.at(-1)).toBe('2026-12');
    expect(requests.map(({ path }) => path)).toEqual(['requests/2026/12/late.yaml']);
  });

  it.each([
    ['the default branch has no commit', overview(null), 'or it has no default branch'],
    [
      'there is no history',
      overview({ ...whole, history: undefined }),
      'GitHub did not return the history of the default branch',
    ],
    [
      'the documents are no folder',
      overview({ ...whole, policies: { oid: 'x', object: {} } }),
      'the path is not a folder',
    ],
    ['GitHub fails', () => ({ errors: [{ message: 'timeout' }] }), 'timeout'],
  ])('is not read when %s', async (_, Overview, sentence) => {
    await expect(read({ graphql: { Overview } }, '2026-11-02T00:00:00Z')).rejects.toThrow(sentence);
  });
});
