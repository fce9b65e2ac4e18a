import { afterEach, describe, expect, it } from 'vitest';
import type { MergedSubject } from '../../../src/core/ports.ts';
import { evidenceReader } from '../../../src/edge/github/evidence.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';
import {
  documentChange,
  documentHistory,
  GENESIS,
  ORGANIZATION,
  POLICY,
  pullRequest,
  script,
  SUBJECT,
  textBlob,
} from './merged-request.ts';

let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

async function gather(graphql: NonNullable<Script['graphql']>, change: Partial<MergedSubject> = {}) {
  running = await startAnswering(script(graphql));
  const { facts } = await evidenceReader(running.github, { owner: 'acme', name: 'access' }).gather({
    ...SUBJECT,
    ...change,
  });
  return facts;
}

const changesOf = async (graphql: NonNullable<Script['graphql']>, change: Partial<MergedSubject> = {}) =>
  (await gather(graphql, change))?.changes[ORGANIZATION];

/** A pull request that changed the document, merged as `oid`. */
const broughtBy = (number: number, oid: string, blobs: readonly [string | null, string | null], more: object = {}) => {
  const { pullRequest: pull } = pullRequest()({}).repository;
  const file = (blob: string | null) => (blob === null ? null : { mode: 0o100644, oid: blob, type: 'blob' });
  const mergeCommit = {
    ...pull.mergeCommit,
    oid,
    committedDate: '2026-11-10T00:00:00Z',
    file: file(blobs[1]),
    parents: { totalCount: 1, nodes: [{ oid: `${oid}^`, file: file(blobs[0]) }] },
  };
  const whole = { ...pull, number, mergedAt: '2026-11-10T00:00:00Z', mergeCommit, ...more };
  return { associatedPullRequests: { totalCount: 1, nodes: [whole] } };
};

const blobs = (changes: readonly { readonly blob: string | null }[] | null | undefined) =>
  changes?.map(({ blob }) => blob);

describe('the changes of a document further back than the line that was read', () => {
  it('are none when it is as the ledger began with it', async () => {
    expect(await changesOf({})).toEqual([]);
  });

  it('come newest first, each with its pull request about this document', async () => {
    const DocumentHistory = documentHistory([
      documentChange('c2', ['org1', 'org2'], broughtBy(32, 'c2', ['org1', 'org2'])),
      documentChange('c1', ['org', 'org1'], broughtBy(31, 'c1', ['org', 'org1'])),
    ]);
    const Reached = () => ({ repository: { object: { history: { totalCount: 1, nodes: [{ oid: 'c1' }] } } } });
    const changes = await changesOf({ DocumentHistory, Reached });
    expect(changes).toMatchObject([
      {
        blob: 'org2',
        at: '2026-11-10T00:00:00Z',
        pull: { number: 32, pushers: [1001], merge: { file: { blob: 'org2' }, parents: [{ file: { blob: 'org1' } }] } },
      },
      { blob: 'org1', pull: { number: 31, merge: { onMainline: true } } },
    ]);
    expect(changes?.[0]?.pull?.merge?.onMainline).toBe(false);
  });

  it('are one for all commits of one pull request', async () => {
    const pull = broughtBy(31, 'merge-31', ['org', 'org2']);
    const DocumentHistory = documentHistory([
      documentChange('c2', ['org1', 'org2'], pull),
      documentChange('c1', ['org', 'org1'], pull),
    ]);
    expect(await changesOf({ DocumentHistory })).toMatchObject([{ blob: 'org2', pull: { number: 31 } }]);
  });

  it('name no pull request for what was pushed', async () => {
    const DocumentHistory = documentHistory([documentChange('c1', ['org', 'org1'])]);
    expect(await changesOf({ DocumentHistory })).toEqual([{ blob: 'org1', at: '2026-11-10T00:00:00Z', pull: null }]);
  });

  it('have no blob where it was removed', async () => {
    const DocumentHistory = documentHistory([documentChange('c1', ['org', null])]);
    expect(blobs(await changesOf({ DocumentHistory }))).toEqual([null]);
  });

  it('go back to its very beginning where the ledger began without it', async () => {
    const DocumentHistory = documentHistory([documentChange('c1', [null, 'org1'])], null);
    const genesis = { commit: 'genesis', policies: {} };
    expect(blobs(await changesOf({ DocumentHistory }, { genesis }))).toEqual(['org1']);
  });

  it.each([
    ['one does not begin with what the one before it left', [documentChange('c1', ['hidden', 'org1'])]],
    [
      'a merge undid another in between',
      [documentChange('c1', ['org', 'org1'], broughtBy(31, 'm', ['hidden', 'org1']))],
    ],
    [
      'GitHub leaves pull requests of one out',
      [documentChange('c1', ['org', 'org1'], { associatedPullRequests: { totalCount: 4, nodes: [] } })],
    ],
    ['an item is missing', [null as never]],
    ['there are too many', Array.from({ length: 51 }, (_, n) => documentChange(`c${n}`, ['org', 'org']))],
  ])('are not known when %s', async (_, changes) => {
    expect(await changesOf({ DocumentHistory: documentHistory(changes) })).toBeNull();
  });

  it('are not known when the history ends before the genesis', async () => {
    const cut = documentHistory([])();
    const { history } = cut.repository.object;
    const DocumentHistory = () => ({
      repository: { ...cut.repository, object: { history: { ...history, nodes: [] } } },
    });
    expect(await changesOf({ DocumentHistory })).toBeNull();
  });

  it('are not known when GitHub fails, and everything else is', async () => {
    const facts = await gather({ DocumentHistory: () => ({ errors: [{ message: 'timeout' }] }) });
    expect(facts?.changes).toEqual({ [ORGANIZATION]: null });
    expect(facts?.pull?.number).toBe(42);
  });

  it('are not asked for while the ledger cannot be read', async () => {
    expect(await changesOf({}, { genesis: null })).toBeNull();
    expect(running?.calls.some(({ body }) => JSON.stringify(body ?? '').includes('DocumentHistory'))).toBe(false);
  });

  it('are read page by page', async () => {
    const first = documentHistory([documentChange('c2', ['org1', 'org2'])])();
    const second = documentHistory([documentChange('c1', ['org', 'org1'])]);
    const { history } = first.repository.object;
    const page = { ...history, nodes: history.nodes.slice(0, 1), pageInfo: { hasNextPage: true, endCursor: 'second' } };
    const DocumentHistory = ({ after }: Readonly<Record<string, unknown>>) =>
      after === 'second' ? second() : { repository: { ...first.repository, object: { history: page } } };
    expect(blobs(await changesOf({ DocumentHistory }))).toEqual(['org2', 'org1']);
  });
});

