import { afterAll, expect, test } from 'vitest';
import { REPO, startBench } from '../../sandbox/github/support.ts';
import { prepare } from './exercises/fixture.ts';
import type { Hit } from './exercises/exercise.ts';
import { hitOn } from './exercises/hit.ts';

const bench = await startBench({ private: false });
const watch = bench.contract;
const fixture = await prepare(bench);
const { repository: git, state } = bench.github;
const odd = await oddCommit();
await bench.as('acme-admin').git.createRef({ ...REPO, ref: 'refs/heads/odd', sha: odd });
const closed = await fixture.freshPull();
await bench.as('alice').pulls.update({ ...REPO, pull_number: closed, state: 'closed' });
const rebased = await fixture.freshPull();
await bench.as('bob').pulls.merge({ ...REPO, pull_number: rebased, merge_method: 'rebase' });
const conflicting = await conflictingPull();
await bench.as('bob').pulls.createReview({ ...REPO, pull_number: fixture.pull, event: 'REQUEST_CHANGES', body: 'no' });
await bench.as('bob').pulls.createReview({ ...REPO, pull_number: fixture.pull });
state.pulls.get(fixture.pull)?.reviews.push({
  id: 7001,
  author: [...state.users.values()].find(({ type }) => type === 'Bot')?.id ?? 0,
  state: 'DISMISSED',
  body: '',
  commit: fixture.head,
  submittedAt: bench.github.world.now(),
});

afterAll(() => bench.close());

test('what it takes to prepare is answered as published', () => {
  expect(watch.problems()).toEqual([]);
});

const REPOSITORY = '/repos/{owner}/{repo}';
const APP = {
  kind: 'installation',
  permissions: { contents: 'read', members: 'read', organization_administration: 'read' },
} as const;

test.each<[string, string, Hit]>([
  ['a folder', `GET ${REPOSITORY}/contents/{path}`, { status: 200, params: { path: 'policies' } }],
  ['the root', `GET ${REPOSITORY}/contents/{path}`, { status: 200, params: { path: '' }, query: { ref: 'odd' } }],
  [
    'a link to nowhere',
    `GET ${REPOSITORY}/contents/{path}`,
    { status: 200, params: { path: 'dangling' }, query: { ref: 'odd' } },
  ],
  [
    'a link to a file',
    `GET ${REPOSITORY}/contents/{path}`,
    { status: 200, params: { path: 'link' }, query: { ref: 'odd' } },
  ],
  [
    'a submodule',
    `GET ${REPOSITORY}/contents/{path}`,
    { status: 200, params: { path: 'module' }, query: { ref: 'odd' } },
  ],
  [
    'a large file',
    `GET ${REPOSITORY}/contents/{path}`,
    { status: 200, params: { path: 'large' }, query: { ref: 'odd' } },
  ],
  [
    'an empty file',
    `GET ${REPOSITORY}/contents/{path}`,
    { status: 200, params: { path: 'empty' }, query: { ref: 'odd' } },
  ],
  ['a commit nobody can be named for', `GET ${REPOSITORY}/commits/{ref}`, { status: 200, params: { ref: 'odd' } }],
  ['a history with such a commit', `GET ${REPOSITORY}/commits`, { status: 200, query: { sha: 'odd' } }],
  ['a tree of everything', `GET ${REPOSITORY}/git/trees/{tree_sha}`, { status: 200, params: { tree_sha: 'odd' } }],
  ['a closed pull request', `GET ${REPOSITORY}/pulls/{pull_number}`, { status: 200, params: { pull_number: closed } }],
  ['a rebased one', `GET ${REPOSITORY}/pulls/{pull_number}`, { status: 200, params: { pull_number: rebased } }],
  [
    'one that conflicts',
    `GET ${REPOSITORY}/pulls/{pull_number}`,
    { status: 200, params: { pull_number: conflicting } },
  ],
  ['all of them', `GET ${REPOSITORY}/pulls`, { status: 200, query: { state: 'all' } }],
  ['all of them as issues', `GET ${REPOSITORY}/issues`, { status: 200, query: { state: 'all' } }],
  [
    'reviews of every kind',
    `GET ${REPOSITORY}/pulls/{pull_number}/reviews`,
    { status: 200, as: 'bob', params: { pull_number: fixture.pull } },
  ],
  ['all rules of a branch', `GET ${REPOSITORY}/rules/branches/{branch}`, { status: 200, params: { branch: 'audit' } }],
  ['a bot', 'GET /users/{username}', { status: 200, params: { username: 'github-actions[bot]' } }],
  [
    'a stranger’s permission',
    `GET ${REPOSITORY}/collaborators/{username}/permission`,
    { status: 200, params: { username: 'github-actions[bot]' } },
  ],
  ['the organization to a reader', 'GET /orgs/{org}', { status: 200, as: 'mallory' }],
  ['the organization to an App', 'GET /orgs/{org}', { status: 200, as: APP }],
  ['the repository to nobody', `GET ${REPOSITORY}`, { status: 200, as: 'nobody' }],
  ['the repository to an App', `GET ${REPOSITORY}`, { status: 200, as: APP }],
  ['whoever asks for who they are', 'GET /user', { status: 200, as: 'acme-admin' }],
  ['the rate limit of nobody', 'GET /rate_limit', { status: 200, as: 'nobody' }],
  ['a page past the end', `GET ${REPOSITORY}/commits`, { status: 200, query: { page: '99' } }],
  [
    'a job’s log, by an address',
    `GET ${REPOSITORY}/actions/jobs/{job_id}/logs`,
    { status: 302, params: { job_id: fixture.job } },
  ],
])('%s is answered as published', async (_what, operation, wanted) => {
  const before = watch.problems().length;
  await hitOn(bench, operation, wanted);
  expect(watch.problems().slice(before)).toEqual([]);
});

/** A commit of an address that is nobody's, with everything a tree can hold. */
async function oddCommit(): Promise<string> {
  const blob = (content: string) => git.writeBlob(content);
  const modules = '[submodule "module"]\n\tpath = module\n\turl = https://elsewhere.example/module.git\n';
  const tree = await git.writeTreeWith(undefined, [
    { path: '.gitmodules', entry: { mode: '100644', oid: await blob(modules) } },
    { path: 'dangling', entry: { mode: '120000', oid: await blob('nowhere') } },
    { path: 'empty', entry: { mode: '100644', oid: await blob('') } },
    { path: 'large', entry: { mode: '100644', oid: await blob('x'.repeat(1_100_000)) } },
    { path: 'link', entry: { mode: '120000', oid: await blob('run') } },
    { path: 'module', entry: { mode: '160000', oid: fixture.main } },
    { path: 'run', entry: { mode: '100755', oid: await blob('#!/bin/sh\n') } },
  ]);
  const stranger = { name: 'Stranger', email: 'stranger@elsewhere.example', at: bench.github.world.now() };
  return git.writeCommit({ tree, parents: [fixture.main], author: stranger, committer: stranger, message: 'odd' });
}

async function conflictingPull(): Promise<number> {
  const number = await bench.pull('alice', 'conflict', { 'requests/clash.yaml': 'one\n' });
  await bench.as('acme-admin').repos.createOrUpdateFileContents({
    ...REPO,
    path: 'requests/clash.yaml',
    message: 'clash',
    content: Buffer.from('two\n').toString('base64'),
  });
  return number;
}
