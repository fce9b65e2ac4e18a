import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import { startBench, type Bench } from '../sandbox/github/support.ts';
import { ACME, connectTo } from './github/rehearsal.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe('the ledger on the sandbox', () => {
  const shard = (text: string) => [{ path: 'audit/entries/000000.jsonl', text }];
  const message = { headline: 'begin', body: 'Run: 1' };

  it('is missing, begun once, appended to, and refuses what was decided on an older head', async () => {
    const ledger = ledgerBranch(connectTo(bench), ACME);
    expect(await ledger.read()).toEqual({ kind: 'missing' });
    const owner = ledgerBranch(connectTo(bench, bench.token('acme-admin')), ACME);
    const created = await ledger.create(shard('{"n":0}\n'), message);
    expect(created).toMatchObject({ outcome: 'created' });
    expect(await owner.create(shard('{"n":9}\n'), message)).toMatchObject({ outcome: 'exists' });
    const first = await ledger.read();
    expect(first).toMatchObject({ kind: 'read', last: shard('{"n":0}\n')[0] });
    if (first.kind !== 'read') return expect.fail('not read');

    const appended = await ledger.append(first.head, shard('{"n":0}\n{"n":1}\n'), message);
    expect(appended).toMatchObject({ outcome: 'appended' });
    expect(await ledger.append(first.head, shard('{"n":0}\n{"n":2}\n'), message)).toEqual({ outcome: 'stale' });
    const second = await ledger.read();
    expect(second).toMatchObject({ kind: 'read', last: shard('{"n":0}\n{"n":1}\n')[0] });
    if (second.kind !== 'read' || appended.outcome !== 'appended') return expect.fail('not read');
    expect(second.head).toBe(appended.head);

    // The answer is lost after it landed: said to be in doubt, and seen by whoever reads again.
    bench.github.service.faults.add({ operation: 'POST /graphql', when: 'after', answer: 'drop', times: 1 });
    const lost = await ledger.append(second.head, shard('{"n":0}\n{"n":1}\n{"n":2}\n'), message);
    expect(lost).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('may have landed') as string });
    expect(await ledger.append(second.head, shard('{"n":3}\n'), message)).toEqual({ outcome: 'stale' });
    expect(await ledger.read()).toMatchObject({ last: shard('{"n":0}\n{"n":1}\n{"n":2}\n')[0] });
  });
});