describe('the changes of a document on the line that was read', () => {
  const line = (...commits: readonly (readonly [sha: string, policies: string])[]) =>
    commits.map(([sha, policies]) => ({ sha, policies, committedAt: '2026-11-22T00:00:00Z', parents: [`${sha}^`] }));
  const mainline = line(['merge', 'p2'], ['c2', 'p2'], ['before', 'p1'], ['c1', 'p1'], ['genesis', 'p0']);
  const near = (changes: Readonly<Record<string, object>>) => ({
    DocumentHistory: documentHistory(),
    DocumentChange: ({ commit }: Readonly<Record<string, unknown>>) => ({
      repository: { object: changes[String(commit)] },
    }),
  });

  it('are those commits that touched it, with what each merged', async () => {
    const changes = await changesOf(
      near({
        c2: documentChange('c2', ['org1', 'org2'], broughtBy(32, 'c2', ['org1', 'org2'])),
        c1: documentChange('c1', ['org', 'org1']),
      }),
      { mainline },
    );
    expect(changes).toMatchObject([
      { blob: 'org2', pull: { number: 32, merge: { onMainline: true } } },
      { blob: 'org1', pull: null },
    ]);
  });

  it('show what a merge put back, which its history would hide', async () => {
    const changes = await changesOf(
      near({
        c2: documentChange('c2', ['org1', 'org'], broughtBy(32, 'c2', ['org1', 'org'])),
        c1: documentChange('c1', ['org', 'org1'], broughtBy(31, 'c1', ['org', 'org1'])),
      }),
      { mainline },
    );
    expect(changes).toMatchObject([
      { blob: 'org', pull: { number: 32 } },
      { blob: 'org1', pull: { number: 31 } },
    ]);
  });

  it('name no pull request that was merged after the push that brought it', async () => {
    const changes = await changesOf(
      near({
        c2: documentChange('c2', ['org', 'org2'], broughtBy(32, 'merge', ['org2', 'org2'])),
        c1: documentChange('c1', ['org', 'org']),
      }),
      { mainline },
    );
    expect(changes).toMatchObject([{ blob: 'org2', pull: null }]);
  });

  it.each([
    ['one of them is missing', { c1: documentChange('c1', ['org', 'org1']) }],
    ['they do not meet', { c2: documentChange('c2', ['x', 'org2']), c1: documentChange('c1', ['org', 'org1']) }],
    ['another commit answers', { c2: documentChange('c3', ['org', 'org2']), c1: documentChange('c1', ['org', 'org']) }],
  ])('are not known when %s', async (_, changes) => {
    expect(await changesOf(near(changes), { mainline })).toBeNull();
  });

  it('of a policy are the one that made it what it was before the merge, and the one that made it what it is', async () => {
    const longer = line(['c3', 'p3'], ['merge', 'p2'], ['before', 'p2'], ['c2', 'p2'], ['c1', 'p1'], ['genesis', 'p0']);
    const facts = await gather(
      near({
        c3: documentChange('c3', ['policy2', 'policy3']),
        c2: documentChange('c2', ['policy1', 'policy2']),
        c1: documentChange('c1', ['policy', 'policy1']),
      }),
      {
        mainline: longer,
        head: 'c3',
        documents: [POLICY],
        genesis: { commit: 'genesis', policies: { [POLICY]: 'policy' } },
      },
    );
    expect(blobs(facts?.changes[POLICY])).toEqual(['policy3', 'policy2']);
  });

  it('of a policy are those, too, that the same head commit brought before', async () => {
    const longer = line(['merge', 'p3'], ['c3', 'p3'], ['c2', 'p2'], ['c1', 'p1'], ['before', 'p0'], ['genesis', 'p0']);
    const facts = await gather(
      near({
        c3: documentChange('c3', ['policy2', 'policy3'], broughtBy(33, 'c3', ['policy2', 'policy3'])),
        c2: documentChange('c2', ['policy1', 'policy2']),
        c1: documentChange('c1', ['policy', 'policy1'], broughtBy(31, 'c1', ['policy', 'policy1'])),
      }),
      {
        mainline: longer,
        documents: [POLICY],
        genesis: { commit: 'genesis', policies: { [POLICY]: 'policy' } },
      },
    );
    expect(facts?.changes[POLICY]?.map(({ pull }) => pull?.number)).toEqual([33, 31]);
  });
});

