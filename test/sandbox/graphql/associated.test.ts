import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATH_HISTORY_GRAPHQL } from '../../../src/edge/github/queries.ts';
import type { Pull } from '../../../src/sandbox/github/state.ts';
import { startHarness, type Harness } from './harness.ts';

const NAMES = { owner: 'acme', name: 'access' };

let github: Harness;
beforeAll(async () => {
  github = await startHarness();
});
afterAll(() => github.close());

let branches = 0;
async function opened(path: string): Promise<Pull> {
  const branch = `request-${(branches += 1)}`;
  await github.branchOff(branch);
  await github.commit('alice', branch, { [path]: `policy: ${branch}\n` });
  return github.pull('alice', branch);
}

describe('the pull requests associated with a commit', () => {
  interface Node {
    readonly number: number;
    readonly merged: boolean;
    readonly mergedAt: string | null;
    readonly baseRefName: string;
    readonly mergeCommit: { readonly oid: string } | null;
  }
  interface Answer {
    readonly repository: {
      readonly object: {
        readonly history: {
          readonly nodes: readonly {
            readonly associatedPullRequests: { readonly totalCount: number; readonly nodes: readonly Node[] };
          }[];
        };
      };
    };
  }

  /** All of them, by what tells one from another; the query asks for more of each. */
  const associated = async (oid: string, path: string) => {
    const answer = await github.as('alice')<Answer>(PATH_HISTORY_GRAPHQL, { ...NAMES, head: oid, path });
    const found = answer.repository.object.history.nodes[0]?.associatedPullRequests;
    const nodes = found?.nodes.map(({ number, merged, mergedAt, baseRefName, mergeCommit }) => ({
      number,
      merged,
      mergedAt,
      baseRefName,
      mergeCommit: mergeCommit?.oid ?? null,
    }));
    return { totalCount: found?.totalCount, nodes };
  };

  test.each(['squash', 'merge', 'rebase'] as const)('are the merged one, after a %s', async (method) => {
    const path = `requests/${method}.yaml`;
    const pull = await opened(path);
    await opened(path);
    const oid = await github.merge('bob', pull, method);
    expect(await associated(oid, path)).toEqual({
      totalCount: 1,
      nodes: [
        {
          number: pull.number,
          merged: true,
          mergedAt: expect.any(String) as string,
          baseRefName: 'main',
          mergeCommit: oid,
        },
      ],
    });
  });

  test('are the open one, for a commit that is not merged', async () => {
    const pull = await opened('requests/open.yaml');
    expect(await associated(pull.head.sha, 'requests/open.yaml')).toEqual({
      totalCount: 1,
      nodes: [{ number: pull.number, merged: false, mergedAt: null, baseRefName: 'main', mergeCommit: null }],
    });
  });

  test('lag behind a fresh merge for as long as the world says', async () => {
    github.world.indexLagSeconds = 40;
    const pull = await opened('requests/lag.yaml');
    const oid = await github.merge('bob', pull);
    expect(await associated(oid, 'requests/lag.yaml')).toEqual({ totalCount: 0, nodes: [] });
    github.pass(39);
    expect(await associated(oid, 'requests/lag.yaml')).toEqual({ totalCount: 0, nodes: [] });
    github.pass(1);
    expect(await associated(oid, 'requests/lag.yaml')).toEqual({
      totalCount: 1,
      nodes: [
        {
          number: pull.number,
          merged: true,
          mergedAt: expect.any(String) as string,
          baseRefName: 'main',
          mergeCommit: oid,
        },
      ],
    });
    github.world.indexLagSeconds = 0;
  });
});
