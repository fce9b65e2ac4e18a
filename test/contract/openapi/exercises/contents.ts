import { NOBODYS_OID, type Exercises } from './exercise.ts';

const REPO = '/repos/{owner}/{repo}';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Commits, trees, blobs and files. */
export const CONTENTS: Exercises = {
  [`GET ${REPO}/git/trees/{tree_sha}`]: ({ main }) => ({
    good: { status: 200, params: { tree_sha: main }, query: { recursive: '1' } },
    bad: { status: 404, params: { tree_sha: NOBODYS_OID } },
  }),
  [`POST ${REPO}/git/trees`]: ({ main }) => ({
    good: {
      status: 201,
      body: { base_tree: main, tree: [{ path: 'a/b', mode: '100644', type: 'blob', content: 'c' }] },
    },
    bad: { status: 422, body: { tree: [] } },
  }),
  [`GET ${REPO}/git/blobs/{file_sha}`]: async ({ bench }) => {
    const oid = await bench.github.repository.writeBlob('a blob');
    return {
      good: { status: 200, params: { file_sha: oid } },
      bad: { status: 404, params: { file_sha: NOBODYS_OID } },
    };
  },
  [`POST ${REPO}/git/blobs`]: () => ({
    good: { status: 201, body: { content: base64('x'), encoding: 'base64' } },
    bad: { status: 422, body: {} },
  }),
  [`GET ${REPO}/git/commits/{commit_sha}`]: ({ mergeCommit }) => ({
    good: { status: 200, params: { commit_sha: mergeCommit } },
    bad: { status: 404, params: { commit_sha: NOBODYS_OID } },
  }),
  [`POST ${REPO}/git/commits`]: async ({ bench, main }) => {
    const tree = (await bench.github.repository.readCommit(main))?.tree;
    return {
      good: { status: 201, body: { message: 'exercise', tree, parents: [main] } },
      bad: { status: 422, body: { message: 'exercise', tree: NOBODYS_OID } },
    };
  },
  [`GET ${REPO}/commits`]: () => ({ good: { status: 200 }, bad: { status: 404, query: { sha: 'no-such-branch' } } }),
  [`GET ${REPO}/commits/{commit_sha}/pulls`]: ({ mergeCommit }) => ({
    good: { status: 200, params: { commit_sha: mergeCommit } },
    bad: { status: 409, params: { commit_sha: mergeCommit }, bare: true },
  }),
  [`GET ${REPO}/commits/{ref}`]: ({ mergeCommit }) => ({
    good: { status: 200, params: { ref: mergeCommit } },
    bad: { status: 422, params: { ref: 'no-such-branch' } },
  }),
  [`GET ${REPO}/contents/{path}`]: () => ({
    good: { status: 200, params: { path: 'README.md' } },
    bad: { status: 404, params: { path: 'no-such-file' } },
  }),
  [`PUT ${REPO}/contents/{path}`]: async ({ bench }) => {
    await bench.branch('alice', 'exercise-put', {});
    const body = { branch: 'exercise-put', message: 'exercise', content: base64('x') };
    return {
      good: { status: 201, params: { path: 'exercise/put.txt' }, body },
      bad: { status: 409, params: { path: 'README.md' }, body: { ...body, sha: NOBODYS_OID } },
    };
  },
  [`DELETE ${REPO}/contents/{path}`]: async ({ bench }) => {
    await bench.branch('alice', 'exercise-delete', { 'exercise.txt': 'x' });
    const sha = await bench.github.repository.writeBlob('x');
    const body = { branch: 'exercise-delete', message: 'exercise' };
    return {
      good: { status: 200, params: { path: 'exercise.txt' }, body: { ...body, sha } },
      bad: { status: 404, params: { path: 'no-such-file' }, body: { ...body, sha } },
    };
  },
};
