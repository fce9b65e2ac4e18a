import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATH_HISTORY } from '../../../src/edge/github/queries.ts';
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
  const associated = async (oid: string, path: string): Promise<unknown> => {
    const answer = await github.as('alice')<{
      repository: { object: { history: { nodes: { associatedPullRequests: unknown }[] } } };
    }>(PATH_HISTORY, { ...NAMES, head: oid, path });
    return answer.repository.object.history.nodes[0]?.associatedPullRequests;
  };

  test.each(['squash', 'merge', 'rebase'] as const)('are the merged one, after a %s', async (method) => {
    const path = `requests/${method}.yaml`;
    const pull = await opened(path);
    await opened(path);
    const oid = await github.merge('bob', pull, method);
    expect(await associated(oid, path)).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          number: pull.number,
          merged: true,
          mergedAt: expect.any(String) as string,
          baseRefName: 'main',
          mergeCommit: { oid },
        },
      ],
    });
  });

  test('are the open one, for a commit that is not merged', async () => {
    const pull = await opened('requests/open.yaml');
    expect(await associated(pull.head.sha, 'requests/open.yaml')).toMatchObject({
      nodes: [{ number: pull.number, merged: false, mergeCommit: null }],
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
    expect(await associated(oid, 'requests/lag.yaml')).toMatchObject({ nodes: [{ number: pull.number }] });
    github.world.indexLagSeconds = 0;
  });
});
