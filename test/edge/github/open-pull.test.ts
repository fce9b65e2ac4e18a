import { afterEach, describe, expect, it } from 'vitest';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';
import { FILE, BLOB, PATH, TEXT, REST, pathHistory, pullRequest, script } from './merged-request.ts';

let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

describe('an open pull request', () => {
  const open = { state: 'OPEN', merged: false, mergedAt: null, mergedBy: null, mergeCommit: null };
  const FILES = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
  const entries = [{ name: 'orders.yaml', ...FILE, object: { byteSize: TEXT.length, text: TEXT } }];
  const files = (listed: readonly object[], changedFiles = listed.length): Script => ({
    rest: {
      ...REST,
      'GET /repos/{owner}/{repo}/pulls/{pull_number}': () => ({ status: 200, body: { changed_files: changedFiles } }),
      [FILES]: () => ({ status: 200, body: listed }),
    },
    graphql: {
      ...script().graphql,
      PathHistory: pathHistory([], { file: null, history: { totalCount: 0, nodes: [] } }),
      PullRequest: pullRequest({}, open),
      Folder: () => ({ repository: { commit: { oid: 'head' }, object: { __typename: 'Tree', entries } } }),
    },
  });
  const listed = [
    { filename: PATH, status: 'added', sha: BLOB },
    { filename: 'policies/new.yaml', status: 'renamed', sha: 'other', previous_filename: 'policies/old.yaml' },
    { filename: 'requests/2026/10/gone.yaml', status: 'removed', sha: 'gone' },
  ];
  const read = async (given: Script, path?: string) => {
    running = await startAnswering(given);
    const reader = evidenceReader(running.github, { owner: 'acme', name: 'access' });
    return reader.gatherPull({ number: 42, head: 'base', path, teams: ['sre-leads'], saml: false });
  };

  it('is judged as if it were merged now, with the requests it brings as they stand at its head', async () => {
    const gathered = await read(files(listed), PATH);
    expect(gathered).toMatchObject({
      facts: {
        pull: { number: 42, state: 'open', merge: null },
        file: null,
        text: TEXT,
        addedAt: null,
        head: 'base',
      },
      requests: [
        { path: PATH, change: 'added', mode: '100644', bytes: new TextEncoder().encode(TEXT) },
        { path: 'requests/2026/10/gone.yaml', change: 'removed', mode: null, bytes: null },
      ],
    });
  });

  it('without a request has the facts of the pull request and no file', async () => {
    const { facts } = await read(files([]));
    expect(facts).toMatchObject({
      path: '',
      file: null,
      text: null,
      pull: { head: { file: null }, reviewCount: 1 },
    });
  });

  it("is unknown when GitHub's count of the files disagrees", async () => {
    const { unknown } = await read(files(listed, 3001), PATH);
    expect(unknown).toBe('could not read the files of pull request #42: GitHub counts 3001 files but lists 3');
  });

  it('has its files listed with their former paths', async () => {
    running = await startAnswering(files(listed));
    const { pullFiles } = evidenceReader(running.github, { owner: 'acme', name: 'access' });
    expect(await pullFiles(42)).toEqual([
      { path: PATH, change: 'added', blob: BLOB, previous: null },
      { path: 'policies/new.yaml', change: 'renamed', blob: 'other', previous: 'policies/old.yaml' },
      { path: 'requests/2026/10/gone.yaml', change: 'removed', blob: 'gone', previous: null },
    ]);
  });
});