describe('an organization as it once was', () => {
  const old = textBlob('installation: acme\n');

  it('is in the evidence by its blob, and the teams it names are asked', async () => {
    const file = { mode: 0o100644, oid: old.oid, type: 'blob', object: { byteSize: old.text.length, text: old.text } };
    const DocumentHistory = documentHistory([documentChange('c1', ['org', old.oid], { file })]);
    const seen: string[] = [];
    const facts = await gather(
      { DocumentHistory },
      { teamsIn: (text) => (seen.push(text), ['security']), genesis: GENESIS },
    );
    expect(facts?.texts).toEqual({ [old.oid]: old.text });
    expect(seen).toEqual([old.text]);
    expect(Object.keys(facts?.teams ?? {})).toEqual(['sre-leads', 'security']);
  });
});

describe('people known by single sign-on', () => {
  const identities =
    (nodes: readonly object[], totalCount = nodes.length) =>
    () => ({
      organization: { samlIdentityProvider: { externalIdentities: { totalCount, nodes } } },
    });
  const known = (databaseId: number, nameId: string | null) => ({ user: { databaseId }, samlIdentity: { nameId } });
  const ask = async (Identity: () => unknown) => (await gather({ Identity }, { saml: true }))?.identities;

  it('are told by numeric id, and somebody not linked is nobody', async () => {
    expect(await ask(identities([known(1001, 'alice@acme.example')]))).toEqual({
      1001: 'alice@acme.example',
      1002: null,
    });
  });

  it.each([
    ['there is no provider', () => ({ organization: { samlIdentityProvider: null } })],
    ['it is forbidden', () => ({ errors: [{ type: 'FORBIDDEN', message: 'no' }] })],
    ['GitHub left some out', identities([known(1001, 'alice@acme.example')], 2)],
    ['two claim the account', identities([known(1001, 'alice@acme.example'), known(1001, 'mallory@acme.example')])],
    ['it has no name', identities([known(1001, null)])],
  ])('are not known when %s', async (_, answer) => {
    expect(await ask(answer)).toEqual({ 1001: null, 1002: null });
  });

  it('are not asked for where the organization names people itself', async () => {
    expect(await gather({})).not.toHaveProperty('identities');
  });
});
