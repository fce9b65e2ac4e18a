import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Judged } from '../../src/core/decision/decision.ts';
import { explain, NothingToExplain, type ExplainPorts } from '../../src/flow/explain.ts';
import { REQUEST } from '../core/build.ts';
import { REPO } from '../sandbox/github/support.ts';
import { PATH, startExplained, type Explained } from './explained.ts';

const codes = ({ decision }: Judged) => [decision.verdict, ...decision.reasons.map(({ code }) => code)];

let there: Explained;
beforeAll(async () => {
  there = await startExplained();
});
afterAll(() => there.bench.close());

describe('what is decided of an open pull request', () => {
  it('is what a check sees: what it lacks, and that it only waits for its merge', async () => {
    const pull = await there.ask('open', REQUEST, 'requests/2026/11/open.yaml');
    expect(codes(await explain(there.world, pull))).toEqual(['pending', 'approval-missing']);
    await there.approve('bob', pull);
    const judged = await explain(there.world, pull);
    expect(codes(judged)).toEqual(['pending', 'merge-awaited']);
    expect(judged.decision.approvals).toMatchObject([{ login: 'bob', counts: true }]);
    expect(judged.evidence.pull).toMatchObject({ number: pull, state: 'open' });
  });

  it('asks for its incident as a check does', async () => {
    const issues = there.bench.as('erin').issues;
    const incident = (await issues.create({ ...REPO, title: 'Checkout fails', labels: ['incident'] })).data.number;
    const text = REQUEST.replace('policy: orders', `policy: orders-incident\nincident: '#${incident}'`);
    const pull = await there.ask('incident', text, 'requests/2026/11/incident.yaml');
    await there.approve('bob', pull);
    expect(codes(await explain(there.world, pull))).toEqual(['pending', 'merge-awaited']);
    await issues.update({ ...REPO, issue_number: incident, state: 'closed' });
    expect(codes(await explain(there.world, pull))).toEqual(['denied', 'incident-closed']);
  });

  it('that was closed is final', async () => {
    const pull = await there.ask('closed', REQUEST, 'requests/2026/11/closed.yaml');
    await there.bench.as('alice').pulls.update({ ...REPO, pull_number: pull, state: 'closed' });
    expect(codes(await explain(there.world, pull))).toContain('not-merged');
  });
});

describe('what is decided of a merged pull request', () => {
  it('is what a run sees, the ledger and the branch as it stands included', async () => {
    const pull = await there.ask('orders');
    await there.approve('bob', pull);
    await there.merge(pull);
    const judged = await explain(there.world, pull);
    expect(codes(judged)).toEqual(['approved']);
    expect(judged.decision.grant).toMatchObject({ pull, path: PATH, approvedBy: ['bob'] });
    expect(judged.evidence.onRecord).toEqual({ headUsedBy: [], overdueReviews: [], unreviewed: [], quarantined: [] });

    await there.remove(PATH);
    const gone = explain(there.world, pull);
    await expect(gone).rejects.toThrow(NothingToExplain);
    await expect(gone).rejects.toThrow(
      `${PATH} is no longer on main. The decision on #${pull} is on record. Read it in a clone: pullcord audit pull ${pull}`,
    );
  });

  it('that nobody approved is a denial', async () => {
    const pull = await there.ask('alone', REQUEST, 'requests/2026/11/alone.yaml');
    await there.merge(pull);
    expect(codes(await explain(there.world, pull))).toEqual(['denied', 'approval-missing']);
  });

  it('that brings back, byte for byte, what was removed is told that its name is used', async () => {
    const path = 'requests/2026/11/back.yaml';
    const first = await there.ask('back', REQUEST, path);
    await there.approve('bob', first);
    await there.merge(first);
    await there.remove(path);
    const again = await there.ask('back-again', REQUEST, path);
    await there.approve('bob', again);
    await there.merge(again);
    expect(codes(await explain(there.world, again))).toEqual(['denied', 'path-used']);
    await expect(explain(there.world, first)).rejects.toThrow(`${path} on main now comes from #${again}`);
  });
});

describe('nothing is decided, and it is said why,', () => {
  const withLedger = (read: ExplainPorts['ledger']['read']): ExplainPorts => ({
    ...there.world,
    ledger: { ...there.world.ledger, read },
  });
  const merged = async (name: string) => {
    const pull = await there.ask(name, REQUEST, `requests/2026/11/${name}.yaml`);
    await there.merge(pull);
    return pull;
  };

  it('of a pull request that brings no request', async () => {
    const pull = await there.ask('readme', 'hello\n', 'NOTES.md');
    await expect(explain(there.world, pull)).rejects.toThrow(
      new NothingToExplain(`pull request #${pull} adds no file under requests/, so there is no request to explain`),
    );
  });

  it('of one that is not there', async () => {
    await expect(explain(there.world, 4711)).rejects.toThrow('4711');
  });

  it('where GitHub does not tell of the pull request', async () => {
    const pull = await there.ask('untold', REQUEST, 'requests/2026/11/untold.yaml');
    const world = { ...there.world, gatherPull: () => Promise.resolve({ unknown: 'could not read it' }) };
    await expect(explain(world, pull)).rejects.toThrow('could not read it');
  });

  it('of a merged one where the ledger is missing, unreadable or in doubt', async () => {
    const pull = await merged('unrecorded');
    const missing = withLedger(() => Promise.resolve({ kind: 'missing' }));
    await expect(explain(missing, pull)).rejects.toThrow('the branch audit is missing. Begin the ledger');
    const unreadable = withLedger(() => Promise.reject(new Error('GitHub answered 502')));
    await expect(explain(unreadable, pull)).rejects.toThrow('GitHub answered 502');
    const doubtful = withLedger(async () => ({ ...(await there.world.ledger.read()), checkpoint: undefined }));
    await expect(explain(doubtful, pull)).rejects.toThrow('audit/checkpoint is missing');
  });

  it('of a merged one whose facts could not be gathered', async () => {
    const pull = await merged('ungathered');
    const gather = () => Promise.resolve({ unknown: 'GitHub answered 502' });
    const world = { ...there.world, repository: { ...there.world.repository, gather } };
    await expect(explain(world, pull)).rejects.toThrow('requests/2026/11/ungathered.yaml: GitHub answered 502');
  });
});
