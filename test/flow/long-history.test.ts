import { expect, it } from 'vitest';
import { moreCalls, reconcileAfter } from '../support/long-history.ts';
import { blocksIn, noticesIn } from '../support/messages.ts';

const LIVE = 50;

it('a run after hundreds of closed requests asks no more of the outside than one without: the last file of records', async () => {
  const [without, after] = [
    await reconcileAfter({ projects: 10, closed: 0, live: LIVE }),
    await reconcileAfter({ projects: 10, closed: 300, live: LIVE }),
  ];
  for (const { report } of [without, after])
    expect([...report.records, ...blocksIn(report), ...noticesIn(report)]).toEqual([]);
  expect(after.shards).toBeGreaterThan(2);
  // One file comes with the branch; of several the last is read by itself.
  expect(Object.fromEntries(moreCalls(without, after))).toEqual({
    'GET /repos/{owner}/{repo}/git/blobs/{file_sha}': 1,
  });
}, 60_000);
